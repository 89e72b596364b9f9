"""How a case's database is opened: read-only or for writing, every connection counted.

Nothing is read or written here. A reader of a WAL database may have to make the files beside it;
where it cannot, the database is read as a file that nobody changes.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import Connection, event

from dalil.store.handles import counted

_READ_PRAGMAS = ("foreign_keys = ON",)
_WRITE_PRAGMAS = (
    *_READ_PRAGMAS,
    "journal_mode = WAL",
    "synchronous = FULL",
    "secure_delete = ON",
)


def reading_mode(path: Path) -> str:
    """Read-only; where not even the files beside a WAL database can be made, as an unchanging file."""
    wal = path.with_name(path.name + "-wal")
    still = not wal.exists() or wal.stat().st_size == 0
    return "ro&immutable=1" if still and not os.access(path.parent, os.W_OK) else "ro"


def engine_of(path: Path, mode: str, *, immediate: bool) -> sa.Engine:
    """Connections to a database file.

    Args:
        path: The file.
        mode: SQLite's ``ro``, ``rw`` or ``rwc``, as :func:`reading_mode` gives it.
        immediate: Take the write lock when a transaction begins.
    """
    engine = sa.create_engine(
        f"sqlite:///file:{quote(str(path.resolve()))}?mode={mode}&uri=true",
        connect_args={"timeout": 30, "factory": counted(path)},
    )

    @event.listens_for(engine, "connect")
    def settle(connection: Any, record: object) -> None:  # noqa: ANN401 - a DBAPI connection
        connection.isolation_level = None
        for pragma in _READ_PRAGMAS if mode.startswith("ro") else _WRITE_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine
