"""Who publishes which list, under which licence, and where: read from ``publishers.toml``.

The table is data with dates and sources, and a user's own table in ``$DALIL_HOME/lists.toml`` adds
to it or replaces lines of it. This module fetches nothing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from dalil.errors import BadConfig

RESTRICTIONS = frozenset(
    {"non-commercial", "no-redistribution", "share-alike", "attribution", "unclear"}
)
KINDS = frozenset({"sanctions", "debarment", "export-control", "peps", "companies", "mixed", "own"})
_WAY_OUT = "See docs/reference/lists.md for the keys of this table."


@dataclass(frozen=True, slots=True)
class Publisher:
    """One list: what it is, whose, under which licence, where it is fetched.

    Attributes:
        id: Short id, such as ``ofac_sdn``.
        title: Name of the list.
        publisher: Who publishes it.
        licence: What its licence allows, in one line.
        restrictions: Words of :data:`RESTRICTIONS`.
        kind: A word of :data:`KINDS`.
        attribution: The line that its licence asks for; "" where it asks for none.
        format: Format of what its addresses give; "" where it has none.
        addresses: (file name, address) of each file.
        checked: ISO date on which addresses and licence were last looked at.
        basis: Where that stands, and how sure it is.
    """

    id: str
    title: str
    publisher: str
    licence: str
    restrictions: tuple[str, ...] = ()
    kind: str = "sanctions"
    attribution: str = ""
    format: str = ""
    addresses: tuple[tuple[str, str], ...] = ()
    checked: str = ""
    basis: str = ""


@cache
def publishers() -> Mapping[str, Publisher]:
    """Every list that Dalil knows, by its short id."""
    text = files("dalil.readers").joinpath("publishers.toml").read_text(encoding="utf-8")
    return _parse(tomllib.loads(text), "publishers.toml", {})


def publishers_of(home: Path) -> Mapping[str, Publisher]:
    """The lists that Dalil knows, with those of the user's own ``lists.toml``.

    Raises:
        BadConfig: The user's table cannot be used.
    """
    path = home / "lists.toml"
    if not path.is_file():
        return publishers()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadConfig(f"{path} cannot be read: {error}.", _WAY_OUT) from error
    return _parse(table, str(path), dict(publishers()))


def _parse(
    table: Mapping[str, Any], where: str, known: dict[str, Publisher]
) -> dict[str, Publisher]:
    for key, given in table.items():
        if not isinstance(given, dict):
            raise BadConfig(f"{where}: {key!r} is not a table.", _WAY_OUT)
        known[key] = _publisher(key, given, where, known.get(key))
    return known


def _publisher(key: str, given: dict[str, Any], where: str, before: Publisher | None) -> Publisher:
    values = dict(given)
    for name in ("restrictions",):
        if name in values:
            values[name] = tuple(values[name])
    if "addresses" in values:
        values["addresses"] = tuple((str(n), str(a)) for n, a in values["addresses"].items())
    try:
        found = replace(before, **values) if before else Publisher(id=key, **values)
    except TypeError as error:
        raise BadConfig(f"{where}, list {key!r}: {error}.", _WAY_OUT) from error
    odd = set(found.restrictions) - RESTRICTIONS
    if odd or found.kind not in KINDS:
        word = ", ".join(sorted(odd)) or found.kind
        raise BadConfig(f"{where}, list {key!r}: {word!r} is not a known word.", _WAY_OUT)
    return found
