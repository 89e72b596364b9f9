"""Figures that do not add up by the text's own words: asked as questions, never corrected.

Payments times their period against a stated total, parts against their sum, a share of a sum, two
exchange rates in one document, an age against a date of birth, shares above a hundred per cent.
Only what the text states is used: no rate of any market, no outside fact. Words such as "about" are
taken at their widest (:mod:`dalil.claims.figures`), and what could add up is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from dalil.claims.dates.told import own_date
from dalil.claims.figures import interval
from dalil.claims.shadow import shadow
from dalil.evidence import Amount, PartialDate, Precision, TextLayer

_NEAR = 260
_SLACK = Decimal("0.02")
_RATE_SLACK = Decimal("0.15")


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """Something to be asked about figures.

    Attributes:
        kind: ``total``, ``sum``, ``share``, ``rate``, ``age`` or ``shares``.
        question: What does not fit, in words.
        places: (start, end) of the figures in the text layer.
    """

    kind: str
    question: str
    places: tuple[tuple[int, int], ...]


def check_figures(
    layer: TextLayer, amounts: Sequence[Amount], dates: Sequence[PartialDate]
) -> tuple[FigureQuestion, ...]:
    """Ask what does not add up.

    Args:
        layer: The text.
        amounts: Its sums, in order of place.
        dates: Its dates, in order of place.

    Returns:
        Questions in order of place.
    """
    plain = shadow(layer.text)
    found = [
        *_totals(plain, amounts),
        *_sums(plain, amounts),
        *_parts(plain, amounts),
        *_rates(plain, amounts, dates),
        *_ages(plain, layer, dates),
        *_shares(plain),
    ]
    return tuple(sorted(found, key=lambda one: one.places))


def _place(amount: Amount) -> tuple[int, int]:
    return amount.start, amount.end


def _span(amount: Amount) -> tuple[Decimal, Decimal]:
    """A sum as stated; where words qualify it, the widest that they allow."""
    if amount.value is not None and not amount.qualifier and amount.high is None:
        return amount.value, amount.value
    return interval(amount)


def _apart(one: tuple[Decimal, Decimal], other: tuple[Decimal, Decimal]) -> bool:
    """Whether two intervals cannot meet, a little rounding allowed."""
    slack = max(abs(one[1]), abs(other[1])) * _SLACK if one[1] < Decimal("1e29") else Decimal(0)
    return one[1] + slack < other[0] or other[1] + slack < one[0]


# ── payments times their period ──────────────────────────────────────────────────────────────────
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
           "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18, "twenty": 20,
           "twenty-four": 24, "thirty-six": 36}  # fmt: skip
_NUMBER = r"\d{1,3}|" + "|".join(_COUNTS)
_FOR = re.compile(
    rf"\b(?:for|over|during) (?:a (?:period|term) of )?(?P<count>{_NUMBER}) (?P<unit>week|month|quarter|year)s?\b",
    re.I,
)
_TIMES = re.compile(
    rf"\b(?P<count>{_NUMBER}) (?:equal )?(?:\w+ )?(?:instal?lments|payments|tranches|transfers) of (?:about )?$",
    re.I,
)
_TOTAL = re.compile(
    r"\b(?:in total|in all|total(?:l?ing)?|altogether|a total of|amounting to|total of)(?: of)?[,:]? ?$",
    re.IGNORECASE,
)
_TOTAL_AFTER = re.compile(r" ?,? ?(?:in all|in total|altogether|all told|together)\b", re.I)
_IN = {("week", "month"): Decimal("4.33"), ("week", "year"): Decimal(52), ("month", "quarter"): Decimal(3),
       ("month", "year"): Decimal(12), ("quarter", "year"): Decimal(4)}  # fmt: skip


def _is_total(plain: str, amount: Amount) -> bool:
    told = _TOTAL.search(plain, max(0, amount.start - 24), amount.start)
    return bool(told or _TOTAL_AFTER.match(plain, amount.end))


def _totals(plain: str, amounts: Sequence[Amount]) -> Iterator[FigureQuestion]:
    """Ask of "$45,000 a month for twelve months, or $540,000 in all"."""
    for place, paid in enumerate(amounts):
        if paid.value is None:
            continue
        times = _repetitions(plain, paid)
        if times is None:
            continue
        for total in amounts[place + 1 : place + 4]:
            if (
                total.start - paid.end > _NEAR
                or total.value is None
                or total.currency != paid.currency
            ):
                break
            if total.period or not _is_total(plain, total):
                continue
            low, high = _span(paid)
            rest = _others(paid, total, amounts[place + 1 : place + 4])
            if _apart((low * times, high * times), _span(total)) and _apart(
                (low * times + rest, high * times + rest), _span(total)
            ):
                yield FigureQuestion(
                    "total",
                    f"{paid.text!r} {_count(times)} times make {_money(paid.value * times)}; the text says {total.text!r}.",
                    (_place(paid), _place(total)),
                )
            break


def _others(paid: Amount, total: Amount, near: Sequence[Amount]) -> Decimal:
    """What a sum told between a payment and the total adds to it: "with a success fee of $200,000"."""
    return sum(
        (
            one.value
            for one in near
            if paid.end < one.start < total.start and one.value and one.currency == paid.currency
        ),
        Decimal(0),
    )


def _repetitions(plain: str, paid: Amount) -> Decimal | None:
    """How often a sum is paid, by the words around it."""
    if found := _TIMES.search(plain, max(0, paid.start - 60), paid.start):
        return _number(found["count"])
    if paid.period is None:
        return None
    sentence = re.search(r"[.!?]\s", plain[paid.end : paid.end + 160])
    end = paid.end + (sentence.start() if sentence else 160)
    found = _FOR.search(plain, paid.end, min(end, len(plain)))
    if found is None:
        return None
    count, unit = _number(found["count"]), found["unit"].lower()
    if unit == paid.period:
        return count
    factor = _IN.get((paid.period, unit))
    return count * factor if factor else None


def _number(word: str) -> Decimal:
    return Decimal(word) if word.isdigit() else Decimal(_COUNTS[word.lower()])


def _count(times: Decimal) -> str:
    return format(times.normalize(), "f")


def _money(value: Decimal) -> str:
    return f"{value.normalize():,f}"


# ── parts and their sum ──────────────────────────────────────────────────────────────────────────
_LINK = re.compile(r"[^.;!?\n]{0,90}", re.DOTALL)


def _sums(plain: str, amounts: Sequence[Amount]) -> Iterator[FigureQuestion]:
    """Ask of "20,000 for the flat, 30,000 for the car, 60,000 in all": parts of one sentence and one total."""
    for sentence in _by_sentence(plain, amounts):
        total = [a for a in sentence if _is_total(plain, a)]
        parts = [a for a in sentence if a not in total]
        if len(total) != 1 or len(parts) < 2 or parts[-1].start > total[0].start:
            continue
        same = {(a.currency, a.period) for a in sentence}
        if len(same) > 1 or any(a.value is None or a.high or a.qualifier for a in sentence):
            continue
        if any(_repetitions(plain, part) for part in parts):
            continue
        if _SPREAD.match(plain, total[0].end):
            continue
        summed = sum((a.value for a in parts if a.value is not None), Decimal(0))
        if _apart((summed, summed), _span(total[0])):
            named = ", ".join(repr(a.text) for a in parts)
            yield FigureQuestion(
                "sum",
                f"{named} make {_money(summed)}; the text says {total[0].text!r}.",
                tuple(_place(a) for a in (*parts, total[0])),
            )


_SPREAD = re.compile(r" (?:over|during|between|since|across|from|by|in (?!all\b|total\b)) ?", re.I)
"""A total of a time of its own may hold more than the parts told: "a total of $500,000 over five years"."""


def _by_sentence(plain: str, amounts: Sequence[Amount]) -> Iterator[list[Amount]]:
    group: list[Amount] = []
    for amount in amounts:
        if group and not _LINK.fullmatch(plain, group[-1].end, amount.start):
            yield group
            group = []
        group.append(amount)
    if group:
        yield group


_PART = re.compile(
    r"(?P<share>\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent) of (?:the |this |that |its )?$", re.I
)
_IS = re.compile(r" ?(?:,|\(|–|=)? ?(?:or|i\.e\.|that is|equal to|which is|about|some)? ?")


def _parts(plain: str, amounts: Sequence[Amount]) -> Iterator[FigureQuestion]:
    """Ask of "10 per cent of $5 million, or $600,000"."""
    for whole, part in pairwise(amounts):
        found = _PART.search(plain, max(0, whole.start - 32), whole.start)
        if (
            not found
            or whole.currency != part.currency
            or whole.value is None
            or part.value is None
        ):
            continue
        if not _IS.fullmatch(plain, whole.end, part.start) or whole.end == part.start:
            continue
        low, high = _span(whole)
        share = Decimal(found["share"]) / 100
        if _apart((low * share, high * share), _span(part)):
            yield FigureQuestion(
                "share",
                f"{found['share']} per cent of {whole.text!r} are {_money(whole.value * share)}; the text says {part.text!r}.",
                (_place(whole), _place(part)),
            )


# ── exchange rates that the text itself implies ──────────────────────────────────────────────────
_CONVERTED = re.compile(
    r" ?\((?:or |i\.e\. |then |the equivalent of |equivalent to |equal to )*(?:about |around |approximately |some |roughly |nearly |almost |over |more than )?$|, (?:or )?(?:about |around |approximately |then worth (?:about )?|the equivalent of )$",
    re.I,
)


def conversions(plain: str, amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Amount, Decimal]]:
    """Sums that the text itself gives in a second currency, with the rate that this implies."""
    for one, other in pairwise(amounts):
        known = one.currency and other.currency and one.currency != other.currency
        if (
            known
            and one.value
            and other.value
            and _CONVERTED.fullmatch(plain, one.end, other.start)
        ):
            yield one, other, one.value / other.value


def _rates(
    plain: str, amounts: Sequence[Amount], dates: Sequence[PartialDate]
) -> Iterator[FigureQuestion]:
    """Two rates of one year, or of no year told: over the years rates move."""
    first: dict[tuple[str | None, str | None, str | None], tuple[Amount, Amount, Decimal]] = {}
    for one, other, rate in conversions(plain, amounts):
        key = (one.currency, other.currency, _year_near(plain, one, other, dates))
        former = first.setdefault(key, (one, other, rate))
        if abs(former[2] - rate) > max(former[2], rate) * _RATE_SLACK:
            yield FigureQuestion(
                "rate",
                f"{former[0].text!r} for {former[1].text!r} and {one.text!r} for {other.text!r} are two rates: "
                f"{former[2]:.4g} and {rate:.4g} {one.currency} for one {other.currency}.",
                (_place(former[0]), _place(former[1]), _place(one), _place(other)),
            )


def _year_near(plain: str, one: Amount, other: Amount, dates: Sequence[PartialDate]) -> str | None:
    """The year that the sentence of a sum tells, the nearest one."""
    before = max(plain.rfind(stop, 0, one.start) for stop in (". ", "\n", "; "))
    stop = re.search(r"[.;]\s|\n", plain[other.end :])
    after = other.end + (stop.start() if stop else len(plain))
    inside = [
        (abs(date.start - one.start), date.value[:4])
        for date in dates
        if date.start is not None and before < date.start < after
    ]
    return min(inside)[1] if inside else None


# ── ages and shares ──────────────────────────────────────────────────────────────────────────────
_AGE = re.compile(r"(?:,|\baged?|\() ?(?P<age>[1-9]\d)(?=,|\)| years?\b| and\b)")


def _ages(plain: str, layer: TextLayer, dates: Sequence[PartialDate]) -> Iterator[FigureQuestion]:
    """An age beside a date of birth, against the document's own date."""
    own = own_date(layer)
    if own is None:
        return
    for date in dates:
        if date.start is None or date.end is None or date.precision is Precision.DECADE:
            continue
        if not re.search(
            r"\bborn(?: on| in)? $|\(b\. $", plain[max(0, date.start - 10) : date.start], re.I
        ):
            continue
        near = _AGE.search(plain, max(0, date.start - 90), date.start) or _AGE.search(
            plain, date.end, min(len(plain), date.end + 60)
        )
        if near is None or re.search(
            r"[.!?]\s", plain[min(near.end(), date.end) : max(near.start(), date.start)]
        ):
            continue
        age, year = int(near["age"]), int(date.value[:4])
        passed = date.precision is not Precision.DAY or (own.month, own.day) >= (
            int(date.value[5:7]),
            int(date.value[8:10]),
        )
        right = {own.year - year} if passed else {own.year - year - 1}
        if date.precision is not Precision.DAY:
            right.add(own.year - year - 1)
        if age not in right:
            yield FigureQuestion(
                "age",
                f"Born {date.text!r}, somebody is {max(right)} on {own.isoformat()}; the text says {age}.",
                (near.span("age"), (date.start, date.end)),
            )


