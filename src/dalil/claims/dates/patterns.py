"""The patterns of dates, made once from the word lists: most telling first.

English, Russian, Kazakh and French months; day, month and year in any order, ranges that share a
month or a year, quarters, fiscal years, decades. What a match means is for :mod:`dalil.claims.dates.told`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from dalil.claims.wordlists import lexicon

_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
_ORDINAL = r"(?:st|nd|rd|th|-го|-е|er|e)?"
_RU_YEAR = r"(?: года?у?| г\.| ж(?:ыл)?\w{0,3}(?!\w))?"
_TO = r"\s?(?:-|–|to|and|until|till|through|по|до|au|et|/)\s?(?:the )?"


@cache
def month_table() -> tuple[tuple[str, int], ...]:
    """Month words as patterns, with their numbers."""
    found: list[tuple[str, int]] = []
    for language, months in lexicon("mentions_calendar").items():
        for number, pattern in months.items():
            # An English month has a capital, which tells May from may and March from march.
            pattern = f"(?-i:[{pattern[0].upper()}]){pattern[1:]}" if language == "en" else pattern
            found.append((pattern, int(number)))
    return tuple(found)


def month_number(word: str) -> int:
    """The number of a month word."""
    return next(n for pattern, n in month_table() if re.fullmatch(pattern, word, re.IGNORECASE))


def either(words: list[str] | dict[str, int]) -> str:
    """Any of some words, longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Patterns by name, in the order in which they take their places."""
    data = lexicon("mentions_dates")
    names = "|".join(pattern for pattern, _ in month_table())
    month = rf"(?P<month>{names})(?!\w)"
    earlier = rf"(?P<month1>{names})(?!\w)"
    ordinal = either(data["ordinals"])
    first = r"(?P<day1>0?[1-9]|[12]\d|3[01])"
    day = rf"(?:0?[1-9]|[12]\d|3[01]){_ORDINAL}"
    sources = {
        "listed_days": rf"(?<![\w/.,-])(?P<list>{day}(?:, {day}){{0,7}}),? (?:and|or|и|et) {_DAY}{_ORDINAL}(?: of)? {month},? {_YEAR}(?!\d){_RU_YEAR}",
        "listed_months": rf"(?<!\w)(?P<list>(?:{names})(?:, (?:{names})){{1,10}}),? (?:and|or|и|et) {month} {_YEAR}(?!\d){_RU_YEAR}",
        "short_year": rf"(?:(?<![\w./-]){_DAY}-{month}-|(?<!\w)(?:(?<=\bon )|(?<=\bof )|(?<=\bby )|(?<=\bfrom )|(?<=\bto )|(?<=\buntil )|(?<=\bdated )|(?<=\bsince )"
        r"|(?<=\bот )|(?<=\bдо )|(?<=\bс )|(?<=\bпо ))(?P<day2>0[1-9]|[12]\d|3[01])\.(?P<mm>0[1-9]|1[0-2])\.)(?P<yy>\d\d)(?![\w-]|[./]\d)",
        "iso": rf"(?<![\d./-]){_YEAR}(?P<sep>[-/.])(?P<mm>0[1-9]|1[0-2])(?P=sep)(?P<day>0[1-9]|[12]\d|3[01])(?![\d/-]|\.\d)",
        "days": rf"(?<![\w/.,-]){first}{_ORDINAL}{_TO}{_DAY}{_ORDINAL}(?: of)?[ -]{month},?[ -]{_YEAR}(?!\d){_RU_YEAR}",
        "days_us": rf"(?<!\w){month} {first}{_ORDINAL}{_TO}{_DAY}{_ORDINAL},? {_YEAR}(?!\d)",
        "two_days": rf"(?<![\w/.,-]){first}{_ORDINAL}(?: of)? {earlier}{_TO}{_DAY}{_ORDINAL}(?: of)? {month},? {_YEAR}(?!\d){_RU_YEAR}",
        "two_days_us": rf"(?<!\w){earlier} {first}{_ORDINAL}{_TO}{month} {_DAY}{_ORDINAL},? {_YEAR}(?!\d)",
        "dmy": rf"(?<![\d/.]){_DAY}{_ORDINAL}(?: day)?(?: of)?[ -]{month},?[ -](?:of )?{_YEAR}(?!\d){_RU_YEAR}",
        "words": rf"(?<!\w)(?P<ordinal>{ordinal})(?: day)? of {month},? {_YEAR}(?!\d)",
        "mdy": rf"(?<!\w){month} (?:the )?{_DAY}{_ORDINAL} ?,? {_YEAR}(?!\d)",
        "ymd": rf"(?<!\w){_YEAR} (?:жылғы |жылы,? )?(?:{_DAY} {month}|(?P<month3>{names}) (?P<day3>0?[1-9]|[12]\d|3[01]){_ORDINAL})(?!\w)",
        "numeric": r"(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<year>1[89]\d\d|20\d\d)(?![\d/-]|\.\d)",
        "pair": rf"(?<!\w){earlier} ?(?:-|–|/|to|and|until|till|through|по|до|à|et) ?{month} {_YEAR}(?!\d)",
        "month_year": rf"(?<!\w)(?<!\d ){month},?(?: of)? {_YEAR}(?!\d){_RU_YEAR}",
        "year_month": rf"(?<!\w){_YEAR} (?:жылғы|жылы,?) {month}",
        "digits_month": r"(?<![\d./-])(?:(?P<year>1[89]\d\d|20\d\d)-(?P<mm>0[1-9]|1[0-2])|(?P<mm2>0[1-9]|1[0-2])/(?P<year2>1[89]\d\d|20\d\d))(?![\d/.-])",
        "masked": r"(?<![\w./-])(?:(?P<mm>0[1-9]|1[0-2])|[-–_xX?*]{1,2}|00)(?P<sep>[./-])(?P<year>1[89]\d\d|20\d\d)(?![\w/-]|\.\d)"
        r"|(?<![\w./-])(?:[-–_xX?*]{1,2}|00)(?P<sep2>[./-])(?:(?P<mm2>0[1-9]|1[0-2])|[-–_xX?*]{1,2}|00)(?P=sep2)(?P<year2>1[89]\d\d|20\d\d)(?![\w/-]|\.\d)",
        "part": rf"(?<!\w)(?:(?:Q[1-4]|H[12]|[1-4]Q|[12]H)(?: of|,)?[ ]?{_YEAR}|(?:first|second|third|fourth|last|1st|2nd|3rd|4th) (?:quarter|half)(?: of)?(?: the year)? (?P<year2>20\d\d|19\d\d)"
        r"|(?:I{1,3}|IV|перв\w{2}|втор\w{2}|треть\w{1,2}|четв[её]рт\w{2}) (?:квартал\w{0,2}|полугоди\w) (?P<year3>20\d\d|19\d\d)(?: года?| г\.)?"
        r"|(?:premier|deuxième|troisième|quatrième|second) (?:trimestre|semestre)(?: de)? (?P<year4>20\d\d|19\d\d))(?!\d)",
        "fiscal": r"(?<!\w)(?:(?:FY|fiscal(?: year)?|financial year|tax year|exercice) ?(?P<year>20\d\d|19\d\d)(?:[/–-](?:20)?\d\d)?|(?P<year2>20\d\d|19\d\d)/(?P<tail>\d\d))(?![\d/-])",
        "decade": r"(?<![\w.,])(?:early[ -]|mid-|late[ -])?(?:1[89]|20)\d0(?:'?s|-е(?: годы|-х годах)?|-х(?: годов| годах)?|-ж(?:ылдар\w*))(?!\w)|(?<!\w)années (?:19|20)\d0",
        "day_month": rf"(?<![\w/.]){_DAY}{_ORDINAL}(?: of)? {month}(?! ?,? ?\d)|(?<!\w)(?P<month2>{names})(?!\w) "
        r"(?:the )?(?P<day2>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w.,]?\d|\w)",
        "bare_month": rf"(?:(?<=\bin )|(?<=\bsince )|(?<=\buntil )|(?<=\blast )|(?<=\bearly )|(?<=\blate )|(?<=\bв )|(?<=\bс )|(?<=\bдо )|(?<=\ben )|(?<=\bof )|(?<=\bmid-)|(?<=\bthis ))(?=[A-ZА-Яа-яa-zéû]){month}(?! ?\d)",
        "relative": _relative_source(),
        "year": rf"(?:(?<=\bmid-)|(?<![\w$£€#№.,/:])(?<![a-zA-Z,.:/]-)){_YEAR}(?:(?!\w)|(?= года?| г\.))",
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}


_FROM_MONTH = frozenset(
    {"days_us", "two_days_us", "mdy", "pair", "month_year", "listed_months", "bare_month"}
)
"""Patterns that begin with a month: tried only where one stands, which is looked for once."""


def finder(plain: str) -> Callable[[str], Iterator[re.Match[str]]]:
    """What finds the matches of a pattern by its name in one text, in order and not overlapping."""
    names = "|".join(pattern for pattern, _ in month_table())
    months = [m.start() for m in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", plain, re.IGNORECASE)]

    def find(name: str) -> Iterator[re.Match[str]]:
        pattern, end = patterns()[name], 0
        if name not in _FROM_MONTH:
            yield from pattern.finditer(plain)
            return
        for place in months:
            if place >= end and (match := pattern.match(plain, place)):
                yield match
                end = match.end()

    return find


def _relative_source() -> str:
    data = lexicon("mentions_dates")
    words = either([word for unit in data["relative"].values() for word in unit])
    counts, days = either(data["counts"]), either(data["weekdays"])
    names = "|".join(pattern for pattern, _ in month_table())
    return (
        rf"(?<!\w)(?P<near>{words})(?!\w|'s?\w)"
        rf"|(?<!\w)(?P<count>\d{{1,3}}|{counts}) (?P<ago>decade|year|month|week|day)s? ago(?!\w)"
        rf"|(?<!\w)last (?P<weekday>{days})(?!\w)"
        rf"|(?<!\w)last (?P<last>{names})(?!\w| ?\d)"
    )
