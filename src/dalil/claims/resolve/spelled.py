"""Full names that read the same and are spelled otherwise: one person, or two of two documents.

"Aliyev" and "Aliev" are ways to write one name in Latin letters; "Pieter Vos" and "Peter Voss" are two names that
happen to read alike. Letters alone do not tell. Where both names are written in Latin letters and differ in two words,
or in a letter that one family name doubles, the documents must have somebody or some body in common; else it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from dalil.claims.resolve.profiles import Context, Group, Person, shared_names
from dalil.names.fold import bare, name_key, words
from dalil.names.scripts import is_latin

APART = "but are spelled otherwise, and their documents name nobody else in common"
"""Why such names are asked."""
_DOUBLED = re.compile(r"(\w)\1+")


class Strangers:
    """Whom only a like sound joins, with nothing else in common.

    Args:
        groups: By id.
        context: What else each exhibit names.
    """

    def __init__(self, groups: Mapping[str, Group], context: Context) -> None:
        self._context = context
        self._group_of = {s.mention.id: group for group in groups.values() for s in group.spellings}

    def are(self, one: Person, other: Person) -> bool:
        """Whether two names that read the same are spelled so differently that they need more, and have no more."""
        left, right = one.spelling, other.spelling
        if not _otherwise(left.text, right.text):
            return False
        own, against = self._group_of[left.mention.id], self._group_of[right.mention.id]
        if own.id == against.id or own.exhibits & against.exhibits:
            return False
        if any(
            not _otherwise(a.text, b.text)
            for a in own.spellings
            for b in against.spellings
            if len(a.text.split()) > 1 and len(b.text.split()) > 1
        ):
            return False
        keys = {name_key(spelling.text) for spelling in own.spellings}
        shared = shared_names(own, against, self._context, places=False)
        return all(name_key(text) in keys for text in shared)


def _otherwise(left: str, right: str) -> bool:
    """Whether two names in Latin letters differ in two words, or by a doubled letter in the last."""
    if not (is_latin(left) and is_latin(right)):
        return False
    one, other = _plain(left), _plain(right)
    if one == other or not (one and other):
        return False
    apart = min(len(set(one) - set(other)), len(set(other) - set(one)))
    doubled = one[-1] != other[-1] and _single(one[-1]) == _single(other[-1])
    return apart > 1 or (apart == 1 and doubled)


@lru_cache(maxsize=1 << 14)
def _plain(text: str) -> tuple[str, ...]:
    return tuple(bare(word) for word in words(text))


def _single(word: str) -> str:
    """A word with no letter twice in a row."""
    return _DOUBLED.sub(r"\1", word)
