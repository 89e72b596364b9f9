"""Which currency stands beside a number: symbols, codes, nouns in four languages, a document's own.

"Swiss francs" by the country's adjective, "francs" left open, "Velmian crowns" as printed, since no
code exists for them; bare words follow the only kind that the document names. This module converts
nothing, and where the words do not settle a currency it gives None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from dalil.claims.numbers import Number
from dalil.claims.wordlists import lexicon

_LARGE = 1000


@dataclass(frozen=True, slots=True)
class Sum:
    """A number with what stands beside it.

    Attributes:
        start: First code point, a symbol or code before the number included.
        end: One past the last, the currency's words included.
        number: The number.
        value: Its worth in whole units of the currency; None for a magnitude.
        marked: A currency stands beside it.
        currency: Its code, or the printed words where none exists; None where not settled.
        noun: The bare noun that a kind named elsewhere may settle ("dollar").
    """

    start: int
    end: int
    number: Number
    value: Decimal | None
    marked: bool = False
    currency: str | None = None
    noun: str | None = None


@cache
def _money() -> dict[str, Any]:
    return lexicon("mentions_money")


@cache
def _nouns() -> dict[str, tuple[str | None, frozenset[str]]]:
    """English and French nouns: the code of the bare word, and all that an adjective may choose."""
    found: dict[str, tuple[str | None, frozenset[str]]] = {}
    for noun, codes in lexicon("mentions_currencies")["nouns"].items():
        found[noun] = (codes[0] if len(codes) == 1 else None, frozenset(codes))
    for noun, entry in _money()["nouns"].items():
        for form in (noun, f"{noun}s"):
            found[form] = (
                entry["bare"],
                frozenset(entry["any"]) | found.get(form, ("", frozenset()))[1],
            )
    return found


def is_noun(word: str) -> bool:
    """Whether a word in lower case is a noun of a currency that the lists know."""
    return word in _nouns()


def family(noun: str) -> frozenset[str]:
    """The codes that a noun of a currency may stand for, as far as the lists know."""
    return (
        _nouns().get(noun, (None, frozenset()))[1]
        | _nouns().get(f"{noun}s", (None, frozenset()))[1]
    )


@cache
def codes() -> frozenset[str]:
    """ISO 4217 codes of currencies in use, and of some that are not."""
    own = lexicon("mentions_currencies")
    return frozenset(
        [
            *(c for cs in own["nouns"].values() for c in cs),
            *own["of_country"].values(),
            *_money()["more_codes"],
        ]
    )


@cache
def adjectives() -> dict[str, str]:
    """Codes of money by a country's name or the adjective of its people, lower case."""
    own: Mapping[str, str] = lexicon("mentions_currencies")["of_country"]
    found: dict[str, str] = {}
    for country, entry in lexicon("mentions_countries").items():
        if country in own:
            for word in (*entry["en"], *entry["people"]):
                found.setdefault(str(word).lower(), own[country])
    found.update(
        {
            "us": "USD",
            "u.s.": "USD",
            "u.s": "USD",
            "uae": "AED",
            "uk": "GBP",
            "hong kong": "HKD",
            "sterling": "GBP",
        }
    )
    return found


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = _money()
    symbols = "|".join(map(re.escape, sorted(data["symbols"], key=len, reverse=True)))
    single = "".join(re.escape(sign) for sign in data["symbols"] if len(sign) == 1)
    short = "|".join(map(re.escape, sorted(data["abbreviations"], key=len, reverse=True)))
    iso = "|".join(sorted(codes()))
    phrases = "|".join(map(re.escape, sorted(data["phrases"], key=len, reverse=True)))
    nouns = "|".join(
        map(re.escape, sorted([*_nouns(), *(n for n in data["minor"])], key=len, reverse=True))
    )
    others = "|".join(sorted(data["others"], key=len, reverse=True))
    stems = "|".join(data["adjectives"])
    plural = (noun.title() for noun in _nouns() if noun.endswith("s") and len(noun) > 4)
    ahead = "|".join(sorted(map(re.escape, plural), key=len, reverse=True))
    return {
        "left": re.compile(
            rf"(?:(?:(?<!\w)(?P<code>{iso}) ?)?(?<![A-Za-z])(?P<symbol>{symbols})|(?<![\w.])(?P<code2>{iso})[:.]?"
            rf"|(?<!\w)(?P<short>{short})|(?<!\w)(?P<sign>[A-Z][A-Za-z]?[A-Z]?[$£])|(?<![\w.] )(?<!\w)(?P<name>{ahead})) ?-?\Z"
        ),
        "right": re.compile(
            rf"\.?[ \n-]?(?:of |de |d'|(?P<within>in ))?(?:(?P<sort>old|new|gold|silver|local|convertible) )?(?:(?P<phrase>(?i:{phrases}))"
            rf"|(?P<adjective>(?:[A-Z][\w.'-]{{0,30}}[ -]){{0,3}}?)(?P<noun>(?i:{nouns}))(?: (?P<after>(?i:{stems})[a-zéè]{{0,4}}))?"
            rf"|(?i:(?:(?P<before>{stems})\w{{2,3}} )?(?P<other>{others}))"
            rf"|(?P<code>{iso})|(?P<symbol>[{single}])|(?P<short>{short}))(?!\w)"
        ),
    }


