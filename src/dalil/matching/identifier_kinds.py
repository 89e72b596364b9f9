"""Kinds of identifiers: the words by which lists and customers call them, and what each is worth.

A kind that stands here names its numbers' scheme; families are kinds that people write for one
another (a tax number where the register says INN). The table knows no number and compares nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scheme:
    """A kind of identifier.

    Attributes:
        name: Short name.
        families: Kinds for which people write this one.
        strong: A number of it names one party.
        one_each: A party has one, so that two that differ are two parties.
        everywhere: Unique in the world, whatever country stands beside it.
        letters: May hold no digit.
        slight: Many bear the same, such as the code of a name's characters.
        bank: Names the bank of a party, and so all its customers.
        land: ISO code of the one state that gives them, or "".
        sizes: Numbers of digits that they have, where these are always the same.
    """

    name: str
    families: frozenset[str]
    strong: bool = True
    one_each: bool = False
    everywhere: bool = False
    letters: bool = False
    slight: bool = False
    bank: bool = False
    land: str = ""
    sizes: frozenset[int] = frozenset()


def _scheme(name: str, families: str, marks: str = "") -> Scheme:
    said = marks.split()
    return Scheme(
        name,
        frozenset(families.split()),
        "weak" not in said,
        "one" in said,
        "world" in said,
        "letters" in said,
        "slight" in said,
        "bank" in said,
        next((mark for mark in said if len(mark) == len("kz")), ""),
        frozenset(int(mark) for mark in said if mark.isdecimal()),
    )


_TABLE = (
    # name, families, marks, words by which it is called (phrases between semicolons)
    ("lei", "company", "one world", "lei; legal entity identifier; lei code"),
    ("imo", "ship", "one world 7", "imo"),
    ("mmsi", "ship", "world", "mmsi"),
    ("isin", "security", "world", "isin"),
    ("bic", "bank", "world letters bank", "bic; swift"),
    ("bik", "bank", "bank ru", "bik; бик"),
    ("duns", "company", "world 9", "duns; dun bradstreet"),
    ("uei", "company", "one us", "uei; unique entity"),
    ("npi", "person company", "one us 10", "npi"),
    ("ogrn", "company", "one ru 13 15", "ogrn; ogrnip; огрн; огрнип"),
    ("bin", "company tax", "one kz 12", "bin; бин; бсн"),
    ("iin", "person tax", "one kz 12", "iin; иин; жсн"),
    ("inn", "tax company", "one ru 10 12", "inn; инн"),
    ("pesel", "person tax", "one pl 11", "pesel"),
    ("ssn", "person tax", "one 9", "ssn; social security; social insurance"),
    ("ein", "tax company", "one us 9", "ein; employer identification"),
    ("crypto", "wallet", "world letters", "crypto; digital currency; wallet; bitcoin; public key"),
    ("vat", "tax company", "", "vat; value added tax; ust idnr; tva"),
    (
        "tax", "tax company person", "",
        "tax; taxpayer; fiscal; tin; rfc; nit; cuit; cuil; ruc; cnpj; cpf; nif; nip; irs; utr; steuernummer; "
        "налоговый; налоговый номер; codice fiscale",
    ),
    (
        "passport", "travel", "",
        "passport; passports; passport number; travel document; laissez passer; паспорт; passeport; "
        "pasaporte; reisepass; төлқұжат; passaporte; pass",
    ),
    (
        "nationalid", "person tax", "",
        "national id; national identity; national identification; national identifier; national no; "
        "national number; national insurance; identity card; identity number; identity document; "
        "id card; identification card; personal id; personal identification; personal number; "
        "personal code; citizen; cedula; cédula; dni; curp; aadhaar; tazkira; tazkera; nik; "
        "удостоверение; удостоверение личности",
    ),
    (
        "registration", "company ship", "",
        "registration; registry; register; registered; reg; company number; company no; company id; "
        "company code; business number; business no; business id; business identification; "
        "enterprise number; enterprise no; enterprise identification; commercial; trade license; "
        "trade licence; business license; business licence; companies house; incorporation; krs; "
        "regon; siren; siret; edrpou; егрпоу; єдрпоу; okpo; окпо; uen; crn; cr; kvk; hrb; hra; rcs; "
        "abn; acn; uscc; usc; unified social credit; organization code; organisation code; "
        "organization number; organisation number; folio mercantil; legal entity number; matricula; "
        "matrícula; регистрационный; рег; тіркеу",
    ),
    ("characters", "characters", "weak slight", "chinese commercial code"),
    ("hull", "ship", "", "hull; hin"),
    ("aircraft", "aircraft", "", "tail number; serial number; msn; serial"),
    ("licence", "licence", "weak", "driver license; drivers license; driving licence; driver s license; driving license; driver licence"),
    ("account", "bank", "weak", "iban; account"),
    ("phone", "contact", "weak", "phone; telephone; tel; mobile; fax; телефон; тел"),
    ("email", "mail", "weak letters", "email; e mail; mail"),
    ("website", "web", "weak letters", "website; web; url"),
)  # fmt: skip

KINDS: dict[str, Scheme] = {
    name: _scheme(name, families, marks) for name, families, marks, _ in _TABLE
}
PHRASES: tuple[tuple[str, str], ...] = tuple(
    sorted(
        ((phrase.strip(), name) for name, _, _, told in _TABLE for phrase in told.split(";")),
        key=lambda one: -len(one[0].split()),
    )
)
"""Phrases by which kinds are called, the longest first, and of kinds with one word in the table's order."""
WHOLLY: dict[str, str] = {
    "dunsnumber": "duns",
    "nationalid": "nationalid",
    "swiftbic": "bic",
    "idnumber": "",
}
"""Kinds written as one word."""
GENERAL = frozenset(
    {
        "", "number", "numbers", "no", "nr", "num", "id", "ids", "identifier", "identifiers",
        "identification", "ident", "code", "other", "document", "doc", "ref", "reference", "unknown",
        "номер", "идентификатор", "код", "foreign", "main", "local", "key", "and", "of", "the",
    }
)  # fmt: skip
"""Words that say no more than that a number follows."""

