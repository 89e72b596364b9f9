"""What the word before a name says of the sex of its bearer: "Mr Renk", "her daughter, Renk"."""

from __future__ import annotations

import re

from dalil.evidence import Mention

_MAN = re.compile(
    r"\b(?:Mr\.?|Sir|Lord|son|husband|father|brother|uncle|nephew|grandson|stepson|"
    r"son-in-law|father-in-law|brother-in-law|businessman|spokesman|chairman),? (?:(?:Dr|Prof)\.? )?$"
)
_WOMAN = re.compile(
    r"\b(?:Mrs\.?|Ms\.?|Miss|Lady|Dame|daughter|wife|mother|sister|aunt|niece|granddaughter|stepdaughter|widow|"
    r"daughter-in-law|mother-in-law|sister-in-law|businesswoman|spokeswoman|chairwoman),? (?:(?:Dr|Prof)\.? )?$"
)


def told_sex(plain: str, mention: Mention) -> str:
    """What the word before a name says of its bearer: "m", "f" or "" where it says nothing.

    Args:
        plain: The text, with its signs made plain.
        mention: The name.
    """
    before = plain[max(0, mention.start - 32) : mention.start]
    return "m" if _MAN.search(before) else "f" if _WOMAN.search(before) else ""
