"""List entries as FollowTheMoney entities, and examples in that shape as somebody to be screened.

What an entry says that no property holds (its rows' leftovers, its place in the file) stays on the
shelf and is not squeezed in. Nothing is guessed: a country that the gazetteer does not know leaves
as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from dalil.claims.wordlists import lexicon
from dalil.errors import BadInput
from dalil.evidence import PartialDate, Precision
from dalil.matching.qualifiers import Qualifiers, country_key
from dalil.matching.refusals import cannot_tell
from dalil.matching.screen import Subject
from dalil.matching.standing import is_off
from dalil.matching.values import ListEntry, ListVersion
from dalil.names.orgforms import has_form
from dalil.schema import matchable as ftm

Properties = dict[str, list[object]]

LONGEST = 500
"""Most characters of a name that is asked; more is refused."""
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WEAK = frozenset({"weak", "low"})
_TOPIC_OF = {
    "sanctions": "sanction",
    "debarment": "debarment",
    "peps": "role.pep",
    "export-control": "export.control",
}
_MEASURES = frozenset({"sanction", "debarment", "export", "asset"})
"""First words of topics that a delisting ends."""
_OWN_IDS = frozenset({"ftm", "opensanctions_ftm", "opensanctions_csv"})
"""Formats whose ids are FollowTheMoney's own and stay as they are."""
_NUMBER_OF = (
    ("passport", "passportNumber"),
    ("imo", "imoNumber"),
    ("mmsi", "mmsi"),
    ("lei", "leiCode"),
    ("swift", "swiftBic"),
    ("inn", "innCode"),
    ("ogrn", "ogrnCode"),
    ("tax", "taxNumber"),
    ("vat", "vatCode"),
    ("registration", "registrationNumber"),
    ("digital currency", "publicKey"),
    ("call sign", "callSign"),
    ("serial", "serialNumber"),
)
_NUMBERS_IN = {
    "Vessel": (
        frozenset({"registrationNumber", "imoNumber", "mmsi", "callSign"}),
        "registrationNumber",
    ),
    "Airplane": (frozenset({"registrationNumber", "serialNumber"}), "registrationNumber"),
    "Vehicle": (frozenset({"registrationNumber"}), "registrationNumber"),
    "CryptoWallet": (frozenset({"publicKey"}), "notes"),
}
"""Numbers that a schema has which is no legal entity, and where its others go."""
_NOT_LEGAL = frozenset({"callSign", "mmsi", "publicKey", "serialNumber"})


def entity_id(entry: str, version: ListVersion) -> str:
    """The id under which an entry is served: that of its list before its own, unless it is FtM's."""
    return entry if version.format in _OWN_IDS else f"{version.list}-{entry}"


def entry_id(served: str, version: ListVersion) -> str | None:
    """The entry's own id behind a served one; None where it cannot be of this list."""
    if version.format in _OWN_IDS:
        return served
    return served[len(version.list) + 1 :] if served.startswith(f"{version.list}-") else None


def ids_of(entry: ListEntry, version: ListVersion) -> frozenset[str]:
    """Every id under which an entry is known: served, its own, and those it had before."""
    earlier = (text for key, text in entry.rest if key == "referents")
    return frozenset({entity_id(entry.id, version), entry.id, *earlier})


def schema_of(entry: ListEntry) -> str:
    """The FtM schema of an entry: what its list says, else by its type and legal form."""
    said = next((text for key, text in entry.rest if key == "schema"), "")
    if said in ftm.SCHEMATA:
        return said
    if entry.type == "company" and any(has_form(name.text) for name in entry.names[:3]):
        return "Company"
    return ftm.OF_TYPE.get(entry.type, "LegalEntity")


def topics_of(entry: ListEntry, version: ListVersion) -> tuple[str, ...]:
    """What the list says of an entry; where it says nothing, what the list is for.

    An entry that is off the list by its version's day is under no measure of it any more.
    """
    kind = _TOPIC_OF.get(version.kind, "")
    topics = entry.topics or ((kind,) if kind else ())
    if not is_off(entry, version.version):
        return topics
    return tuple(topic for topic in topics if topic.partition(".")[0] not in _MEASURES)


def is_target(entry: ListEntry, version: ListVersion) -> bool:
    """Whether an entry is the object of a measure, and not only related to one."""
    if is_off(entry, version.version):
        return False
    measured = {"sanction", "debarment"} & set(topics_of(entry, version))
    return bool(measured) or _said(entry, "target") == "True"


def countries_of(entry: ListEntry) -> tuple[str, ...]:
    """Countries as codes where they are known, else as printed."""
    found = []
    for printed in entry.countries:
        key = country_key(printed)
        found.append(key if len(key) == 2 else printed)
    return tuple(dict.fromkeys(found))


def changed_at(entry: ListEntry, version: ListVersion) -> str:
    """Day of the entry's last change as far as the list tells, else that of the version."""
    told = max(filter(None, (entry.updated_on, entry.listed_on, entry.delisted_on)), default="")
    found = _DAY.match(told) or _DAY.match(version.version) or _DAY.match(version.imported_at)
    return found.group() if found else ""


