"""The EU's consolidated financial sanctions list as CSV: semicolons, a row for each detail.

Both layouts are read: 1.0 (``Naal_wholename`` ...) and 1.1 (``NameAlias_WholeName`` ...). A party's
rows are joined by its logical id; a row holds a name, or an address, or a birth date, or a document,
or a citizenship. Columns: European Commission, *FSF CSV export* 1.0 and 1.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.dates import iso_date
from dalil.readers.draft import Draft
from dalil.readers.eu_fsf_xml import TYPES, take_birth, take_name
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.tables import Row, slug, table

_OLD = {
    "number": "entity_logical_id",
    "reference": "eu_ref_num",
    "type": "subject_type",
    "remark": "entity_remark",
    "programme": "programme",
    "title": "leba_numtitle",
    "url": "leba_url",
    "published": "leba_publication_date",
    "name": "naal_",
    "address": "addr_",
    "birth": "birt_",
    "document": "iden_",
    "citizen": "citi_",
    "made": "date_file",
}
_NEW = {
    "number": "entity_logicalid",
    "reference": "entity_eu_referencenumber",
    "type": "entity_subjecttype",
    "remark": "entity_remark",
    "programme": "entity_regulation_programme",
    "title": "entity_regulation_numbertitle",
    "url": "entity_regulation_publicationurl",
    "published": "entity_regulation_publicationdate",
    "name": "namealias_",
    "address": "address_",
    "birth": "birthdate_",
    "document": "identification_",
    "citizen": "citizenship_",
    "made": "filegenerationdate",
}
_NAME = {
    "firstname": "firstName",
    "middlename": "middleName",
    "lastname": "lastName",
    "wholename": "wholeName",
    "language": "nameLanguage",
    "namelanguage": "nameLanguage",
    "strong": "strong",
}
_BIRTH = {
    "date": "birthdate",
    "birthdate": "birthdate",
    "year": "year",
    "month": "monthOfYear",
    "day": "dayOfMonth",
    "yearrangefrom": "yearRangeFrom",
    "yearrangeto": "yearRangeTo",
    "circa": "circa",
    "calendartype": "calendarType",
    "place": "place",
    "city": "city",
    "region": "region",
    "country": "countryDescription",
    "countrydescription": "countryDescription",
}
_ADDRESS = ("number", "street", "pobox", "zipcode", "city", "place", "region", "other")
_COUNTRY = ("countrydescription", "country", "countryiso2code")
_QUIET = ("logical_id", "logicalid", "leba_numtitle", "leba_publication_date", "leba_url")
_REGULATION = [
    "regulation_type",
    "regulation_organisationtype",
    "regulation_publicationdate",
    "regulation_entryintoforcedate",
    "regulation_numbertitle",
    "regulation_programme",
    "regulation_publicationurl",
    "regulationlanguage",
    "remark",
    "programme",
]
_DETAILS = {
    "name": (*_NAME, "gender", "title", "function"),
    "address": (*_ADDRESS, *_COUNTRY, "contactinfo", "asatlistingtime"),
    "birth": (*_BIRTH, "zipcode", "countryiso2code"),
    "document": (
        *("number", "latinnumber", "country", "countrydescription", "countryiso2code", "typecode"),
        *("typedescription", "diplomatic", "knownexpired", "knownfalse", "reportedlost"),
        *("revokedbyissuer", "issuedby", "issueddate", "issuedate", "validfrom", "validto"),
        *("nameondocument", "region"),
    ),
    "citizen": ("country", "countrydescription", "countryiso2code", "region"),
}
_ENTITY = [
    "entity_unitednationid",
    "entity_designationdate",
    "entity_designationdetails",
    "entity_subjecttype_classificationcode",
    "entity_regulation_type",
    "entity_regulation_organisationtype",
    "entity_regulation_entryintoforcedate",
    "entity_delistingdate",
]


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the table; one entry for each logical id.

    Raises:
        BadList: Neither layout's header.
    """
    part = source.main
    first = slug(part.head(64).decode("utf-8", "ignore").partition(";")[0].lstrip("\ufeff"))
    keys = _NEW if first == "filegenerationdate" else _OLD
    known = [value for value in keys.values() if not value.endswith("_")]
    known += [*_ENTITY, "date_filexxxx", f"{keys['number']} again"]
    for kind, names in _DETAILS.items():
        known += [f"{keys[kind]}{name}" for name in (*names, *_QUIET, *_REGULATION)]
    for times in range(2, 6):
        known.append(keys["number"] + " again" * times)
    needed = (keys["number"], keys["type"], f"{keys['name']}wholename")
    found = table(part, report, known=known, needed=needed, delimiter=";")
    drafts: dict[str, Draft] = {}
    for row in found.rows:
        number = row[keys["number"]]
        if not number:
            report.refuse(row.place, "no logical id")
            continue
        if number not in drafts:
            reference = row[keys["reference"]] or number
            type_ = TYPES.get(row[keys["type"]].casefold(), "any")
            drafts[number] = Draft(reference, type_, row.place)
        _take(drafts[number], row, keys, found.labels)
        report.dated(iso_date(row[keys["made"]] or row["date_filexxxx"]))
        report.place()
    for draft in drafts.values():
        if draft.named:
            yield draft.build()
        else:
            report.note(f"the entry {draft.id} has no name and is left out")


