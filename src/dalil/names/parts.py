"""The parts of a person's name: given names, patronymic, family name, titles.

Order is read from signs, not from statistics: a comma, capitals, a patronymic, endings of family
names. Where there is no sign, the last word is taken as the family name and ``certain`` is False.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dalil.names.inflect import base_forms
from dalil.names.scripts import MARKS, clean
from dalil.names.tables import (
    FAMILY_ENDINGS,
    FEMININE_PATRONYMICS,
    FEMININE_TO_MASCULINE,
    NAME_SUFFIXES,
    PARTICLES,
    PATRONYMIC_ENDINGS,
    TITLES,
)

_WORD = re.compile(rf"(?:[^\W\d_]|[{MARKS}])+(?:['’-](?:[^\W\d_]|[{MARKS}])+)*\.?|[^\W\d_]\.")
_INITIALS = re.compile(r"(?<![^\W\d_])([^\W\d_])\.(?=[^\W\d_])")
_BRACKETS = re.compile(r"\([^()]*\)")
_ORDINALS = re.compile(r"\b\d{1,3}(?:st|nd|rd|th)\b", re.IGNORECASE)
_CAPS_AT_LEAST = 3
_PATRONYMIC = tuple(PATRONYMIC_ENDINGS)
_FEMININE = tuple(sorted(FEMININE_TO_MASCULINE, key=len, reverse=True))
_SOFT = "ьийiy"
GENERATIONS = {
    **dict.fromkeys(("sr", "snr", "senior", "père", "ст", "старший"), 1),
    **dict.fromkeys(("jr", "jnr", "junior", "júnior", "fils", "filho", "hijo", "мл", "младший"), 2),
    **dict.fromkeys(("ii", "2nd"), 2),
    **dict.fromkeys(("iii", "3rd", "neto"), 3),
    "iv": 4,
}
"""Words after a name that tell a father from his son: 1 the elder, 2 the second, 3 the third."""
_MEN = frozenset(
    [
        "mr",
        "herr",
        "monsieur",
        "m",
        "sir",
        "mister",
        "señor",
        "don",
        "г-н",
        "господин",
        "пан",
        "мырза",
        "السيد",
        "מר",
        "นาย",
    ]
)
_WOMEN = frozenset(
    [
        "mrs",
        "ms",
        "miss",
        "frau",
        "mme",
        "madame",
        "mlle",
        "mademoiselle",
        "señora",
        "señorita",
        "doña",
        "dame",
        "г-жа",
        "госпожа",
        "пані",
        "ханым",
        "السيدة",
        "גברת",
        "นาง",
        "นางสาว",
    ]
)
_WEAK = frozenset({"in", "ina", "ин", "ина", "ын", "ына"})


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name taken apart; the words as printed, without titles.

    Attributes:
        given: Given names and initials.
        patronymic: Patronymics (``Sorukhovich``, ``Abishuly``).
        family: Family names, particles joined to the name that follows.
        titles: Titles and suffixes that stood with the name.
        certain: A sign told which word is the family name.
    """

    given: tuple[str, ...]
    patronymic: tuple[str, ...]
    family: tuple[str, ...]
    titles: tuple[str, ...] = ()
    certain: bool = False

    @property
    def generation(self) -> int:
        """Which of father and son is told, as in :data:`GENERATIONS`; 0 where nothing tells."""
        told = (GENERATIONS.get(title.rstrip(".").lower(), 0) for title in self.titles)
        return max(told, default=0)

    @property
    def sex(self) -> str:
        """``m`` or ``f`` where a patronymic or a title tells, else "" (an ending of a family name may be declined)."""
        for word in self.patronymic:
            base = patronymic_base(word)
            if base is not None:
                return "f" if base.lower().endswith(FEMININE_PATRONYMICS) else "m"
        told = {title.rstrip(".").lower() for title in self.titles}
        men, women = not told.isdisjoint(_MEN), not told.isdisjoint(_WOMEN)
        return "m" if men and not women else "f" if women and not men else ""

    @property
    def full(self) -> bool:
        """Whether there is a family name and a given name that is more than an initial."""
        return bool(self.family) and any(not is_initial(word) for word in self.given)


def is_initial(word: str) -> bool:
    """Whether a word is one letter, with or without a full stop."""
    return len(word.rstrip(".")) == 1


def patronymic_base(word: str) -> str | None:
    """Give the base form of a patronymic, declined or not; None for any other word.

    Some family names (Abramovich) have the ending too.
    """
    for form in base_forms(word):
        lower = form.lower()
        if lower.endswith(_PATRONYMIC) and any(
            lower.endswith(end) and len(lower) > len(end) + 1 for end in _PATRONYMIC
        ):
            return form
    return None


def patronymic_stem(word: str) -> str:
    """Give the father's name in a patronymic: what stands before its ending, without a soft sound.

    Геннадьевич and Геннадиевич, Серікұлы and Серикович name one father each. "" where nothing is left.
    """
    lower = word.lower()
    ending = max((end for end in _PATRONYMIC if lower.endswith(end)), key=len, default="")
    return lower[: len(lower) - len(ending)].rstrip(_SOFT) if ending else ""


def is_patronymic(word: str) -> bool:
    """Whether a word has the ending of a patronymic, in any case."""
    return patronymic_base(word) is not None


