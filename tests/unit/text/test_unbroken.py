"""Abbreviations that end no sentence, and words with a hyphen that stay whole (invented)."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from dalil.claims.parse import Parse
from dalil.evidence import TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages


@cache
def parser() -> SpacyParser:
    return SpacyParser()


def parse(text: str) -> Parse:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return parser().parse(
        TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    )


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The firm is guilty under Art. 102 para. 2 of the Code.", 1),
        ("Brindle Holdings Ltd owns 29.9 per cent. of the shares of Korl Grain plc.", 1),
        ("He paid 5 per cent. The rest was a loan.", 2),
        ("It is a work of art. He sold it in May.", 2),
    ],
)
def test_a_full_stop_of_an_abbreviation_ends_no_sentence(text: str, sentences: int) -> None:
    assert len(parse(text).sentences) == sentences


def test_a_hyphen_parts_no_word() -> None:
    words = [
        t.text for t in parse("Milo Brandt read the e-mail of the co-operating witness.").tokens
    ]
    assert "e-mail" in words
    assert "co-operating" in words
