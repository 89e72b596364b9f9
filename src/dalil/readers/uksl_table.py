"""The UK Sanctions List as CSV (or the same table saved as a workbook).

The first row says when it was made, the second is the header; a party has a row for each name and
address, and they are joined by ``Unique ID``. Columns: FCDO, *UK Sanctions List* (2026); the order
of columns does not matter here.
"""
# ruff: noqa: RUF005  long tables of names stay readable as sums of short lists

from __future__ import annotations

from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.dates import iso_date
from dalil.readers.draft import Draft
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.tables import Row, table
from dalil.readers.uk_names import NAMES, TYPES, take_name

_MANY = {
    "regime_name": "programmes",
    "position": "positions",
    "nationality_ies": "countries",
    "current_believed_flag_of_ship": "countries",
}
_CONTACTS = {"phone_number": "phone", "website": "website", "email_address": "email"}
_TIES = {
    "subsidiaries": "subsidiary",
    "parent_company": "parent company",
    "current_owner_operator_s": "current owner or operator",
    "previous_owner_operator_s": "previous owner or operator",
}
_ADDRESS = (*(f"address_line_{n}" for n in range(1, 7)), "address_postal_code", "address_country")
_TAKEN = frozenset(
    [*NAMES, *_MANY, *_CONTACTS, *_TIES, *_ADDRESS]
    + ["last_updated", "unique_id", "name_type", "alias_strength", "designation_type", "d_o_b"]
    + ["name_non_latin_script", "non_latin_script_language", "non_latin_script_type"]
    + ["sanctions_imposed", "uk_statement_of_reasons", "date_designated", "gender"]
    + ["national_identifier_number", "passport_number", "town_of_birth", "country_of_birth"]
    + ["business_registration_number_s", "imo_number", "hull_identification_number_hin"]
    + ["national_identifier_additional_information", "passport_additional_information"]
)
KNOWN = _TAKEN | frozenset(
    ["ofsi_group_id", "un_reference_number", "title", "designation_source", "other_information"]
    + ["type_of_entity", "previous_flags", "type_of_ship", "tonnage_of_ship", "length_of_ship"]
    + ["year_built"]
)


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the table; one entry for each Unique ID, in the order of its first row.

    Raises:
        BadList: No header with ``Unique ID`` and ``Name 6``.
    """
    found = table(
        source.main, report, known=sorted(KNOWN), needed=("unique_id", "name_6", "regime_name")
    )
    for above in found.before:
        for cell in above:
            report.dated(_date_of(cell))
    drafts: dict[str, Draft] = {}
    for row in found.rows:
        number = row["unique_id"]
        if not number:
            report.refuse(row.place, "no Unique ID")
            continue
        if number not in drafts:
            kind = row["designation_type"] or row["individual_entity_ship"]
            drafts[number] = Draft(number, TYPES.get(kind.casefold(), "any"), row.place)
        _take(drafts[number], row, found.labels)
        report.place()
    for draft in drafts.values():
        if draft.named:
            yield draft.build()
        else:
            report.note(f"the entry {draft.id} has no name and is left out")


def _date_of(cell: str) -> str | None:
    """A date in a line such as ``Report Date: 21-Nov-2026``."""
    return iso_date(cell) or iso_date(cell.rpartition(":")[2].strip())


def _take(draft: Draft, row: Row, labels: dict[str, str]) -> None:
    row.keep(draft, _TAKEN, labels)
    take_name(draft, row.cells, row["name_type"], row["alias_strength"])
    language = row["non_latin_script_language"] or row["non_latin_script_type"]
    if row["name_non_latin_script"]:
        draft.name(row["name_non_latin_script"], "original script", None, language)
    elif language:
        draft.rest("Non-latin script", language)
    for key, field in _MANY.items():
        draft.put(field, row[key])
    for key, kind in _CONTACTS.items():
        draft.pair("contacts", kind, row[key])
    for key, kind in _TIES.items():
        draft.pair("relations", kind, row[key])
    draft.put("addresses", ", ".join(row[key] for key in _ADDRESS if row[key]))
    places = [row["town_of_birth"], row["country_of_birth"]]
    draft.put("birth_places", ", ".join(place for place in places if place))
    draft.put("measures", *row["sanctions_imposed"].split("|"))
    draft.reason(row["uk_statement_of_reasons"])
    draft.one("gender", row["gender"])
    if row["d_o_b"]:
        draft.birth(row["d_o_b"], "D.O.B")
    for key, field in (("date_designated", "listed_on"), ("last_updated", "updated_on")):
        if row[key]:
            draft.date(field, row[key], labels.get(key, key))
    _identify(draft, row)


def _identify(draft: Draft, row: Row) -> None:
    for key, kind, more in (
        ("passport_number", "Passport", "passport_additional_information"),
        ("national_identifier_number", "National ID", "national_identifier_additional_information"),
    ):
        draft.pair("identifiers", kind, row[key], "")
        if row[more]:
            draft.rest(f"{kind} details", f"{row[key]}: {row[more]}" if row[key] else row[more])
    for key, kind in (
        ("business_registration_number_s", "Business registration number"),
        ("imo_number", "IMO number"),
        ("hull_identification_number_hin", "Hull identification number"),
    ):
        draft.pair("identifiers", kind, row[key], "")
