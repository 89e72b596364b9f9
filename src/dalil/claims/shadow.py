"""A shadow of a text: the same length, with spaces, quotes and dashes made plain.

Patterns are matched on the shadow, and what they find is cut from the text itself, so offsets and
quotes are always those of the unchanged text. Each code point becomes exactly one other or stays;
letters, digits and case are never touched. The shadow is for matching only: it is never shown.

A chain of hundreds of letters held together by apostrophes and hyphens is no word of any language. It is taken
apart, since a pattern of a name would run to its end from each of its parts.
"""

from __future__ import annotations

import re

_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SINGLE = "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u0060"
_DOUBLE = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_HYPHENS = "\u2010\u2011\u2012\u2212"
_DASHES = "\u2013\u2014\u2015"

_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_HYPHENS, "-"),
        **dict.fromkeys(_DASHES, "\u2013"),
    }
)


HYPHENATED = "[-\u00ad\u2010\u2011][ \\t]*\\r?\\n[ \\t]*"
"""A hyphen at the end of a line, as a regular expression: a word may go on behind it."""
_CUT = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n[ \t]*(?=[a-zà-öø-ÿа-яёіїғқңөұүһә])")


def unbroken(name: str) -> str:
    """A name as it would stand on one line: a word cut at a line's end is one word again.

    "Kasym-" and "bekov" on the next line are "Kasymbekov". The text itself stays as it is; a hyphen
    before a capital is the name's own.
    """
    return " ".join(_CUT.sub("", name).split())


def shadow(text: str) -> str:
    """Make a text's spaces, quotes and dashes plain, code point for code point.

    All dashes become an en dash and all hyphens a hyphen-minus; line ends stay, since a name does
    not run over a blank line.

    Returns:
        A string of the same length.
    """
    return _CHAIN.sub(_parted, text.translate(_PLAIN))


_CHAIN = re.compile(r"(?<![\w'-])[\w'-]{300,}")
_JOINTS = re.compile(r"(?<=\w)['-]+(?=\w)")


def _parted(chain: re.Match[str]) -> str:
    return _JOINTS.sub(lambda joints: " " * len(joints.group()), chain.group())
