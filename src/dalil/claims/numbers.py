"""Numbers in a text: digits with separators of any country, numbers in words, magnitudes.

"1.5 million", "40 000", "2,50,000", "two and a half million", "двести пятьдесят миллионов", "trois
cent mille", "tens of millions". A magnitude has no value. What a number counts is not asked here;
sums are made in :mod:`dalil.claims.money.sums`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any

from dalil.claims.wordlists import lexicon

DIGITS = (
    r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d{1,2}(?!\d))?"  # 2,50,000
    r"|\d{1,3}(?:[ ,'.]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d+(?:[.,]\d+)?"
)
_ENDS = r"(?:(?!\w)|(?<=[^\W\d_]{4})(?=\d{1,2}(?!\w)))"
"""A multiplier ends a word; the digits of a footnote may be glued to it."""
_LONGEST = 60
"""Code points; a longer row of digits is no number: a column, a code."""
_FRACTIONS = {
    "½": Decimal("0.5"),
    "¼": Decimal("0.25"),
    "¾": Decimal("0.75"),
    "1/2": Decimal("0.5"),
    "1/4": Decimal("0.25"),
    "3/4": Decimal("0.75"),
    "2/4": Decimal("0.5"),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its multiplier.

    Attributes:
        start: First code point.
        end: One past the last.
        value: Its worth; None for a magnitude.
        scale: Power of ten of the last multiplier word, 0 for none.
        vague: "tens of", "several" ... for a magnitude.
        digits: Written in digits.
        sure: A multiplier word, a separator or a fraction shows that it measures something.
    """

    start: int
    end: int
    value: Decimal | None
    scale: int = 0
    vague: str | None = None
    digits: bool = True
    sure: bool = False


def find_numbers(plain: str) -> list[Number]:
    """Find every number of a shadow, in order of place, not overlapping."""
    found: list[Number] = []
    place = 0
    commas = _DECIMAL_COMMA.search(plain) is not None
    for number in sorted(_all(plain, decimal_commas=commas), key=lambda n: (n.start, -n.end)):
        if number.start >= place:
            number = _compound(plain, number)
            found.append(number)
            place = number.end
    return found


_DECIMAL_COMMA = re.compile(r"\d,\d{1,2} ?(?:millions?|billions?|thousand|bn|mn?)(?!\w)")
"""Who writes "1,5 million" means a million and a quarter by "1,250 million"; who does not, more than a billion."""


def _all(plain: str, *, decimal_commas: bool) -> Iterator[Number]:
    for match in _digits().finditer(plain):
        if match.end() - match.start() <= _LONGEST:
            yield _read_digits(match, decimal_commas=decimal_commas)
    for match in _spelled().finditer(plain):
        for part in _apart(match):
            if number := _read_words(part):
                yield number
    for match in _vague().finditer(plain):
        yield _read_vague(match)


@cache
def _data() -> dict[str, Any]:
    return lexicon("mentions_numbers")


@cache
def scales() -> dict[str, int]:
    """Powers of ten by word, short forms included."""
    data = _data()
    whole = {word: power for word, power in data["scales"].items() if isinstance(power, int)}
    return {**whole, **data["short_scales"]}


def _either(words: Any) -> str:  # noqa: ANN401  keys or a list of a data file
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _glued() -> str:
    """What sums may be glued to: "Rs45,000", "Sh4m"."""
    signs = [one for one in lexicon("mentions_money")["abbreviations"] if re.search(r"[a-z]$", one)]
    return "|".join(rf"(?-i:(?<=\b{re.escape(one)}))" for one in signs)


@cache
def _digits() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\d_.,])(?:(?<!(?-i:[a-zа-яё]))|{_glued()})(?P<digits>{DIGITS})(?![OoIl][,.\dOoIl])(?:(?P<fraction>[½¼¾])| (?P<typed>[13]/[24])(?=[ -](?:million|billion|thousand)))?"
        rf"(?:[ -]{{0,2}}(?:(?P<scale>{_either(scales())}){_ENDS}))?|(?<!\w)(?P<lone>[½¼¾])"
        rf"(?:[ -]?(?P<lonescale>{_either(scales())})(?!\w))?",
        re.IGNORECASE,
    )


