"""Values in table cells: dates, shares, sums. What does not fit gives None and is reported.

Numeric dates are read in the order that the register's layout states; nothing is guessed from the
numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from dalil.evidence import Amount, PartialDate, Precision, Share

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ][\d:.Z+-]*)?\Z")
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\Z")
_NUMBER = re.compile(r"\d[\d\s\u00a0\u202f,.']*")
_BAND = re.compile(r"(\d{1,3})(?:\.\d+)?\s*%?\s*(?:-|–|to)+\s*-?(\d{1,3})", re.IGNORECASE)
_OPEN = re.compile(
    r"(?:more|over|above|exceeding)[-\s]than[-\s](\d{1,3})|(?:over|>)\s*(\d{1,3})", re.I
)
_FROM = re.compile(r"(\d{1,3})\s*%?\s*(?:or[-\s]more|and[-\s]above|\+)", re.IGNORECASE)
_SYMBOLS = {"£": "GBP", "€": "EUR", "$": "USD", "₸": "KZT", "₽": "RUB", "₴": "UAH", "¥": "JPY"}
_CODE = re.compile(r"\b([A-Z]{3})\b")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell: its words and where they stand in the text layer."""

    row: int
    column: int
    start: int
    end: int
    text: str


def read_date(cell: Cell, order: str) -> PartialDate | None:
    """Read a date; ``order`` says what comes first in a numeric one: ``day``, ``month`` or ``iso``."""
    value: str | None = None
    precision = Precision.DAY
    if found := _ISO.match(cell.text):
        year, month, day = found.groups()
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        value = _valid(int(year), int(month or 1), int(day or 1))
        value = (
            value and value[: {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[precision]]
        )
    elif (found := _NUMERIC.match(cell.text)) and order in ("day", "month"):
        first, second, year = map(int, found.groups())
        day_, month_ = (first, second) if order == "day" else (second, first)
        value = _valid(year, month_, day_)
    return PartialDate(value, precision, cell.start, cell.end, cell.text) if value else None


def _valid(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return None
    if month == 2 and day == 29 and (year % 4 or (year % 100 == 0 and year % 400)):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def read_share(text: str) -> Share | None:
    """Read a stake in per cent: ``50``, ``50 %``, ``25-to-50``, ``more than 25``, ``75 or more``.

    The bands of the UK register of persons with significant control mean "more than 25 but not more
    than 50", "more than 50 but less than 75", "75 or more" (Companies Act 2006, Schedule 1A; bands of
    the Register of People with Significant Control Regulations 2016); ``Share`` holds no open upper
    end, so that of the second is written 75.
    """
    if found := _BAND.search(text):
        low, high = Decimal(found[1]), Decimal(found[2])
        return (
            Share(low, high, open_low=low < 75 and high > low) if low <= high <= _HUNDRED else None
        )
    if found := _OPEN.search(text):
        return Share(Decimal(found[1] or found[2]), _HUNDRED, open_low=True)
    if found := _FROM.search(text):
        return Share(Decimal(found[1]), _HUNDRED)
    number = read_number(text.replace("%", ""))
    if number is None or not 0 <= number <= _HUNDRED:
        return None
    return Share(number, number)


def read_number(text: str) -> Decimal | None:
    """Read a whole cell as a number: ``11750000``, ``11,750,000``, ``11 750 000,50``."""
    text = text.strip()
    if not (found := _NUMBER.fullmatch(text)):
        return None
    digits = re.sub(r"[\s\u00a0\u202f']", "", found.group())
    if "," in digits and "." in digits:
        mark = "," if digits.rfind(",") < digits.rfind(".") else "."
        digits = digits.replace(mark, "")
    if digits.count(",") == 1 and len(digits) - digits.index(",") != 4:
        digits = digits.replace(",", ".")
    digits = digits.replace(",", "")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


def read_amount(cell: Cell, currency: str | None) -> Amount | None:
    """Read a sum of money; ``currency`` holds where the cell names none."""
    text = cell.text
    named = next((code for sign, code in _SYMBOLS.items() if sign in text), None)
    if named is None and (found := _CODE.search(text)):
        named = found[1]
    value = read_number(re.sub(r"[A-Z]{3}|[£€$₸₽₴¥]", "", text))
    if value is None:
        return None
    return Amount(cell.start, cell.end, text, value, named or currency)
