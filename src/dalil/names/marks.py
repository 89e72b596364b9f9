"""Marks of Latin letters that tell words apart: Hùng is not Hưng, while Hung may be either.

A mark that is left out says nothing: typists and registers leave them out. What both words mark, and
mark otherwise, is another letter. Nothing is said of scripts whose letters are no Latin ones.
"""

from __future__ import annotations

import unicodedata

_ONE_LETTER = str.maketrans({"ş": "ș", "ţ": "ț", "ð": "đ", "ǎ": "ă", "ǐ": "ĭ", "ǒ": "ŏ", "ǔ": "ŭ"})
"""Letters that keyboards and encodings give for one another."""
_VIETNAMESE = frozenset("ơư")


def marked_apart(one: str, other: str) -> bool:
    """Whether two words of one length differ at a letter that both write with a mark.

    Args:
        one: In lower case, composed.
        other: Likewise.
    """
    if len(one) != len(other) or one == other or one.isascii() or other.isascii():
        return False
    pairs = zip(one.translate(_ONE_LETTER), other.translate(_ONE_LETTER), strict=True)
    return any(a != b and is_marked(a) and is_marked(b) for a, b in pairs)


def is_marked(letter: str) -> bool:
    """Whether a letter is a Latin one with a mark, or of those beyond a to z."""
    return "\u00df" <= letter <= "\u024f" or "\u1e00" <= letter <= "\u1eff"


def written_marked(name: str) -> bool:
    """Whether a name is written with the marks of Vietnamese, so that a letter without one has none."""
    lower = unicodedata.normalize("NFC", name).lower()
    return any("\u1ea0" <= char <= "\u1ef9" or char in _VIETNAMESE for char in lower)
