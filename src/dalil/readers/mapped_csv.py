"""A table of the user's own, CSV or XLSX, read as a mapping says; or by plain column names.

The mapping is TOML: what the list is called, and which column feeds which field. Without one, the
columns are called as the fields are (``id``, ``name``, ``alias``, ``birth_date`` ...). A column that
the mapping does not name is reported and kept in ``rest``. See docs/reference/lists.md.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dalil.errors import BadInput
from dalil.matching.values import ListEntry
from dalil.readers.dates import iso_date
from dalil.readers.draft import Draft
from dalil.readers.publishers import KINDS, RESTRICTIONS
from dalil.readers.report import Report
from dalil.readers.source import Source, known_encoding
from dalil.readers.tables import Row, slug, table

_NAMES = {
    "name": ("primary", None),
    "alias": ("alias", None),
    "strong_alias": ("alias", "strong"),
    "weak_alias": ("alias", "weak"),
    "former_name": ("former name", None),
    "original_script": ("original script", None),
}
_MANY = {
    "country": "countries",
    "nationality": "countries",
    "address": "addresses",
    "programme": "programmes",
    "birth_place": "birth_places",
    "position": "positions",
    "legal_basis": "legal_basis",
    "measure": "measures",
    "topic": "topics",
}
_DATES = {"listed_on": "listed_on", "updated_on": "updated_on", "delisted_on": "delisted_on"}
_CONTACTS = ("phone", "email", "website")
_IDS = {"identifier": "identifier", "passport": "Passport", "national_id": "National ID"}
_IDS |= {"tax_number": "Tax number", "registration_number": "Registration number"}
_IDS |= {"imo_number": "IMO number", "lei": "LEI"}
FIELDS = frozenset(
    {"id", "type", "birth_date", "gender", "status", "reasons", "family", "given"}
    | {*_NAMES, *_MANY, *_DATES, *_CONTACTS, *_IDS}
)
_TYPES = {t: t for t in ("person", "company", "vessel", "aircraft", "any")} | {
    "individual": "person",
    "natural person": "person",
    "entity": "company",
    "organisation": "company",
    "organization": "company",
    "legal person": "company",
    "ship": "vessel",
}
_KEYS = frozenset(
    [
        "list",
        "title",
        "publisher",
        "licence",
        "restrictions",
        "kind",
        "attribution",
        "version",
        "delimiter",
        "encoding",
        "order",
        "split",
        "type",
        "columns",
        "types",
    ]
)
_WAY_OUT = "See docs/reference/lists.md, 'A table of your own'."


@dataclass(frozen=True, slots=True)
class Mapping:
    """What feeds what.

    Attributes:
        columns: Slugs of columns, by field.
        types: Type of entry, by the word in the table.
        default: Type of entries whose row does not say.
        delimiter: Of a CSV.
        split: What stands between several values in a cell.
        order: Order of day and month.
    """

    columns: dict[str, tuple[str, ...]]
    types: dict[str, str]
    default: str = "any"
    delimiter: str = ","
    split: str = ";"
    order: str = "dmy"


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the table; entries in its order.

    Raises:
        BadInput: A mapping that cannot be used.
        BadList: A column of the mapping that the table lacks.
    """
    mapping = _mapping(report)
    wanted = {column for columns in mapping.columns.values() for column in columns}
    needed: tuple[str, ...] = ("name",) if report.mapping is None else tuple(sorted(wanted))
    known = FIELDS if report.mapping is None else wanted
    found = table(source.main, report, known=known, needed=needed, delimiter=mapping.delimiter)
    for row in found.rows:
        draft = _draft(row, mapping)
        row.keep(draft, frozenset(wanted), found.labels)
        if not draft.named:
            report.refuse(row.place, "no name")
            continue
        report.place()
        yield draft.build()


