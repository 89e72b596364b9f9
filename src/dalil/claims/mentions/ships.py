"""Rules that find ships by their form: a prefix, a kind of ship before the name, quotation marks.

No rule knows a particular ship. Whether a name found elsewhere is a ship's is voted in :mod:`dalil.claims.mentions.types`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.mentions.candidate import Candidate, is_name_word
from dalil.claims.mentions.words import Word
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

ASSET = MentionType.ASSET
_NAMES = "mentions_names"


_QUOTED_SHIP = re.compile(
    r"(?<!\w)(?:super)?(?:yacht|vessel|tanker|ship)s? ['\"](?P<name>[^'\"\n]{2,40})['\"]"
)


def quoted_vessels(plain: str, start: int, end: int) -> Iterator[Candidate]:
    """Ships named in quotation marks: the yacht 'Aurora'."""
    for match in _QUOTED_SHIP.finditer(plain, start, end):
        yield Candidate(match.start("name"), match.end("name"), ASSET, "rule:vessel", 64)


_RANK = 67
"""Above a person's title: "the yacht Doña Luz"."""


def vessels(line: list[Word]) -> Iterator[Candidate]:
    """Ships by their prefix or kind: "MV Aurora", "the yacht Aurora", "the dredgers Maid of Olt and Aurora"."""
    for index, word in enumerate(line[:-1]):
        if not word.glued or not _is_vessel(word):
            continue
        first, stop = index + 1, _ship_end(line, index + 1)
        if stop == first:
            continue
        named = first if len(word.text) > 3 else index
        yield Candidate(line[named].start, line[stop - 1].end, ASSET, "rule:vessel", _RANK)
        both = word.low.endswith("s") and stop + 1 < len(line) and line[stop].low == "and"
        if both and (end := _ship_end(line, stop + 1)) > stop + 1:
            yield Candidate(line[stop + 1].start, line[end - 1].end, ASSET, "rule:vessel", _RANK)


def _is_vessel(word: Word) -> bool:
    """Whether a word is a ship's prefix, in capitals, or a kind of ship, in the plural too."""
    if word.low in words(_NAMES, "vessels"):
        return len(word.text) > 3 or word.shouted
    kinds = words("mentions_heads", "ASSET")
    return not word.capital and (word.low in kinds or word.low.removesuffix("s") in kinds)


_TIES = frozenset({"of", "the", "do", "da", "dos", "das", "de", "del", "du", "di", "von", "van"})


def _ship_end(line: list[Word], index: int) -> int:
    """One past a ship's name: a run of capitals, with "of" in it."""
    stop = _run(line, index)
    while index < stop < len(line) - 1 and line[stop - 1].glued and line[stop].low in _TIES:
        more = _run(line, stop + 1)
        if more == stop + 1:
            break
        stop = more
    return stop


def _run(line: list[Word], index: int) -> int:
    """One past the last word of a run of name words."""
    stop = index
    while stop < len(line) and is_name_word(line[stop]) and (stop == index or line[stop - 1].glued):
        stop += 1
    return stop
