"""What speaks against an accusation in the shipped example reaches the person whom it concerns."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

import pytest

from dalil.assembly_reading import claim_reader
from dalil.claims.questions.sides import stands_against
from dalil.evidence import Claim, Stance
from dalil.text.dispatch import read_here

DOCUMENTS = resources.files("dalil") / "examples" / "derbezhan" / "documents"


@cache
def claims(name: str) -> tuple[Claim, ...]:
    content = (DOCUMENTS / name).read_bytes()
    layer = read_here(content, hashlib.sha256(content).hexdigest(), name).layer
    assert layer is not None
    return claim_reader()(layer).claims


@pytest.mark.parametrize(
    ("document", "words", "person"),
    [
        ("01_influence-ledger_lobbying-contract_2024-05-14.html", "has never taken a bribe", "Orjumat"),
        ("01_influence-ledger_lobbying-contract_2024-05-14.html", "closed its inquiry", "Orjumat"),
        ("02_joint-letter_2024-06-11.pdf", "discharged two unexplained wealth orders", "Orjumat"),
        ("03_analysis_two-houses-one-family_2024-04-18.docx", "all wrongdoing", "Ordzhumat"),
        ("05_rebuttal_2024-07-09.eml", "discharged the orders because", "Orjumat"),
        ("12_court-notice_haldevik-regional-court_2022-09-27.txt", "had never received any payment", "Ordzhumat"),
    ],
)  # fmt: skip
def test_contrary_matter_names_the_person_concerned(document: str, words: str, person: str) -> None:
    found = [c for c in claims(document) if words in " ".join(c.quote.split())]
    assert found, [c.quote for c in claims(document)]
    against = [c for c in found if stands_against(c)]
    assert any(person in r.text for c in against for r in c.about), [c.about for c in found]


def test_a_letter_quoted_in_a_footnote_is_held_by_its_writer() -> None:
    found = [
        c
        for c in claims("03_analysis_two-houses-one-family_2024-04-18.docx")
        if c.quote.startswith("Our client had no interest")
    ]
    assert [c.holders[0].text for c in found] == ["Rosalind Pell"]
    assert found[0].stance is Stance.DENIES
