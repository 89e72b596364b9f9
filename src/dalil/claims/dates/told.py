"""Dates with the precision that the words give.

"March 2019" is a month and "in 2017" a year: no day is ever invented. A quarter or a fiscal year is
written as its year, which is certain; a decade is told as a decade. "22/11/2018" is read by the only order
that it allows, else by the order of the document's other dates, else it is left without a value.
Relative dates ("last year", "May 7" without a year) are resolved against the document's own date,
and left without a value where it has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from dalil.claims.dates.ahead import way, year_of
from dalil.claims.dates.around import DateSpan, day_of, settled_around
from dalil.claims.dates.patterns import either, finder, month_number, patterns
from dalil.claims.shadow import shadow
from dalil.claims.wordlists import lexicon
from dalil.evidence import PartialDate, Precision, TextLayer


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
    found = sorted(_settled(plain, rules), key=lambda span: span.start)
    return tuple(settled_around(plain, found, rules.own))


def _settled(plain: str, rules: _Rules) -> list[DateSpan]:
    taken: list[DateSpan] = []
    held = bytearray(len(plain))
    for spans in _candidates(plain, rules):
        if spans and not any(any(held[span.start : span.end]) for span in spans):
            for span in spans:
                held[span.start : span.end] = b"\x01" * (span.end - span.start)
            taken.extend(spans)
    return taken


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
    return _datelined(layer, rules) or _headed(layer, rules)


_DATELINE = re.compile(r"[^\W\d_][\w'. -]{1,30},(?: le)? (?=\d{1,2}(?:er)? |[A-Z][a-z]+ \d)")
_REPORT = re.compile(r"(?: г\.)?\.? ?(?:[–(/:]|- )|(?: г\.|\.|(?<=\.)) ")


def _datelined(layer: TextLayer, rules: _Rules) -> date | None:
    """The full date behind the place with which a report begins: "MARVO, 3 May 2021 – The court ..."."""
    for passage in layer.passages[:5]:
        words = shadow(layer.text[passage.start : min(passage.end, passage.start + 90)])
        place = _DATELINE.match(words)
        found = _settled(words, rules) if place else []
        first = min(found, key=lambda span: span.start, default=None)
        if place is None or first is None or first.start != place.end():
            continue
        told = first.precision is Precision.DAY and _REPORT.match(words, first.end)
        if told and first.value:
            return date.fromisoformat(first.value)
    return None


_HEADS = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|sitting|session|hearing|issued|dated?|minutes|transcript"
    r"|record|report|edition|posted|published|updated|filed|released)\b",
    re.IGNORECASE,
)
_HEAD_LINE = 110
"""Longest line at a document's head that may tell its date among other words."""


def _headed(layer: TextLayer, rules: _Rules) -> date | None:
    """The one full date of a line at the head that is no sentence: "31st sitting, Monday 3 May 2021"."""
    for passage in layer.passages[:8]:
        words = layer.text[passage.start : passage.end]
        for line in words.split("\n")[:6]:
            if len(line) > _HEAD_LINE or line.rstrip().endswith(".") or not _HEADS.search(line):
                continue
            days = [s for s in _settled(shadow(line), rules) if s.precision is Precision.DAY]
            if len(days) == 1 and days[0].value:
                return date.fromisoformat(days[0].value)
    return None


def _first_day(plain: str, rules: _Rules, spare: int) -> date | None:
    for span in _settled(plain, rules):
        rest = len(plain.strip()) - (span.end - span.start)
        if span.precision is Precision.DAY and span.value and (not spare or rest <= spare):
            return date.fromisoformat(span.value)
    return None


