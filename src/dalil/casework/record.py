"""Write rows and their ledger entry so that no crash can part them.

Rows, their seals and the sealed line of the entry are one transaction; then the line is flushed to
the ledger; then it is taken off the waiting list. Killed between any two of these, the next writer
finishes the work exactly once: the line waits as it must stand, so its leaf tells whether the
ledger has it. What these functions have returned is never lost.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dalil.casework.casefolder import Case
from dalil.claims.ports import Batch
from dalil.custody.ports import Entry, Line
from dalil.custody.seals import open_line
from dalil.errors import Tampered


def record(case: Case, batch: Batch, kind: str, body: Mapping[str, object]) -> Entry:
    """Record a batch and say so in the ledger; durable when this returns.

    Args:
        case: A case open for writing.
        batch: Rows; what is there already changes nothing.
        kind: Kind of the ledger entry.
        body: What the entry says, JSON-ready; number and seal root of the batch stand beside it.

    Raises:
        StorageFailed: The disk refused; nothing was acknowledged.
        BadInput: Rows on exhibits that the case does not hold, or content that is not JSON.
    """
    number, line = case.store.add(batch, kind, body, case.ledger.moment())
    return _append(case, number, line)


def erase(
    case: Case,
    rows: Sequence[tuple[str, int]],
    entries: Sequence[int],
    body: Mapping[str, object],
) -> Entry:
    """Erase rows and bodies of ledger entries for good; seals and leaves stay as tombstones.

    Args:
        case: A case open for writing.
        rows: (table, row number).
        entries: Indexes of ledger entries whose bodies go.
        body: Why and by whom; it must not repeat what is erased.
    """
    full = {**body, "entries": list(entries)}
    number, line = case.store.erase(rows, full, case.ledger.moment())
    place = len(case.ledger)
    case.ledger.add([line])
    case.ledger.erase(entries)
    case.store.settle([number])
    return open_line(line.raw, place)


def bring_back(case: Case, write: Callable[[str], tuple[int, Line]]) -> Entry:
    """Record rows that come back out of a sealed file.

    Args:
        case: A case open for writing, whose ledger has the lines again that went with them.
        write: Writes the rows at a time and gives the batch and the line that stands for it.
    """
    number, line = write(case.ledger.moment())
    return _append(case, number, line)


def finish(case: Case) -> int:
    """Write lines that a crash left waiting; returns how many were missing in the ledger.

    Raises:
        Tampered: A waiting line is not what was sealed; nothing was written.
    """
    waiting = case.store.waiting()
    if not waiting:
        return 0
    for number, line in waiting:
        if open_line(line.raw, len(case.ledger)).leaf != line.leaf.hex():
            raise Tampered(f"The line that waits for batch {number} does not fit its leaf.")
    wanted = {line.leaf for _, line in waiting}
    there = {leaf for leaf in case.ledger.leaves() if leaf in wanted}
    missing = [line for _, line in waiting if line.leaf not in there]
    case.ledger.add(missing)
    _finish_erasures(case)
    case.store.settle([number for number, _ in waiting])
    return len(missing)


def _append(case: Case, number: int, line: Line) -> Entry:
    place = len(case.ledger)
    case.ledger.add([line])
    case.store.settle([number])
    return open_line(line.raw, place)


def _finish_erasures(case: Case) -> None:
    """Erase what an interrupted erasure had promised; what was unsealed since is no longer promised."""
    promised: dict[int, None] = {}
    for entry in case.ledger.entries():
        indexes = (entry.body or {}).get("entries")
        told = [int(index) for index in indexes] if isinstance(indexes, list) else []
        if entry.kind == "erase":
            promised |= dict.fromkeys(told)
        elif entry.kind == "ingest" and "unsealed" in (entry.body or {}):
            promised = {index: None for index in promised if index not in set(told)}
    if promised:
        case.ledger.erase(list(promised))
