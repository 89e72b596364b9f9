"""GLEIF's legal entities (LEI-CDF 2.1 to 3.1), XML, record by record.

Names in all languages, transliterated and former names, both addresses, registration numbers.
Source: GLEIF, *LEI-CDF v3.1*. Being in this register says that a body exists, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.draft import Draft
from dalil.readers.records import Account, deep, records
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.xml_tree import Node

ADDRESS = (
    "FirstAddressLine",
    "AddressNumber",
    "AddressNumberWithinBuilding",
    "AdditionalAddressLine",
    "City",
    "Region",
    "Country",
    "PostalCode",
)
_PLACES = (
    "Entity/LegalAddress",
    "Entity/HeadquartersAddress",
    "Entity/OtherAddresses/OtherAddress",
    "Entity/TransliteratedOtherAddresses/TransliteratedOtherAddress",
)
_OTHERS = (
    ("Entity/OtherEntityNames/OtherEntityName", "alias"),
    ("Entity/TransliteratedOtherEntityNames/TransliteratedOtherEntityName", "alias"),
)
_REGISTERS = ("Entity/RegistrationAuthority", "Registration/ValidationAuthority")
_ACCOUNT = Account(
    taken=[
        *("LEI", "Entity/LegalName", "Entity/LegalName@lang", "Entity/LegalJurisdiction"),
        *(path for path, _ in _OTHERS),
        *(f"{path}@{name}" for path, _ in _OTHERS for name in ("lang", "type")),
        *(f"{path}/{part}" for path in _PLACES for part in ADDRESS),
        *(f"{path}@{name}" for path in _PLACES for name in ("lang", "type")),
        *("Entity/EntityStatus", "Entity/RegistrationAuthority/RegistrationAuthorityEntityID"),
        *("Registration/LastUpdateDate", "Entity/RegistrationAuthority/RegistrationAuthorityID"),
        "Entity/RegistrationAuthority/OtherRegistrationAuthorityID",
    ],
    known=[
        *(f"{path}/MailRouting" for path in _PLACES),
        *("Entity/EntityCategory", "Entity/EntitySubCategory", "Entity/EntityCreationDate"),
        *("Entity/LegalForm/EntityLegalFormCode", "Entity/LegalForm/OtherLegalForm"),
        *("Entity/EntityExpirationDate", "Entity/EntityExpirationReason"),
        *("Entity/AssociatedEntity@type", "Entity/AssociatedEntity/AssociatedLEI"),
        "Entity/AssociatedEntity/AssociatedEntityName",
        *("Entity/SuccessorEntity/SuccessorLEI", "Entity/SuccessorEntity/SuccessorEntityName"),
        *(f"Entity/{e}/SuccessorEntityName@lang" for e in ("SuccessorEntity",)),
        "Entity/AssociatedEntity/AssociatedEntityName@lang",
        *(
            f"Entity/LegalEntityEvents/LegalEntityEvent{tail}"
            for tail in (
                *("@group_type", "@event_status", "@group_id", "@group_sequence_no"),
                *("/LegalEntityEventType", "/LegalEntityEventEffectiveDate"),
                *("/LegalEntityEventRecordedDate", "/ValidationDocuments", "/ValidationReference"),
                "/AffectedFields/AffectedField",
                "/AffectedFields/AffectedField@field_xpath",
            )
        ),
        *(
            f"Registration/{part}"
            for part in (
                *(
                    "InitialRegistrationDate",
                    "RegistrationStatus",
                    "NextRenewalDate",
                    "ManagingLOU",
                ),
                *("ValidationSources", "ValidationAuthority/ValidationAuthorityID"),
                "ValidationAuthority/ValidationAuthorityEntityID",
                "ValidationAuthority/OtherValidationAuthorityID",
                *(
                    "OtherValidationAuthorities/OtherValidationAuthority/" + name
                    for name in (
                        "ValidationAuthorityID",
                        "ValidationAuthorityEntityID",
                        "OtherValidationAuthorityID",
                    )
                ),
            )
        ),
        *(f"Extension/{path}" for path in ("Geocoding", "ConformityFlag", "Deletion")),
        *(
            f"Extension/Geocoding/{part}"
            for part in (
                *("original_address", "relevance", "match_type", "lat", "lng", "geocoding_date"),
                *("bounding_box", "match_level", "formatted_address", "mapped_location_id"),
                *("mapped_street", "mapped_housenumber", "mapped_postalcode", "mapped_city"),
                *(
                    "mapped_district",
                    "mapped_state",
                    "mapped_country",
                    "geocoding_failed",
                    "TopLeft.Latitude",
                ),
                *("TopLeft.Longitude", "BottomRight.Latitude", "BottomRight.longitude"),
            )
        ),
        "Extension/Deletion/DeletedAt",
    ],
)
_HEADER = [
    "LEIHeader",
    "ContentDate",
    "Originator",
    "FileContent",
    "DeltaStart",
    "RecordCount",
    "LEIRecords",
]


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the file; entries in its order.

    Raises:
        BadList: Not this format, or not well-formed.
    """
    tags = ("LEIRecord", "LEIHeader")
    for record in records(source.main, "LEIData", tags, _HEADER, report):
        if record.tag == "LEIHeader":
            report.dated(record.first("ContentDate"))
            continue
        report.row()
        number = record.first("LEI")
        place = f"{record.path}, line {record.line}, {number}"
        draft = Draft(number, "company", place)
        _take(draft, record, report)
        if not number or not draft.named:
            report.refuse(place, "no LEI or no name")
            continue
        report.place()
        yield draft.build()


def _take(draft: Draft, record: Node, report: Report) -> None:
    _ACCOUNT.settle(record, draft, report)
    for name in deep(record, "Entity/LegalName"):
        draft.name(name.text, "primary", None, name.attributes.get("lang"))
    for path, kind in _OTHERS:
        for name in deep(record, path):
            label = name.attributes.get("type", "")
            own = "former name" if "PREVIOUS" in label else kind
            draft.name(name.text, own, None, name.attributes.get("lang"))
    for path in _PLACES:
        for address in deep(record, path):
            lines = [node.text for part in ADDRESS for node in address.all(part)]
            draft.put("addresses", ", ".join(filter(None, lines)))
    for address in deep(record, "Entity/LegalAddress"):
        draft.put("countries", address.first("Country"))
    draft.put("countries", *(n.text for n in deep(record, "Entity/LegalJurisdiction")))
    draft.pair("identifiers", "LEI", draft.id, "")
    for authority in deep(record, "Entity/RegistrationAuthority"):
        kind = authority.first("RegistrationAuthorityID") or "registration number"
        draft.pair("identifiers", kind, authority.first("RegistrationAuthorityEntityID"), "")
        draft.rest("registration authority", authority.first("OtherRegistrationAuthorityID"))
    for status in deep(record, "Entity/EntityStatus"):
        draft.one("status", status.text)
    for date in deep(record, "Registration/LastUpdateDate"):
        draft.date("updated_on", date.text[:10], "LastUpdateDate")
