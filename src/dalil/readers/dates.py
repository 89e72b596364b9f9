"""Dates as official lists print them, to dates with the precision that they have.

What cannot be read as a date gives nothing; the caller keeps the words. Ranges of years become one
date a year, as the UN reader does, up to a bound. This module guesses no order of day and month:
the caller says which the format uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dalil.evidence import PartialDate, Precision

MOST_YEARS = 40
"""Longest range of years that is spelled out; a longer one is no use to tell people apart."""

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january janvier enero januar",
            "feb february février fevrier febrero februar",
            "mar march mars marzo märz",
            "apr april avril abril",
            "may mai mayo",
            "jun june juin junio juni",
            "jul july juillet julio juli",
            "aug august août aout agosto",
            "sep sept september septembre septiembre",
            "oct october octobre octubre oktober",
            "nov november novembre noviembre",
            "dec december décembre decembre diciembre dezember",
        ),
        1,
    )
    for word in words.split()
}
_ABOUT = re.compile(
    r"\b(?:circa|approximately|approx|about|around|environ|vers|born in|ca|c)\b\.?\s*|~",
    re.IGNORECASE,
)
_LETTER = re.compile(r"(?:^|\s)\(?[a-z0-9]{1,2}\)\s+", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ][0-9:.+Z-]*)?")
_DAY_WORD = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?[ .\-/]+([^\W\d]+)\.?,?[ .\-/]+(\d{4})")
_WORD_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_WORD_YEAR = re.compile(r"([^\W\d]+)\.?,?[ \-/]+(\d{4})")
_NUMBERS = re.compile(r"(\d{1,2}|dd|mm)[./-](\d{1,2}|dd|mm)[./-](\d{4})", re.IGNORECASE)
_MONTH_YEAR = re.compile(r"(\d{1,2}|mm)[./-](\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"(\d{4})s?")
_RANGE = re.compile(
    r"\s+(?:to|and|until)\s+|\s*[-\u2013\u2014]\s*(?=\d{4}\b)|(?<=\d{4})\s*/\s*(?=\d{4})"
)
_MANY = re.compile(r"\s*(?:;|\||\bor\b|\bou\b|\n)\s*", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def dates_in(text: str, order: str = "dmy") -> tuple[PartialDate, ...]:
    """Every date of a cell, each with its words; empty where one part of it is no date.

    Args:
        text: One date, several with ``;``, ``or`` or ``a) b)`` between them, or a range.
        order: ``dmy`` or ``mdy``, for dates in numbers.
    """
    found: list[PartialDate] = []
    for piece in _pieces(text):
        dates = list(_dates(piece, order))
        if not dates:
            return ()
        found += dates
    return tuple({(date.value, date.text): date for date in found}.values())


@lru_cache(maxsize=1 << 16)
def iso_date(text: str, order: str = "dmy") -> str | None:
    """A single full date as ISO 8601; None for anything else."""
    found = _single(_ABOUT.sub("", text).strip(" .,"), order)
    return found[0] if found and found[1] == Precision.DAY else None


def _pieces(text: str) -> Iterator[str]:
    for part in _MANY.split(_LETTER.sub(" ; ", text)):
        piece = " ".join(part.split()).strip(" ,.")
        if piece:
            yield piece


def _dates(piece: str, order: str) -> Iterator[PartialDate]:
    bare = _ABOUT.sub("", piece).strip(" ,.()")
    bare = re.sub(r"^between\s+", "", bare, flags=re.IGNORECASE)
    one = _single(bare, order)
    if one:
        yield PartialDate(one[0], one[1], text=piece)
        return
    ends = [_single(end.strip(" ,."), order) for end in _RANGE.split(bare)]
    if len(ends) == 2 and ends[0] and ends[1]:
        yield from _span(ends[0][0], ends[1][0], piece)


def _span(first: str, last: str, words: str) -> Iterator[PartialDate]:
    low, high = int(first[:4]), int(last[:4])
    if first == f"{low}-01-01" and last == f"{low}-12-31":
        yield PartialDate(str(low), Precision.YEAR, text=words)
    elif first[:7] == last[:7] and len(first) == len("2000-01-01"):
        yield PartialDate(first[:7], Precision.MONTH, text=words)
    elif low <= high <= low + MOST_YEARS:
        for year in range(low, high + 1):
            yield PartialDate(str(year), Precision.YEAR, text=words)


def _single(text: str, order: str) -> tuple[str, Precision] | None:
    """One date in one of the known notations."""
    if match := _ISO.fullmatch(text):
        return _made(match[1], match[2], match[3])
    if match := _DAY_WORD.fullmatch(text):
        return _made(match[3], _month(match[2]), match[1])
    if match := _WORD_DAY.fullmatch(text):
        return _made(match[3], _month(match[1]), match[2])
    if match := _WORD_YEAR.fullmatch(text):
        return _made(match[2], _month(match[1]), None)
    if match := _NUMBERS.fullmatch(text):
        day, month = (match[1], match[2]) if order == "dmy" else (match[2], match[1])
        return _made(match[3], month, day)
    if match := _MONTH_YEAR.fullmatch(text):
        return _made(match[2], match[1], None)
    if match := _YEAR.fullmatch(text):
        return None if text.endswith("s") else _made(match[1], None, None)
    return None


def _month(word: str) -> str | None:
    number = _MONTHS.get(word.casefold())
    return str(number) if number else "x"


def _made(year: str, month: str | None, day: str | None) -> tuple[str, Precision] | None:
    """A date of its parts; ``00``, ``dd`` and ``mm`` stand for parts that nobody knows."""
    if not 1000 <= int(year) <= 2200:
        return None
    month = None if month in (None, "0", "00") or month.casefold() in ("mm", "dd") else month
    day = None if day in (None, "0", "00") or day.casefold() in ("dd", "mm") else day
    if month is None:
        return (year, Precision.YEAR) if day is None else None
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return None
    if day is None:
        return f"{year}-{int(month):02d}", Precision.MONTH
    if not _is_day(int(year), int(month), int(day)):
        return None
    return f"{year}-{int(month):02d}-{int(day):02d}", Precision.DAY


def _is_day(year: int, month: int, day: int) -> bool:
    import calendar

    return 1 <= day <= calendar.monthrange(year, month)[1]
