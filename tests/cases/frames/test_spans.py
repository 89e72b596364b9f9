"""Where a content begins and ends, and who holds it: invented sentences with the exact words expected."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from dalil.claims.frames import extract
from dalil.claims.read import prepare
from dalil.evidence import Claim, HolderRole, TextLayer
from dalil.text.parser_spacy import SpacyParser
from dalil.text.plain import passages

ROWS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "spans.yaml").read_text(encoding="utf-8")
)


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@cache
def read(text: str) -> tuple[Claim, ...]:
    sha = hashlib.sha256(text.encode()).hexdigest()
    layer = TextLayer(sha, text, tuple(passages(text)), "plain/1", "text/plain", "en")
    return tuple(extract(prepare(layer, parser())))


def plain(words: str) -> str:
    return words.casefold().removeprefix("the ")


def faults(row: dict[str, Any]) -> list[str]:
    """What the claims of a sentence have other than its row says."""
    claims = read(row["text"])
    attributed = [c for c in claims if c.holders[0].role is not HolderRole.AUTHOR]
    wrong = [f"read: {c.quote!r}" for c in attributed if c.quote in row.get("never", ())]
    if "quote" not in row:
        return wrong
    found = [c for c in claims if c.quote.rstrip(".,") == row["quote"]]
    if not found:
        return [*wrong, "no claim with these words"]
    claim = found[0]
    chain = [plain(h.text) for h in claim.holders[:-1]]
    if "holder" in row and chain[:1] != [plain(row["holder"])]:
        wrong.append(f"held by {chain}")
    if "chain" in row and chain != [plain(name) for name in row["chain"]]:
        wrong.append(f"held by {chain}")
    if "stance" in row and str(claim.stance) != row["stance"]:
        wrong.append(f"stance {claim.stance}")
    if claim.hedged != row.get("hedged", claim.hedged):
        wrong.append(f"hedged: {claim.hedged}")
    return wrong


@pytest.mark.parametrize("row", [pytest.param(row, id=str(i)) for i, row in enumerate(ROWS)])
def test_a_content_has_its_words_and_its_holder(row: dict[str, Any]) -> None:
    wrong = faults(row)
    said = [f"{[h.text for h in c.holders]} {c.quote!r} <{c.method}>" for c in read(row["text"])]
    assert not wrong, f"{wrong}\n" + "\n".join(said)
