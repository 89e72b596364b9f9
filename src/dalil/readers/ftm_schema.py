"""What FollowTheMoney's schemata and properties become in a list entry.

Names only; the ``followthemoney`` package is not needed. A property that the model does not name is
reported by the readers and kept in ``rest``. Source: FollowTheMoney 4.11 model (MIT).
"""

from __future__ import annotations

from dalil.schema import matchable

_TYPES = {
    "Person": "person",
    "LegalEntity": "any",
    "Organization": "company",
    "Company": "company",
    "PublicBody": "company",
    "Vessel": "vessel",
    "Airplane": "aircraft",
    "Vehicle": "any",
    "Asset": "any",
    "RealEstate": "any",
    "CryptoWallet": "any",
    "Security": "any",
    "UserAccount": "any",
    "BankAccount": "any",
    "Thing": "any",
}

SUPPORT = {
    "Sanction": ("entity",),
    "Address": (),
    "Position": (),
    "Passport": ("holder",),
    "Identification": ("holder",),
    "Occupancy": ("holder",),
}
"""Schemata that say something of an entity and are none; the properties name whose they are."""

EDGES = {
    "Ownership": ("owner", "asset"),
    "Directorship": ("director", "organization"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Representation": ("agent", "client"),
    "Family": ("person", "relative"),
    "Associate": ("person", "associate"),
    "UnknownLink": ("subject", "object"),
    "Succession": ("predecessor", "successor"),
    "Payment": ("payer", "beneficiary"),
    "Debt": ("debtor", "creditor"),
    "Similar": ("candidate", "match"),
}
"""Schemata that join two entities, with the properties of both ends."""

NAMES = {
    "name": ("primary", None),
    "alias": ("alias", None),
    "weakAlias": ("alias", "weak"),
    "previousName": ("former name", None),
    "abbreviation": ("alias", None),
}
"""Properties that hold names, with kind and quality."""

MANY = {
    "nationality": "countries",
    "citizenship": "countries",
    "country": "countries",
    "jurisdiction": "countries",
    "mainCountry": "countries",
    "flag": "countries",
    "address": "addresses",
    "position": "positions",
    "birthPlace": "birth_places",
    "program": "programmes",
    "programId": "programmes",
    "topics": "topics",
}
"""Properties that become a field with several texts."""

CONTACTS = {"email": "email", "phone": "phone", "website": "website"}

IDENTIFIERS = frozenset(
    [
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
        "swiftBic",
        "bikCode",
        "dunsCode",
        "icijId",
        "opencorporatesUrl",
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
        "registrationNumberOther",
        "giiNumber",
        "permId",
        "ricCode",
        "iban",
        "bvdId",
    ]
)

PARTS = {
    "firstName": "given",
    "secondName": "middle",
    "middleName": "middle",
    "fatherName": "patronymic",
    "lastName": "family",
}


def type_of(schema: str) -> str | None:
    """The type of entry of a schema; None for one that is no entity of its own."""
    return _TYPES.get(schema)


def properties() -> frozenset[str]:
    """The names of every property of the model."""
    return matchable.properties()