def _mapping(report: Report) -> Mapping:
    if report.mapping is None:
        return Mapping({field: (field,) for field in FIELDS}, _TYPES)
    path = Path(report.mapping)
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"The mapping {path.name} cannot be read: {error}.", _WAY_OUT) from error
    if odd := given.keys() - _KEYS:
        raise BadInput(f"The mapping has unknown keys: {', '.join(sorted(odd))}.", _WAY_OUT)
    columns = _columns(given.get("columns"))
    _name_list(report, given)
    if "encoding" in given and not report.encoding:
        report.encoding = known_encoding(str(given["encoding"]))
    types = _TYPES | {str(k).casefold(): str(v) for k, v in given.get("types", {}).items()}
    if odd := {*types.values(), given.get("type", "any")} - set(_TYPES.values()):
        raise BadInput(f"The mapping has an unknown type: {', '.join(sorted(odd))}.", _WAY_OUT)
    order = str(given.get("order", "dmy"))
    if order not in ("dmy", "mdy"):
        raise BadInput(f"The mapping's order is {order!r}, but dmy or mdy is needed.", _WAY_OUT)
    return Mapping(
        columns,
        types,
        str(given.get("type", "any")),
        str(given.get("delimiter", ",")),
        str(given.get("split", ";")),
        order,
    )


def _columns(given: Any) -> dict[str, tuple[str, ...]]:  # noqa: ANN401  whatever TOML holds
    if not isinstance(given, dict) or not given.get("name"):
        raise BadInput("The mapping has no [columns] with a column for 'name'.", _WAY_OUT)
    found = {}
    for field, columns in given.items():
        if field not in FIELDS:
            known = ", ".join(sorted(FIELDS))
            raise BadInput(f"The mapping names the unknown field {field!r}.", f"Fields: {known}.")
        several = columns if isinstance(columns, list) else [columns]
        found[field] = tuple(slug(str(column)) for column in several)
    return found


def _name_list(report: Report, given: dict[str, Any]) -> None:
    """What the mapping says of the list itself."""
    told = {
        key: str(given[key])
        for key in ("title", "publisher", "licence", "attribution", "kind")
        if key in given
    }
    restrictions = tuple(str(word) for word in given.get("restrictions", ()))
    if odd := (set(restrictions) - RESTRICTIONS) | ({told.get("kind", "own")} - KINDS):
        raise BadInput(f"The mapping has an unknown word: {', '.join(sorted(odd))}.", _WAY_OUT)
    held = replace(report.publisher, **told)  # type: ignore[arg-type]
    if "list" in given:
        held = replace(held, id=str(given["list"]))
    if "restrictions" in given:
        held = replace(held, restrictions=restrictions)
    report.publisher = held
    report.dated(iso_date(str(given.get("version", ""))))


def _draft(row: Row, mapping: Mapping) -> Draft:
    def cells(field: str) -> list[str]:
        return [row[column] for column in mapping.columns.get(field, ()) if row[column]]

    def values(field: str) -> list[str]:
        parts = [p for cell in cells(field) for p in re.split(re.escape(mapping.split), cell)]
        return [part.strip() for part in parts if part.strip()]

    word = " ".join(cells("type")).casefold()
    number = " ".join(cells("id")) or _own_id(cells)
    draft = Draft(number, mapping.types.get(word, mapping.default), row.place, mapping.order)
    if word and word not in mapping.types:
        draft.rest("type", word)
    _names(draft, cells, values)
    for field, many in _MANY.items():
        draft.put(many, *values(field))
    for field, kind in _IDS.items():
        for text in values(field):
            draft.pair("identifiers", kind, text, "")
    for field in _CONTACTS:
        for text in values(field):
            draft.pair("contacts", field, text)
    for text in values("birth_date"):
        draft.birth(text, "birth_date")
    for field, name in _DATES.items():
        for text in cells(field):
            draft.date(name, text, field)
    for field in ("gender", "status"):
        for text in cells(field):
            draft.one(field, text)
    for text in cells("reasons"):
        draft.reason(text)
    return draft


def _own_id(cells: Any) -> str:  # noqa: ANN401  a function of a row
    """An id for a row without one: who it names, so that another person in its place is another entry."""
    told = [cell for field in ("name", "given", "family", "birth_date") for cell in cells(field)]
    return f"row-{hashlib.sha256(chr(31).join(told).casefold().encode()).hexdigest()[:12]}"


def _names(draft: Draft, cells: Any, values: Any) -> None:  # noqa: ANN401  two functions of a row
    family, given = " ".join(cells("family")), " ".join(cells("given"))
    parts = (("given", given), ("family", family)) if family and given else ()
    whole = " ".join(cells("name"))
    if whole or family or given:
        draft.name(whole or f"{given} {family}", parts=parts)
    for field, (kind, quality) in _NAMES.items():
        if field != "name":
            for text in values(field):
                draft.name(text, kind, quality)
