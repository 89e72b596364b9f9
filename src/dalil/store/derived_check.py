"""Hold the derived tables against what the sealed rows give: made anew beside the case, compared.

The case is opened for reading and not changed. What is made anew stands in a temporary database of
SQLite's own, which it removes when it is closed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from dalil.errors import DalilError
from dalil.store import sketch_check
from dalil.store.derived import Derived, create
from dalil.store.derived_tables import PLAIN, WORDS

_NAMED = 20
_PIECE = 5000


def differences(rows: Connection) -> Iterator[str]:
    """What of the derived tables does not follow from the sealed rows, a line each.

    Args:
        rows: A connection to the case, reading one state of it.
    """
    beside = sa.create_engine("sqlite:///", poolclass=StaticPool)
    try:
        with beside.connect() as fresh:
            yield from compare(rows, fresh)
        yield from sketch_check.differences(rows)
    finally:
        beside.dispose()


def compare(rows: Connection, fresh: Connection) -> Iterator[str]:
    """The same, made anew in a database that is empty."""
    try:
        create(fresh)
        Derived(rows, fresh).fill()
    except (DalilError, DBAPIError) as error:
        yield f"the derived tables cannot be made from the rows: {error}"
        return
    for table in PLAIN:
        yield from _table(rows, fresh, table)
    for table in WORDS:
        yield from _words(rows, fresh, table)


def _table(rows: Connection, fresh: Connection, table: str) -> Iterator[str]:
    query = f"SELECT * FROM {table} ORDER BY 1, 2"  # noqa: S608 - names of our own
    if table in ("claim_refs", "claim_sets"):
        query += ", 3"
    elif table == "reviews":
        query = "SELECT * FROM reviews ORDER BY 1"
    wrong = 0
    for found, made in itertools.zip_longest(_stream(rows, query), _stream(fresh, query)):
        if found != made:
            wrong += 1
            row = (found if found is not None else made or ("",))[0]
            if wrong <= _NAMED:
                yield f"the derived table {table} does not follow from the rows (at {row!r})"
                if found is None or made is None:
                    return
    if wrong > _NAMED:
        yield f"{wrong} rows of the derived table {table} do not follow from the rows"


def _words(rows: Connection, fresh: Connection, table: str) -> Iterator[str]:
    """Every word of the search with every place, from both."""
    for connection in (rows, fresh):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{table}_seen")
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE temp.{table}_seen USING fts5vocab(main, {table}, instance)"
        )
    query = f"SELECT term, doc, offset FROM temp.{table}_seen"  # noqa: S608 - names of our own
    try:
        both = itertools.zip_longest(_stream(rows, query), _stream(fresh, query))
        odd = next((pair for pair in both if pair[0] != pair[1]), None)
    except DBAPIError as error:
        yield f"the search index {table} cannot be read: {error.orig}"
        return
    if odd is not None:
        row = odd[0] or odd[1]
        yield f"the search index {table} does not follow from the texts (in row {row[1]})"


def _stream(connection: Connection, query: str) -> Iterator[tuple[Any, ...]]:
    for row in connection.exec_driver_sql(query, execution_options={"yield_per": _PIECE}):
        yield tuple(row)