def _candidates(plain: str, rules: _Rules) -> Iterator[tuple[DateSpan, ...]]:
    """Matches from the most to the least telling; the first that takes a place keeps it."""
    find = finder(plain)
    for name in ("listed_days", "listed_months"):
        for match in find(name):
            yield tuple(_listed(match))
    for match in find("short_year"):
        yield tuple(_short_year(match, rules))
    for name in ("days", "days_us", "two_days", "two_days_us", "iso", "dmy", "words", "mdy", "ymd"):
        for match in find(name):
            yield tuple(_days(match))
    for match in find("masked"):
        yield (_masked(match),)
    for match in find("numeric"):
        yield (_numeric(match, rules),)
    for match in find("pair"):
        yield tuple(_pair(match))
    for name in ("month_year", "year_month", "digits_month"):
        for match in find(name):
            yield tuple(_months(match))
    for name in ("part", "fiscal"):
        for match in find(name):
            yield tuple(_year_of(match))
    for match in find("decade"):
        yield (_decade(match),)
    for match in find("relative"):
        yield (_relative(match, rules),)
    for match in find("day_month"):
        yield (_without_year(match, rules),)
    for match in find("bare_month"):
        yield (_bare_month(match, rules),)
    for match in find("year"):
        if _is_year(plain, match):
            start, end = match.span("year")
            yield (DateSpan(start, end, match["year"], Precision.YEAR),)


def _decade(match: re.Match[str]) -> DateSpan:
    """A decade as ISO 8601-2 writes it: "the early 1990s" is ``199X``."""
    digits = re.search(r"(?:1[89]|20)\d", match.group())
    value = f"{digits.group()}X" if digits else None
    return DateSpan(match.start(), match.end(), value, Precision.DECADE if digits else None)


def _days(match: re.Match[str]) -> Iterator[DateSpan]:
    """One day, or two that share a month or a year."""
    said = match.groupdict()
    year = int(match["year"])
    if said.get("ordinal"):
        day = int(lexicon("mentions_dates")["ordinals"][match["ordinal"].lower()])
    else:
        day = int(said.get("day") or said.get("day3") or 0)
    word = said.get("month") or said.get("month3")
    month = int(said["mm"]) if said.get("mm") else month_number(word or "")
    last = day_of(year, month, day)
    if last is None:
        return
    if not said.get("day1"):
        yield DateSpan(match.start(), match.end(), last.isoformat(), Precision.DAY)
        return
    earlier = month_number(said["month1"]) if said.get("month1") else month
    first = day_of(year, earlier, int(match["day1"]))
    end, begin = _halves(match, said)
    if first and first < last:
        yield DateSpan(match.start(), end, first.isoformat(), Precision.DAY)
    elif first:  # "28 December to 7 January 2011" leaves the year of the first day open
        yield DateSpan(match.start(), end, None, None)
    else:
        return
    yield DateSpan(begin, match.end(), last.isoformat(), Precision.DAY)


def _listed(match: re.Match[str]) -> Iterator[DateSpan]:
    """Days or months that share what stands behind the last: "6, 7 and 10 June 2013", "January, March and June 2013"."""
    year, month = int(match["year"]), month_number(match["month"])
    day = match.groupdict().get("day")
    for part in re.finditer(r"[^\s,]+", match["list"]):
        start = match.start("list") + part.start()
        if day is None:
            yield _month(start, start + len(part.group()), year, month_number(part.group()))
            continue
        digits = re.match(r"\d+", part.group())
        found = day_of(year, month, int(digits.group())) if digits else None
        if found:
            yield DateSpan(start, start + len(part.group()), found.isoformat(), Precision.DAY)
    last = day_of(year, month, int(day)) if day else None
    if last:
        yield DateSpan(match.start("day"), match.end(), last.isoformat(), Precision.DAY)
    elif day is None:
        yield _month(match.start("month"), match.end(), year, month)


def _short_year(match: re.Match[str], rules: _Rules) -> Iterator[DateSpan]:
    """A year of two digits: of this century up to the document's own year, of the last where it is far beyond it."""
    said = match.groupdict()
    century, latest = divmod(rules.own.year if rules.own else _LATEST, 100)
    year = int(match["yy"])
    if latest < year < latest + _OPEN:
        return
    month = int(said["mm"]) if said["mm"] else month_number(match["month"])
    day = int(said["day"] or said["day2"] or 0)
    found = day_of((century if year <= latest else century - 1) * 100 + year, month, day)
    if found:
        start = match.start("day" if said["day"] else "day2")
        yield DateSpan(start, match.end(), found.isoformat(), Precision.DAY)


_LATEST = 2030
_OPEN = 15
"""Years behind the document's own of which two digits may be a coming one as well as one of the last century."""


