"""Papers whose verb the parser does not see, who goes on in the passive, whom a report cites (invented)."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest

from dalil.claims.frames import extract
from dalil.claims.read import prepare
from dalil.evidence import Claim, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages


@cache
def parser() -> SpacyParser:
    return SpacyParser()


def held(text: str) -> dict[str, list[str]]:
    """Holders without the author by quote."""
    return {c.quote.rstrip(".,"): [h.text for h in c.holders[:-1]] for c in claims(text)}


def claims(text: str) -> list[Claim]:
    """The claims of a text."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    return extract(prepare(layer, parser()))


@pytest.mark.parametrize(
    ("text", "quote", "chain"),
    [
        ("The flat was bought by a company in Korl, land records show.",
         "The flat was bought by a company in Korl", ["land records"]),
        ("The port was sold at night, registration papers show.",
         "The port was sold at night", ["registration papers"]),
        ("Records seen by the Gazette show that Brindle Bank is controlled by Milo Brandt.",
         "Brindle Bank is controlled by Milo Brandt", ["Records seen by the Gazette"]),
        ("The Gazette reported, citing two clerks, that the seal was broken.",
         "the seal was broken", ["two clerks", "Gazette"]),
        ("What the Registry says is that its sole director is Orla Venn.",
         "its sole director is Orla Venn", ["Registry"]),
        ("Magnate Tavit Orsk gave the shares to his mother, Rozalia. He says he gave up the shares.",
         "he gave up the shares", ["Tavit Orsk"]),
        ("Mira Dosk accused Pavo Renk of taking bribes.",
         "Pavo Renk of taking bribes", ["Mira Dosk"]),
        ("The terminal, which one of the clerks calls “a port that nobody can find”, is done.",
         "a port that nobody can find", ["one of the clerks"]),
        ("«We signed nothing», — declared Tavit Orsk. — «The money was sent by others».",
         "The money was sent by others", ["Tavit Orsk"]),
        ("“The yard is empty.” Orla Venn shakes her head. “Brindle Bank took the cranes.”",
         "The yard is empty", ["Orla Venn"]),
        ("For Orla Venn, “the yard was stolen from the town by Brindle Bank”.",
         "the yard was stolen from the town by Brindle Bank", ["Orla Venn"]),
        ("The grounds contended that the judge had erred. This was said to be a grave error of law.",
         "This was said to be a grave error of law", ["The grounds"]),
        ("The deeds state that Ivo Sand owns the yard.", "Ivo Sand owns the yard", ["The deeds"]),
    ],
)  # fmt: skip
def test_a_content_is_held_by_whoever_says_so(text: str, quote: str, chain: list[str]) -> None:
    found = held(text)
    assert found.get(quote) == chain, found


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("The Gazette reported, citing two clerks, that the seal was broken.", "two clerks"),
        ("Mira Dosk accused Pavo Renk of taking bribes.", "Mira Dosk accused Pavo Renk of taking bribes"),
        ("You know where I live.", "where I live"),
        ("The flat was bought in May, and the trade shows closed.", "The flat was bought in May"),
    ],
)  # fmt: skip
def test_words_that_nobody_says_are_held_by_nobody(text: str, never: str) -> None:
    assert not held(text).get(never), held(text)


@pytest.mark.parametrize(
    "text",
    [
        "The audit report that Nina Falk commissioned found no fault.",
        "The audit report that Nina Falk ordered cleared the bank.",
    ],
)
def test_a_paper_that_somebody_ordered_does_not_say_that_he_did(text: str) -> None:
    found = held(text)
    assert found
    assert not any(found.values()), found