OF_ANOTHER_THING = frozenset(
    {
        "date", "dates", "expiry", "expires", "expiration", "until", "validity", "authority",
        "authorities", "office", "officer", "place", "address", "addresses", "city", "town",
        "jurisdiction", "country", "status", "issuer", "birth", "nationality", "citizenship", "state",
        "дата", "срок", "орган", "место", "адрес", "страна", "выдан", "выдачи", "действия", "статус",
        "отдел", "инспекция", "lieu", "autorité", "adresse", "pays", "datum", "behörde", "ort",
        "күні", "мерзімі", "мекенжайы",
    }
)  # fmt: skip
"""Words by which a kind names not a number of somebody but a day, a place or an office of it."""
STATES_OF_VAT: dict[str, str] = {
    **{code: code.lower() for code in (
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "HR", "HU", "IE", "IT",
        "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    )},
    "EL": "gr",
    "XI": "gb",
}  # fmt: skip
"""Letters that lead a number of value added tax (Directive 2006/112/EC, article 215), and the state."""

_SHORT = (
    "imo|mmsi|lei|ogrnip|ogrn|inn|bin|iin|kpp|edrpou|okpo|krs|regon|siren|siret|duns|uei|npi|pesel|ssn"
    "|ein|isin|огрнип|огрн|инн|бин|иин|бсн|жсн|єдрпоу|егрпоу|окпо"
)
_LONG = (
    "passport|паспорт|registration|company|business|commercial|tax(?:payer)?|vat|national|identity"
    "|identification|tin|utr"
)
_PHRASED = "|".join(
    phrase.replace(" ", r"\s+")
    for phrase in sorted((phrase for phrase, _ in PHRASES), key=len, reverse=True)
)
_SIGN = r"(?:no|nr|num|number|numbers|code|номер|№|#)"
_OF_NUMBER = rf"(?:{_SHORT})(?:\s*{_SIGN}\b\.?)?(?=[\s.:#№-]|\d)|{_SIGN}(?=[\s.:#№-])"
IN_NUMBER = re.compile(rf"\s*(?:{_OF_NUMBER})[\s.:#№-]*", re.IGNORECASE)
"""A kind that is written as a part of a number, also together with it: IMO9074729."""
LEADING = re.compile(
    rf"\s*(?:{_OF_NUMBER}"
    rf"|(?:(?:{_LONG})\b\.?\s*)+(?:id\s*)?(?:{_SIGN}(?![^\W\d_])\.?)?(?=[\s.:#№-]|\d)"
    rf"|(?:{_PHRASED})\b\.?\s*(?:{_SIGN}(?![^\W\d_])\.?)?(?=[\s.:#№-]|\d))[\s.:#№-]*",
    re.IGNORECASE,
)
"""A kind that a person writes before a number, in words too: Passport No. AB123456."""
