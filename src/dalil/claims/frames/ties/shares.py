"""Stakes in words: "51 per cent", "more than 25%", "half", "a third", "the sole shareholder".

A share that is not stated is None; nothing is computed from other shares.
"""

from __future__ import annotations

import re
from decimal import Decimal

from dalil.evidence import Share

SHARE = re.compile(
    r"(?P<bound>more than|over|at least|less than|under|up to|nearly|almost|about)?\s*"
    r"(?P<share>\d{1,3}(?:[.,]\d+)?)\s*(?:%|per\s?cent\b|percent\b)",
    re.IGNORECASE,
)
_WORDS = (
    (re.compile(r"\b(?:one[- ])?half\b", re.IGNORECASE), Decimal(50)),
    (re.compile(r"\b(?:a|one)[- ]quarter\b", re.IGNORECASE), Decimal(25)),
    (re.compile(r"\bthree[- ]quarters\b", re.IGNORECASE), Decimal(75)),
    (re.compile(r"\b(?:wholly|sole|solely|entirely|100[- ]?per[- ]?cent)\b", re.I), Decimal(100)),
)
_MAJORITY = re.compile(r"\bmajority\b", re.IGNORECASE)
_MINORITY = re.compile(r"\bminority\b", re.IGNORECASE)


def share_in(said: str) -> Share | None:
    """The stake that words state, as an interval in per cent.

    Args:
        said: The words of one tie.

    Returns:
        "51 per cent" is exactly 51, "more than 25%" the open interval above 25, "majority" above 50;
        None where no stake, or more than one figure, is stated.
    """
    found = list(SHARE.finditer(said))
    if len(found) > 1:
        return None
    if found:
        return _figure(found[0])
    for pattern, value in _WORDS:
        if pattern.search(said):
            return Share(value, value)
    if _MAJORITY.search(said):
        return Share(Decimal(50), Decimal(100), open_low=True)
    return Share(Decimal(0), Decimal(50), open_low=True) if _MINORITY.search(said) else None


def _figure(match: re.Match[str]) -> Share | None:
    value = Decimal(match["share"].replace(",", "."))
    if value > 100:
        return None
    bound = (match["bound"] or "").lower()
    if bound in ("more than", "over", "at least"):
        return Share(value, Decimal(100), open_low=bound != "at least")
    if bound in ("less than", "under", "up to"):
        return Share(Decimal(0), value, open_low=True)
    return Share(value, value)
