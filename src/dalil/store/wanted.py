"""Which claims are wanted, told by sets; and plain questions to one connection.

Nothing here writes, and no claim is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import and_
from typing import Any

from sqlalchemy import Connection

from dalil.claims.index import Wanted
from dalil.store.bits import Bits
from dalil.store.derived_sets import (
    AGAINST,
    ALL,
    OF_ENTITY,
    RELATED,
    REVIEWED,
    SOFT,
    claims_in,
    names_of,
)
from dalil.store.derived_tables import ABOUT, HOLDS, SPEAKS

Row = tuple[Any, ...]
_ASKED = 500


class Asker:
    """Plain questions to one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, query: str, *values: object) -> list[Row]:
        """All rows."""
        return [tuple(row) for row in self._connection.exec_driver_sql(query, values).all()]

    def one(self, query: str, *values: object) -> Any:  # noqa: ANN401 - one cell
        """The first cell."""
        return self._connection.exec_driver_sql(query, values).scalar()

    def many(self, query: str, keys: Iterable[object]) -> Iterator[Row]:
        """Rows for many keys, some hundred keys a query."""
        wanted = list(keys)
        for start in range(0, len(wanted), _ASKED):
            part = wanted[start : start + _ASKED]
            marks = f"({','.join('?' * len(part))})"
            yield from self.rows(query.replace("(?)", marks), *part)


def claims_wanted(connection: Connection, wanted: Wanted) -> Bits:
    """The rows of ``claim_rows`` that are wanted."""
    ask = Asker(connection)
    parts = [claims_in(connection, name) for name in names_of(wanted.stance, wanted.stage)]
    for entity, role in ((wanted.about, ABOUT), (wanted.held, HOLDS)):
        if entity:
            parts.append(claims_in(connection, OF_ENTITY[role], _numbers(ask, [entity])))
    if wanted.related:
        parts.append(claims_in(connection, RELATED))
    if wanted.exhibit:
        query = """SELECT claim FROM claim_rows
            WHERE exhibit = (SELECT exhibit FROM documents WHERE sha256 = ?)"""
        parts.append(Bits.of(row[0] for row in ask.rows(query, wanted.exhibit)))
    if wanted.among is not None:
        query = "SELECT c.claim FROM claims AS k JOIN claim_rows AS c ON c.claim = k.seq WHERE k.id IN (?)"
        parts.append(Bits.of(row[0] for row in ask.many(query, sorted(wanted.among))))
    if wanted.reviewed:
        parts.append(claims_in(connection, REVIEWED))
    found = reduce(and_, parts) if parts else claims_in(connection, ALL)
    if wanted.reviewed is False:
        found -= claims_in(connection, REVIEWED)
    if wanted.against is not None:
        against = _against(connection, wanted.tied)
        found = found & against if wanted.against else found - against
    return found


def _against(connection: Connection, tied: Sequence[str]) -> Bits:
    """Against by its own words, or said by the own side where no authority decided."""
    own = claims_in(connection, OF_ENTITY[SPEAKS], _numbers(Asker(connection), tied))
    return claims_in(connection, AGAINST) | (claims_in(connection, SOFT) & own)


def _numbers(ask: Asker, entities: Iterable[str]) -> list[int]:
    return [row[0] for row in ask.many("SELECT number FROM entities WHERE id IN (?)", entities)]
