"""A text cut into windows that a network reads, each with the claims that it tells of.

A window is read once for all its claims: the opening of the document, words before, a body that ends with a sentence
where one ends, and words behind. Bodies are cut by the text alone, so that which words a claim is read among does
not hang on what else the rules found.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any
from zlib import crc32

from dalil.claims.told import Told
from dalil.text.word_pieces import WordPieces

OPENING, BEFORE, BODY, BEHIND = 24, 64, 300, 24
"""Most pieces of a document's opening, before a body, of it, and behind it or the last of its claims."""
LEAST = 200
"""Fewest pieces of a body that is not the last and has a sentence's end between here and its most."""
LONGEST = 512
"""Most pieces of a window, as the base learned places; a claim that goes on behind its body is shown as far as this."""
MOST = 200
"""Claims that are asked about at once."""
STEPS = (1, 2, 4, 8, 16, 32, 64, 128)
"""Distances from a claim, in pieces, at which a word counts as farther."""
_OWN, _OPENING, HOLDER = len(STEPS) + 1, 2 * len(STEPS) + 2, 2 * len(STEPS) + 3
"""Numbers of places: 1 to 8 before a claim, its own words, 10 to 17 behind it, the opening, the holder's name."""
AT_HOLDER = 1
"""What stands for the number of the holder's place where who holds is what is asked."""
_START, _END = "<s>", "</s>"
_STOP = re.compile(r"[.!?;:][\"'”’»)\]]*$")

_LABEL = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)]|\[\d+\]")
"""Labels of points and marks of notes, which some formats of a document print and others do not."""

Place = tuple[int, int]
"""First and one past the last, of pieces or of characters."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim in a window.

    Attributes:
        number: Its place among the claims that were given.
        own: Its pieces.
        holder: Pieces of its holder's name where the window has it next to the claim; None where nowhere.
    """

    number: int
    own: Place
    holder: Place | None


@dataclass(frozen=True, slots=True)
class Window:
    """What is read at once.

    Attributes:
        pieces: Numbers of its pieces.
        places: The word of the text that each belongs to; None of a mark.
        opening: How many of them are the document's opening with its marks.
        claims: Those that it tells of, by place.
    """

    pieces: tuple[int, ...]
    places: tuple[Place | None, ...]
    opening: int
    claims: tuple[Placed, ...]

    def shown(self) -> list[Place]:
        """The words that it shows behind the opening, one for each of their pieces."""
        return [one for one in self.places[self.opening : -1] if one is not None]

    def covering(self, words: Sequence[Place], span: Place) -> Place | None:
        """The pieces of the words, as :meth:`shown` gives them, that reach into a part of the text; None where none does."""
        first = bisect_right(words, span[0], key=lambda one: one[1])
        last = bisect_left(words, span[1], key=lambda one: one[0])
        return (first + self.opening, last + self.opening) if first < last else None

    def held(self, text: str, told: Told) -> Place | None:
        """The pieces of a claim's holder's name, next to the claim's start; None where the window has it nowhere.

        A holder within a body ("Mirel of Zorin") is looked for with it, then with less and less of it.

        Args:
            text: The text that the window was cut from.
            told: The claim.
        """
        words = self.shown()
        parts = " of ".join(told.holders).split(" of ")
        limits = words[0][0], words[-1][1]
        for length in range(len(parts), 0, -1):
            name = " of ".join(parts[:length])
            start = _nearest(text, name, told.start, limits) if name else -1
            if start >= 0:
                return self.covering(words, (start, start + len(name)))
        return None


@dataclass(frozen=True, slots=True)
class Bodies:
    """How a text is cut into bodies; who learns cuts it otherwise in each round, who reads never does.

    Attributes:
        most: Most pieces of a body.
        least: Fewest of one that is not the last and has a sentence's end between here and its most.
        lot: Changes which of the places where a body may end is chosen.
    """

    most: int = BODY
    least: int = LEAST
    lot: int = 0


AS_READ = Bodies()


def windows(
    text: str, claims: Sequence[Told], cut: WordPieces, how: Bodies = AS_READ
) -> Iterator[Window]:
    """Windows of a text in which each claim is once; none where the text has no word that can be cut."""
    if not claims:
        return
    pieces = _Pieces(text, cut, max(one.end for one in claims))
    if not pieces.numbers:
        return
    bodies = pieces.bodies(how)
    placed = sorted(
        (*pieces.covering(one.start, one.end), number) for number, one in enumerate(claims)
    )
    for body, told in groupby(placed, lambda one: max(0, bisect_right(bodies, one[0]) - 1)):
        own = list(told)
        end = bodies[body + 1] if body + 1 < len(bodies) else len(pieces.numbers)
        for first in range(0, len(own), MOST):
            yield pieces.window((bodies[body], end), own[first : first + MOST], claims)


