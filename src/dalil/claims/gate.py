"""The refusal gate: no claim without a verbatim quote at an exact place.

Whatever extractor made a claim, its quote, prefix and suffix are held against the text layer, code
point for code point. What differs is refused and counted; nothing is corrected, normalised or
moved to a place that would fit.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from dalil.claims.reading import RefusedClaim
from dalil.errors import RefusedQuote
from dalil.evidence import Claim, TextLayer, check_quote


def admit(
    layer: TextLayer, claims: Iterable[Claim]
) -> tuple[tuple[Claim, ...], tuple[RefusedClaim, ...]]:
    """Part claims into those that stand in the text and those that do not.

    Besides the quote, the words of every sum and date that the claim carries are checked at their
    places. A claim that occurs twice is admitted once.

    Returns:
        The admitted claims in order of place, and what was refused with the reason.
    """
    admitted: dict[str, Claim] = {}
    refused: list[RefusedClaim] = []
    for claim in claims:
        reason = fault(layer, claim)
        if reason is None:
            admitted.setdefault(claim.id, claim)
        else:
            place = claim.locator
            refused.append(RefusedClaim(place.exact, place.start, place.end, reason, claim.method))
    ordered = sorted(admitted.values(), key=lambda c: (c.locator.start, c.locator.end, c.id))
    return tuple(ordered), tuple(refused)


def fault(layer: TextLayer, claim: Claim) -> str | None:
    """Why a claim may not enter, or None where it may."""
    if claim.exhibit != layer.exhibit:
        return f"The claim is of exhibit {claim.exhibit[:12]}, the text of {layer.exhibit[:12]}."
    try:
        check_quote(layer, claim.locator)
    except RefusedQuote as refusal:
        return refusal.message
    for start, end, words in _parts(claim):
        if layer.text[start:end] != words:
            return f"The words {words[:60]!r} do not stand at {start}:{end}."
    return None


def _parts(claim: Claim) -> Iterable[tuple[int, int, str]]:
    amounts = chain(claim.amounts, (r.amount for r in claim.relations if r.amount))
    for amount in amounts:
        yield amount.start, amount.end, amount.text
    ends = ((r.start_date, r.end_date) for r in claim.relations)
    for date in chain(claim.dates, chain.from_iterable(ends)):
        if date is not None and date.start is not None and date.end is not None and date.text:
            yield date.start, date.end, date.text
