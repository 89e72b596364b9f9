"""The spellings of one person, looked for in texts, records and raw bytes.

A spelling is found whatever its case, the spaces between its words and the way its accents are encoded;
a word that is cut by a hyphen at a line's end is one word, in bytes too;
words in Cyrillic letters in their inflected forms too (the stem and up to five letters more); the family
name may stand first, with a comma or without. Letters that a text writes as codes are read
(:mod:`dalil.claims.coded`): %-encoding, references of HTML, escapes, and signs that nobody sees. Beside whole spellings the family name alone is looked for, since texts name a person so after the first time.
A naming begins and ends where a word does, in bytes as in text: "Min" is not found in "minister"; a digit
is no part of a word (the sign of a footnote, a number beside a user's name). What
nobody in the case has spelt (a spelling error in a document never read) is not found: it can be added
by hand.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal

from dalil.claims.coded import readings
from dalil.claims.shadow import HYPHENATED
from dalil.names.parts import parse_person

SHORTEST = 4
"""A family name is looked for alone from this length."""
ESCAPED = "json"
"""Letters written as ``\\u0412``."""
ENCODINGS = (
    "utf-8", "utf-16-le", "utf-16-be", "cp1251", "cp1252", ESCAPED,
    "koi8-r", "iso8859-5", "cp866", "mac_cyrillic", "cp1250", "iso8859-2", "cp1253", "cp1254",
    "cp1255", "cp1256",
)  # fmt: skip
FORMS: tuple[Literal["NFC"], Literal["NFD"]] = ("NFC", "NFD")
"""Accents with their letters, and apart."""
SIGN = "█"
_IDS = re.compile(r"\b(?:[a-z]_[a-z2-7]{32}|[0-9a-f]{64})\b")
_CYRILLIC = re.compile(r"[\u0400-\u052f]+")
_ENDINGS = re.compile(r"(?:ый|ий|ой|ая|яя|[аеёиоуыэюяьй])$", re.IGNORECASE)
_CUT = f"(?:\u00ad|{HYPHENATED})?"
"""What may stand between two letters of a word: the hyphen of a line's end, or a soft one."""
_CUTS = re.compile(f"\u00ad|{HYPHENATED}|-")
_CUT_HERE = re.compile(f"\u00ad|{HYPHENATED}")
_HYPHEN = r"-(?:[ \t]*\r?\n[ \t]*)?"
"""A name's own hyphen, where a line may end too."""
_CUTS_IN_BYTES = re.compile(rb"-\x00?(?:[ \t\r]\x00?)*(?:\n|\\n)\x00?(?:[ \t]\x00?)*")
_MORE = rf"(?:{_CUT}[^\W\d_][\u0300-\u036f]?){{0,5}}"
_LEAST_STEM = 3
_BESIDE = r"(?:\s+|[_+])"
"""What stands between two words of a name; in addresses and file names another sign than a space."""
_COMMA = r"(?:\s*,\s*|\s+|[_+])"
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_AROUND = 160
"""Bytes beside a hit that are decoded with it: enough for a name and the letters next to it."""


