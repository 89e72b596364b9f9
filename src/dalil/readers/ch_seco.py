"""Switzerland's consolidated list of all sanctions programmes (SECO, SESAM), XML.

Targets name places and sets of measures by number; the latest modification by its effective date
decides whether a target is listed. A target that was taken off stays in the list with that date.
Layout: SECO, ``swiss-sanctions-list`` schema, as far as it is known here; an element that is not known is
reported and kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dalil.matching.values import ListEntry
from dalil.readers.draft import Draft
from dalil.readers.records import Account, deep, records, texts
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.xml_tree import Node

_TYPES = {"individual": "person", "entity": "company"}
_I = tuple(f"{kind}/identity" for kind in ("individual", "entity", "object"))
_KIND = ("individual", "entity", "object")
_PART = "name/name-part"
_ACCOUNT = Account(
    taken=[
        *("@ssid", "@sanctions-set-id", "foreign-identifier", "sanctions-set-id"),
        *("individual@sex", "object@object-type"),
        *(f"modification@{n}" for n in ("ssid", "modification-type", "effective-date")),
        *(f"modification@{n}" for n in ("enactment-date", "publication-date")),
        *(f"{i}@{n}" for i in _I for n in ("ssid", "main")),
        *(f"{i}/name@{n}" for i in _I for n in ("ssid", "name-type", "quality", "lang")),
        *(f"{i}/{_PART}@{n}" for i in _I for n in ("ssid", "order", "name-part-type")),
        *(f"{i}/{_PART}/value" for i in _I),
        *(f"{i}/{_PART}/spelling-variant" for i in _I),
        *(f"{i}/{_PART}/spelling-variant@{n}" for i in _I for n in ("ssid", "lang", "script")),
        *(f"{i}/nationality/country" for i in _I),
        *(f"{i}/nationality/country@iso-code" for i in _I),
        *(f"{i}/nationality@ssid" for i in _I),
        *(
            f"{i}/day-month-year@{n}"
            for i in _I
            for n in ("ssid", "day", "month", "year", "quality", "calendar", "calender-type")
        ),
        *(f"{i}/place-of-birth@{n}" for i in _I for n in ("ssid", "place-id", "quality")),
        *(f"{i}/address@{n}" for i in _I for n in ("ssid", "place-id", "main", "quality")),
        *(
            f"{i}/address/{n}"
            for i in _I
            for n in ("address-details", "c-o", "zip-code", "p-o-box", "remark")
        ),
        *(f"{i}/identification-document@{n}" for i in _I for n in ("ssid", "document-type")),
        *(f"{i}/identification-document/{n}" for i in _I for n in ("number", "issuer")),
        *(f"{i}/identification-document/issuer@code" for i in _I),
        *(f"{k}/justification" for k in _KIND),
        *(f"{k}/justification@ssid" for k in _KIND),
        *(f"{k}/relation@{n}" for k in _KIND for n in ("ssid", "target-id", "relation-type")),
        *(f"{k}/other-information@ssid" for k in _KIND),
    ],
    known=[
        *(
            f"{i}/identification-document/{n}"
            for i in _I
            for n in ("date-of-issue", "expiry-date", "remark", "place-of-issue")
        ),
        *(f"{i}/identification-document/place-of-issue@place-id" for i in _I),
        *(f"{i}/day-month-year/remark" for i in _I),
        *(f"{k}/other-information" for k in _KIND),
        *(f"{k}/relation/remark" for k in _KIND),
        *("generic-attribute", "generic-attribute@name", "modification/remark"),
        *(f"{k}/generic-attribute" for k in _KIND),
        *(f"{k}/generic-attribute@name" for k in _KIND),
    ],
)
_OUTER = [
    "sanctions-program",
    "program-key",
    "program-name",
    "sanctions-set",
    "origin",
    "predecessor-version-date",
]
_PARTS = {
    "given-name": "given",
    "family-name": "family",
    "father-name": "patronymic",
    "further-given-name": "middle",
    "maiden-name": "maiden",
}


@dataclass(slots=True)
class _Held:
    """Programmes by set of measures, and places, by number."""

    sets: dict[str, tuple[str, str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the file twice: places stand behind the targets that name them.

    Raises:
        BadList: Not this format, or not well-formed.
    """
    held = _Held()
    tags = ("sanctions-program", "place", "target")
    for record in records(source.main, "swiss-sanctions-list", tags, _OUTER, report):
        if record.tag == "sanctions-program":
            _programme(record, held)
            report.dated(record.attributes.get("version-date"))
        elif record.tag == "place":
            parts = [*texts(record, "location"), *texts(record, "area"), *texts(record, "country")]
            held.places[record.attributes.get("ssid", "")] = ", ".join(parts)
    report.unknown.clear()  # the second reading tells them again
    for record in records(source.main, "swiss-sanctions-list", tags, _OUTER, report):
        if record.tag != "target":
            continue
        report.row()
        number = record.attributes.get("ssid", "")
        place = f"{record.path}, line {record.line}, number {number}"
        draft = _draft(record, number, place, held, report)
        if not number or not draft.named:
            report.refuse(place, "no number or no name")
            continue
        report.place()
        yield draft.build()