def _take(draft: Draft, row: Row, keys: dict[str, str], labels: dict[str, str]) -> None:
    taken = {key for key in row.cells if key.endswith(_QUIET) or key.startswith(keys["number"])}
    taken |= {keys[k] for k in ("reference", "type", "remark", "programme", "title", "url")}
    taken |= {"entity_unitednationid", "entity_designationdate", "entity_delistingdate"}
    taken |= {keys["made"], "date_filexxxx", "entity_subjecttype_classificationcode"}
    draft.put("programmes", row[keys["programme"]])
    draft.put("legal_basis", f"{row[keys['title']]} {row[keys['url']]}")
    draft.reason(row[keys["remark"]])
    draft.pair("identifiers", "UN reference", row["entity_unitednationid"], "")
    for key, field in (
        ("entity_designationdate", "listed_on"),
        ("entity_delistingdate", "delisted_on"),
    ):
        if row[key]:
            draft.date(field, row[key], key)
    taken |= _name(draft, row, keys["name"]) | _birth(draft, row, keys["birth"])
    taken |= _others(draft, row, keys)
    row.keep(draft, frozenset(taken), labels)


def _name(draft: Draft, row: Row, head: str) -> set[str]:
    given = {field: row[head + key] for key, field in _NAME.items() if row[head + key]}
    take_name(draft, given)
    draft.put("positions", row[f"{head}function"])
    if row[f"{head}gender"]:
        draft.one("gender", row[f"{head}gender"], "gender")
    return {head + key for key in (*_NAME, "function", "gender")}


def _birth(draft: Draft, row: Row, head: str) -> set[str]:
    given = {field: row[head + key] for key, field in _BIRTH.items() if row[head + key]}
    if given:
        take_birth(draft, given)
    return {head + key for key in _BIRTH}


def _others(draft: Draft, row: Row, keys: dict[str, str]) -> set[str]:
    head = keys["address"]
    country = next((row[head + key] for key in _COUNTRY if row[head + key]), "")
    parts = [row[head + key] for key in _ADDRESS]
    draft.put("addresses", ", ".join(part for part in (*parts, country) if part))
    draft.pair("contacts", "contact", row[f"{head}contactinfo"])
    taken = {head + key for key in (*_ADDRESS, *_COUNTRY, "contactinfo")}
    head = keys["document"]
    country = next((row[head + key] for key in _COUNTRY if row[head + key]), "")
    kind = row[f"{head}typedescription"] or row[f"{head}typecode"] or "document"
    for key in ("number", "latinnumber"):
        draft.pair("identifiers", kind, row[head + key], country)
    taken |= {
        head + key for key in ("number", "latinnumber", "typecode", "typedescription", *_COUNTRY)
    }
    head = keys["citizen"]
    draft.put("countries", next((row[head + key] for key in _COUNTRY if row[head + key]), ""))
    return taken | {head + key for key in _COUNTRY}
