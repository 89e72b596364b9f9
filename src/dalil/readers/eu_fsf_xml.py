"""The EU's consolidated financial sanctions list in its XML format 1.1 (``export/sanctionEntity``).

Values stand in attributes. A name has ``strong="false"`` where it identifies badly; a birth date in
another calendar than the Gregorian is kept in ``rest`` and not turned. Layout: European Commission,
``20171012-FULL-schema-1_1(xsd)``. Only the Official Journal is authentic.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.draft import Draft
from dalil.readers.records import Account, records
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.xml_tree import Node

TYPES = {"person": "person", "enterprise": "company", "p": "person", "e": "company"}
_SUMMARY = [
    f"{part}/regulationSummary@{name}"
    for part in ("nameAlias", "citizenship", "birthdate", "address", "identification")
    for name in ("regulationType", "publicationDate", "numberTitle", "publicationUrl")
]
_DETAIL = [
    f"{part}{tail}"
    for part in ("", "nameAlias", "citizenship", "birthdate", "address", "identification")
    for tail in ("@logicalId", "@regulationLanguage")
]
_MORE = [
    f"{part}{tail}"
    for part in (
        *("", "regulation/", "nameAlias/", "citizenship/", "birthdate/", "address/"),
        "identification/",
    )
    for tail in ("remark", "additionalInformation@key", "additionalInformation@value")
]
_NAME = ("firstName", "middleName", "lastName", "wholeName", "function", "gender", "nameLanguage")
_ADDRESS = ("street", "poBox", "zipCode", "city", "place", "region", "countryDescription")
_BIRTH = ("birthdate", "year", "monthOfYear", "dayOfMonth", "yearRangeFrom", "yearRangeTo")
_PLACE = ("place", "city", "region", "countryDescription")
_ACCOUNT = Account(
    taken=[
        *("@designationDate", "@delistingDate", "@euReferenceNumber", "@unitedNationId"),
        *("subjectType@code", "subjectType@classificationCode", "remark"),
        *(f"regulation@{n}" for n in ("programme", "numberTitle", "logicalId")),
        "regulation/publicationUrl",
        *(f"nameAlias@{n}" for n in (*_NAME, "strong")),
        *(f"citizenship@{n}" for n in ("countryDescription", "countryIso2Code")),
        *(f"birthdate@{n}" for n in (*_BIRTH, *_PLACE, "circa", "calendarType")),
        "birthdate@countryIso2Code",
        *(f"address@{n}" for n in (*_ADDRESS, "countryIso2Code")),
        *(f"address/contactInfo@{n}" for n in ("key", "value")),
        *(
            f"identification@{n}"
            for n in (
                "identificationTypeCode",
                "identificationTypeDescription",
                "number",
                "latinNumber",
                "countryDescription",
                "countryIso2Code",
            )
        ),
        *(_SUMMARY + _DETAIL),
    ],
    known=[
        *_MORE,
        "@designationDetails",
        *(
            f"regulation@{n}"
            for n in ("regulationType", "organisationType", "publicationDate", "entryIntoForceDate")
        ),
        *(
            f"regulation/corrigendum@{n}"
            for n in ("regulationType", "publicationDate", "numberTitle", "publicationUrl")
        ),
        "nameAlias@title",
        *(f"citizenship@{n}" for n in ("acquisitionDate", "disenfranchisementDate", "region")),
        "birthdate@zipCode",
        "address@asAtListingTime",
        *(
            f"identification@{n}"
            for n in (
                *("diplomatic", "knownExpired", "knownFalse", "reportedLost", "revokedByIssuer"),
                *("issueDate", "issuedBy", "nameOnDocument", "validFrom", "validTo", "region"),
            )
        ),
    ],
)


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the file; entries in its order.

    Raises:
        BadList: Not this format, or not well-formed.
    """
    for record in records(source.main, "export", ("sanctionEntity",), ("export",), report):
        report.row()
        number = record.attributes.get("euReferenceNumber") or record.attributes.get(
            "logicalId", ""
        )
        place = f"{record.path}, line {record.line}, number {number}"
        draft = _draft(record, number, place, report)
        if not number or not draft.named:
            report.refuse(place, "no reference number or no name")
            continue
        report.place()
        for regulation in record.all("regulation"):
            report.dated(regulation.attributes.get("publicationDate"))
        yield draft.build()


