"""A shadow of a text: same length, one code point for one, with spaces, quotes and dashes made plain.

Matching works on the shadow, so that a curly quote or a no-break space does not hide a name, and
every offset found there is an offset of the text. Whoever shows or quotes takes the text itself.
This module never adds or drops a code point, never changes case and never folds letters: a
Latin C in a Cyrillic name stays what it is.
"""

from __future__ import annotations

import re
from functools import cache

SPACES = "\t\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B)))
SPACES += "\u2028\u2029\u202f\u205f\u3000"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c\x00"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SINGLE_QUOTES = "\u2018\u2019\u201a\u201b\u2032\u02bc\u02b9\u00b4\u0060\u2039\u203a\uff07"
DOUBLE_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u301d\u301e\u301f\uff02"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d\u2e3a\u2e3b"

_REFERENCE_MARK = re.compile(r"(?<=[\w.,;:!?\"')»”’\]])\[(?:\d{1,3}|[ivx]{1,5}|\*{1,3})\]")


def shadow(text: str) -> str:
    """Normalise spaces, quotes, dashes and invisible characters without changing the length.

    Invisible characters (zero-width, soft hyphen, bidirectional controls, NUL) cannot be removed
    without moving offsets; they all become U+2060 (word joiner), which :func:`bare` leaves out.
    Line breaks stay, since they carry structure.

    Args:
        text: Any text.

    Returns:
        A text of the same number of code points.
    """
    return text.translate(_table())


def parse_shadow(text: str) -> str:
    """The shadow for a linguistic parser: reference marks such as ``[12]`` are blanked as well.

    A footnote's mark glued to a full stop would hide the end of the sentence from the parser.
    """
    return _REFERENCE_MARK.sub(lambda found: " " * len(found.group()), shadow(text)).replace(
        "\u2060", " "
    )


def bare(words: str) -> str:
    """The words as a person reads them: shadow, invisible characters left out, one space for many.

    The length changes: for comparing names and keys, never for offsets.
    """
    return " ".join(shadow(words).replace("\u2060", "").split())


@cache
def _table() -> dict[int, str]:
    table = {ord(character): " " for character in SPACES}
    table |= {ord(character): "\u2060" for character in INVISIBLE + BIDI}
    table |= {ord(character): "'" for character in SINGLE_QUOTES}
    table |= {ord(character): '"' for character in DOUBLE_QUOTES}
    table |= {ord(character): "-" for character in DASHES}
    return table
