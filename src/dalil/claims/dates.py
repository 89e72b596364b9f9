"""Dates with the precision that the words give.

"March 2019" is a month and "in 2017" a year: no day is ever invented. "22/11/2018" is read by the
only order that it allows, else by the order of the document's other dates, else it is left without
a value. Relative dates ("last year", "May 7" without a year) are resolved against the document's
own date, and left without a value where it has none. English, Russian, Kazakh and French months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dalil.claims.mentions_lexicon import lexicon
from dalil.claims.shadow import shadow
from dalil.evidence import PartialDate, Precision, TextLayer

_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_ORDINAL = r"(?:st|nd|rd|th|-го|er)?"
_UNITS = {"year": 365, "month": 30, "week": 7, "day": 1}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
           "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A place that names a date; ``value`` is None where the words do not settle one."""

    start: int
    end: int
    value: str | None
    precision: Precision | None


@dataclass(frozen=True, slots=True)
class _Rules:
    """How this document writes and dates itself."""

    day_first: bool | None
    own: date | None


def find_dates(layer: TextLayer) -> tuple[PartialDate, ...]:
    """Find every date of a text layer that has a value.

    Returns:
        In order of place, not overlapping, with offsets and the words.
    """
    return tuple(
        PartialDate(s.value, s.precision, s.start, s.end, layer.text[s.start : s.end])
        for s in date_spans(layer)
        if s.value is not None and s.precision is not None
    )


def date_spans(layer: TextLayer) -> tuple[DateSpan, ...]:
    """Find every place that names a date, with or without a value."""
    plain = shadow(layer.text)
    rules = _Rules(_day_first(plain, layer.language), own_date(layer))
    taken: list[DateSpan] = []
    held = bytearray(len(plain))
    for span in _candidates(plain, rules):
        if not any(held[span.start : span.end]):
            held[span.start : span.end] = b"\x01" * (span.end - span.start)
            taken.append(span)
    return tuple(sorted(taken, key=lambda span: span.start))


def own_date(layer: TextLayer) -> date | None:
    """The day on which the document dates itself: its metadata, else a line near its head.

    A line counts that is a full date and little else ("3rd February 2022", "Izmer, 4 May 2021").
    """
    rules = _Rules(_day_first(shadow(layer.text[:4000]), layer.language), None)
    told = layer.info.date
    if told and (found := _first_day(shadow(told), rules, 0)):
        return found
    for passage in layer.passages[:30]:
        words = layer.text[passage.start : min(passage.end, passage.start + 120)]
        if passage.end - passage.start <= 60 and (found := _first_day(shadow(words), rules, 30)):
            return found
    return None


def _first_day(plain: str, rules: _Rules, spare: int) -> date | None:
    for span in _candidates(plain, rules):
        rest = len(plain.strip()) - (span.end - span.start)
        if span.precision is Precision.DAY and span.value and (not spare or rest <= spare):
            return date.fromisoformat(span.value)
    return None


def _candidates(plain: str, rules: _Rules) -> Iterator[DateSpan]:
    """Patterns from the most to the least telling; the first that takes a place keeps it."""
    patterns = _patterns()
    for name in ("iso", "dmy", "mdy", "ymd"):
        for match in patterns[name].finditer(plain):
            yield from _full(match)
    for match in patterns["numeric"].finditer(plain):
        yield _numeric(match, rules)
    for match in patterns["pair"].finditer(plain):
        yield from _pair(match)
    for match in patterns["month_year"].finditer(plain):
        yield _month(match.start(), match.end(), int(match["year"]), _number(match["month"]))
    for match in patterns["day_month"].finditer(plain):
        yield _without_year(match, rules)
    for match in patterns["bare_month"].finditer(plain):
        yield _bare_month(match, rules)
    for match in patterns["relative"].finditer(plain):
        yield _relative(match, rules)
    for match in patterns["decade"].finditer(plain):
        yield DateSpan(match.start(), match.end(), None, None)
    for match in patterns["year"].finditer(plain):
        if _is_year(plain, match):
            start, end = match.span("year")
            yield DateSpan(start, end, match["year"], Precision.YEAR)


