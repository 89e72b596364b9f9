"""Where the names of masked persons stand in a text: any case, marks, separators and Cyrillic ending.

A text is compared without its diacritics, however they are composed (NFC, NFD), without soft hyphens
and invisible signs, without the hyphen of a word cut at a line's end, and letter by letter with a map
back, so that what is replaced is the text's own.
An underscore parts words: file names are masked too. Cyrillic words are found in their cases by stem.
What this refuses to guess: nicknames, spelling errors, and spellings in a script the case has none in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache

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
_ENDING = 5
_STEM = 3
_JOINED = 6
"""Letters from which a whole name is found without any separator too (``ZoëMüller.txt``)."""


class Masks:
    """What is looked for, and what stands in its place.

    Args:
        names: Spelling to sign.
        own: Spellings that stay, of persons who are shown.
    """

    def __init__(self, names: Mapping[str, str], own: Collection[str] = ()) -> None:
        parts: dict[str, str] = {}
        for name in sorted(names, key=lambda name: (-len(name), name)):
            for part in _parts(name):
                parts.setdefault(part, names[name])
        kept = {part for name in own for part in _parts(name)}
        self._signs = [sign for part, sign in parts.items() if part not in kept]
        chosen = [part for part in parts if part not in kept]
        self._find = re.compile("|".join(f"({part})" for part in chosen)) if chosen else None
        self._own = re.compile("|".join(f"(?:{part})" for part in kept)) if kept else None

    def replaced(self, text: str) -> str:
        """The text with a sign in the place of every name."""
        if self._find is None or not text:
            return text
        plain, places = _plain(text)
        out, end = [], 0
        for found in self._find.finditer(plain):
            if self._own is not None and self._own.fullmatch(found.group()):
                continue  # a shown person's name that another's stem fits
            # To the next letter that counts: the marks of the last letter go with it.
            out += [text[end : places[found.start()]], self._signs[(found.lastindex or 1) - 1]]
            end = places[found.end()]
        return "".join((*out, text[end:])) if out else text


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
    return rf"(?<![^\W_]){body}(?![^\W_])"


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
