"""Step 3: an erased row may come back with its salt, so that a sealed exhibit can be unsealed.

The trigger keeps rows from changes by mistake; what proves that a row is the old one is its seal.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

_TRIGGER = (
    "CREATE TRIGGER seals_no_update BEFORE UPDATE ON seals WHEN NOT ("
    "NEW.seq = OLD.seq AND NEW.batch = OLD.batch AND NEW.in_table = OLD.in_table "
    "AND NEW.row = OLD.row AND NEW.seal = OLD.seal AND (NEW.salt = x'' OR OLD.salt = x'')) "
    "BEGIN SELECT RAISE(ABORT, 'rows are immutable'); END"
)


def run(connection: Connection) -> None:
    """Put the trigger in the place of the stricter one."""
    connection.execute(text("DROP TRIGGER seals_no_update"))
    connection.execute(text(_TRIGGER))
