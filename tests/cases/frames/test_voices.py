"""Who says what, how and of whom: invented sentences with the holder, stance, stage and persons expected.

A row holds when the claim that overlaps its quote best (at least 0.6 of both together) has what the row
names. ``holder`` is the innermost one, "" the document's own voice or an unnamed court; ``chain`` all of
them but the author.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dalil.claims.frames import extract
from dalil.claims.read import prepare
from dalil.evidence import Claim, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

HERE = Path(__file__).parent / "voices"
TABLES = sorted(path.stem for path in HERE.glob("*.yaml"))
ANY = "any"
ENOUGH = 0.6


def rows(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@cache
def read(text: str) -> tuple[Claim, ...]:
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    return tuple(extract(prepare(layer, parser())))


def overlap(claim: Claim, start: int, end: int) -> float:
    """Shared code points over all of both."""
    place = claim.locator
    common = min(place.end, end) - max(place.start, start)
    return common / (max(place.end, end) - min(place.start, start)) if common > 0 else 0.0


def faults(claim: Claim, row: dict[str, Any]) -> list[str]:
    """What a claim has other than its row names."""
    named = [h.text for h in claim.holders[:-1]]
    found: dict[str, Any] = {
        "stance": str(claim.stance),
        "stage": str(claim.stage) if claim.stage else None,
        "holder": named[0] if named else "",
        "chain": named,
        "negated": claim.negated,
        "hedged": claim.hedged,
        "kind": str(claim.kind),
        "finality": str(claim.proceedings.finality) if claim.proceedings else None,
        "reason": claim.proceedings.reason if claim.proceedings else None,
    }
    wanted = {"stance": "asserts", "stage": None, **row}
    if "chain" not in row:
        wanted.setdefault("holder", "")
    if row.get("chain") == ANY or row.get("loose"):
        wanted["holder"] = ANY
    wrong = [
        f"{key}: {found[key]!r}, expected {wanted[key]!r}"
        for key in found
        if key in wanted and wanted[key] != ANY and not same(found[key], wanted[key])
    ]
    about = [reference.text for reference in claim.about]
    wrong += [f"not about {name}" for name in row.get("about", []) if not names(about, name)]
    return wrong + [f"about {name}" for name in row.get("not_about", []) if names(about, name)]


def same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, list):
        return len(found) == len(wanted) and all(map(same, found, wanted))
    return bool(plain(found) == plain(wanted))


def plain(value: Any) -> Any:
    """Words without case, article and title."""
    if not isinstance(value, str):
        return value
    words = value.casefold().split()
    return " ".join(words[1:] if words[:1] in (["the"], ["mr"]) else words)


def names(about: list[str], name: str) -> bool:
    """Whether one of the names is this one or its last word."""
    return any(text == name or text.split()[-1] == name.split()[-1] for text in about)


def check(row: dict[str, Any]) -> str:
    """Why a row does not hold; "" where it does."""
    claims = read(row["text"])
    start = row["text"].index(row["quote"])
    end = start + len(row["quote"])
    near = [c for c in claims if overlap(c, start, end) >= ENOUGH]
    if row.get("absent"):
        return "" if not [c for c in near if str(c.stage) in row["stages"]] else f"read: {near[0]}"
    if not near:
        return "no claim there"
    best = max(overlap(c, start, end) for c in near)
    closest = [c for c in near if overlap(c, start, end) > best - 0.05]
    return "; ".join(min((faults(c, row) for c in closest), key=len))


def shown(text: str) -> str:
    return "\n".join(
        f"  {c.kind} {c.stance} {c.stage} neg={c.negated} hedge={c.hedged} {[h.text for h in c.holders]} "
        f"{c.quote!r} about={[r.text for r in c.about]} <{c.method}>"
        for c in read(text)
    )


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{t}:{i}") for t in TABLES for i, row in enumerate(rows(t))]
)
def test_a_sentence_has_its_holder_stance_stage_and_persons(row: dict[str, Any]) -> None:
    wrong = check(row)
    assert not wrong, f"{wrong}\n{shown(row['text'])}"
