"""Births that the documents tell of somebody: what tells two bearers of one name apart.

Only a date that follows the word "born", or its like, is taken: of him whose name stands directly before
the word, else of whom alone the claim speaks. In a sentence about two nobody says here whose it is. Nothing is judged.
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


def birth_told(claim: Claim) -> tuple[str, PartialDate] | None:
    """Give whose birth a claim tells, as the id of a mention, and the date.

    His whose name stands directly before the word, or of whom alone the claim speaks.
    """
    born = _BORN.search(claim.quote)
    if not born or claim.negated:
        return None
    before = claim.quote[: born.start()].rstrip(" ,(\u2013-")
    named = [one for one in claim.about if one.text and before.endswith(one.text)]
    whose = claim.about if len(claim.about) == 1 else named
    after = claim.locator.start + born.end()
    dates = [date for date in claim.dates if date.start is not None and date.start >= after]
    if len(whose) != 1 or not dates:
        return None
    return whose[0].id, min(dates, key=lambda date: date.start or 0)


def births_told(claims: Iterable[Claim]) -> Mapping[str, frozenset[str]]:
    """Dates of birth, ISO 8601, by the mention of whom they are told."""
    found: dict[str, set[str]] = {}
    for told in filter(None, map(birth_told, claims)):
        found.setdefault(told[0], set()).add(told[1].value)
    return {mention: frozenset(dates) for mention, dates in found.items()}