def _programme(record: Node, held: _Held) -> None:
    names = record.all("program-name")
    english = [n.text for n in names if n.attributes.get("lang") == "eng"]
    name = (english or [n.text for n in names] or [""])[0]
    for found in record.all("sanctions-set"):
        key = found.attributes.get("ssid", "")
        if key not in held.sets or found.attributes.get("lang") == "eng":
            held.sets[key] = (name, found.text)


def _draft(record: Node, number: str, place: str, held: _Held, report: Report) -> Draft:
    kinds = [child for child in record.children if child.tag in _KIND]
    kind = kinds[0] if kinds else record
    type_ = _TYPES.get(kind.tag) or kind.attributes.get("object-type", "any")
    draft = Draft(number, type_ if type_ in ("vessel", "aircraft") else _TYPES.get(kind.tag, "any"))
    draft.place = place
    _ACCOUNT.settle(record, draft, report)
    sets = [record.attributes.get("sanctions-set-id", ""), *texts(record, "sanctions-set-id")]
    for key in filter(None, sets):
        programme, measure = held.sets.get(key, ("", key))
        draft.put("programmes", programme)
        draft.put("measures", measure)
    for text in texts(record, "foreign-identifier"):
        draft.pair("identifiers", "foreign identifier", text, "")
    draft.one("gender", kind.attributes.get("sex", ""))
    draft.rest("object-type", kind.attributes.get("object-type", ""))
    for identity in kind.all("identity"):
        _identity(draft, identity, held)
    for text in texts(kind, "justification"):
        draft.reason(text)
    for tie in kind.all("relation"):
        whom = tie.attributes.get("target-id", "")
        draft.pair(
            "relations", tie.attributes.get("relation-type", ""), f"[{whom}]" if whom else ""
        )
    _modifications(draft, record)
    return draft


def _identity(draft: Draft, identity: Node, held: _Held) -> None:
    for name in identity.all("name"):
        _name(draft, name, main=identity.attributes.get("main", "true") == "true")
    draft.put("countries", *texts(identity, "nationality/country"))
    for born in identity.all("day-month-year"):
        given = born.attributes
        calendar = given.get("calendar") or given.get("calender-type") or "gregorian"
        parts = [given.get("year", ""), given.get("month", ""), given.get("day", "")]
        text = "-".join(p.zfill(2) for p in parts[: 1 + (parts[1] != "") * (1 + (parts[2] != ""))])
        if calendar.casefold() not in ("gregorian", ""):
            draft.rest(f"birth date ({calendar} calendar)", text)
        elif text:
            draft.birth(text)
    for place in identity.all("place-of-birth"):
        key = place.attributes.get("place-id", "")
        draft.put("birth_places", held.places.get(key, key))
    for address in identity.all("address"):
        key = address.attributes.get("place-id", "")
        lines = [address.first(n) for n in ("c-o", "address-details", "p-o-box", "zip-code")]
        text = ", ".join(filter(None, (*lines, held.places.get(key, key))))
        draft.put("addresses", text)
        draft.rest("address remark", address.first("remark"))
    for found in identity.all("identification-document"):
        kind = found.attributes.get("document-type", "document")
        draft.pair("identifiers", kind, found.first("number"), found.first("issuer"))


def _name(draft: Draft, name: Node, *, main: bool) -> None:
    label = name.attributes.get("name-type", "")
    quality = name.attributes.get("quality") or None
    kind = "primary" if label == "primary-name" and main else "alias"
    kind = "former name" if label == "formerly-known-as" else kind
    parts = sorted(name.all("name-part"), key=lambda part: _order(part.attributes.get("order")))
    values = [(part.attributes.get("name-part-type", ""), part.first("value")) for part in parts]
    held = tuple((_PARTS.get(label, label), text) for label, text in values)
    draft.name(" ".join(t for _, t in values), kind, quality, None, held if len(held) > 1 else ())
    variants: dict[tuple[str, str], dict[int, str]] = {}
    for at, part in enumerate(parts):
        for found in part.all("spelling-variant"):
            key = (found.attributes.get("lang", ""), found.attributes.get("script", ""))
            variants.setdefault(key, {}).setdefault(at, found.text)
    for (language, script), spelt in variants.items():
        text = " ".join(spelt.get(at, values[at][1]) for at in range(len(parts)))
        own = "original script" if script not in ("Latn", "") else "variation"
        draft.name(text, own, quality, " ".join(filter(None, (language, script))))


def _order(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _modifications(draft: Draft, record: Node) -> None:
    """The latest modification decides; the first listing is the date of listing."""
    dated = [
        (m.attributes.get("effective-date") or m.attributes.get("publication-date", ""), m)
        for m in deep(record, "modification")
    ]
    found = sorted(dated, key=lambda pair: pair[0])
    for date, modification in found:
        kind = modification.attributes.get("modification-type", "")
        draft.rest("modification", f"{kind} {date}".strip())
        if kind == "listed" and date:
            draft.date("listed_on", date, "listed")
    if found:
        date, last = found[-1]
        kind = last.attributes.get("modification-type", "")
        draft.one("status", kind)
        if kind == "de-listed":
            draft.date("delisted_on", date, "de-listed")
        if date:
            draft.date("updated_on", date, "modified")
