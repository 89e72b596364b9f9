"""Marks of Latin letters that tell words apart: Hùng is not Hưng, while Hung may be either.

A mark that is left out says nothing: typists and registers leave them out. What both words mark, and
mark otherwise, is another letter. Nothing is said of scripts whose letters are no Latin ones.
"""

from __future__ import annotations

import unicodedata

ONE_LETTER = {"ş": "ș", "ţ": "ț", "ð": "đ", "ǎ": "ă", "ǐ": "ĭ", "ǒ": "ŏ", "ǔ": "ŭ"}
"""Letters that keyboards and encodings give for one another."""
BEYOND = (("\u00df", "\u024f"), ("\u1e00", "\u1eff"))
"""Ranges of Latin letters with a mark, or beyond a to z, in lower case."""
_MADE_ONE = str.maketrans(ONE_LETTER)
_VIETNAMESE = frozenset("ơư")


def marked_apart(one: str, other: str) -> bool:
    """Whether two words of one length differ at a letter that both write with a mark.

    Args:
        one: In lower case, composed.
        other: Likewise.
    """
    if len(one) != len(other) or one == other or one.isascii() or other.isascii():
        return False
    pairs = zip(one.translate(_MADE_ONE), other.translate(_MADE_ONE), strict=True)
    return any(a != b and is_marked(a) and is_marked(b) for a, b in pairs)


def is_marked(letter: str) -> bool:
    """Whether a letter is a Latin one with a mark, or of those beyond a to z."""
    return any(first <= letter <= last for first, last in BEYOND)


def written_marked(name: str) -> bool:
    """Whether a name is written with the marks of Vietnamese, so that a letter without one has none."""
    lower = unicodedata.normalize("NFC", name).lower()
    return any("\u1ea0" <= char <= "\u1ef9" or char in _VIETNAMESE for char in lower)
