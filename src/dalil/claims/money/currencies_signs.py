"""Letters and signs that no list knows and a document writes before its sums: "L 300", "T 4.5 billion", "Ƶ 40 million".

A sign of no list is money by its kind (a currency sign, a capital with a stroke). A letter is so only where the
document shows it: it tells what it stands for ("KD: Kestan dinar"), or the letter stands before millions, or between
a word of payment and a sum. "Article L 442", "flight K 300" and "Series B 40 million" show nothing. A letter that is
shown carries only to large numbers printed alike: "K 3 million" does not make a sum of "K2". The sign stays as it is
printed; what a country's letters mean is told in :mod:`dalil.claims.money.currencies_where`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from dalil.claims.mentions.likeness import is_ordinary
from dalil.claims.money.currencies import Sum, is_noun
from dalil.claims.numbers import DIGITS
from dalil.claims.wordlists import lexicon, words

_SCALE = r" ?(?:thousand|million|billion|trillion|mn|mln|bn|bln|m|k)\b"
_LETTERED = re.compile(
    rf"(?<![\w.,$€£/&'’-])(?P<sign>[B-HJ-Z]|[A-Z]{{2,3}}|[B-DF-HJ-NP-TV-Z][b-df-hj-np-tv-z]{{1,2}})\.? ?"
    rf"(?P<sum>{DIGITS})(?P<scale>{_SCALE})?"
)
"""Letters right before a number; two capitals and more need to be told, one shows itself."""
_COUNTED = re.compile(r"-?\d| [a-z]{4,}s\b")
_FEWEST_DIGITS = 3


def own_signs(plain: str, nouns: Iterable[str]) -> Mapping[str, bool]:
    """Letters that the document shows to be money, and whether it prints them without a space before a sum.

    Args:
        plain: Shadow of the text.
        nouns: Currency words of the document's own.
    """
    found = {code: len(code) > 1 for code in _glossed(plain, frozenset(nouns))}
    for match in _LETTERED.finditer(plain):
        sign = match["sign"]
        if len(sign) == 1 and not found.get(sign) and _shows(plain, match):
            found[sign] = _is_glued(plain, match.end("sign"))
    return found


def _is_glued(plain: str, end: int) -> bool:
    return plain[end : end + 1].isdigit()


def _shows(plain: str, match: re.Match[str]) -> bool:
    """Whether a letter stands before millions in a sentence, or where a sum is paid."""
    word = _word_before(plain, match.start())
    if word is None or _COUNTED.match(plain, match.end()):
        return False
    if match["scale"] and match["scale"].strip() not in ("m", "k"):
        return word.islower() and word not in words("mentions_money", "labels")
    grouped = re.search(r"\d[ ,.]\d{3}(?!\d)", match["sum"])
    parted = not _is_glued(plain, match.end("sign"))
    if not grouped and not (parted and len(match["sum"]) >= _FEWEST_DIGITS):
        return False  # "N1350" may be a number plate
    before, behind = _paid()
    low = max(0, match.start() - 40)
    return bool(before.search(plain, low, match.start()) or behind.match(plain, match.end()))


def _word_before(plain: str, place: int) -> str | None:
    """The word right before a place; None where a mark or nothing stands there."""
    found = _LAST_WORD.search(plain, max(0, place - 30), place)
    return found[1] if found else None


_LAST_WORD = re.compile(r"(?<![^\W_])([^\W\d_]+) $")


@cache
def _paid() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = lexicon("mentions_money")
    payment = "|".join(sorted(data["payment"], key=len, reverse=True))
    about = {word for some in data["qualifiers"].values() for word in some}
    between = "|".join(sorted(map(re.escape, about), key=len, reverse=True))
    nouns = "|".join(data["money_nouns"])
    return (
        re.compile(
            rf"(?<!\w)(?:{payment}|(?:{nouns})(?: of| was| is| were| are|:))(?: (?:him|her|them|it|us|me|only))?(?: (?:{between}))? $",
            re.IGNORECASE,
        ),
        re.compile(
            rf" (?:was|were|is|are|had been|has been|have been|to be) (?:\w+ly )?(?:{payment})(?!\w)",
            re.IGNORECASE,
        ),
    )


_GLOSS = re.compile(
    r"(?<!\w)(?P<noun>[^\W\d_]{3,14}) \(\"?(?P<code>[A-Z][A-Za-z]{0,3})\"?\)"
    r"|(?<!\w)\"?(?P<code2>[A-Z][A-Za-z]{0,3})\"?(?: ?[:=] ?| - | – | stands for (?:the )?| means (?:the )?| is the )"
    r"(?:[A-Z][a-z]+ )?(?P<noun2>[^\W\d_]{3,14})(?!\w)"
)


def _glossed(plain: str, nouns: frozenset[str]) -> Iterator[str]:
    """Codes of which the document tells what money they are: "krelts (Kt)", "KD: Kestan dinar".

    A colon alone tells it only of a code that stands before numbers twice: "Q: In which currency? A: Dollars."
    """
    for match in _GLOSS.finditer(plain):
        noun, code = (match["noun"] or match["noun2"]).lower(), match["code"] or match["code2"]
        if code in _WORDS or (not code.isupper() and is_ordinary(code)):
            continue
        if not (is_noun(noun) or noun in nouns or f"{noun}s" in nouns):
            continue
        bracketed = match["code"] is not None or plain[max(0, match.start() - 1)] == "("
        if bracketed or len(re.findall(rf"(?<!\w){code}\.? ?\d", plain)) > 1:
            yield code


_WORDS = frozenset({"A", "I", "Q"})
"""Letters that are words or mark who asks and who answers."""
_BEFORE = re.compile(r"(?<![\w.,$€£/&'’-])(?P<sign>[A-Z][A-Za-z]{0,3})\.? ?$")


def signed(plain: str, one: Sum, signs: Mapping[str, bool]) -> Sum:
    """Take a letter or a sign of no list beside an unmarked number into its sum.

    Args:
        plain: Shadow of the text.
        one: A number with what stands beside it.
        signs: Letters that the document shows to be money, and whether it prints them without a space.
    """
    if one.marked or not one.number.digits:
        return one
    if before := _stroked().search(plain, max(0, one.start - 4), one.start):
        return replace(one, start=before.start("sign"), marked=True, currency=before["sign"])
    if after := _stroked_after().match(plain, one.end):
        return replace(one, end=after.end(), marked=True, currency=after["sign"])
    found = _BEFORE.search(plain, max(0, one.start - 7), one.start) if signs else None
    if found is None or found["sign"] not in signs or not _is_sum(plain, one, found.start()):
        return one
    if _is_glued(plain, found.end("sign")) and not signs[found["sign"]]:
        return one  # "T 4.5 billion" shows nothing of "the T34 tank"
    return replace(one, start=found.start(), marked=True, currency=found["sign"])


def _is_sum(plain: str, one: Sum, start: int) -> bool:
    """Whether a number behind a letter of money is a sum and no number of an article or a flight."""
    word = _word_before(plain, start)
    if word and word.lower() in words("mentions_money", "labels"):
        return False
    digits = sum(char.isdigit() for char in plain[one.start : one.end])
    large = bool(one.number.scale) or digits >= _FEWEST_DIGITS
    return large and _COUNTED.match(plain, one.end) is None


@cache
def _signs() -> str:
    """Currency signs of no list, and capitals with a stroke, as a class of characters."""
    listed = set("".join(lexicon("mentions_money")["symbols"])) | set("¢Ø")
    blocks = (
        range(0x80, 0x250),
        range(0x20A0, 0x20D0),
        range(0x2C60, 0x2C80),
        range(0xA720, 0xA800),
    )
    found = [
        char
        for block in blocks
        for char in map(chr, block)
        if char not in listed
        and (unicodedata.category(char) == "Sc" or _STROKE.fullmatch(unicodedata.name(char, "")))
    ]
    return "[" + "".join(map(re.escape, found)) + "]"


_STROKE = re.compile(r"LATIN CAPITAL LETTER \w+ WITH (?:DIAGONAL )?(?:STROKE|BAR)")


@cache
def _stroked() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,-])(?P<sign>{_signs()}) ?$")


@cache
def _stroked_after() -> re.Pattern[str]:
    return re.compile(rf" ?(?P<sign>{_signs()})(?![\w-])")