@cache
def _month_table() -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    for language, months in lexicon("mentions_calendar").items():
        for number, pattern in months.items():
            # An English month has a capital, which tells May from may and March from march.
            pattern = f"(?-i:[{pattern[0].upper()}]){pattern[1:]}" if language == "en" else pattern
            found.append((pattern, int(number)))
    return tuple(found)


def _number(word: str) -> int:
    return next(n for pattern, n in _month_table() if re.fullmatch(pattern, word, re.IGNORECASE))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    names = "|".join(pattern for pattern, _ in _month_table())
    month = rf"(?P<month>{names})(?!\w)"
    number = "|".join(_COUNTS)
    sources = {
        "iso": rf"(?<![\d-]){_YEAR}-(?P<mm>0[1-9]|1[0-2])-{_DAY}(?![\d-])",
        "dmy": rf"(?<![\d/.]){_DAY}{_ORDINAL}(?: day)?(?: of)?[ -]{month},?[ -]{_YEAR}(?!\d)(?: года?| г\.)?",
        "mdy": rf"(?<!\w){month} {_DAY}{_ORDINAL},? {_YEAR}(?!\d)",
        "ymd": rf"(?<!\w){_YEAR} (?:жылғы|жылы),? {_DAY} {month}",
        "numeric": r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>1[89]\d\d|20\d\d)(?![\d/-])",
        "pair": rf"(?<!\w)(?P<first>(?:{names}))(?!\w) ?(?:-|–|to|and|until) ?{month} {_YEAR}(?!\d)",
        "month_year": rf"(?<!\w)(?<!\d ){month},?(?: of)? {_YEAR}(?!\d)(?: года?| г\.)?",
        "day_month": rf"(?<![\w/.]){_DAY}{_ORDINAL}(?: of)? {month}(?! ?,? ?\d)|(?<!\w)(?P<month2>{names})(?!\w) "
        r"(?P<day2>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w.,]?\d|\w)",
        "bare_month": rf"(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\blast )|(?<=\bearly )|(?<=\blate ))(?-i:(?=[A-Z])){month}(?! ?\d)",
        "relative": rf"(?<!\w)(?P<which>last|this|next|previous) (?P<unit>year|month)(?!\w|')"
        r"|(?<!\w)earlier this (?P<earlier>year|month)(?!\w)"
        rf"|(?<!\w)(?P<count>\d{{1,3}}|{number}) (?P<ago>year|month|week|day)s? ago(?!\w)"
        r"|(?<!\w)(?P<near>yesterday|today)(?!\w)"
        r"|(?<!\w)в (?P<ru>прошлом|этом|текущем) году(?!\w)",
        "decade": r"(?<![\w.,])(?:early |mid-|late )?(?:1[89]|20)\d0'?s(?!\w)",
        "year": rf"(?<![\w$£€#№.,/:])(?<![a-ce-zA-Z,.:/]-){_YEAR}(?:(?!\w)|(?= года?| г\.))",
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}


def _full(match: re.Match[str]) -> Iterator[DateSpan]:
    groups = match.groupdict()
    month = int(groups["mm"]) if groups.get("mm") else _number(match["month"])
    found = _day(int(match["year"]), month, int(match["day"]))
    if found:
        yield DateSpan(match.start(), match.end(), found.isoformat(), Precision.DAY)


def _numeric(match: re.Match[str], rules: _Rules) -> DateSpan:
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    day_first = True if match["sep"] == "." else rules.day_first
    if first > 12 or first == second:
        day_first = True
    elif second > 12:
        day_first = False
    found = None
    if day_first is not None:
        day, month = (first, second) if day_first else (second, first)
        found = _day(year, month, day)
    value, precision = (found.isoformat(), Precision.DAY) if found else (None, None)
    return DateSpan(match.start(), match.end(), value, precision)


def _pair(match: re.Match[str]) -> Iterator[DateSpan]:
    year = int(match["year"])
    first = _number(match["first"])
    second = _number(match["month"])
    start, end = match.span("first")
    # "December to March 2020" leaves the year of the first month open.
    if first <= second:
        yield _month(start, end, year, first)
    else:
        yield DateSpan(start, end, None, None)
    yield _month(match.start("month"), match.end(), year, second)


