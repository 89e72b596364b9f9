"""Words of a text with their case, and runs of capitalised words: what the mention rules walk on.

Independent of any parser, so that letter heads, lists and languages without a model are read by the
same rules. A word keeps inner hyphens, apostrophes and points ("Kassym-Jomart", "O'Brien", "U.S.",
"A/S"); a trailing possessive and a footnote digit are outside the word. This module names nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dalil.claims.shadow import unbroken

_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., L.L.C., N.Y.
    r"|[A-Za-z]{1,2}/[A-Za-z]{1,2}(?!\w)"  # A/S, m/v
    r"|[^\W_]+(?:['.’-][^\W\d_]+)*(?:(?<=[^\W\d_])-[ ]?\r?\n[ ]*[a-zà-öø-ÿа-яёіїғқңөұүһә]+)?"
    r"|&"
)
_POSSESSIVE = re.compile(r"'[sS]?$")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_]{3})\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place.

    Attributes:
        start: First code point.
        end: One past the last, possessive and footnote digits left out.
        text: The words of the shadow.
        low: Lower case, final points left out.
        capital: Begins with an upper-case letter.
        shouted: Two letters or more, all upper case.
        glued: What follows to the next word is one space or less.
        possessive: A possessive follows.
        opens: First of a sentence or passage.
    """

    start: int
    end: int
    text: str
    low: str
    capital: bool
    shouted: bool
    glued: bool
    possessive: bool
    opens: bool


def split(plain: str, start: int, end: int) -> list[Word]:
    """Cut ``start:end`` of a shadow into words."""
    found: list[Word] = []
    matches = list(_WORD.finditer(plain, start, end))
    opens = True
    for index, match in enumerate(matches):
        text, stop = match.group(), match.end()
        cut = len(text) - len(joined) if "\n" in text and (joined := unbroken(text)) else 0
        text = joined if cut else text
        after = (
            plain[stop : matches[index + 1].start()]
            if index + 1 < len(matches)
            else plain[stop:end]
        )
        possessive = bool(tail := _POSSESSIVE.search(text))
        if tail:
            text = text[: tail.start()]
        elif after.startswith("'"):
            possessive, after = True, after[1:]
        if digits := _FOOTNOTE.search(text):
            text = text[: digits.start()]
        found.append(
            Word(
                start=match.start(),
                end=match.start() + len(text) + cut,
                text=text,
                low=text.lower().rstrip("."),
                capital=text[:1].isupper(),
                shouted=len(text) > 1 and text.isupper(),
                glued=(_is_glue(after) or _is_initial(text, after)) and not possessive,
                possessive=possessive,
                opens=opens,
            )
        )
        opens = _ends_sentence(text, after) or (opens and _numbers(text, after))
    return found


def _is_glue(after: str) -> bool:
    """Whether nothing but one white space (a wrapped line among them) parts two words.

    Three spaces in a line are the gap between two columns of a table pasted as text.
    """
    if len(after) > 2 and "\n" not in after:
        return False
    return after in ("", " ", "\n", "\r\n", "  ") or (
        after.replace("\n", " ").strip(" ") == "" and (after.count("\n") <= 1 and len(after) <= 6)
    )


def _is_initial(text: str, after: str) -> bool:
    """Whether a point and a space follow an initial: "William L. Curry"."""
    return len(text) == 1 and text.isupper() and after in (". ", ".")


def _ends_sentence(text: str, after: str) -> bool:
    mark = after.strip(" )'\"")
    initial = len(text) == 1 and text.isalpha() and mark[:1] == "."
    return bool(mark[:1] in ".!?:•;" and mark and not initial) or ("\n\n" in after)


def _numbers(text: str, after: str) -> bool:
    """Whether a first word only numbers what follows: "4.2 Road fund", "a) State"."""
    return text[0].isdigit() or (len(text) <= 2 and after.startswith(")"))
