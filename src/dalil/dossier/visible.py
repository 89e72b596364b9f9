"""Text made safe to look at: what cannot be seen is shown as a visible sign.

Bidirectional controls can make a page read otherwise than its bytes say (Unicode Technical Report
36); zero-width characters can hide a difference between names. Nothing is removed: each becomes a
sign. This module does not escape HTML; the templates do, and :func:`runs` says which parts stand in
another script so that they get a ``lang``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_KEEP = {"\n", "\t", "\r"}
_LANGUAGE_SCRIPTS = {
    "Cyrl": {"ru", "kk", "uk", "bg", "sr", "mk", "be", "ky", "tg", "mn", "tt", "uz", "az"},
    "Arab": {"ar", "fa", "ur", "ps", "ug", "ku"},
    "Hebr": {"he", "yi"},
    "Hani": {"zh", "ja"},
    "Grek": {"el"},
    "Armn": {"hy"},
    "Geor": {"ka"},
    "Deva": {"hi", "mr", "ne"},
    "Hang": {"ko"},
    "Thai": {"th"},
    "Kana": {"ja"},
}
_NAMES = {
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "HEBREW": "Hebr",
    "CJK": "Hani",
    "HIRAGANA": "Kana",
    "KATAKANA": "Kana",
    "HANGUL": "Hang",
    "GREEK": "Grek",
    "ARMENIAN": "Armn",
    "GEORGIAN": "Geor",
    "DEVANAGARI": "Deva",
    "THAI": "Thai",
    "LATIN": "Latn",
}
RIGHT_TO_LEFT = frozenset({"Arab", "Hebr"})
_PLAIN = re.compile(r"[\t\n\r -~\u00a0-\u00ac\u00ae-\u036f]*\Z")


def visible(text: str) -> str:
    """The text with control, format and unassigned characters shown as signs.

    A NUL becomes ``␀``, other C0 controls their picture (U+2400 block), format characters (bidi,
    zero-width, soft hyphen), private-use and unpaired surrogates ``[U+202E]``.
    """
    if _PLAIN.match(text):
        return text
    return "".join(_sign(char) for char in text)


def _sign(char: str) -> str:
    code = ord(char)
    if char in _KEEP:
        return char
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"[U+{code:04X}]"
    return char


def script(char: str) -> str | None:
    """ISO 15924 code of a letter's script; None for digits, signs and unknown scripts."""
    if char < "\u0080":
        return "Latn" if char.isalpha() else None
    word = unicodedata.name(char, "").split(" ", 1)[0].split("-", 1)[0]
    return _NAMES.get(word)


def scripts(text: str) -> tuple[str, ...]:
    """The scripts of a text's letters, in order of first occurrence."""
    return tuple(dict.fromkeys(found for char in text if (found := script(char))))


def runs(text: str, language: str | None = None) -> Iterator[tuple[str, str | None, bool]]:
    """Cut text where its script changes.

    Args:
        text: Already visible text.
        language: Language of the quoted document, used where its script fits.

    Yields:
        The run, its BCP 47 tag (None for Latin script), and whether it runs right to left.
    """
    start, current = 0, "Latn"
    for place, char in enumerate(text):
        found = script(char)
        if found is None or found == current:
            continue
        if place > start:
            yield _run(text[start:place], current, language)
        start, current = place, found
    if start < len(text):
        yield _run(text[start:], current, language)


def _run(part: str, code: str, language: str | None) -> tuple[str, str | None, bool]:
    if code == "Latn":
        return part, None, False
    fits = language is not None and language in _LANGUAGE_SCRIPTS.get(code, set())
    return part, language if fits else f"und-{code}", code in RIGHT_TO_LEFT
