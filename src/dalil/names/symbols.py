"""A native token as a string of sound-bearing symbols, one character each, for the channels.

Hangul falls into jamo, kana into consonant and vowel, Hebrew and Arabic lose their vowel points and
the shapes that carry no sound; Han characters stand for themselves and are also known by their
Mandarin syllable. Symbols are for learning and comparing, never for showing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from dalil.names.scripts import clean, main_script

LONGEST = 32

_ROWS = (
    ("", "アイウエオ"),
    ("K", "カキクケコ"),
    ("S", "サシスセソ"),
    ("T", "タチツテト"),
    ("N", "ナニヌネノ"),
    ("H", "ハヒフヘホ"),
    ("M", "マミムメモ"),
    ("R", "ラリルレロ"),
    ("G", "ガギグゲゴ"),
    ("Z", "ザジズゼゾ"),
    ("D", "ダヂヅデド"),
    ("B", "バビブベボ"),
    ("P", "パピプペポ"),
)
_KANA = {
    kana: row + vowel
    for row, line in _ROWS
    for kana, vowel in zip(line, "AIUEO", strict=True)
} | {
    "ヤ": "YA", "ユ": "YU", "ヨ": "YO", "ワ": "WA", "ヰ": "WI", "ヱ": "WE", "ヲ": "WO",
    "ヴ": "VU", "ヷ": "VA", "ヸ": "VI", "ヹ": "VE", "ヺ": "VO", "ン": "n", "ッ": "q", "ー": "-",
    "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o", "ャ": "1", "ュ": "2", "ョ": "3",
    "ヮ": "4", "ヵ": "KA", "ヶ": "KE",
}  # fmt: skip
_KANA_TABLE = str.maketrans(_KANA)
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_HEBREW = str.maketrans("ךםןץ", "כמנצ", "'\"׳״")  # final pe stays: it is always f
_ARABIC = str.maketrans(
    {"ک": "ك", "ی": "ي", "ى": "ي", "ے": "ي", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ه", "ٱ": "ا",
     "ـ": None, "ڤ": "ف", "ڨ": "ق", "ڭ": "ك", "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ں": "ن"}
)  # fmt: skip
_INITIALS = re.compile(r"zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]")
_FINALS = ["a", "o", "e", "i", "u", "v", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ve", "ue", "er", "an", "en", "in", "un", "vn", "ang", "eng", "ing", "ong", "ia", "iao", "ian", "iang", "iong", "ua", "uo", "uai", "uan", "uang", "ê", "m", "n", "ng"]  # fmt: skip
_FINAL_SIGN = {final: chr(0x0250 + place) for place, final in enumerate(_FINALS)}
_INITIAL_SIGN = {"zh": "Z", "ch": "C", "sh": "S"}


def family_of(token: str) -> str:
    """Name the writing family whose channel reads a token: its script, kana joined into one."""
    script = main_script(token)
    return "Kana" if script in ("Hiragana", "Katakana") else script


@lru_cache(maxsize=1 << 15)
def symbols(token: str) -> str:
    """Give the symbols of a token in a script other than Latin, at most ``LONGEST``.

    Characters of other scripts and signs are left out.
    """
    text = clean(token).lower()
    family = family_of(text)
    if family == "Hangul":
        text = unicodedata.normalize("NFD", text)
    elif family == "Kana":
        text = text.translate(_TO_KATAKANA).translate(_KANA_TABLE)
        return "".join(char for char in text if char in _KANA_SIGNS)[:LONGEST]
    elif family == "Hebrew":
        text = "".join(char for char in text if not "\u0591" <= char <= "\u05c7").translate(_HEBREW)
    elif family == "Arabic":
        text = unicodedata.normalize("NFC", _unpointed(text)).translate(_ARABIC)
    elif family == "Greek":
        text = _unmarked(text)
    keep = (
        char for char in text if char.isalpha() or unicodedata.combining(char) or _vowel_sign(char)
    )
    return "".join(keep)[:LONGEST]


_KANA_SIGNS = frozenset("".join(_KANA.values()))


def _vowel_sign(char: str) -> bool:
    return unicodedata.category(char) in ("Mc", "Mn")


def _unpointed(text: str) -> str:
    """Drop Arabic vowel points; hamza and madda above alef belong to the letter."""
    return "".join(char for char in text if not "\u064b" <= char <= "\u0652" and char != "\u0670")


def _unmarked(text: str) -> str:
    spread = unicodedata.normalize("NFD", text)
    return "".join(char for char in spread if not unicodedata.combining(char))


@lru_cache(maxsize=1 << 14)
def syllable(char: str) -> str:
    """Give the Mandarin syllable of a Han character without its tone, "" where none is known."""
    found = pinyin(char)
    return found[0] if found else ""


@lru_cache(maxsize=1 << 14)
def pinyin(char: str) -> tuple[str, ...]:
    """Give every Mandarin reading of a Han character without tones, the usual one first."""
    first, other = _pinyin()
    usual = first.get(char)
    return (usual, *other.get(char, ())) if usual else ()


@cache
def _pinyin() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    from dalil.names.tables_han import PINYIN, PINYIN_OTHER

    first = {char: spelled for spelled, chars in PINYIN.items() for char in chars}
    other: dict[str, tuple[str, ...]] = {}
    for spelled, chars in PINYIN_OTHER.items():
        for char in chars:
            other[char] = (*other.get(char, ()), spelled)
    return first, other


def sounds(han: str) -> str:
    """Give initial and final of each Han character's Mandarin syllable, one sign each."""
    return "".join(_signs(char) for char in han)


@lru_cache(maxsize=1 << 14)
def _signs(char: str) -> str:
    read = syllable(char)
    if not read:
        return char
    found = _INITIALS.match(read)
    initial = found.group() if found else ""
    final = read[len(initial) :]
    return _INITIAL_SIGN.get(initial, initial) + _FINAL_SIGN.get(final, "")
