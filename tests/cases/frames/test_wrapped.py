"""A text with every line hard-wrapped or its words cut at line ends reads as it does on long lines."""

from __future__ import annotations

import hashlib
import textwrap
from functools import cache

import pytest

from dalil.claims.read import read_document
from dalil.claims.reading import Reading
from dalil.claims.shadow import unbroken
from dalil.evidence import TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

TEXT = (
    "The commission said on Monday that the former minister Tavit Orsk had bought a villa near "
    "Oldhaven for 2.4 million euros from Brindle Marine Holdings Limited, a company that belongs to "
    "his brother Milo Orsk. The National Audit Office opened an inquiry into Orla Venn, who denied "
    "the allegations in a letter of 12 March 2021.\n\n"
    "In his capacity as chairman of the supervisory board of Harrow Bank, Pavo Renkalidis approved a "
    "loan to Lume Properties Limited. Mira Doskovar, a lawyer for Harrow Bank, said that the Tolvik "
    "Foundation had received nothing. The foundation is run by Seruzhan Mazgulov and his daughter "
    "Zulmira Mazgulova."
)
NAMES = {"PER", "ORG", "LOC"}


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@cache
def read(text: str) -> Reading:
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    reading = read_document(layer, parser())
    for claim in reading.claims:
        assert text[claim.locator.start : claim.locator.end] == claim.quote
    return reading


def names(text: str) -> set[tuple[str, str]]:
    return {(unbroken(m.text), str(m.type)) for m in read(text).mentions if str(m.type) in NAMES}


def ties(text: str) -> set[tuple[str, str, str]]:
    return {
        (str(r.predicate), unbroken(r.subject.text), unbroken(r.object.text) if r.object else "")
        for claim in read(text).claims
        for r in claim.relations
    }


def wrapped(width: int) -> str:
    return "\n\n".join(textwrap.fill(part, width) for part in TEXT.split("\n\n"))


def cut(width: int) -> str:
    """The text with long words cut by a hyphen where a line is full."""
    parts = []
    for part in TEXT.split("\n\n"):
        lines, line = [], ""
        for word in part.split(" "):
            room = width - len(line) - 2
            if len(line) + 1 + len(word) <= width:
                line = f"{line} {word}".strip()
            elif room >= 3 and len(word) - room >= 3 and word.isalpha():
                lines.append(f"{line} {word[:room]}-")
                line = word[room:]
            else:
                lines.append(line)
                line = word
        parts.append("\n".join([*lines, line]))
    return "\n\n".join(parts)


@pytest.mark.parametrize("width", [36, 60, 80])
def test_names_and_ties_are_found_across_line_breaks(width: int) -> None:
    assert names(wrapped(width)) == names(TEXT)
    assert ties(wrapped(width)) == ties(TEXT)


@pytest.mark.parametrize("width", [58, 60])
def test_names_and_ties_are_found_in_words_cut_at_line_ends(width: int) -> None:
    assert "-\n" in cut(width)
    assert names(cut(width)) == names(TEXT)
    assert ties(cut(width)) == ties(TEXT)


def test_the_long_text_states_its_ties() -> None:
    assert ("role_at", "Pavo Renkalidis", "Harrow Bank") in ties(TEXT)
    assert ("family", "Zulmira Mazgulova", "Seruzhan Mazgulov") in ties(TEXT)
    assert ("owns", "Milo Orsk", "Brindle Marine Holdings Limited") in ties(TEXT)
