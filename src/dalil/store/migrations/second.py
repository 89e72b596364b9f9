"""Step 2: derived tables, so that pages and searches ask for what they show; made from the rows."""

from __future__ import annotations

from sqlalchemy import Connection

from dalil.store.derived import Derived, create


def run(connection: Connection) -> None:
    """Make the tables and fill them; interrupted, it did not happen and is done again."""
    create(connection)
    derived = Derived(connection)
    derived.fill()
