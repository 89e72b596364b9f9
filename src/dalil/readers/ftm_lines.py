"""FollowTheMoney entities, one JSON object a line: OpenSanctions' ``entities.ftm.json`` and any other.

The file is read twice: first what says something of entities (sanctions, addresses, documents,
offices, ties) is gathered, then the entities pass one by one. What is gathered is bounded; past the
bound a tie is counted and told, not joined. A line that is no entity is refused alone. Source:
FollowTheMoney 4.11; OpenSanctions, *Bulk data formats*.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dalil.matching.values import ListEntry
from dalil.readers.draft import Draft
from dalil.readers.ftm_schema import (
    CONTACTS,
    EDGES,
    IDENTIFIERS,
    MANY,
    NAMES,
    PARTS,
    SUPPORT,
    properties,
    type_of,
)
from dalil.readers.report import Report
from dalil.readers.source import Part, Source

MAX_LINE = 32 * 1024**2
MAX_GATHERED = 600 * 1024**2
"""Bytes of gathered lines that are joined to their entities."""
_TOP = frozenset(
    [
        "id",
        "caption",
        "schema",
        "properties",
        "referents",
        "datasets",
        "first_seen",
        "last_seen",
        "last_change",
        "target",
        "origin",
        "op",
        "entity",
    ]
)
_Line = tuple[int, dict[str, Any]]


@dataclass(slots=True)
class _Gathered:
    """What other lines say of an entity, by its id; lines of shared things by their own."""

    about: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    shared: dict[str, str] = field(default_factory=dict)
    captions: dict[str, str] = field(default_factory=dict)
    size: int = 0
    left_out: int = 0


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the file; entries in its order.

    Raises:
        BadList: A file without one entity is refused by the caller.
    """
    part = source.main
    held = _gather(part)
    if held.left_out:
        report.note(
            "sanctions, addresses and ties past the bound of memory were not joined", held.left_out
        )
    known = properties()
    for number, line in _raw(part):
        report.row()
        place = f"line {number}"
        entity = _parse(line)
        problem = _problem(entity)
        if entity is None or problem:
            report.refuse(place, problem or "it is no JSON object")
            continue
        schema = str(entity["schema"])
        report.dated(str(entity.get("last_seen") or entity.get("last_change") or ""))
        _tell_unknown(entity, schema, known, report)
        if schema in SUPPORT or schema in EDGES:
            report.place()
            continue
        draft = _draft(entity, schema, place, held)
        if not draft.named:
            if type_of(schema) is None:
                report.note(f"lines of the schema {schema} have no name and make no entry")
                report.place()
            else:
                report.refuse(place, f"a {schema} without a name")
            continue
        report.place()
        yield draft.build()


def _raw(part: Part) -> Iterator[tuple[int, bytes]]:
    with part.open() as stream:
        number = 0
        while line := stream.readline(MAX_LINE):
            number += 1
            bare = line.strip(b" \t\r\n\x1a\xef\xbb\xbf")
            if bare and bare not in (b"[", b"]"):
                yield number, bare.removesuffix(b",")


def _parse(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict) and isinstance(found.get("entity"), dict):
        found = {**found["entity"], "op": found.get("op")}
    return found if isinstance(found, dict) else None


def _problem(entity: dict[str, Any] | None) -> str:
    if entity is None:
        return "it is no JSON object: the line may be cut"
    if not isinstance(entity.get("id"), str) or not entity["id"]:
        return "it has no id"
    if not isinstance(entity.get("schema"), str):
        return "it has no schema"
    if not isinstance(entity.get("properties"), dict):
        return "it has no properties"
    return f"it is a {entity['op']} of a delta" if entity.get("op") in ("DEL",) else ""


