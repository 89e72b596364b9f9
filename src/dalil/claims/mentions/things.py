"""What says that a name is nobody's: works, prizes, battles, feasts, storms, goods.

"her novel, Larch", "Larch, a pesticide", "the Olt Prize": a name of this kind is no person, no body and no place, and
is left out where nothing stronger speaks for one of them. Words and patterns are data. Nothing is decided here.
"""

from __future__ import annotations

import re
from functools import cache

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.likeness import is_given
from dalil.claims.wordlists import lexicon, words

_REACH = 64
_BEFORE = re.compile(
    r"(?<![\w-])(?P<word>[a-z][a-z-]+)(?: (?:called|named|entitled|titled|known as))?,? [\"']?$"
)
_BEHIND = re.compile(
    r",? (?:is |was )?(?:an?|the|his|her|their|its|one of) (?P<said>(?:[a-z][\w'-]*|\d+)(?: (?:[a-z][\w'-]*|\d+)){0,5})"
)
_ENDS = frozenset(
    {
        "of",
        "in",
        "at",
        "for",
        "from",
        "with",
        "who",
        "that",
        "which",
        "by",
        "to",
        "on",
        "about",
        "and",
    }
)


def against(plain: str, candidate: Candidate) -> int:
    """Votes of the words around one place of a name that it is nobody's."""
    before = plain[max(0, candidate.start - _REACH) : candidate.start]
    left, right = _patterns()
    votes = 0
    if left.search(before):
        votes += 3
    if right.match(plain, candidate.end):
        votes += 3
    noun = _BEFORE.search(before)
    if noun and noun["word"] in words("mentions_heads", "NOBODY"):
        votes += 4
    return votes + 4 * _called_so(plain, candidate.end)


def against_form(name: str) -> int:
    """Votes of a name's last word: "the Olt Prize", "Lantern Night"; none behind a given name."""
    parts = name.split()
    if len(parts) < 2 or parts[-1].lower() not in words("mentions_heads", "nobody_last"):
        return 0
    return 0 if is_given(parts[0]) and parts[-1].lower() in _SURNAMES else 6


_SURNAMES = frozenset({"day", "fair", "battle", "flood", "song", "bowl", "week", "knight"})
"""Of these last words, what people bear too."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = lexicon("mentions_contexts")["NOBODY"]
    return (
        re.compile(rf"(?<!\w)(?:{'|'.join(data['before'])}) (?:the )?[\"']?$", re.IGNORECASE),
        re.compile("|".join(data["after"]), re.IGNORECASE),
    )


def _called_so(plain: str, end: int) -> bool:
    """Whether an apposition or a clause calls it a work, a prize, a drug: its first known noun decides."""
    match = _BEHIND.match(plain, end)
    if match is None:
        return False
    heads: list[str] = []
    for word in match["said"].split():
        if word in _ENDS:
            break
        heads.append(word)
    return bool(heads) and heads[-1] in words("mentions_heads", "NOBODY")
