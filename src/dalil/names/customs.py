"""Signs by which the customs of naming are told apart: markers, articles, lists of family names.

The lists stand in ``resources/names/anatomy.yaml``. Words only; how a whole name is built stands in
:mod:`dalil.names.anatomy`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from types import ModuleType

from dalil.names.fold import fold
from dalil.names.scripts import MARKS
from dalil.names.tables import PARTICLES

_WORD = re.compile(rf"(?:[^\W\d_]|[{MARKS}])+(?:['’-](?:[^\W\d_]|[{MARKS}])+)*\.?")
_ARTICLE = re.compile(r"(?:al|el|ul|as|ash|ar|an|at|ad|az|аль|эль|ал)[-'](.{2,})", re.IGNORECASE)
_ARABIC_ARTICLE = re.compile(r"ال(.{2,})")
_BRACKETS = re.compile(r"\([^()]*\)")
_COMPOUND = re.compile(r"(?:u|a|e)?ll?ahi?$|(?:ud|ed|al|eld?|uld?|ad)-?d(?:i|ee)ne?$")


@cache
def signs() -> ModuleType:
    """Load the lists."""
    from dalil.names import tables_anatomy

    return tables_anatomy


def words_of(text: str, titles: tuple[str, ...]) -> list[str]:
    """Cut a cleaned name into words, the titles taken off; a comma moves the family name last."""
    text = _BRACKETS.sub(" ", text)
    head, comma, tail = text.partition(",")
    left = set(titles)
    own = [word for word in _WORD.findall(head) if word not in left]
    rest = [word for word in _WORD.findall(tail) if word not in left] if comma else []
    return [*rest, *own]


def without_particles(text: str) -> str:
    """Give a family name without the particles before it: ``van der Steen`` is ``Steen``."""
    words = text.split()
    while len(words) > 1 and words[0].lower() in PARTICLES:
        words.pop(0)
    return " ".join(words)


def joined(words: list[str]) -> tuple[str, ...]:
    """Join particles to the word after them: ``de la Vega``; ``y`` before a family name goes."""
    found: list[str] = []
    held: list[str] = []
    for word in words:
        if word.lower() in ("y", "e") and found and not held:
            continue
        held.append(word)
        if word.lower() not in PARTICLES:
            found.append(" ".join(held))
            held = []
    return (*found, *held)


def family_lengths(word: str, script: str) -> list[int]:
    """Say after how many characters the family name of an unspaced name may end, likeliest first.

    Args:
        word: Two to six characters.
        script: ``Han`` or ``Hangul``.
    """
    if not 2 <= len(word) <= 6:
        return []
    if script == "Hangul":
        from dalil.names.tables_eastern import HANGUL_FAMILIES

        double = word[:2] in signs().KOREAN_DOUBLE and len(word) > 2
        known = (
            word[0] in HANGUL_FAMILIES
            or word[0] in "한송홍양남하차민원채마길연위표반왕옥인맹제모탁어은용소도함기두피감목"
        )
        return [2, 1] if double else [1] if known and len(word) <= 4 else []
    if word[:2] in signs().CHINESE_FAMILIES and len(word) > 2:
        return [2]
    cuts = [1] if word[0] in signs().CHINESE_FAMILIES and len(word) <= 3 else []
    if len(word) >= 3:  # a Japanese name: two characters of family name in four of five
        cuts.append(2)
    return cuts or [1]


def is_chinese_family(word: str) -> bool:
    """Whether Han characters are a common Chinese family name."""
    return word in signs().CHINESE_FAMILIES


def is_eastern_family(word: str, custom: str) -> bool:
    """Whether a romanised word is a common Korean or Chinese family name."""
    table = signs().KOREAN_FAMILIES if custom == "korean" else signs().PINYIN_FAMILIES
    return word.lower().strip(".") in table


def are_eastern_given(words: list[str], custom: str) -> bool:
    """Whether words are one or two given syllables, hyphenated, joined or apart."""
    flat = [piece for word in words for piece in word.lower().strip(".").split("-")]
    if custom == "korean":
        hyphened = len(words) == 1 and "-" in words[0] and len(flat) == 2
        return (hyphened or len(flat) == 2 == len(words)) and all(map(_is_korean, flat))
    pieces = [piece for word in flat for piece in _syllables(word)]
    return 1 <= len(pieces) <= 2 and len(flat) <= 2 and "" not in pieces


@lru_cache(maxsize=1 << 12)
def _is_korean(syllable: str) -> bool:
    """Whether a word can be one Korean syllable: one vowel group, no cluster."""
    return bool(
        re.fullmatch(
            r"(?:kk|tt|pp|ss|jj|ch|sh|[bdghjkmnprstwyl])?w?y?(?:a|ae|ai|e|eo|eu|i|o|oe|oo|oh|ou|u|ui|ee|ah|eui|yeo)(?:ng|ck|[klmnptbhr])?",
            syllable,
        )
    )


@lru_cache(maxsize=1 << 12)
def _syllables(word: str) -> tuple[str, ...]:
    """Cut one word into one or two pinyin syllables, or give ("",)."""
    table = signs().PINYIN_SYLLABLES
    if word in table:
        return (word,)
    longest, last = _pinyin()
    if not word or word[-1] not in last or len(word) > 2 * longest:
        return ("",)
    for n in range(min(len(word) - 1, longest), 0, -1):
        if word[:n] in table and word[n:] in table:
            return word[:n], word[n:]
    return ("",)


@cache
def _pinyin() -> tuple[int, frozenset[str]]:
    """Letters of the longest syllable, and letters in which one ends: most words are told by these."""
    table = signs().PINYIN_SYLLABLES
    return max(map(len, table)), frozenset(one[-1] for one in table)


def arabic_units(words: list[str]) -> list[tuple[str, str, str]]:
    """Cut an Arabic name into units (role, text, core); ``name`` where no marker says more.

    ``abd al-Rahman`` and ``Nur al-Din`` are one name; ``bin Karim`` is a nasab, ``Abu Karim`` a kunya,
    ``al-Karimi`` a nisba.
    """
    found: list[tuple[str, str, str]] = []
    at = 0
    while at < len(words):
        size, role = _unit(words, at, bool(found))
        piece = words[at : at + size]
        text = " ".join(piece)
        found.append((role, text, _core(piece, role)))
        at += size
    return found


def _unit(words: list[str], at: int, inside: bool) -> tuple[int, str]:
    word = words[at].lower()
    left = len(words) - at
    if word in signs().NASAB and left > 1 and inside:
        return 1 + _unit(words, at + 1, inside=False)[0], "nasab"
    if word in signs().KUNYA and left > 1:
        return 1 + _unit(words, at + 1, inside=False)[0], "kunya"
    if word in signs().SERVANT and left > 1:
        return (3 if words[at + 1].lower() in signs().ARTICLE and left > 2 else 2), "name"
    if left > 1 and _ends_compound(words[at + 1 : at + 3]):
        return 1 + _ends_compound(words[at + 1 : at + 3]), "name"
    if inside and word in signs().ARTICLE and left > 1:
        return 2, "nisba"
    nisba = inside and bool(_ARTICLE.fullmatch(word) or _ARABIC_ARTICLE.fullmatch(word))
    return 1, "nisba" if nisba else "name"


def _ends_compound(words: list[str]) -> int:
    """Count the words that make ``Nur al-Din`` or ``Fath Allah`` of the word before them."""
    flat = [fold(word) for word in words]
    ends = {
        fold(end) for end in ("din", "deen", "allah", "aldin", "uddin", "eddin", "الدين", "الله")
    }
    if flat and (
        flat[0] in ends or re.fullmatch(r"(?:al|ul|ud|el|ad|ed|a)d?(?:din|den|dine)", flat[0])
    ):
        return 1
    return 2 if len(flat) > 1 and words[0].lower() in signs().ARTICLE and flat[1] in ends else 0


def _core(piece: list[str], role: str) -> str:
    own = piece[1:] if role in ("nasab", "kunya") else piece
    if role == "nisba" and len(own) > 1:
        own = own[1:]
    text = " ".join(own)
    if role == "nisba":
        found = _ARTICLE.fullmatch(text) or _ARABIC_ARTICLE.fullmatch(text)
        return found.group(1) if found else text
    return text


def is_arabic_compound(word: str) -> bool:
    """Whether a word ends as ``-ullah`` or ``-uddin`` names do: two elements written together."""
    return bool(_COMPOUND.search(word.lower())) and len(word) > 6
