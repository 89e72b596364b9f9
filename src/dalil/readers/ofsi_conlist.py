"""The closed OFSI Consolidated List (ConList), CSV or XLSX, layouts of 2010 to 2026.

The first row says when it was last updated, the second is the header; a party has a row for each
name, joined by ``Group ID``. From 2022 ``Other Information`` holds further fields as
``(UK Sanctions List Ref):GHR0001. (Gender):Male``; they are taken apart, and the whole text is kept.
Source: HM Treasury, *Consolidated List format guide*. The list was closed on 2026-01-28.
"""
# ruff: noqa: RUF005  long tables of names stay readable as sums of short lists

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.dates import iso_date
from dalil.readers.draft import Draft
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.tables import Row, table
from dalil.readers.uk_names import NAMES, TYPES, take_name

_ADDRESS = (*(f"address_{n}" for n in range(1, 7)), "post_zip_code", "country")
_TAKEN = frozenset(
    [*NAMES, *_ADDRESS, "group_id", "group_type", "alias_type", "alias_quality", "regime"]
    + ["dob", "town_of_birth", "country_of_birth", "nationality", "position", "listed_on"]
    + ["passport_number", "passport_details", "national_identification_number", "ni_number"]
    + ["national_identification_details", "last_updated", "name_non_latin_script"]
    + ["non_latin_script_type", "non_latin_script_language"]
)
KNOWN = _TAKEN | frozenset(["title", "other_information", "uk_sanctions_list_date_designated"])
_KEYS = re.compile(r"\(([A-Z][^():]{2,60})\):\s*")
_CONTACTS = {"Phone number": "phone", "Website": "website", "Email address": "email"}
_NUMBERS = {
    "IMO number": "IMO number",
    "Business Reg No": "Business registration number",
    "Hull identification number (HIN)": "Hull identification number",
}
_TIES = {
    "Parent company": "parent company",
    "Subsidiaries": "subsidiary",
    "Current owners": "current owner or operator",
    "Current owner/operator": "current owner or operator",
    "Previous owner/operator": "previous owner or operator",
}


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the table; one entry for each Group ID, in the order of its first row.

    Raises:
        BadList: No header with ``Group ID`` and ``Name 6``.
    """
    found = table(source.main, report, known=sorted(KNOWN), needed=("group_id", "name_6", "regime"))
    for above in found.before:
        for cell in above:
            report.dated(iso_date(cell))
    drafts: dict[str, Draft] = {}
    for row in found.rows:
        number = row["group_id"]
        if not number:
            report.refuse(row.place, "no Group ID")
            continue
        if number not in drafts:
            kind = TYPES.get(row["group_type"].casefold(), "any")
            drafts[number] = Draft(number, kind, row.place)
        _take(drafts[number], row, found.labels)
        report.place()
    for draft in drafts.values():
        if draft.named:
            yield draft.build()
        else:
            report.note(f"the entry {draft.id} has no name and is left out")


def _take(draft: Draft, row: Row, labels: dict[str, str]) -> None:
    row.keep(draft, _TAKEN, labels)
    take_name(draft, row.cells, row["alias_type"], row["alias_quality"])
    language = row["non_latin_script_language"] or row["non_latin_script_type"]
    if row["name_non_latin_script"]:
        draft.name(row["name_non_latin_script"], "original script", None, language)
    elif language:
        draft.rest("Non-Latin Script", language)
    draft.put("addresses", ", ".join(row[key] for key in _ADDRESS if row[key]))
    draft.put("programmes", row["regime"])
    draft.put("countries", *_numbered(row["nationality"]))
    draft.put("positions", *_numbered(row["position"]))
    places = [row["town_of_birth"], row["country_of_birth"]]
    draft.put("birth_places", ", ".join(place for place in places if place))
    if row["dob"]:
        draft.birth(row["dob"], "DOB")
    for key, field in (("listed_on", "listed_on"), ("last_updated", "updated_on")):
        if row[key]:
            draft.date(field, row[key], labels.get(key, key))
    _identify(draft, row)
    _other(draft, row["other_information"])


def _numbered(text: str) -> list[str]:
    """The parts of ``(1) one (2) two``."""
    parts = [part.strip() for part in re.split(r"(?:^|\s)\(\d{1,2}\)\s*", text)]
    return [part for part in parts if part]


def _identify(draft: Draft, row: Row) -> None:
    for number, details, kind in (
        ("passport_number", "passport_details", "Passport"),
        ("national_identification_number", "national_identification_details", "National ID"),
        ("ni_number", "", "National ID"),
    ):
        text, more = row[number], row[details] if details else ""
        if not text:  # the layout of 2016 has the number among the details
            text, more = (more, "") if number == "passport_number" else ("", more)
        for part in _numbered(text):
            draft.pair("identifiers", kind, part, "")
        if more:
            draft.rest(f"{kind} details", f"{text}: {more}" if text else more)


def _other(draft: Draft, text: str) -> None:
    """The fields inside ``Other Information``; the whole text stands in ``rest`` already."""
    pieces = _KEYS.split(text)
    for key, value in zip(pieces[1::2], pieces[2::2], strict=False):
        value = value.strip()
        if key == "UK Statement of Reasons":
            draft.reason(value)
        elif key == "Gender":
            draft.one("gender", value.rstrip("."), "Gender")
        elif key in _CONTACTS:
            draft.pair("contacts", _CONTACTS[key], value.rstrip("."))
        elif key in _NUMBERS:
            draft.pair("identifiers", _NUMBERS[key], value.rstrip("."), "")
        elif key in _TIES:
            draft.pair("relations", _TIES[key], value.rstrip("."))
        elif key in ("UK Sanctions List Ref", "UN Ref"):
            draft.pair("identifiers", key, value.split(" ")[0].rstrip("."), "")
