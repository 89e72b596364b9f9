"""Whose money a bare noun is, as told by the countries of the document: "som", "rupees", "lira", "dollars".

Of several countries with such money the one that the document names; a document of some length that names no
country and no city that anybody knows does not say whose lira it counts, and the word stays as it is printed.
Euros are euros everywhere. Only English and French nouns are weighed; nothing is converted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dalil.claims.currencies import Sum, adjectives, family
from dalil.claims.mentions_lexicon import words

_NAME = re.compile(r"(?<![\w.])(?:U\.[SK]\.|[A-Z][\w'-]+(?: (?:of )?[A-Z][\w'-]+){0,2})")
_LONG = 80
"""Words; a shorter text is an excerpt, whose countries may be named elsewhere."""
_EVERYWHERE = frozenset({"EUR"})


def of_place(sums: Sequence[Sum], plain: str) -> list[Sum]:
    """Settle bare nouns by the countries that the document names, or leave them as words.

    Args:
        sums: Sums with what stands beside them.
        plain: Shadow of the whole text.
    """
    if not any(one.noun and one.noun.isascii() for one in sums):
        return list(sums)
    named = _countries(plain)
    printed = {one.currency for one in sums if one.currency and not one.noun}
    known = bool(named) or _cities(plain)
    long = len(plain.split()) >= _LONG
    return [_of_place(one, named | printed, known or not long) for one in sums]


def _of_place(one: Sum, told: set[str], known: bool) -> Sum:
    if not (one.marked and one.noun and one.noun.isascii()) or one.currency in _EVERYWHERE:
        return one
    mine = family(one.noun) & told
    if len(mine) == 1:
        return replace(one, currency=next(iter(mine)))
    if one.currency in mine or known:
        return one
    return replace(one, currency=None)


def _countries(plain: str) -> set[str]:
    """Codes of the money of every country that the text names, or whose people it names."""
    found: set[str] = set()
    table = adjectives()
    for match in _NAME.finditer(plain):
        parts = match.group().split(" ")
        for first in range(len(parts)):
            for last in range(len(parts), first, -1):
                if code := table.get(" ".join(parts[first:last]).lower()):
                    found.add(code)
    return found


def _cities(plain: str) -> bool:
    known = words("mentions_cities", "cities")
    return any(match.group().lower() in known for match in _NAME.finditer(plain))
