"""FollowTheMoney schemata that can be asked for and answered with, and what their properties say.

Names and labels only, of the published model (FollowTheMoney 4.11, MIT); the package itself is not
imported. A schema or property that stands here in no table cannot be asked with: the entrances
refuse it by name instead of passing over it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema of the model.

    Attributes:
        name: As FtM writes it.
        label: For people, singular.
        plural: For people.
        ancestors: All schemata that it is one of, itself included.
        type: The type of list entry that it is compared as.
        matchable: Whether an example of it may be matched.
    """

    name: str
    label: str
    plural: str
    ancestors: tuple[str, ...]
    type: str
    matchable: bool = True


def _schema(
    name: str, label: str, plural: str, above: str, type_: str = "any", *, matchable: bool = True
) -> Schema:
    return Schema(name, label, plural, (name, *above.split()), type_, matchable)


SCHEMATA: dict[str, Schema] = {
    found.name: found
    for found in (
        _schema("Thing", "Thing", "Things", "", matchable=False),
        _schema("LegalEntity", "Legal entity", "Legal entities", "Thing"),
        _schema("Person", "Person", "People", "LegalEntity Thing", "person"),
        _schema("Organization", "Organization", "Organizations", "LegalEntity Thing", "company"),
        _schema(
            "Company",
            "Company",
            "Companies",
            "Organization LegalEntity Asset Value Thing",
            "company",
        ),
        _schema(
            "PublicBody",
            "Public body",
            "Public bodies",
            "Organization LegalEntity Thing",
            "company",
        ),
        _schema("Asset", "Asset", "Assets", "Value Thing", matchable=False),
        _schema("Vehicle", "Vehicle", "Vehicles", "Asset Value Thing"),
        _schema("Vessel", "Vessel", "Vessels", "Vehicle Asset Value Thing", "vessel"),
        _schema("Airplane", "Airplane", "Airplanes", "Vehicle Asset Value Thing", "aircraft"),
        _schema("Address", "Address", "Addresses", "Thing"),
        _schema("BankAccount", "Bank account", "Bank accounts", "Asset Value Thing"),
        _schema("CryptoWallet", "Cryptocurrency wallet", "Cryptocurrency wallets", "Value Thing"),
        _schema("Position", "Position", "Positions", "Thing"),
        _schema("Security", "Security", "Securities", "Asset Value Thing"),
        _schema("UserAccount", "User account", "User accounts", "Thing"),
        _schema("Sanction", "Sanction", "Sanctions", "Interval", matchable=False),
        _schema("UnknownLink", "Other link", "Other links", "Interest Interval", matchable=False),
    )
}
"""Schemata by name. Events, documents and edges of the model are left out: lists hold none."""

OF_TYPE = {
    "person": "Person",
    "company": "Organization",
    "vessel": "Vessel",
    "aircraft": "Airplane",
}
"""Schema of a type of list entry where the list does not say one itself; else a LegalEntity."""

NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")
PARTS = ("firstName", "secondName", "middleName", "fatherName", "motherName", "lastName")
"""Parts of a person's name; joined in this order (without ``motherName``) they make one name."""
BIRTHS = ("birthDate",)
COUNTRIES = (
    "nationality",
    "citizenship",
    "country",
    "jurisdiction",
    "mainCountry",
    "birthCountry",
    "flag",
)
PLACES = ("birthPlace",)
GENDERS = ("gender",)
ADDRESSES = ("address", "full")
NUMBERS = (
    "idNumber",
    "passportNumber",
    "registrationNumber",
    "taxNumber",
    "innCode",
    "ogrnCode",
    "kppCode",
    "okpoCode",
    "vatCode",
    "leiCode",
    "isin",
    "isinCode",
    "swiftBic",
    "bikCode",
    "dunsCode",
    "icijId",
    "npiCode",
    "uniqueEntityId",
    "cageCode",
    "imoNumber",
    "mmsi",
    "callSign",
    "serialNumber",
    "socialSecurityNumber",
    "uscCode",
    "nipNumber",
    "wikidataId",
    "publicKey",
    "opencorporatesUrl",
    "giiNumber",
    "permId",
    "ricCode",
    "iban",
    "bvdId",
    "licenseNumber",
    "cikCode",
    "irsCode",
    "ticker",
    "accountNumber",
    "icaoCode",
    "crsNumber",
    "authorityId",
    "unscId",
)
"""Properties that hold numbers which name one party."""

SCORED = frozenset(
    (*NAMES, *PARTS, *BIRTHS, *COUNTRIES, *PLACES, *GENDERS, *ADDRESSES, *NUMBERS)
) - {"motherName"}
"""Properties of an example that the score looks at."""

LABELS = {
    "name": "Name",
    "alias": "Other name",
    "weakAlias": "Weak alias",
    "previousName": "Previous name",
    "abbreviation": "Abbreviation",
    "firstName": "First name",
    "middleName": "Middle name",
    "fatherName": "Patronymic",
    "lastName": "Last name",
    "birthDate": "Birth date",
    "birthPlace": "Place of birth",
    "gender": "Gender",
    "nationality": "Nationality",
    "citizenship": "Citizenship",
    "country": "Country",
    "jurisdiction": "Jurisdiction",
    "flag": "Flag",
    "address": "Address",
    "position": "Position",
    "topics": "Topics",
    "program": "Program",
    "notes": "Notes",
    "email": "E-Mail",
    "phone": "Phone",
    "website": "Website",
    "idNumber": "ID Number",
    "passportNumber": "Passport number",
    "registrationNumber": "Registration number",
    "taxNumber": "Tax Number",
    "leiCode": "LEI",
    "swiftBic": "SWIFT/BIC",
    "innCode": "INN",
    "ogrnCode": "OGRN",
    "imoNumber": "IMO Number",
    "mmsi": "MMSI",
    "callSign": "Call Sign",
    "serialNumber": "Serial Number",
    "publicKey": "Public key",
    "sourceUrl": "Source link",
    "modifiedAt": "Modified on",
    "createdAt": "Created at",
}
"""Properties of list entries that are offered to people, with their labels."""


def is_a(schema: str, wanted: str) -> bool:
    """Whether a schema is another or one of its kinds; an unknown one is only itself."""
    found = SCHEMATA.get(schema)
    return schema == wanted or (found is not None and wanted in found.ancestors)


@cache
def properties() -> frozenset[str]:
    """The names of every property of the model; an example may carry any, few are scored."""
    text = files("dalil.schema").joinpath("ftm_properties.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))