def beside(plain: str, number: Number) -> Sum:
    """Take the currency that stands before or after a number into its span."""
    start, end = number.start, number.end
    found: list[tuple[str | None, str | None]] = []
    if left := _patterns()["left"].search(plain, max(0, start - 12), start):
        told = _left(plain, left, number)
        if told:
            start = left.start()
            found.append(told)
    right = _patterns()["right"].match(plain, end)
    if right and _opens_another(plain, right, told=bool(found) or not number.sure):
        right = None
    value = number.value
    if right and not (found and right["within"]) and (told := _right(plain, right, number)):
        if told[1] != "dollar" and found and found[0][1] == "$":
            found.clear()  # "$28 million pesos": the sign serves for them too
        found.append(told)
        end = right.end()
        if right["noun"] and right["noun"].lower() in _money()["minor"] and value is not None:
            value = value.scaleb(-2)
    if not found:
        return Sum(start, end, number, value)
    currency = next((code for code, _ in found if code), None)
    noun = next((noun for _, noun in found if noun), None)
    if value is not None and _THOUSANDS.fullmatch(plain, number.start, number.end):
        value = value if _UNIT_PRICE.match(plain, end) else value.scaleb(3)
    return Sum(start, end, number, value, True, currency, noun)


def _opens_another(plain: str, match: re.Match[str], *, told: bool) -> bool:
    """Whether a code or sign behind a number stands before the next one: "by 2014 EUR 3.4m", "DKK 40m. SEK 1.1bn"."""
    sign = match["code"] or match["symbol"] or match["short"]
    return told and bool(sign) and _NUMBER_NEXT.match(plain, match.end()) is not None


_NUMBER_NEXT = re.compile(r" ?\d")
_THOUSANDS = re.compile(r"\d{1,3}\.\d{3}")
"""A sum has two decimals: "40.000 euros" are thousands, grouped as on the Continent."""
_UNIT_PRICE = re.compile(r" ?(?:(?:per|an?) |/ ?)[a-z]")


def _left(plain: str, match: re.Match[str], number: Number) -> tuple[str | None, str | None] | None:
    """The code and the bare noun of what stands before a number; None where it is no currency."""
    if match["sign"]:
        return match["sign"], None  # a dollar of a country that no list knows: "AG$"
    if match["name"]:
        noun = match["name"].lower()
        return (_nouns()[noun][0], _stem(noun)) if number.sure or number.value is None else None
    code = match["code"] or match["code2"]
    if match["symbol"] or match["short"]:
        return (code, None) if code else _printed(match["symbol"] or match["short"])
    return (code, None) if _fits(code, number, plain) else None


def _printed(sign: str) -> tuple[str | None, str | None]:
    """The code of a sign or abbreviation; one that several countries use stays as it is printed: "Rs"."""
    data = _money()
    code: str | None = data["symbols"].get(sign, data["abbreviations"].get(sign))
    return code, None if code and sign != "$" else sign.rstrip(".")


def _fits(code: str | None, number: Number, plain: str) -> bool:
    """Whether a code that is a word too stands before something that looks like a sum."""
    if code is None or code not in _money()["word_codes"]:
        return True
    digits = plain[number.start : number.end]
    return number.sure and not re.fullmatch(r"\d{1,3}\.\d", digits)


def _right(
    plain: str, match: re.Match[str], number: Number
) -> tuple[str | None, str | None] | None:
    """The code and the bare noun of what stands after a number; None where it is no currency."""
    if match["within"] and not _is_paid_in(match, number):
        return None
    if match["phrase"]:
        code: str | None = _money()["phrases"][match["phrase"].lower()]
        return code, None if code else _stem(match["phrase"])
    if match["code"]:
        code = _code(match["code"])
        return (code, None) if _fits(match["code"], number, plain) else None
    if match["symbol"] or match["short"]:
        return _printed(match["symbol"] or match["short"])
    if match["other"]:
        return _other(match)
    return _noun(match, number)


