"""A row of a customer file as somebody to be screened, or why it cannot be one.

Nothing is repaired silently: a date that is none or a type that is not known refuses the row, and the
others are done.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dalil.errors import BadInput
from dalil.matching.compare import NOTHING_KNOWN, TYPES, Qualifiers
from dalil.matching.list_entities import LONGEST, partial_date
from dalil.matching.number_reading import leading_kind
from dalil.matching.qualifiers import country_key, stands_for_none
from dalil.matching.refusals import cannot_tell
from dalil.matching.screen import Subject

NEEDED = ("id", "name")
COLUMNS = (
    *NEEDED,
    "type",
    "birth_date",
    "country",
    "identifier",
    "gender",
    "birth_place",
    "address",
)
"""Columns that are used; others are named in the summary and left out."""
_SPLIT = re.compile(r"\s*[|;]\s*")
_KIND = re.compile(r"([^\W\d_][\w ./-]{0,40}?)\s*(?:\(([^()]{2,40})\))?\s*[:=]\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class Customer:
    """One row that can be screened.

    Attributes:
        row: Number of the row below the header.
        id: As the file calls it.
        subject: Whom.
        unknown: Countries that are not known, and left out: held against a listed country they
            would speak against the right person.
        undated: Birth dates that are held against none: days that stand for an unknown one, and years
            in which nobody who is screened was born.
    """

    row: int
    id: str
    subject: Subject
    unknown: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()


def check_columns(columns: Collection[str], path: str) -> tuple[str, ...]:
    """The columns that are not used.

    Raises:
        BadInput: One that is needed is missing.
    """
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise BadInput(
            f"{path} has the columns {', '.join(columns)[:300]}; {' and '.join(missing)} is missing.",
            f"Columns: {', '.join(COLUMNS)}.",
        )
    return tuple(name for name in columns if name not in COLUMNS)


def customer_of(row: int, cells: Mapping[str, str] | str, type_: str) -> Customer:
    """A row as a customer.

    Args:
        row: Its number.
        cells: By column, or why it could not be read.
        type_: Where the row names none.

    Raises:
        BadInput: Why it cannot be screened.
    """
    if isinstance(cells, str):
        raise BadInput(cells)
    given = {name: " ".join((cells.get(name) or "").split()) for name in COLUMNS}
    given["id"] = (cells.get("id") or "").strip()  # as it stands, so that rows can be joined back
    if not given["id"]:
        raise BadInput("id: the row has none")
    if len(given["name"]) > LONGEST:
        raise BadInput(f"name: {len(given['name'])} characters; the bound is {LONGEST}")
    kind = given["type"].lower() or type_
    if kind not in TYPES:
        raise BadInput(f"type: {kind[:40]!r} is none of {', '.join(TYPES)}")
    if reason := cannot_tell(given["name"], kind):
        raise BadInput(f"name: {given['name'][:80]!r} {reason}")
    countries = {text: _country(text) for text in _values(given["country"])}
    facts = Qualifiers(
        tuple(partial_date(text) for text in _values(given["birth_date"])),
        tuple(filter(None, countries.values())),
        given["gender"],
        _values(given["birth_place"]),
        tuple(filter(None, [given["address"]])),
        tuple(_identifier(text) for text in _values(given["identifier"])),
    )
    known = NOTHING_KNOWN if facts == NOTHING_KNOWN else facts
    unknown = tuple(text for text, read in countries.items() if not read)
    undated = tuple(date.value for date in facts.birth_dates if stands_for_none(date))
    return Customer(row, given["id"], Subject((given["name"],), kind, known), unknown, undated)


def _country(text: str) -> str:
    """A country as it was written, where it is known; else nothing."""
    key = country_key(text)
    return text if len(key) == len("GB") and key.isascii() else ""


def _values(text: str) -> tuple[str, ...]:
    return tuple(part for part in _SPLIT.split(text) if part)


def _identifier(text: str) -> tuple[str, str, str]:
    """``passport: X12``, ``passport (KZ): X12``, ``IMO 9074729``; the kind is "number" where none is known."""
    found = _KIND.fullmatch(text)
    kind, number = found.group(1, 3) if found else leading_kind(text)
    return kind or "number", number, (found.group(2) or "") if found else ""
