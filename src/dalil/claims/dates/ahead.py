"""Which way a date without a year lies from the document's own: back, as most do, or ahead.

"Is scheduled to be sentenced on June 20", "will resume in May", "by 31 January" behind a promise look ahead.
"Was due in December" is told of what was to come and of what came: the nearer December is meant.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum

_BEFORE = 90
_CLAUSE = re.compile(r"[.!?;:\n]\s?(?!\d)|(?<!\w)(?:but|although|because|which had|who had)(?!\w)")
_AHEAD = re.compile(
    r"(?<!\w)(?:will(?! of)|shall|must|won't|is to|are to|to be [a-z]+(?:ed|en|ld|de|nt|id)|(?:is|are) (?:now |also |currently |next |not )?"
    r"(?:due|scheduled|expected|set|slated|planned|listed|fixed|likely|required|to be|likely to)|runs until|remains? in force until|expires?"
    r"|no later than|not later than|(?:next|upcoming) (?:hearing|meeting|session|trial|election|payment|instalment|report)"
    r"|должен|должна|должны|будет|будут|состоится|состоятся|назначен[аоы]? на|запланирован[аоы]? на|aura lieu|sera|seront|doit|doivent|est prévue?|fixée? au)(?!\w)",
    re.IGNORECASE,
)
_WAS_TO = re.compile(
    r"(?<!\w)(?:(?:was|were|had been) (?:due|scheduled|expected|set|slated|planned|listed|fixed|to)|would)(?!\w)",
    re.IGNORECASE,
)
_PAST_OF = re.compile(
    r"(?<!\w)(?:will|shall|must) have (?!to\b)|(?<!\w)(?:since|last|from|until then|was to have|were to have)(?!\w)[^,]{0,12}$",
    re.IGNORECASE,
)


class Way(Enum):
    """Where a date lies from the document's own."""

    BACK = "back"
    NEAR = "near"
    AHEAD = "ahead"


def way(plain: str, start: int) -> Way:
    """Which way the words before a date in its clause point.

    Args:
        plain: Shadow of the text.
        start: First code point of the date.
    """
    before = plain[max(0, start - _BEFORE) : start]
    clauses = [match.end() for match in _CLAUSE.finditer(before)]
    clause = before[clauses[-1] :] if clauses else before
    if _PAST_OF.search(clause):
        return Way.BACK
    ahead, was = _last(_AHEAD, clause), _last(_WAS_TO, clause)
    if max(ahead, was) < 0:
        return Way.BACK
    return Way.AHEAD if ahead > was else Way.NEAR


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((match.start() for match in pattern.finditer(words)), default=-1)


def year_of(month: int, day: int, own: date, which: Way) -> int:
    """The year of a month, or of a day of it, that lies one way from a date.

    Args:
        month: The month.
        day: The day, 0 for the month as a whole.
        own: The document's own date.
        which: The way.
    """
    passed = (month, day or own.day) <= (own.month, own.day)
    back = own.year if passed else own.year - 1
    if which is Way.BACK:
        return back
    ahead = back if (month, day or own.day) == (own.month, own.day) else back + 1
    if which is Way.AHEAD:
        return ahead
    months = own.year * 12 + own.month
    return ahead if ahead * 12 + month - months < months - back * 12 - month else back
