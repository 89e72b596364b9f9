"""The plain reference: every name against every name with ``matching``'s own functions.

It is slow, it is short, and it is what the kernel is held to.
"""

from __future__ import annotations

from collections.abc import Sequence

from dalil.matching.compare import REVIEW, decide, prepared, score_names
from dalil.matching.model import probability
from dalil.matching.screen import LIMIT, Subject, match_entry
from dalil.matching.values import ListEntry

LEAST = -8.0
"""Log-odds of two names of which one holds no word."""


def odds(left: str, right: str, type_: str = "any") -> float:
    """Log-odds that two names are one name; the least there are where one holds no word."""
    one, other = prepared(left, right, type_)
    return score_names(one, other).odds if one.words and other.words else LEAST


def screen_all(
    subject: Subject, entries: Sequence[ListEntry], *, threshold: float = REVIEW, limit: int = LIMIT
) -> list[tuple[str, float, str]]:
    """Every entity that somebody may be: id, score, decision; no index, nothing left out."""
    found = []
    for entry in entries:
        best = match_entry(subject, entry)
        if best is not None and best[1].score >= threshold:
            found.append((entry.id, best[1].score, best[1].decision))
    return sorted(found, key=lambda one: (-one[1], one[0]))[:limit]


__all__ = ["decide", "odds", "probability", "screen_all"]
