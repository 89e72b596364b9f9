"""What somebody says, found where the parser hung it on a word of whom it was said to, or of when."""

from __future__ import annotations

import hashlib

import pytest

from dalil.claims.frames import extract
from dalil.claims.read import prepare
from dalil.evidence import HolderRole, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

PARSER = SpacyParser()


def spoken(text: str) -> list[tuple[str, str]]:
    """Holder and words of every claim that somebody other than the text holds."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    found = extract(prepare(layer, PARSER))
    own = (HolderRole.AUTHOR, HolderRole.PUBLISHER)
    return [(c.holders[0].text, c.quote) for c in found if c.holders[0].role not in own]


@pytest.mark.parametrize(
    ("text", "holder", "words"),
    [
        (
            "Orla Venn told a meeting of shipowners that few people understood the risk of the loan.",
            "Orla Venn",
            "few people understood the risk of the loan",
        ),
        (
            "Orla Venn said after the vote she would not accept the seat if it were offered.",
            "Orla Venn",
            "she would not accept the seat if it were offered",
        ),
        (
            "It was submitted by Orla Venn for the bank that any clerk would have asked.",
            "Orla Venn",
            "any clerk would have asked",
        ),
        (
            "Orla Venn asked the clerk during a hearing if she would publish the ledger.",
            "Orla Venn",
            "if she would publish the ledger",
        ),
        (
            "Orla Venn made the case to members of both chambers that the sale is a bad idea.",
            "Orla Venn",
            "the sale is a bad idea",
        ),
    ],
)
def test_a_content_that_hangs_elsewhere_is_its_speakers(text: str, holder: str, words: str) -> None:
    assert (holder, words) in spoken(text)


@pytest.mark.parametrize(
    "text",
    [
        "Orla Venn spoke so softly that nobody in the room heard the offer.",
        "Orla Venn said nothing because her contract was to be renewed.",
    ],
)
def test_what_came_of_it_and_a_reason_are_no_contents(text: str) -> None:
    assert spoken(text) == []
