"""The real program, told to say what it acknowledged: the child that is killed.

    python tests/crash_child.py cli WORDS...          dalil WORDS..., each record acknowledged
    python tests/crash_child.py review CASE           judgements on claims, one record each
    python tests/crash_child.py erase CASE            records written, then erased for good

An acknowledgement is one line of JSON, flushed after the product's own ``record`` or ``erase``
returned: what it names may never be lost.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dalil.assembly import build
from dalil.casework import ingest as ingesting
from dalil.casework import record as recording
from dalil.claims.ports import Batch, Record
from dalil.config import Config
from dalil.custody.ports import Entry
from dalil.evidence import Judgement, Verdict

_true_record = recording.record


def acknowledge(entry: Entry, **told: object) -> None:
    """Say it, whole, before anything else happens."""
    line = {"index": entry.index, "leaf": entry.leaf, "kind": entry.kind, **told}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def told_record(case: Any, batch: Batch, kind: str, body: Any) -> Entry:
    """The product's ``record``, then its acknowledgement."""
    entry = _true_record(case, batch, kind, body)
    said = [j.id for j in batch.judgements]
    files: dict[str, str] = {}
    for made in batch.records:
        files.update(made.body.get("files", {}) if made.kind == "export" else {})
    acknowledge(
        entry,
        exhibits=[exhibit.sha256 for exhibit in batch.exhibits],
        texts=[each.exhibit for each in (*batch.layers, *batch.refusals)],
        claims=[claim.id for reading in batch.readings for claim in reading.claims],
        judgements=said + [link.id for reading in batch.readings for link in reading.links],
        records=[[made.kind, made.key] for made in batch.records],
        files=files,
    )
    return entry


def patch() -> None:
    """Put the telling ``record`` wherever the product imported its own; more batches than usual."""
    for name in ("read", "resolve", "settings", "targets"):
        importlib.import_module(f"dalil.casework.{name}")

    for module in list(sys.modules.values()):
        if getattr(module, "record", None) is _true_record:
            module.record = told_record  # type: ignore[attr-defined]
    ingesting.BATCH_FILES = ingesting.BATCH_TEXTS = 3
    sys.modules["dalil.casework.read"].BATCH_READINGS = 2  # type: ignore[attr-defined]


def review(folder: Path) -> None:
    """Accept and reject claims, over and over."""
    with build(Config.load()).open_case(folder, write=True) as case:
        claims = [claim.id for claim in case.store.claims()]
        have = sum(1 for _ in case.store.judgements())
        for number in range(have, have + 100_000):
            verdict = (Verdict.ACCEPT, Verdict.REJECT)[number % 2]
            made = Judgement(
                verdict=verdict,
                left=claims[number % len(claims)],
                right=None,
                reason=f"read again, {number}",
                author="person:Reviewer",
                made_at=case.clock.now(),
            )
            told_record(case, Batch(judgements=(made,)), "judgement", {"judgements": [made.id]})


def erase(folder: Path) -> None:
    """Write a record on an invented person and erase it, row and ledger body, over and over."""
    import sqlite3

    with build(Config.load()).open_case(folder, write=True) as case:
        for number in range(len(case.ledger), 1_000_000):
            made = Record(
                "mark", f"e_gone{number}", case.clock.now(), {"name": f"Vanna Orlisk {number}"}
            )
            entry = told_record(
                case, Batch(records=(made,)), "mark", {"name": f"Vanna Orlisk {number}"}
            )
            raw = sqlite3.connect(folder / "case.db")
            (row,) = raw.execute(
                "SELECT max(seq) FROM records WHERE key = ?", (made.key,)
            ).fetchone()
            raw.close()
            gone = recording.erase(case, [("records", row)], [entry.index], {"why": "asked"})
            acknowledge(gone, gone=f"Vanna Orlisk {number}", row=row, of=entry.index)


def main() -> None:
    """Run what was asked."""
    mode, *words = sys.argv[1:]
    work: dict[str, Callable[[Path], None]] = {"review": review, "erase": erase}
    if mode in work:
        work[mode](Path(words[0]))
        return
    from dalil.cli.main import code

    patch()
    sys.exit(code(words))


if __name__ == "__main__":
    main()
