"""Sums of money: numbers, currencies, ranges, periods, and what a sentence leaves unsaid.

Covers "$7.5 billion", "USD 40,000 per month", "1 million 150 thousand tenge", "between 2 and 3
million euros", "tens of millions of dollars" and their like in English, Russian, French and Kazakh.
A number without a currency is a sum only after words of payment, or beside a sum of the same
sentence whose currency it shares; its currency is None where nothing settles it, and the
printed word where many countries have such money ("crowns"). Values are exact
decimals; where the words name a magnitude only, the value is None. This module converts nothing and
adds nothing up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from dalil.claims.money.around import period, qualifier
from dalil.claims.money.currencies import Sum, beside, in_words, kinds, of_kind
from dalil.claims.money.currencies_own import in_own, own_currencies
from dalil.claims.money.currencies_signs import own_signs, signed
from dalil.claims.money.currencies_told import in_tables, without_units
from dalil.claims.money.currencies_where import of_place
from dalil.claims.money.unsaid import settled, unsaid
from dalil.claims.numbers import doubled, find_numbers
from dalil.claims.shadow import shadow
from dalil.evidence import Amount

_RANGE = re.compile(r"\s?(?:-|–|to|and|or|до|и|et|à)\s?", re.IGNORECASE)


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Find every sum of money of a text.

    Args:
        text: A text layer's text; spaces, quotes and dashes of every kind are understood.

    Returns:
        In order of place, not overlapping; offsets are code points of ``text``.
    """
    plain = _unwrapped(shadow(_CELLS.sub("\x1f", text)))
    own = own_currencies(plain)
    numbers = doubled(plain, find_numbers(plain))
    sums = [in_own(plain, beside(plain, number), own) for number in numbers]
    signs = own_signs(plain, own)
    sums = [signed(plain, one, signs) for one in of_place(sums, plain)]
    sums = in_tables(text, without_units(plain, sums), own)
    named = kinds(sums, plain)
    sums = [in_words(of_kind(one, named), named) for one in sums]
    return tuple(
        _amount(text, plain, one, high)
        for one, high in _joined(plain, settled(plain, unsaid(plain, sums)))
    )


_LINE = 30
"""Letters; a line that is shorter may be one of a list or a table and does not go on in the next."""
_END = re.compile(r"(?<=\S)\r?\n(?=[\w$£€])")
_CELLS = re.compile(r"(?<=\d)\t(?=\d)")


def _unwrapped(plain: str) -> str:
    """A shadow with spaces for the ends of lines within a paragraph: "a fine of 2.4" and "million" below it.

    Two groups of digits on either side stay apart: they are two numbers of a list.
    """
    parts, place = [], 0
    for match in _END.finditer(plain):
        long = match.start() - plain.rfind("\n", 0, match.start()) > _LINE
        digits = plain[match.start() - 1].isdigit() and plain[match.end()].isdigit()
        if long and not digits:
            parts += [plain[place : match.start()], " " * (match.end() - match.start())]
            place = match.end()
    return "".join((*parts, plain[place:]))


def _joined(plain: str, sums: Sequence[Sum]) -> Iterator[tuple[Sum, Decimal | None]]:
    """Sums with the upper ends of ranges; numbers that are no sums are left out."""
    index, end = 0, 0
    while index < len(sums):
        first, high = sums[index], None
        if index + 1 < len(sums) and (pair := _ranged(plain, first, sums[index + 1])):
            first, high = pair
            index += 1
        if first.marked and first.start >= end:
            yield first, high
            end = first.end
        index += 1


_CHANGE = re.compile(
    r"\b(?:rose|rise|risen|rises|fell|fall|fallen|grew|grown|increased?|decreased?|dropped|cut|reduced|raised|went|gone|"
    r"climbed|jumped|shrank|lowered|up|down|changed|soared|вырос\w*|снизил\w*)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


def _ranged(plain: str, first: Sum, second: Sum) -> tuple[Sum, Decimal] | None:
    """Join "2 and 3 million euros" to one sum with an upper end."""
    between = plain[first.end : second.start]
    one, other = first.number, second.number
    if first.value is None or second.value is None or not _RANGE.fullmatch(between):
        return None
    word = between.strip().lower()
    before = plain[max(0, first.start - 60) : first.start]
    if word in ("and", "и", "et") and not re.search(
        r"\b(?:between|entre|между)(?: \w+)? ?$", before, re.I
    ):
        return None
    if word in ("-", "–") and not first.marked and second.start < second.number.start:
        return None  # "Flat, 2011 – UAH 1 240 000": the sign opens a sum of its own
    if not (first.marked or second.marked) or (word == "or" and first.marked and second.marked):
        return None
    if first.marked and second.marked and first.currency != second.currency:
        return None
    if word in ("to", "до", "à") and _CHANGE.search(before):
        return None
    low = first.value
    if not one.scale and other.scale and low < 1000:
        low = low.scaleb(other.scale)
    elif word in ("-", "–") and low * 1000 < second.value < 1_000_000 and not first.marked:
        low = low.scaleb(3)  # "5-7,000 dinars"
    if low >= second.value or (not one.digits and not first.marked and word == "-"):
        return None
    currency = second.currency if second.marked else first.currency
    joined = replace(first, end=second.end, value=low, marked=True, currency=currency)
    return joined, second.value


def _amount(text: str, plain: str, one: Sum, high: Decimal | None) -> Amount:
    start, end = one.start, one.end
    return Amount(
        start=start,
        end=end,
        text=text[start:end],
        value=_plain(one.value),
        currency=one.currency,
        period=period(plain, start, end),
        qualifier=one.number.vague or qualifier(plain, start, end),
        high=_plain(high),
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """The same number without an exponent, so that it prints as people write it."""
    return None if value is None else Decimal(format(value, "f"))
