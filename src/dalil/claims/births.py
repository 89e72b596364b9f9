"""Births that the documents tell of somebody: what tells two bearers of one name apart.

Only a date that follows the word "born", or its like, in a claim about one person alone is taken: in a
sentence about two nobody says here whose it is. Nothing is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dalil.evidence import Claim, PartialDate

_BORN = re.compile(
    r"\b(?:born|date of birth|d\.?o\.?b\b\.?|дата рождения|дата народження|родил\w*|народи\w*|туған"
    r"|née? le|née? en|date de naissance)\b",
    re.IGNORECASE,
)


def birth_told(claim: Claim) -> PartialDate | None:
    """Give the date of birth that a claim tells of the only one whom it is about."""
    born = _BORN.search(claim.quote)
    if not born or claim.negated or len(claim.about) != 1:
        return None
    after = claim.locator.start + born.end()
    dates = [date for date in claim.dates if date.start is not None and date.start >= after]
    return min(dates, key=lambda date: date.start or 0) if dates else None


def births_told(claims: Iterable[Claim]) -> Mapping[str, frozenset[str]]:
    """Dates of birth, ISO 8601, by the mention of whom they are told."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        if told := birth_told(claim):
            found.setdefault(claim.about[0].id, set()).add(told.value)
    return {mention: frozenset(dates) for mention, dates in found.items()}
