"""Words that were asked in this process, prepared as columns, so that batches of names are looked up.

Batches of one file share most of their words. A word is prepared once; what a batch needs of it is
taken from the columns. Nothing is remembered of whole names, and nothing of what was found.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from dalil.engines.kernel.columns import Hashed, offsets
from dalil.engines.kernel.layout import (
    NONE,
    SPELLING_SHARES,
    SPELLINGS,
    WORD_SHARES,
    WORD_SPELLINGS,
    WORDS,
)
from dalil.engines.kernel.merge import take_ranges
from dalil.engines.kernel.words import Words, put_spellings, put_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dalil.engines.kernel.layout import Arrays
    from dalil.engines.kernel.table import Table

MOST = 1 << 17
"""Words that are kept; then a new vocabulary is begun."""
_FIXED = (*SPELLINGS, *(name for name in WORDS if name != "w_sig"), *WORD_SPELLINGS, "rhash")
_SHARES = {off: of for of, (off, _) in {**SPELLING_SHARES, **WORD_SHARES}.items()}
_SHARES["rchar_off"] = "rchars"


class _Column:
    """An array that grows at its end."""

    __slots__ = ("_room", "size")

    def __init__(self, dtype: str) -> None:
        self._room, self.size = np.zeros(1024, dtype), 0

    def extend(self, values: NDArray[Any]) -> None:
        size = self.size + len(values)
        if size > len(self._room):
            room = np.zeros(2 * size, self._room.dtype)
            room[: self.size] = self._room[: self.size]
            self._room = room
        self._room[self.size : size] = values
        self.size = size

    def whole(self) -> NDArray[Any]:
        return self._room[: self.size]


@dataclass(slots=True)
class Vocabulary:
    """Words and their columns; offsets are kept as 64-bit numbers."""

    words: Words = field(default_factory=Words)
    _columns: dict[str, _Column] = field(default_factory=dict)

    def grow(self) -> None:
        """Add the columns of the words that are new."""
        held = self._columns
        old_words = held["w_kind"].size if held else 0
        old_spellings = held["s_script"].size if held else 0
        if held and old_words == len(self.words.words):
            return
        made: Arrays = {}
        told = Hashed()
        put_spellings(made, told, self.words.spellings[old_spellings:])
        places = self.words.places[len(WORD_SPELLINGS) * old_words :]
        put_words(made, told, self.words.words[old_words:], places)
        told.into(made)
        for name, values in made.items():
            column = held.get(name)
            cut = name.endswith("_off")
            if column is None:
                column = held[name] = _Column("int64" if cut else values.dtype.str)
                if cut:
                    column.extend(np.zeros(1, np.int64))
            if cut:
                column.extend(values[1:].astype(np.int64) + column.whole()[-1])
            else:
                column.extend(values)

    def of(self, name_word: NDArray[np.uint32]) -> Arrays:
        """The columns of the words of some names; ``name_word`` with their new rows among them."""
        held = {name: column.whole() for name, column in self._columns.items()}
        used, words = np.unique(name_word, return_inverse=True)
        places = np.stack([held[name][used] for name in WORD_SPELLINGS])
        spells = np.unique(places)
        rows = spells[: np.searchsorted(spells, NONE)]
        found: Arrays = {"name_word": words.reshape(-1).astype(np.uint32)}
        for name, line in zip(WORD_SPELLINGS, places, strict=True):
            renamed = np.searchsorted(rows, line).astype(np.uint32)
            found[name] = np.where(line == NONE, np.uint32(NONE), renamed)
        for name in WORDS:
            if name in held:
                found[name] = held[name][used]
        for name in SPELLINGS:
            found[name] = held[name][rows]
        _take(found, held, "ids_off", used)
        for off in (off for off, _ in SPELLING_SHARES.values()):
            _take(found, held, off, rows)
        starts = held["read_off"][rows]
        lengths = held["read_off"][rows + 1] - starts
        found["read_off"] = offsets(lengths).astype(np.uint32)
        read = take_ranges(starts, lengths)
        found["rhash"] = held["rhash"][read]
        _take(found, held, "rchar_off", read)
        return found


def _take(found: Arrays, held: Arrays, off: str, rows: NDArray[Any]) -> None:
    starts = held[off][rows]
    lengths = held[off][rows.astype(np.int64) + 1] - starts
    found[off] = offsets(lengths).astype(np.uint32)
    found[_SHARES[off]] = held[_SHARES[off]][take_ranges(starts, lengths)]


_kept: list[Vocabulary] = []
_lock = threading.Lock()


def arrays_of(fill: Callable[[Words], Table]) -> tuple[Table, Arrays]:
    """A table of names, and its arrays, over the words that this process knows.

    Args:
        fill: Makes a table with the given words and takes the names in.
    """
    with _lock:
        if not _kept or len(_kept[-1].words.words) > MOST:
            _kept[:] = [Vocabulary()]
        vocabulary = _kept[-1]
        table = fill(vocabulary.words)
        vocabulary.grow()
        found = table.names()
        return table, found | vocabulary.of(found["name_word"])
