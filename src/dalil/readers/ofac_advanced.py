"""OFAC's lists in the Advanced Sanctions Data Model (``sdn_advanced.xml``, ``cons_advanced.xml``).

Everything is by reference: kinds stand in reference sets, addresses and documents in sections of
their own, and an entry is put together from them at the end of the file. A birth date that spans a
whole year has the precision of a year. Layout: the UN's *Advanced Sanctions Data Model* 1.0 schema
(``sdn_advanced.xsd``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from dalil.matching.values import ListEntry
from dalil.readers.draft import Draft
from dalil.readers.ofac_remarks import settle_remarks
from dalil.readers.ofac_xml import TYPES
from dalil.readers.publishers import publishers
from dalil.readers.records import Account, deep, records, truth
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.xml_tree import Node

_I = "Profile/Identity"
_N = f"{_I}/Alias/DocumentedName/DocumentedNamePart/NamePartValue"
_V = "Profile/Feature/FeatureVersion"
_PERIOD = [
    f"DatePeriod{tail}"
    for tail in (
        *("", "@CalendarTypeID", "@YearFixed", "@MonthFixed", "@DayFixed", "/Start", "/End"),
        *(f"/{e}@{a}" for e in ("Start", "End") for a in ("Approximate", "YearFixed")),
        *(f"/{e}@{a}" for e in ("Start", "End") for a in ("MonthFixed", "DayFixed")),
        *(
            f"/{e}/{s}/{p}"
            for e in ("Start", "End")
            for s in ("From", "To")
            for p in ("Year", "Month", "Day")
        ),
    )
]
_PARTY = Account(
    taken=[
        *(
            "@FixedRef",
            "Comment",
            "Profile@ID",
            "Profile@PartySubTypeID",
            f"{_I}@ID",
            f"{_I}@FixedRef",
        ),
        *(f"{_I}@Primary", f"{_I}@False"),
        *(f"{_I}/Alias@{a}" for a in ("FixedRef", "AliasTypeID", "Primary", "LowQuality")),
        *(f"{_I}/Alias/DocumentedName@{a}" for a in ("ID", "FixedRef", "DocNameStatusID")),
        *(_N, *(f"{_N}@{a}" for a in ("NamePartGroupID", "ScriptID", "ScriptStatusID", "Acronym"))),
        *(
            f"{_I}/NamePartGroups/MasterNamePartGroup/NamePartGroup@{a}"
            for a in ("ID", "NamePartTypeID")
        ),
        *("Profile/Feature@ID", "Profile/Feature@FeatureTypeID", f"{_V}@ID", f"{_V}@ReliabilityID"),
        *(f"{_V}/{path}" for path in _PERIOD),
        *(f"{_V}/VersionDetail{a}" for a in ("", "@DetailTypeID", "@DetailReferenceID")),
        f"{_V}/VersionLocation@LocationID",
        *(
            f"Profile/Feature/IdentityReference@{a}"
            for a in ("IdentityID", "IdentityFeatureLinkTypeID")
        ),
    ],
    known=[f"{_V}/Comment", "Profile/Comment", f"{_I}/Alias/Comment"],
)
_LOCATION = Account(
    taken=[
        *("@ID", "LocationAreaCode@AreaCodeID", "LocationCountry@CountryID"),
        *("LocationCountry@CountryRelevanceID", "LocationPart@LocPartTypeID"),
        "LocationPart/LocationPartValue/Value",
        *(
            f"LocationPart/LocationPartValue@{a}"
            for a in ("Primary", "LocPartValueTypeID", "LocPartValueStatusID")
        ),
        "FeatureVersionReference@FeatureVersionID",
        "IDRegDocumentReference@IDRegDocumentID",
    ],
    known=["LocationPart/LocationPartValue/Comment"],
)
_DOCUMENT = Account(
    taken=[
        *("@ID", "@IDRegDocTypeID", "@IdentityID", "@IssuedBy-CountryID", "@IssuedIn-LocationID"),
        *("@ValidityID", "IDRegistrationNo", "DocumentedNameReference@DocumentedNameID"),
        *("Comment", "IssuingAuthority", "DocumentDate@IDRegDocDateTypeID"),
        *(f"DocumentDate/{path}" for path in _PERIOD),
    ]
)
_TIE = Account(
    taken=[
        *("@ID", "@From-ProfileID", "@To-ProfileID", "@RelationTypeID", "@RelationQualityID"),
        *("@Former", "@SanctionsEntryID", "Comment"),
        *(path for path in _PERIOD),
    ]
)
_ENTRY = Account(
    taken=[
        *("@ID", "@ProfileID", "@ListID"),
        *(f"EntryEvent@{a}" for a in ("ID", "EntryEventTypeID", "LegalBasisID")),
        *("EntryEvent/Comment", "EntryEvent/Date@CalendarTypeID"),
        *(f"EntryEvent/Date/{p}" for p in ("Year", "Month", "Day")),
        *("SanctionsMeasure@ID", "SanctionsMeasure@SanctionsTypeID", "SanctionsMeasure/Comment"),
        *(f"SanctionsMeasure/{path}" for path in _PERIOD),
        "LimitationsToListing",
    ]
)
_OUTER = [
    "DateOfIssue",
    "Year",
    "Month",
    "Day",
    "ReferenceValueSets",
    "Locations",
    "IDRegDocuments",
    "DistinctParties",
    "ProfileRelationships",
    "SanctionsEntries",
    "SanctionsEntryLinks",
]
_TAGS = (
    "DateOfIssue",
    "ReferenceValueSets",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "ProfileRelationship",
    "SanctionsEntry",
)


@dataclass(slots=True)
class _Held:
    """What the sections before and after the parties say."""

    words: dict[tuple[str, str], str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    documents: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, str] = field(default_factory=dict)

    def word(self, kind: str, key: str | None) -> str:
        """What a reference means; the key itself where the file does not say."""
        return self.words.get((kind, key or ""), key or "")


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the file; entries in its order.

    Raises:
        BadList: Not this format, or not well-formed.
    """
    held = _Held()
    drafts: dict[str, Draft] = {}
    lists: Counter[str] = Counter()
    for record in records(source.main, "Sanctions", _TAGS, _OUTER, report):
        if record.tag == "DateOfIssue":
            report.dated(_iso(record))
        elif record.tag == "ReferenceValueSets":
            _references(record, held, report)
        else:
            report.row()
            _TAKE[record.tag](record, held, drafts, report)
            if record.tag == "SanctionsEntry":
                lists[held.word("List", record.attributes.get("ListID"))] += 1
    if lists["SDN List"] < len(drafts) / 2:  # the other list repeats some of the SDN's entries
        report.publisher = publishers()["ofac_cons"]
    for draft in drafts.values():
        yield draft.build()


