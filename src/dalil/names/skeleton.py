"""Consonant skeletons: short keys under which most spellings of a name meet, to find candidates.

A key keeps the classes of the consonants in order and the fact of a first vowel; vowels, doubling,
h after a consonant and the voicing that romanisations disagree about go. Keys are wide on purpose:
they find what a comparison then judges, and are never a reason for a match.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dalil.names.latin import plain

_GROUPS = {
    "schtsch": "X", "shch": "X", "tsch": "X", "tch": "X", "sch": "X", "sh": "X", "ch": "X",
    "tj": "X", "cz": "X", "zh": "X", "dzh": "X", "dj": "X", "dz": "X", "ts": "X", "tz": "X",
    "sz": "X", "kh": "K", "gh": "K", "ph": "F", "th": "T", "ck": "K", "x": "KS",
    "qu": "K", "ce": "S", "ci": "S", "cy": "S", "ge": "K", "gi": "K",
}  # fmt: skip
_SINGLE = {
    "b": "P", "p": "P", "f": "F", "v": "F", "w": "F", "k": "K", "c": "K", "q": "K", "g": "K",
    "t": "T", "d": "T", "s": "S", "z": "S", "j": "X", "l": "L", "r": "R", "m": "N", "n": "N",
}  # fmt: skip
_CUT = re.compile("|".join(["ng(?![aeiouy])", *sorted(_GROUPS, key=len, reverse=True), "."]))
_MOST = 8


@lru_cache(maxsize=1 << 16)
def skeleton(latin: str) -> str:
    """Give the consonant classes of one Latin word: ``nazarbayev`` gives ``NSRPF``.

    A first vowel (y and h count as none) stays as ``A``; a word without consonants is ``A`` alone,
    an empty word "".
    """
    word = plain(latin)
    signs = ["A"] if word.lstrip("hy")[:1] in ("a", "e", "i", "o", "u", "") and word else []
    for found in _CUT.findall(word):
        for sign in "N" if found == "ng" else _GROUPS.get(found) or _SINGLE.get(found, ""):
            if not signs or signs[-1] != sign:
                signs.append(sign)
    return "".join(signs)


@lru_cache(maxsize=1 << 15)
def keys(token: str, limit: int = _MOST) -> tuple[str, ...]:
    """Give the distinct skeletons of a token's readings, the likeliest first."""
    from dalil.names.reading import readings

    found = (skeleton(reading) for reading in readings(token, 2 * limit))
    return tuple(dict.fromkeys(key for key in found if key))[:limit]
