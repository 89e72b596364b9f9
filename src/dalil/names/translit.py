"""From Cyrillic, Greek, Georgian and Armenian letters to the Latin spellings that people write.

There is no one right spelling: :func:`romanise` gives the usual English one, :func:`readings` the
others in use. Scripts outside the table come back unchanged; no language is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from dalil.names.scripts import clean
from dalil.names.tables import READINGS

ALPHABETS = frozenset({"Cyrillic", "Greek", "Armenian", "Georgian"})
"""Scripts of the table; each letter or group of letters has its spellings there."""

_VOWELS = frozenset("аеёиоуыэюяіїєәөұүӯӣў")
_BY_LENGTH = sorted(READINGS, key=len, reverse=True)
_UNIT = re.compile("|".join(map(re.escape, _BY_LENGTH)))
CYRILLIC = re.compile(r"[\u0430-\u045f]+\Z")
"""A word in small letters of these languages' alphabets alone, which cleaning leaves as it is."""
_OWN = {unit: spelled[0] for unit, spelled in READINGS.items() if CYRILLIC.match(unit)}
_LETTERS = str.maketrans({unit: spelled for unit, spelled in _OWN.items() if len(unit) == 1})
_GROUP = re.compile("|".join(unit for unit in _BY_LENGTH if unit in _OWN and len(unit) > 1))
_PIECE = re.compile(f"{_GROUP.pattern}|.")
_LATIN_ONLY = re.compile(r"[\x00-\u02af\u1e00-\u1eff]*\Z")


def romanise(text: str) -> str:
    """Write a text in Latin letters as English custom does: ``Назарбаев`` gives ``Nazarbaev``.

    Case follows the original; letters of other scripts stay as they are.
    """
    text = clean(text)
    if _LATIN_ONLY.match(text):
        return text
    return "".join(_cased(unit, spellings[0]) for unit, spellings in _units(text))


def romanise_all(words: Sequence[str]) -> list[str]:
    """Romanise many words at once: plain Cyrillic ones as one text, which costs a fraction."""
    found = [word if CYRILLIC.match(word) else "" for word in words]
    if any(found):
        text = _GROUP.sub(_grouped, "\n".join(found)).translate(_LETTERS)
        found = text.split("\n")
    return [one or romanise(word) for one, word in zip(found, words, strict=True)]


def _grouped(found: re.Match[str]) -> str:
    return READINGS[found[0]][0]


def readings(text: str, limit: int = 8) -> tuple[str, ...]:
    """Give the spellings that different systems write, the usual one first.

    A system writes a letter the same way all through a name, so alternatives are taken letter by
    letter over the whole text, not place by place.

    Args:
        text: A name in any script of the table.
        limit: The most spellings to return.
    """
    text = clean(text)
    if _LATIN_ONLY.match(text):
        return (text,)
    units = _units(text)
    spelled = [_cased(unit, spellings[0]) for unit, spellings in units]
    options: dict[str, tuple[str, ...]] = {}
    places: dict[str, list[int]] = {}
    for place, (unit, spellings) in enumerate(units):
        if len(spellings) > 1:
            options.setdefault(unit.lower(), spellings)
            places.setdefault(unit.lower(), []).append(place)
    found: dict[str, None] = {}
    for choice in _choices(options, limit):
        ways = spelled.copy()
        for key, other in choice:
            for place in places[key]:
                ways[place] = _cased(units[place][0], other)
        found["".join(ways)] = None
        if len(found) == limit:
            break
    return tuple(found)


def _choices(options: dict[str, tuple[str, ...]], limit: int) -> list[tuple[tuple[str, str], ...]]:
    """Which letters are written otherwise, and how: the fewest first."""
    found: list[tuple[tuple[str, str], ...]] = [()]
    for key, spellings in options.items():
        found += [(*choice, (key, other)) for choice in found for other in spellings[1:]]
        if len(found) >= 4 * limit:
            break
    return sorted(found, key=len)


@lru_cache(maxsize=1 << 14)
def _units(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Cut a text into letters and groups, each with its spellings in this place."""
    if CYRILLIC.match(text):
        cut = _PIECE.findall(text)
        return tuple(
            [(unit, _here(unit, one[-1:])) for unit, one in zip(cut, ("", *cut), strict=False)]
        )
    text = unicodedata.normalize("NFC", text)
    lower = text.lower()
    if len(lower) != len(text):  # a few letters grow when lowered; then case is given up
        text = lower
    plain = _without_marks(lower)
    units: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    for found in _UNIT.finditer(plain):
        units += [(char, (char,)) for char in text[at : found.start()]]
        before = plain[found.start() - 1 : found.start()]
        units.append((text[found.start() : found.end()], _here(found.group(), before)))
        at = found.end()
    units += [(char, (char,)) for char in text[at:]]
    return tuple(units)


def _here(unit: str, before: str) -> tuple[str, ...]:
    """Put the spelling that this place asks for first: Е begins a word as Ye as often as E."""
    spellings = READINGS.get(unit) or (unit,)
    if unit == "е" and before and (before in _VOWELS or before in "ьъ"):
        return ("e", "ye", "ie", "je") if before != "ь" else ("ye", "ie", "e", "je")
    return spellings


def _without_marks(text: str) -> str:
    """Drop Greek accents; Cyrillic й and ё are letters of their own."""
    if not any("\u0370" <= char < "\u0400" or "\u1f00" <= char < "\u2000" for char in text):
        return text
    return "".join(unicodedata.normalize("NFD", char)[0] for char in text)


def _cased(unit: str, spelling: str) -> str:
    if unit[:1].isupper():
        return spelling.upper() if len(unit) > 1 and unit.isupper() else spelling.capitalize()
    return spelling
