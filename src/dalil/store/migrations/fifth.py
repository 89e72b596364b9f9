"""Step 5: sketches of texts, empty: they are made when versions are linked the next time."""

from __future__ import annotations

from sqlalchemy import Connection

from dalil.store.sketches import CREATE


def run(connection: Connection) -> None:
    """Make the tables."""
    for table in ("sketches", "sketch_runs"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
    for statement in CREATE:
        connection.exec_driver_sql(statement)
