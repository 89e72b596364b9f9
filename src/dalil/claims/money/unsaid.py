"""Sums whose currency stands elsewhere, or nowhere: in the sentence, the last one, the head, the whole document.

A number without a currency is a sum only after words of payment, or beside a sum that it goes on from; its
currency is what the text tells nearest by: the same sentence, a sentence on all sums or on the price, the sum
before. Where neighbours on both sides differ nothing is settled and the currency stays open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from dalil.claims.money.currencies import Sum
from dalil.claims.money.currencies_told import declared, last_told, told, told_behind
from dalil.claims.wordlists import lexicon

_FEWEST = 1000
"""A number without currency or multiplier below this is not taken for a sum."""


@dataclass(frozen=True, slots=True)
class _Before:
    """What told a currency last: one past its end, and the currency."""

    end: int
    currency: str | None


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
            rf"(?<!\w)(?:{payment})[ \n](?:(?:him|her|them|it|us|me|another|a further|the|only|just|a mere) )?(?:(?:{re.sub(r'[.+]', '', between)}) )?$",
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


def unsaid(plain: str, sums: Sequence[Sum]) -> list[Sum]:
    """Mark numbers that are sums by what stands around them; the currency told nearest by holds."""
    found: list[Sum] = []
    places = told(plain)
    whole = declared(places)
    last: _Before | None = None
    for one in sums:
        said = last_told(places, one.start)
        if said and (last is None or last.end < said.end):
            last = _Before(said.end, said.currency)
        if not one.marked:
            one = _resumed(plain, _told(plain, one, last, whole), last)
        elif whole and _is_bare(one):
            one = replace(one, currency=whole)
        found.append(one)
        if one.marked:
            last = _Before(one.end, one.currency)
    behind = told_behind(plain)
    return [_behind(plain, one, behind) for one in found] if behind else found


def _behind(plain: str, one: Sum, places: Sequence[tuple[int, int, str]]) -> Sum:
    """A number of a sentence that tells at its end what money all of its sums are in."""
    year = re.fullmatch(r"(?:1[5-9]|20)\d\d", plain[one.start : one.end])
    if one.currency or one.number.value is None or one.number.value < _FEWEST or year:
        return one
    told_here = [code for low, high, code in places if low <= one.start and one.end <= high]
    counted = re.match(r" [a-z]{3,}s\b(?! of)", plain[one.end : one.end + 30])
    if not told_here or (counted and not one.number.scale):
        return one
    return replace(one, marked=True, currency=told_here[0])


def settled(plain: str, sums: Sequence[Sum]) -> list[Sum]:
    """Give a sum that names no currency that of the next one of its sentence, or the only one of the document.

    "It cost 212 million, against 140 million crowns"; "costs of 18,000" where all other sums are in crowns, or
    those before and behind it. What a text converts ("about $1,500") is no other money of it.
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
    return _between(plain, found)


def _between(plain: str, sums: list[Sum]) -> list[Sum]:
    """Bare sums with the currency that every other sum has, or the nearest on both sides."""
    own = [one for one in _unconverted(plain, sums) if one.currency]
    only = {one.currency for one in own}
    if len(own) < 2 or not any(map(_is_bare, sums)):
        return sums
    found: list[Sum] = []
    passed = 0
    for one in sums:
        while passed < len(own) and own[passed].start <= one.start:
            passed += 1
        if _is_bare(one):
            sides = {own[i].currency for i in (passed - 1, passed) if 0 <= i < len(own)}
            inside = 0 < passed < len(own)
            if len(sides) == 1 and (inside or len(only) == 1):
                one = replace(one, currency=next(iter(sides)))
        found.append(one)
    return found


_CONVERTS = re.compile(
    r"[,;]? ?(?:\(|=|or |about |roughly |some |approximately |equivalent |worth |nearly |then |i\.e\. |around |which is )"
    r"[^()\d.;]{0,40}$"
)


def _unconverted(plain: str, sums: Sequence[Sum]) -> list[Sum]:
    """Sums without those that only give the one before them in another money."""
    found: list[Sum] = []
    last: Sum | None = None
    for one in (one for one in sums if one.marked):
        gap = plain[last.end : one.start] if last and one.start - last.end < 60 else None
        other = last is not None and last.currency != one.currency
        if not (other and gap is not None and _CONVERTS.match(gap)):
            found.append(one)
        last = one
    return found


