"""What the spellings of a group of mentions say: keys under which it may meet other groups.

A profile is made of the names alone; it decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from dalil.claims.wordlists import lexicon
from dalil.evidence import Mention
from dalil.names.fold import fold, folds_unmarked, name_key, words
from dalil.names.inflect import base_forms
from dalil.names.orgforms import OrgName, parse_org
from dalil.names.parts import PersonName, is_initial, masculine, parse_person, patronymic_base
from dalil.names.tables import PARTICLES

_ACRONYM = re.compile(r"[^\W\d_](?:[^\W\d_]|&|\.|-|\d){1,9}")
_STATE_WORDS = frozenset({"republic", "state", "kingdom", "federation", "of", "the"})


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling of a group and the oldest mention that bears it."""

    text: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions already held to be one by judgements within documents or by persons.

    Attributes:
        id: Id of the oldest mention.
        type: By vote.
        spellings: Distinct spellings, oldest first.
        exhibits: Exhibits in which it occurs.
        births: Days or years of birth that its documents tell, ISO 8601.
    """

    id: str
    type: str
    spellings: tuple[Spelling, ...]
    exhibits: frozenset[str]
    births: frozenset[str] = frozenset()


Context = Mapping[str, Mapping[str, str]]
"""Names by key that each exhibit mentions, with their words; places have keys that begin with LOC."""


def shared_names(one: Group, other: Group, context: Context, *, places: bool) -> list[str]:
    """Places, or persons and organisations, that documents of both groups mention, in order."""
    own, against = (
        {
            key: text
            for exhibit in sorted(group.exhibits)
            for key, text in context.get(exhibit, {}).items()
        }
        for group in (one, other)
    )
    return sorted(
        own[key] for key in own.keys() & against.keys() if key.startswith("LOC ") == places
    )


@dataclass(frozen=True, slots=True)
class Person:
    """A spelling of a person's full name.

    Attributes:
        given: Readings of the first given name; ``{initial}`` where only that is known.
        family: Readings of the family name.
        declined: Readings of the pair (given, family) if the spelling stands in an oblique case.
        doubtful: Such readings where it may as well be the name of the other sex (Валентина Шевчук).
        initials: First letters of all given names, in order.
        patronymic: Key of the patronymic, "" when none.
        generation: Which of father and son is told; 0 where nothing tells.
        sex: ``m`` or ``f`` where something tells, else "".
        births: As of :class:`Group`.
    """

    spelling: Spelling
    name: PersonName
    given: frozenset[str]
    family: frozenset[str]
    declined: frozenset[tuple[str, str]]
    doubtful: frozenset[tuple[str, str]]
    initials: str
    patronymic: str
    generation: int = 0
    sex: str = ""
    births: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether the first given name is more than an initial."""
        return self.name.full and not is_initial(self.name.given[0])


def people(group: Group) -> list[Person]:
    """Read the spellings of a person that hold a given name (or initial) and a family name."""
    found = []
    for spelling in group.spellings:
        name = parse_person(spelling.text)
        if name.family and name.given:
            found.append(_person(spelling, name, group.births))
    return found


def families(group: Group) -> frozenset[str]:
    """Readings of the family names in a group's spellings."""
    names = [parse_person(spelling.text) for spelling in group.spellings]
    return frozenset(key for name in names for key in _family_keys(name))


def _family_keys(name: PersonName) -> frozenset[str]:
    own = [word for part in name.family for word in words(part) if word not in PARTICLES]
    if len(own) == 1:
        return folds_unmarked(own[0])
    joined = fold("".join(own))
    return frozenset({joined}) if joined else frozenset()


def _person(spelling: Spelling, name: PersonName, births: frozenset[str]) -> Person:
    first = name.given[0]
    given = frozenset({fold(first)[:1]}) if is_initial(first) else folds_unmarked(words(first)[0])
    declined, doubtful = _bases(name, given)
    return Person(
        spelling=spelling,
        name=name,
        given=given,
        family=_family_keys(name),
        declined=declined,
        doubtful=doubtful,
        initials="".join(fold(word)[:1] for word in name.given),
        patronymic=" ".join(fold(patronymic_base(word) or word) for word in name.patronymic),
        generation=name.generation,
        sex=name.sex,
        births=births,
    )


_Bases = frozenset[tuple[str, str]]


