"""Whose money a bare noun or sign is, as told by the places of the document: "som", "rupees", "dollars", "Rs", "$".

Of several countries with such money the one that the document names, or the sentence, or mostly the document;
a document of some length that names no country and no city that anybody knows does not say whose lira it
counts, and the word stays as it is printed. Dollars, pounds and roubles are foreign money in many documents:
those of another country than the usual one only where the document is mainly about it, and the sign "$" alone
only where it is about hardly any other. Euros are euros everywhere. Only English and French nouns are weighed;
nothing is converted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from dalil.claims.money.currencies import Sum, adjectives, family
from dalil.claims.wordlists import lexicon, words

_NAME = re.compile(r"(?<![\w.])(?:U\.[SK]\.|[A-Z][\w'-]+(?: (?:of )?[A-Z][\w'-]+){0,2})")
_LONG = 80
"""Words; a shorter text is an excerpt, whose countries may be named elsewhere."""
_EVERYWHERE = frozenset({"EUR"})
_MAINLY = 0.5
_HARDLY_ANY_OTHER = 0.75
_STOP = re.compile(r"[.!?](?=\s+[A-Z\"'(])|\n\s*\n")
_REACH = 300


@dataclass(frozen=True, slots=True)
class _Places:
    """What the document says of where it is.

    Attributes:
        named: How often each country is named, by the code of its money.
        at: The places of these names and their codes, in order.
        printed: Codes that stand beside sums.
        known: A country or a city that anybody knows is named, or the text is an excerpt.
    """

    named: Counter[str]
    at: tuple[tuple[int, str], ...]
    printed: frozenset[str]
    known: bool

    def share(self, code: str) -> float:
        """The part that one country has of all countries named."""
        return self.named[code] / max(self.named.total(), 1)


def of_place(sums: Sequence[Sum], plain: str) -> list[Sum]:
    """Settle bare nouns and shared signs by the places that the document names, or leave them as words.

    Args:
        sums: Sums with what stands beside them.
        plain: Shadow of the whole text.
    """
    if not any(_is_open(one) for one in sums) and not _LETTERED.search(plain):
        return list(sums)
    at = _weighty(_named(plain))
    named = Counter(code for _, code in at)
    printed = frozenset(one.currency for one in sums if one.currency and not one.noun)
    long = len(plain.split()) >= _LONG
    places = _Places(named, at, printed, bool(named) or _cities(plain) or not long)
    found = [_signed(plain, _lettered(plain, one, places), places) for one in sums]
    printed |= {one.currency for one in found if one.currency and not one.noun}
    places = replace(places, printed=printed)
    return [_of_place(plain, one, places) for one in found]


_DATELINE = 300
"""Letters at a document's head, where it tells where it was written."""


def _weighty(at: Sequence[tuple[int, str, bool]]) -> tuple[tuple[int, str], ...]:
    """Places without cities that are named once by the way: he who flew to Amman was not paid in dinars of Jordan."""
    times = Counter(code for _, code, _ in at)
    return tuple(
        (place, code)
        for place, code, city in at
        if not city or times[code] > 1 or place < _DATELINE
    )


def _is_open(one: Sum) -> bool:
    return bool(one.marked and one.noun and _family(one.noun))


def _family(noun: str) -> frozenset[str]:
    return frozenset(lexicon("mentions_money_places")["shared"].get(noun, ())) or family(noun)


def _signed(plain: str, one: Sum, places: _Places) -> Sum:
    """The sign "$": of a country other than the United States where the document hardly names any other."""
    if one.noun != "$":
        return one
    code, times = max(
        ((c, n) for c, n in places.named.items() if c in _family("$")),
        key=lambda pair: pair[1],
        default=("USD", 0),
    )
    told = times > 1 and places.share(code) >= _HARDLY_ANY_OTHER and not places.named["USD"]
    told = told and code not in places.printed  # who writes "C$3m" and "$2m" tells two kinds apart
    return replace(one, currency=code if told else "USD", noun=None)


