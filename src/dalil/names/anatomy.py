"""How a name of a person is built, in the customs of many countries: a part and its role, word by word.

Slavic and Kazakh names with patronymics, Arabic chains (bin, abu, al-, abd al-, -ullah), Chinese and
Korean names in their own scripts and romanised, Hungarian order, Spanish and Portuguese double
surnames, particles, initials, titles. Where a name may be built in two ways both are given; no
statistics decide, and nothing is said of where the bearer comes from: ``custom`` names the pattern of
the words, not a nationality.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dalil.names import customs
from dalil.names.fold import fold
from dalil.names.parts import PersonName, is_initial, parse_person
from dalil.names.scripts import clean, main_script
from dalil.names.tables import TITLES

_LONGEST = 240
_MOST_WORDS = 20
_JOINT = re.compile(r"\s*[·・‧•]\s*")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name.

    Attributes:
        text: As printed, particles and markers included (``van Steenhage``, ``bin Karim``).
        role: ``given``, ``initial``, ``patronymic``, ``family``, ``nasab`` (bin X), ``kunya`` (abu
            X), ``nisba`` (al-X), ``title``.
        core: The word without particle or marker: what two spellings are compared by.
    """

    text: str
    role: str
    core: str


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A name taken apart.

    Attributes:
        parts: In the order of the words printed.
        custom: The pattern: ``western``, ``slavic``, ``arabic``, ``chinese``, ``korean``,
            ``japanese``, ``hungarian``, ``spanish``, ``portuguese``, or ``unknown``.
        order: ``given-first``, ``family-first`` or ``unknown``.
        alternatives: Other ways to take the same name apart, the likelier first.
    """

    parts: tuple[Part, ...]
    custom: str
    order: str
    alternatives: tuple[tuple[Part, ...], ...] = ()

    def of(self, *roles: str) -> tuple[Part, ...]:
        """Give the parts of these roles."""
        return tuple(part for part in self.parts if part.role in roles)

    @property
    def family(self) -> tuple[str, ...]:
        """Cores of the family names; a Spanish name's first is the father's."""
        return tuple(part.core for part in self.of("family", "nisba"))

    @property
    def given(self) -> tuple[str, ...]:
        """Cores of given names and initials."""
        return tuple(part.core for part in self.of("given", "initial"))


@lru_cache(maxsize=1 << 15)
def anatomy(name: str) -> Anatomy:
    """Take a person's name apart.

    Args:
        name: A name in any script; beyond 240 characters it is cut.

    Returns:
        Its parts; () for a text without letters.
    """
    text = clean(name[:_LONGEST])
    parsed = parse_person(text)
    titles = tuple(Part(title, "title", title.rstrip(".")) for title in parsed.titles)
    words = customs.words_of(_JOINT.sub(" ", text), parsed.titles)[:_MOST_WORDS]
    if len(words) == 1 and not titles and words[0].rstrip(".").lower() in TITLES:
        titles, words = (Part(words[0], "title", words[0].rstrip(".")),), []
    if not words:
        return Anatomy(titles, "unknown", "unknown")
    found = (
        _unspaced(words, foreign=bool(_JOINT.search(text)))
        or _arabic(words)
        or _slavic(parsed)
        or _romanised_eastern(words, "," in text)
        or _hungarian(words, parsed)
        or _iberian(words, parsed)
        or _western(parsed)
    )
    return Anatomy((*titles, *found.parts), found.custom, found.order, found.alternatives)


def _given(words: tuple[str, ...] | list[str]) -> list[Part]:
    return [
        Part(word, "initial" if is_initial(word) else "given", word.rstrip(".")) for word in words
    ]


def _family(texts: tuple[str, ...] | list[str]) -> list[Part]:
    return [Part(text, "family", customs.without_particles(text)) for text in texts]


def _western(parsed: PersonName) -> Anatomy:
    parts = [*_given(parsed.given), *_patronymics(parsed), *_family(parsed.family)]
    return Anatomy(tuple(parts), "western", "given-first" if parsed.certain else "unknown")


def _patronymics(parsed: PersonName) -> list[Part]:
    return [Part(word, "patronymic", word) for word in parsed.patronymic]


def _slavic(parsed: PersonName) -> Anatomy | None:
    """Patronymics in -ovich, -ovna, -uly, -kyzy and their kin: the parts in the order given."""
    if not parsed.patronymic:
        return None
    parts = [*_given(parsed.given), *_patronymics(parsed), *_family(parsed.family)]
    return Anatomy(tuple(parts), "slavic", "unknown")


def _unspaced(words: list[str], foreign: bool) -> Anatomy | None:
    """Han and Hangul names, family name first; a middle dot marks a foreign name."""
    script = main_script(words[0])
    if script not in ("Han", "Hangul", "Hiragana", "Katakana"):
        return None
    if foreign or script == "Katakana":
        return Anatomy((*_given(words[:-1]), *_family(words[-1:])), "western", "given-first")
    if len(words) > 1:
        custom = "korean" if script == "Hangul" else "japanese"
        return Anatomy((*_family(words[:1]), *_given(words[1:])), custom, "family-first")
    word = words[0].rstrip(".")  # a stop that ends the text is no given name
    cuts = customs.family_lengths(word, script)
    options = [(*_family([word[:cut]]), *_given([word[cut:]])) for cut in cuts]
    if not options:
        return Anatomy((Part(word, "given", word),), "unknown", "unknown", ())
    custom = "korean" if script == "Hangul" else "chinese"
    if script == "Han" and not customs.is_chinese_family(options[0][0].core):
        custom = "japanese"
    return Anatomy(options[0], custom, "family-first", tuple(options[1:]))


def _arabic(words: list[str]) -> Anatomy | None:
    """Chains: given names, then ``bin X`` once or often, ``abu X``, and ``al-X`` at the end."""
    units = customs.arabic_units(words)
    if not any(role != "name" or " " in text for role, text, _ in units):
        return None
    parts: list[Part] = []
    last = len(units) - 1
    for place, (role, text, core) in enumerate(units):
        if role == "name":
            own = "family" if place == last and place else "given"
            parts.append(Part(text, own, core))
        else:
            parts.append(Part(text, role if place or role == "kunya" else "given", core))
    return Anatomy(tuple(parts), "arabic", "given-first")


def _romanised_eastern(words: list[str], comma: bool) -> Anatomy | None:
    """``Kim Jong-un``, ``Xi Jinping``, ``Jinping Xi``: a family name beside given syllables."""
    if comma or not 2 <= len(words) <= 3 or not all(word.isascii() for word in words):
        return None
    for custom in ("korean", "chinese"):
        first = customs.is_eastern_family(words[0], custom)
        last = customs.is_eastern_family(words[-1], custom)
        ahead = first and customs.are_eastern_given(words[1:], custom)
        behind = last and customs.are_eastern_given(words[:-1], custom)
        front = (*_family(words[:1]), *_given(words[1:]))
        back = (*_given(words[:-1]), *_family(words[-1:]))
        if ahead:
            return Anatomy(front, custom, "family-first", (back,) if behind else ())
        if behind:
            return Anatomy(back, custom, "given-first")
    return None


def _hungarian(words: list[str], parsed: PersonName) -> Anatomy | None:
    """``Nagy István``: a Hungarian given name stands last and none first."""
    if not 2 <= len(words) <= 3 or parsed.certain:
        return None
    given = _folded("HUNGARIAN_GIVEN")
    if fold(words[-1]) in given and fold(words[0]) not in given:
        own = [word for word in words[1:] if fold(word) in given]
        if not any(char in "áéíóöőúüű" for char in " ".join(words).lower()):
            return None
        family = words[: len(words) - len(own)]
        return Anatomy((*_family(family), *_given(own)), "hungarian", "family-first")
    return None


def _iberian(words: list[str], parsed: PersonName) -> Anatomy | None:
    """Two family names after the given ones: Spanish the father's first, Portuguese last."""
    if parsed.certain and len(parsed.family) > 1:
        return None
    joined = list(customs.joined(words))
    lead = fold(joined[0])
    for custom, table in (("spanish", "SPANISH_GIVEN"), ("portuguese", "PORTUGUESE_GIVEN")):
        given = _folded(table)
        if lead not in given:
            continue
        count = 1
        while count < len(joined) - 1 and fold(joined[count]) in given:
            count += 1
        family = joined[count:]
        if len(family) == 2 and (custom == "portuguese" or _spanish(family)):
            ordered = _family(family)
            return Anatomy((*_given(joined[:count]), *ordered), custom, "given-first")
    return None


def _spanish(family: list[str]) -> bool:
    endings = customs.signs().SPANISH_ENDINGS
    return any(word.lower().endswith(endings) for word in family)


@cache
def _folded(table: str) -> frozenset[str]:
    return frozenset(map(fold, getattr(customs.signs(), table)))