def _bases(name: PersonName, given: frozenset[str]) -> tuple[_Bases, _Bases]:
    """Pairs that a declined name goes back to, and those that may as well be of the other sex.

    A given name in -а, -у or -е with a family name as it stands is a man's in an oblique case or
    a woman's: Валентина Шевчук, Александру Коваленко. The family name's case or a patronymic tells.
    """
    first = words(name.given[0])[0] if words(name.given[0]) else ""
    last = words(name.family[-1])[-1] if words(name.family[-1]) else ""
    whole = bool(first) and not first.isascii() and not is_initial(name.given[0])
    if not (whole and len(name.family) == 1 and _can_decline(last)):
        return frozenset(), frozenset()
    known = fold(last)
    pairs = {(fold(one), fold(other)) for one in base_forms(first) for other in base_forms(last)}
    if name.patronymic or not first.lower().endswith(_OF_EITHER_SEX):
        return frozenset(pairs), frozenset()
    held = {pair for pair in pairs if pair[1] == known and pair[0] not in given}
    if first.lower().endswith(_OF_A_WOMAN) and last[-1:].lower() not in _UNDECLINED:
        held = {pair for pair in held if not pair[0].endswith("a")}  # a man's family name declines
    return frozenset(pairs - held), frozenset(held)


_OF_EITHER_SEX = ("а", "я", "у", "ю", "е")
"""Endings that a man's given name in an oblique case shares with a woman's."""
_OF_A_WOMAN = ("у", "ю", "е")
_UNDECLINED = frozenset("оеиуюыэ")


def _can_decline(family: str) -> bool:
    """Whether a form in -а is no woman's family name (Ивановой husband's genitive and her name agree)."""
    return masculine(family) == family


@dataclass(frozen=True, slots=True)
class Organisation:
    """A spelling of an organisation's name.

    Attributes:
        base: Key without words that name a country or place.
        places: Those words' keys.
    """

    spelling: Spelling
    name: OrgName
    base: str
    places: frozenset[str]


def organisations(group: Group, places: frozenset[str]) -> list[Organisation]:
    """Read the spellings of an organisation, names in brackets too; acronyms are left to others."""
    found = []
    for spelling in group.spellings:
        name = parse_org(spelling.text)
        if is_acronym(spelling.text) or not name.key:
            continue
        keys = name.key.split()
        seats = _seats(name)
        here = seats | frozenset(key for key in keys if key in places)
        rest = [key for key in keys if key not in here and not (here and key == "#republic")]
        found.append(Organisation(spelling, name, " ".join(rest), here if rest else frozenset()))
    return [one for one in found if one.base]


def _seats(name: OrgName) -> frozenset[str]:
    """Countries that stand in brackets: Blue Ocean (Malta) is not Blue Ocean (Cyprus)."""
    told = (name_key(alias) for alias in name.aliases)
    return frozenset(word for key in told if key in _countries() for word in key.split())


def is_acronym(text: str) -> bool:
    """Whether a text is one word of two to ten capitals."""
    bare = text.strip()
    return (
        bool(_ACRONYM.fullmatch(bare)) and sum(map(str.isupper, bare)) >= 2 and bare.upper() == bare
    )


def acronyms(group: Group) -> frozenset[str]:
    """Acronyms among a group's spellings."""
    return frozenset(s.text.replace(".", "") for s in group.spellings if is_acronym(s.text))


def place_key(text: str) -> str:
    """Key of a place: a country by its code, whatever it is called; else the folded name."""
    key = name_key(text)
    code = _countries().get(key)
    if code:
        return code
    bare = " ".join(word for word in key.split() if word not in _state_keys())
    return bare or key


@cache
def _state_keys() -> frozenset[str]:
    return frozenset(map(fold, _STATE_WORDS)) | {"respublika"}


@cache
def _countries() -> Mapping[str, str]:
    table: dict[str, str] = {}
    for code, entry in lexicon("mentions_countries").items():
        for language in ("en", "ru", "fr", "kk"):
            for name in entry.get(language, ()):
                table.setdefault(name_key(str(name)), f"country:{code}")
    return table


@lru_cache(maxsize=1 << 14)
def place_words(text: str) -> tuple[str, ...]:
    """Keys of the words of a place's name, without words such as Republic."""
    return tuple(key for key in name_key(text).split() if key not in _state_keys())


@dataclass
class Index:
    """Groups by key, each group at most once under a key, in the order of the groups."""

    rows: dict[object, list[str]] = field(default_factory=dict)

    def add(self, keys: Iterable[object], group: str) -> None:
        """Put a group under keys."""
        for key in keys:
            held = self.rows.setdefault(key, [])
            if not held or held[-1] != group:
                held.append(group)

    def get(self, keys: Iterable[object]) -> Sequence[str]:
        """Groups under any of the keys, in order of the keys: the same in every process."""
        ordered = sorted(keys, key=str)
        return list(dict.fromkeys(group for key in ordered for group in self.rows.get(key, ())))