def _gather(part: Part) -> _Gathered:
    """First reading: what other lines say, and the captions that ties need."""
    held = _Gathered()
    for _, line in _raw(part):
        entity = _parse(line)
        if entity is None or _problem(entity):
            continue
        schema, given = str(entity["schema"]), entity["properties"]
        if schema in ("Address", "Position"):
            text = _first(given, "full", "name") or str(entity.get("caption") or "")
            country = _first(given, "country")
            whole = text if schema == "Position" or not country else f"{text} ({country})"
            held.shared[entity["id"]] = whole
            held.size += len(whole)
        owners: tuple[str, ...] = SUPPORT.get(schema, ()) or EDGES.get(schema, ())
        whose = [w for name in owners for w in _texts(given.get(name))]
        if whose and held.size + len(line) * len(whose) > MAX_GATHERED:
            held.left_out += 1
            continue
        for one in whose:
            held.about[sys.intern(one)].append(line)
            held.size += len(line)
    ends = _ends(held)
    for _, line in _raw(part):
        entity = _parse(line)
        if entity is not None and entity.get("id") in ends:
            held.captions[entity["id"]] = _caption(entity)
    return held


def _ends(held: _Gathered) -> set[str]:
    """The entities that a tie names: their captions are wanted."""
    found: set[str] = set()
    for lines in held.about.values():
        for line in lines:
            entity = _parse(line)
            if entity is not None:
                for name in EDGES.get(str(entity["schema"]), ()):
                    found.update(_texts(entity["properties"].get(name)))
    return found


def _caption(entity: dict[str, Any]) -> str:
    given = entity.get("properties")
    name = _first(given, "name") if isinstance(given, dict) else ""
    return str(entity.get("caption") or name)


def _texts(value: object) -> list[str]:
    """The texts of a property: a list, one text, or nested entities with an id."""
    values = value if isinstance(value, list) else [value]
    found = []
    for one in values:
        if isinstance(one, dict):
            one = one.get("id")
        if isinstance(one, (str, int, float)) and str(one).strip():
            found.append(str(one))
    return found


def _first(given: dict[str, Any], *names: str) -> str:
    return next((text for name in names for text in _texts(given.get(name))), "")


def _tell_unknown(
    entity: dict[str, Any], schema: str, known: frozenset[str], report: Report
) -> None:
    for key in entity.keys() - _TOP:
        report.unknown[key] += 1
    for key in entity["properties"].keys() - known:
        report.unknown[f"{schema}:{key}"] += 1


def _draft(entity: dict[str, Any], schema: str, place: str, held: _Gathered) -> Draft:
    draft = Draft(entity["id"], type_of(schema) or "any", place)
    draft.rest("schema", schema)
    given: dict[str, Any] = entity["properties"]
    caption = str(entity.get("caption") or "")
    names = _texts(given.get("name"))
    if caption in names:
        _name(draft, caption, given)
    for key, value in given.items():
        for text in _texts(value):
            _property(draft, key, text, given, held)
    if not draft.named and caption and type_of(schema) is not None and caption != entity["id"]:
        draft.name(caption)
    for key in sorted(entity.keys() - {"id", "schema", "properties", "caption", "last_change"}):
        value = entity[key]
        for text in value if isinstance(value, list) else [value]:
            if text not in (None, ""):
                draft.rest(key, str(text))
    if entity.get("last_change"):
        draft.date("updated_on", str(entity["last_change"])[:10], "last_change")
    listings: list[dict[str, Any]] = []
    for line in held.about.get(entity["id"], ()):
        other = _parse(line)
        if other is not None and other["schema"] == "Sanction":
            listings.append(other["properties"])
        elif other is not None:
            _about(draft, other, held)
    _sanctions(draft, listings)
    return draft


def _name(draft: Draft, text: str, given: dict[str, Any]) -> None:
    parts = [
        (kind, values[0])
        for key, kind in PARTS.items()
        if len(values := _texts(given.get(key))) == 1 and values[0] in text
    ]
    draft.name(text, parts=tuple(parts) if len(parts) > 1 else ())


