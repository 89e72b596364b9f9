"""OFAC's lists in ``sdn.xml`` and ``consolidated.xml`` (one schema, ``sdnList``).

Layout: OFAC, ``sdn.xsd``; the numbers (``uid``) by which the file tells its own lines apart are left
out. The element of the date is really spelled ``publshInformation``. The list
that the file holds is told from its name and from the programmes: nothing else says it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.dates import iso_date
from dalil.readers.draft import Draft
from dalil.readers.ofac_remarks import settle_remarks
from dalil.readers.publishers import publishers
from dalil.readers.records import Account, deep, records, texts
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.xml_tree import Node

TYPES = {"individual": "person", "entity": "company", "vessel": "vessel", "aircraft": "aircraft"}
_KINDS = {"a.k.a.": "alias", "f.k.a.": "former name", "n.k.a.": "alias"}
_ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")
_ACCOUNT = Account(
    taken=[
        "uid",
        "firstName",
        "lastName",
        "title",
        "sdnType",
        "remarks",
        "programList/program",
        *(f"idList/id/{part}" for part in ("uid", "idType", "idNumber", "idCountry")),
        *(f"akaList/aka/{part}" for part in ("uid", "type", "category", "firstName", "lastName")),
        *(f"addressList/address/{part}" for part in (*_ADDRESS, "region", "uid")),
        *(
            f"{item}/uid"
            for item in (
                "nationalityList/nationality",
                "citizenshipList/citizenship",
                "dateOfBirthList/dateOfBirthItem",
                "placeOfBirthList/placeOfBirthItem",
            )
        ),
        "nationalityList/nationality/country",
        "citizenshipList/citizenship/country",
        "dateOfBirthList/dateOfBirthItem/dateOfBirth",
        "placeOfBirthList/placeOfBirthItem/placeOfBirth",
    ],
    known=[
        *(f"idList/id/{part}" for part in ("issueDate", "expirationDate")),
        "nationalityList/nationality/mainEntry",
        "citizenshipList/citizenship/mainEntry",
        "dateOfBirthList/dateOfBirthItem/mainEntry",
        "placeOfBirthList/placeOfBirthItem/mainEntry",
        *(
            f"vesselInfo/{part}"
            for part in (
                "callSign",
                "vesselType",
                "vesselFlag",
                "vesselOwner",
                "tonnage",
                "grossRegisteredTonnage",
            )
        ),
    ],
)
_ABOUT = ("publshInformation", "Publish_Date", "Record_Count")


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the file; entries in its order.

    Raises:
        BadList: Not this format, or not well-formed.
    """
    part = source.main
    if not part.name.casefold().startswith("sdn"):
        report.publisher = publishers()["ofac_cons"]
    told = None
    for record in records(part, "sdnList", ("sdnEntry", "publshInformation"), _ABOUT, report):
        if record.tag == "publshInformation":
            report.dated(iso_date(record.first("Publish_Date"), "mdy"))
            told = record.first("Record_Count")
            continue
        report.row()
        place = f"{record.path}, line {record.line}, number {record.first('uid')}"
        draft = _draft(record, place, report)
        if draft is None:
            report.refuse(place, "no number or no name")
            continue
        report.place()
        yield draft.build()
    if told and told.isdigit() and int(told) != report.rows:
        report.note(
            f"the file says that it has {told} records, but has {report.rows}: it may be cut"
        )


def _draft(record: Node, place: str, report: Report) -> Draft | None:
    number, last = record.first("uid"), record.first("lastName")
    kind = TYPES.get(record.first("sdnType").casefold())
    draft = Draft(number, kind or "any", place)
    _ACCOUNT.settle(record, draft, report)
    if not number or not last:
        return None
    if kind is None:
        draft.rest("sdnType", record.first("sdnType"))
    person_name(draft, last, record.first("firstName"), "primary", None)
    for aka in deep(record, "akaList/aka"):
        type_ = aka.first("type")
        label = _KINDS.get(type_.casefold(), "alias")
        if type_.casefold() not in _KINDS:
            draft.rest("akaList/aka/type", type_)
        person_name(
            draft, aka.first("lastName"), aka.first("firstName"), label, aka.first("category")
        )
    draft.put("positions", record.first("title"))
    draft.put("programmes", *texts(record, "programList/program"))
    draft.put("countries", *texts(record, "nationalityList/nationality/country"))
    draft.put("countries", *texts(record, "citizenshipList/citizenship/country"))
    draft.put("birth_places", *texts(record, "placeOfBirthList/placeOfBirthItem/placeOfBirth"))
    for item in deep(record, "dateOfBirthList/dateOfBirthItem"):
        draft.birth(item.first("dateOfBirth"), "dateOfBirth")
    for address in deep(record, "addressList/address"):
        parts = [address.first(name) for name in (*_ADDRESS, "region")]
        draft.put("addresses", ", ".join(part for part in parts if part))
    for found in deep(record, "idList/id"):
        _identifier(draft, found)
    settle_remarks(draft, record.first("remarks"))

    return draft


def _identifier(draft: Draft, found: Node) -> None:
    kind, number = found.first("idType"), found.first("idNumber")
    if kind == "Gender":
        draft.one("gender", number, "Gender")
    elif not number:
        draft.put("measures", kind)
    elif kind in ("Website", "Email Address", "Phone Number", "Fax Number"):
        draft.pair("contacts", kind.split(" ")[0].casefold(), number)
    elif kind.startswith(("Secondary sanctions", "Additional Sanctions", "Transactions Prohib")):
        draft.put("measures", f"{kind} {number}")
    elif kind.startswith("Executive Order"):
        draft.put("legal_basis", f"{kind} {number}")
    elif kind == "Vessel Registration Identification" and number.startswith("IMO "):
        draft.pair("identifiers", "IMO number", number[4:], found.first("idCountry"))
    else:
        draft.pair("identifiers", kind, number, found.first("idCountry"))


def person_name(draft: Draft, last: str, first: str, kind: str, quality: str | None) -> None:
    """A name of two fields, as OFAC prints it: ``LAST, First``."""
    whole = f"{last}, {first}" if last and first else last or first
    parts = (("family", last), ("given", first)) if first else ()
    draft.name(whole, kind, quality, parts=parts)