def masculine(family: str) -> str:
    """Give the masculine form of a gendered family name: ``Ivanova`` and ``Ivanov`` meet there."""
    lower = family.lower()
    if not lower.endswith(_FEMININE):
        return family
    for ending in _FEMININE:
        if lower.endswith(ending) and len(lower) > len(ending) + 1:
            return family[: len(family) - len(ending)] + FEMININE_TO_MASCULINE[ending]
    return family


@lru_cache(maxsize=1 << 15)
def parse_person(name: str) -> PersonName:
    """Take a person's name apart."""
    text = _INITIALS.sub(r"\1. ", _ORDINALS.sub(" ", _BRACKETS.sub(" ", clean(name))))
    head, comma, tail = text.partition(",")
    own, titles = _without_titles(_WORD.findall(head))
    if comma:
        rest, more = _without_titles(_WORD.findall(tail))
        titles += more
        if own and rest:
            given, patronymic = _split_patronymic(rest)
            return PersonName(given, patronymic, _join(own), titles, certain=True)
    return _by_signs(own, titles)


def looks_like_person(name: str) -> bool:
    """Whether a text has the shape of a person's name: two to five words, no digits, no signs."""
    text = clean(_BRACKETS.sub(" ", name))
    parsed = parse_person(text)
    count = len(parsed.given) + len(parsed.patronymic) + len(parsed.family)
    plain = re.fullmatch(r"[^\W\d_'’.,\-]+(?:[\s,.'’-]+[^\W\d_'’.,\-]+)*\.?", text)
    return (
        bool(plain) and 2 <= count <= 5 and not re.search(r"\b(?:of|and|the|for)\b", text.lower())
    )


def _without_titles(found: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Take titles off the beginning and suffixes off the end."""
    titles: list[str] = []
    while len(found) > 1 and found[0].rstrip(".").lower() in TITLES:
        titles.append(found.pop(0))
    while len(found) > 1 and found[-1].rstrip(".").lower() in NAME_SUFFIXES:
        titles.append(found.pop())
    return found, tuple(titles)


def _by_signs(own: list[str], titles: tuple[str, ...]) -> PersonName:
    if len(own) < 2:
        return PersonName((), (), _join(own), titles)
    capitals = [word for word in own if word.isupper() and len(word) >= _CAPS_AT_LEAST]
    if capitals and len(capitals) < len(own) and not all(map(is_initial, set(own) - set(capitals))):
        rest = [word for word in own if word not in capitals]
        given, patronymic = _split_patronymic(rest)
        return PersonName(given, patronymic, _join(capitals), titles, certain=True)
    return _by_patronymic(own, titles) or _by_initials(own, titles) or _by_endings(own, titles)


def _by_patronymic(own: list[str], titles: tuple[str, ...]) -> PersonName | None:
    """Read ``Family Given Patronymic``, ``Given Patronymic Family`` and ``Given Patronymic``.

    ``Given Family Patronymic`` is read where only the second word has the ending of a family name.
    """
    places = [place for place, word in enumerate(own) if place and is_patronymic(word)]
    if not places:
        return None
    place = places[0]
    if place == len(own) - 1:
        if len(own) == 3 and _is_family(own[1]) and not _is_family(own[0]):
            return PersonName((own[0],), (own[-1],), (own[1],), titles, certain=True)
        if len(own) >= 3:
            return PersonName(tuple(own[1:-1]), (own[-1],), (own[0],), titles, certain=True)
        if own[-1].lower().endswith(FEMININE_PATRONYMICS):
            return PersonName((own[0],), (own[-1],), (), titles, certain=True)
        return None
    return PersonName(
        tuple(own[:place]), (own[place],), _join(own[place + 1 :]), titles, certain=True
    )


def _by_initials(own: list[str], titles: tuple[str, ...]) -> PersonName | None:
    """Read ``Family I. O.``: initials after the only whole word."""
    if not is_initial(own[0]) and all(map(is_initial, own[1:])):
        return PersonName(tuple(own[1:]), (), (own[0],), titles, certain=True)
    return None


def _by_endings(own: list[str], titles: tuple[str, ...]) -> PersonName:
    first, last = own[0], own[-1]
    if len(own) == 2 and _is_family(first) and not _is_family(last) and not first.isascii():
        return PersonName((last,), (), (first,), titles, certain=True)
    at = len(own) - 1
    while at > 1 and own[at - 1].lower() in PARTICLES:
        at -= 1
    whole = any(is_initial(word) for word in own[:at])
    return PersonName(
        tuple(own[:at]), (), _join(own[at:]), titles, certain=_is_family(last) or whole
    )


def _is_family(word: str) -> bool:
    """Whether a word has an ending that only family names have: -ин and -ина end other words too."""
    ending = next((end for end in FAMILY_ENDINGS if word.lower().endswith(end)), "")
    return bool(ending) and ending not in _WEAK and len(word) > len(ending) + 2


def _split_patronymic(rest: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if len(rest) > 1 and is_patronymic(rest[-1]):
        return tuple(rest[:-1]), (rest[-1],)
    return tuple(rest), ()


def _join(family: list[str]) -> tuple[str, ...]:
    """Join particles to the word after them: ``van Steenhage``."""
    joined: list[str] = []
    held: list[str] = []
    for word in family:
        held.append(word)
        if word.lower() not in PARTICLES:
            joined.append(" ".join(held))
            held = []
    return (*joined, *held)
