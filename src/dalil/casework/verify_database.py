"""The database's part of verification: rows, seals, batches, the file's shape and every byte of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from dalil.casework.casefolder import Case
from dalil.casework.verify_ledger import KEY, note
from dalil.casework.verify_report import Found, Problem
from dalil.custody.ports import AuditedBatch, FileSeal
from dalil.custody.seals import open_line
from dalil.custody.signing import signature_holds
from dalil.errors import DalilError

NOT_SEALED = (
    "The database file bears no seal of its own: its last writer did not end in order, or one is at "
    "work. All that Dalil reads of it was checked; free space in the file was not."
)
_SEALS_NEXT = " The next writing command that ends in order seals it."


def check_batches(case: Case, read: Found, checks: Counter[str]) -> Iterator[Problem]:
    """Rows against seals, seals against the entries that cover them, in both directions."""
    before, seen, unknown = set(read.covers), set(), []
    promised = _promised(case)
    for batch in case.store.batches():
        seen.add(batch.number)
        checks["rows"] += batch.rows - len(batch.tombstones)
        checks["erased rows"] += len(batch.tombstones)
        for where, expected, found in batch.faults:
            what = f"{where[0].upper()}{where[1:]} does not fit its seal (batch {batch.number})."
            yield Problem("database", what, expected, found)
        for table, row in batch.tombstones:
            if (table, row) not in read.tombstones | promised:
                what = f"Row {row} of {table} was erased, but no entry of the ledger says so."
                yield Problem("database", what)
        if _is_covered(case, batch, read):
            yield from _covered(batch, read)
        elif not _waits(case, batch):
            unknown.append(batch)
    yield from _parted(sorted(before - seen), max(seen, default=0), unknown, read)
    for table, row in case.store.unsealed():
        yield Problem("database", f"Row {row} of {table} was never sealed: it came from outside.")


def _promised(case: Case) -> set[tuple[str, int]]:
    """Rows of which a waiting entry tells that they were erased: killed before the ledger had it."""
    told = Found()
    for number, (_, line) in enumerate(case.store.waiting()):
        entry = open_line(line.raw, number)
        if entry.leaf == line.leaf.hex():
            note(entry, told)
    return told.tombstones


def _parted(
    missing: list[int], newest: int, unknown: list[AuditedBatch], read: Found
) -> Iterator[Problem]:
    """Database and ledger of two moments, named as such; then each batch that lacks its other half."""
    if missing and missing[0] > newest:
        index, _, at = read.covers[missing[0]]
        what = (
            f"The database was rolled back, or its end was cut: it ends with batch {newest}, and the "
            f"ledger tells of {len(missing)} more since entry {index} of {at}."
        )
        yield Problem("database", what, str(missing[-1]), str(newest))
    told = max(read.covers, default=0)
    if unknown and unknown[0].number > told:
        what = (
            f"An older ledger was put back, or its end was cut: it tells of batches up to {told}, and "
            f"the database holds {len(unknown)} more since {unknown[0].at or 'then'}."
        )
        yield Problem("database", what, str(unknown[-1].number), str(told))
    for number in missing:
        index, cover, _ = read.covers[number]
        what = f"Batch {number}, of which entry {index} tells, is not in the database."
        yield Problem("database", what, f"{cover.rows} rows", "none")
    for batch in unknown:
        what = f"Batch {batch.number} of the database has no entry in the ledger."
        yield Problem("database", what, "", f"{batch.rows} rows")


def _is_covered(case: Case, batch: AuditedBatch, read: Found) -> bool:
    """Whether an entry tells of the batch; it may have been written since the ledger was read."""
    if batch.number not in read.covers and not _waits(case, batch):
        for index, raw in enumerate(case.ledger.lines()):
            if index >= read.size:
                note(open_line(raw, index), read)
                read.size = index + 1
    return batch.number in read.covers


def _waits(case: Case, batch: AuditedBatch) -> bool:
    return batch.number in {number for number, _ in case.store.waiting()}


def _covered(batch: AuditedBatch, read: Found) -> Iterator[Problem]:
    index, cover, at = read.covers[batch.number]
    if (cover.rows, cover.root) != (batch.rows, batch.root):
        what = f"The seals of batch {batch.number} do not fit entry {index} of the ledger."
        expected, found = f"{cover.rows} rows, {cover.root}", f"{batch.rows} rows, {batch.root}"
        yield Problem("database", what, expected, found)
    if at != batch.at:
        what = f"The time of batch {batch.number} does not fit entry {index} of the ledger."
        yield Problem("database", what, at, batch.at)


def check_shape(case: Case) -> Iterator[Problem]:
    """What SQLite finds, and the tables against those that were made."""
    for line in case.store.damage():
        yield Problem("database", f"The database is damaged: {line}.")


def check_file(case: Case, read: Found, checks: Counter[str]) -> Iterator[Problem]:
    """Every byte of the database file against its seal, free space too; a note where there is none."""
    seal = case.ledger.database_seal()
    if seal is None:
        read.notes.append(_not_sealed(case))
        return
    if seal.key != read.key or not signature_holds(seal):
        what = "The seal of the database file was not signed by the case's key."
        yield Problem("database", what, read.key, seal.key)
        return
    found = list(_changed(case, seal))
    if found and case.ledger.database_seal() != seal:
        read.notes.append(_not_sealed(case))  # somebody began to write in the meantime
        return
    checks["bytes of the database"] += seal.size
    yield from found


def _not_sealed(case: Case) -> str:
    return NOT_SEALED + (_SEALS_NEXT if (case.folder / KEY).is_file() else "")


def _changed(case: Case, seal: FileSeal) -> Iterator[Problem]:
    size, log = case.store.size()
    if log:
        what = f"case.db-wal holds {log} bytes, but the last writer ended in order and left none."
        yield Problem("database", what, "0", str(log))
    if size != seal.size:
        what = "The database file has another size than when its last writer ended."
        yield Problem("database", what, str(seal.size), str(size))
    for number, (told, now) in enumerate(zip_longest(seal.pieces, case.store.pieces(seal.piece))):
        if told != now:
            start, end = number * seal.piece, min((number + 1) * seal.piece, max(size, seal.size))
            what = f"Bytes {start} to {end - 1} of case.db changed since its last writer ended."
            yield Problem("database", what, told or "", now or "")


def interrupted(case: Case) -> str:
    """A note on a write that was interrupted, or ''."""
    try:
        if case.store.waiting():
            return "A write was interrupted; the next writing command finishes it."
    except DalilError:
        return "Whether a write was interrupted cannot be told."
    return ""
