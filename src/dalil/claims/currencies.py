"""Which currency stands beside a number: symbols, codes, nouns in four languages, a document's own.

"Swiss francs" by the country's adjective, "francs" left open, "Velmian crowns" as printed, since no
code exists for them; bare words follow the only kind that the document names. This module converts
nothing, and where the words do not settle a currency it gives None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from dalil.claims.mentions_lexicon import lexicon
from dalil.claims.mentions_likeness import is_ordinary
from dalil.claims.numbers import DIGITS, Number

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
def _adjectives() -> dict[str, str]:
    """Codes by a country's name or adjective, lower case."""
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
    short = "|".join(map(re.escape, sorted(data["abbreviations"], key=len, reverse=True)))
    iso = "|".join(sorted(codes()))
    phrases = "|".join(map(re.escape, sorted(data["phrases"], key=len, reverse=True)))
    nouns = "|".join(
        map(re.escape, sorted([*_nouns(), *(n for n in data["minor"])], key=len, reverse=True))
    )
    others = "|".join(sorted(data["others"], key=len, reverse=True))
    stems = "|".join(data["adjectives"])
    return {
        "left": re.compile(
            rf"(?:(?:(?<!\w)(?P<code>{iso}) ?)?(?<![A-Za-z])(?P<symbol>{symbols})|(?<![\w.])(?P<code2>{iso})[:]?"
            rf"|(?<!\w)(?P<short>{short})) ?-?$"
        ),
        "right": re.compile(
            rf"\.?[ \n-]?(?:of |de |d')?(?:(?P<phrase>(?i:{phrases}))"
            rf"|(?P<adjective>(?:[A-Z][\w.'-]*[ -]){{0,3}}?)(?P<noun>(?i:{nouns}))(?: (?P<after>(?i:{stems})[a-zéè]{{0,4}}))?"
            rf"|(?i:(?:(?P<before>{stems})\w{{2,3}} )?(?P<other>{others}))"
            rf"|(?P<code>{iso})|(?P<symbol>[€£₸₽₴₺₾₼$])|(?P<short>{short}))(?!\w)"
        ),
    }


def beside(plain: str, number: Number) -> Sum:
    """Take the currency that stands before or after a number into its span."""
    start, end = number.start, number.end
    found: list[tuple[str | None, str | None]] = []
    if left := _patterns()["left"].search(plain, max(0, start - 12), start):
        code = left["code"] or left["code2"]
        if left["symbol"] or left["short"] or _fits(code, number, plain):
            start = left.start()
            found.append((code or _printed(left["symbol"] or left["short"]), None))
    right = _patterns()["right"].match(plain, end)
    value = number.value
    if right and (told := _right(plain, right, number)):
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


_THOUSANDS = re.compile(r"\d{1,3}\.\d{3}")
"""A sum has two decimals: "40.000 euros" are thousands, grouped as on the Continent."""
_UNIT_PRICE = re.compile(r" ?(?:per|a|an|/) ?[a-z]")


def _printed(sign: str) -> str | None:
    data = _money()
    code: str | None = data["symbols"].get(sign, data["abbreviations"].get(sign))
    return code


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
    if match["phrase"]:
        code: str | None = _money()["phrases"][match["phrase"].lower()]
        return code, None
    if match["code"]:
        code = _code(match["code"])
        return (code, None) if _fits(match["code"], number, plain) else None
    if match["symbol"] or match["short"]:
        return _printed(match["symbol"] or match["short"]), None
    if match["other"]:
        return _other(match)
    return _noun(match, number)


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
    if match["after"]:
        stem = next(s for s in data["adjectives"] if match["after"].lower().startswith(s))
        return str(data["adjectives"][stem]), None
    if adjective:
        return _by_adjective(adjective, match["noun"], bare, family)
    large = number.sure or number.value is None or number.value >= _LARGE
    if noun in data["everyday"] and not large:
        return None
    return bare, _stem(noun)


def _by_adjective(
    adjective: str, noun: str, bare: str | None, family: frozenset[str]
) -> tuple[str | None, str | None] | None:
    """A country's adjective chooses among the kinds; one that no list knows is kept as printed."""
    told = _adjectives().get(adjective.lower()) or _adjectives().get(adjective.lower().rstrip("."))
    if told:
        return (told if told in family else bare if len(family) == 1 else None), None
    if len(family) == 1 and bare:
        return bare, None
    if " " in adjective or not re.fullmatch(
        r"[A-Z][a-z]+(?:an|ian|ish|ese|ic|i|er|ch|ine)", adjective
    ):
        return None
    return f"{adjective} {noun}", None


def _stem(noun: str) -> str:
    return noun.removesuffix("s")


