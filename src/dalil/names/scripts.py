"""Which script a text is written in, and defence against letters that only look right.

Cleaning is for comparing, never for showing or storing: what a document holds stays as it is. This
module does not transliterate and does not guess a language.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from dalil.names.tables import LOOKS_CYRILLIC, LOOKS_LATIN

# First code point of a block, one past its last, script. Letters only; the rest is "Common".
_BLOCKS = (
    (0x0041, 0x0250, "Latin"),
    (0x0250, 0x02B0, "Latin"),
    (0x0370, 0x0400, "Greek"),
    (0x0400, 0x0530, "Cyrillic"),
    (0x0530, 0x0590, "Armenian"),
    (0x0590, 0x0600, "Hebrew"),
    (0x0600, 0x0700, "Arabic"),
    (0x0700, 0x0750, "Syriac"),
    (0x0750, 0x0780, "Arabic"),
    (0x0870, 0x0900, "Arabic"),
    (0x0900, 0x0980, "Devanagari"),
    (0x0980, 0x0A00, "Bengali"),
    (0x0E00, 0x0E80, "Thai"),
    (0x10A0, 0x1100, "Georgian"),
    (0x1100, 0x1200, "Hangul"),
    (0x1C80, 0x1C90, "Cyrillic"),
    (0x1C90, 0x1CC0, "Georgian"),
    (0x1E00, 0x1F00, "Latin"),
    (0x1F00, 0x2000, "Greek"),
    (0x2C60, 0x2C80, "Latin"),
    (0x2D00, 0x2D30, "Georgian"),
    (0x2DE0, 0x2E00, "Cyrillic"),
    (0x3040, 0x30A0, "Hiragana"),
    (0x30A0, 0x3100, "Katakana"),
    (0x3130, 0x3190, "Hangul"),
    (0x3400, 0x4DC0, "Han"),
    (0x4E00, 0xA000, "Han"),
    (0xA640, 0xA6A0, "Cyrillic"),
    (0xA720, 0xA800, "Latin"),
    (0xAC00, 0xD7B0, "Hangul"),
    (0xF900, 0xFB00, "Han"),
    (0xFB50, 0xFE00, "Arabic"),
    (0xFE70, 0xFF00, "Arabic"),
    (0x20000, 0x32000, "Han"),
)
_STARTS = tuple(block[0] for block in _BLOCKS)
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_SAME_MARK = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʹʼʻ`´′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        "№": "No",
    }
)
# Vowel signs and points of Hebrew, Arabic, Indic scripts and Thai: parts of words, though not ``\\w``.
MARKS = r"\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670\u0900-\u0903\u093a-\u094f\u0955-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u0e31-\u0e3a\u0e47-\u0e4e"
_WORD = re.compile(r"[^\W\d_]+")
# Letters of the blocks above whose mixture in one word is repaired.
_LATIN_LETTER = re.compile("[A-Za-z\u0080-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff]")
_CYRILLIC = re.compile("[\u0430-\u045f]+\\Z")
_LIKE_LATIN = re.compile("[\u0370-\u052f\u1c80-\u1c8f\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f]")


@lru_cache(maxsize=1 << 12)
def script_of(char: str) -> str:
    """Name the script of one character.

    Returns:
        The Unicode name of the script (``Latin``, ``Cyrillic``, ``Han`` ...), or ``Common`` for
        digits, marks, spaces and letters of scripts not listed.
    """
    if not char.isalpha():
        return "Common"
    code = ord(char)
    place = bisect_right(_STARTS, code) - 1
    if place >= 0 and code < _BLOCKS[place][1]:
        return _BLOCKS[place][2]
    return "Common"


def scripts_in(text: str) -> tuple[str, ...]:
    """Name the scripts of a text's letters, the most frequent first."""
    counts: dict[str, int] = {}
    for char in text:
        script = script_of(char)
        if script != "Common":
            counts[script] = counts.get(script, 0) + 1
    return tuple(sorted(counts, key=lambda script: (-counts[script], script)))


def main_script(text: str) -> str:
    """Name the script of most letters, or ``Common`` where there are no letters."""
    if text.isascii():
        latin = text.isalpha() or any(char.isalpha() for char in text)
        return "Latin" if latin else "Common"
    if _CYRILLIC.match(text):
        return "Cyrillic"
    found = scripts_in(text)
    return found[0] if found else "Common"


def is_latin(text: str) -> bool:
    """Whether most letters are Latin."""
    return main_script(text) == "Latin"


@lru_cache(maxsize=1 << 16)
def clean(text: str) -> str:
    """Make a text comparable: no invisible characters, one form of quotes, dashes and spaces.

    Words that mix Latin with Cyrillic or Greek look-alikes are repaired to the script of their other
    letters (a Latin ``C`` inside a Cyrillic name stands in real lists). Case and order stay.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_SAME_MARK)
    text = " ".join(text.split())
    if _LATIN_LETTER.search(text) is None or _LIKE_LATIN.search(text) is None:
        return text
    return _WORD.sub(lambda found: _repair(found.group()), text)


def _repair(word: str) -> str:
    scripts = set(scripts_in(word))
    if scripts == {"Latin", "Cyrillic"}:
        as_cyrillic = "".join(
            LOOKS_CYRILLIC.get(c, c) if script_of(c) == "Latin" else c for c in word
        )
        as_latin = "".join(LOOKS_LATIN.get(c, c) if script_of(c) == "Cyrillic" else c for c in word)
        latin = sum(script_of(char) == "Latin" for char in word)
        choices = (as_latin, as_cyrillic) if 2 * latin >= len(word) else (as_cyrillic, as_latin)
        return next((choice for choice in choices if len(scripts_in(choice)) == 1), word)
    if scripts == {"Latin", "Greek"}:
        as_latin = "".join(LOOKS_LATIN.get(c, c) if script_of(c) == "Greek" else c for c in word)
        return as_latin if len(scripts_in(as_latin)) == 1 else word
    return word


def suspicions(text: str) -> tuple[str, ...]:
    """Say in words what about a text's letters is not as it looks.

    Returns:
        One line each: invisible or direction-changing characters, words that mix scripts.
    """
    found = []
    hidden = sorted({f"U+{ord(char):04X}" for char in _INVISIBLE.findall(text)})
    if hidden:
        found.append(f"invisible characters: {', '.join(hidden)}")
    for word in _WORD.findall(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))):
        scripts = set(scripts_in(word))
        if len(scripts & {"Latin", "Cyrillic", "Greek"}) > 1:
            found.append(f"{word!r} mixes {' and '.join(sorted(scripts))} letters")
    return tuple(found)
