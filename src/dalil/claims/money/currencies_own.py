"""Currencies that no list knows and a document shows to be such: "9,500 krelts", "KDW 50,000", "Qs. 4,500".

What follows or precedes sums behind words of payment, what the text itself converts, and is hardly used
without a number. Known currencies are read in :mod:`dalil.claims.money.currencies`; nothing is learned from one
document for another, and no code is made up: the word stays as it is printed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from dalil.claims.mentions.likeness import is_ordinary
from dalil.claims.money.currencies import Sum, is_noun
from dalil.claims.numbers import DIGITS
from dalil.claims.wordlists import lexicon


def own_currencies(plain: str) -> frozenset[str]:
    """Currency words that the lists do not know and the document shows to be such.

    A noun in lower case counts that follows sums after words of payment ("paid 4.1 million velms"),
    or that the text itself converts ("690,000 velm, about $1,500"), is hardly used without a number,
    and is nothing that people count. Of a word that no English dictionary holds less is asked: one
    payment, or millions of it, or two sums in a sentence of English.
    """
    counted = frozenset(lexicon("mentions_money")["counted"])
    seen: dict[str, _Uses] = {}
    for match in _own_pattern().finditer(plain):
        noun = match["noun"]
        if noun not in counted and not is_noun(noun):
            one = seen.setdefault(noun, _Uses())
            told = bool(_CONVERTED.match(plain, match.end()))
            one.numbered += 1
            paid = _pays(match)
            one.paid += paid + told
            one.large += told or (paid and _is_large(match))
            one.big += _is_big(match)
            one.scaled += bool(match["scale"])
            around = plain[max(0, match.start() - 120) : match.end() + 120]
            one.english += _ENGLISH.search(around) is not None
            priced = _priced().search(around) is not None
            one.priced += priced
            one.rated += priced and _RATE.match(plain, match.end()) is not None
    found = _own_codes(plain) | _abbreviations(plain)
    every = _uses(plain, Counter(dict.fromkeys(seen, 1)))
    found.update(noun for noun, one in seen.items() if _is_currency(noun, one, every[noun]))
    found.update(_units(plain, counted))
    return frozenset(found)


_COUNTED_IN = re.compile(
    r"\b(?:in|of|,|\()? ?(?:thousands?|millions?|billions?)(?: of)? (?P<noun>[a-z]{4,14})(?=[ ]?[)\]:\n])"
    r"|\b(?i:amounts?|sums?|figures|values|prices|fees|costs|payments|expenditure|expenses|revenues?|income)(?:[ ,][a-z]+){0,4}? in (?P<other>[a-z]{4,14})(?=[ ]?[.,;:()\]\n])"
)


def _units(plain: str, counted: frozenset[str]) -> set[str]:
    """Nouns in which a head or a sentence says that sums are: "(in thousands of krelts)", "amounts are in velms"."""
    nouns = {match["noun"] or match["other"] for match in _COUNTED_IN.finditer(plain)}
    return {
        noun
        for noun in nouns
        if noun not in counted
        and not is_noun(noun)
        and not _UNIT.search(noun)
        and _is_unknown(noun)
    }


def _is_unknown(noun: str) -> bool:
    """Whether no English dictionary holds a noun."""
    return noun.isascii() and len(noun) > 3 and not any(map(is_ordinary, _american(noun)))


def _pays(match: re.Match[str]) -> bool:
    """Whether a word of payment stands before; "for 3 million children" is none for a word of the dictionary."""
    weak = (match["payment"] or "").lower() in ("for", "at")
    return bool(match["payment"]) and not (weak and not _is_unknown(match["noun"]))


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
    rated: int = 0


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
    data = lexicon("mentions_money")
    return re.compile(
        rf"(?<!\w)(?:{'|'.join((*data['money_nouns'], *data['prices']))})(?!\w)", re.IGNORECASE
    )


def _is_currency(noun: str, one: _Uses, every: int) -> bool:
    unknown = _is_unknown(noun)
    told = one.paid or one.scaled or one.numbered > 1 or one.priced
    if unknown and one.english and ((one.big and told) or one.rated):
        return one.numbered * 2 >= every and not _UNIT.search(noun)
    if one.scaled > 1 and one.scaled == every and one.priced:
        return True
    # "Collected by three organisations": of an ordinary word a few are no sum.
    often = (one.numbered >= 2 and (unknown or bool(one.big))) or bool(one.large)
    return often and bool(one.paid) and one.numbered * 10 >= every * 7


_UNIT = re.compile(
    r"(?:watt|byte|bit|litre|liter|metre|meter|gram|gramme|volt|hertz|joule|pixel|mile|ton|tonne|sievert|becquerel"
    r"|hectare|acre|newton|pascal|ampere|curie)s?$"
)
"""What ends in a unit of measure is counted and not paid: "kilowatts", "hectolitres"."""
_RATE = re.compile(r" (?:a|an|per|each|every|for each) [a-z]")


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
    """Capitals that stand beside sums and hardly anywhere else: three at least twice, or where they are a sum's for sure.

    Two capitals must do both, or be what a price is: the ministry that "paid BP 3 million" paid somebody.
    """
    beside_sums: Counter[str] = Counter()
    large: Counter[str] = Counter()
    sure: set[str] = set()
    once: set[str] = set()
    for pattern in (_CODED, _CODED_AFTER):
        for match in pattern.finditer(plain):
            if _is_postal(plain, match):
                continue
            code = match["code"]
            beside_sums[code] += 1
            large[code] += bool(match["scale"] or len(match["sum"]) > 4)
            if pattern is _CODED and len(code) < 4 and _is_paid(plain, match):
                sure.add(code)
                if len(code) > 2 or _IS.search(plain, max(0, match.start() - 12), match.start()):
                    once.add(code)
            elif pattern is _CODED and len(code) == 3 and _is_near_money(plain, match):
                once.add(code)
    every = _uses(plain, beside_sums)
    return {
        code
        for code, times in beside_sums.items()
        if large[code]
        and times * 10 >= 7 * every[code]
        and (code in once or (times >= 2 and (len(code) > 2 or code in sure)))
    }


def _is_paid(plain: str, match: re.Match[str]) -> bool:
    """Whether capitals stand before a large sum, behind what only a sum can follow: "capital  KDC 50,000"."""
    grouped = bool(match["scale"]) or re.search(r"\d,\d{3}(?!\d)", match["sum"]) is not None
    return (
        grouped and _of_money().search(plain, max(0, match.start() - 40), match.start()) is not None
    )


def _is_near_money(plain: str, match: re.Match[str]) -> bool:
    """Whether three capitals stand before a grouped sum with a word of money near before: "capital, paid up:  KDC 50,000"."""
    grouped = re.search(r"\d,\d{3}(?!\d)", match["sum"]) is not None and not match["scale"]
    before = plain[max(0, match.start() - 60) : match.start()]
    return grouped and _near_money().search(before) is not None


@cache
def _near_money() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?i:{_money_words()})(?!\w)[^.;\n]{{0,30}}?$")


@cache
def _of_money() -> re.Pattern[str]:
    """Words of money behind which no receiver stands: "a fine of", "capital", and not "paid" or "awarded"."""
    data = lexicon("mentions_money")
    receiving = frozenset(data["receiving"])
    told = "|".join(
        word for word in (*data["money_nouns"], *data["payment"]) if word not in receiving
    )
    return re.compile(
        rf"(?<!\w)(?:{told})(?: of|(?: of(?: the)? [a-z]+)? (?:was|is|were|are)|:)? {{1,8}}$",
        re.IGNORECASE,
    )


_IS = re.compile(r"(?: (?:was|is|were|are)|:) {1,8}$")


@cache
def _money_words() -> str:
    data = lexicon("mentions_money")
    return "|".join((*data["money_nouns"], *data["payment"]))


_ABBREVIATED = re.compile(
    r"(?<!\w)(?P<code>[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]{1,2})\.? ?"
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)? ?(?:thousand|million|billion|m|bn)\b)"
)


@cache
def _behind_money() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_money_words()})(?: of| was| is|:)? $", re.IGNORECASE)


def _abbreviations(plain: str) -> set[str]:
    """Two or three letters without a vowel behind a word of money, before a large sum: "worth Qs. 4,500,000"."""
    return {
        match["code"]
        for match in _ABBREVIATED.finditer(plain)
        if _behind_money().search(plain, max(0, match.start() - 30), match.start())
    }


def _is_postal(plain: str, match: re.Match[str]) -> bool:
    """Two letters and five digits behind a comma: an address of the United States, no sum."""
    bare = re.fullmatch(r"\d{5}", match["sum"]) is not None and not match["scale"]
    return (
        bare and len(match["code"]) == 2 and "," in plain[max(0, match.start() - 2) : match.start()]
    )


@cache
def _own_pattern() -> re.Pattern[str]:
    data = lexicon("mentions_money")
    payment = "|".join(sorted(data["payment"], key=len, reverse=True))
    return re.compile(
        rf"(?:(?<!\w)(?P<payment>{payment}|for|at) (?:(?:him|her|them|it|us|me|a|the) )?"
        rf"(?:(?:more|less) than |about |over |some |up to |nearly |almost |at least |around |an estimated )?)?"
        rf"(?<![\w.,$£€-])(?:{DIGITS}|{_in_letters()}|{_PART})(?P<scale> (?:thousand|million|billion|trillion)| ?(?:k|mn?|mln|bn|bln|tn)(?= ))? (?!and a half)(?P<noun>[^\W\d_A-Z]{{3,14}})(?![\w-])"
    )


_PART = r"\b(?:half an?|quarter of an?|and a half|several|few|an?)(?= (?:thousand|million|billion|trillion) )"
"""A part or a handful, where a thousand or more follows: "half a million krelts"."""


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


_AFTER_OWN = re.compile(r"(?: of)?[ -](?:[A-Z][a-z]+ )?([^\W\d_A-Z]{3,14}|[A-Z]{2,4})(?!\w)")
_BEFORE_OWN = re.compile(r"(?<!\w)([^\W\d_]{2,14})\.? ?$")
_NUMBERED = re.compile(r"(?:\d|\b(?:thousand|million|billion|trillion|hundred)) ?$")


def in_own(plain: str, one: Sum, own: frozenset[str]) -> Sum:
    """Take a currency of the document's own beside an unmarked number."""
    if one.marked or not own:
        return one
    after = _AFTER_OWN.match(plain, one.end, one.end + 40)
    if (
        after
        and after.group(1).isupper()
        and re.match(r" ?\d", plain[after.end() : after.end() + 2])
    ):
        after = None  # "by 2014 KDW 3.4m": the code opens the next sum
    if after and (after.group(1) in own or f"{after.group(1)}s" in own):
        return replace(one, end=after.end(), marked=True, currency=after.group(1))
    before = _BEFORE_OWN.search(plain, max(0, one.start - 16), one.start)
    # In "of 4 million velms 300 went" the word belongs to the number before it.
    if (
        before
        and before[1] in own
        and not _NUMBERED.search(plain, max(0, before.start() - 10), before.start())
    ):
        return replace(one, start=before.start(), marked=True, currency=before[1])
    return one
