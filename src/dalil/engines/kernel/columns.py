"""Columns of arrays from Python's values: offsets, texts laid end to end, hashes made together.

What the columns mean is the business of those who ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dalil.engines.kernel.strings import hash_texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dalil.engines.kernel.layout import Arrays


def offsets(lengths: NDArray[Any]) -> NDArray[np.int64]:
    """Where each one's share begins, and where the last ends."""
    out = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=out[1:])
    return out


def blob(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """Texts as UTF-8, one after another, with their offsets."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    lengths = np.fromiter(map(len, encoded), np.int64, len(encoded))
    return offsets(lengths).astype(np.uint32), np.frombuffer(b"".join(encoded), np.uint8)


class Hashed:
    """Columns of hashes, made together: a query of one name has a dozen of a few texts each."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._ends: dict[str, int] = {}

    def put(self, name: str, texts: Iterable[str]) -> None:
        """Take in the texts of a column."""
        self._texts += texts
        self._ends[name] = len(self._texts)

    def into(self, found: Arrays) -> Arrays:
        """Add the columns, 64-bit hashes, to the arrays."""
        off, chars = blob(self._texts)
        with np.errstate(over="ignore"):  # interpreted, hashes wrap round as they should
            made = hash_texts(off, chars if len(chars) else np.zeros(1, np.uint8))
        begin = 0
        for name, end in self._ends.items():
            found[name] = made[begin:end]
            begin = end
        return found


def share_of(groups: Sequence[Sequence[str]]) -> NDArray[np.uint32]:
    """Where each row's share of values begins, and where the last ends."""
    return offsets(np.fromiter(map(len, groups), np.int64, len(groups))).astype(np.uint32)
