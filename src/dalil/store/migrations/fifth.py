"""Step 5: sketches of texts, empty: they are made when versions are linked the next time.

And the mentions of an entity in their order, so that a page of them is cut without sorting all.
"""

from __future__ import annotations

from sqlalchemy import Connection

from dalil.store.derived_tables import MEMBERS_IN_ORDER
from dalil.store.sketches import CREATE


def run(connection: Connection) -> None:
    """Make the tables and the index."""
    connection.exec_driver_sql("DROP INDEX IF EXISTS members_by_entity")
    connection.exec_driver_sql(MEMBERS_IN_ORDER)
    for table in ("sketches", "sketch_runs"):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table}")
    for statement in CREATE:
        connection.exec_driver_sql(statement)
