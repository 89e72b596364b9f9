"""Step 4: sets of claims, so that pages of those who are most spoken of are counted and cut at once."""

from __future__ import annotations

from sqlalchemy import Connection

from dalil.store.derived_sets import fill
from dalil.store.derived_tables import CLAIM_SETS


def run(connection: Connection) -> None:
    """Make the table and fill it; a database that was just made has it already, and is made again."""
    connection.exec_driver_sql("DROP TABLE IF EXISTS claim_sets")
    connection.exec_driver_sql(CLAIM_SETS)
    fill(connection)
