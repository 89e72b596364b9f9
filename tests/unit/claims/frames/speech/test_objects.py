"""Objects and clauses of cue words: where they end, and which words take them."""

from __future__ import annotations

import hashlib

import pytest

from dalil.claims.frames import extract
from dalil.claims.read import prepare
from dalil.evidence import HolderRole, Stance, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

PARSER = SpacyParser()


def contents(text: str) -> dict[str, Stance]:
    """Words and stance of every claim that somebody other than the text holds."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    found = extract(prepare(layer, PARSER))
    own = (HolderRole.AUTHOR, HolderRole.PUBLISHER)
    return {c.quote: c.stance for c in found if c.holders[0].role not in own}


def test_a_phrase_of_the_objects_own_noun_belongs_to_it() -> None:
    text = "The ministry in Oldhaven has vigorously denied any role in the sale of the port."
    assert contents(text) == {"any role in the sale of the port": Stance.DENIES}


def test_the_occasion_of_speaking_does_not() -> None:
    text = "Orla Venn praised the merger in an interview with the Harbour Post."
    assert list(contents(text)) == ["the merger"]


def test_whom_a_call_is_for_and_what_they_are_to_do_is_one_content() -> None:
    text = "Three deputies have called for the council and the bank to publish the ledger."
    assert contents(text) == {"the council and the bank to publish the ledger": Stance.CALLS_FOR}


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Many observers expect Milo Brandt to be reappointed.",
            "Milo Brandt to be reappointed",
        ),
        ("Supporters of the sale have rejected harbour concerns.", "harbour concerns"),
        ("Orla Venn expected that the board would sell the yard.", "the board would sell the yard"),
        ("Orla Venn groaned that the ledger was lost.", "the ledger was lost"),
        ("Lawmakers have endorsed selling the port.", "selling the port"),
        ("Milo Brandt was hoping for a swift sale of the port.", "a swift sale of the port"),
        ("The clerks were appalled that the seal was broken.", "the seal was broken"),
        ("Orla Venn has been outspoken about the sale of the port.", "the sale of the port"),
        ("Orla Venn is happy to publish the ledger.", "to publish the ledger"),
        ("Orla Venn announced her resignation.", "her resignation"),
        (
            "The survey shows Harrow Bank with a lead over the union, and the mayor behind.",
            "Harrow Bank with a lead over the union",
        ),
        (
            "The bank leads, according to the survey of brokers, where two towns are at stake.",
            "The bank leads",
        ),
        ("The analysts welcomed the sale of the port.", "the sale of the port"),
    ],
)
def test_words_of_attribution_take_their_contents(text: str, content: str) -> None:
    assert content in contents(text)


def test_findings_that_are_only_pointed_to_are_no_content() -> None:
    assert contents("The board did not challenge these findings.") == {}
