"""Working memory of the kernels, and tables as the tuples that they take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from dalil.engines.kernel.aligning import MOST_OPTIONS, Links
from dalil.engines.kernel.curves import SIZE, Curves
from dalil.engines.kernel.find import MOST_KEYS, MOST_MATCHES, READINGS, Matches
from dalil.engines.kernel.gather import GROUP, MOST_READ, MOST_WORDS, Scratch
from dalil.engines.kernel.hopeless import TOLD_BEFORE
from dalil.engines.kernel.layout import BYTES, CODES, LINE, ROW, SIGNS
from dalil.engines.kernel.likeness import MOST_WANTED, SLOTS, TOLD, WANTED
from dalil.engines.kernel.meeting import REMEMBERED, VARIANTS, Patterns
from dalil.engines.kernel.record import RECORD
from dalil.engines.kernel.screen import Found
from dalil.engines.kernel.whole import FLAT, LONGEST_NAME, MOST
from dalil.matching.features import NAMES
from dalil.matching.weights import BASE, CURVES

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_CANDIDATES = MOST_READ
"""Most candidates of a name that are scored: as many as rows are read whole."""
KINDS = ("person", "organisation")


class Told(NamedTuple):
    """What the learned likeness said: keys and values of :mod:`likeness`, for all threads."""

    keys: Any
    values: Any


Work = tuple[Matches, Scratch, Patterns, Links]
_told: list[Told] = []


def told() -> Told:
    """What the learned likeness said in this process."""
    if not _told:
        forget()
    return _told[-1]


def forget() -> None:
    """Begin the table anew; who reads the old one may go on reading it."""
    _told[:] = [Told(np.zeros(SLOTS, np.uint64), np.zeros(SLOTS * TOLD, np.float64))]


def _zeros(size: int, dtype: Any) -> NDArray[Any]:
    return np.zeros(max(size, 1), dtype)


def of(spellings: int, rows: int) -> Work:
    """All working memory of one thread for a segment of so many spellings and rows."""
    return matches(spellings), scratch(spellings, rows), patterns(), links()


def current(work: Work) -> Work:
    """Working memory with the present table of what the likeness said."""
    known = told()
    if work[2].known_key is known.keys:
        return work
    patterns = work[2]._replace(known_key=known.keys, known=known.values)
    return work[0], work[1], patterns, work[3]


def matches(spellings: int) -> Matches:
    """Working memory for finding words in a segment of so many spellings; one thread's."""
    return Matches(
        word=_zeros(MOST_MATCHES, np.int64),
        cost=_zeros(MOST_MATCHES, np.float64),
        gain=_zeros(MOST_MATCHES, np.float64),
        stamp=_zeros(spellings, np.uint32),
        place=_zeros(spellings, np.int32),
        peq=_zeros(READINGS * SIGNS, np.uint64),
        chars=_zeros((READINGS + 1) * LINE, np.uint8),
        lengths=_zeros(READINGS, np.int64),
        hashes=_zeros(READINGS, np.uint32),
        shapes=_zeros(READINGS, np.uint32),
        keys=_zeros(MOST_KEYS, np.uint32),
        bounded=_zeros(MOST_KEYS, np.uint8),
        bony=_zeros(MOST_KEYS, np.uint8),
        start=_zeros(MOST_KEYS, np.int64),
        end=_zeros(MOST_KEYS, np.int64),
        maybe=_zeros(MOST_MATCHES, np.uint32),
    )


def scratch(spellings: int, rows: int) -> Scratch:
    """Working memory for finding rows in a segment; one thread's."""
    return Scratch(
        acc=_zeros(rows, np.uint16),
        touched=_zeros(rows, np.uint32),
        next=_zeros(rows, np.int32),
        bins=_zeros(4096, np.int32),
        begin=_zeros(MOST_WORDS, np.int64),
        end=_zeros(MOST_WORDS, np.int64),
        top=_zeros(MOST_WORDS, np.float64),
        order=_zeros(MOST_WORDS, np.int64),
        best=_zeros(MOST_WORDS, np.float64),
        link=_zeros(MOST_MATCHES, np.int32),
        token=_zeros(MOST_MATCHES, np.int32),
        epoch=_zeros(2, np.uint32),
        seen=_zeros(spellings, np.uint32),
        ents=_zeros(MOST_READ, np.uint32),
        group=_zeros(GROUP, np.int64),
    )


