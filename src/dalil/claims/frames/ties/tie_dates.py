"""When a tie began and ended: by the prepositions before the dates that belong to its words.

"since 2015", "from 2011 to 2016", "until 2016", "became head in March 2013". A date is taken as it
is stated; none is computed.
"""

from __future__ import annotations

import re

from dalil.claims.frames.basis.context import Context
from dalil.claims.parse import Token
from dalil.evidence import PartialDate

_BEGINS = ("become", "appoint", "name", "elect", "register", "hire", "nominate", "install")
_DATED = re.compile(r"\b(?:in|on|since) $")


def only_date(context: Context, start: int, end: int) -> PartialDate | None:
    """The one date of a statement, wherever the parser hung its preposition."""
    dates = context.document.dates_in(start, end)
    if len(dates) != 1 or dates[0].start is None:
        return None
    place = dates[0].start
    return dates[0] if _DATED.search(context.text, max(0, place - 8), place) else None


_SINCE = ("since", "from", "after")
_UNTIL = ("until", "till", "to", "through", "before")


def span_dates(
    context: Context, token: Token, detail: str, *, verbal: bool = False
) -> tuple[PartialDate | None, PartialDate | None]:
    """Start and end of a tie, by the prepositions before its dates."""
    tree, document, tokens = context.tree, context.document, context.tokens
    starts: PartialDate | None = None
    ends: PartialDate | None = None
    places = [token.index, *(t.index for t in tree.children(token.index, "oprd", "attr"))]
    head = context.tokens[token.head]
    if not verbal and head.pos in ("VERB", "AUX") and token.dep in ("attr", "oprd", "pobj"):
        places.append(head.index)
        verbal = head.lemma in _BEGINS
    if not verbal and head.dep == "prep":
        places.append(head.head)
        verbal = tokens[head.head].lemma in _BEGINS
    for kid in [k for place in places for k in tree.children(place, "prep", "mark", "npadvmod")]:
        low, high = tree.extent(kid.index)
        dates = document.dates_in(low, min(high, low + 80))
        if not dates:
            continue
        if kid.lemma in _SINCE or (verbal and kid.lemma in ("in", "on")):
            starts = starts or dates[0]
            ends = dates[1] if len(dates) > 1 and kid.lemma == "from" else ends
        elif kid.lemma in _UNTIL:
            ends = ends or dates[0]
        elif kid.lemma == "between" and len(dates) > 1:
            starts, ends = dates[0], dates[1]
    return starts, _joined_end(context, starts) or ends


def _joined_end(context: Context, start: PartialDate | None) -> PartialDate | None:
    """The date that "to" or "until" joins directly to a start, wherever the parser hung it."""
    if start is None or start.end is None:
        return None
    later = context.document.dates_in(start.end, start.end + 40)
    if not later or later[0].start is None:
        return None
    between = context.text[start.end : later[0].start]
    return later[0] if re.fullmatch(r"\s*(?:to|until|till|–|-)\s*", between) else None


_TIE = re.compile(
    r"\s*[,(]?\s*(?P<tie>since|from|between|in|until|till|as of|as at|effective|with effect from)?\s*"
    r"(?:the )?(?:early |late |mid-?|end of |beginning of )?",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:to|until|till|and|through|–|—|-)\s*(?:the )?", re.IGNORECASE)


def beside_dates(
    context: Context, end: int, word: Token
) -> tuple[PartialDate | None, PartialDate | None]:
    """Start and end by the dates that follow an office's own words directly.

    Args:
        context: The document.
        end: One past the last code point of those words.
        word: The office, for its sentence.

    Returns:
        ``(None, None)`` where no date follows: "from 2009 to 2013", "(2009-2013)", "until 2016".
    """
    high = context.tree.sentence_extent(word.index)[1]
    near = context.document.dates_in(end, min(high, end + 90))
    first = near[0] if near else None
    if first is None or first.start is None:
        return None, None
    tie = _TIE.fullmatch(context.text, end, first.start)
    if tie is None:
        return None, None
    second = near[1] if len(near) > 1 else None
    if second is not None and second.start is not None:
        joined = _JOIN.fullmatch(context.text, first.end or end, second.start)
        if joined is not None:
            return first, second
    said = (tie["tie"] or "").lower()
    if said in ("until", "till"):
        return None, first
    return (
        (first, None)
        if said in ("since", "from", "with effect from", "effective")
        else (None, None)
    )
