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
from functools import cache

from dalil.claims.currencies import Sum, beside, in_own, in_words, kinds, of_kind, own_currencies
from dalil.claims.mentions_lexicon import lexicon
from dalil.claims.money_around import period, qualifier
from dalil.claims.numbers import find_numbers
from dalil.claims.shadow import shadow
from dalil.evidence import Amount

_RANGE = re.compile(r"\s?(?:-|–|to|and|or|до|и|et|à)\s?", re.IGNORECASE)
_FEWEST = 1000
"""A number without currency or multiplier below this is not taken for a sum."""


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Find every sum of money of a text.

    Args:
        text: A text layer's text; spaces, quotes and dashes of every kind are understood.

    Returns:
        In order of place, not overlapping; offsets are code points of ``text``.
    """
    plain = shadow(text)
    own = own_currencies(plain)
    sums = [in_own(plain, beside(plain, number), own) for number in find_numbers(plain)]
    named = kinds(sums, plain)
    sums = [in_words(of_kind(one, named)) for one in sums]
    return tuple(
        _amount(text, plain, one, high) for one, high in _joined(plain, _unsaid(plain, sums))
    )


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


# ── sums whose currency stands elsewhere, or nowhere ─────────────────────────────────────────────
@cache
def _unsaid_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = lexicon("mentions_money")
    small = "|".join(sorted(data["small"], key=len, reverse=True))
    between = "|".join(
        sorted({w for ws in data["qualifiers"].values() for w in ws}, key=len, reverse=True)
    )
    payment = "|".join(sorted(data["payment"], key=len, reverse=True))
    nouns = "|".join(data["money_nouns"])
    follow = "|".join(sorted(data["follow"], key=len, reverse=True))
    return (
        re.compile(
            rf"(?<!\w)(?:{payment})[ \n](?:(?:him|her|them|it|us|me|another|a further|the) )?(?:(?:{re.sub(r'[.+]', '', between)}) )?$",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<!\w)(?:{nouns})(?!\w)[^.;:!?\n]{{0,60}}?(?<!\w)(?:{small}) $", re.IGNORECASE
        ),
        re.compile(rf"(?<!\w)(?:{small}|,) ?$", re.IGNORECASE),
        re.compile(
            rf"[ ]?(?:$|[.,;:!?)\]\n–\"']|-a-)|[ \n](?:{follow})(?!\w)"
            r"|[ \n](?:annually|monthly|yearly|quarterly|weekly|daily)(?: (?:for|from|to|in|by|until)|[.,;)]|$)",
            re.IGNORECASE,
        ),
    )


def _unsaid(plain: str, sums: list[Sum]) -> list[Sum]:
    """Mark numbers that are sums by what stands around them; the currency of the sentence holds."""
    found: list[Sum] = []
    last: Sum | None = None
    for one in sums:
        if not one.marked:
            one = _told(plain, one, last)
        found.append(one)
        if one.marked:
            last = one
    return found


def _told(plain: str, one: Sum, last: Sum | None) -> Sum:
    number = one.number
    worth = number.vague or (number.value is not None and number.value >= _FEWEST)
    year = re.fullmatch(r"(?:1[5-9]|20)\d\d", plain[one.start : one.end])
    if not worth or (year and not number.sure):
        return one
    by_payment, by_noun, by_neighbour, follow = _unsaid_patterns()
    if not follow.match(plain, one.end) or _short(plain, one):
        return one
    low = max(0, one.start - 110)
    told = by_payment.search(plain, low, one.start) or by_noun.search(plain, low, one.start)
    gap = plain[last.end : one.start] if last else None
    near = gap is not None and len(gap) < 400 and "\n\n" not in gap
    same = near and gap is not None and not re.search(r"[.!?;]\s", gap)
    if same and last and by_neighbour.search(plain, low, one.start) and not _in_place(plain, one):
        return replace(one, marked=True, currency=last.currency)
    if told:
        return replace(one, marked=True, currency=last.currency if near and last else None)
    return one


def _short(plain: str, one: Sum) -> bool:
    """Whether a single letter after digits ("40 m") may be metres as well."""
    return bool(re.search(r"\d ?[mbk]$", plain[one.start : one.end], re.IGNORECASE))


_PLACED = re.compile(
    r"(?:\b(?:in|since|until|by|No\.?|article|section|paragraph|page|of) $)|[/-]$", re.I
)


def _in_place(plain: str, one: Sum) -> bool:
    return bool(_PLACED.search(plain, max(0, one.start - 12), one.start)) and not one.number.scale


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
    if not (first.marked or second.marked) or (word == "or" and first.marked and second.marked):
        return None
    if first.marked and second.marked and first.currency != second.currency:
        return None
    if word in ("to", "до", "à") and _CHANGE.search(before):
        return None
    low = first.value
    if not one.scale and other.scale and low < 1000:
        low = low.scaleb(other.scale)
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
