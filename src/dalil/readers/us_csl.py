"""The US Consolidated Screening List of trade.gov, CSV: thirteen lists of three departments.

Several values stand in one cell with ``; `` between them. An identifier is ``country, number, kind``
(parts may be missing); gender and notes stand among the identifiers too. The list a row comes from is
kept as a programme and as a topic. Layout: International Trade Administration, CSV of 2022.
"""
# ruff: noqa: RUF005  long tables of names stay readable as sums of short lists

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.draft import Draft
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.tables import Row, table

_TYPES = {"individual": "person", "entity": "company", "vessel": "vessel", "aircraft": "aircraft"}
_TAKEN = frozenset(
    ["id", "source", "type", "programs", "name", "title", "addresses", "start_date", "end_date"]
    + ["federal_register_notice", "license_requirement", "license_policy", "vessel_flag"]
    + ["alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "ids"]
)
KNOWN = _TAKEN | frozenset(
    ["entity_number", "standard_order", "call_sign", "vessel_type", "gross_tonnage", "vessel_owner"]
    + ["gross_registered_tonnage", "remarks", "source_list_url", "source_information_url"]
)
_MANY = re.compile(r";\s+|;$")
_CONTACTS = {"website": "website", "email address": "email", "phone number": "phone", "fax": "fax"}


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the table; entries in its order.

    Raises:
        BadList: No header with ``source``, ``name`` and ``alt_names``.
    """
    found = table(source.main, report, known=KNOWN, needed=("source", "name", "alt_names"))
    for row in found.rows:
        draft = Draft(row["id"] or row["entity_number"], _TYPES.get(row["type"].casefold(), "any"))
        draft.place = row.place
        _take(draft, row, found.labels)
        if not draft.id or not draft.named:
            report.refuse(row.place, "no id or no name")
            continue
        report.place()
        yield draft.build()


def _several(text: str) -> list[str]:
    return [part.strip() for part in _MANY.split(text) if part.strip()]


def _take(draft: Draft, row: Row, labels: dict[str, str]) -> None:
    row.keep(draft, _TAKEN, labels)
    if draft.type == "any" and row["type"]:
        draft.rest("type", row["type"])
    draft.name(row["name"])
    for name in _several(row["alt_names"]):
        draft.name(name, "alias")
    draft.put("positions", row["title"])
    draft.put("programmes", *_several(row["programs"]), row["source"])
    draft.put("topics", _topic(row["source"]))
    draft.put("addresses", *_several(row["addresses"]))
    for key in ("citizenships", "nationalities", "vessel_flag"):
        draft.put("countries", *_several(row[key]))
    draft.put("birth_places", *_several(row["places_of_birth"]))
    for text in _several(row["dates_of_birth"]):
        draft.birth(text, "dates_of_birth")
    draft.put("legal_basis", row["federal_register_notice"])
    draft.put("measures", row["license_requirement"], row["license_policy"])
    for key, field in (("start_date", "listed_on"), ("end_date", "delisted_on")):
        if row[key]:
            draft.date(field, row[key], key)
    for text in _several(row["ids"]):
        _identify(draft, text)


def _topic(source: str) -> str:
    low = source.casefold()
    if "treasury" in low or "nonproliferation" in low:
        return "sanction"
    return "debarment" if "debarred" in low else "export.control"


def _identify(draft: Draft, text: str) -> None:
    parts = [part.strip() for part in text.rsplit(",", 1)]
    if len(parts) == 1:
        draft.rest("ids", text)
        return
    value, kind = parts
    country, comma, number = value.partition(", ")
    if kind == "Gender":
        draft.one("gender", value, "Gender")
    elif kind.casefold() in _CONTACTS:
        draft.pair("contacts", _CONTACTS[kind.casefold()], value)
    elif kind.startswith("Executive Order"):
        draft.put("legal_basis", f"{kind} {value}")
    elif kind.startswith(("Secondary sanctions", "Additional Sanctions", "Transactions Prohib")):
        draft.put("measures", f"{kind} {value}")
    elif kind == "Vessel Registration Identification" and value.startswith("IMO "):
        draft.pair("identifiers", "IMO number", value[4:], "")
    elif comma and len(country) == 2 and country.isupper():
        draft.pair("identifiers", kind, number, country)
    else:
        draft.pair("identifiers", kind, value, "")
