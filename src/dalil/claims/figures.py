"""When two stated sums differ for certain: qualifiers and rounding read as intervals.

"More than 7.5 billion" and "billions" agree; "11.75 million" and "almost 12 million" agree; 19 and
47 do not.
"""

from __future__ import annotations

from decimal import Decimal

from dalil.evidence import Amount

_ABOUT = Decimal("0.1")
_ENDLESS = Decimal("1e30")
_FROM = frozenset({"more than", "over", "at least", "no less than", "above", "from"})
_TO = frozenset(
    {"up to", "less than", "under", "at most", "no more than", "below", "almost", "nearly"}
)
_MANY = {
    "tens of": 10,
    "dozens of": 12,
    "hundreds of": 100,
    "thousands of": 1000,
    "several": 2,
    "many": 2,
}


def interval(amount: Amount) -> tuple[Decimal, Decimal]:
    """Read a sum as the widest interval that its words allow."""
    value = amount.value
    if value is None:
        return Decimal(0), _ENDLESS
    qualifier = (amount.qualifier or "").lower()
    if amount.high is not None:
        return value, amount.high
    if qualifier in _FROM:
        return value, _ENDLESS
    if qualifier in ("almost", "nearly"):
        return value * (1 - _ABOUT), value
    if qualifier in _TO:
        return Decimal(0), value
    if qualifier in _MANY:
        return value, _ENDLESS
    if qualifier:
        return value * (1 - _ABOUT), value * (1 + _ABOUT)
    half = _last_digit(value) / 2
    return value - half, value + half


def apart(one: Amount, other: Amount) -> bool:
    """Whether two sums in one currency cannot both be right."""
    if one.currency != other.currency or one.period != other.period:
        return False
    low, high = interval(one)
    under, over = interval(other)
    return high < under or over < low


def _last_digit(value: Decimal) -> Decimal:
    """Worth of the last digit that is not zero: 11 750 000 is given to the ten thousand."""
    number = value.normalize()
    exponent = number.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
