"""Where a content ends before what the document adds to it."""

from __future__ import annotations

import hashlib

import pytest

from dalil.claims.frames import extract
from dalil.claims.read import prepare
from dalil.evidence import TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

PARSER = SpacyParser()


def words(text: str) -> list[str]:
    """The words of every claim of a text."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    return [c.quote for c in extract(prepare(layer, PARSER))]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Critics say the port could be better run in partnership with Harrow Bank, the owner of the ferries.",
            "the port could be better run in partnership with Harrow Bank",
        ),
        (
            "Orla Venn said the votes are a test of the union, a move that could trigger a split.",
            "the votes are a test of the union",
        ),
    ],
)
def test_what_the_text_adds_to_a_name_is_not_the_speakers(text: str, content: str) -> None:
    assert content in words(text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Orla Venn said the money had gone to Harrow Bank, a company run by her stepson.",
            "the money had gone to Harrow Bank, a company run by her stepson",
        ),
        (
            "Orla Venn said the ledger was handed to Harrow Bank, the firm that had bribed two ministers.",
            "the ledger was handed to Harrow Bank, the firm that had bribed two ministers",
        ),
    ],
)
def test_who_is_brought_in_and_an_accusation_stay(text: str, content: str) -> None:
    assert content in words(text)


def test_a_second_verb_of_speaking_begins_a_content_of_its_own() -> None:
    found = words(
        "Orla Venn said it was too early to name a winner but added that the count was fair."
    )
    assert {"it was too early to name a winner", "the count was fair"} <= set(found)


def test_what_a_speaker_adds_stands_alone_behind_two_verbs_too() -> None:
    found = words(
        "Orla Venn said her brother has been a friend of the bank and would do the same again, saying that he paid."
    )
    assert "her brother has been a friend of the bank and would do the same again" in found
    assert "he paid" in found
