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
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from dalil.claims.currencies import Sum, beside, in_words, kinds, of_kind
from dalil.claims.currencies_own import in_own, own_currencies
from dalil.claims.currencies_where import of_place
from dalil.claims.mentions_lexicon import lexicon
from dalil.claims.money_around import period, qualifier
from dalil.claims.numbers import doubled, find_numbers
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
    plain = _unwrapped(shadow(text))
    own = own_currencies(plain)
    numbers = doubled(plain, find_numbers(plain))
    sums = [in_own(plain, beside(plain, number), own) for number in numbers]
    sums = of_place(sums, plain)
    named = kinds(sums, plain)
    sums = [in_words(of_kind(one, named), named) for one in sums]
    return tuple(
        _amount(text, plain, one, high)
        for one, high in _joined(plain, _settled(plain, _unsaid(plain, sums)))
    )


_LINE = 30
"""Letters; a line that is shorter may be one of a list or a table and does not go on in the next."""
_END = re.compile(r"(?<=\S)\r?\n(?=[\w$£€])")


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


def _settled(plain: str, sums: list[Sum]) -> list[Sum]:
    """Give a sum that names no currency that of the next one of its sentence, or the only one of the document.

    "It cost 212 million, against 140 million crowns"; "costs of 18,000" where all other sums are in crowns.
    """
    found = list(sums)
    after: Sum | None = None
    for index in range(len(found) - 1, -1, -1):
        one = found[index]
        if not one.marked:
            continue
        if one.currency is None and one.noun is None and after is not None:
            gap = plain[one.end : after.start]
            if len(gap) < _FAR and not _STOP.search(gap):
                found[index] = one = replace(one, currency=after.currency)
        after = one
    told = Counter(one.currency for one in found if one.marked and one.currency)
    if len(told) == 1 and told.total() > 1:
        only = next(iter(told))
        found = [replace(one, currency=only) if _is_bare(one) else one for one in found]
    return found


def _is_bare(one: Sum) -> bool:
    """Whether a sum is one without a sign or a word of money beside it."""
    span = (one.start, one.end) == (one.number.start, one.number.end)
    return one.marked and one.currency is None and one.noun is None and span


_FAR = 200
_STOP = re.compile(r"[.!?;]\s|\n\n")


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
    told = told or _in_money().match(plain, one.end)
    gap = plain[last.end : one.start] if last else None
    near = gap is not None and len(gap) < 400 and "\n\n" not in gap
    same = near and gap is not None and not re.search(r"[.!?;]\s", gap)
    if near and last and number.scale >= 6 and _THE.search(plain, low, one.start):
        return replace(one, marked=True, currency=last.currency)
    if same and last and by_neighbour.search(plain, low, one.start) and not _in_place(plain, one):
        return replace(one, marked=True, currency=last.currency)
    if told:
        return replace(one, marked=True, currency=last.currency if near and last else None)
    return one


_THE = re.compile(
    r"\bthe (?:remaining|other|rest of the|first|second|third|full|original|missing|same|initial|outstanding|unpaid|entire|whole|stolen|disputed)? ?$",
    re.IGNORECASE,
)
"""What takes up a sum told before, or parts it: "the remaining 2.5 million"."""


@cache
def _in_money() -> re.Pattern[str]:
    """What a number is a sum of: "1.8 million in damages", "50,000 in cash"."""
    nouns = "|".join(lexicon("mentions_money")["money_nouns"])
    return re.compile(
        rf" in (?:(?:unpaid|back|annual|total|alleged|extra|legal|bank|public|state) )?(?:cash|banknotes|{nouns})(?!\w)",
        re.IGNORECASE,
    )


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