def _is_bare(one: Sum) -> bool:
    """Whether a sum is one without a sign or a word of money beside it."""
    span = (one.start, one.end) == (one.number.start, one.number.end)
    return one.marked and one.currency is None and one.noun is None and span


_FAR = 200
_STOP = re.compile(r"[.!?;]\s|\n\n")


def _told(plain: str, one: Sum, last: _Before | None, whole: str | None) -> Sum:
    number = one.number
    if not _is_worth(plain, one):
        return one
    by_payment, by_noun, by_neighbour, _ = _unsaid_patterns()
    low = max(0, one.start - 110)
    paid = by_payment.search(plain, low, one.start) or by_noun.search(plain, low, one.start)
    paid = paid or _in_money().match(plain, one.end)
    if number.scale >= 6:
        paid = paid or _for_millions().search(plain, low, one.start)
    gap = plain[last.end : one.start] if last else None
    near = gap is not None and len(gap) < 400 and "\n\n" not in gap
    same = near and gap is not None and not re.search(r"[.!?;]\s", gap)
    if near and last and number.scale >= 6 and _THE.search(plain, low, one.start):
        return replace(one, marked=True, currency=last.currency)
    if same and last and by_neighbour.search(plain, low, one.start) and not _in_place(plain, one):
        return replace(one, marked=True, currency=last.currency)
    if paid:
        nearby = last.currency if near and last else None
        return replace(one, marked=True, currency=nearby if same else whole or nearby)
    return one


def _is_worth(plain: str, one: Sum) -> bool:
    """Whether a number may be a sum at all: large enough, no year, nothing counted behind it."""
    number = one.number
    worth = number.vague or (number.value is not None and number.value >= _FEWEST)
    year = re.fullmatch(r"(?:1[5-9]|20)\d\d", plain[one.start : one.end])
    if not worth or (year and not number.sure):
        return False
    return bool(_unsaid_patterns()[3].match(plain, one.end)) and not _short(plain, one)


def _resumed(plain: str, one: Sum, last: _Before | None) -> Sum:
    """Go on with the currency of the sum before: "The rest, 80,000, was to follow", "In 2011 it made 61 million"."""
    if one.marked or last is None or last.currency is None or not one.number.sure:
        return one
    gap = plain[last.end : one.start]
    if len(gap) > 250 or "\n\n" in gap or not _is_worth(plain, one) or _in_place(plain, one):
        return one
    low = max(0, one.start - 60)
    rest, millions = _resuming()
    resumed = rest.search(plain, low, one.start) or (
        one.number.scale >= 6 and millions.search(plain, low, one.start)
    )
    part = _PART_OF.search(plain, low, one.start)
    if part and (_COUNT.search(_YEARS.sub("", gap)) or (part[1] == "which" and _STOP.search(gap))):
        return one  # "9 million people, of which 2 million": of the number between
    return replace(one, marked=True, currency=last.currency) if resumed else one


_PART_OF = re.compile(r"\b[Oo]f (which|this|that),? (?:about |some |nearly |almost )?$")
_COUNT = re.compile(r"\d|\b(?:thousand|million|billion|hundred|dozen)s?\b")
_YEARS = re.compile(r"\b(?:1[5-9]|20)\d\d\b")


@cache
def _resuming() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = lexicon("mentions_money")
    about = {word for some in data["qualifiers"].values() for word in some}
    between = "|".join(sorted(map(re.escape, about), key=len, reverse=True))

    def behind(words: Sequence[str]) -> re.Pattern[str]:
        either = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
        return re.compile(
            rf"(?<!\w)(?:{either})(?: (?:came to|was|is|of|stood at))?(?: (?:{between}))?,?[ \n]$",
            re.IGNORECASE,
        )

    return behind(data["resumed"]), behind(data["resumed_millions"])


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


@cache
def _for_millions() -> re.Pattern[str]:
    """What is done for millions, or valued at them: "sold to a cousin for 94 million", "a claim of 8.4 million"."""
    data = lexicon("mentions_money")
    about = {word for some in data["qualifiers"].values() for word in some}
    between = "|".join(sorted(map(re.escape, about), key=len, reverse=True))
    valued = "|".join(sorted(data["valued"], key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:(?:{'|'.join(data['traded'])})(?!\w)[^.;:!?\n]{{0,80}}? for|{valued})(?: (?:{between}))?[ \n]$",
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
