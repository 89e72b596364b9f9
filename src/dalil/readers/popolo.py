"""Legislators and other office-holders in Popolo JSON, as EveryPolitician publishes them.

An entry is a person with every membership as a position; organisations and areas are looked up.
Being on such a list says that somebody holds an office, and nothing else. Source: the Popolo
specification (popoloproject.com) and EveryPolitician's ``ep-popolo-v1.0.json``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from dalil.errors import BadList
from dalil.matching.values import ListEntry
from dalil.readers.draft import Draft
from dalil.readers.report import Report
from dalil.readers.source import Source

MAX_BYTES = 256 * 1024**2
_TOP = frozenset({"persons", "organizations", "memberships", "events", "areas", "posts", "meta"})
_PERSON = frozenset(
    [
        "id",
        "name",
        "sort_name",
        "given_name",
        "family_name",
        "patronymic_name",
        "additional_name",
        "honorific_prefix",
        "honorific_suffix",
        "gender",
        "birth_date",
        "death_date",
        "email",
        "image",
        "images",
        "links",
        "identifiers",
        "other_names",
        "contact_details",
        "sources",
        "summary",
        "biography",
        "national_identity",
        "slug",
    ]
)
_PARTS = {
    "given_name": "given",
    "additional_name": "middle",
    "patronymic_name": "patronymic",
    "family_name": "family",
}
_Table = Mapping[str, Any]


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the file; entries in the order of its persons.

    Raises:
        BadList: No JSON, or no ``persons`` in it.
    """
    part = source.main
    try:
        found = json.loads(part.bytes(MAX_BYTES))
    except (ValueError, RecursionError) as error:
        raise BadList(f"{part.name} is not JSON: {error}. It may be cut.") from error
    if not isinstance(found, dict) or not isinstance(found.get("persons"), list):
        raise BadList(f"{part.name} holds no 'persons': it is not in Popolo.")
    for key in found.keys() - _TOP:
        report.unknown[key] += 1
    names = {
        str(one.get("id")): str(one.get("name") or one.get("label") or "")
        for group in ("organizations", "areas", "events", "posts")
        for one in _dicts(found.get(group))
    }
    offices: dict[str, list[_Table]] = defaultdict(list)
    for membership in _dicts(found.get("memberships")):
        offices[str(membership.get("person_id"))].append(membership)
    for number, person in enumerate(found["persons"], 1):
        report.row()
        place = f"persons[{number}]"
        if not isinstance(person, dict) or not person.get("id") or not person.get("name"):
            report.refuse(place, "no id or no name")
            continue
        draft = Draft(str(person["id"]), "person", place)
        _person(draft, person, report)
        for membership in offices.get(draft.id, ()):
            _office(draft, membership, names)
        if not draft.named:
            report.refuse(place, "no name with a letter in it")
            continue
        report.place()
        yield draft.build()


def _dicts(value: object) -> list[_Table]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _person(draft: Draft, person: _Table, report: Report) -> None:
    parts = tuple((kind, str(person[k])) for k, kind in _PARTS.items() if person.get(k))
    draft.name(str(person["name"]), parts=parts if len(parts) > 1 else ())
    if person.get("sort_name"):
        draft.name(str(person["sort_name"]), "variation")
    for other in _dicts(person.get("other_names")):
        kind = "former name" if other.get("end_date") else "alias"
        draft.name(str(other.get("name") or ""), kind, None, other.get("lang"))
        for key in other.keys() - {"name", "lang"}:
            draft.rest(f"other_names/{key}", f"{other.get('name')}: {other[key]}")
    if person.get("birth_date"):
        draft.birth(str(person["birth_date"]), "birth_date")
    draft.one("gender", str(person.get("gender") or ""), "gender")
    draft.put("countries", str(person.get("national_identity") or ""))
    draft.put("topics", "role.pep")
    draft.pair("contacts", "email", str(person.get("email") or ""))
    for link in _dicts(person.get("links")):
        draft.pair("contacts", str(link.get("note") or "website"), str(link.get("url") or ""))
    for detail in _dicts(person.get("contact_details")):
        draft.pair("contacts", str(detail.get("type") or "contact"), str(detail.get("value") or ""))
    for found in _dicts(person.get("identifiers")):
        scheme = str(found.get("scheme") or "identifier")
        draft.pair("identifiers", scheme, str(found.get("identifier") or ""), "")
    keys = [
        "honorific_prefix",
        "honorific_suffix",
        "death_date",
        "summary",
        "biography",
        "image",
        "slug",
    ]
    for key in keys:
        draft.rest(key, str(person.get(key) or ""))
    for key in ("images", "sources"):
        for found in _dicts(person.get(key)):
            draft.rest(key, str(found.get("url") or ""))
    for key in person.keys() - _PERSON:
        report.unknown[f"persons/{key}"] += 1
        draft.rest(key, json.dumps(person[key], ensure_ascii=False))


def _office(draft: Draft, membership: _Table, names: Mapping[str, str]) -> None:
    def named(key: str) -> str:
        number = str(membership.get(key) or "")
        return names.get(number, number)

    role = str(membership.get("role") or "member")
    text = ", ".join(filter(None, (role, named("organization_id"), named("on_behalf_of_id"))))
    first = str(membership.get("start_date") or "")
    last = str(membership.get("end_date") or "")
    span = f" ({first or '?'} - {last})" if first or last else ""
    draft.put("positions", text + span)
    for key in ("area_id", "legislative_period_id", "post_id"):
        if membership.get(key):
            draft.rest(f"membership {key.removesuffix('_id')}", named(key))
    taken = {"person_id", "organization_id", "on_behalf_of_id", "role", "start_date", "end_date"}
    for key in membership.keys() - taken - {"area_id", "legislative_period_id", "post_id"}:
        draft.rest(f"membership {key}", str(membership[key]))
