"""Names that the user knows: found in a text wherever they stand, with the type that was given.

An entry of one word is found in its own capitals only; longer ones in any case, with any white space
between the words. A gazetteer finds names and says nothing of who bears them: whether a name on a
list is the person is another question (:mod:`dalil.matching`). This module reads no file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dalil.claims.mentions.candidate import Candidate
from dalil.claims.mentions.words import Word
from dalil.evidence import MentionType

_RANK = 92
"""Above every rule: the user's word for what a name is."""
_LONGEST = 12

_Known = tuple[tuple[str, ...], str, "GazetteerEntry"]


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A known name.

    Attributes:
        name: As it is printed.
        type: Of what the name is.
        source: The gazetteer that holds it.
    """

    name: str
    type: MentionType
    source: str


@dataclass(frozen=True)
class Gazetteer:
    """Known names, to be found in texts."""

    entries: tuple[GazetteerEntry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries)

    @cached_property
    def method(self) -> str:
        """A short name of exactly these entries, for the record of a reading; "" when there are none."""
        if not self.entries:
            return ""
        rows = sorted(f"{e.name}\0{e.type}\0{e.source}" for e in self.entries)
        return f"gazetteer/{_digest(rows)}"

    @cached_property
    def _by_first(self) -> dict[str, list[_Known]]:
        found: dict[str, list[_Known]] = {}
        for entry in self.entries:
            parts = tuple(part.strip(".,") for part in entry.name.split())
            low = tuple(part.lower() for part in parts if part)
            if low:
                found.setdefault(low[0], []).append((low, parts[0], entry))
        for rows in found.values():
            rows.sort(key=lambda row: (-len(row[0]), row[2].source, row[2].name))
        return found

    def find(self, lines: Iterable[Sequence[Word]]) -> Iterator[Candidate]:
        """Places of the known names, the longest where several begin at one word."""
        known = self._by_first
        for line in lines if known else ():
            for index, word in enumerate(line):
                for low, printed, entry in known.get(word.low, ()):
                    part = line[index : index + len(low)]
                    if _is(part, low, printed):
                        method = f"gazetteer:{entry.source}"
                        yield Candidate(word.start, part[-1].end, entry.type, method, _RANK)
                        break


def _is(part: Sequence[Word], low: tuple[str, ...], printed: str) -> bool:
    if len(part) < len(low) or len(low) > _LONGEST:
        return False
    if tuple(word.low for word in part) != low or not all(word.glued for word in part[:-1]):
        return False
    # One word alone must have its capitals: "Mark" is found, "mark" is not.
    return (
        len(low) > 1
        or part[0].text == printed
        or (part[0].shouted and part[0].text.lower() == low[0])
    )


def _digest(rows: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:8]