def to_entity(entry: ListEntry, version: ListVersion, *, nested: bool = False) -> dict[str, object]:
    """An entry as an entity in yente's shape.

    Args:
        entry: The entry.
        version: The version of the list that it stands in.
        nested: Put listings and named parties in as entities of their own.

    Returns:
        ``id``, ``caption``, ``schema``, ``properties``, ``datasets``, ``referents``, ``target``,
        ``first_seen``, ``last_seen``, ``last_change``; times are ISO seconds without zone or None.
    """
    served = entity_id(entry.id, version)
    properties = properties_of(entry, version)
    if nested:
        for name, others in adjacent_of(entry, version).items():
            properties[name] = list(others)
    rest = [text for key, text in entry.rest if key == "referents"]
    referents = [*([] if served == entry.id else [entry.id]), *rest]
    return {
        "id": served,
        "caption": entry.names[0].text if entry.names else served,
        "schema": schema_of(entry),
        "properties": properties,
        "datasets": [version.list],
        "referents": list(dict.fromkeys(referents)),
        "target": is_target(entry, version),
        "first_seen": seconds(_said(entry, "first_seen") or entry.listed_on),
        "last_seen": seconds(_said(entry, "last_seen") or version.version or version.imported_at),
        "last_change": seconds(changed_at(entry, version)),
    }


def properties_of(entry: ListEntry, version: ListVersion) -> Properties:
    """What an entry says in FtM's properties; empty ones are left out."""
    schema = schema_of(entry)
    found: dict[str, list[str]] = {}

    def put(name: str, *values: str | None) -> None:
        held = found.setdefault(name, [])
        held.extend(value for value in values if value and value not in held)

    for position, name in enumerate(entry.names):
        put(_name_property(position, name.kind, name.quality), name.text)
    person, legal = schema == "Person", ftm.is_a(schema, "LegalEntity")
    put(
        "nationality" if person else "flag" if schema == "Vessel" else "country",
        *countries_of(entry),
    )
    if person:
        put("birthDate", *(date.value for date in entry.birth_dates))
        put("birthPlace", *entry.birth_places)
        put("gender", entry.gender)
        put("position", *entry.positions)
    else:
        put("notes", *entry.positions)
    for kind, number, _ in entry.identifiers:
        put(_number_property(kind, schema), number)
    put("address", *entry.addresses)
    for kind, text in entry.contacts:
        put(kind if legal and kind in ("email", "phone", "website") else "notes", text)
    put("program", *entry.programmes)
    put("topics", *topics_of(entry, version))
    put("notes", entry.reasons)
    put("createdAt", entry.listed_on)
    put("modifiedAt", entry.updated_on)
    return {name: list(values) for name, values in found.items() if values}


def adjacent_of(entry: ListEntry, version: ListVersion) -> dict[str, list[dict[str, object]]]:
    """Entities beside an entry: its listing, and the parties that the list names with it."""
    served, found = entity_id(entry.id, version), dict[str, list[dict[str, object]]]()
    if entry.listed_on or entry.programmes or entry.legal_basis or entry.measures:
        found["sanctions"] = [_listing(entry, version, served)]
    links = [
        _side_entity(
            f"{served}#link{number}",
            "UnknownLink",
            f"{kind}: {whom}",
            version,
            {"subject": [served], "object": [whom], "role": [kind]},
        )
        for number, (kind, whom) in enumerate(entry.relations, 1)
    ]
    if links:
        found["unknownLinkTo"] = links
    return found


def _listing(entry: ListEntry, version: ListVersion, served: str) -> dict[str, object]:
    said = {
        "entity": [served],
        "authority": [version.publisher],
        "program": list(entry.programmes),
        "provisions": list(entry.measures),
        "reason": [entry.reasons] if entry.reasons else [],
        "listingDate": [entry.listed_on] if entry.listed_on else [],
        "endDate": [entry.delisted_on] if entry.delisted_on else [],
        "status": [entry.status] if entry.status else [],
        "authorityId": [entry.id],
        "summary": list(entry.legal_basis),
    }
    caption = "; ".join(entry.programmes) or version.publisher
    return _side_entity(f"{served}#listing", "Sanction", caption, version, said)


def _side_entity(
    id_: str, schema: str, caption: str, version: ListVersion, said: Mapping[str, list[str]]
) -> dict[str, object]:
    return {
        "id": id_,
        "caption": caption,
        "schema": schema,
        "properties": {name: values for name, values in said.items() if values},
        "datasets": [version.list],
        "referents": [],
        "target": False,
        "first_seen": None,
        "last_seen": seconds(version.version),
        "last_change": None,
    }


def _name_property(position: int, kind: str, quality: str | None) -> str:
    if position == 0:
        return "name"
    if (quality or "") in _WEAK:
        return "weakAlias"
    return {"primary": "name", "former name": "previousName"}.get(kind, "alias")


