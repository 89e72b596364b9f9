"""The Latin spellings of a name word in any script, the likeliest first.

Letters are read by the tables of :mod:`dalil.names.translit`, syllables and Han characters by their
systems of romanisation and the spellings that families keep, and every script also by what its
learned channel (:mod:`dalil.names.channel`) makes of it. Readings are for finding and comparing: the
document's own spelling is what is shown. No language is guessed; a reading of another language that
shares the script may stand in the list.
"""

from __future__ import annotations

import math
import unicodedata
from functools import cache, lru_cache

from dalil.names import translit
from dalil.names.channel import Lines
from dalil.names.eastern import han_readings, hangul_readings, kana_readings
from dalil.names.families import FAMILIES, latin_letters, reader, unpack
from dalil.names.fold import words
from dalil.names.latin import plain
from dalil.names.scripts import clean, main_script
from dalil.names.symbols import family_of

_BEAM = 24
_LONGEST = 32
_SPREAD = str.maketrans({"ö": "oe", "ü": "ue", "ä": "ae", "ø": "oe", "å": "aa", "ı": "y", "ə": "e"})
_RULED = 0.5  # share of the likelihood that rules keep for themselves


def readings(token: str, limit: int = 8) -> tuple[str, ...]:
    """Give the Latin spellings of one word.

    Args:
        token: A word in any script.
        limit: The most spellings to return.

    Returns:
        Distinct words in the letters a to z, the likeliest first; () for a word without letters or
        in a script that nothing here reads.
    """
    return _readings(token[:_LONGEST])[:limit]


def weighted_readings(token: str, limit: int = 8) -> tuple[tuple[str, float], ...]:
    """Give readings with shares that add up to 1, from their order and the learned channel."""
    found = readings(token, limit)
    weights = [0.7**place for place in range(len(found))]
    total = sum(weights)
    return tuple((word, weight / total) for word, weight in zip(found, weights, strict=True))


def romanised(name: str) -> str:
    """Write a whole name in Latin letters, each word by its first reading; lower case."""
    return " ".join(first_reading(word) or word for word in words(name))


@lru_cache(maxsize=1 << 16)
def first_reading(token: str) -> str:
    """Give the likeliest of :func:`readings`, "" where there is none, at a hundredth of their cost.

    Rules and lists stand before what the channels write, which is asked only where they are silent.
    """
    word = clean(token[:_LONGEST]).lower()
    family = family_of(word)
    known = list(ruled_readings(word))
    if family in translit.ALPHABETS:
        known = [plain(translit.romanise(word))]
    elif family == "Han":
        known = [*known[:1], *_listed("Kanji", word)[:2], *known[1:]]
    elif family != "Latin":
        known += _listed(family, word)
    return next(filter(None, known), "") or next(iter(readings(token, 1)), "")


@lru_cache(maxsize=1 << 15)
def _readings(token: str) -> tuple[str, ...]:
    word = clean(token).lower()
    family = family_of(word)
    if family == "Latin":
        spread = unicodedata.normalize("NFC", word).translate(_SPREAD)
        return _distinct([plain(word), plain(spread)])
    ruled = list(ruled_readings(word))
    if family in translit.ALPHABETS:
        ruled = [plain(found) for found in translit.readings(word, 6)]
    learned = [*_listed(family, word), *_learned(family, word)]
    if family == "Han":
        ruled = [*ruled[:1], *_listed("Kanji", word)[:2], *ruled[1:]]
        learned = _mixed(_learned("Han", word), _learned("Kanji", word))
    first = 2 if family in translit.ALPHABETS else len(ruled)
    return _distinct([*ruled[:first], *_mixed(learned, ruled[first:])])


@lru_cache(maxsize=1 << 14)
def ruled_readings(token: str) -> tuple[str, ...]:
    """Give the spellings that rules and families' custom give a Hangul, kana or Han word; else ()."""
    word = clean(token).lower()[:_LONGEST]
    rules = {"Hangul": hangul_readings, "Kana": kana_readings, "Han": han_readings}
    rule = rules.get(family_of(word))
    return tuple(rule(word)) if rule else ()


@lru_cache(maxsize=1 << 14)
def possible_readings(token: str) -> frozenset[str]:
    """Give every spelling that :func:`readings` could choose from, in no order.

    To order them by what the channels say costs many times as much as to list them: who only asks
    whether a spelling is among the readings need not order those that it is not among.
    """
    word = clean(token[:_LONGEST]).lower()
    family = family_of(word)
    if family == "Latin":
        return frozenset(_readings(token[:_LONGEST]))
    found = {*ruled_readings(word), *_listed(family, word), *_beam_texts(family, word)}
    if family in translit.ALPHABETS:
        found.update(map(plain, translit.readings(word, 6)))
    if family == "Han":
        found.update(_listed("Kanji", word), _beam_texts("Kanji", word))
    return frozenset(found)


def finding_readings(token: str) -> frozenset[str]:
    """Give the spellings by which a word is looked for: the usual ones of a common word, else all.

    No channel is asked of a word whose usual spellings are listed: others of it lie near them.
    """
    word = clean(token[:_LONGEST]).lower()
    family = family_of(word)
    listed = [*_listed(family, word), *(_listed("Kanji", word) if family == "Han" else ())]
    return frozenset([*ruled_readings(word), *listed]) if listed else possible_readings(token)


def _beam_texts(family: str, word: str) -> list[str]:
    return [text for text, _ in _beam(family, word)]


def _listed(family: str, word: str) -> list[str]:
    """The usual spellings of a common word, where its script leaves vowels or reading unwritten."""
    table = _lexicon(family)
    found = table.find(FAMILIES[family].symbols(word)) if table is not None else None
    return found.split() if found else []


@cache
def _lexicon(family: str) -> Lines | None:
    from dalil.names.learned import lexicon

    packed = getattr(lexicon, family.upper(), None)
    return unpack(packed) if packed else None


def _learned(family: str, word: str) -> list[str]:
    """What the channel writes, ordered by the channel, the way back and the letter model."""
    written = _beam(family, word)
    if not written:
        return []
    known, kind = reader(family), FAMILIES[family]
    back = kind.sounds(kind.symbols(word))
    ranked = sorted(
        (-(chance + 0.5 * known.back.logp(text, back) + 0.3 * latin_letters().logp(text)), text)
        for text, chance in written
    )
    best = ranked[0][0] if ranked else 0.0
    return [text for cost, text in ranked if cost < best + math.log(200.0)]


@lru_cache(maxsize=1 << 12)
def _beam(family: str, word: str) -> list[tuple[str, float]]:
    """The likeliest writings of a channel with their log-probabilities; none without a channel."""
    signs = FAMILIES[family].symbols(word) if family in FAMILIES else ""
    return reader(family).ahead.best(signs, _BEAM) if signs else []


def _mixed(one: list[str], other: list[str]) -> list[str]:
    """Take turns between two lists."""
    longest = max(len(one), len(other))
    return [part[place] for place in range(longest) for part in (one, other) if place < len(part)]


def _distinct(found: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, found)))


def script_is_read(token: str) -> bool:
    """Whether a word stands in a script that :func:`readings` knows."""
    return family_of(token) in FAMILIES or main_script(token) in translit.ALPHABETS
