"""How two addresses or places meet: by their letters, and by whether they share a number.

A house number or postcode in common makes a shared address telling; a town in common is not. Spaces
are left out, since clerks write "Harbourstreet"; nothing is looked up, and no address is held to
exist.
"""

from __future__ import annotations

from functools import lru_cache

from dalil.names.fold import fold, words
from dalil.names.similarity import edits

ADDRESS_GRADES = ("whole", "near", "partly", "alike", "some", "little", "none")
"""From best to worst: three with a number in common, four without."""
PLACE_GRADES = ("same", "alike", "partly", "other")

_WHOLE, _NEAR, _PARTLY, _LITTLE = 0.8, 0.6, 0.4, 0.2
_SAME_PLACE, _ALIKE_PLACE, _PARTLY_PLACE = 0.85, 0.5, 0.25
_LONG_NUMBER = 4
SAYS = {
    "whole": "the same, numbers too",
    "near": "much alike, a number shared",
    "partly": "partly alike, a number shared",
    "alike": "much alike, no number shared",
    "some": "partly alike, no number shared",
    "little": "little alike",
    "none": "not alike",
    "same": "the same",
    "other": "not alike",
}


def address_grade(one: str, other: str) -> tuple[float, str]:
    """Likeness of two addresses, 0 to 1, and its grade of :data:`ADDRESS_GRADES`."""
    value = likeness(one, other)
    if _numbers_meet(one, other):
        for least, grade in ((_WHOLE, "whole"), (_NEAR, "near"), (_PARTLY, "partly")):
            if value >= least:
                return value, grade
    if value >= _NEAR:
        return value, "alike"
    return value, "some" if value >= _PARTLY else "little" if value >= _LITTLE else "none"


def place_grade(one: str, other: str) -> tuple[float, str]:
    """Likeness of two places, 0 to 1, and its grade of :data:`PLACE_GRADES`."""
    value = likeness(one, other)
    if value >= _SAME_PLACE:
        return value, "same"
    return value, (
        "alike" if value >= _ALIKE_PLACE else "partly" if value >= _PARTLY_PLACE else "other"
    )


def likeness(one: str, other: str) -> float:
    """Dice coefficient of the letter pairs of two texts, spaces left out."""
    left, right = _grams(one), _grams(other)
    if not left or not right:
        return 0.0
    return 2 * len(left & right) / (len(left) + len(right))


def _numbers_meet(one: str, other: str) -> bool:
    """Whether a number stands in both; in a long one a digit may be wrong or two be swapped."""
    for a in _numbers(one):
        for b in _numbers(other):
            if a == b or (min(len(a), len(b)) >= _LONG_NUMBER and edits(a, b, 1) <= 1):
                return True
    return False


@lru_cache(maxsize=1 << 14)
def _numbers(text: str) -> tuple[str, ...]:
    return tuple(word for word in words(text) if any(char.isdecimal() for char in word))


@lru_cache(maxsize=1 << 15)
def _grams(text: str) -> frozenset[str]:
    flat = "".join(word if word.isdecimal() else fold(word) for word in words(text))
    return frozenset(flat[at : at + 2] for at in range(len(flat) - 1))
