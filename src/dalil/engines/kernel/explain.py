"""How the words of names met that the kernel scored, as ``matching`` needs it to give reasons.

The kernel's links and vector become the oracle's own values, so that nothing is compared twice. Of a
pair whose score is not exact only the most that it can be is said: it is compared by the oracle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dalil.engines.kernel import memory, screen
from dalil.engines.kernel.asking import learn
from dalil.engines.kernel.layout import PERSON, WEAK
from dalil.matching.alignment import Link, alignment_of
from dalil.matching.analysis import MOST_WORDS, Name, analyse
from dalil.matching.compare import NameScore
from dalil.matching.features import NAMES, pair
from dalil.names.similarity import How

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dalil.engines.kernel.opened import Asked, Segment


_HOWS = tuple(How(code) for code in range(len(How)))


@dataclass(frozen=True, slots=True)
class Linked:
    """A pair of names that the kernel scored.

    Attributes:
        asked: The asked name.
        name: The listed one.
        id: Of its entity.
        person: Whether both were read as persons' names.
        weak: Whether the listed name is a weak alias.
        most: Log-odds, or the most that they can be where ``score`` is None.
        score: What :func:`dalil.matching.compare.score_names` gives of the two; None where the
            learned likeness has to be asked.
    """

    asked: str
    name: str
    id: str
    person: bool
    weak: bool
    most: float
    score: NameScore | None


def linked(
    segment: Segment, asked: Asked, rows: Sequence[tuple[int, int, str]], curves: Any
) -> list[Linked]:
    """Score rows of a segment against asked names and say how their words met."""
    count = len(rows)
    left, right = (np.array([row[side] for row in rows], np.int64) for side in (0, 1))
    odds, asks, counts = np.zeros(count), np.zeros(count, np.int64), np.zeros(count, np.int64)
    vectors, values = np.zeros((count, len(NAMES))), np.zeros((count, MOST_WORDS, 3))
    places = np.zeros((count, MOST_WORDS, 5), np.int64)
    for last in (False, True):
        work = segment.memory()
        with np.errstate(over="ignore"):
            screen.score_many(
                asked.table, left, segment.pack, right, work, curves,
                odds, asks, vectors.reshape(-1), counts, places, values,
            )  # fmt: skip
        open_ = _may_win(segment, rows, odds.tolist(), asks.tolist())
        if last or not open_ or not learn_of(segment, asked, left[open_], right[open_], curves):
            break
    names: dict[tuple[int, bool], Name] = {}
    found, worth, open_asks, met = [], odds.tolist(), asks.tolist(), counts.tolist()
    for at, (mine, row, id_) in enumerate(rows):
        text, flag = segment.text("name_text_off", "name_text", row), segment.flag(row)
        person, score = bool(flag & PERSON), None
        if not open_asks[at]:
            one = names.get((mine, person))
            if one is None:
                one = names[mine, person] = analyse(asked.texts[mine], person)
            other, n = analyse(text, person), met[at]
            links = map(_link, places[at, :n].tolist(), values[at, :n].tolist())
            made = alignment_of(one, other, list(links))
            score = NameScore(worth[at], pair(one, other, made), tuple(vectors[at].tolist()))
        found.append(
            Linked(asked.texts[mine], text, id_, person, bool(flag & WEAK), worth[at], score)
        )
    return found


def _may_win(
    segment: Segment, rows: Sequence[tuple[int, int, str]], odds: list[float], asks: list[int]
) -> list[int]:
    """Which open pairs could be worth more than every other name of their entity."""
    best: dict[str, float] = {}
    for (_, row, id_), value, open_ in zip(rows, odds, asks, strict=True):
        if not open_ and not segment.flag(row) & WEAK:
            best[id_] = max(best.get(id_, value), value)
    return [
        at
        for at, ((_, _, id_), value) in enumerate(zip(rows, odds, strict=True))
        if asks[at] and (id_ not in best or value > best[id_])
    ]


def learn_of(
    segment: Segment,
    asked: Asked,
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    curves: Any,
) -> int:
    """Ask the likeness of the words that pairs of asked names and rows hang on; returns how many."""
    work, count = segment.memory(), len(left)
    work[2].wanted[0] = 0
    with np.errstate(over="ignore"):
        screen.score_many(
            asked.table, left, segment.pack, right, work, curves,
            np.zeros(count), np.zeros(count, np.int64), np.zeros(len(NAMES)), *memory.no_links(),
        )  # fmt: skip
    return learn(work[2], asked.table, segment.pack)


def _link(places: Sequence[int], values: Sequence[float]) -> Link:
    left, size, right, others, how = places
    if size == others == 1:
        return Link((left,), (right,), values[0], values[1], _HOWS[how], values[2])
    one, other = tuple(range(left, left + size)), tuple(range(right, right + others))
    return Link(one, other, values[0], values[1], _HOWS[how], values[2])