def _number_property(kind: str, schema: str) -> str:
    """The property of a number that the schema has; a note where it has none for it."""
    word = kind.lower()
    name = (
        kind if kind in ftm.NUMBERS else next((p for k, p in _NUMBER_OF if k in word), "idNumber")
    )
    if schema in _NUMBERS_IN:
        known, other = _NUMBERS_IN[schema]
        return name if name in known else other
    if not ftm.is_a(schema, "LegalEntity"):
        return "notes"
    foreign = name in _NOT_LEGAL or (name == "imoNumber" and not ftm.is_a(schema, "Organization"))
    return "idNumber" if foreign or (name == "passportNumber" and schema != "Person") else name


def _said(entry: ListEntry, name: str) -> str:
    return next((text for key, text in entry.rest if key == name), "")


def seconds(text: str | None) -> str | None:
    """A day or time as ISO seconds without zone; None where it is neither."""
    day = _DAY.match(text or "")
    if text is None or day is None:
        return None
    clock = re.match(r"[T ](\d{2}:\d{2}:\d{2})", text[10:])
    return f"{day.group()}T{clock.group(1) if clock else '00:00:00'}"


@cache
def _country_names() -> dict[str, str]:
    return {
        str(code).lower(): str(entry["en"][0])
        for code, entry in lexicon("mentions_countries").items()
        if entry.get("en")
    }


def country_name(code: str) -> str:
    """The English name of a country's code; what is no known code stays as it is."""
    return _country_names().get(code.lower(), code)


def subject_of(schema: str, properties: Mapping[str, Sequence[str]]) -> Subject:
    """Somebody to be screened, from an example in FtM's shape.

    Args:
        schema: A schema that can be matched.
        properties: Values by property; all texts.

    Raises:
        BadInput: An unknown schema or property, one that cannot be matched, a date that is none, a
            name that is too long, or nothing to look for.
    """
    found = ftm.SCHEMATA.get(schema)
    if found is None or not (found.matchable or schema == "Thing"):
        able = ", ".join(name for name, one in ftm.SCHEMATA.items() if one.matchable)
        raise BadInput(f"The schema {schema!r} cannot be matched.", f"Choose from: {able}.")
    unknown = sorted(properties.keys() - ftm.properties())
    if unknown:
        raise BadInput(f"{', '.join(unknown)[:200]} is no property of FollowTheMoney known here.")
    told = tuple(dict.fromkeys(_names(properties)))
    for name in told:
        if len(name) > LONGEST:
            raise BadInput(f"A name has {len(name)} characters; the bound is {LONGEST}.")
    reasons = {name: cannot_tell(name, found.type) for name in told}
    names = tuple(name for name in told if not reasons[name])
    facts = Qualifiers(
        tuple(partial_date(text) for text in _all(properties, ftm.BIRTHS)),
        tuple(_all(properties, ftm.COUNTRIES)),
        next(_all(properties, ftm.GENDERS), ""),
        tuple(_all(properties, ftm.PLACES)),
        tuple(_all(properties, ftm.ADDRESSES)),
        tuple((name, text, "") for name in ftm.NUMBERS for text in properties.get(name, ())),
    )
    if not names and not facts.identifiers:
        said = "; ".join(f"{name[:80]!r} {reasons[name]}" for name in told)
        raise BadInput(
            f"The example holds no name to look for, and no number: {said or 'no letter or digit'}."
        )
    return Subject(names, found.type, facts)


def unused(properties: Mapping[str, Sequence[str]]) -> list[str]:
    """Properties of an example that the score does not look at."""
    return sorted(properties.keys() - ftm.SCORED)


def passed_over(
    schema: str, properties: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, str], ...]:
    """Names of an example that are not looked for, each with the reason."""
    kind = ftm.SCHEMATA[schema].type
    told = [text for name in ftm.NAMES for text in properties.get(name, ())]
    told += [text for text in _names(properties) if text not in told]
    found = {
        text: cannot_tell(text, kind) if _telling(text) else "holds no letter" for text in told
    }
    more = {
        text: f"is a second {name}: parts are joined from one of each"
        for name in ftm.PARTS
        for text in properties.get(name, ())[1:]
    }
    return tuple((text, reason) for text, reason in (found | more).items() if reason)


def _names(properties: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for name in ftm.NAMES:
        yield from (text for text in properties.get(name, ()) if _telling(text))
    parts = [list(properties.get(name, ()))[:1] for name in ftm.PARTS if name != "motherName"]
    whole = " ".join(text for part in parts for text in part)
    given = any(_telling(text) for name in ftm.NAMES for text in properties.get(name, ()))
    if _telling(whole) and (not given or (parts[0] and parts[-1])):
        yield whole


def _telling(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _all(properties: Mapping[str, Sequence[str]], names: Sequence[str]) -> Iterator[str]:
    return (text for name in names for text in properties.get(name, ()) if text.strip())


def partial_date(text: str) -> PartialDate:
    """A date as FtM writes it: year, month or day.

    Raises:
        BadInput: It is none.
    """
    found = _DATE.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        year, month, day = found.groups()
        date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise BadInput(
            f"{text[:80]!r} is no date.", "Dates are YYYY, YYYY-MM or YYYY-MM-DD."
        ) from error
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return PartialDate("-".join(filter(None, (year, month, day))), precision)
