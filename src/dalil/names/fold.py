"""Keys under which the spellings of one name meet, across scripts and systems of writing.

Назарбаев, Nazarbayev, Nazarbaev and Nazarbaıev fold to one key; so do Жанболат, Zhanbolat and
Janbolat. A key is for finding and comparing: it is never shown, and equal keys are not a judgement
(different names can share one). The rules stand in ``resources/names/folding.yaml``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from dalil.names.scripts import clean, script_of
from dalil.names.tables import (
    FOLD_ALTERNATIVES,
    FOLD_GROUPS,
    MARKED_LETTERS,
    PLAIN_LETTERS,
    WRITTEN_OTHERWISE,
)
from dalil.names.translit import romanise, romanise_all

_SPECIAL = str.maketrans(PLAIN_LETTERS | MARKED_LETTERS)
_BARE = str.maketrans(PLAIN_LETTERS)
_OTHERWISE = str.maketrans(WRITTEN_OTHERWISE)
_GROUP = re.compile("|".join(map(re.escape, sorted(FOLD_GROUPS, key=len, reverse=True))))
_DOUBLE = re.compile(r"(.)\1+")
_WEAK_E = re.compile(r"(?<=[bcdfgkptvz])er$", re.MULTILINE)
# Vowel signs and points that belong to the letter before them, which Python's \w leaves out.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u0957\u0962\u0963"
    "\u0980-\u0983\u09bc-\u09d7\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
_TOKEN = re.compile(rf"(?:[^\W_][{_SIGNS}]*)+(?:'(?:[^\W_][{_SIGNS}]*)+)*\.?")
_ALTERNATIVE = re.compile(
    "|".join(map(re.escape, sorted(FOLD_ALTERNATIVES, key=len, reverse=True)))
)
_MOST_ALTERNATIVES = 3
_BARE_C = re.compile("c(?!h)")


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """Fold one word to its key.

    Returns:
        A short key of Latin letters and digits; "" when the word holds neither. Words in a script
        without a table (Han, Arabic ...) come back lower-case, so they meet only themselves.
    """
    return _key(latin(word))


@lru_cache(maxsize=1 << 16)
def folds(word: str) -> frozenset[str]:
    """Fold one word under each reading of its ambiguous spellings.

    ``Muxtar`` is read with x as ks and as kh, ``Juri`` with j as in John and as in Ja. Two words
    may be one name when their sets meet; :func:`fold` gives the likeliest member.
    """
    return folds_all((word,))[0]


def fold_all(words: Sequence[str]) -> list[str]:
    """Fold many words at once: a fraction of the cost of :func:`fold` for each of them."""
    return fold_latin(latin_all(words))


def fold_bare_all(writings: Sequence[str]) -> list[str]:
    """Fold words as they are written without marks: a c stays, since it may be č, ć or ç, never k.

    Šarić without marks and Saric meet under such a key, and Šarik meets neither.
    """
    kept = [_BARE_C.sub("č", writing) for writing in writings]
    return [key.replace("č", "c") for key in fold_latin(kept)]


def may_be_bare(word: str) -> bool:
    """Whether a word in ASCII has a letter that :func:`fold_bare_all` reads otherwise than :func:`fold`."""
    return _BARE_C.search(word) is not None


@lru_cache(maxsize=1 << 16)
def folds_unmarked(word: str) -> frozenset[str]:
    """Fold one word as :func:`folds` does, and as it is written where nobody types its marks.

    Šarić and Saric meet, and so do Łęski and Leski. The key of the bare writing starts with ~: it
    meets other bare writings alone, so that Saric does not become Šarik by way of a c read as k.
    """
    return folds(word) | {f"~{key}" for key in fold_bare_all((bare(word),)) if key}


def folds_all(words: Sequence[str]) -> list[frozenset[str]]:
    """Fold many words under each of their readings, as :func:`folds` does for one."""
    seeds = [_seeds(word, plain) for word, plain in zip(words, latin_all(words), strict=True)]
    keys = iter(fold_latin([seed for group in seeds for seed in group]))
    return [frozenset(filter(None, islice(keys, len(group)))) for group in seeds]


def _seeds(word: str, plain: str) -> list[str]:
    """A word in Latin letters, and what it is with its ambiguous spellings read otherwise."""
    seeds = [plain]
    if not word.isascii():
        raw = clean(word).lower()
        if not raw.isascii() and script_of(raw[:1]) == "Latin":
            seeds.append(latin("".join(FOLD_ALTERNATIVES.get(char, char) for char in raw)))
        if "г" in raw:
            seeds.append(plain.replace("g", "h"))
    present = list(dict.fromkeys(_ALTERNATIVE.findall(plain)))[:_MOST_ALTERNATIVES]
    for spelling in present:
        seeds += [seed.replace(spelling, FOLD_ALTERNATIVES[spelling]) for seed in seeds]
    return seeds


def words(name: str) -> tuple[str, ...]:
    """Cut a name into comparable words: lower case, hyphens part words, apostrophes do not.

    A full stop stays on an initial (``k.``) and goes elsewhere.
    """
    found = _TOKEN.findall(clean(name).lower())
    return tuple(
        word if len(word) == 2 and word.endswith(".") else word.rstrip(".").replace("'", "")
        for word in found
    )


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Fold a whole name to one key that does not depend on the order of its words."""
    return " ".join(sorted(filter(None, map(fold, words(name)))))


def latin(word: str) -> str:
    """Write a word in lower-case Latin letters without marks, special letters spelled out."""
    return latin_of(word) if word.isascii() else latin_of(romanise(word))


def latin_all(words: Sequence[str]) -> list[str]:
    """Write many words so, those that are not Latin together."""
    native = [word for word in words if not word.isascii()]
    if not native:
        return [latin_of(word) for word in words]
    written = iter(romanise_all(native))
    return [latin_of(word if word.isascii() else next(written)) for word in words]


def latin_of(romanised: str) -> str:
    """Lower-case Latin letters of what is romanised already."""
    text = romanised.lower()
    return text if text.isascii() and text.isalnum() else _letters(text, _SPECIAL)


def bare(word: str) -> str:
    """Write a word as systems without marks do, passports and banks among them: š is s, not sh.

    Of a word that has no such letter, and of other scripts, it gives what :func:`latin` gives.
    """
    return latin(word) if word.isascii() else _letters(romanise(word).lower(), _BARE)


def bare_writings(word: str) -> tuple[str, ...]:
    """Write a Latin word with marks in every usual way without them, but for that of :func:`latin`.

    Šarić is written Saric, Đukić Dukic and Djukic, Åse Ase and Aase.

    Args:
        word: Cleaned, in lower case; composed (NFC), as :func:`dalil.names.scripts.clean` leaves it.
    """
    if word.isascii() or script_of(word[:1]) != "Latin":
        return ()
    other = word.translate(_OTHERWISE)
    ways = (bare(word), bare(other), latin(other))
    return tuple(way for way in dict.fromkeys(ways) if way != latin(word))


def _letters(text: str, special: dict[int, str]) -> str:
    """Letters and digits of a lower-case text, its special letters spelled out, its marks dropped."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(special)
        text = unicodedata.normalize("NFD", text)
        text = "".join(char for char in text if not unicodedata.combining(char))
    return "".join(char for char in text if char.isalnum())


def fold_latin(texts: Sequence[str]) -> list[str]:
    """Keys of many words in Latin letters: no rule crosses a line, so that all are folded as one text."""
    return _key("\n".join(texts)).split("\n") if texts else []


def _key(text: str) -> str:
    key = _GROUP.sub(_grouped, text)
    key = key.replace("y", "i").replace("ie", "e")
    key = _DOUBLE.sub(_once, key).replace("ie", "e")
    return _WEAK_E.sub("r", key) if "er" in key else key


def _grouped(found: re.Match[str]) -> str:
    return FOLD_GROUPS[found[0]]


def _once(found: re.Match[str]) -> str:
    return found[1]