def kinds(sums: list[Sum], plain: str) -> dict[str, str]:
    """Codes of bare nouns of which the document names one kind only: "Canadian dollars"."""
    found: dict[str, set[str]] = {}
    for one in sums:
        last = re.search(r"[^\W\d_]+$", plain[one.start : one.end])
        if one.marked and one.currency and one.noun is None and last and last.group().islower():
            found.setdefault(_stem(last.group()), set()).add(one.currency)
    for match in _named_kind().finditer(plain):
        if (code := _adjectives().get(match["adjective"].lower())) and code in _nouns()[
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


def in_words(one: Sum) -> Sum:
    """Keep the word of a currency of which the document does not tell whose it is: "crowns"."""
    return replace(one, currency=one.noun) if one.noun and one.currency is None else one


# ── currencies that no list knows ────────────────────────────────────────────────────────────────
def own_currencies(plain: str) -> frozenset[str]:
    """Currency words that the lists do not know and the document shows to be such.

    A noun in lower case counts that follows sums after words of payment ("paid 4.1 million velms"),
    or that the text itself converts ("690,000 velm, about $1,500"), is hardly used without a number,
    and is nothing that people count. Of a word that no English dictionary holds less is asked: one
    payment, or millions of it, or two sums in a sentence of English.
    """
    counted = frozenset(_money()["counted"])
    seen: dict[str, _Uses] = {}
    for match in _own_pattern().finditer(plain):
        noun = match["noun"]
        if noun not in counted and noun not in _nouns():
            one = seen.setdefault(noun, _Uses())
            told = bool(_CONVERTED.match(plain, match.end()))
            one.numbered += 1
            one.paid += bool(match["payment"]) + told
            one.large += told or bool(match["payment"] and _is_large(match))
            one.big += _is_big(match)
            one.scaled += bool(match["scale"])
            around = plain[max(0, match.start() - 120) : match.end() + 120]
            one.english += _ENGLISH.search(around) is not None
            one.priced += _priced().search(around) is not None
    found = set(_own_codes(plain))
    every = _uses(plain, Counter(dict.fromkeys(seen, 1)))
    found.update(noun for noun, one in seen.items() if _is_currency(noun, one, every[noun]))
    return frozenset(found)


_ENGLISH = re.compile(r"\b(?:[Tt]he|of|was|and)\b")


def _american(noun: str) -> tuple[str, ...]:
    """A noun and what it would be in American spelling, which the list of ordinary words follows."""
    other = (
        noun.replace("our", "or")
        .replace("anis", "aniz")
        .replace("ence", "ense")
        .replace("isation", "ization")
    )
    other = re.sub(r"tre(?=s?$)", "ter", other).replace("mme", "m").replace("que", "ck")
    return noun, other, noun.replace("ll", "l"), noun.replace("tonne", "ton").replace("ae", "e")


@dataclass(slots=True)
class _Uses:
    """How often a noun follows a number, and what speaks for money there."""

    numbered: int = 0
    big: int = 0
    paid: int = 0
    large: int = 0
    scaled: int = 0
    english: int = 0
    priced: int = 0


def _is_big(match: re.Match[str]) -> bool:
    """A hundred or more, in digits or words."""
    said = match.group().removesuffix(match["noun"])
    return (
        bool(match["scale"])
        or sum(char.isdigit() for char in said) > 2
        or bool(re.search(r"\b(?:hundred|thousand)", said))
    )


@cache
def _priced() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{'|'.join(_money()['money_nouns'])}|paid|worth|damages|stake)\b", re.I
    )


def _is_currency(noun: str, one: _Uses, every: int) -> bool:
    unknown = noun.isascii() and len(noun) > 3 and not any(map(is_ordinary, _american(noun)))
    if unknown and one.big and one.english and (one.paid or one.scaled or one.numbered > 1):
        return one.numbered * 2 >= every
    if one.scaled > 1 and one.scaled == every and one.priced:
        return True
    # "Collected by three organisations": of an ordinary word a few are no sum.
    often = (one.numbered >= 2 and (unknown or bool(one.big))) or bool(one.large)
    return often and bool(one.paid) and one.numbered * 10 >= every * 7


_CONVERTED = re.compile(
    r"[,;]? ?\(?(?:or |then |i\.e\. |that is,? )?(?:about |around |some |roughly |approximately |nearly |almost "
    r"|equal to |equivalent to |the equivalent of |worth |=|≈)* ?"
    r"(?:(?:US|U\.S\.)?[$€£] ?\d|(?:USD|EUR|GBP|CHF) ?\d"
    r"|\d[\d.,]*(?: (?:thousand|million|billion))? (?:US )?(?:dollars?|euros?|pounds?|francs?)\b)"
)
"""What a text adds that gives a sum in a known currency: ", about $1,500"."""