def _month(start: int, end: int, year: int, month: int) -> DateSpan:
    return DateSpan(start, end, f"{year:04d}-{month:02d}", Precision.MONTH)


def _without_year(match: re.Match[str], rules: _Rules) -> DateSpan:
    """A day and a month without a year: the last such day up to the document's own date."""
    day, month = int(match["day"] or match["day2"]), _number(match["month"] or match["month2"])
    if rules.own is None:
        return DateSpan(match.start(), match.end(), None, None)
    found = _day(rules.own.year, month, day)
    if found and found > rules.own:
        found = _day(rules.own.year - 1, month, day)
    value, precision = (found.isoformat(), Precision.DAY) if found else (None, None)
    return DateSpan(match.start(), match.end(), value, precision)


def _bare_month(match: re.Match[str], rules: _Rules) -> DateSpan:
    if rules.own is None:
        return DateSpan(match.start(), match.end(), None, None)
    month = _number(match["month"])
    year = rules.own.year if month <= rules.own.month else rules.own.year - 1
    return _month(match.start(), match.end(), year, month)


def _relative(match: re.Match[str], rules: _Rules) -> DateSpan:
    start, end, own = match.start(), match.end(), rules.own
    if own is None:
        return DateSpan(start, end, None, None)
    if match["near"]:
        day = own - timedelta(days=match["near"].lower() == "yesterday")
        return DateSpan(start, end, day.isoformat(), Precision.DAY)
    if match["ago"]:
        return _ago(match, own)
    step = {"last": -1, "previous": -1, "next": 1, "прошлом": -1}
    word = (match["which"] or match["ru"] or "this").lower()
    move = step.get(word, 0)
    if (match["unit"] or match["earlier"] or "year").lower() == "year":
        return DateSpan(start, end, str(own.year + move), Precision.YEAR)
    months = own.year * 12 + own.month - 1 + move
    return _month(start, end, months // 12, months % 12 + 1)


def _ago(match: re.Match[str], own: date) -> DateSpan:
    """So many units before the document's date, as exact as the unit."""
    start, end, unit = match.start(), match.end(), match["ago"].lower()
    word = match["count"].lower()
    count = int(word) if word.isdigit() else _COUNTS[word]
    if unit == "year":
        return DateSpan(start, end, str(own.year - count), Precision.YEAR)
    if unit == "month":
        months = own.year * 12 + own.month - 1 - count
        return _month(start, end, months // 12, months % 12 + 1)
    if unit == "day":
        return DateSpan(start, end, (own - timedelta(days=count)).isoformat(), Precision.DAY)
    return DateSpan(start, end, None, None)


_LEADS = re.compile(
    r"(?:\b(?:in|since|until|till|by|from|of|during|between|and|before|after|early|late|mid|to|year|years|"
    r"spring|summer|autumn|fall|winter|around|circa|through|for|the|around|в|с|до|к|за|en|depuis)|[(\[–,:;]|^|\d-|\d–)[ -]?$",
    re.IGNORECASE,
)
_COUNTED = re.compile(r" ?(?:%|°|(?:[a-z-]+ )?(?:[a-z]{2,}s|people|men|women|children)\b)|-(?!\d)")
_SURE = re.compile(r"\b(?:in|since|until|by|during|year|в)[ ]$", re.IGNORECASE)


def _is_year(plain: str, match: re.Match[str]) -> bool:
    """Whether four digits are a year: what stands before leads to one, and nothing is counted."""
    start, end = match.span("year")
    before = plain[max(0, start - 12) : start]
    if _SURE.search(before):
        return plain[end : end + 1] != "%"
    if not _LEADS.search(before):
        return bool(re.match(r" ?(?:года?|г\.|жыл)|[).;,]", plain[end : end + 6]))
    return not _COUNTED.match(plain, end)


def _day_first(plain: str, language: str | None) -> bool | None:
    """Whether the document's own unambiguous dates put the day first."""
    votes = 0
    for match in _patterns()["numeric"].finditer(plain):
        votes += (int(match["a"]) > 12) - (int(match["b"]) > 12)
    if votes:
        return votes > 0
    return True if language in ("ru", "kk", "fr", "de", "es", "it", "uk") else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
