"""Where the names of masked persons stand in a text: any case, marks, separators, plural and Cyrillic ending.

A text is compared without its diacritics, however they are composed (NFC, NFD), without soft hyphens
and invisible signs, without the hyphen of a word cut at a line's end, and letter by letter with a map
back, so that what is replaced is the text's own.
An underscore or a digit parts words: file and user names are masked too. Cyrillic words are found in
their cases by stem. Letters written as codes are read (%-encoding of addresses, references of HTML:
``claims/coded.py``), and all of a code goes with the name in it. A short word of a name (``Lea``) is
found alone where it is not written small.
What this refuses to guess: nicknames, spelling errors, and spellings in a script the case has none in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from dalil.claims.coded import readings
from dalil.claims.shadow import HYPHENATED

_LOST = re.compile("[\u00ad\u0300-\u036f\u05b0-\u05c7\u064b-\u0652\u0670\u200b-\u200f\u2060\ufeff]")
_HYPHENATED = re.compile(rf"(?<=[^\W_]){HYPHENATED}(?=[^\W_])")
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe"})
_BETWEEN = r"[\s_.,+\-\u2010-\u2015\u00b7]"
_CYRILLIC = "\u0400-\u052f"
_IS_CYRILLIC = re.compile(f"[{_CYRILLIC}]+\\Z")
_SOFT_END = re.compile("[аеиоуыэюяьії]{1,2}\\Z")
_FLEETING = re.compile("([ео])([лкцнр])\\Z")
# Scripts that put no space between words.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = re.compile("[a-z'\u2019-]+")
_LAST = re.compile(r"[^\W\d_]+")
_PLURAL = 4
"""Letters from which a name in Latin letters is found in its plural too (``the Quorns``)."""
_ENDING = 5
_STEM = 3
_JOINED = 6
"""Letters from which a whole name is found without any separator too (``ZoëMüller.txt``)."""


class Masks:
    """What is looked for, and what stands in its place.

    Args:
        names: Spelling to sign.
        own: Spellings that stay, of persons who are shown.
        short: Short words of names to sign, found alone where they are not written small.
        others: Words of whole names of people who are not masked: no plural of a masked name.
    """

    def __init__(
        self,
        names: Mapping[str, str],
        own: Collection[str] = (),
        short: Mapping[str, str] | None = None,
        others: Collection[str] = (),
    ) -> None:
        parts: dict[str, str] = {}
        for name in sorted(names, key=lambda name: (-len(name), name)):
            for part in _parts(name):
                parts.setdefault(part, names[name])
        kept = {part for name in own for part in _parts(name)}
        chosen = [(part, sign) for part, sign in parts.items() if part not in kept]
        self._long = len(chosen)
        for word, sign in (short or {}).items():
            chosen += [(part, sign) for part in _parts(word) if part not in kept | parts.keys()]
        self._signs = [sign for _, sign in chosen]
        self._find = re.compile("|".join(f"({part})" for part, _ in chosen)) if chosen else None
        self._own = re.compile("|".join(f"(?:{part})" for part in kept)) if kept else None
        self._plurals = frozenset(
            folded
            for word in others
            if (folded := "".join(map(_letter, word))).endswith("s")
            and not any(folded == "".join(map(_letter, own)) for n in names for own in n.split())
        )

    def replaced(self, text: str) -> str:
        """The text with a sign in the place of every name."""
        out, last = [], 0
        for start, end, sign in self._everywhere(text):
            if start >= last:
                out += [text[last:start], sign]
            last = max(last, end)
        return "".join((*out, text[last:])) if out else text

    def places(self, text: str) -> list[tuple[int, int]]:
        """First and one past the last code point of each name; one may lie in another."""
        return [(start, end) for start, end, _ in self._everywhere(text)]

    def _everywhere(self, text: str) -> list[tuple[int, int, str]]:
        """Names in the text and in what its codes say, in order, the longer first."""
        if self._find is None or not text:
            return []
        coded = [
            (*reading.span(start, end), sign)
            for reading in readings(text)
            for start, end, sign in self._found(reading.text)
        ]
        return sorted([*self._found(text), *coded], key=lambda one: (one[0], -one[1]))

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """First and one past the last code point of each name, and its sign."""
        plain, places = _plain(text)
        for found in self._find.finditer(plain) if self._find is not None else ():
            if self._own is not None and self._own.fullmatch(found.group()):
                continue  # a shown person's name that another's stem fits
            if self._plurals and self._plurals.intersection(_LAST.findall(found.group())[-1:]):
                continue  # another's name, and no plural of this one
            number, start = (found.lastindex or 1) - 1, places[found.start()]
            if number >= self._long and text[start].islower():
                continue  # an ordinary word
            # To the next letter that counts: the marks of the last letter go with it.
            yield start, places[found.end()], self._signs[number]


def _plain(text: str) -> tuple[str, range | list[int]]:
    """The text as it is compared, and for each of its letters (and its end) the place in the text."""
    cut = {at for found in _HYPHENATED.finditer(text) for at in range(*found.span())}
    if text.isascii() and not cut:
        return text.lower(), range(len(text) + 1)
    letters: list[str] = []
    places: list[int] = []
    for index, char in enumerate(text):
        folded = "" if index in cut else _letter(char)
        letters.append(folded)
        places += [index] * len(folded)
    return "".join(letters), [*places, len(text)]


@lru_cache(maxsize=1 << 14)
def _letter(char: str) -> str:
    """A code point without its marks, in lower case; "" where it is a mark itself."""
    plain = unicodedata.normalize("NFKD", char).casefold().translate(_LETTERS)
    return _LOST.sub("", unicodedata.normalize("NFKD", plain))


def _parts(name: str) -> tuple[str, ...]:
    """Patterns of a name: in its order, and with the family name first where it has several words."""
    words = ["".join(map(_letter, word)) for word in name.split()]
    words = [word for word in words if word]
    if not words:
        return ()
    found = [_pattern(words)]
    if len(words) > 1:
        found.append(_pattern([words[-1], *words[:-1]]))
    return tuple(found)


def _pattern(words: list[str]) -> str:
    least = "*" if sum(map(len, words)) >= _JOINED else "+"
    body = f"{_BETWEEN}{least}".join(map(_word, words))
    if _UNSPACED.search("".join(words)):
        return body
    plural = "(?:e?s)?" if _LATIN.fullmatch(words[-1]) and len(words[-1]) >= _PLURAL else ""
    return rf"(?<![^\W\d_]){body}{plural}(?![^\W\d_])"


def _word(word: str) -> str:
    if not _IS_CYRILLIC.match(word):
        return re.escape(word).replace(
            r"\-", "-?"
        )  # a name's own hyphen may be at a line's end too
    stem = _SOFT_END.sub("", word)
    stem = stem if len(stem) >= _STEM else word
    if len(stem) < _STEM:
        return re.escape(word)
    if len(stem) > _STEM:
        stem = _FLEETING.sub(r"[ео]?\2", stem)
    return f"{stem}[{_CYRILLIC}]{{0,{_ENDING}}}"
