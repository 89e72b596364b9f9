"""Names as somebody asks them, made ready for the kernels; and the working memory of a thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dalil.engines.kernel.find import Matches, Vocabulary
from dalil.engines.kernel.gather import MOST_WORDS, Queries, Rows, Scratch
from dalil.engines.kernel.layout import KINDS
from dalil.engines.kernel.spell import cut, read_word
from dalil.engines.kernel.strings import MOST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dalil.engines.kernel.layout import Arrays

MOST_MATCHES = 1 << 16
LONGEST_JOIN = 24


def ask(names: Sequence[str], types: Sequence[str]) -> Queries:
    """Analyse names for searching; words that stand side by side are also tried as one.

    Args:
        names: One a query.
        types: One a query; an unknown type is ``any``.
    """
    word_off, read_off, lengths, chars = [0], [0], [0], bytearray()
    for name in names:
        words = [read_word(word) for word in cut(name)]
        for readings in (*words, *_joined(words)):
            for reading in readings:
                chars += reading
                lengths.append(len(chars))
            read_off.append(len(lengths) - 1)
        word_off.append(len(read_off) - 1)
    return Queries(
        np.array(word_off, np.uint32),
        np.array(read_off, np.uint32),
        np.array(lengths, np.uint32),
        np.frombuffer(bytes(chars) or b"\0", np.uint8),
        np.array([KINDS.index(t) if t in KINDS else 0 for t in types], np.uint8),
    )


def _joined(words: list[tuple[bytes, ...]]) -> list[tuple[bytes, ...]]:
    """Neighbours written together, under their first readings."""
    return [
        (one[0] + other[0],)
        for one, other in zip(words, words[1:], strict=False)
        if one and other and 1 < len(one[0]) and len(one[0]) + len(other[0]) <= LONGEST_JOIN
    ]


def vocabulary(arrays: Arrays) -> Vocabulary:
    """The arrays of a segment's words."""
    return Vocabulary(*(arrays[name] for name in Vocabulary._fields))


def rows(arrays: Arrays) -> Rows:
    """The arrays of a segment's names."""
    return Rows(*(arrays[name] for name in Rows._fields))


def working(words: int, names: int) -> tuple[Matches, Scratch]:
    """Working memory for a segment of so many words and names; for one thread at a time."""

    def zeros(size: int, dtype: type) -> NDArray[np.generic]:
        return np.zeros(max(size, 1), dtype)

    matches = Matches(
        word=zeros(MOST_MATCHES, np.uint32),
        cost=zeros(MOST_MATCHES, np.float64),
        gain=zeros(MOST_MATCHES, np.float64),
        stamp=zeros(words, np.uint32),
        place=zeros(words, np.int32),
        peq=np.zeros((8, 256), np.uint64),
        bones=zeros(MOST + 1, np.uint8),
    )
    scratch = Scratch(
        acc=zeros(names, np.uint16),
        touched=zeros(names, np.uint32),
        bins=zeros(4096, np.int32),
        begin=zeros(MOST_WORDS, np.int64),
        end=zeros(MOST_WORDS, np.int64),
        top=zeros(MOST_WORDS, np.float64),
        order=zeros(MOST_WORDS, np.int64),
        best=zeros(MOST_WORDS, np.float64),
        held=zeros(MOST_WORDS, np.int64),
        link=zeros(MOST_MATCHES, np.int32),
        token=zeros(MOST_MATCHES, np.int32),
        epoch=zeros(2, np.uint32),
        seen=zeros(words, np.uint32),
    )
    return matches, scratch
