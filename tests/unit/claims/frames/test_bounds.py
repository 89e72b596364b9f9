"""Pathological parses: bounded time, and every claim still verbatim with a whole chain of holders."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from dalil.claims.document import Document
from dalil.claims.frames import extract
from dalil.claims.parse import Parse, Sentence, Token
from dalil.evidence import HolderRole, Mention, Passage, TextLayer, check_quote

LEMMAS = {"said": "say", "owns": "own", "stole": "steal", "convicted": "convict"}
VERBS = frozenset(LEMMAS)


def document(words: list[str], head: Callable[[int], int], dep: Callable[[int], str]) -> Document:
    """One sentence with the given heads and labels; words with a capital N are people."""
    text = " ".join(words)
    tokens, start = [], 0
    for i, word in enumerate(words):
        pos = "VERB" if word in VERBS else "PROPN" if word[0] == "N" else "NOUN"
        tag = "VBD" if pos == "VERB" else "NN"
        end = start + len(word)
        lemma = LEMMAS.get(word, word.lower())
        tokens.append(Token(i, start, end, word, lemma, pos, tag, dep(i), head(i), 0))
        start = end + 1
    exhibit = "0" * 64
    layer = TextLayer(exhibit, text, (Passage(0, len(text)),), "test/1", "text/plain", "en")
    people = tuple(
        Mention(exhibit, t.start, t.end, t.text, "PER") for t in tokens if t.pos == "PROPN"
    )
    parse = Parse(tuple(tokens), (Sentence(0, len(tokens), 0),), (), "test")
    return Document(layer, parse, people, {m.id: m.id for m in people})


def held(made: Document) -> int:
    """Number of claims, each checked against the text and the rule of the last holder."""
    claims = extract(made)
    for claim in claims:
        check_quote(made.layer, claim.locator)
        assert claim.holders[-1].role is HolderRole.AUTHOR
    return len(claims)


SHAPES = {
    "a sentence of 50,000 characters, each clause in the last": (
        ["said", "that"] * 5_000, lambda i: max(i - 1, 0), lambda i: "ccomp" if i else "ROOT"),
    "ten thousand names joined": (
        [f"N{i}" for i in range(10_000)], lambda i: max(i - 1, 0), lambda i: "conj" if i else "ROOT"),
    "ten thousand names on one head": (
        [f"N{i}" for i in range(10_000)], lambda i: 0, lambda i: "appos" if i else "ROOT"),
    "every verb on one head": (
        ["said", "Nora"] * 4_000, lambda i: 0, lambda i: "ccomp" if i else "ROOT"),
    "three thousand quotations": (
        ['"a', 'b"', "said"] * 3_000, lambda i: 0, lambda i: "dep"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_time_stays_bounded(name: str) -> None:
    words, head, dep = SHAPES[name]
    made = document(words, head, dep)
    started = time.perf_counter()
    held(made)
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("seed", range(12))
def test_a_random_tree_gives_only_verbatim_claims(seed: int) -> None:
    chance = random.Random(seed)
    labels = (
        "nsubj",
        "ccomp",
        "dobj",
        "conj",
        "relcl",
        "acl",
        "prep",
        "pobj",
        "appos",
        "advcl",
        "xcomp",
    )
    stock = (
        "said",
        "Nora",
        "owns",
        "money",
        "stole",
        "Nils",
        "that",
        '"',
        "minister",
        ",",
        "convicted",
    )
    words = [chance.choice(stock) for _ in range(300)]
    heads = [chance.randrange(0, i) if i else 0 for i in range(300)]
    deps = [chance.choice(labels) if i else "ROOT" for i in range(300)]
    assert held(document(words, lambda i: heads[i], lambda i: deps[i])) > 0


def test_reading_twice_gives_the_same_claims() -> None:
    words, head, dep = SHAPES["every verb on one head"]
    small = document(words[:40], head, dep)
    assert [c.id for c in extract(small)] == [c.id for c in extract(small)]


def test_an_empty_document_has_no_claims() -> None:
    layer = TextLayer("0" * 64, "", (), "test/1", "text/plain", "en")
    assert extract(Document(layer, Parse((), (), (), "test"))) == []
