"""Numbered steps from one shape of the database to the next.

Each step is recorded in the table ``migrations`` and the highest number also stands in SQLite's
``user_version``, which is read before anything else. A step runs inside one transaction:
interrupted, it did not happen. A database with a higher number is refused and not touched.
"""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from dalil.errors import NewerFormat, Tampered
from dalil.store.migrations import fifth, first, fourth, second, third

STEPS = (
    ("first", first.run),
    ("derived tables", second.run),
    ("rows may come back", third.run),
    ("sets of claims", fourth.run),
    ("sketches of texts", fifth.run),
)
"""Step n leads from version n to version n + 1."""


def version_of(connection: Connection) -> int:
    """Which version the database has; 0 for an empty one."""
    return int(connection.execute(text("PRAGMA user_version")).scalar_one())


def check(connection: Connection, where: str) -> int:
    """The database's version, where this program can read it.

    Raises:
        NewerFormat: The version is higher than what this program knows.
        Tampered: The number in the file's header is not that of its record of migrations.
    """
    found = version_of(connection)
    steps = _recorded(connection)
    if steps is not None and steps != found:
        raise Tampered(
            f"The database {where} says that its version is {found}, but its record of migrations "
            f"ends with step {steps}.",
            "Restore it from a backup.",
        )
    if found > len(STEPS):
        raise NewerFormat(
            f"The database {where} has version {found}; this version of Dalil knows {len(STEPS)}."
        )
    return found


def _recorded(connection: Connection) -> int | None:
    """The last step on record; None where there is no such record that this version can read."""
    try:
        query = text("SELECT max(number) FROM migrations")
        return int(connection.execute(query).scalar() or 0)
    except DBAPIError:
        return None


def recorded(connection: Connection) -> list[tuple[int, str]]:
    """Number and name of every step on record."""
    rows = connection.execute(text("SELECT number, name FROM migrations ORDER BY number"))
    return [(int(row[0]), str(row[1])) for row in rows]


def migrate(connection: Connection, at: str) -> None:
    """Run the steps that are missing, within the caller's transaction.

    Args:
        connection: In a transaction.
        at: UTC, for the record of the step.
    """
    for number in range(version_of(connection), len(STEPS)):
        name, run = STEPS[number]
        run(connection)
        connection.execute(
            text("INSERT INTO migrations (number, name, at) VALUES (:number, :name, :at)"),
            {"number": number + 1, "name": name, "at": at},
        )
        connection.execute(text(f"PRAGMA user_version = {number + 1}"))