def _is_large(match: re.Match[str]) -> bool:
    """A sum of millions, or of tens of thousands of something that has no plural."""
    digits = sum(char.isdigit() for char in match.group().split(match["noun"])[0])
    return bool(match["scale"]) or (digits >= 5 and not match["noun"].endswith("s"))


def _uses(plain: str, words: Counter[str]) -> Counter[str]:
    return Counter(
        m.group() for m in re.finditer(r"(?<!\w)[^\W\d_]+(?!\w)", plain) if m.group() in words
    )


_CODED = re.compile(
    rf"(?<!\w)(?P<code>[A-Z]{{2,4}}) ?(?P<sum>{DIGITS})(?P<scale> ?(?:thousand|million|billion|m|bn)\b)?"
)
_CODED_AFTER = re.compile(
    rf"(?<![\w.,-])(?P<sum>{DIGITS})(?P<scale> (?:thousand|million|billion))? (?P<code>[A-Z]{{3}})(?!\w)"
)


def _own_codes(plain: str) -> set[str]:
    """Three capitals that stand beside sums at least twice and hardly anywhere else."""
    beside_sums: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for pattern in (_CODED, _CODED_AFTER):
        for match in pattern.finditer(plain):
            if _is_postal(plain, match):
                continue
            beside_sums[match["code"]] += 1
            large[match["code"]] += bool(match["scale"] or len(match["sum"]) > 4)
    every = _uses(plain, beside_sums)
    return {
        code
        for code, times in beside_sums.items()
        if large[code] and times * 10 >= 7 * every[code] and (times >= 2 or _is_paid(plain, code))
    }


def _is_paid(plain: str, code: str) -> bool:
    """Whether three capitals stand once, before a grouped sum, behind a word of money: "capital  KDC 50,000"."""
    money = "|".join((*_money()["money_nouns"], *_money()["payment"]))
    told = rf"(?<!\w)(?:{money})(?!\w)[^.;\n]{{0,30}}?\b{code} ?\d{{1,3}}(?:,\d{{3}})+(?!\d)"
    return len(code) == 3 and re.search(told, plain, re.IGNORECASE) is not None


def _is_postal(plain: str, match: re.Match[str]) -> bool:
    """Two letters and five digits behind a comma: an address of the United States, no sum."""
    bare = re.fullmatch(r"\d{5}", match["sum"]) is not None and not match["scale"]
    return (
        bare and len(match["code"]) == 2 and "," in plain[max(0, match.start() - 2) : match.start()]
    )


@cache
def _own_pattern() -> re.Pattern[str]:
    data = _money()
    payment = "|".join(sorted(data["payment"], key=len, reverse=True))
    return re.compile(
        rf"(?:(?<!\w)(?P<payment>{payment}|for|at) (?:(?:him|her|them|it|us|me|a|the) )?"
        rf"(?:(?:more|less) than |about |over |some |up to |nearly |almost |at least |around |an estimated )?)?"
        rf"(?<![\w.,$£€-])(?:{DIGITS}|{_in_letters()})(?P<scale> (?:thousand|million|billion))? (?P<noun>[^\W\d_A-Z]{{3,14}})(?![\w-])"
    )


def _in_letters() -> str:
    """Numbers in English words as a pattern: "fifty", "two hundred and forty"."""
    data = lexicon("mentions_numbers")
    english = [
        w
        for key in ("units", "hundreds")
        for w in data[key]
        if re.fullmatch("[a-z]{3,}", w) and w != "thousand"
    ]
    word = "|".join(sorted(english, key=len, reverse=True))
    return rf"\b(?:a )?(?:{word})(?:(?: and |[ -])(?:{word}))*"


_AFTER_OWN = re.compile(r"[ -](?:[A-Z][a-z]+ )?([^\W\d_A-Z]{3,14}|[A-Z]{2,4})(?!\w)")
_BEFORE_OWN = re.compile(r"(?<!\w)([A-Z]{2,4}) ?$")


def in_own(plain: str, one: Sum, own: frozenset[str]) -> Sum:
    """Take a currency of the document's own beside an unmarked number."""
    if one.marked or not own:
        return one
    after = _AFTER_OWN.match(plain, one.end, one.end + 40)
    if after and (after.group(1) in own or f"{after.group(1)}s" in own):
        return replace(one, end=after.end(), marked=True, currency=after.group(1))
    before = _BEFORE_OWN.search(plain, max(0, one.start - 6), one.start)
    if before and before.group(1) in own:
        return replace(one, start=before.start(), marked=True, currency=before.group(1))
    return one
