"""Sets of claims as the derived tables hold them: by stance, stage, review, side, and by entity.

Rows of ``claim_sets`` are segments of a set (:mod:`dalil.store.bits`). Entity 0 stands for the case.
They are made with every batch from the same rows as the other derived tables and decide nothing.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from dalil.store.bits import WIDTH, Bits, blank, gathered, pack, pack_listed, put, take, unpack
from dalil.store.derived_tables import ABOUT, HOLDS, SPEAKS

ALL, REVIEWED, AGAINST, SOFT, RELATED = "all", "reviewed", "against", "soft", "related"
OF_ENTITY = {ABOUT: "about", HOLDS: "held", SPEAKS: "spoken"}
"""Names of an entity's sets by role."""
Row = tuple[Any, ...]
_CASE = 0
_ASKED = 400
_KEEP = "INSERT INTO claim_sets VALUES (?, ?, ?, ?)"
_SETS = "SELECT segment, claims FROM claim_sets WHERE entity IN (?) AND name = ?"
_REFS = """SELECT m.entity, r.role, r.claim FROM members AS m
    CROSS JOIN claim_refs AS r ON r.mention = m.mention WHERE m.entity IN (?)"""


class ClaimSets:
    """Keeps the sets while a batch is followed; :meth:`finish` must come last.

    Args:
        into: Where the derived tables are.
    """

    def __init__(self, into: Connection) -> None:
        self._into = into
        self._open: dict[tuple[str, int], bytearray] = {}

    def enter(self, row: Row) -> None:
        """A claim counts now; its row of ``claim_rows``."""
        for name in _facets(row):
            put(self._opened(name, row[0]), row[0])

    def leave(self, row: Row) -> None:
        """A claim counts no longer; its row of ``claim_rows`` as it was."""
        for name in _facets(row):
            take(self._opened(name, row[0]), row[0])

    def review(self, row: int, *, reviewed: bool) -> None:
        """Whether a claim that counts was reviewed has been told anew."""
        (put if reviewed else take)(self._opened(REVIEWED, row), row)

    def finish(self) -> None:
        """Write what was changed."""
        for (name, segment), held in sorted(self._open.items()):
            query = "DELETE FROM claim_sets WHERE entity = ? AND name = ? AND segment = ?"
            self._into.exec_driver_sql(query, (_CASE, name, segment))
            if stored := pack(held):
                self._into.exec_driver_sql(_KEEP, (_CASE, name, segment, stored))
        self._open = {}

    def _opened(self, name: str, row: int) -> bytearray:
        key = name, row // WIDTH
        held = self._open.get(key)
        if held is None:
            query = "SELECT claims FROM claim_sets WHERE entity = ? AND name = ? AND segment = ?"
            stored = self._into.exec_driver_sql(query, (_CASE, *key)).scalar()
            held = self._open[key] = blank() if stored is None else unpack(stored)
        return held


def _facets(row: Row) -> list[str]:
    _, _, _, _, stance, stage, *flags = row
    told = zip((AGAINST, SOFT, RELATED, REVIEWED), flags, strict=True)
    return [ALL, *names_of(stance, stage), *(name for name, is_so in told if is_so)]


def names_of(stance: str, stage: str) -> list[str]:
    """Names of the sets of a stance and a stage; none for what is empty."""
    both = ("stance", stance), ("stage", stage)
    return [f"{name}:{value}" for name, value in both if value]


def gather(into: Connection, entities: Collection[int]) -> dict[tuple[int, int], list[int]]:
    """Claims of entities by entity and role, ascending, each once; from members and references."""
    found: defaultdict[tuple[int, int], array[int]] = defaultdict(lambda: array("q"))
    for part in _parts(entities):
        for entity, role, claim in into.exec_driver_sql(_marked(_REFS, part), part):
            found[entity, role].append(claim)
    return {key: sorted(set(claims)) for key, claims in found.items()}


def keep(into: Connection, sets: Mapping[tuple[int, int], list[int]]) -> None:
    """Store the sets of entities that have none."""
    rows = [
        (entity, OF_ENTITY[role], segment, pack_listed(places))
        for (entity, role), claims in sets.items()
        for segment, places in _segments(claims)
    ]
    if rows:
        into.exec_driver_sql(_KEEP, rows)


def drop(into: Connection, entities: Iterable[int]) -> None:
    """Forget the sets of entities."""
    rows = [(number,) for number in entities]
    if rows:
        into.exec_driver_sql("DELETE FROM claim_sets WHERE entity = ?", rows)


def fill(into: Connection) -> None:
    """Make all sets anew from the other derived tables; a migration's step, the table is empty."""
    sets = ClaimSets(into)
    for row in into.exec_driver_sql("SELECT * FROM claim_rows ORDER BY claim"):
        sets.enter(tuple(row))
    sets.finish()
    numbers = list(into.exec_driver_sql("SELECT number FROM entities ORDER BY number").scalars())
    for part in _parts(numbers):
        keep(into, gather(into, part))


def claims_in(connection: Connection, name: str, entities: Collection[int] = (_CASE,)) -> Bits:
    """A set of the case, or what any of some entities has in a set of theirs."""
    rows = (
        (row[0], row[1])
        for part in _parts(entities)
        for row in connection.exec_driver_sql(_marked(_SETS, part), (*part, name))
    )
    return gathered(rows)


def _segments(claims: list[int]) -> Iterator[tuple[int, list[int]]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for claim in claims:
        found[claim // WIDTH].append(claim % WIDTH)
    return iter(found.items())


def _parts(entities: Collection[int]) -> Iterator[tuple[int, ...]]:
    wanted = tuple(entities)
    return (wanted[start : start + _ASKED] for start in range(0, len(wanted), _ASKED))


def _marked(query: str, part: tuple[int, ...]) -> str:
    return query.replace("IN (?)", f"IN ({','.join('?' * len(part))})")
