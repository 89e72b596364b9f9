"""Australia's consolidated list (DFAT), XLSX or the same table as CSV.

A party has a row for each name: reference ``101`` holds the primary name, ``101a`` an alias, and they
are joined by the number. Cells repeat on every row. Columns: DFAT, *Regulation 8 Consolidated* (2024)
and *Australian Sanctions Consolidated List* (2026).
"""
# ruff: noqa: RUF005  long tables of names stay readable as sums of short lists

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.dates import iso_date
from dalil.readers.draft import EMPTY, Draft
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.tables import Row, table

_TYPES = {"individual": "person", "entity": "company", "vessel": "vessel", "ship": "vessel"}
_KINDS = {
    "primary name": "primary",
    "original script": "original script",
    "aka": "alias",
    "alias": "alias",
    "formerly": "former name",
    "former name": "former name",
    "fka": "former name",
}
_MEASURES = ("travel_ban", "arms_embargo", "maritime_restriction", "targeted_financial_sanction")
_TAKEN = frozenset(
    ["reference", "name_of_individual_or_entity", "type", "name_type", "alias_strength"]
    + ["date_of_birth", "place_of_birth", "citizenship", "address", "listing_information"]
    + ["committees", "control_date", "instrument_of_designation", "imo_number", *_MEASURES]
)
KNOWN = _TAKEN | {"additional_information", "targeted_financial_sanctions"}
_REFERENCE = re.compile(r"(\d+)\s*([a-z]\w*)?", re.IGNORECASE)
_LETTERED = re.compile(r"(?:^|\s)\(?[a-z]{1,2}\)\s+")


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the table; one entry for each reference number, in the order of its first row.

    Raises:
        BadList: No header with ``Reference`` and ``Name of Individual or Entity``.
    """
    needed = ("reference", "name_of_individual_or_entity", "type")
    found = table(source.main, report, known=KNOWN, needed=needed)
    drafts: dict[str, Draft] = {}
    for row in found.rows:
        reference = _REFERENCE.fullmatch(row["reference"])
        if reference is None:
            report.refuse(row.place, f"the reference {row['reference']!r} is no number")
            continue
        number = reference.group(1)
        if number not in drafts:
            kind = _TYPES.get(row["type"].casefold(), "any")
            drafts[number] = Draft(number, kind, row.place)
        _take(drafts[number], row, found.labels, bool(reference.group(2)))
        report.dated(iso_date(row["control_date"]))
        report.place()
    for draft in drafts.values():
        if draft.named:
            yield draft.build()
        else:
            report.note(f"the entry {draft.id} has no name and is left out")


def _take(draft: Draft, row: Row, labels: dict[str, str], alias: bool) -> None:
    row.keep(draft, _TAKEN, labels)
    label = row["name_type"]
    kind = _KINDS.get(label.casefold(), "alias" if alias else "primary")
    strength = row["alias_strength"]
    grade = strength.casefold()
    quality = "weak" if "weak" in grade or "low" in grade else strength or None
    if label and label.casefold() not in _KINDS:
        draft.rest("Name Type", f"{row['name_of_individual_or_entity']}: {label}")
    draft.name(row["name_of_individual_or_entity"], kind, quality)
    if row["date_of_birth"]:
        draft.birth(row["date_of_birth"], "Date of Birth")
    for key, field in (
        ("place_of_birth", "birth_places"),
        ("citizenship", "countries"),
        ("address", "addresses"),
    ):
        draft.put(field, *lettered(row[key]))
    draft.put("programmes", row["committees"])
    draft.put("legal_basis", row["instrument_of_designation"], row["listing_information"])
    draft.pair("identifiers", "IMO number", row["imo_number"], "")
    for key in _MEASURES:
        if row[key] and row[key].casefold() not in ("false", "no", "n", *EMPTY):
            draft.put("measures", labels.get(key, key))
    if row["control_date"]:
        draft.date("updated_on", row["control_date"], "Control Date")


def lettered(text: str) -> list[str]:
    """The parts of ``a) one b) two``; a cell without letters is one part, and ``NA`` is none."""
    parts = [part.strip(" ,;") for part in _LETTERED.split(text)]
    return [part for part in parts if part.casefold() not in EMPTY]