class Spellings:
    """What is looked for.

    Args:
        names: Every spelling, in all scripts.
        ids: Ids of entities, mentions, claims and exhibits that must not stay either.
        person: The family name is looked for alone too.
    """

    def __init__(
        self, names: Iterable[str], ids: Iterable[str] = (), *, person: bool = True
    ) -> None:
        whole = {unicodedata.normalize("NFC", " ".join(n.split())) for n in names if n.strip()}
        alone = {word for name in whole for word in _family(name)} if person else set()
        self.names = tuple(sorted(whole | alone, key=lambda name: (-len(name), name)))
        self.ids = frozenset(ids)

    def with_ids(self, ids: Iterable[str]) -> Spellings:
        """The same names, and more ids."""
        return Spellings(self.names, self.ids | set(ids), person=False)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = dict.fromkeys(part for name in self.names for part in _expressions(name))
        return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(parts)})(?![^\W\d_])", re.IGNORECASE)

    @cached_property
    def _loose(self) -> re.Pattern[str] | None:
        parts = [part for name in self.names if " " in name for part in _expressions(name)]
        return re.compile("|".join(parts), re.IGNORECASE) if parts else None

    @cached_property
    def _anchors(self) -> tuple[str, ...]:
        """A part of every spelling that a text must hold to name the person: quick to look for."""
        return tuple(sorted({_plain(form) for name in self.names for form in _anchor(name)}))

    @cached_property
    def _raw(self) -> dict[bytes, tuple[str, ...]]:
        """The same in bytes, in small letters where they are ASCII; with the encodings of each."""
        found: dict[bytes, tuple[str, ...]] = {}
        for name in self.names:
            for form in {form for one in _anchor(name) for form in _cases(one)}:
                for encoding in ENCODINGS:
                    coded = _coded(form, encoding)
                    if coded:
                        found[coded] = (*found.get(coded, ()), encoding)
        return {coded: tuple(dict.fromkeys(found[coded])) for coded in sorted(found)}

    @property
    def expression(self) -> str:
        """The regular expression of the names, whose case is to be ignored; "" without any."""
        return self._pattern.pattern if self.names else ""

    def places(self, text: str) -> list[tuple[int, int]]:
        """First and one past the last code point of each naming, in order; none lies in another."""
        if not self.names:
            return []
        found = [one.span() for one in self._pattern.finditer(text)]
        coded = [
            reading.span(*one.span())
            for reading in readings(text)
            for one in self._pattern.finditer(reading.text)
        ]
        return _merged([*found, *coded]) if coded else found

    def named_in(self, text: str) -> bool:
        """Whether a text names the person, in plain letters or in codes."""
        return self._named_in(text) or any(self._named_in(one.text) for one in readings(text))

    def _named_in(self, text: str) -> bool:
        plain = _plain(text)
        held = any(anchor in plain for anchor in self._anchors)
        if not held and _CUT_HERE.search(plain):
            whole = _CUTS.sub("", plain)
            held = any(_CUTS.sub("", anchor) in whole for anchor in self._anchors)
        return held and bool(self._pattern.search(text))

    def told_in(self, text: str) -> bool:
        """Whether a text names the person or holds one of the ids."""
        return self.named_in(text) or any(found in self.ids for found in _IDS.findall(text))

    def in_bytes(self, content: bytes) -> bool:
        """Whether raw bytes name the person, in any of :data:`ENCODINGS`, as words of their own."""
        if self._in_bytes(content):
            return True
        if not _CUTS_IN_BYTES.search(content):
            return False
        whole = _CUTS_IN_BYTES.sub(b"", content)
        own = _CUTS_IN_BYTES.sub(
            lambda found: found.group()[: 1 + (b"\x00" in found.group())], content
        )
        return self._in_bytes(whole) or self._in_bytes(own)

    def _in_bytes(self, content: bytes) -> bool:
        small = content.lower()
        return any(
            self._named_near(window)
            for coded, encodings in self._raw.items()
            for at in _all(small, coded)
            for window in _windows(content, at, encodings)
        )

    def _named_near(self, window: str) -> bool:
        """Whole names of several words are taken in bytes even where what stands beside looks a letter."""
        return self.named_in(window) or bool(self._loose and self._loose.search(window))

    def count(self, text: str) -> int:
        """How often a text names the person."""
        return len(self.places(text))

    def redact(self, text: str) -> str:
        """The text with every letter of the person's names replaced by a block of the same width.

        Places after it stay where they were.
        """
        if not self.named_in(text):
            return text
        parts, last = [], 0
        for start, end in self.places(text):
            parts += [text[last:start], re.sub(r"\S", SIGN, text[start:end])]
            last = end
        return "".join((*parts, text[last:]))


def _family(name: str) -> tuple[str, ...]:
    found = parse_person(name)
    return tuple(word for word in found.family if found.given and len(word) >= SHORTEST)


