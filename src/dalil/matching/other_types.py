"""Entries that a list has under another type than was asked: a person's name among its companies.

A type may be told wrongly on either side: sole traders, trusts, a firm that was opened as a person. What
is almost surely the same name is shown for review with its type, and never as a match: to leave it out
would record a clearance.
"""

from __future__ import annotations

from dataclasses import replace

from dalil.matching.compare import MATCH, decide
from dalil.matching.ports import ListSearch
from dalil.matching.screen import Subject
from dalil.matching.values import Match

BELOW = 0.8999
"""Most that an entry of another type may score."""


def screen_all_types(
    search: ListSearch, subject: Subject, *, threshold: float, limit: int
) -> tuple[Match, ...]:
    """Hold somebody against a list, and against what has the same name under another type.

    Args:
        search: The list.
        subject: Whom, of a type that may be told wrongly.
        threshold: Least score that is given back.
        limit: Most matches, the best first.

    Returns:
        Matches by falling score.
    """
    own = search.screen(subject, threshold=threshold, limit=limit)
    if subject.type == "any" or threshold > BELOW:
        return tuple(own)
    held = {match.entry.id for match in own}
    every = search.screen(replace(subject, type="any"), threshold=MATCH, limit=limit)
    others = [
        _bounded(match, subject.type)
        for match in every
        if match.entry.type not in (subject.type, "any") and match.entry.id not in held
    ]
    return tuple(sorted((*own, *others), key=lambda m: (-m.score, m.entry.id))[:limit])


def _bounded(match: Match, asked: str) -> Match:
    line = f"type: listed as a {match.entry.type}, asked as a {asked}"
    score = min(match.score, BELOW)
    return replace(match, score=score, decision=decide(score), why=(*match.why, line))
