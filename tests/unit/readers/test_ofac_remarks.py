"""OFAC's remarks taken apart."""

from __future__ import annotations

import pytest

from dalil.readers.draft import Draft
from dalil.readers.ofac_remarks import settle_remarks


def settled(text: str):
    draft = Draft("1", "person")
    draft.name("A")
    settle_remarks(draft, text)
    return draft.build()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("DOB 06 May 1961.", "birth_dates", "1961-05-06"),
        ("alt. POB Izmer, Derbezhan.", "birth_places", ("Izmer, Derbezhan",)),
        ("alt. nationality Derbezhan", "countries", ("Derbezhan",)),
        ("Passport A1 (Derbezhan)", "identifiers", (("Passport", "A1", "Derbezhan"),)),
        ("Tax ID No. 5-5; alt. Tax ID No. 6", "identifiers", (("Tax ID No.", "5-5", ""), ("Tax ID No.", "6", ""))),
        ("Identification Number IMO 9404999.", "identifiers", (("IMO number", "9404999", ""),)),
        ("Identification Number 77", "identifiers", (("Identification Number", "77", ""),)),
        ("Email Address a@b.example", "contacts", (("email", "a@b.example"),)),
        ("(Linked To: TIDE WORKS LLP)", "relations", (("Linked To", "TIDE WORKS LLP"),)),
        ("Executive Order 13818", "legal_basis", ("Executive Order 13818",)),
        ("ICC indictee; Colonel.", "rest", (("Remarks", "ICC indictee"), ("Remarks", "Colonel"))),
        ("DOB unclear", "rest", (("DOB", "unclear"),)),
        ("", "rest", ()),
    ],
)  # fmt: skip
def test_pieces(text: str, field: str, value):
    found = getattr(settled(text), field)
    assert (found[0].value if field == "birth_dates" else found) == value


def test_weak_aliases():
    names = settled("a.k.a. 'CAPTAIN O'; f.k.a. 'O'BRIEN'.").names[1:]
    assert [(n.text, n.kind, n.quality) for n in names] == [
        ("CAPTAIN O", "alias", "weak"),
        ("O'BRIEN", "former name", "weak"),
    ]
