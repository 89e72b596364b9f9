"""The remarks of OFAC's lists taken apart: birth dates, places, identifiers, weak aliases, ties.

Remarks are pieces with ``; `` between them and words at their head that say what they are; the words
are those of OFAC's own data (feature and document types). A piece that is not known is kept whole
in ``rest``. Weak aliases stand here in quotation marks (OFAC, *Data Specification*, 2023-09-25).
"""

from __future__ import annotations

import re

from dalil.readers.draft import Draft

_ALT = re.compile(r"^alt\.\s+", re.IGNORECASE)
_WEAK = re.compile(r"^(a|f|n)\.k\.a\.\s+['\"\u2018\u201c](.+?)['\"\u2019\u201d]?\.?$")
_COUNTRY = re.compile(r"\s*\(([^()]*)\)")
_LIFE = re.compile(r"\s+(issued|expires|valid)\b(.*)$")
_CURRENCY = re.compile(r"^Digital Currency Address\s*-\s*(\w+)\s+(\S+)$")
_IMO = re.compile(
    r"^(?:Vessel Registration Identification|Identification Number|Company Number)\s+IMO\s+(\d{7})$"
)

_SINGLE = {
    "nationality ": "countries",
    "citizen ": "countries",
    "POB ": "birth_places",
    "Executive Order ": "legal_basis",
    "Secondary sanctions risk:": "measures",
    "Additional Sanctions Information -": "measures",
    "Transactions Prohibited For ": "measures",
    "CAATSA Section ": "measures",
    "IFCA Determination -": "measures",
    "Vessel Flag ": "countries",
}
_CONTACTS = {
    "Website ": "website",
    "Email Address ": "email",
    "Email ": "email",
    "Telephone No. ": "phone",
    "Telephone ": "phone",
    "Telephone: ": "phone",
    "Phone Number ": "phone",
    "Phone No. ": "phone",
    "Fax No. ": "fax",
    "Fax ": "fax",
    "Fax: ": "fax",
}
_KINDS = (
    "Aircraft Construction Number",
    "Aircraft Manufacturer's Serial Number (MSN)",
    "Aircraft Manufacturer Serial Number (MSN)",
    "Aircraft Mode S Transponder Code",
    "Aircraft Serial Identification",
    "Aircraft Tail Number",
    "Afghan Money Service Provider License Number",
    "BIK (RU)",
    "Birth Certificate Number",
    "Bosnian Personal ID No.",
    "British National Overseas Passport",
    "Business Number",
    "Business Registration Document #",
    "Business Registration Number",
    "C.I.F.",
    "C.R. No.",
    "C.U.I.",
    "C.U.I.P.",
    "C.U.I.T.",
    "C.U.R.P.",
    "CNP (Personal Numerical Code)",
    "Cartilla de Servicio Militar Nacional",
    "Cedula No.",
    "Certificate of Incorporation Number",
    "Chamber of Commerce Number",
    "Chinese Commercial Code",
    "Citizen's Card Number",
    "Commercial Registry Number",
    "Company Number",
    "Credencial electoral",
    "D-U-N-S Number",
    "D.N.I.",
    "Diplomatic Passport",
    "Driver's License No.",
    "Dubai Chamber of Commerce Membership No.",
    "Economic Register Number (CBLS)",
    "Electoral Registry No.",
    "Enterprise Number",
    "File Number",
    "Fiscal Code",
    "Folio Mercantil No.",
    "Global Intermediary Identification Number",
    "Government Gazette Number",
    "I.F.E.",
    "ID No.",
    "Identification Number",
    "Interpol: Red Notice. File No.",
    "Islamic Revolutionary Guard Corps (IRGC)",
    "Italian Fiscal Code",
    "Kenyan ID No.",
    "L.E. Number",
    "Legal Entity Number",
    "License",
    "Licence No.",
    "MMSI",
    "MSB Registration Number",
    "Maritime Mobile Service Identity (MMSI)",
    "Matricula Mercantil No",
    "Military Registration Number",
    "Moroccan Personal ID No.",
    "N.I.E.",
    "NIT #",
    "National Foreign ID Number",
    "National ID No.",
    "Numero de Identidad",
    "Passport",
    "Permit Number",
    "Personal ID Card",
    "Phone Number",
    "Pilot License Number",
    "Professional Registration Number",
    "Public Registration Number",
    "Public Security and Immigration No.",
    "R.F.C.",
    "RIF #",
    "RTN",
    "RUC #",
    "Refugee ID Card",
    "Registered Charity No.",
    "Registration Certificate Number (Dubai)",
    "Registration ID",
    "Registration Number",
    "Residency Number",
    "Romanian C.R.",
    "Romanian Permanent Resident",
    "Romanian Tax Registration",
    "SRE Permit No.",
    "SSN",
    "SWIFT/BIC",
    "Seafarer's Identification Document",
    "Serial No.",
    "Stateless Person ID Card",
    "Stateless Person Passport",
    "Tarjeta de Identidad",
    "Tax ID No.",
    "Tazkira National ID Card",
    "Trade License No.",
    "Travel Document Number",
    "Turkish Identification Number",
    "UAE Identification",
    "UK Company Number",
    "Unified Social Credit Code (USCC)",
    "United Social Credit Code Certificate (USCCC)",
    "US FEIN",
    "V.A.T. Number",
    "VisaNumberID",
    "Vessel Registration Identification",
    "Vessel Registration Number",
)
_HEADS = tuple(sorted(_KINDS, key=len, reverse=True))