_STAKE = re.compile(r"(?P<share>\d{1,3}(?:[.,]\d+)?) ?(?:%|per ?cent)")
_HELD = re.compile(r"\b(?:holds?|held|owns?|owned|shares|stakes?|shareholders?|capital)\b", re.I)


_OTHERWISE = re.compile(
    r"\b(?:from|to|rose|fell|raised|increased|then|later|until|since|votes?|voting|discount|interest|profits?|losses)\b"
)
"""What tells that a sentence has shares of several times, or of several things."""
_STAKE_IN = re.compile(r"(?:%|per ?cent|stake|shares|interest) (?:of|in) (?:the )?([A-Z][\w'&-]*)")


def _shares(plain: str) -> Iterator[FigureQuestion]:
    """Holders of one sentence who hold more than the whole: "A holds 60 per cent and B 50 per cent"."""
    for match in re.finditer(r"[^.!?\n]*(?:\.\d[^.!?\n]*)*", plain):
        sentence = match.group()
        stakes = list(_STAKE.finditer(sentence))
        if (
            len(stakes) < 2
            or not _HELD.search(sentence)
            or _OTHERWISE.search(sentence)
            or len(set(re.findall(r"\b(?:19|20)\d\d\b", sentence))) > 1
        ):
            continue
        if len(set(_STAKE_IN.findall(sentence))) > 1:
            continue  # stakes in several companies
        total = sum((Decimal(s["share"].replace(",", ".")) for s in stakes), Decimal(0))
        if total > Decimal("100.5"):
            yield FigureQuestion(
                "shares",
                f"The shares of one sentence make {total.normalize():f} per cent.",
                tuple((match.start() + s.start(), match.start() + s.end()) for s in stakes),
            )
