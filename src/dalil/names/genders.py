"""Which given names are a man's and a woman's form of one root: Валентин and Валентина are two people.

Only pairs that are both known as names are judged: of a rare word in -а nobody can say whether it is
a woman's name or a man's in an oblique case. Family names (Громов, Громова) are no such pairs.
"""

from __future__ import annotations

from functools import cache, lru_cache

from dalil.names.fold import fold
from dalil.names.forms import forms
from dalil.names.tables import FAMILY_ENDINGS

_WOMANS = ("а", "я", "a")
_WEAK = ("ин", "ын", "in")
_FAMILY = tuple(end for end in FAMILY_ENDINGS if end not in _WEAK and len(end) > 1)


@lru_cache(maxsize=1 << 15)
def is_womans_of(word: str, base: str) -> bool:
    """Whether a word is a woman's given name beside the man's that its base form is.

    Args:
        word: In lower case; a name ending in -a.
        base: The masculine or nominative form that the rules of endings make of it.
    """
    if word == base or not word.endswith(_WOMANS) or base.endswith(_WOMANS):
        return False
    if base.endswith(_FAMILY):
        return False
    if base.endswith(_WEAK):
        return fold(word) in _given() and fold(base) in _given()
    return bool(forms(word) and forms(base))


@cache
def _given() -> frozenset[str]:
    """Given names that have short forms."""
    from dalil.names.tables_words import NICKNAMES

    return frozenset(fold(name) for name, _ in NICKNAMES)