def _halves(match: re.Match[str], said: dict[str, str | None]) -> tuple[int, int]:
    """End of the first day, and begin of the second."""
    begin = match.start("day")
    if said.get("month1"):
        first_end = max(match.end("day1"), match.end("month1"))
        begin = min(begin, match.start("month"))
    else:
        first_end = match.end("day1")
    return first_end, begin


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
        found = day_of(year, month, day)
    value, precision = (found.isoformat(), Precision.DAY) if found else (None, None)
    return DateSpan(match.start(), match.end(), value, precision)


def _pair(match: re.Match[str]) -> Iterator[DateSpan]:
    year = int(match["year"])
    first, second = month_number(match["month1"]), month_number(match["month"])
    start, end = match.span("month1")
    # "December to March 2020" leaves the year of the first month open.
    if first <= second:
        yield _month(start, end, year, first)
    else:
        yield DateSpan(start, end, None, None)
    yield _month(match.start("month"), match.end(), year, second)


def _months(match: re.Match[str]) -> Iterator[DateSpan]:
    said = match.groupdict()
    year = int(said.get("year") or said.get("year2") or 0)
    digits = said.get("mm") or said.get("mm2")
    month = int(digits) if digits else month_number(match["month"])
    yield _month(match.start(), match.end(), year, month)


def _masked(match: re.Match[str]) -> DateSpan:
    """A date whose day, or day and month, a form leaves open: "--/--/1971", "XX.05.1971"."""
    year, month = int(match["year"] or match["year2"]), match["mm"] or match["mm2"]
    if month:
        return _month(match.start(), match.end(), year, int(month))
    return DateSpan(match.start(), match.end(), str(year), Precision.YEAR)


def _year_of(match: re.Match[str]) -> Iterator[DateSpan]:
    """A quarter or a fiscal year as the year that it is named after."""
    said = match.groupdict()
    year = next(value for name, value in said.items() if name.startswith("year") and value)
    tail = said.get("tail")
    if tail is None or int(tail) == (int(year) + 1) % 100:
        yield DateSpan(match.start(), match.end(), year, Precision.YEAR)


def _month(start: int, end: int, year: int, month: int) -> DateSpan:
    return DateSpan(start, end, f"{year:04d}-{month:02d}", Precision.MONTH)


def _without_year(match: re.Match[str], rules: _Rules) -> DateSpan:
    """A day and a month without a year: the last such day up to the document's own date, or the next one."""
    day = int(match["day"] or match["day2"])
    month = month_number(match["month"] or match["month2"])
    yearless = (month, day)
    if rules.own is None:
        return DateSpan(match.start(), match.end(), None, None, yearless)
    which = way(match.string, match.start())
    found = day_of(year_of(month, day, rules.own, which), month, day)
    value, precision = (found.isoformat(), Precision.DAY) if found else (None, None)
    return DateSpan(match.start(), match.end(), value, precision, yearless)


def _bare_month(match: re.Match[str], rules: _Rules) -> DateSpan:
    start, end = match.span("month")
    month = month_number(match["month"])
    if rules.own is None:
        return DateSpan(start, end, None, None, (month, 0))
    year = year_of(month, 0, rules.own, way(match.string, match.start()))
    return replace(_month(start, end, year, month), yearless=(month, 0))


def _last_month(month: int, own: date) -> tuple[int, int]:
    """The last such month up to the document's own."""
    return (own.year if month <= own.month else own.year - 1), month


def _relative(match: re.Match[str], rules: _Rules) -> DateSpan:
    start, end, own = match.start(), match.end(), rules.own
    if own is None:
        return DateSpan(start, end, None, None)
    if match["ago"]:
        return _ago(match, own)
    if match["weekday"]:
        back = (
            own.weekday() - lexicon("mentions_dates")["weekdays"].index(match["weekday"].lower())
        ) % 7
        return _on(start, end, own - timedelta(days=back or 7))
    if match["last"]:
        return _month(start, end, *_last_month(month_number(match["last"]), own))
    word = match["near"].lower()
    for unit, steps in lexicon("mentions_dates")["relative"].items():
        if word in steps and unit == "day":
            return _on(start, end, own + timedelta(days=steps[word]))
        if word in steps and unit == "year":
            return DateSpan(start, end, str(own.year + steps[word]), Precision.YEAR)
        if word in steps:
            return _months_from(start, end, own, steps[word])
    return DateSpan(start, end, None, None)