def patterns() -> Patterns:
    """Working memory for the words of one name; one thread's."""
    likeness = told()
    return Patterns(
        rec=_zeros(RECORD * MOST, np.uint64),
        plain=_zeros(VARIANTS * MOST * SIGNS, np.uint64),
        key=_zeros(VARIANTS * MOST * SIGNS, np.uint64),
        join=_zeros(SIGNS, np.uint64),
        bytes=_zeros(3 * BYTES, np.uint8),
        codes=_zeros(2 * CODES, np.int64),
        lines=_zeros(3 * ROW, np.int64),
        known_key=likeness.keys,
        known=likeness.values,
        wanted_key=_zeros(MOST_WANTED, np.uint64),
        wanted=_zeros(1 + WANTED * MOST_WANTED, np.int64),
        mark=_zeros(REMEMBERED, np.int64),
        met=_zeros(4 * REMEMBERED, np.float64),
        turn=_zeros(1, np.int64),
        flat=_zeros(FLAT, np.uint8),
        flat_peq=_zeros(SIGNS, np.uint64),
        flat_size=_zeros(2, np.int64),
    )


def links() -> Links:
    """Working memory for pairing the words of two names; one thread's."""
    return Links(
        left=_zeros(MOST_OPTIONS, np.int64),
        left_size=_zeros(MOST_OPTIONS, np.int64),
        right=_zeros(MOST_OPTIONS, np.int64),
        right_size=_zeros(MOST_OPTIONS, np.int64),
        value=_zeros(MOST_OPTIONS, np.float64),
        distance=_zeros(MOST_OPTIONS, np.float64),
        how=_zeros(MOST_OPTIONS, np.int64),
        ratio=_zeros(MOST_OPTIONS, np.float64),
        chosen=_zeros(2 * MOST, np.int64),
        used=_zeros(2 * MOST, np.uint8),
        heads=_zeros(2 * MOST, np.int64),
        letters=_zeros(2 * MOST, np.int64),
        bits=_zeros(2 * MOST, np.float64),
        spells=_zeros(2 * MOST, np.int64),
        met=_zeros(6, np.float64),
        flat=_zeros(FLAT, np.uint8),
        flat_peq=_zeros(SIGNS, np.uint64),
        lines=_zeros(3 * ROW, np.int64),
        codes=_zeros(2 * LONGEST_NAME, np.int64),
        numbers=_zeros(2 * MOST, np.float64),
        may=_zeros(2 * MOST, np.int64),
        reads=_zeros(2 * MOST, np.uint64),
        masc=_zeros(2 * MOST, np.uint64),
    )


def no_links() -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """What is handed where scores alone are wanted."""
    return np.zeros(0, np.int64), np.zeros((0, 0, 5), np.int64), np.zeros((0, 0, 3), np.float64)


def found(keep: int) -> Found:
    """Room for the results of one query; one thread's."""
    return Found(
        ent=_zeros(keep, np.int64),
        row=_zeros(keep, np.int64),
        name=_zeros(keep, np.int64),
        odds=_zeros(keep, np.float64),
        asks=_zeros(keep, np.float64),
        cand=_zeros(MOST_CANDIDATES, np.int64),
        gain=_zeros(MOST_CANDIDATES, np.float64),
        vector=_zeros(SIZE, np.float64),
        limits=_zeros(4, np.float64),
        ahead=_zeros(MOST_CANDIDATES, np.int64),
    )


def curves() -> Curves:
    """The model of ``matching.weights`` as arrays."""
    off: list[list[int]] = []
    knots: list[float] = []
    heights: list[float] = []
    for kind in KINDS:
        line = [len(knots)]
        for name in NAMES:
            at = CURVES[kind].get(name, ((), ()))
            knots += at[0]
            heights += at[1]
            line.append(len(knots))
        off.append(line)
    made = Curves(
        np.array([BASE[kind] for kind in KINDS], np.float64),
        np.array(off, np.int64).reshape(-1),
        np.array(knots or [0.0], np.float64),
        np.array(heights or [0.0], np.float64),
        np.array(
            [sum(_gain(CURVES[kind][name][1]) for name in ("whole", "letters")) for kind in KINDS],
            np.float64,
        ),
        np.array([BASE[kind] + _most_of(kind) for kind in KINDS], np.float64),
    )
    for array in made:
        array.flags.writeable = False
    return made


def _most_of(kind: str) -> float:
    """The most that all curves give together whose features words have to be compared for."""
    heights = (CURVES[kind].get(name, ((), ()))[1] for name in NAMES if name not in TOLD_BEFORE)
    return sum(max(line, default=0.0) for line in heights)


def _gain(heights: Sequence[float]) -> float:
    """The most that a curve gives beyond what it gives at its lowest knot."""
    return max(heights) - heights[0] if heights else 0.0