def _of_place(plain: str, one: Sum, places: _Places) -> Sum:
    if not _is_open(one) or one.currency in _EVERYWHERE:
        return one
    mine = _family(one.noun or "") & {*places.named, *places.printed}
    if one.currency is not None:
        return _usual(one, mine, places)
    if len(mine) > 1:
        mine = _nearest(plain, one, mine, places) or _mostly(mine, places)
    return replace(one, currency=next(iter(mine))) if len(mine) == 1 else one


def _usual(one: Sum, mine: frozenset[str], places: _Places) -> Sum:
    """A noun that has a usual meaning: another country's where that country alone is told and matters."""
    if one.currency in mine or not mine:
        return one if one.currency in mine or places.known else replace(one, currency=None)
    other = next(iter(mine))
    if len(mine) == 1 and (other in places.printed or places.share(other) >= _MAINLY):
        return replace(one, currency=other)
    return one


def _nearest(plain: str, one: Sum, mine: frozenset[str], places: _Places) -> frozenset[str]:
    """The only one of these countries that the sum's own sentence names."""
    before = plain[max(0, one.start - _REACH) : one.start]
    stops = [match.end() for match in _STOP.finditer(before)]
    low = one.start - len(before) + (stops[-1] if stops else 0)
    stop = _STOP.search(plain, one.end, one.end + _REACH)
    high = stop.start() if stop else one.end + _REACH
    return frozenset(code for place, code in places.at if low <= place < high) & mine


def _mostly(mine: frozenset[str], places: _Places) -> frozenset[str]:
    """The country that is named four times as often as any other with such money."""
    (first, most), (_, next_most) = Counter({c: places.named[c] for c in mine}).most_common(2)
    return frozenset({first}) if most >= 3 and most >= 4 * next_most else frozenset()


_LETTERED = re.compile(r"(?<![\w.$-])[A-Z][A-Za-z]{0,3}[¢]?\.? ?\d")


@cache
def _letters() -> re.Pattern[str]:
    signs = lexicon("mentions_money_places")["lettered"]
    return re.compile(
        rf"(?<![\w.$/-])({'|'.join(sorted(map(re.escape, signs), key=len, reverse=True))})\.? ?$"
    )


def _lettered(plain: str, one: Sum, places: _Places) -> Sum:
    """Letters before a number that looks like a sum, where the document names a country that writes so."""
    shown = one.number.scale or re.search(r"\d[ ,]\d{3}(?!\d)", plain[one.start : one.end])
    if one.marked or not shown or not one.number.digits:
        return one
    sign = _letters().search(plain, max(0, one.start - 7), one.start)
    if sign is None:
        return one
    data = lexicon("mentions_money_places")
    codes = set(data["lettered"][sign[1]]) & {*places.named}
    alone = data["lettered_alone"].get(sign[1])
    if not codes and alone and sign.end() == sign.end(1) and _is_large(one):
        codes = {alone["is"]} - {alone["is"] for other in alone["unless"] if places.named[other]}
    if len(codes) != 1:
        return one
    return replace(one, start=sign.start(), marked=True, currency=next(iter(codes)))


def _is_large(one: Sum) -> bool:
    """Millions in words, or grouped digits of six figures at least."""
    value = one.number.value
    return value is not None and value >= (10_000 if one.number.scale else 100_000)


def _named(plain: str) -> list[tuple[int, str, bool]]:
    """Places and codes of the money of every country, people and known city that the text names; and if it is a city."""
    found: list[tuple[int, str, bool]] = []
    table, countries = _codes_by_place(), adjectives()
    for match in _NAME.finditer(plain):
        parts = match.group().split(" ")
        first = 0
        while first < len(parts):
            for last in range(len(parts), first, -1):
                name = re.sub(r"'s?$", "", " ".join(parts[first:last]).lower())
                if code := table.get(name):
                    found.append((match.start(), code, name not in countries))
                    first = last - 1
                    break
            first += 1
    return found


@cache
def _codes_by_place() -> dict[str, str]:
    cities = lexicon("mentions_money_places")["cities"]
    return {**{city: code for code, some in cities.items() for city in some}, **adjectives()}


def _cities(plain: str) -> bool:
    known = words("mentions_cities", "cities")
    return any(match.group().lower() in known for match in _NAME.finditer(plain))