def _references(record: Node, held: _Held, report: Report) -> None:
    for group in record.children:
        for value in group.children:
            key = value.attributes.get("ID", "")
            text = value.text or value.attributes.get("Description", "")
            if value.tag == "AreaCode":
                text = value.attributes.get("Description") or text
            if value.tag == "LegalBasis":
                text = value.attributes.get("LegalBasisShortRef") or text
            held.words[value.tag, key] = text
            if value.tag == "PartySubType":
                held.kinds[key] = value.attributes.get("PartyTypeID", "")
            if value.tag != group.tag.removesuffix("Values"):
                report.unknown[f"ReferenceValueSets/{group.tag}/{value.tag}"] += 1


def _location(record: Node, held: _Held, _drafts: dict[str, Draft], report: Report) -> None:
    _LOCATION.settle(record, None, report)
    area = next((n.attributes.get("AreaCodeID") for n in record.all("LocationAreaCode")), None)
    country = next((n.attributes.get("CountryID") for n in record.all("LocationCountry")), None)
    where = held.word("Country", country) if country else held.word("AreaCode", area)
    values = [n.text for n in deep(record, "LocationPart/LocationPartValue/Value") if n.text]
    notes = [n.text for n in deep(record, "LocationPart/LocationPartValue/Comment") if n.text]
    if where in ("undetermined", "") and not country:
        where = ""
    held.places[record.attributes.get("ID", "")] = (", ".join([*values, *notes]), where)
    report.place()


def _document(record: Node, held: _Held, _drafts: dict[str, Draft], report: Report) -> None:
    _DOCUMENT.settle(record, None, report)
    held.documents[record.attributes.get("IdentityID", "")].append(record)
    report.place()


