"""Working memory of the kernels, and tables as the tuples that they take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dalil.engines.kernel.find import Matches, Vocabulary
from dalil.engines.kernel.gather import MOST_WORDS, Rows, Scratch
from dalil.engines.kernel.meeting import MOST, Patterns, Words
from dalil.engines.kernel.pairs import LONGEST_NAME, MOST_OPTIONS, Curves, Links
from dalil.matching.features import NAMES
from dalil.matching.weights import BASE, CURVES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dalil.engines.kernel.layout import Arrays

MOST_MATCHES = 1 << 16
KINDS = ("person", "organisation")


def _zeros(size: int, dtype: Any) -> NDArray[Any]:
    return np.zeros(max(size, 1), dtype)


def _frozen(arrays: Arrays, names: tuple[str, ...]) -> list[NDArray[Any]]:
    """Arrays as the kernels take them: plain, never written, so that one compilation serves all."""
    found = []
    for name in names:
        view = np.asarray(arrays[name]).view()
        view.flags.writeable = False
        found.append(view)
    return found


def vocabulary(arrays: Arrays) -> Vocabulary:
    """What finds words in a segment."""
    return Vocabulary(*_frozen(arrays, Vocabulary._fields))


def rows(arrays: Arrays) -> Rows:
    """What finds names in a segment."""
    return Rows(*_frozen(arrays, Rows._fields))


def words(arrays: Arrays) -> Words:
    """What compares names of a table."""
    return Words(*_frozen(arrays, Words._fields))


def finding(word_count: int, row_count: int) -> tuple[Matches, Scratch]:
    """Working memory for finding in a segment of so many words and names; one thread's."""
    matches = Matches(
        word=_zeros(MOST_MATCHES, np.uint32),
        cost=_zeros(MOST_MATCHES, np.float64),
        gain=_zeros(MOST_MATCHES, np.float64),
        stamp=_zeros(word_count, np.uint32),
        place=_zeros(word_count, np.int32),
        peq=np.zeros((8, 256), np.uint64),
        bones=_zeros(64, np.uint8),
        chars=_zeros(128, np.uint8),
        ends=_zeros(2, np.uint32),
        lengths=_zeros(8, np.int64),
        firsts=_zeros(8, np.uint8),
        hashes=_zeros(8, np.uint32),
    )
    scratch = Scratch(
        acc=_zeros(row_count, np.uint16),
        touched=_zeros(row_count, np.uint32),
        bins=_zeros(4096, np.int32),
        begin=_zeros(MOST_WORDS, np.int64),
        end=_zeros(MOST_WORDS, np.int64),
        top=_zeros(MOST_WORDS, np.float64),
        order=_zeros(MOST_WORDS, np.int64),
        best=_zeros(MOST_WORDS, np.float64),
        link=_zeros(MOST_MATCHES, np.int32),
        token=_zeros(MOST_MATCHES, np.int32),
        epoch=_zeros(2, np.uint32),
        seen=_zeros(word_count, np.uint32),
    )
    return matches, scratch


def patterns() -> Patterns:
    """Working memory for the words of one name; one thread's."""
    return Patterns(
        plain=np.zeros((MOST, 256), np.uint64),
        key=np.zeros((MOST, 256), np.uint64),
        join=np.zeros(256, np.uint64),
        bytes=np.zeros((2, 512), np.uint8),
        spare=np.zeros(512, np.uint8),
        codes=np.zeros((2, 256), np.int64),
        lines=np.zeros((3, 258), np.int64),
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
        chosen=_zeros(2 * MOST, np.int64),
        used=np.zeros((2, MOST), np.uint8),
        met=_zeros(3, np.float64),
        flat=np.zeros((2, 4 * LONGEST_NAME), np.uint8),
        flat_peq=np.zeros(256, np.uint64),
        lines=np.zeros((3, LONGEST_NAME + 2), np.int64),
        codes=np.zeros((2, LONGEST_NAME), np.int64),
        numbers=np.zeros((2, MOST), np.int64),
    )


def curves() -> Curves:
    """The model of ``matching.weights`` as arrays."""
    off, knots, heights = [], [], []
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
        np.array(off, np.int64),
        np.array(knots or [0.0], np.float64),
        np.array(heights or [0.0], np.float64),
    )
    for array in made:
        array.flags.writeable = False
    return made
