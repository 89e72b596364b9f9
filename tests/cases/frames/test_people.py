"""Ties between people and bodies on tables of invented passages: told, by nobody denied, and not told."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dalil.claims.frames import extract
from dalil.claims.read import prepare
from dalil.evidence import Stance, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("people.yaml").read_text(encoding="utf-8")
)


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@cache
def told(text: str) -> list[list[str | None]]:
    """Predicate, subject and object (or its words) of all that claims put forward."""
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    return [
        [str(r.predicate), r.subject.text, r.object.text if r.object else r.value]
        for c in extract(prepare(layer, parser()))
        if not c.negated and c.stance is not Stance.DENIES
        for r in c.relations
    ]


@pytest.mark.parametrize(
    ("text", "tie"), [(row["text"], tie) for row in ROWS for tie in row.get("told", ())]
)
def test_a_passage_tells_a_tie(text: str, tie: list[str | None]) -> None:
    assert tie in told(text), told(text)


@pytest.mark.parametrize(
    ("text", "tie"), [(row["text"], tie) for row in ROWS for tie in row.get("not", ())]
)
def test_a_passage_tells_no_other_tie(text: str, tie: list[str | None]) -> None:
    assert tie not in told(text), told(text)