def _property(draft: Draft, key: str, text: str, given: dict[str, Any], held: _Gathered) -> None:
    if key == "name" and not draft.named:
        _name(draft, text, given)
    elif key == "name":
        if text != draft.title:
            draft.name(text, "alias")
    elif key in NAMES:
        kind, quality = NAMES[key]
        draft.name(text, kind, quality)
    elif key in MANY:
        draft.put(MANY[key], text)
    elif key in CONTACTS:
        draft.pair("contacts", CONTACTS[key], text)
    elif key in IDENTIFIERS:
        kind = "IMO number" if key == "imoNumber" else key
        draft.pair("identifiers", kind, text.removeprefix("IMO"), "")
    elif key == "birthDate":
        draft.birth(text, key)
    elif key == "gender":
        draft.one("gender", text, key)
    elif key == "addressEntity":
        draft.put("addresses", held.shared.get(text, text))
    else:
        draft.rest(key, text)


def _about(draft: Draft, other: dict[str, Any], held: _Gathered) -> None:
    """What another line says of the entity."""
    schema, given = str(other["schema"]), other["properties"]
    if schema in ("Passport", "Identification"):
        kind = _first(given, "type") or schema
        country = _first(given, "country")
        for number in _texts(given.get("number")) + _texts(given.get("passportNumber")):
            draft.pair("identifiers", kind, number, country)
        _keep(draft, schema, given, ("holder", "number", "passportNumber", "type", "country"))
    elif schema == "Occupancy":
        for post in _texts(given.get("post")):
            years = " - ".join(filter(None, (_first(given, "startDate"), _first(given, "endDate"))))
            name = held.shared.get(post, post)
            draft.put("positions", f"{name} ({years})" if years else name)
        _keep(draft, schema, given, ("holder", "post", "startDate", "endDate"))
    else:
        _tie(draft, schema, given, held)


def _sanctions(draft: Draft, listings: list[dict[str, Any]]) -> None:
    """The listings of an entity: it is off the list when every one of them has ended, not before.

    Ends and states of those that are over, beside one that stands, are kept in ``rest``.
    """
    over = [one for one in listings if _texts(one.get("endDate"))]
    stands = len(over) < len(listings)
    for given in listings:
        _sanction(draft, given)
        off = stands and given in over
        for text in _texts(given.get("status")):
            if off:
                draft.rest("Sanction:status", text)
            else:
                draft.one("status", text, "Sanction:status")
        if stands:
            for text in _texts(given.get("endDate")):
                draft.rest("Sanction:endDate", text)
    if not stands:
        for text in sorted((t for one in over for t in _texts(one.get("endDate"))), reverse=True):
            draft.date("delisted_on", text, "Sanction:endDate")


def _sanction(draft: Draft, given: dict[str, Any]) -> None:
    for key in ("program", "programId"):
        draft.put("programmes", *_texts(given.get(key)))
    draft.put("measures", *_texts(given.get("provisions")))
    draft.put("legal_basis", *_texts(given.get("authority")))
    for text in _texts(given.get("reason")):
        draft.reason(text)
    for key in ("authorityId", "unscId"):
        for text in _texts(given.get(key)):
            draft.pair("identifiers", key, text, "")
    for key, name in (("listingDate", "listed_on"), ("startDate", "listed_on")):
        for text in sorted(_texts(given.get(key))):
            draft.date(name, text, f"Sanction:{key}")
    taken = [
        "entity",
        "program",
        "programId",
        "provisions",
        "authority",
        "reason",
        "authorityId",
        "unscId",
    ]
    _keep(draft, "Sanction", given, (*taken, "listingDate", "startDate", "endDate", "status"))


def _tie(draft: Draft, schema: str, given: dict[str, Any], held: _Gathered) -> None:
    ends = EDGES[schema]
    label = _first(given, "role", "relationship", "status", "percentage")
    kind = f"{schema} ({label})" if label else schema
    for end in ends:
        for whom in _texts(given.get(end)):
            if whom != draft.id:
                name = held.captions.get(whom, "")
                draft.pair("relations", f"{kind}, {end}", f"{name} [{whom}]".strip())
    _keep(draft, schema, given, (*ends, "role", "relationship", "status", "percentage"))


def _keep(draft: Draft, schema: str, given: dict[str, Any], taken: tuple[str, ...]) -> None:
    for key in given.keys() - set(taken):
        for text in _texts(given[key]):
            draft.rest(f"{schema}:{key}", text)
