"""How much the words of a name look like a person's: names that people bear against ordinary words.

"Wrongful Dismissal" and "Market Garden" have capitals and are made of words that every dictionary holds;
"Ada Mirel" is not. A word that is both ("Green", "Hall") says nothing. The sources: names counted in :mod:`dalil.names.rarity`, names listed
in :mod:`dalil.names.forms`, given names of many countries, and a list of ordinary English words
(tools/make_ordinary_words.py). They give votes
and decide nothing; a name in another script gets none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from dalil.claims.wordlists import words
from dalil.names.forms import forms
from dalil.names.nicknames import formal_of
from dalil.names.rarity import rarity

_BORNE = 14.0
"""Bits; what is rarer was not counted among people's names."""


@cache
def _ordinary() -> frozenset[str]:
    path = files("dalil.claims").joinpath("lexicons", "ordinary_words.txt")
    return frozenset(path.read_text(encoding="utf-8").split())


@cache
def _given() -> dict[str, str]:
    """Given names of many countries (tools/make_given_names.py) with the sex that all lists tell, or ""."""
    path = files("dalil.claims").joinpath("lexicons", "given_names.txt")
    lines = (line.partition("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {name: sex for name, _, sex in lines}


def sex_of(name: str) -> str:
    """What a person's first name says of the sex: "m", "f", or "" where it says nothing."""
    first = name.split()[0] if " " in name.strip() else ""
    return _given().get(_bare(first).partition("-")[0], "") if first else ""


@lru_cache(maxsize=1 << 14)
def is_ordinary(word: str) -> bool:
    """Whether a word, or what it is inflected from, is an ordinary English word.

    Args:
        word: One word in any case; what holds a sign that is no letter is never ordinary.
    """
    low = word.lower()
    return len(low) > 2 and low.isalpha() and any(base in _ordinary() for base in _bases(low))


def _bases(low: str) -> Iterator[str]:
    yield low
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            yield low[: -len(ending)] + instead


@lru_cache(maxsize=1 << 14)
def is_borne(word: str) -> bool:
    """Whether people are known to bear a word as a name, often or at all."""
    return kind_of(word) in "GgRNFB"


def is_name(word: str) -> bool:
    """Whether people bear a word as a name more than now and then."""
    return kind_of(word) in "GgRNB"


def is_given(word: str) -> bool:
    """Whether a word is a given name, or a name and no ordinary word."""
    return kind_of(word) in "GgRNF"


def is_first_name(word: str) -> bool:
    """Whether lists of given names hold a word, whether or not it is an ordinary one too."""
    return kind_of(word) in "GgN"


def is_plain(word: str) -> bool:
    """Whether a word is an ordinary one that hardly anybody bears as a name."""
    return kind_of(word) in "OA"


@lru_cache(maxsize=1 << 14)
def kind_of(word: str) -> str:
    """What is known of a word: a letter.

    G a given name, g one that is an ordinary word too ("Bob"), R a frequent name, B one that is an ordinary word too,
    N a rarer given name, F a name, A an ordinary word that some bear, O an ordinary word, U nothing.
    """
    low = _bare(word)
    ordinary = is_ordinary(low)
    if low.partition("-")[0] in words("mentions_given", "given"):
        return "g" if ordinary else "G"
    if rarity(low) < _BORNE:
        return ("g" if formal_of(low) else "B") if ordinary else "R"
    if not ordinary and low.partition("-")[0] in _given():
        return "N"
    if forms(low):
        return "A" if ordinary else "F"
    return "O" if ordinary else "U"


def _bare(word: str) -> str:
    """Lower case without accents."""
    split = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in split if not unicodedata.combining(char)).strip(".,'")


_LATIN = re.compile("[a-zA-Z]")
_FIRST = {"G": 4, "N": 3, "g": 3, "R": 2, "F": 1, "B": 0, "U": 0, "A": -2, "O": -3}
_LAST = {"R": 2, "F": 1, "G": 1, "N": 1, "B": 0, "g": 0, "U": 0, "A": -2, "O": -3}
_INNER = {"A": -1, "O": -2}
_ALONE = {"G": 2, "N": 1, "g": 1, "R": 0, "F": 0, "B": 0, "U": 0, "A": -1, "O": -3}
"""Votes for a person by the kind of a name's first, last, inner or only word; about the logarithm of the odds
among the entities of encyclopaedia articles, rounded."""


def person_votes(parts: tuple[str, ...]) -> int:
    """Votes for or against a person by the words of a name, particles and initials left out.

    Args:
        parts: The words as printed.
    """
    if not all(part.isascii() or _LATIN.search(part) for part in parts):
        return 0
    told = [kind_of(part) for part in parts if len(part.strip(".,'")) > 2 and part[:1].isupper()]
    if not told:
        return 0
    if len(parts) == 1:
        return _ALONE[told[0]]
    if len(told) == 1:
        return _LAST[told[0]]
    first = 0 if told[0] == "A" and told[-1] not in "OA" else _FIRST[told[0]]
    last = max(_LAST[told[-1]], -1) if told[0] in "GgRN" else _LAST[told[-1]]
    return first + sum(_INNER.get(kind, 0) for kind in told[1:-1]) + last
