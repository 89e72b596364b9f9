"""Numbers in the names of companies and vessels: digits, words, ordinals, Roman numerals.

``School No. 5``, ``Fifth School``, ``Школа № 5`` and ``Пятая школа`` give the same number; two names
whose numbers differ name two things. Words with another common meaning (Spanish ``dos`` in a
surname, Russian ``он``) are not read as numbers, nor are Roman numerals in small letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from dalil.names.scripts import clean

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10}
_AFTER_NUMBER = frozenset({"no", "nr", "номер", "number", "num", "n"})
_HAN = re.compile(r"第([〇零一二两兩三四五六七八九十]{1,3})")
_LONGEST_RUN = 12
_MOST = 16


@lru_cache(maxsize=1 << 14)
def numbers(text: str) -> tuple[int, ...]:
    """Give the numbers of a name in their order, at most 16; a number's digits at most 12.

    Args:
        text: The name of a company, vessel or other thing, as printed: case matters for Roman
            numerals.
    """
    found: list[int] = []
    tokens = _TOKEN.findall(clean(text))
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else ""
        value = _value(token, before, place == len(tokens) - 1)
        if value is None:
            found += [_han(sign) for sign in _HAN.findall(token)]
        elif found and _joins(found[-1], value, before):
            found[-1] += value
        else:
            found.append(value)
    return tuple(found[:_MOST])


def number(token: str) -> int | None:
    """Give the number that one word means, or None: ``fifth``, ``пятая``, ``VII``, ``12``."""
    found = _TOKEN.findall(clean(token))
    return _value(found[0], "", True) if len(found) == 1 else None


def _value(token: str, before: str, last: bool) -> int | None:
    if token[0].isdigit():
        return int("".join(str(unicodedata.digit(char, 0)) for char in token[:_LONGEST_RUN]))
    if _ROMAN.fullmatch(token) and before:
        alone = len(token) == 1
        if not alone or last or before.lower() in _AFTER_NUMBER:
            return _roman(token)
    if token in ("II", "III") or (_ROMAN.fullmatch(token) and last and len(token) > 1):
        return _roman(token)
    return _words().get(token.lower())


def _joins(tens: int, value: int, before: str) -> bool:
    """Twenty one is 21, but ``20 1`` is two numbers."""
    return 20 <= tens <= 90 and tens % 10 == 0 and 0 < value < 10 and before.lower() in _words()


def _roman(token: str) -> int:
    values = [_VALUES[char] for char in token]
    return sum(
        -value if place + 1 < len(values) and value < values[place + 1] else value
        for place, value in enumerate(values)
    )


def _han(signs: str) -> int:
    """Read 十二 as 12 and 二十 as 20."""
    from dalil.names.tables_words import HAN_DIGITS

    tens, _, units = signs.partition("十")
    if "十" not in signs:
        return int("".join(str(HAN_DIGITS[sign]) for sign in signs))
    return 10 * (HAN_DIGITS[tens] if tens else 1) + (HAN_DIGITS[units] if units else 0)


@cache
def _words() -> dict[str, int]:
    from dalil.names.tables_words import NUMBER_WORDS

    return NUMBER_WORDS