def _on(start: int, end: int, day: date) -> DateSpan:
    return DateSpan(start, end, day.isoformat(), Precision.DAY)


def _months_from(start: int, end: int, own: date, steps: int) -> DateSpan:
    months = own.year * 12 + own.month - 1 + steps
    return _month(start, end, months // 12, months % 12 + 1)


def _ago(match: re.Match[str], own: date) -> DateSpan:
    """So many units before the document's date, as exact as the unit."""
    start, end, unit = match.start(), match.end(), match["ago"].lower()
    word = match["count"].lower()
    count = int(word) if word.isdigit() else int(lexicon("mentions_dates")["counts"][word])
    if unit == "year":
        return DateSpan(start, end, str(own.year - count), Precision.YEAR)
    if unit == "month":
        return _months_from(start, end, own, -count)
    if unit == "day":
        return _on(start, end, own - timedelta(days=count))
    return DateSpan(start, end, None, None)


@cache
def _year_patterns() -> dict[str, re.Pattern[str]]:
    data = lexicon("mentions_dates")
    sources = {
        "sure": rf"(?:(?<!\w)(?:{either(data['sure'])})(?: the year| early| late| mid)?|mid-)[ -]?$",
        "likely": rf"(?:(?<!\w)(?:{either(data['likely'])})[ ]|'s |mid-|[(\[–,:;]|^|\d-|\d–|\n)[ ]?$",
        "numbered": rf"(?<!\w)(?:{either(data['numbered'])})\.?[ ]?$",
        "counted": rf" ?(?:%|°)| (?:[a-z-]+ )?(?:{either(data['counted'])})(?!\w)|-(?!\d)",
        "plural": r" (?:[a-z-]+ )?[a-z]{2,}s(?!\w)",
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}


_LAWS = "Act|Code|Convention|Ordinance|Statute|Law|Order|Regulations?|Rules|Directive|Decree|Bill"
_LAW_OF = re.compile(rf"[A-Z][\w'-]*\)? (?:{_LAWS})(?:,| \([^()]{{1,40}}\))? (?:of )?$")
"""A law's whole name ends in its year, which tells no date of anything else; "the Act of 1998" dates it."""
_OF_LAW = re.compile(rf" (?:{_LAWS})(?!\w)|[\])] (?:\d{{1,3}} )?[A-Z]{{2,}}")
"""What follows the year of a law in short ("the 2010 Act") or of a judgment in its citation ("[2019] EWHC")."""


def _is_year(plain: str, match: re.Match[str]) -> bool:
    """Whether four digits are a year: what stands before leads to one, and nothing is counted."""
    start, end = match.span("year")
    known, low = _year_patterns(), max(0, match.start() - 16)
    if known["numbered"].search(plain, low, start) or _LAW_OF.search(
        plain, max(0, start - 60), start
    ):
        return False
    cited = plain[start - 1 : start] in ("[", "(") or plain[max(0, start - 4) : start] == "the "
    if cited and _OF_LAW.match(plain, end):
        return False
    if re.match(r" ?(?:года?у?\b|г\.|годах|жыл)", plain[end : end + 6]):
        return True
    round_number = int(match["year"]) % 50 == 0
    counted = known["counted"].match(plain, end)
    if known["sure"].search(plain, low, start):
        return not counted
    if counted or (round_number and known["plural"].match(plain, end)):
        return False
    if known["likely"].search(plain, low, start):
        return True
    return bool(re.match(r"[).;,:]", plain[end : end + 1]))


def _day_first(plain: str, language: str | None) -> bool | None:
    """Whether the document's own unambiguous dates put the day first."""
    votes = 0
    for match in patterns()["numeric"].finditer(plain):
        votes += (int(match["a"]) > 12) - (int(match["b"]) > 12)
    if votes:
        return votes > 0
    return True if language in ("ru", "kk", "fr", "de", "es", "it", "uk") else None
