"""Versions linked in a large case: all documents at first, then ten more, then all as one computation.

Texts are sentences of templates with invented names, so that two of them share few runs of words; one
in twenty is a later version of an earlier one with a word or two changed. Written through the store's
own door, without claims. Nobody real occurs.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.scale.bulk import AT, name_of
from dalil.assembly import build
from dalil.casework.casefolder import Case
from dalil.casework.record import record
from dalil.casework.versions import known_versions, link_versions
from dalil.claims.ports import Batch
from dalil.claims.versions import find_versions
from dalil.config import Config
from dalil.custody.settings import CaseSettings
from dalil.evidence import Exhibit, Passage, TextLayer

BATCH = 500
SENTENCES = 7
_SAID = (
    "{a} told {b} on day {n} that the harbour account of {c} had been closed",
    "the board of {c} paid {a} the sum of {n} crowns after {b} had signed",
    "{b} and {a} met at the office of {c} to settle invoice {n}",
    "no answer came from {c} when {a} asked {b} about contract {n}",
)


def measured(folder: Path, count: int, more: int = 10) -> dict[str, Any]:
    """CPU seconds of linking a case of so many documents, of some more, and of the whole at once."""
    dalil = build(Config.load({"DALIL_USER": "bench"}))
    dalil.create_case(folder, CaseSettings(name="Generated texts"))
    texts = list(_texts(count + more))
    with dalil.open_case(folder, write=True) as case:
        written = _spent(lambda: _put(case, texts[:count]))
        at_first = _spent(lambda: link_versions(case))
        again = _spent(lambda: link_versions(case))
        _put(case, texts[count:])
        ten = _spent(lambda: link_versions(case))
        names = [one.sha256 for one in case.store.exhibits()]
        whole: dict[str, object] = {}
        at_once = _spent(
            lambda: whole.update((v.exhibit, v) for v in find_versions(names, case.store.layer))
        )
        return {
            "documents": count,
            "more": more,
            "written_cpu_s": written,
            "linked_at_first_cpu_s": at_first,
            "nothing_new_cpu_s": again,
            "more_cpu_s": ten,
            "whole_computation_cpu_s": at_once,
            "links": len(whole),
            "equal": whole == known_versions(case.store),
            "database_mb": round((folder / "case.db").stat().st_size / 1e6),
        }


def _spent(work: Any) -> float:  # noqa: ANN401 - any call
    begun = time.process_time()
    work()
    return round(time.process_time() - begun, 2)


def _texts(count: int) -> Iterator[str]:
    chosen = random.Random(11)
    recent: list[str] = []
    for number in range(count):
        if recent and chosen.random() < 0.05:
            words = chosen.choice(recent).split()
            words[chosen.randrange(len(words))] = f"corrected{number}"
            yield " ".join(words)
            continue
        text = ". ".join(_sentence(chosen) for _ in range(SENTENCES))
        recent = [*recent[-40:], text]
        yield text


def _sentence(chosen: random.Random) -> str:
    a, b = (name_of(chosen.randrange(20_000), "PER") for _ in "ab")
    c = name_of(chosen.randrange(9_000), "ORG")
    return chosen.choice(_SAID).format(a=a, b=b, c=c, n=chosen.randrange(100, 99_999))


def _put(case: Case, texts: list[str]) -> None:
    for start in range(0, len(texts), BATCH):
        part = texts[start : start + BATCH]
        made = [(hashlib.sha256(text.encode()).hexdigest(), text) for text in part]
        exhibits = tuple(
            Exhibit(sha, len(text), "text/plain", f"{sha[:8]}.txt", "generated", AT, "bench")
            for sha, text in made
        )
        layers = tuple(
            TextLayer(sha, text, (Passage(0, len(text)),), "plain/1", "text/plain", "en")
            for sha, text in made
        )
        batch = Batch(exhibits=exhibits, layers=layers)
        record(case, batch, "ingest", {"documents": [sha for sha, _ in made]})
