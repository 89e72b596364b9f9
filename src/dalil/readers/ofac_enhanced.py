"""OFAC's lists in the Enhanced XML format (``sanctionsData``).

Names stand in every script under one alias; features carry birth dates as ranges of days; one entity
may be on several lists. The numbers by which the file refers to itself are left out. Layout: OFAC, ``ENHANCED_XML.xsd``, and the file of January 2025.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.draft import Draft
from dalil.readers.ofac_xml import TYPES
from dalil.readers.publishers import publishers
from dalil.readers.records import Account, deep, records, texts, truth
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.xml_tree import Node

_T = "names/name/translations/translation"
_A = "addresses/address"
_AT = f"{_A}/translations/translation"
_F = "features/feature"
_D = "identityDocuments/identityDocument"
_R = "relationships/relationship"
_KINDS = {"a.k.a.": "alias", "f.k.a.": "former name", "n.k.a.": "alias"}
_PARTS = {"last name": "family", "first name": "given", "patronymic": "patronymic"}
_ACCOUNT = Account(
    taken=[
        "@id",
        "generalInfo/entityType",
        "generalInfo/title",
        "sanctionsLists/sanctionsList",
        "sanctionsLists/sanctionsList@datePublished",
        "sanctionsPrograms/sanctionsProgram",
        "sanctionsTypes/sanctionsType",
        "legalAuthorities/legalAuthority",
        "names/name/isPrimary",
        "names/name/aliasType",
        "names/name/isLowQuality",
        f"{_T}/isPrimary",
        f"{_T}/script",
        f"{_T}/formattedFullName",
        f"{_T}/formattedFirstName",
        f"{_T}/formattedLastName",
        f"{_T}/nameParts/namePart/type",
        f"{_T}/nameParts/namePart/value",
        f"{_A}/country",
        f"{_AT}/isPrimary",
        f"{_AT}/script",
        f"{_AT}/addressParts/addressPart/type",
        f"{_AT}/addressParts/addressPart/value",
        f"{_F}/type",
        f"{_F}/value",
        *(f"{_F}/{part}" for part in ("isPrimary", "versionId", "valueRefId")),
        "generalInfo/identityId",
        *(
            f"{_F}/valueDate/{part}"
            for part in ("fromDateBegin", "fromDateEnd", "toDateBegin", "toDateEnd")
        ),
        f"{_F}/valueDate/isApproximate",
        f"{_F}/valueDate/isDateRange",
        f"{_D}/type",
        f"{_D}/documentNumber",
        f"{_D}/issuingCountry",
        f"{_R}/type",
        f"{_R}/relatedEntity",
        f"{_R}/relatedEntity@entityId",
    ],
    known=[
        "generalInfo/remarks",
        "generalInfo/entityType@refId",
        *(
            f"{path}@{name}"
            for path in (
                "sanctionsLists/sanctionsList",
                "sanctionsPrograms/sanctionsProgram",
                "sanctionsTypes/sanctionsType",
                "legalAuthorities/legalAuthority",
            )
            for name in ("refId", "id")
        ),
        "names/name@id",
        "names/name/aliasType@refId",
        f"{_T}@id",
        f"{_T}/script@refId",
        f"{_T}/nameParts/namePart@id",
        f"{_T}/nameParts/namePart/type@refId",
        f"{_A}@id",
        f"{_A}/country@refId",
        f"{_AT}@id",
        f"{_AT}/script@refId",
        f"{_AT}/addressParts/addressPart@id",
        f"{_AT}/addressParts/addressPart/type@refId",
        f"{_F}@id",
        f"{_F}/type@featureTypeId",
        *(f"{_F}/{part}" for part in ("reliability", "comments")),
        f"{_F}/reliability@refId",
        f"{_F}/valueDate@id",
        f"{_D}@id",
        f"{_D}/type@refId",
        f"{_D}/name",
        f"{_D}/name@nameId",
        f"{_D}/name@nameTranslationId",
        *(f"{_D}/{p}" for p in ("isValid", "issuingLocation", "issuingAuthority", "issueDate")),
        *(f"{_D}/{p}" for p in ("expirationDate", "comments")),
        f"{_D}/issuingCountry@refId",
        f"{_R}@id",
        f"{_R}/type@refId",
        *(f"{_R}/{part}" for part in ("quality", "comments", "isFormer")),
        f"{_R}/quality@refId",
    ],
)
_QUIET = frozenset({"refId", "id", "featureTypeId", "nameId", "nameTranslationId"})
_OUTER = [
    "publicationInfo",
    "dataAsOf",
    "filters",
    "sanctionsLists",
    "sanctionsList",
    "referenceValues",
    "referenceValue",
    "type",
    "value",
    "featureTypes",
    "featureType",
    "entities",
]


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the file; entries in its order.

    Raises:
        BadList: Not this format, or not well-formed.
    """
    tags = ("entity", "publicationInfo", "referenceValues", "featureTypes")
    for record in records(source.main, "sanctionsData", tags, _OUTER, report):
        if record.tag == "publicationInfo":
            report.dated(record.first("dataAsOf"))
            lists = texts(record, "filters/sanctionsLists/sanctionsList")
            if lists and not any(name == "SDN List" for name in lists):
                report.publisher = publishers()["ofac_cons"]
        if record.tag != "entity":
            continue
        report.row()
        draft = _draft(record, report)
        if not draft.id or not draft.named:
            report.refuse(draft.place, "no number or no name")
            continue
        report.place()
        yield draft.build()


