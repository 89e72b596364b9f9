"""Layouts of registers: which column of a table says what, read from data files.

A layout fits a table when the columns it needs are there; no column is guessed from its contents.
The layouts stand in ``lexicons/registers_*.yaml``, the order in which they are tried in the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import yaml

_FILES = ("registers_known.yaml", "registers_generic.yaml")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Thing:
    """What the cells of some columns name.

    Attributes:
        name: Column of the name.
        also: Columns that name the same thing in other words.
        type: Mention type, ``auto`` (told from the cell) or ``none`` (no mention).
        kind: Column that says whether it is a person or a company.
        ids: Columns that identify it.
        country: Column of its country.
        country_detail: What the country is to it.
    """

    name: int
    also: tuple[int, ...]
    type: str
    kind: int | None
    ids: tuple[int, ...]
    country: int | None
    country_detail: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """A relation that every row with both ends filled states; numbers are columns.

    Attributes:
        quote: Name of the thing whose cell is the quote.
        columns: Column by use (``share``, ``band``, ``nature``, ``amount``, ``currency``, ``start``,
            ``end``, ``detail``).
        detail_text: Fixed detail.
        detail_label: Word before the detail column's text.
    """

    predicate: str
    subject: str
    object: str
    quote: str
    columns: Mapping[str, int]
    detail_text: str | None = None
    detail_label: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout fitted to a header: names resolved to column numbers (1-based).

    Attributes:
        id: Short name, part of the claims' method.
        title: What the table is.
        dates: ``day``, ``month`` or ``iso``: what comes first in a numeric date.
        currency: Currency of amounts where no column names one.
        things: By name.
        links: In order.
        roster: Columns of a list of people by use, or empty.
        unread: Headers without a reading.
    """

    id: str
    title: str
    dates: str
    currency: str | None
    things: Mapping[str, Thing]
    links: tuple[Link, ...]
    roster: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


def header_key(header: str) -> str:
    """Write a header as layouts do: lower case, one space for every run of signs."""
    return _SIGNS.sub(" ", header.lower()).strip()


def fit(headers: Mapping[int, str]) -> Layout | None:
    """Fit the first layout whose needs a header meets.

    Args:
        headers: Text of the header cells by column.

    Returns:
        The layout with its columns, or None when none fits.
    """
    columns: dict[str, int] = {}
    for column, text in sorted(headers.items()):
        columns.setdefault(header_key(text), column)
    for entry in _entries():
        if fitted := _fit(entry, columns, headers):
            return fitted
    return None


@cache
def _entries() -> tuple[Mapping[str, Any], ...]:
    folder = resources.files("dalil.claims") / "lexicons"
    found: list[Mapping[str, Any]] = []
    for name in _FILES:
        loaded = yaml.safe_load((folder / name).read_text(encoding="utf-8"))["layouts"]
        found += [expanded for entry in loaded for expanded in (_expand(entry),)]
    return tuple(found)


def _expand(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Write out ``{n}`` for 1 to ``repeat``."""
    numbers = range(1, int(entry.get("repeat", 1)) + 1)
    things = {
        _numbered(name, n): _numbered(spec, n) for name, spec, n in _each(entry["things"], numbers)
    }
    kept = {_numbered(name, n): why for name, why, n in _each(entry.get("kept") or {}, numbers)}
    relations = [
        _numbered(spec, n)
        for spec in entry["relations"]
        for n in (numbers if "{n}" in str(spec) else (1,))
    ]
    return {**entry, "things": things, "kept": kept, "relations": relations}


def _each(table: Mapping[str, Any], numbers: Sequence[int]) -> Iterator[tuple[str, Any, int]]:
    for name, spec in table.items():
        for n in numbers if "{n}" in name else (1,):
            yield name, spec, n


def _numbered(spec: Any, n: int) -> Any:  # noqa: ANN401 - a YAML value of any shape
    if isinstance(spec, str):
        return spec.replace("{n}", str(n))
    if isinstance(spec, list):
        return [_numbered(part, n) for part in spec]
    if isinstance(spec, dict):
        return {key: _numbered(part, n) for key, part in spec.items()}
    return spec


def _fit(
    entry: Mapping[str, Any], columns: Mapping[str, int], headers: Mapping[int, str]
) -> Layout | None:
    if any(name in columns for name in entry.get("absent", ())):
        return None
    things: dict[str, Thing] = {}
    taken: set[int] = set()
    for name, spec in entry["things"].items():
        thing = _thing(spec, columns, taken)
        if thing:
            things[name] = thing
            taken.add(thing.name)
    if any(name not in things for name in (*entry["needs"], *entry.get("also_needs", ()))):
        return None
    links = tuple(
        _link(spec, columns)
        for spec in entry["relations"]
        if spec["subject"] in things and spec["object"] in things
    )
    roster = _roster(entry.get("roster") or {}, things, columns)
    used = _used(things, links, roster) | {columns[k] for k in entry["kept"] if k in columns}
    return Layout(
        id=entry["id"],
        title=entry["title"],
        dates=entry["dates"],
        currency=entry.get("currency"),
        things=things,
        links=links,
        roster=roster,
        unread=tuple(text for column, text in sorted(headers.items()) if column not in used),
    )


def _find(names: Sequence[str], columns: Mapping[str, int]) -> int | None:
    return next((columns[name] for name in names if name in columns), None)


def _thing(spec: Mapping[str, Any], columns: Mapping[str, int], taken: set[int]) -> Thing | None:
    free = {name: column for name, column in columns.items() if column not in taken}
    name = _find(spec["name"], free)
    if name is None:
        return None
    ids = [columns[key] for key in spec.get("id", ()) if key in columns]
    return Thing(
        name=name,
        also=tuple(
            columns[key] for key in spec.get("also", ()) if columns.get(key) not in (None, name)
        ),
        type=spec["type"],
        kind=_find(spec.get("kind", ()), columns),
        ids=tuple(column for column in ids if column != name),
        country=_find(spec.get("country", ()), columns),
        country_detail=spec.get("country_detail"),
    )


_USES = ("share", "band", "nature", "amount", "currency", "start", "end", "detail")


def _link(spec: Mapping[str, Any], columns: Mapping[str, int]) -> Link:
    found = {use: _find(spec.get(use, ()), columns) for use in _USES}
    return Link(
        predicate=spec["predicate"],
        subject=spec["subject"],
        object=spec["object"],
        quote=spec.get("quote", spec["subject"]),
        columns={use: column for use, column in found.items() if column is not None},
        detail_text=spec.get("detail_text"),
        detail_label=spec.get("detail_label"),
    )


def _roster(
    spec: Mapping[str, Any], things: Mapping[str, Thing], columns: Mapping[str, int]
) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for use, source in spec.items():
        if isinstance(source, list):
            column = _find(source, columns)
        else:
            column = things[source].name if source in things else None
        if column is not None:
            found[use] = column
    return found


def _used(
    things: Mapping[str, Thing], links: Sequence[Link], roster: Mapping[str, int]
) -> set[int]:
    used: set[int | None] = set(roster.values())
    for thing in things.values():
        used |= {thing.name, thing.kind, thing.country, *thing.also, *thing.ids}
    for link in links:
        used |= set(link.columns.values())
    return {column for column in used if column is not None}
