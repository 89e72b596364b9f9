"""Dates that another date of the text settles: "in March of that year", "the next day", "on 10 March", "on Monday".

A day without a year takes that of the date right before it in its sentence, or in its paragraph where the
document has no date of its own to contradict it; "three days later" counts from a day told right before. A day
of the week is the last one before the document's own date where its clause speaks of the past. Whatever is not
plain so stays without a value: no day is invented.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from dalil.claims.dates.ahead import Way, way
from dalil.claims.wordlists import lexicon
from dalil.evidence import Precision


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A place that names a date; ``value`` is None where the words do not settle one.

    Attributes:
        start: First code point.
        end: One past the last.
        value: ISO 8601, as far as it is known.
        precision: How exact it is.
        yearless: Month and day (0 for a month alone) where the words give no year.
    """

    start: int
    end: int
    value: str | None
    precision: Precision | None
    yearless: tuple[int, int] | None = None


_NEAR = 250
"""Code points from a date to what goes on from it."""
_STOP = re.compile(r"[.!?;]\s")
_WITH_YEAR = re.compile(r"\d{4}")


def day_of(year: int, month: int, day: int) -> date | None:
    """A day of the calendar, or None where it has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def settled_around(plain: str, spans: Sequence[DateSpan], own: date | None) -> list[DateSpan]:
    """Settle dates by those before them, and take in those that only another one makes a date.

    Args:
        plain: Shadow of the text.
        spans: Dates found by themselves, in order.
        own: The document's own date.
    """
    found = [*spans, *_weekdays(plain, spans, own), *_later(plain, spans)]
    settled: list[DateSpan] = []
    last: DateSpan | None = None
    dated: DateSpan | None = None
    for span in sorted(found, key=lambda one: one.start):
        if settled and span.start < settled[-1].end:
            continue
        if span.yearless:
            span = _with_year(plain, span, dated, own)
        elif span.value is None and span.precision is not None:
            span = _counted(plain, span, last)
        if span.value is not None or span.precision is None:
            settled.append(span)
        if span.value and span.precision != Precision.DECADE:
            last = span
            if _WITH_YEAR.search(plain, span.start, span.end):
                dated = span
    return settled


# ── a month and a day whose year stands before ───────────────────────────────────────────────────
_THAT_YEAR = re.compile(r",? of (?P<which>that|the same|this) year(?!\w)", re.IGNORECASE)
_THAT_FAR = 800


def _with_year(plain: str, span: DateSpan, last: DateSpan | None, own: date | None) -> DateSpan:
    month, day = span.yearless or (0, 0)
    if named := _THAT_YEAR.match(plain, span.end):
        if named["which"].lower() == "this":
            return replace(span, end=named.end()) if span.value else span
        near = last is not None and last.value and span.start - last.end < _THAT_FAR
        year = int(last.value[:4]) if near and last and last.value else None
        return _dated(replace(span, end=named.end()), year, month, day)
    if last is None or last.value is None or last.precision == Precision.YEAR:
        return span
    if span.value is not None and way(plain, span.start) is Way.AHEAD:
        return span
    gap = plain[last.end : span.start]
    if len(gap) > _NEAR or "\n\n" in gap:
        return span
    year = int(last.value[:4])
    if (month, day or 31) < _month_and_day(last):  # after New Year, or told back: which, is open
        return span if own is None or own.year == year else _unless_next(span, year)
    if _STOP.search(gap) and own is not None and own.year != year:
        return replace(span, value=None, precision=None)
    return _dated(span, year, month, day)


def _unless_next(span: DateSpan, year: int) -> DateSpan:
    next_year = span.value is not None and span.value.startswith(str(year + 1))
    return span if next_year else replace(span, value=None, precision=None)


def _month_and_day(span: DateSpan) -> tuple[int, int]:
    parts = [int(part) for part in (span.value or "").split("-")[1:]]
    return (parts[0], parts[1] if len(parts) > 1 else 0)


def _dated(span: DateSpan, year: int | None, month: int, day: int) -> DateSpan:
    if year is None:
        return replace(span, value=None, precision=None)
    if not day:
        return replace(span, value=f"{year:04d}-{month:02d}", precision=Precision.MONTH)
    found = day_of(year, month, day)
    return replace(
        span, value=found.isoformat() if found else None, precision=Precision.DAY if found else None
    )


# ── so many days after a day told before ─────────────────────────────────────────────────────────
_MONTHS = tuple(month_name)[1:]


@cache
def _steps() -> re.Pattern[str]:
    counts = "|".join(sorted(lexicon("mentions_dates")["counts"], key=len, reverse=True))
    return re.compile(
        r"(?<!\w)(?:(?P<next>(?:on |in )?the (?:following|next) (?P<unit>day|month|year)(?![ \n](?:of|to|in)(?!\w))|the day after(?= ?[,.;)]))"
        rf"|(?P<count>\d{{1,3}}|{counts}) (?P<units>day)s? (?P<way>later|earlier)"
        rf"|the (?P<side>following|next|ensuing|previous|preceding) (?P<month>(?-i:{'|'.join(_MONTHS)}))(?! ?\d))(?!\w)",
        re.IGNORECASE,
    )


def _later(plain: str, spans: Sequence[DateSpan]) -> Iterator[DateSpan]:
    """Places that count from a date before; which one is asked later. Only where there is any date."""
    if not spans:
        return
    starts = {span.start for span in spans}
    for match in _steps().finditer(plain):
        if any(place in starts for place in range(match.end(), match.end() + 8)):
            continue  # "two days later, on 6 May 2020": the day itself is told
        unit = "month" if match["month"] else (match["unit"] or match["units"] or "day").lower()
        precision = {"month": Precision.MONTH, "year": Precision.YEAR}.get(unit, Precision.DAY)
        yield DateSpan(match.start(), match.end(), None, precision)


def _counted(plain: str, span: DateSpan, last: DateSpan | None) -> DateSpan:
    """So many units after the date right before, as exact as the unit; without a value where it is less exact."""
    match = _steps().match(plain, span.start)
    gap = plain[last.end : span.start] if last else ""
    if match is None or last is None or last.value is None or len(gap) > _NEAR or "\n\n" in gap:
        return span
    if match["month"]:
        back = match["side"].lower() in ("previous", "preceding")
        month = _MONTHS.index(match["month"]) + 1
        return replace(span, value=_month_beside(last.value, month, back=back))
    word = (match["count"] or "1").lower()
    count = int(word) if word.isdigit() else int(lexicon("mentions_dates")["counts"][word])
    if (match["way"] or "").lower() == "earlier":
        count = -count
    unit = (match["unit"] or match["units"] or "day").lower()
    return replace(span, value=_moved(last.value, unit, count))


def _month_beside(value: str, month: int, *, back: bool) -> str:
    """The first such month after or before a date; of a year alone, that of the year beside it."""
    year, *rest = (int(part) for part in value.split("-"))
    passed = not rest or (month <= rest[0] if not back else month >= rest[0])
    step = (-1 if back else 1) if passed else 0
    return f"{year + step:04d}-{month:02d}"


def _moved(value: str, unit: str, count: int) -> str | None:
    parts = [int(part) for part in value.split("-")]
    if unit == "year":
        return f"{parts[0] + count:04d}"
    if unit == "month" and len(parts) > 1:
        months = parts[0] * 12 + parts[1] - 1 + count
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if unit == "day" and len(parts) == 3:
        return (date(*parts) + timedelta(days=count)).isoformat()
    return None


# ── days of the week ─────────────────────────────────────────────────────────────────────────────
_PAST = re.compile(
    r"(?<!\w)(?:said|told|was|were|had|held|gave|took|sent|left|met|began|won|lost|found|made|went|came|wrote|"
    r"rose|fell|ruled|sat|heard|saw|paid|bought|sold|put|read|flew|[a-z]{2,}ed|[а-яё]+л(?:[аои]|ся|ась|ись)?)(?!\w)"
)
_COMING = re.compile(
    r"(?<!\w)(?:will|shall|is to|are to|is due|are due|due to|expected|scheduled|continues?|resumes?|opens?|begins?|"
    r"meets?|may|should|would|could|until|before|by|next|every|each|будет|состоится|начн[её]тся)(?!\w)"
)


@cache
def _weekday() -> re.Pattern[str]:
    english = "|".join(day.title() for day in lexicon("mentions_dates")["weekdays"])
    russian = "|".join(lexicon("mentions_dates")["weekdays_ru"])
    return re.compile(rf"(?<!\w)(?:on (?P<day>{english})|во? (?P<ru>{russian}))(?!\w|,? ?\d)")


def _weekdays(plain: str, spans: Sequence[DateSpan], own: date | None) -> Iterator[DateSpan]:
    """Tell "said on Monday" as the last Monday up to the document's own date, where the clause is in the past."""
    if own is None:
        return
    taken = {span.start for span in spans}
    for match in _weekday().finditer(plain):
        before = re.split(r"[.!?;\n]", plain[max(0, match.start() - 120) : match.start()])[-1]
        behind = re.split(r"[.!?;\n]", plain[match.end() : match.end() + 60])[0]
        past = _PAST.search(before) or (not before.strip() and _PAST.search(behind))
        if not past or _COMING.search(before[-60:]) or match.start() in taken:
            continue
        days = lexicon("mentions_dates")
        word = match["day"] or match["ru"]
        number = (
            days["weekdays"].index(word.lower())
            if match["day"]
            else days["weekdays_ru"].index(word)
        )
        back = (own.weekday() - number) % 7
        value = (own - timedelta(days=back)).isoformat()
        yield DateSpan(match.start(), match.end(), value, Precision.DAY)