@cache
def _spelled() -> re.Pattern[str]:
    data = _data()
    word = _either([*data["units"], *data["scales"], *data["hundreds"]])
    alone = (
        w for w in (*data["scales"], *data["hundreds"]) if not re.match("[a-z]", w) or w == "mille"
    )
    lead = _either([*data["units"], *alone])
    big = _either([*data["scales"], *data["hundreds"]])
    joint = r"(?:-| |\n)(?:and |et |и |de )?"
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<part>half(?: of)?|(?:a |one )?quarter of|three[ -]quarters of|un demi-)[ ]?"
        rf"(?:an? |un )?(?P<of>{_either(data['scales'])})"
        rf"|(?:(?:an?|un|une) )(?:{big})(?:{joint}(?:{word}))*(?P<half1> and a half| et demie?)?(?!-[a-z])"
        rf"|(?:cent|(?:{lead}))(?: point (?:{word})(?: (?:{word})){{0,2}})?"
        rf"(?P<half2> and a half| et demie?)?(?:{joint}(?:{word}))*(?P<half3> and a half| et demie?)?"
        rf")(?!\w|-?(?:per cent|percent))",
        re.IGNORECASE,
    )


@cache
def _vague() -> re.Pattern[str]:
    data = _data()
    some = rf"(?P<few>{_either(data['few'])})(?: (?P<times>{_either(data['hundreds'])}))?[ -](?P<fewscale>{_either(scales())})(?!\w)"
    count = rf"(?:(?P<count>{_either(data['vague_counts'])})(?: of| de| d')? ?)?"
    return re.compile(
        rf"(?<!\w)(?:{some}|{count}(?P<vague>{_either(data['vague'])})(?= of |\s+\w|[,.;)])"
        rf"|multi-?(?P<multi>million|billion|trillion)(?=-)|(?P<tall>million|billion)(?=-[a-z]))",
        re.IGNORECASE,
    )


def _read_digits(match: re.Match[str], *, decimal_commas: bool) -> Number:
    word = match["scale"] or match["lonescale"]
    scale = scales()[word.lower()] if word else 0
    digits = match["digits"] or "0"
    english = word is not None and word.lower() in _data()["grouped_scales"]
    if english and not decimal_commas:
        # "1,250 million d'euros" is French.
        english = not re.match(r" d(?:e |')", match.string[match.end() : match.end() + 4])
    value = decimal(digits, scaled=bool(scale) and (decimal_commas or not english))
    if mark := match["fraction"] or match["lone"] or match["typed"]:
        value += _FRACTIONS[mark]
    sure = bool(scale) or len(re.sub(r"\d", "", digits)) > 0
    return Number(match.start(), match.end(), value.scaleb(scale), scale, sure=sure)


