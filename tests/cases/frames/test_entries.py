"""Ties of entries on a table of invented registers, lists, declarations and ledgers: told with dates and stakes, and not told."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dalil.claims.frames import extract
from dalil.claims.read import prepare
from dalil.evidence import Claim, Share, Stage, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

ROWS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("entries.yaml").read_text(encoding="utf-8")
)


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@cache
def read(text: str) -> tuple[Claim, ...]:
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    return tuple(extract(prepare(layer, parser())))


def stake(share: Share | None) -> str | None:
    if share is None:
        return None
    return f"{'>' if share.open_low else ''}{share.low}-{share.high}"


def told(text: str) -> list[list[str | None]]:
    """Predicate, subject, object (or its words), beginning, end and stake of every tie."""
    return [
        [
            str(r.predicate),
            r.subject.text,
            r.object.text if r.object else r.value,
            r.start_date.value if r.start_date else None,
            r.end_date.value if r.end_date else None,
            stake(r.share),
        ]
        for c in read(text)
        for r in c.relations
    ]


@pytest.mark.parametrize(
    ("text", "tie"), [(row["text"], tie) for row in ROWS for tie in row.get("told", ())]
)
def test_an_entry_tells_a_tie(text: str, tie: list[str | None]) -> None:
    assert tie in [found[: len(tie)] for found in told(text)], told(text)


@pytest.mark.parametrize(
    ("text", "tie"), [(row["text"], tie) for row in ROWS for tie in row.get("not", ())]
)
def test_an_entry_tells_no_other_tie(text: str, tie: list[str | None]) -> None:
    known = [found[: len(tie)] for found in told(text)]
    if tie[2] is None:
        assert not any(found[:2] == tie[:2] for found in known), known
    assert tie not in known, known


def test_a_date_of_listing_is_a_designation_of_whom_the_entry_names() -> None:
    text = (
        "CONSOLIDATED LIST OF FINANCIAL SANCTIONS TARGETS\n\nRENK, Pavo\nDOB: 03/11/1962. Position: Former Mayor of Olt. "
        "Listed on: 21/03/2024 Group ID: 16388.\n"
    )
    (claim,) = [c for c in read(text) if c.proceedings and c.proceedings.stage is Stage.DESIGNATION]
    assert claim.locator.exact == "Listed on: 21/03/2024"
    assert "RENK, Pavo" in [one.text for one in claim.about]


def test_an_entry_among_deletions_is_a_delisting() -> None:
    text = "Financial Sanctions Notice\n\nDELETIONS\n\nRENK, Pavo\nDOB: 03/11/1962. Listed on: 21/03/2024 Group ID: 16388.\n"
    stages = [c.proceedings.stage for c in read(text) if c.proceedings]
    assert stages == [Stage.DELISTING]
    (tie,) = [r for c in read(text) for r in c.relations if r.predicate == "sanctioned_by"]
    assert tie.detail == "removed from the list"
