"""Words of a case that are nearly a person's name: with other accents, or glued to another word.

An erasure takes only the spellings that it was told or that the case's own readings gave; whether a
word that is merely like them means the person, only a person can tell. So they are counted and named
before anything goes, to be given with ``--also``; nothing is erased by likeness.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from dalil.casework.erasure import ErasureRows
from dalil.casework.ports import Progress, silent
from dalil.casework.spellings import SIGN, Spellings

SHORTEST = 5
"""Letters of a part of a name that is looked for inside other words: "Min" stands in too many."""
MOST = 20
_WORD = re.compile(rf"[^\W_{SIGN}]+(?:['’\u00ad\u0300-\u036f-]+[^\W_{SIGN}]+)*")


@dataclass(frozen=True, slots=True)
class Near:
    """A word that is nearly a name.

    Attributes:
        word: As it stands.
        texts: In how many texts.
    """

    word: str
    texts: int


def near_spellings(
    rows: ErasureRows, names: Spellings, progress: Progress = silent
) -> tuple[Near, ...]:
    """Words of the case's texts that hold a family name, but that an erasure would leave.

    Args:
        rows: The database's part.
        names: What an erasure looks for.
        progress: Told of the stage ``look for near spellings``.

    Returns:
        The most frequent first, at most :data:`MOST`.
    """
    parts = {bare(name) for name in names.names if " " not in name}
    parts = {part for part in parts if len(part) >= SHORTEST}
    if not parts:
        return ()
    found: Counter[str] = Counter()
    for number, (_, text) in enumerate(rows.texts(), 1):
        if any(part in bare(text) for part in parts):
            left = _WORD.findall(names.redact(text))
            found.update({word for word in left if any(part in bare(word) for part in parts)})
        if number % 500 == 0:
            progress("look for near spellings", number, number)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Near(word, count) for word, count in ranked[:MOST])


def bare(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
