"""How alike two words of a name are, across scripts and spellings, with the reason.

Pure functions over the folding of ``names``. Not a judgement on the whole name: one letter may be
a slip of the pen in a long word and another person's name in a short one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dalil.names.fold import fold, folds
from dalil.names.scripts import main_script

SAME = 0.8
"""From this likeness on, two words count as one name."""

_VOWELS = re.compile(r"[aeiou]+")
_FIRST_LETTER = 0.15  # a slip seldom falls on the first letter
_SHORT_SKELETON = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two words are: 0 to 1, and why in three words."""

    value: float
    why: str


@lru_cache(maxsize=1 << 16)
def likeness(one: str, other: str) -> Likeness:
    """Compare two words.

    Args:
        one: A word in any script.
        other: Another.

    Returns:
        1.0 for the same letters, .97 for the same reading across scripts or spelling systems,
        .93 for the same consonants, below that by the edits between the readings.
    """
    if one.casefold() == other.casefold():
        return Likeness(1.0, "same letters")
    left, right = fold(one), fold(other)
    if not left or not right:
        return Likeness(0.0, "no letters to compare")
    if left == right or folds(one) & folds(other):
        across = main_script(one) != main_script(other)
        return Likeness(0.97, "same reading across scripts" if across else "same reading")
    if initial_of(one, other):
        return Likeness(0.5, "initial fits")
    bones = skeleton(left)
    if bones == skeleton(right) and len(bones) >= _SHORT_SKELETON and left[-1:] == right[-1:]:
        return Likeness(0.93, "same consonants, other vowels")
    if _swapped(one.casefold(), other.casefold()):
        return Likeness(0.88, "two neighbouring letters swapped")
    return _by_edits(left, right)


def _swapped(one: str, other: str) -> bool:
    """Whether two printed words differ by one swap of neighbours: a slip of the fingers."""
    apart = [at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(one) <= _SHORT_SKELETON or len(apart) != 2:
        return False
    first, second = apart
    return second == first + 1 and one[first] == other[second] and one[second] == other[first]


def initial_of(one: str, other: str) -> bool:
    """Whether one word is the initial of the other."""
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return len(short) == 1 and len(long) > 1 and fold(long)[:1] == fold(short)[:1] != ""


def skeleton(key: str) -> str:
    """The consonants of a folded word, with its first letter."""
    return key[:1] + _VOWELS.sub("", key[1:])


def _by_edits(left: str, right: str) -> Likeness:
    longest = max(len(left), len(right))
    count = edits(left, right, limit=longest // 3 + 1)
    value = max(0.0, 1 - count / longest)
    if left[0] != right[0]:
        value -= _FIRST_LETTER
    if left.startswith(right) or right.startswith(left):
        value = min(value, SAME - 0.05)  # Viktor, Viktoria: an ending makes another name
    if not _spelling_only(left, right):
        value = min(value, SAME - 0.01) if longest < _LONG_WORD else value
    return Likeness(max(value, 0.0), f"{count} letters differ" if count > 1 else "1 letter differs")


_LONG_WORD = 6


def _spelling_only(left: str, right: str) -> bool:
    """Whether two keys differ in vowels only: in a short word a consonant makes another name."""
    return skeleton(left) == skeleton(right)


def edits(left: str, right: str, *, limit: int) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours between two words.

    Returns:
        The number, or ``limit + 1`` as soon as it must be more (Damerau 1964, restricted).
    """
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        before, last, row = row, before, [i]
        for j, b in enumerate(right, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