def _draft(record: Node, report: Report) -> Draft:
    number = record.attributes.get("id", "")
    general = deep(record, "generalInfo")
    kind = (texts(record, "generalInfo/entityType") or [""])[0]
    place = f"{record.path}, line {record.line}, number {number}"
    draft = Draft(number, TYPES.get(kind.casefold(), "any"), place)
    _forget_keys(record)
    _ACCOUNT.settle(record, draft, report)
    if draft.type == "any":
        draft.rest("generalInfo/entityType", kind)
    for info in general:
        draft.put("positions", *(node.text for node in info.all("title")))
    for name in deep(record, "names/name"):
        _name(draft, name)
    for listed in deep(record, "sanctionsLists/sanctionsList"):
        _listed(draft, listed)
    draft.put("programmes", *texts(record, "sanctionsPrograms/sanctionsProgram"))
    draft.put("measures", *texts(record, "sanctionsTypes/sanctionsType"))
    draft.put("legal_basis", *texts(record, "legalAuthorities/legalAuthority"))
    for address in deep(record, "addresses/address"):
        _address(draft, address)
    for feature in deep(record, "features/feature"):
        _feature(draft, feature)
    for found in deep(record, "identityDocuments/identityDocument"):
        draft.pair(
            "identifiers",
            found.first("type"),
            found.first("documentNumber"),
            found.first("issuingCountry"),
        )
    for tie in deep(record, "relationships/relationship"):
        for whom in tie.all("relatedEntity"):
            number = whom.attributes.get("entityId", "")
            draft.pair("relations", tie.first("type"), f"{whom.text} [{number}]")
    return draft


def _forget_keys(record: Node) -> None:
    """Leave out the numbers by which the file refers to itself; they say nothing of the entry."""
    stack = list(record.children)
    while stack:
        node = stack.pop()
        for key in _QUIET & node.attributes.keys():
            if node.tag != "relatedEntity":
                del node.attributes[key]
        stack.extend(node.children)


def _name(draft: Draft, name: Node) -> None:
    label = name.first("aliasType").casefold()
    kind = "primary" if truth(name.first("isPrimary")) else _KINDS.get(label, "alias")
    quality = "weak" if truth(name.first("isLowQuality")) else None
    if kind != "primary" and quality is None:
        quality = "strong"
    for form in deep(name, "translations/translation"):
        script = form.first("script")
        parts = tuple(
            (_PARTS.get(part.first("type").casefold(), part.first("type")), part.first("value"))
            for part in deep(form, "nameParts/namePart")
        )
        given = " ".join(form.first(f) for f in ("formattedLastName", "formattedFirstName"))
        text = form.first("formattedFullName") or given
        own = kind if truth(form.first("isPrimary")) or script == "Latin" else "original script"
        draft.name(text, own, quality, script, parts if len(parts) > 1 else ())


def _listed(draft: Draft, listed: Node) -> None:
    date = listed.attributes.get("datePublished", "")
    known = listed.text == "Consolidated List"
    draft.rest("list", f"{listed.text} since {date}" if date else listed.text)
    if date and not known:
        draft.date("listed_on", date, "datePublished")


def _address(draft: Draft, address: Node) -> None:
    country = address.first("country")
    forms = deep(address, "translations/translation")
    for form in forms:
        values = [part.first("value") for part in deep(form, "addressParts/addressPart")]
        draft.put("addresses", ", ".join([*filter(None, values), *([country] if country else [])]))
    if not forms:
        draft.put("addresses", country)


_FIELDS = {
    "place of birth": "birth_places",
    "nationality country": "countries",
    "citizenship country": "countries",
    "nationality of registration": "countries",
    "vessel flag": "countries",
    "title": "positions",
}
_CONTACTS = {"website": "website", "email address": "email", "phone number": "phone", "fax": "fax"}


def _feature(draft: Draft, feature: Node) -> None:
    kind, value = feature.first("type"), feature.first("value")
    low = kind.casefold().strip()
    if low == "birthdate":
        draft.birth(value, "Birthdate")
    elif low == "gender":
        draft.one("gender", value, "Gender")
    elif low in _FIELDS:
        draft.put(_FIELDS[low], value)
    elif low in _CONTACTS:
        draft.pair("contacts", _CONTACTS[low], value)
    elif low.startswith("digital currency address") or low in ("mmsi", "swift/bic", "bik (ru)"):
        draft.pair("identifiers", kind, value, "")
    elif low.startswith(("executive order", "caatsa", "ifca")):
        draft.put("legal_basis", f"{kind} {value}")
    elif low.startswith(("secondary sanctions", "additional sanctions", "transactions prohib")):
        draft.put("measures", f"{kind} {value}")
    else:
        draft.rest(kind, value)
