"""Where the same bytes came from, once more: one exhibit, every origin on record.

A file that is in the case already is not taken in twice; that it came again, from elsewhere or inside
another container, is a record of its own. What came again from the same place is no news. Nothing
here judges which origin is the first in the world: only the order of arrival is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from dalil.casework.casefolder import Case
from dalil.casework.containers import Trees
from dalil.casework.record import record
from dalil.claims.ports import Batch, Record
from dalil.evidence import Exhibit, Tier

KIND = "origin"
"""Kind of the records; their key is the exhibit's sha256."""


class Came(Protocol):
    """A file on its way in, as far as it says where it comes from."""

    @property
    def name(self) -> str:
        """File name as received."""
        ...

    @property
    def source(self) -> str:
        """A path, an address, or the place inside a container."""
        ...

    @property
    def parent(self) -> str | None:
        """sha256 of the container."""
        ...

    @property
    def address(self) -> str | None:
        """The web address that it was captured from."""
        ...

    @property
    def captured(self) -> str | None:
        """When it was captured."""
        ...


@dataclass(frozen=True, slots=True)
class Origin:
    """A further place that an exhibit came from.

    Attributes:
        source: A path, an address, or the place inside a container.
        name: File name there.
        received_at: When it came from there, UTC.
        parent: sha256 of the container that held it.
        address: The web address that it was captured from, as its container says.
        captured_at: When, as its container says.
    """

    source: str
    name: str
    received_at: str
    parent: str | None = None
    address: str | None = None
    captured_at: str | None = None


class Known(set[str]):
    """Hashes of the exhibits of a case; knows their origins when it is asked for them.

    Args:
        case: The case.

    Attributes:
        arrived: Tiers that were said of exhibits as they came, once somebody asked for them.
        trees: Which containers they lie in.
    """

    def __init__(self, case: Case) -> None:
        self.arrived: dict[str, Tier] | None = None
        self._exhibits = {exhibit.sha256: exhibit for exhibit in case.store.exhibits()}
        self.trees = Trees.of(self._exhibits.values())
        self._places: set[tuple[str, str, str | None]] | None = None
        super().__init__(self._exhibits)

    def join(self, fresh: Mapping[str, Exhibit]) -> None:
        """Remember what was taken in now."""
        self.update(fresh)
        if self._places is not None:
            self._places.update((e.sha256, e.source, e.parent) for e in fresh.values())
        else:
            self._exhibits.update(fresh)

    def came_again(self, case: Case, again: Iterable[tuple[Came, str]]) -> int:
        """Record that bytes which the case holds came from elsewhere too; returns how many did.

        Args:
            case: A case open for writing.
            again: What arrived, with its sha256.
        """
        if self._places is None:
            self._places = {(e.sha256, e.source, e.parent) for e in self._exhibits.values()}
            for old in case.store.records(KIND):
                self._places.add((old.key, str(old.body["source"]), _text(old.body.get("parent"))))
        now = case.clock.now()
        records: list[Record] = []
        for arrival, sha256 in again:
            place = (sha256, arrival.source, arrival.parent)
            if place not in self._places:
                self._places.add(place)
                records.append(Record(KIND, sha256, now, _body(arrival)))
        if records:
            body = {"again": [{"exhibit": r.key, **r.body} for r in records]}
            record(case, Batch(records=tuple(records)), "ingest", body)
        return len(records)


def origins(records: Iterable[Record]) -> dict[str, tuple[Origin, ...]]:
    """Further origins by exhibit, in the order in which they came."""
    found: dict[str, tuple[Origin, ...]] = {}
    for entry in records:
        body = entry.body
        origin = Origin(
            str(body["source"]),
            str(body["name"]),
            entry.made_at,
            _text(body.get("parent")),
            _text(body.get("address")),
            _text(body.get("captured")),
        )
        found[entry.key] = (*found.get(entry.key, ()), origin)
    return found


def around(
    parents: Mapping[str, str | None], further: Mapping[str, tuple[Origin, ...]], sha256: str
) -> tuple[str, ...]:
    """Every container that is known to hold the bytes of an exhibit, at any depth; never itself.

    Args:
        parents: Container out of which each exhibit of the case came first, by sha256.
        further: What :func:`origins` found: the same bytes may lie in other containers too.
        sha256: The exhibit.

    Returns:
        Hashes of exhibits of the case, nearest first.
    """
    found: dict[str, None] = {}
    waiting = [sha256]
    while waiting:
        one = waiting.pop(0)
        held = (parents.get(one), *(origin.parent for origin in further.get(one, ())))
        fresh = [up for up in held if up and up in parents and up != sha256 and up not in found]
        found.update(dict.fromkeys(fresh))
        waiting += fresh
    return tuple(found)


def _body(arrival: Came) -> dict[str, object]:
    values = {
        "name": arrival.name,
        "source": arrival.source,
        "parent": arrival.parent,
        "address": arrival.address,
        "captured": arrival.captured,
    }
    return {key: value for key, value in values.items() if value}


def _text(value: object) -> str | None:
    return str(value) if value else None