def decimal(digits: str, *, scaled: bool) -> Decimal:
    """Read digits whose separators may be those of any country.

    A single comma before other than three digits is a decimal comma; before three digits it
    groups thousands. A point groups when it stands more than once, or beside a decimal comma; once
    before three digits it stays a decimal point, as in English.
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


_HALF = Decimal("0.5")
_PARTS = {"ha": _HALF, "un": _HALF, "th": Decimal("0.75")}


def _read_words(match: re.Match[str]) -> Number | None:
    said = match.group().lower()
    start, end = match.span()
    if match["part"]:
        part = _PARTS.get(match["part"].lower()[:2], Decimal("0.25"))
        power = int(_data()["scales"][match["of"].lower()])
        return Number(start, end, part.scaleb(power), power, digits=False, sure=True)
    half = bool(match["half1"] or match["half2"] or match["half3"])
    value, scale = _worth(re.sub(r" (?:and a half|et demie?)(?!\w)", " &half", said))
    if value is None:
        return None
    return Number(start, end, value, scale, digits=False, sure=bool(scale) or half)


def _worth(said: str) -> tuple[Decimal | None, int]:
    """Add up words: units, hundreds and multipliers, smaller after larger."""
    data = _data()
    units, hundreds, powers = data["units"], set(data["hundreds"]), data["scales"]
    total, part, scale = Decimal(0), Decimal(0), 0
    words = re.findall(r"quatre-vingts?|&half|[^\s-]+", said)
    pointed = ""
    for index, word in enumerate(words):
        if word == "point" and index:
            pointed = "."
        elif word in units and pointed:
            pointed += str(units[word])
        elif word == "&half":
            total, part = (
                (total + _HALF.scaleb(scale), part) if scale and not part else (total, part + _HALF)
            )
        elif word in units:
            part += Decimal(str(units[word]))
        elif word in hundreds:
            part = max(part, Decimal(1)) * 100
        elif word in powers:
            if pointed:
                part, pointed = part + Decimal(f"0{pointed}"), ""
            power = Decimal(str(powers[word]))
            scale = int(power)
            if power != scale:  # "полмиллиона", written 5.5 in the data: half of 10^6
                scale += 1
                part = _HALF
            total += (part or Decimal(1)).scaleb(scale)
            part = Decimal(0)
        elif word not in ("a", "an", "un", "une", "and", "et", "и", "de"):
            return None, 0
    return total + part, scale


def _apart(match: re.Match[str]) -> Iterator[re.Match[str]]:
    """The two ends of a range in words: "two and three million" is no five million."""
    low, high = match.span()
    ends = _two_units().search(match.string, low, high)
    parts = ((low, ends.start("tie")), (ends.end("tie"), high)) if ends else ((low, high),)
    found = [_spelled().fullmatch(match.string, first, last) for first, last in parts]
    yield from (part for part in found if part is not None) if ends else (match,)


@cache
def _two_units() -> re.Pattern[str]:
    units = _either(_data()["units"])
    return re.compile(rf"(?<!\w)(?:{units})(?P<tie> and )(?=(?:{units})(?!\w))", re.IGNORECASE)


def _read_vague(match: re.Match[str]) -> Number:
    data = _data()
    start, end = match.span()
    if match["few"]:
        vague = str(data["few"][match["few"].lower()])
    elif match["multi"]:
        vague = f"{match['multi'].lower()}s of"
    elif match["tall"]:
        power = int(data["scales"][match["tall"].lower()])
        return Number(start, end, Decimal(1).scaleb(power), power, digits=False, sure=True)
    elif match["count"]:
        vague = str(data["vague_counts"][match["count"].lower()])
    else:
        power = int(data["vague"][match["vague"].lower()])
        names = {2: "hundreds", 3: "thousands", 6: "millions", 9: "billions", 12: "trillions"}
        vague = f"{names[power]} of"
    return Number(start, end, None, vague=vague, digits=False, sure=True)


@cache
def _part() -> re.Pattern[str]:
    return re.compile(
        rf" (?:and |и )?(?P<digits>{DIGITS})[ -](?P<scale>{_either(scales())})(?!\w)", re.IGNORECASE
    )


def _compound(plain: str, number: Number) -> Number:
    """Add smaller parts: "1 million 150 thousand"."""
    while number.value is not None and number.scale and number.digits:
        part = _part().match(plain, number.end)
        if part is None:
            break
        scale = scales()[part["scale"].lower()]
        if scale >= number.scale:
            break
        more = decimal(part["digits"], scaled=True).scaleb(scale)
        number = replace(number, end=part.end(), value=number.value + more, scale=scale)
    return number


_GOES_ON = re.compile(r"\)(?:[ -](?P<scale>thousand|million|billion|trillion)(?!\w))?")


def doubled(plain: str, numbers: list[Number]) -> list[Number]:
    """Numbers that a contract writes twice as one each: "twelve million (12,000,000)", "fifty (50) thousand"."""
    found: list[Number] = []
    for number in numbers:
        last = found[-1] if found else None
        same = last is not None and last.value == number.value and number.value is not None
        if same and last and plain[last.end : number.start].strip() == "(":
            closed = _GOES_ON.match(plain, number.end)
            if closed and last.digits != number.digits:
                scale = scales()[closed["scale"]] if closed["scale"] else 0
                value = (number.value or Decimal(0)).scaleb(scale)
                found[-1] = replace(
                    last, end=closed.end(), value=value, scale=scale or last.scale, sure=True
                )
                continue
        found.append(number)
    return found
