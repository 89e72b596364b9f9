"""Pairs of a party and a list entry: decided once, asked again only when either side changed.

The key of a pair is a hash over what identifies both sides. Of the entry: its names, dates, countries,
numbers, offices, measures and reasons; not its place in the file, the day of the publisher's last
touch, or columns that no format names (some publishers change those daily and nothing else).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from dalil.custody.seals import canonical

_ASIDE = frozenset({"place", "updated_on"})
_MOVES = re.compile(
    r"(?i)seen|updat|modif|chang|version|generat|timestamp|dataset|referent|origin|order|sequence|row"
)
"""Names of further fields that move from one version of a list to the next and say nothing of anybody."""
_ORDERLESS = frozenset({"relations", "topics", "names", "countries", "identifiers", "aliases"})


def subject_digest(party: Mapping[str, Any]) -> str:
    """Hex digest of what is known of a party: names, type, dates, countries, numbers.

    >>> one = {"name": "Orla Venn", "aliases": ["O. Venn", "Orla V."], "type": "person"}
    >>> subject_digest(one) == subject_digest({**one, "aliases": ["Orla V.", "O. Venn"]})
    True
    """
    told = ("name", "aliases", "type", "born", "countries", "identifiers")
    return _digest({name: _ordered(name, party.get(name)) for name in told if party.get(name)})


def entry_digest(entry: Mapping[str, Any]) -> str:
    """Hex digest of what an entry says of somebody."""
    names = sorted({*entry, "rest"} - _ASIDE)
    return _digest({name: _ordered(name, entry.get(name)) for name in names})


def pair_id(subject: str, list_id: str, entry_id: str, entry: str) -> str:
    """The name of a pair: 12 hex digits of a hash over both sides."""
    return _digest([subject, list_id, entry_id, entry])[:12]


def changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """Which fields of an entry differ between two checks, in words."""
    names = sorted((before.keys() | now.keys()) - _ASIDE)
    return tuple(
        name for name in names if _ordered(name, before.get(name)) != _ordered(name, now.get(name))
    )


def _ordered(name: str, value: object) -> object:
    if name == "rest":
        held = value if isinstance(value, list | tuple) else ()
        kept = [one for one in held if not (one and _MOVES.search(str(one[0])))]
        return sorted((_plain(one) for one in kept), key=canonical)
    if name in _ORDERLESS and isinstance(value, list | tuple):
        return sorted((_plain(one) for one in value), key=canonical)
    return _plain(value)


def _plain(value: object) -> object:
    """Tuples as lists: canonical JSON knows no tuples."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _digest(value: object) -> str:
    return hashlib.sha256(canonical(_plain(value))).hexdigest()