def settle_remarks(draft: Draft, remarks: str) -> None:
    """Put every piece of the remarks where it belongs."""
    for piece in re.split(r";\s+|;$", remarks.strip().removesuffix(".")):
        if piece.strip():
            _piece(draft, piece.strip())


def _piece(draft: Draft, piece: str) -> None:
    bare = _ALT.sub("", piece[1:-1] if piece[0] == "(" and piece[-1] == ")" else piece)
    if weak := _WEAK.match(bare):
        kind = "former name" if weak.group(1) == "f" else "alias"
        draft.name(weak.group(2), kind, "weak")
    elif bare.startswith("DOB "):
        draft.birth(bare[4:], "DOB")
    elif bare.startswith("Gender "):
        draft.one("gender", bare[7:], "Gender")
    elif bare.startswith("Linked To:"):
        draft.pair("relations", "Linked To", bare[10:])
    elif (imo := _IMO.match(bare)) is not None:
        draft.pair("identifiers", "IMO number", imo.group(1), "")
    elif (coin := _CURRENCY.match(bare)) is not None:
        draft.pair("identifiers", f"Digital Currency Address {coin.group(1)}", coin.group(2), "")
    elif not _headed(draft, bare):
        draft.rest("Remarks", piece)


def _headed(draft: Draft, piece: str) -> bool:
    """A piece whose first words say what it is."""
    for head, field in _SINGLE.items():
        if piece.startswith(head):
            whole = field in ("legal_basis", "measures")
            draft.put(field, piece if whole else piece[len(head) :])
            return True
    for head, kind in _CONTACTS.items():
        if piece.startswith(head):
            draft.pair("contacts", kind, piece[len(head) :])
            return True
    known = next((head for head in _HEADS if piece.startswith(f"{head} ")), None)
    if known is None:
        return False
    identify(draft, known, piece[len(known) :])
    return True


def identify(draft: Draft, kind: str, text: str) -> None:
    """An identifier of ``number (country) issued ... expires ...``; its dates go to ``rest``."""
    life = _LIFE.search(text)
    bare = _LIFE.sub("", text)
    country = _COUNTRY.search(bare)
    number = _COUNTRY.sub("", bare, count=1).strip()
    draft.pair("identifiers", kind, number or bare, country.group(1) if country else "")
    if life:
        draft.rest("document dates", f"{kind} {number}{life.group(0)}")