def _expressions(name: str) -> Iterator[str]:
    """A name as a regular expression: composed, and with its accents apart."""
    words = name.split()
    alone = len(words) == 1
    for form in FORMS:
        yield _BESIDE.join(_word(unicodedata.normalize(form, w), w, form, alone) for w in words)
        for first, between, second in _turned(name):
            parts = (
                _BESIDE.join(_word(unicodedata.normalize(form, w), w, form, False) for w in part)
                for part in (first, second)
            )
            yield between.join(parts)


def _turned(name: str) -> Iterator[tuple[Sequence[str], str, Sequence[str]]]:
    """The other orders of a person's name: "Family, Given", "Family Given"; of one with a comma, without.

    Where no sign tells which of two words is the family name, a comma may follow either.
    """
    found = parse_person(name)
    given = [word for part in (*found.given, *found.patronymic) for word in part.split()]
    family = [word for part in found.family for word in part.split()]
    if not given or not family:
        return
    yield family, _COMMA, given
    if "," in name:
        yield given, _BESIDE, family
    elif not found.certain and len(given) == len(family) == 1:
        yield given, r"\s*,\s*", family
    if len(given) > 1:
        yield family, r"\s*,\s*", given[:1]


def _word(word: str, composed: str, form: Literal["NFC", "NFD"], alone: bool) -> str:
    stem = _stem(composed, alone)
    if stem is None:
        return _letters(word)
    return _letters(unicodedata.normalize(form, stem)) + _MORE


def _letters(word: str) -> str:
    """The letters of a word, each after the other or cut at a line's end."""
    return _CUT.join(_HYPHEN if letter == "-" else re.escape(letter) for letter in word)


def _stem(word: str, alone: bool) -> str | None:
    """What stays of a Cyrillic word in all its cases; None where it is not inflected."""
    if not _CYRILLIC.fullmatch(word):
        return None
    stem = _ENDINGS.sub("", word)
    least = SHORTEST if alone else _LEAST_STEM
    if len(stem) >= least:
        return stem
    # Too little is left to be told from other words: with its ending, and alone without any other.
    return word if len(word) >= least else None


def _anchor(name: str) -> tuple[str, ...]:
    longest = max((word.strip(",") for word in name.split()), key=len)
    # "Family, Given" may leave the longest word out.
    words = [longest, *(part[0][-1] for part in _turned(name) if len(part[2]) == 1)]
    stems = [_stem(word, alone=" " not in name) or word for word in words]
    return tuple(
        dict.fromkeys(unicodedata.normalize(form, stem) for stem in stems for form in FORMS)
    )


def _plain(text: str) -> str:
    """Small letters; those that regular expressions take for one another are one."""
    small = text.lower()
    if small.isascii():
        return small
    return small.replace("i̇", "i").replace("ı", "i").replace("ſ", "s").replace("ς", "σ")


def _coded(form: str, encoding: str) -> bytes:
    if encoding == ESCAPED:
        return b"" if form.isascii() else json.dumps(form)[1:-1].encode("ascii").lower()
    coded = form.encode(encoding, "ignore")
    return coded.lower() if coded.decode(encoding, "ignore") == form else b""


def _all(content: bytes, part: bytes) -> Iterator[int]:
    at = content.find(part)
    while at >= 0:
        yield at
        at = content.find(part, at + 1)


def _windows(content: bytes, at: int, encodings: Sequence[str]) -> Iterator[str]:
    """What may stand about a place; bytes of ASCII are read once, since all code pages agree on them."""
    told: set[str] = set()
    for encoding in encodings:
        text = _window(content, at, encoding)
        if text not in told:
            told.add(text)
            yield text
        if encoding == "utf-8" and content[max(at - _AROUND, 0) : at + 2 * _AROUND].isascii():
            return


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _window(content: bytes, at: int, encoding: str) -> str:
    """The text about a place; both ends are cut where a character begins, so that no word is cut."""
    start = max(at - _AROUND, at % 2)
    near = content[start : at + 2 * _AROUND]
    if encoding != ESCAPED:
        return near.decode(encoding, "ignore")
    return _ESCAPE.sub(lambda found: chr(int(found.group(1), 16)), near.decode("latin-1"))


def _cases(name: str) -> set[str]:
    return {name, name.lower(), name.upper(), name.title(), name.casefold()}
