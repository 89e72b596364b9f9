"""Names in the marked texts beside this file: found and typed, as a share that does not fall."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from dalil.claims.read import prepare
from dalil.text.dispatch import read_here
from dalil.text.parser_spacy import SpacyParser

FOLDER = Path(__file__).parent
TEXTS = sorted(FOLDER.glob("*.txt"))
MARK = re.compile(r"\{(?P<kind>[POLN])(?P<optional>\??):(?P<name>[^{}]*)\}")
KINDS = {"P": "PER", "O": "ORG", "L": "LOC", "N": "NORP"}
LEAST = {"PER": 0.93, "ORG": 0.90, "LOC": 0.90}
"""Least F1 over all texts, exact places and types; the rules were written with these texts in view."""


def marked(path):
    """The text without its marks, the names that must be found and the places of those that may."""
    text, needed, free = "", set(), set()
    source, place = path.read_text(encoding="utf-8"), 0
    for match in MARK.finditer(source):
        text += source[place : match.start()]
        span = len(text), len(text) + len(match["name"])
        (free if match["optional"] else needed).add((*span, KINDS[match["kind"]]))
        text += match["name"]
        place = match.end()
    return text + source[place:], needed, free


@pytest.fixture(scope="module")
def counts():
    parser, counts = SpacyParser(), Counter()
    for path in TEXTS:
        text, needed, free = marked(path)
        content = text.encode()
        layer = read_here(content, hashlib.sha256(content).hexdigest(), path.name).layer
        assert layer is not None
        assert layer.text == text
        furniture = [(p.start, p.end) for p in layer.passages if p.kind == "furniture"]
        needed = {n for n in needed if not any(a <= n[0] < b for a, b in furniture)}
        found = {(m.start, m.end, str(m.type)) for m in prepare(layer, parser).mentions}
        found = {f for f in found if not any(a < f[1] and f[0] < b for a, b, _ in free)}
        for kind in LEAST:
            mine = {f for f in found if f[2] == kind}
            theirs = {n for n in needed if n[2] == kind}
            counts[kind, "right"] += len(mine & theirs)
            counts[kind, "all"] += len(mine) + len(theirs)
    return counts


@pytest.mark.parametrize("kind", sorted(LEAST))
def test_names_are_found_and_typed(counts, kind):
    assert 2 * counts[kind, "right"] / counts[kind, "all"] >= LEAST[kind]
