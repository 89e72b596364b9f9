"""Stance and stage of claims judged by a second hand, who did not see how the first had marked them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reading.gold import GoldDocument, Span
from benchmarks.reading.loaders_told import STANCES
from dalil.evidence import Stage

JUDGED = Path(__file__).parent / "judged"
BESIDE = ("statements",)
"""Sets whose texts lie beside the checkout, or do not."""
_STAGES = frozenset({"none", *(str(one) for one in Stage)})


@dataclass(frozen=True)
class Judgement:
    """What a hand said of a claim: ``(stance, stage)``, "none" for no stage; a second pair is just as right."""

    span: Span
    values: tuple[tuple[str, str], ...]


def judged(name: str, documents: Sequence[GoldDocument]) -> Mapping[str, Mapping[Span, Judgement]]:
    """The judgements of a set by document and place; {} for a set that nobody judged again.

    Raises:
        ValueError: A document is not in the set, or its text is another than the one judged.
    """
    path = JUDGED / f"{name}.jsonl"
    if not path.is_file():
        return {}
    texts = {one.name: one.layer.text for one in documents}
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["doc"] not in texts and name in BESIDE:
            continue
        if digest(texts.get(row["doc"], "")) != row["text"]:
            raise ValueError(f"{path}: {row['doc']} was judged from another text than {name} has.")
        each = (Judgement((start, end), values(said)) for start, end, said in row["claims"])
        found[row["doc"]] = {one.span: one for one in each}
    return found


def digest(text: str) -> str:
    """The beginning of a text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def values(said: str) -> tuple[tuple[str, str], ...]:
    """What "a/charge|s/-" says.

    Raises:
        ValueError: A stance or a stage is unknown.
    """
    pairs = [pair.split("/") for pair in said.split("|")]
    found = tuple(
        (STANCES.get(letter, ""), "none" if stage == "-" else stage) for letter, stage in pairs
    )
    if any(not stance or stage not in _STAGES for stance, stage in found):
        raise ValueError(f"Unknown stance or stage: {said!r}.")
    return found
