"""Rows that leave a case for a sealed file, with their salts, and come back as they were.

A row comes back under its old number and with its old salt: its seal, which stayed, proves that it is
the old one, and any other is refused. What is derived is made anew from all rows. Where the case took
in the same thing again in the meantime, that stands and the old row stays a tombstone.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from dalil.custody.merkle import EMPTY
from dalil.custody.ports import Cover, Line, OpenedRow
from dalil.custody.seals import row_seal, seal_entry
from dalil.errors import Tampered
from dalil.store import tables
from dalil.store.derived import Derived
from dalil.store.erasing import SqliteErasure
from dalil.store.sqlite import SqliteStore
from dalil.store.writing import new_batch, wait_for

_PART = 400
_PARENTS = ("mentions", "claims", "rosters")
Values = tuple[str | int | bytes | None, ...]


class SqliteSealing(SqliteErasure):
    """What sealing an exhibit asks of the database, beside what an erasure does.

    Args:
        path: The database file; the case is open for writing by the same process.
        store: The same, open.
    """

    def __init__(self, path: Path, store: SqliteStore) -> None:
        super().__init__(path)
        self._store = store

    def opened(self, rows: Sequence[tuple[str, int]]) -> Iterator[OpenedRow]:
        """Rows with their salts, by table, each checked against its seal.

        Raises:
            Tampered: A row that is not there, or does not fit its seal.
        """
        wanted = _by_table(rows)
        with closing(self._open()) as connection:
            for table in tables.SEALED:
                numbers = sorted(wanted.get(table.name, ()))
                for start in range(0, len(numbers), _PART):
                    yield from _opened(connection, table, numbers[start : start + _PART])

    def bring_back(
        self, rows: Iterable[OpenedRow], body: Mapping[str, object], at: str
    ) -> tuple[int, Line]:
        """Put rows back and leave the waiting line that says so, together or not at all.

        Args:
            rows: As :meth:`opened` gave them.
            body: What the ledger entry of kind ``ingest`` says; the number of rows is added.
            at: UTC.

        Raises:
            Tampered: A row that does not fit the seal which stayed; nothing was written.
            StorageFailed: The disk or the database refused; nothing was written.
        """
        by_table: dict[str, list[OpenedRow]] = defaultdict(list)
        for row in rows:
            by_table[row.table].append(row)
        with self._store.writing() as connection:
            number = new_batch(connection, at)
            back = sum(
                _bring_back(connection, table, row)
                for table in tables.SEALED
                for row in by_table[table.name]
            )
            Derived(connection).rebuild()
            line = seal_entry(
                "ingest", at, {**body, "rows_back": back}, Cover(number, 0, EMPTY.hex())
            )
            return number, wait_for(connection, line, number)


def _by_table(rows: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for table, row in rows:
        found[table].add(row)
    return found


def _opened(
    connection: sqlite3.Connection, table: Table, numbers: Sequence[int]
) -> Iterator[OpenedRow]:
    columns = ", ".join(f't."{column.name}"' for column in table.columns)
    marks = ",".join("?" * len(numbers))
    query = (
        f"SELECT s.batch, s.salt, s.seal, {columns} FROM {table.name} t "  # noqa: S608 - names of our own
        f"JOIN seals s ON s.in_table = '{table.name}' AND s.row = t.seq WHERE t.seq IN ({marks}) ORDER BY t.seq"
    )
    found = connection.execute(query, numbers).fetchall()
    for batch, salt, seal, *values in found:
        if row_seal(salt, table.name, values) != seal:
            raise Tampered(
                f"Row {values[0]} of {table.name} does not fit its seal: nothing was sealed.",
                "Run dalil verify.",
            )
        yield OpenedRow(batch, 0, table.name, salt, tuple(values))
    if len(found) != len(numbers):
        raise Tampered(f"A row of {table.name} is not there any more.", "Run dalil verify.")


def _bring_back(connection: Connection, table: Table, row: OpenedRow) -> bool:
    number = int(str(row.values[0]))
    where = (tables.seals.c.in_table == table.name) & (tables.seals.c.row == number)
    held = connection.execute(select(tables.seals).where(where)).first()
    if held is None or held.seal != row_seal(row.salt, table.name, row.values):
        raise Tampered(f"Row {number} of {table.name} is not the one that was sealed.")
    if held.salt != b"" or not _free(connection, table, row.values):
        return False
    names = [column.name for column in table.columns]
    values: dict[str, Any] = dict(zip(names, row.values, strict=True))
    connection.execute(tables.seals.update().where(where).values(salt=row.salt))
    connection.execute(table.insert(), values)
    return True


def _free(connection: Connection, table: Table, values: Values) -> bool:
    """Whether nothing else took the row's place, and what it stands on is there."""
    told = dict(zip((column.name for column in table.columns), values, strict=True))
    if table.name in _PARENTS:
        query = select(tables.readings.c.seq).where(tables.readings.c.seq == told["reading"])
        return connection.execute(query).first() is not None
    unique = next((column for column in table.columns if column.unique), None)
    if unique is None:
        return True
    query = select(table.c.seq).where(unique == told[unique.name])
    return connection.execute(query).first() is None
