"""The UK Sanctions List as XML (``Designations/Designation``), the sole UK list since 2026-01-28.

Fields are known by the name of the element that holds the text, whatever stands around it: the
publisher has moved wrappers before. Layout: FCDO, *UK Sanctions List: XML format*, as far as it is
known here (``basis`` in ``publishers.toml``); an element that is not known is reported and kept.
"""
# ruff: noqa: RUF005  long tables of names stay readable as sums of short lists

from __future__ import annotations

from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.dates import iso_date
from dalil.readers.draft import Draft
from dalil.readers.records import records, truth
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.uk_names import TYPES, take_name
from dalil.readers.xml_tree import Node

_NAME = frozenset([*(f"Name{n}" for n in range(1, 7)), "NameType", "AliasStrength"])
_SCRIPT = frozenset(["NameNonLatinScript", "NonLatinScriptType", "NonLatinScriptLanguage"])
_ADDRESS = (*(f"AddressLine{n}" for n in range(1, 7)), "AddressPostalCode", "AddressCountry")
_PASSPORT = ("PassportNumber", "PassportAdditionalInformation")
_NATIONAL = ("NationalIdentifierNumber", "NationalIdentifierAdditionalInformation")
_BIRTH = ("TownOfBirth", "CountryOfBirth")
_GROUPED = frozenset([*_NAME, *_SCRIPT, *_ADDRESS, *_PASSPORT, *_NATIONAL, *_BIRTH])
_MANY = {
    "RegimeName": "programmes",
    "Position": "positions",
    "Nationality": "countries",
    "CurrentBelievedFlagOfShip": "countries",
}
_CONTACTS = {"PhoneNumber": "phone", "Website": "website", "EmailAddress": "email"}
_TIES = {
    "Subsidiary": "subsidiary",
    "ParentCompany": "parent company",
    "CurrentOwnerOperator": "current owner or operator",
    "PreviousOwnerOperator": "previous owner or operator",
}
_NUMBERS = {
    "BusinessRegistrationNumber": "Business registration number",
    "IMONumber": "IMO number",
    "HullIdentificationNumber": "Hull identification number",
    "HIN": "Hull identification number",
}
_REST = frozenset(
    ["OFSIGroupID", "UNReferenceNumber", "Title", "DesignationSource", "OtherInformation"]
    + ["TypeOfEntity", "PreviousFlag", "TypeOfShip", "TypeOfShipDetails", "TonnageOfShip"]
    + ["LengthOfShip", "YearBuilt", "TonnageOfShipDetails", "LengthOfShipDetails"]
)
_SINGLE = frozenset(
    ["UniqueID", "LastUpdated", "DateDesignated", "SanctionsImposed", "UKStatementofReasons"]
    + ["IndividualEntityShip", "Gender", "DOB"]
)
_SEVERAL = {**_MANY, **_CONTACTS, **_TIES, **_NUMBERS}
_PLURALS = {f"{name}s": name for name in _SEVERAL} | {
    "Nationalities": "Nationality",
    "Subsidiaries": "Subsidiary",
    "ParentCompanies": "ParentCompany",
    "TypeOfEntities": "TypeOfEntity",
    "DOBs": "DOB",
}


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the file; one entry for each Designation, those with one Unique ID joined.

    Raises:
        BadList: Not this format, or not well-formed.
    """
    tags, around = ("Designation", "DateGenerated"), ("DateGenerated",)
    drafts: dict[str, Draft] = {}
    for record in records(source.main, "Designations", tags, around, report):
        if record.tag == "DateGenerated":
            report.dated(iso_date(record.text[:10]) or iso_date(record.text))
            continue
        report.row()
        number = record.first("UniqueID")
        place = f"{record.path}, line {record.line}, number {number}"
        if not number:
            report.refuse(place, "no UniqueID")
            continue
        kind = TYPES.get(record.first("IndividualEntityShip").casefold(), "any")
        draft = drafts.setdefault(number, Draft(number, kind, place))
        _walk(draft, record, record, report)
        report.place()
        report.dated(iso_date(record.first("LastUpdated")))
    for draft in drafts.values():
        if draft.named:
            yield draft.build()
        else:
            report.note(f"the entry {draft.id} has no name and is left out")


def _walk(draft: Draft, record: Node, node: Node, report: Report) -> None:
    """Take a group of fields that belong together, then go into what is below."""
    tags = {child.tag for child in node.children}
    if tags & _NAME:
        parts = {f"name_{n}": node.first(f"Name{n}") for n in range(1, 7)}
        take_name(draft, parts, node.first("NameType"), node.first("AliasStrength"))
    if tags & _SCRIPT:
        language = node.first("NonLatinScriptLanguage") or node.first("NonLatinScriptType")
        draft.name(node.first("NameNonLatinScript"), "original script", None, language)
    if tags & set(_ADDRESS):
        parts_of = [node.first(tag) for tag in _ADDRESS]
        draft.put("addresses", ", ".join(part for part in parts_of if part))
    if tags & set(_BIRTH):
        places = [node.first(tag) for tag in _BIRTH]
        draft.put("birth_places", ", ".join(place for place in places if place))
    for (number, more), kind in ((_PASSPORT, "Passport"), (_NATIONAL, "National ID")):
        draft.pair("identifiers", kind, node.first(number), "")
        if node.first(more):
            draft.rest(f"{kind} details", f"{node.first(number)}: {node.first(more)}")
    for child in node.children:
        if child.children:
            _walk(draft, record, child, report)
        if child.attributes:
            report.unknown[f"{record.tag}//{child.tag}@{'@'.join(child.attributes)}"] += 1
            for name, value in child.attributes.items():
                draft.rest(f"{child.path[len(record.path) + 1 :]}@{name}", value)
        if child.text or not child.children:
            _leaf(draft, record, child, report)


def _leaf(draft: Draft, record: Node, node: Node, report: Report) -> None:
    tag, text = _PLURALS.get(node.tag, node.tag), node.text
    if tag in _GROUPED or tag == "UniqueID":
        return
    if "SanctionsImposedIndicators" in node.path:
        if truth(text):
            draft.put("measures", tag)
        return
    if tag in _MANY:
        draft.put(_MANY[tag], text)
    elif tag in _CONTACTS:
        draft.pair("contacts", _CONTACTS[tag], text)
    elif tag in _TIES:
        draft.pair("relations", _TIES[tag], text)
    elif tag in _NUMBERS:
        draft.pair("identifiers", _NUMBERS[tag], text, "")
    elif tag in _SINGLE:
        _single(draft, tag, text)
    else:
        if tag not in _REST and (text or tag not in _WRAPPERS):
            report.unknown[f"{record.tag}//{tag}"] += 1
        draft.rest(node.path[len(record.path) + 1 :], text)


_WRAPPERS = frozenset(
    [*_PLURALS, "Names", "Name", "NonLatinNames", "NonLatinName", "Addresses", "Address"]
    + ["IndividualDetails", "Individual", "EntityDetails", "Entity", "ShipDetails", "Ship"]
    + ["BirthDetails", "Location", "Titles", "Genders", "PassportDetails", "Passport"]
    + ["NationalIdentifierDetails", "NationalIdentifier", "PreviousFlags", "YearsBuilt"]
    + ["SanctionsImposedIndicators"]
)


def _single(draft: Draft, tag: str, text: str) -> None:
    if tag == "DOB":
        if text:
            draft.birth(text, "DOB")
    elif tag == "Gender":
        draft.one("gender", text, tag)
    elif tag == "SanctionsImposed":
        draft.put("measures", *text.split("|"))
    elif tag == "UKStatementofReasons":
        draft.reason(text)
    elif tag == "DateDesignated" and text:
        draft.date("listed_on", text, tag)
    elif tag == "LastUpdated" and text:
        draft.date("updated_on", text, tag)
    elif tag == "IndividualEntityShip" and text.casefold() not in TYPES:
        draft.rest(tag, text)
