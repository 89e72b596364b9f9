"""Sums of money: a small grammar of numbers, multipliers, currencies, ranges and periods.

Covers "$7.5 billion", "USD 40,000 per month", "1 million 150 thousand tenge", "between 2 and 3
million euros", "tens of millions of dollars" and their like in English and Russian. A number
without a currency is not a sum. Values are exact decimals; where the words name a magnitude only,
the value is None. This module converts nothing and adds nothing up.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from dalil.claims.mentions_lexicon import lexicon
from dalil.claims.shadow import shadow
from dalil.evidence import Amount

_DIGITS = r"\d{1,3}(?:[ ,'.]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"
_RANGE = re.compile(r"\s?(?:-|–|to|and|or|до)\s?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number with its multiplier, and the currency that stands beside it, if any."""

    start: int
    end: int
    value: Decimal | None
    scale: int = 0
    marked: bool = False
    currency: str | None = None
    vague: str | None = None


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Find every sum of money of a text.

    Args:
        text: A text layer's text; spaces, quotes and dashes of every kind are understood.

    Returns:
        In order of place, not overlapping; offsets are code points of ``text``.
    """
    plain = shadow(text)
    own = own_currencies(plain)
    numbers = [_in_own(plain, _beside(plain, number), own) for number in _numbers(plain)]
    kinds = _kinds(plain)
    numbers = [_of_kind(plain, number, kinds) for number in numbers]
    found: list[Amount] = []
    index = 0
    while index < len(numbers):
        first, high = numbers[index], None
        if index + 1 < len(numbers) and (pair := _ranged(plain, first, numbers[index + 1])):
            first, high = pair
            index += 1
        if first.marked:
            found.append(_amount(text, plain, first, high))
        index += 1
    return tuple(found)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = lexicon("mentions_money")
    named = [rf"{re.escape(word)}s?" for word in lexicon("mentions_currencies")["words"]]
    words = sorted([*data["words"], *named], key=len, reverse=True)
    symbols = sorted(data["symbols"], key=len, reverse=True)
    codes = "|".join(data["codes"])
    scales = "|".join(sorted(data["multipliers"], key=len, reverse=True))
    names = "|".join(sorted(data["numbers"], key=len, reverse=True))
    vague = "|".join(sorted(data["vague"], key=len, reverse=True))
    counts = "|".join(data["vague_counts"])
    spelled = rf"half an?|(?:{names})(?:[ -](?:and a half|hundred(?: and)?|{names}))*"
    scaled = rf"(?:{_DIGITS})(?:[ -]?(?:{scales})(?![\w]))?\.?"
    return {
        "number": re.compile(
            rf"(?<![\w.,])(?P<digits>{_DIGITS})(?:[ -]?(?P<scale>{scales})(?!\w))?"
            rf"|(?<!\w)(?P<word>{spelled})[ -](?P<wordscale>thousand|million|billion|trillion)(?!\w)"
            rf"|(?<!\w)(?:(?P<count>{counts})(?: of)? )?(?P<vague>{vague})(?= of |\s+\w)"
            rf"|(?<!\w)(?P<few>several|a few|a couple of|несколько) (?P<fewscale>{scales})(?!\w)",
            re.IGNORECASE,
        ),
        "part": re.compile(rf" (?:and )?(?P<digits>{_DIGITS})[ -](?P<scale>{scales})(?!\w)", re.I),
        "scaled": re.compile(scaled, re.IGNORECASE),
        "left": re.compile(
            rf"(?:(?<![A-Za-z])(?P<symbol>{'|'.join(map(re.escape, symbols))})|(?<!\w)(?P<code>{codes})) ?$"
        ),
        "right": re.compile(
            rf"\.?[ -]?(?:of )?(?:(?P<word>{'|'.join(words)})|(?-i:(?P<code>{codes}))"
            rf"|(?-i:[A-Z])[a-z]+(?:an|ian|ish|ese|ic|i) (?P<other>{'|'.join(words)})"
            rf"|(?P<symbol>[€£₸₽₴$]))(?!\w)",
            re.IGNORECASE,
        ),
    }


def _numbers(plain: str) -> list[_Number]:
    found: list[_Number] = []
    place = 0
    while match := _patterns()["number"].search(plain, place):
        number = _read(match)
        if number is not None:
            number = _compound(plain, number)
            found.append(number)
        place = max(number.end if number else match.end(), place + 1)
    return found


def _read(match: re.Match[str]) -> _Number | None:
    scales = lexicon("mentions_money")["multipliers"]
    if match["digits"]:
        scale = scales[match["scale"].lower()] if match["scale"] else 0
        value = _decimal(match["digits"], scaled=bool(scale))
        return _Number(match.start(), match.end(), value.scaleb(scale), scale)
    if match["word"]:
        scale = scales[match["wordscale"].lower()]
        return _Number(match.start(), match.end(), _spelled(match["word"]).scaleb(scale), scale)
    if match["vague"]:
        counts = lexicon("mentions_money")["vague_counts"]
        count = counts[match["count"].lower()] if match["count"] else f"{match['vague'].lower()} of"
        return _Number(match.start(), match.end(), None, vague=count)
    return _Number(match.start(), match.end(), None, vague=match["few"].lower())


def _compound(plain: str, number: _Number) -> _Number:
    """Add smaller parts: "1 million 150 thousand"."""
    while number.value is not None and number.scale:
        part = _patterns()["part"].match(plain, number.end)
        if part is None:
            break
        scale = lexicon("mentions_money")["multipliers"][part["scale"].lower()]
        if scale >= number.scale:
            break
        more = _decimal(part["digits"], scaled=True).scaleb(scale)
        number = replace(number, end=part.end(), value=number.value + more, scale=scale)
    return number


def _decimal(digits: str, *, scaled: bool) -> Decimal:
    """Read digits whose separators may be those of any country.

    A single comma before other than three digits is a decimal comma; before three digits it
    groups thousands. A point groups when it stands more than once, or once before three digits
    without a multiplier and after no zero ("1.200" is 1200 only among grouped numbers: here it
    stays a decimal point, as in English).
    """
    plain = digits.replace(" ", "").replace("'", "")
    last = max(plain.rfind(","), plain.rfind("."))
    if last < 0:
        return Decimal(plain)
    mark, tail = plain[last], plain[last + 1 :]
    other = "." if mark == "," else ","
    groups = plain.count(mark) > 1 or (mark == "," and len(tail) == 3 and not scaled)
    groups = groups or (mark == "," and len(tail) == 3 and len(plain[:last]) > 1)
    if groups:
        return Decimal(plain.replace(",", "").replace(".", ""))
    return Decimal(plain[:last].replace(other, "") + "." + tail)


def _spelled(words: str) -> Decimal:
    names = lexicon("mentions_money")["numbers"]
    low = words.lower()
    if low.startswith("half"):
        return Decimal("0.5")
    half = Decimal("0.5") if low.endswith("and a half") else Decimal(0)
    total = Decimal(0)
    for word in re.split(r"[ -]+", low.removesuffix("and a half").strip()):
        if word == "hundred":
            total = max(total, Decimal(1)) * 100
        elif word in names:
            total += names[word]
    return total + half


def _beside(plain: str, number: _Number) -> _Number:
    """Take the currency that stands before or after a number into its span."""
    data = lexicon("mentions_money")
    start, end, found = number.start, number.end, []
    if left := _patterns()["left"].search(plain, max(0, start - 6), start):
        start = left.start()
        found.append(data["symbols"][left["symbol"]] if left["symbol"] else _code(left["code"]))
    if right := _patterns()["right"].match(plain, end):
        if word := right["word"] or right["other"]:
            found.append(_word(word))
        else:
            found.append(
                data["symbols"][right["symbol"]] if right["symbol"] else _code(right["code"])
            )
        end = right.end()
    if not found or (number.vague and plain[number.end :].startswith(" of ") and end == number.end):
        return (
            number if not found else replace(number, start=start, marked=True, currency=found[-1])
        )
    return replace(number, start=start, end=end, marked=True, currency=found[-1] or found[0])


@cache
def _specific() -> re.Pattern[str]:
    known = [w for w in lexicon("mentions_currencies")["words"] if " " in w]
    more = [w for w in lexicon("mentions_money")["words"] if " " in w]
    names = sorted([*(rf"{re.escape(w)}s?" for w in known), *more], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)


def _kinds(plain: str) -> dict[str, str]:
    """Codes of bare words where the document names one kind only: "Canadian dollars"."""
    found: dict[str, set[str]] = {}
    for match in _specific().finditer(plain):
        if code := _word(match.group()):
            last = match.group().lower().rsplit(" ", 1)[-1].removesuffix("s")
            found.setdefault(last, set()).add(code)
    return {word: next(iter(codes)) for word, codes in found.items() if len(codes) == 1}


def _of_kind(plain: str, number: _Number, kinds: dict[str, str]) -> _Number:
    if not number.marked or not kinds:
        return number
    last = re.search(r"([a-z]+)$", plain[number.start : number.end])
    code = kinds.get(last.group(1).removesuffix("s")) if last else None
    bare = last and not _specific().search(plain, number.start, number.end)
    return replace(number, currency=code) if code and bare else number


def own_currencies(plain: str) -> frozenset[str]:
    """Currency words that the lists do not know and the document shows to be such.

    A noun in lower case counts that follows sums after words of payment ("paid 4.1 million velms"),
    is hardly used without a number, and is nothing that people count.
    """
    counted = frozenset(lexicon("mentions_money")["counted"])
    numbered: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for match in _own_pattern().finditer(plain):
        noun = match["noun"]
        if noun not in counted:
            numbered[noun] += 1
            paid[noun] += bool(match["payment"])
            large[noun] += bool(match["payment"] and match["scale"])
    found = set(_own_codes(plain))
    for noun, times in numbered.items():
        every = len(re.findall(rf"(?<!\w){noun}(?!\w)", plain))
        if (times >= 2 or large[noun]) and paid[noun] and times * 10 >= every * 7:
            found.add(noun)
    return frozenset(found)


_CODED = re.compile(
    rf"(?<!\w)(?P<code>[A-Z]{{2,4}}) ?(?P<sum>{_DIGITS})(?P<scale> ?(?:thousand|million|billion|m|bn)\b)?"
)
_CODED_AFTER = re.compile(
    rf"(?P<sum>{_DIGITS})(?P<scale> (?:thousand|million|billion))? (?P<code>[A-Z]{{3}})(?!\w)"
)


def _own_codes(plain: str) -> set[str]:
    """Three capitals that stand beside sums at least twice and hardly anywhere else."""
    beside: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for pattern in (_CODED, _CODED_AFTER):
        for match in pattern.finditer(plain):
            beside[match["code"]] += 1
            large[match["code"]] += bool(match["scale"] or len(match["sum"]) > 4)
    return {
        code
        for code, times in beside.items()
        if times >= 2 and large[code] and times * 10 >= 7 * len(re.findall(rf"\b{code}\b", plain))
    }


@cache
def _own_pattern() -> re.Pattern[str]:
    payment = lexicon("mentions_money")["payment"]
    return re.compile(
        rf"(?:(?<!\w)(?P<payment>{payment}) (?:(?:more|less) than |about |over |some |up to |nearly |almost )?)?"
        rf"(?<![\w.,$£€])(?:{_DIGITS})(?P<scale> (?:thousand|million|billion))? (?P<noun>[a-z]{{3,14}})(?![\w-])"
    )


def _in_own(plain: str, number: _Number, own: frozenset[str]) -> _Number:
    if number.marked or not own:
        return number
    after = re.match(
        r" (?:[A-Z][a-z]+ )?([a-z]{3,14}|[A-Z]{2,4})(?!\w)", plain[number.end : number.end + 32]
    )
    if after and after.group(1) in own:
        end = number.end + after.end()
        return replace(number, end=end, marked=True, currency=after.group(1))
    before = re.search(r"(?<!\w)([A-Z]{2,4}) ?$", plain[max(0, number.start - 6) : number.start])
    if before and before.group(1) in own:
        start = number.start - len(before.group())
        return replace(number, start=start, marked=True, currency=before.group(1))
    return number


def _code(code: str) -> str | None:
    alias: dict[str, str | None] = lexicon("mentions_money")["code_alias"]
    return alias.get(code, code)


@cache
def _word(word: str) -> str | None:
    for pattern, code in lexicon("mentions_money")["words"].items():
        if re.fullmatch(pattern, word, re.IGNORECASE):
            return str(code) if code else None
    others: dict[str, str | None] = lexicon("mentions_currencies")["words"]
    return others.get(word.lower(), others.get(word.lower().removesuffix("s")))


def _ranged(plain: str, first: _Number, second: _Number) -> tuple[_Number, Decimal] | None:
    """Join "2 and 3 million euros" to one sum with an upper end."""
    between = plain[first.end : second.start]
    if first.value is None or second.value is None or not _RANGE.fullmatch(between):
        return None
    word = between.strip().lower()
    before = plain[max(0, first.start - 12) : first.start].lower().rstrip()
    if word == "and" and not before.endswith(("between", "between about")):
        return None
    if not (first.marked or second.marked) or (word == "or" and first.marked and second.marked):
        return None
    if first.marked and second.marked and first.currency != second.currency:
        return None
    low = first.value
    if not first.scale and second.scale and low < 1000:
        low = low.scaleb(second.scale)
    if low >= second.value:
        return None
    currency = second.currency if second.marked else first.currency
    joined = replace(first, end=second.end, value=low, marked=True, currency=currency)
    return joined, second.value


def _amount(text: str, plain: str, number: _Number, high: Decimal | None) -> Amount:
    start, end = number.start, number.end
    qualifier = number.vague or _qualifier(plain, start, end)
    return Amount(
        start=start,
        end=end,
        text=text[start:end],
        value=_plain(number.value),
        currency=number.currency,
        period=_period(plain, start, end),
        qualifier=qualifier,
        high=_plain(high),
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """The same number without an exponent, so that it prints as people write it."""
    return None if value is None else Decimal(format(value, "f"))


@cache
def _around() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    data = lexicon("mentions_money")
    before = sorted((w for ws in data["qualifiers"].values() for w in ws), key=len, reverse=True)
    after = [w for ws in data["after"].values() for w in ws]
    units = "|".join(
        sorted((w for ws in data["periods"].values() for w in ws), key=len, reverse=True)
    )
    qualifiers = "|".join(map(re.escape, before))
    return (
        re.compile(rf"(?<!\w)(?P<word>{qualifiers})[ \n]+(?:the equivalent of )?$", re.IGNORECASE),
        re.compile(rf"[ ]?(?P<word>{'|'.join(map(re.escape, after))}|\+)(?!\w)", re.IGNORECASE),
        re.compile(
            rf"(?:[ \n-](?:per|a|an|each|every|в|par)[ \n-]|/ ?)(?P<unit>{units})(?!\w)"
            rf"|[ \n,]{{1,2}}(?P<adverb>monthly|annually|yearly|weekly|daily|quarterly|hourly|ежемесячно|ежегодно)(?!\w)"
            rf"|[ \n](?P<pa>p\.a\.)",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?<!\w)(?P<unit>monthly|annual|yearly|weekly|daily|quarterly|hourly)"
            r"(?: (?:fee|fees|salary|payment|payments|retainer|rent|income|sum|stipend|rate|budget|pay|wage|instalments?|installments?|turnover|revenue|revenues|pension))?"
            r"(?: (?:of|is|was|at|to|totalling|worth|:))? ?(?:[a-z]+ ){0,2}$",
            re.IGNORECASE,
        ),
    )


def _qualifier(plain: str, start: int, end: int) -> str | None:
    before, after, _, _ = _around()
    data = lexicon("mentions_money")
    if found := before.search(plain, max(0, start - 32), start):
        word = found["word"].lower()
        return next(str(name) for name, words in data["qualifiers"].items() if word in words)
    if found := after.match(plain, end):
        word = found["word"].lower()
        return next((str(name) for name, ws in data["after"].items() if word in ws), "more than")
    return None


def _period(plain: str, start: int, end: int) -> str | None:
    _, _, after, before = _around()
    found = after.match(plain, end)
    if found is None:
        found = before.search(plain, max(0, start - 48), start)
        word = found["unit"] if found else None
    else:
        word = found["unit"] or found["adverb"] or "annum"
    if word is None:
        return None
    periods = lexicon("mentions_money")["periods"]
    for name, words in periods.items():
        if word.lower() in words:
            return str(name)
    return None
