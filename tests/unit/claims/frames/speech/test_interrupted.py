"""Speech cut in two by its cue: a part that states nothing is no claim, one that does stays."""

from __future__ import annotations

import hashlib

import pytest

from dalil.claims.frames import extract
from dalil.claims.read import prepare
from dalil.evidence import Kind, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

PARSER = SpacyParser()


def direct(text: str) -> list[str]:
    """The words of direct speech that are read from a text."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    found = extract(prepare(layer, PARSER))
    return [c.quote.rstrip(".,") for c in found if c.kind is Kind.DIRECT]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("“In the end,” Orla Venn said, “nobody paid for the ships.”", "nobody paid for the ships"),
        (
            "“If you look at the ledger,” Orla Venn said, “you will find three villas.”",
            "you will find three villas",
        ),
    ],
)
def test_a_part_without_a_statement_is_left_out(text: str, left: str) -> None:
    assert direct(text) == [left]


def test_two_statements_stay_two_claims() -> None:
    text = "“The port is a ruin,” Orla Venn said. “Nobody has paid for the ships.”"
    assert direct(text) == ["The port is a ruin", "Nobody has paid for the ships"]


def test_a_fragment_alone_stays() -> None:
    assert direct("“In the end,” Orla Venn said.") in (["In the end"], [])
