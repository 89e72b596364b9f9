"""Numbers of spreadsheet cells as the sheet prints them.

Percentages, currencies, thousands and decimals follow the cell's format (ECMA-376 Part 1, 18.8.31),
since 0.5 that prints as 50 % is fifty per cent to everybody who saw the sheet. Dates are written
year-month-day, as precisely as the format prints them: the sheet stores the day itself, and what a
program prints for 3 April depends on the country of the one who opens it. Fractions, powers of ten
and conditions fall back to the plain number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    **dict.fromkeys((27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "h:mm:ss"),
}  # fmt: skip
"""Formats that a workbook names by number only (ECMA-376 Part 1, 18.8.30)."""
_TOKEN = re.compile(
    r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?|AM/PM|A/P|General|E[+-]|[ymdhs]+|[0#?]+|.', re.I | re.S
)
_LONGEST_DAY = 2_958_466
"""Serial number of 1 January 10000, where the calendar of spreadsheets ends."""


@dataclass(frozen=True, slots=True)
class _Form:
    """One section of a format.

    Attributes:
        kind: ``plain``, ``date``, ``number`` or ``text``.
        parts: ``year``, ``month``, ``day``, ``time``, ``elapsed`` as far as a date format prints.
    """

    kind: str
    before: str = ""
    after: str = ""
    decimals: tuple[int, int] = (0, 0)
    digits: int = 1
    thousands: bool = False
    scale: int = 0
    parts: frozenset[str] = frozenset()


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """Write a cell's number as its format prints it.

    Args:
        value: The stored number.
        code: The format, such as ``#,##0.00 "EUR"``.
        from_1904: The workbook counts days from 1904 (old Macintosh files).
    """
    forms = _forms(code)
    form = forms[0] if value > 0 or len(forms) < 2 else forms[1]
    if value == 0:
        form = forms[2] if len(forms) > 2 else forms[0]
    if form.kind == "date":
        return _date(value, form.parts, from_1904=from_1904)
    if form.kind != "number":
        return plain(value)
    sign = "-" if value < 0 and (len(forms) < 2 or form is forms[0]) else ""
    return f"{sign}{form.before}{_digits(abs(value), form)}{form.after}".strip()


def plain(value: float) -> str:
    """A number as a sheet without a format prints it: up to 15 digits, no needless zeros."""
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return format(value, ".15g")


@lru_cache(maxsize=4096)
def _forms(code: str) -> tuple[_Form, ...]:
    sections: list[list[str]] = [[]]
    for sign in _TOKEN.findall(code or "General"):
        if sign == ";":
            sections.append([])
        else:
            sections[-1].append(sign)
    return tuple(_form(section) for section in sections[:4])


def _form(signs: list[str]) -> _Form:
    if any(sign.lower() == "general" or sign == "@" for sign in signs):
        return _Form("plain")
    if any(re.match(r"\[(?:[<>=]|h+\]|m+\]|s+\])", sign, re.I) for sign in signs) or any(
        re.fullmatch(r"[ymdhs]+", sign, re.I) for sign in signs
    ):
        parts = _date_parts(signs)
        return _Form("date", parts=parts) if parts else _Form("plain")
    if any(re.fullmatch(r"E[+-]", sign, re.I) for sign in signs) or "/" in signs:
        return _Form("plain")
    return _number_form(signs)


def _date_parts(signs: list[str]) -> frozenset[str]:
    parts: set[str] = set()
    previous = ""
    for index, sign in enumerate(signs):
        low = sign.lower()
        if re.fullmatch(r"\[[hms]+\]", low):
            parts.add("elapsed")
        elif re.fullmatch(r"y+", low):
            parts.add("year")
        elif re.fullmatch(r"d+", low):
            parts.add("day")
        elif re.fullmatch(r"[hs]+", low) or low in ("am/pm", "a/p"):
            parts.add("time")
            previous = "time"
            continue
        elif re.fullmatch(r"m+", low):
            coming = next((t.lower() for t in signs[index + 1 :] if t[0].isalpha()), "")
            clock = previous == "time" or coming.startswith("s") or "elapsed" in parts
            parts.add("time" if clock and len(low) < 3 else "month")
        if low[0].isalpha():
            previous = ""
    return frozenset(parts)


def _number_form(signs: list[str]) -> _Form:
    before, after, whole, fraction = "", "", "", ""
    commas = scale = 0
    point = started = False
    for sign in signs:
        if re.fullmatch(r"[0#?]+", sign):
            started = True
            scale, commas = 0, commas + scale
            whole, fraction = (whole, fraction + sign) if point else (whole + sign, fraction)
        elif sign == "." and not point:
            point = started = True
        elif sign == "," and started:
            scale += 1
        else:
            words = _literal(sign)
            before, after = (before, after + words) if started else (before + words, after)
    if not started:
        return _Form("number", before=before + after, digits=0, decimals=(-1, -1))
    return _Form(
        "number",
        before=before,
        after=after,
        decimals=(fraction.count("0"), len(fraction)),
        digits=whole.count("0"),
        thousands=commas > 0,
        scale=scale,
    )


def _literal(sign: str) -> str:
    if sign.startswith('"'):
        return sign.strip('"')
    if sign.startswith("\\"):
        return sign[1:]
    if sign.startswith("[$"):
        return sign[2:].rstrip("]").partition("-")[0]
    if sign[0] in "_*[":
        return " " if sign[0] == "_" and sign[1:] == " " else ""
    return sign


def _digits(value: float, form: _Form) -> str:
    least, most = form.decimals
    if most < 0:
        return ""  # a format of words only prints no number
    if "%" in form.before + form.after:
        value *= 100
    value /= 1000**form.scale
    if abs(value) >= 1e15:
        return plain(value)
    written = f"{value:{',' if form.thousands else ''}.{most}f}"
    whole, _, fraction = written.partition(".")
    while len(fraction) > least and fraction.endswith("0"):
        fraction = fraction[:-1]
    if form.digits > len(whole.replace(",", "")) and not form.thousands:
        whole = whole.zfill(form.digits)
    if whole == "0" and not form.digits and fraction:
        whole = ""
    return f"{whole}.{fraction}" if fraction else whole or "0"


def _date(value: float, parts: frozenset[str], *, from_1904: bool) -> str:
    if "elapsed" in parts:
        seconds = round(value * 86400)
        sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if not 0 <= value < _LONGEST_DAY:
        return plain(value)
    moment = _moment(value, from_1904=from_1904)
    clock = moment.strftime("%H:%M:%S")
    if parts <= {"time"}:
        return clock
    day = f"{moment.year:04d}-{moment.month:02d}-{moment.day:02d}"
    if "day" not in parts and "time" not in parts:
        day = day[:7] if "month" in parts else day[:4]
    return f"{day} {clock}" if "time" in parts else day


def _moment(value: float, *, from_1904: bool) -> datetime:
    # Spreadsheets believe that 1900 was a leap year: days before 1 March 1900 lie one later.
    early = datetime(1899, 12, 31 if value < 60 else 30)
    start = datetime(1904, 1, 1) if from_1904 else early
    return start + timedelta(seconds=round(value * 86400))
