"""Nicknames and the formal names that they stand for: Bill and William, Саша and Александр.

The lists stand in ``resources/names/nicknames*.yaml``. A nickname may stand for several names, also
of both genders; that two persons share one is weak evidence, which the caller weighs.
"""

from __future__ import annotations

from functools import cache, lru_cache

from dalil.names.fold import fold

_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 14)
def formal(token: str) -> frozenset[str]:
    """Give the folded formal names that a nickname stands for, without the word's own key.

    Args:
        token: One given name in any script that :func:`dalil.names.fold.fold` folds to Latin.
    """
    return formal_of(fold(token))


def formal_of(key: str) -> frozenset[str]:
    """Give the same for a word that is folded already."""
    found = _formal().get(key)
    return found - {key} if found else _NONE


@lru_cache(maxsize=1 << 14)
def related(one: str, other: str) -> bool:
    """Whether one word is a nickname of the other, or both are nicknames of one name.

    The same word, and two formal names, are not related here.
    """
    left, right = fold(one), fold(other)
    if not left or left == right:
        return False
    mine, theirs = formal(one), formal(other)
    return right in mine or left in theirs or bool(mine & theirs)


@cache
def _formal() -> dict[str, frozenset[str]]:
    """Nickname to names. Where two stand for each other, the one with more nicknames is the name."""
    from dalil.names.tables_words import NICKNAMES

    short: dict[str, set[str]] = {}
    for name, nicks in NICKNAMES:
        short.setdefault(fold(name), set()).update(map(fold, nicks))
    found: dict[str, set[str]] = {}
    for name, folded in short.items():
        for nick in folded:
            if name not in short.get(nick, ()) or len(folded) > len(short[nick]):
                found.setdefault(nick, set()).add(name)
    return {nick: frozenset(names) for nick, names in found.items()}