def _is_paid_in(match: re.Match[str], number: Number) -> bool:
    """Whether "in" leads from a sum to its money ("1.2 million in Kazakh tenge") and not to something else."""
    noun = (match["noun"] or "").lower()
    large = number.sure or number.value is None or number.value >= _LARGE
    return large and noun not in _money()["everyday"] and not match["short"]


def _code(code: str) -> str:
    return {"RUR": "RUB"}.get(code, code)


def _other(match: re.Match[str]) -> tuple[str | None, str | None]:
    data = _money()
    if match["before"]:
        return str(data["adjectives"][match["before"].lower()]), None
    word = match["other"].lower()
    code: str | None = next(
        (code for form, code in data["others"].items() if re.fullmatch(form, word)), None
    )
    return code, _stem(word)


def _noun(match: re.Match[str], number: Number) -> tuple[str | None, str | None] | None:
    noun, adjective = match["noun"].lower(), match["adjective"].strip(" -")
    data = _money()
    if noun in data["minor"]:
        code: str | None = data["minor"][noun]
        return (code, None) if number.digits or number.value is None else None
    bare, family = _nouns()[noun]
    if match["sort"]:
        return None, _stem(
            noun
        )  # "local dollars", "old francs": not those that the bare word means
    if match["after"]:
        stem = next(s for s in data["adjectives"] if match["after"].lower().startswith(s))
        return str(data["adjectives"][stem]), None
    if adjective:
        known = adjectives().get(adjective.lower())
        if not known and match["noun"][0].isupper() and _GOES_ON.match(match.string, match.end()):
            return None  # "Southwark Crown Court" below a year
        return _by_adjective(adjective, match["noun"], bare, family)
    large = number.sure or number.value is None or number.value >= _LARGE
    if noun in data["everyday"] and not large:
        return None
    return bare, _stem(noun)


_GOES_ON = re.compile(r"[ \n][A-Z]")
"""A word with a capital: a name goes on."""


def _by_adjective(
    adjective: str, noun: str, bare: str | None, family: frozenset[str]
) -> tuple[str | None, str | None] | None:
    """A country's adjective chooses among the kinds; one that no list knows is kept as printed."""
    told = adjectives().get(adjective.lower()) or adjectives().get(adjective.lower().rstrip("."))
    if told:
        return (told if told in family else bare if len(family) == 1 else None), None
    if len(family) == 1 and bare and not _FOREIGN.fullmatch(adjective):
        return bare, None
    return f"{adjective} {noun}", None


_FOREIGN = re.compile(r"[A-Z][a-z]+(?:an|ian|ish|ese|ic|i|er|ch|ine)")
"""An adjective of a people that no list knows: whose yuan they are, the known code does not tell."""


def _stem(noun: str) -> str:
    return noun.removesuffix("s")


def kinds(sums: list[Sum], plain: str) -> dict[str, str]:
    """Codes of bare nouns of which the document names one kind only: "Canadian dollars"."""
    found: dict[str, set[str]] = {}
    for one in sums:
        last = re.search(r"[^\W\d_]+$", plain[one.start : one.end])
        if one.marked and one.currency and one.noun is None and last and last.group().islower():
            noun = one.currency.rpartition(" ")[2] if " " in one.currency else last.group()
            found.setdefault(_stem(noun.lower()), set()).add(one.currency)
    for match in _named_kind().finditer(plain):
        if (code := adjectives().get(match["adjective"].lower())) and code in _nouns()[
            match["noun"]
        ][1]:
            found.setdefault(_stem(match["noun"]), set()).add(code)
    return {word: next(iter(some)) for word, some in found.items() if len(some) == 1}


@cache
def _named_kind() -> re.Pattern[str]:
    nouns = "|".join(sorted((n for n in _nouns() if n.isalpha()), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<adjective>[A-Z][a-z]+(?: Kong)?) (?P<noun>{nouns})(?!\w)")


def of_kind(one: Sum, named: Mapping[str, str]) -> Sum:
    """Give a bare noun the kind that the document names elsewhere."""
    code = named.get(one.noun) if one.noun else None
    return replace(one, currency=code, noun=None) if code else one


def in_words(one: Sum, named: Mapping[str, str]) -> Sum:
    """Keep the word of a currency of which no list tells whose it is: "crown".

    An adjective that no list knows is left out where the document has no other kind: "Velmian crowns".
    """
    if one.currency is None:
        return replace(one, currency=one.noun) if one.noun else one
    stem = _stem(one.currency.rpartition(" ")[2].lower())
    alone = " " in one.currency and named.get(stem) == one.currency
    return replace(one, currency=stem) if alone else one