def _party(record: Node, held: _Held, drafts: dict[str, Draft], report: Report) -> None:
    number = record.attributes.get("FixedRef", "")
    place = f"{record.path}, line {record.line}, number {number}"
    kind = _type(record, held)
    draft = Draft(number, kind, place)
    _PARTY.settle(record, draft, report)
    settle_remarks(draft, record.first("Comment"))
    for identity in deep(record, "Profile/Identity"):
        groups = {
            group.attributes.get("ID", ""): held.word(
                "NamePartType", group.attributes.get("NamePartTypeID")
            )
            for group in deep(identity, "NamePartGroups/MasterNamePartGroup/NamePartGroup")
        }
        for alias in identity.all("Alias"):
            _alias(draft, alias, groups, held)
        for document in held.documents.get(identity.attributes.get("ID", ""), ()):
            _take_document(draft, document, held)
    for feature in deep(record, "Profile/Feature"):
        _feature(draft, feature, held)
    if not number or not draft.named or number in drafts:
        report.refuse(place, "no number, no name, or the number stands twice")
        return
    drafts[number] = draft
    for profile in record.all("Profile"):
        held.names[profile.attributes.get("ID", "")] = number
    report.place()


def _type(record: Node, held: _Held) -> str:
    sub = next((n.attributes.get("PartySubTypeID", "") for n in record.all("Profile")), "")
    word = held.word("PartySubType", sub)
    kind = held.word("PartyType", held.kinds.get(sub))
    return TYPES.get(word.casefold()) or TYPES.get(kind.casefold(), "any")


_PARTS = {"last name": "family", "first name": "given", "middle name": "middle"}


def _alias(draft: Draft, alias: Node, groups: dict[str, str], held: _Held) -> None:
    word = held.word("AliasType", alias.attributes.get("AliasTypeID")).casefold()
    primary = truth(alias.attributes.get("Primary", ""))
    kind = "primary" if primary else "former name" if word == "f.k.a." else "alias"
    weak = truth(alias.attributes.get("LowQuality", ""))
    quality = "weak" if weak else None if primary else "strong"
    for name in alias.all("DocumentedName"):
        values = deep(name, "DocumentedNamePart/NamePartValue")
        if not values:
            continue
        script = held.word("Script", values[0].attributes.get("ScriptID"))
        parts = [
            (groups.get(value.attributes.get("NamePartGroupID", ""), ""), value.text)
            for value in values
        ]
        family = " ".join(text for label, text in parts if label == "Last Name")
        others = " ".join(text for label, text in parts if label != "Last Name")
        whole = f"{family}, {others}" if family and others and script == "Latin" else ""
        own = kind if script in ("Latin", "215", "") else "original script"
        draft.name(
            whole or " ".join(text for _, text in parts),
            own,
            quality,
            script,
            tuple((_PARTS.get(p.casefold(), p), t) for p, t in parts) if len(parts) > 1 else (),
        )


def _take_document(draft: Draft, document: Node, held: _Held) -> None:
    number = document.first("IDRegistrationNo")
    kind = held.word("IDRegDocType", document.attributes.get("IDRegDocTypeID"))
    country = held.word("Country", document.attributes.get("IssuedBy-CountryID"))
    draft.pair("identifiers", kind, number, country)
    validity = held.word("Validity", document.attributes.get("ValidityID"))
    told = [document.first("Comment"), document.first("IssuingAuthority")]
    if validity not in ("Valid", "") and not validity.isdigit():
        told.append(validity)
    for date in document.all("DocumentDate"):
        label = held.word("IDRegDocDateType", date.attributes.get("IDRegDocDateTypeID"))
        told.append(f"{label} {_period(date)}")
    if text := "; ".join(filter(None, told)):
        draft.rest("document", f"{kind} {number}: {text}")


_FIELDS = {
    "Place of Birth": "birth_places",
    "Nationality Country": "countries",
    "Citizenship Country": "countries",
    "Nationality of Registration": "countries",
    "Vessel Flag": "countries",
    "Location": "addresses",
    "Title": "positions",
}
_CONTACTS = {"Website": "website", "Email Address": "email", "Phone Number": "phone"}


def _feature(draft: Draft, feature: Node, held: _Held) -> None:
    kind = held.word("FeatureType", feature.attributes.get("FeatureTypeID"))
    for version in feature.all("FeatureVersion"):
        values = [_detail(node, held) for node in version.all("VersionDetail")]
        values += [
            _place(node.attributes.get("LocationID", ""), kind, held)
            for node in version.all("VersionLocation")
        ]
        if version.all("DatePeriod"):
            values.append(_period(version))
        if version.first("Comment"):
            draft.rest(f"{kind}: comment", version.first("Comment"))
        for value in filter(None, values):
            _value(draft, kind, value)


def _detail(node: Node, held: _Held) -> str:
    word = held.word("DetailReference", node.attributes.get("DetailReferenceID"))
    return " ".join(part for part in (node.text, word) if part)