def _draft(record: Node, number: str, place: str, report: Report) -> Draft:
    codes = [n.attributes for n in record.all("subjectType")]
    code = codes[0].get("code", "") if codes else ""
    short = codes[0].get("classificationCode", "") if codes else ""
    draft = Draft(number, TYPES.get(code.casefold()) or TYPES.get(short.casefold(), "any"), place)
    _ACCOUNT.settle(record, draft, report)
    if draft.type == "any" and code:
        draft.rest("subjectType", code)
    given = record.attributes
    draft.pair("identifiers", "UN reference", given.get("unitedNationId", ""), "")
    for key, field in (("designationDate", "listed_on"), ("delistingDate", "delisted_on")):
        if given.get(key):
            draft.date(field, given[key], key)
    for remark in record.all("remark"):
        draft.reason(remark.text)
    for regulation in record.all("regulation"):
        draft.put("programmes", regulation.attributes.get("programme", ""))
        title = regulation.attributes.get("numberTitle", "")
        draft.put(
            "legal_basis", " ".join(filter(None, (title, regulation.first("publicationUrl"))))
        )
    for name in record.all("nameAlias"):
        _name(draft, name)
    for citizen in record.all("citizenship"):
        draft.put("countries", _country(citizen))
    for birth in record.all("birthdate"):
        take_birth(draft, birth.attributes)
    for address in record.all("address"):
        _address(draft, address)
    for found in record.all("identification"):
        _identify(draft, found)
    return draft


def _country(node: Node) -> str:
    name = node.attributes.get("countryDescription", "")
    code = node.attributes.get("countryIso2Code", "")
    return code if name in ("", "UNKNOWN") and code != "00" else "" if name == "UNKNOWN" else name


def _name(draft: Draft, name: Node) -> None:
    given = name.attributes
    take_name(draft, given)
    draft.put("positions", given.get("function", ""))
    if given.get("gender") not in (None, "?"):
        draft.one("gender", given["gender"], "nameAlias@gender")


def take_name(draft: Draft, given: dict[str, str]) -> None:
    """A name of first, middle, last and whole name; the first strong one is the primary."""
    pieces = [given.get(key, "") for key in ("firstName", "middleName", "lastName")]
    text = given.get("wholeName") or " ".join(piece for piece in pieces if piece)
    weak = given.get("strong", "true").casefold() == "false"
    kind = "alias" if draft.named or weak else "primary"
    quality = "weak" if weak else "strong" if kind == "alias" else None
    parts = tuple(zip(("given", "middle", "family"), pieces, strict=True)) if pieces[2] else ()
    if text.strip():
        draft.name(text, kind, quality, given.get("nameLanguage"), parts)


def take_birth(draft: Draft, given: dict[str, str]) -> None:
    """A birth date of a whole date, of parts, or of a range of years; and its place."""
    places = [given.get(key, "") for key in _PLACE]
    draft.put("birth_places", ", ".join(p for p in places if p and p != "UNKNOWN"))
    year, month, day = (given.get(k, "") for k in ("year", "monthOfYear", "dayOfMonth"))
    first, last = given.get("yearRangeFrom", ""), given.get("yearRangeTo", "")
    text = given.get("birthdate", "")
    if not text and year:
        text = "-".join(p if i == 0 else p.zfill(2) for i, p in enumerate((year, month, day)) if p)
        text = year if day and not month else text
    if not text and (first or last):
        text = f"{first or last} to {last or first}"
    if not text:
        return
    if given.get("calendarType", "GREGORIAN") not in ("GREGORIAN", ""):
        draft.rest(f"birth date ({given['calendarType']} calendar)", text)
        return
    draft.birth(f"circa {text}" if given.get("circa", "").casefold() == "true" else text)


def _address(draft: Draft, address: Node) -> None:
    parts = [address.attributes.get(key, "") for key in _ADDRESS]
    text = ", ".join(part for part in parts if part and part != "UNKNOWN")
    draft.put("addresses", text or _country(address))
    for info in address.all("contactInfo"):
        kind = info.attributes.get("key", "").casefold()
        draft.pair("contacts", kind, info.attributes.get("value", ""))


def _identify(draft: Draft, found: Node) -> None:
    given = found.attributes
    kind = given.get("identificationTypeDescription") or given.get("identificationTypeCode", "")
    number = given.get("number") or given.get("latinNumber", "")
    draft.pair("identifiers", kind, number, _country(found))
    latin = given.get("latinNumber", "")
    if latin and latin != number:
        draft.pair("identifiers", kind, latin, _country(found))
