"""Single rows with the salts of their seals: what a recipient needs to compute a seal again.

The other seals of the batch stay closed: without its salt a seal says nothing of its row. Reads the
database of a case and never writes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import Connection, select

from dalil.custody.ports import OpenedRow
from dalil.store import tables
from dalil.store.handles import counted

_TABLES = {table.name: table for table in tables.SEALED}
_PART = 500


class SqliteProofs:
    """Opens seals of rows in the database of a case.

    Args:
        path: The database file.
    """

    def __init__(self, path: Path) -> None:
        where = f"sqlite:///file:{quote(str(path.resolve()))}?mode=ro&uri=true"
        # No connection outlives its question: one that waits to be collected keeps the log on the disk.
        self._engine = sa.create_engine(
            where, poolclass=sa.NullPool, connect_args={"factory": counted(path)}
        )

    def opened(self, table: str, column: str, keys: Sequence[str]) -> Iterator[OpenedRow]:
        """Rows of a sealed table whose column has one of the keys, with their salts."""
        with self._engine.connect() as connection:
            for start in range(0, len(keys), _PART):
                yield from _opened(connection, table, column, keys[start : start + _PART])

    def batch_seals(self, batch: int) -> list[bytes]:
        """The seals of a batch, in the order in which its tree binds them."""
        query = select(tables.seals.c.seal).where(tables.seals.c.batch == batch)
        with self._engine.connect() as connection:
            return list(connection.execute(query.order_by(tables.seals.c.seq)).scalars())

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def _opened(
    connection: Connection, table: str, column: str, keys: Sequence[str]
) -> Iterator[OpenedRow]:
    found, seals = _TABLES[table], tables.seals
    query = (
        select(found, seals.c.batch, seals.c.seq.label("seal_seq"), seals.c.salt)
        .join(seals, (seals.c.in_table == table) & (seals.c.row == found.c.seq))
        .where(found.c[column].in_(keys), seals.c.salt != b"")
        .order_by(found.c.seq)
    )
    width = len(found.columns)
    firsts: dict[int, int] = {}
    for row in connection.execute(query).all():
        if row.batch not in firsts:
            first = select(sa.func.min(seals.c.seq)).where(seals.c.batch == row.batch)
            firsts[row.batch] = int(connection.execute(first).scalar_one())
        place = row.seal_seq - firsts[row.batch]
        yield OpenedRow(row.batch, place, table, row.salt, tuple(row[:width]))