def _place(key: str, kind: str, held: _Held) -> str:
    text, country = held.places.get(key, ("", ""))
    if kind in _FIELDS and _FIELDS[kind] == "countries":
        return country or text
    return ", ".join(part for part in (text, country) if part)


def _value(draft: Draft, kind: str, value: str) -> None:
    if kind == "Birthdate":
        draft.birth(value, kind)
    elif kind == "Gender":
        draft.one("gender", value, kind)
    elif kind in _FIELDS:
        draft.put(_FIELDS[kind], value)
    elif kind in _CONTACTS:
        draft.pair("contacts", _CONTACTS[kind], value)
    elif kind.startswith(
        ("Digital Currency Address", "MMSI", "SWIFT/BIC", "BIK", "D-U-N-S", "IMO")
    ):
        draft.pair("identifiers", kind, value, "")
    elif kind.startswith(("Executive Order", "CAATSA", "IFCA")):
        draft.put("legal_basis", f"{kind} {value}")
    elif kind.startswith(("Secondary sanctions", "Additional Sanctions", "Transactions Prohib")):
        draft.put("measures", f"{kind} {value}")
    else:
        draft.rest(kind, value)


def _period(node: Node) -> str:
    """A period as one date, a month, a year, or ``first to last``."""
    first = [d for d in (_iso(n) for n in deep(node, "DatePeriod/Start/From")) if d]
    last = [d for d in (_iso(n) for n in deep(node, "DatePeriod/End/To")) if d]
    about = any(truth(n.attributes.get("Approximate", "")) for n in deep(node, "DatePeriod/Start"))
    head = "circa " if about else ""
    if not first or not last or first == last:
        return head + (first or last or [""])[0]
    if first[0][:4] == last[0][:4] and first[0][5:] == "01-01" and last[0][5:] == "12-31":
        return head + first[0][:4]
    return f"{head}{first[0]} to {last[0]}"


def _iso(node: Node) -> str | None:
    year, month, day = (node.first(part) for part in ("Year", "Month", "Day"))
    if not (year.isdigit() and month.isdigit() and day.isdigit()):
        return None
    return f"{int(year):04d}-{int(month):02d}-{int(day):02d}"


def _tie(record: Node, held: _Held, drafts: dict[str, Draft], report: Report) -> None:
    _TIE.settle(record, None, report)
    given = record.attributes
    one = drafts.get(held.names.get(given.get("From-ProfileID", ""), ""))
    other = drafts.get(held.names.get(given.get("To-ProfileID", ""), ""))
    if one is None:
        report.refuse(record.path, f"no party has the profile {given.get('From-ProfileID')!r}")
        return
    kind = held.word("RelationType", given.get("RelationTypeID"))
    if truth(given.get("Former", "")):
        kind = f"{kind} (former)"
    number = held.names.get(given.get("To-ProfileID", ""), given.get("To-ProfileID", ""))
    whom = other.title if other else "a party of another list"
    draft_text = f"{whom} [{number}]"
    one.pair("relations", kind, draft_text)
    if record.first("Comment"):
        one.rest(f"relation {kind} {draft_text}", record.first("Comment"))
    report.place()


def _entry(record: Node, held: _Held, drafts: dict[str, Draft], report: Report) -> None:
    _ENTRY.settle(record, None, report)
    draft = drafts.get(held.names.get(record.attributes.get("ProfileID", ""), ""))
    if draft is None:
        report.refuse(
            record.path, f"no party has the profile {record.attributes.get('ProfileID')!r}"
        )
        return
    name = held.word("List", record.attributes.get("ListID"))
    dates = [date for n in deep(record, "EntryEvent/Date") if (date := _iso(n))]
    draft.rest("list", f"{name} since {dates[0]}" if dates else name)
    for date in dates[:1]:
        if name != "Consolidated List":
            draft.one("listed_on", date, "listed")
    for event in record.all("EntryEvent"):
        draft.put("legal_basis", held.word("LegalBasis", event.attributes.get("LegalBasisID")))
        if event.first("Comment"):
            draft.rest("EntryEvent", event.first("Comment"))
    for measure in record.all("SanctionsMeasure"):
        kind = held.word("SanctionsType", measure.attributes.get("SanctionsTypeID"))
        if kind == "Program":
            draft.put("programmes", measure.first("Comment"))
        else:
            draft.put("measures", " ".join(filter(None, (kind, measure.first("Comment")))))
    report.place()


_TAKE = {
    "Location": _location,
    "IDRegDocument": _document,
    "DistinctParty": _party,
    "ProfileRelationship": _tie,
    "SanctionsEntry": _entry,
}
