"""Words that negate, by language: whether the first clause of some words denies what it speaks of.

Word lists, not a parse: a negation behind "that", "which" or "and" belongs to another clause; "not
only" and "no less than" negate nothing; "it is untrue that" and "was almost convicted" do. Words such
as "without" and "false" negate a part at most and decide nothing here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dalil.claims.shadow import shadow
from dalil.claims.wordlists import lexicon

WORD = re.compile(r"\w+(?:['’]\w+)?|n['’]t\b")


@cache
def negations(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words of negation and words that open another clause; English where none are known."""
    entry = _entry(language)
    return frozenset(entry["words"]), frozenset(entry["clauses"])


def _entry(language: str) -> dict[str, Any]:
    table = lexicon("negations")
    entry: dict[str, Any] = table.get(language, table["en"])
    return entry


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Phrases that negate nothing, and forms that negate by their endings or in two parts."""
    entry = _entry(language)
    return tuple(  # type: ignore[return-value]
        re.compile(rf"(?<!\w)(?:{'|'.join(entry.get(key) or ['(?!)'])})(?!\w)")
        for key in ("phrases", "forms")
    )


@cache
def _taken_back(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What opens a content only to call it untrue, and what says that a thing nearly happened."""
    entry = _entry(language)
    untrue, almost = (
        rf"(?<!\w)(?:{'|'.join(entry.get(key) or ['(?!)'])})" for key in ("untrue", "almost")
    )
    return re.compile(rf"\W*{untrue}"), re.compile(rf"{almost}(?!\w)")


def negates(word: str, language: str) -> bool:
    """Whether a word in lower case negates by itself or by its ending."""
    return word in negations(language)[0] or bool(_patterns(language)[1].fullmatch(word))


def may_negate(words: str, language: str) -> bool:
    """Whether some words hold anything that can be meant as a negation, "without" and "false" too."""
    plain = shadow(words).lower()
    weak = frozenset(_entry(language).get("weak", ()))
    found = any(word in weak or negates(word, language) for word in tokens(plain))
    return found or bool(_patterns(language)[1].search(plain))


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
    """Whether the first clause of a quote holds a word of negation, or all of it is called untrue."""
    clauses = negations(language)[1]
    affirming, forms = _patterns(language)
    untrue, almost = _taken_back(language)
    said = shadow(quote).lower()
    if untrue.match(said) or almost.search(said):
        return True
    plain = affirming.sub(lambda m: " " * len(m.group()), said)
    two_parts = forms.search(plain)
    place = 0
    for number, word in enumerate(tokens(plain)):
        place = max(plain.find(word, place), place)
        if negates(word, language) or (two_parts is not None and two_parts.start() == place):
            return True
        if number and word in clauses:
            return False
    return False