class _Pieces:
    """A text as pieces that know their place.

    Args:
        text: The text.
        cut: Cuts words.
        end: One past the last character of any claim; no more is cut than what is shown behind.
    """

    def __init__(self, text: str, cut: WordPieces, end: int) -> None:
        self.text, self._cut = text, cut
        self.numbers: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        behind = 0
        for word in re.finditer(r"\S+", text):
            if _LABEL.fullmatch(word.group()):
                continue
            numbers = cut.of_word(word.group())
            self.numbers.extend(numbers)
            self.starts.extend([word.start()] * len(numbers))
            self.ends.extend([word.end()] * len(numbers))
            behind += len(numbers) if word.start() >= end else 0
            if behind > BODY + BEHIND:
                break

    def covering(self, start: int, end: int) -> Place:
        """The pieces of words that reach into a part of the text."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)

    def bodies(self, how: Bodies) -> list[int]:
        """Where bodies begin: behind sentences or lines where there are any.

        Of the places where a body may end, the words that follow choose one, as if by lot: two versions of a text that
        begin otherwise are soon cut alike again.
        """
        found, many = [0], len(self.numbers)
        while many - found[-1] > how.most:
            limit = found[-1] + how.most
            places = range(found[-1] + how.least, limit + 1)
            ends = [place for place in places if self._ends_before(place)]
            found.append(min(ends, key=lambda place: self._lot(place, how.lot), default=limit))
        return found

    def _lot(self, place: int, lot: int) -> int:
        return crc32(repr(self.numbers[place : place + 6]).encode(), lot)

    def _ends_before(self, place: int) -> bool:
        start, end = self.starts[place - 1], self.ends[place - 1]
        if start == self.starts[place]:
            return False  # inside a word
        between = self.text[end : self.starts[place]]
        return "\n" in between or bool(_STOP.search(self.text[max(start, end - 4) : end]))

    def window(
        self, body: Place, own: Sequence[tuple[int, int, int]], claims: Sequence[Told]
    ) -> Window:
        """A window around a body of pieces, with (first, one past the last, number) of each claim that begins there."""
        marks = self._cut.number
        head = [marks[_START], *self.numbers[:OPENING], marks[_END]]
        first = max(0, body[0] - BEFORE)
        most = first + LONGEST - len(head) - 1
        last = max(body[1], *(end for _, end, _ in own)) + BEHIND
        last = min(len(self.numbers), last, most)
        shift = len(head) - first
        opening = zip(self.starts[:OPENING], self.ends[:OPENING], strict=True)
        shown = zip(self.starts[first:last], self.ends[first:last], strict=True)
        places = (None, *opening, None, *shown, None)
        bare = Window((*head, *self.numbers[first:last], marks[_END]), places, len(head), ())
        placed = []
        for start, end, number in own:
            start = min(start, last - 1)
            own_place = start + shift, max(min(end, last), start + 1) + shift
            placed.append(Placed(number, own_place, bare.held(self.text, claims[number])))
        return replace(bare, claims=tuple(placed))


def near(window: Window, own: Place, holder: Place | None = None) -> Any:  # noqa: ANN401
    """How near each piece is to some of them, as numbers of places; ``holder`` are those of a claim's holder's name."""
    import numpy as np

    first, last = own
    places = np.arange(len(window.pieces))
    before = np.digitize(first - places, STEPS)
    behind = _OWN + np.digitize(places - (last - 1), STEPS)
    found = np.where(places < first, before, behind)
    found[first:last] = _OWN
    found[: window.opening] = _OPENING
    if holder:
        found[slice(*holder)] = HOLDER
    return found


def _nearest(text: str, name: str, place: int, limits: Place) -> int:
    """Where a part of a text has a name nearest to a place, before it rather than behind; -1 where nowhere."""
    before = text.rfind(name, limits[0], min(place + len(name), limits[1]))
    behind = text.find(name, max(place, limits[0]), limits[1])
    if before < 0 or behind < 0:
        return max(before, behind)
    return before if place - before <= behind - place else behind
