"""Step 1: the tables of the first version, and the triggers that keep rows as they are.

A later change of shape is a step of its own; this one is not edited once a case exists.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from dalil.store.tables import SEALED, metadata, seals

_MIGRATIONS = """
CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL)
"""
_REFUSE = "BEGIN SELECT RAISE(ABORT, 'rows are immutable'); END"


def run(connection: Connection) -> None:
    """Make tables, indexes and triggers."""
    connection.execute(text(_MIGRATIONS))
    metadata.create_all(connection)
    for statement in _triggers():
        connection.execute(text(statement))


def _triggers() -> list[str]:
    """A row may go only when its salt has gone before; a seal may lose its salt, nothing else."""
    made = [
        f"CREATE TRIGGER seals_no_delete BEFORE DELETE ON {seals.name} {_REFUSE}",
        f"CREATE TRIGGER seals_no_update BEFORE UPDATE ON {seals.name} WHEN NOT ("
        "NEW.seq = OLD.seq AND NEW.batch = OLD.batch AND NEW.in_table = OLD.in_table "
        f"AND NEW.row = OLD.row AND NEW.seal = OLD.seal AND NEW.salt = x'') {_REFUSE}",
    ]
    for table in SEALED:
        made.append(
            f"CREATE TRIGGER {table.name}_no_update BEFORE UPDATE ON {table.name} {_REFUSE}"
        )
        made.append(
            f"CREATE TRIGGER {table.name}_no_delete BEFORE DELETE ON {table.name} WHEN NOT EXISTS ("  # noqa: S608 - names of our own
            f"SELECT 1 FROM seals WHERE in_table = '{table.name}' AND row = OLD.seq "
            f"AND salt = x'') {_REFUSE}"
        )
    return made
