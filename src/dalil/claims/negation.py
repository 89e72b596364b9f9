"""Words that negate, by language: whether the first clause of some words denies what it speaks of.

A word list, not a parse: a negation behind "that", "which" or "and" belongs to another clause.
"""

from __future__ import annotations

import re
from functools import cache

from dalil.claims.mentions_lexicon import lexicon
from dalil.claims.shadow import shadow

WORD = re.compile(r"\w+(?:['’]\w+)?|n['’]t\b")


@cache
def negations(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words of negation and words that open another clause; English where none are known."""
    table = lexicon("negations")
    entry = table.get(language, table["en"])
    return frozenset(entry["words"]), frozenset(entry["clauses"])


def tokens(words: str) -> list[str]:
    """Words in lower case; "didn't" and "n'a" give their negating part too."""
    found: list[str] = []
    for word in WORD.findall(shadow(words).lower()):
        found.append(word)
        if word.endswith("n't"):
            found.append("n't")
        elif word.startswith("n'"):
            found.append("n'")
    return found


def denied(quote: str, language: str) -> bool:
    """Whether the first clause of a quote holds a word of negation."""
    words, clauses = negations(language)
    for number, word in enumerate(tokens(quote)):
        if word in words:
            return True
        if number and word in clauses:
            return False
    return False
