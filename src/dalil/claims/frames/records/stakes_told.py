"""How a register words a stake: "Ownership of shares - 75% or more", "More than 25% but not more than 50%", "750 (75%)".

The bands of registers of beneficial owners are intervals; power without a stake ("significant influence or control",
voting rights, the right to appoint directors) is told as control.
"""

from __future__ import annotations

import re
from decimal import Decimal

from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.records.entries import FILE
from dalil.claims.frames.ties.shares import share_in
from dalil.evidence import Predicate, Share

_PIECES = re.compile(r"[;\n•]|\.[ \t]+(?=[A-Z])")
_BAND = re.compile(
    r"(?P<over>more than|over|above|from|between)?[ \t]*(?P<low>\d{1,3}(?:\.\d+)?)[ \t]?%?[ \t]*(?:,?[ \t]*(?:but|and)[ \t]+)?"
    r"(?P<under>not more than|no more than|less than|up to|to|and|[-–])[ \t]*(?P<high>\d{1,3}(?:\.\d+)?)[ \t]?(?:%|per ?cent)",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?P<low>\d{1,3}(?:\.\d+)?)[ \t]?(?:%|per ?cent)[ \t]*or more", re.IGNORECASE)
_HUNDRED = Decimal(100)


def stake_in(words: str) -> Share | None:
    """The stake that a register's words state, in per cent; None where they state none or several."""
    bands = {_band(match) for match in _BAND.finditer(words)} - {None}
    if bands:
        return next(iter(bands)) if len(bands) == 1 else None
    more = _MORE.search(words)
    if more is not None:
        low = Decimal(more["low"])
        return Share(low, _HUNDRED) if low <= _HUNDRED else None
    return share_in(words) if re.search(r"\d", words) else None


def _band(match: re.Match[str]) -> Share | None:
    low, high = Decimal(match["low"]), Decimal(match["high"])
    if not low < high <= _HUNDRED:
        return None
    over = (match["over"] or "").lower() in ("more than", "over", "above")
    return Share(low, high, open_low=over)


def nature_of(words: str) -> tuple[Predicate, Share | None] | None:
    """Whether words of a register tell a stake or power without one: "Ownership of shares - 75% or more".

    Returns:
        ``owns`` with the stake where one is told, ``controls`` where only power is, None where neither is.
    """
    table = load(FILE)
    powers, stakes = table["powers"], table["stakes"]
    controls = False
    for piece in _PIECES.split(words):
        said = piece.lower()
        power = any(word in said for word in powers)
        if not power and (any(word in said for word in stakes) or re.search(r"\d", said)):
            return Predicate.OWNS, stake_in(piece)
        controls = controls or power
    return (Predicate.CONTROLS, None) if controls else None
