"""What the kernels are given: names that are asked, and a segment with each thread's working memory.

Nothing is found or scored here, and nothing is written.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dalil.engines.kernel import memory
from dalil.engines.kernel.layout import PLACE, Pack

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dalil.engines.kernel.memory import Work


@dataclass(frozen=True, slots=True)
class Asked:
    """Names that are asked, one query after another, ready for the kernel.

    Attributes:
        table: The names.
        texts: As given, by row.
        query_off: Where each query's names begin, and one past the last.
        kinds: Type of each query.
    """

    table: Pack
    texts: tuple[str, ...]
    query_off: NDArray[np.int64]
    kinds: NDArray[np.uint8]


@dataclass(slots=True)
class Segment:
    """A segment with its working memory, one set for each thread."""

    pack: Pack
    dead: NDArray[np.uint8]
    lengths: dict[str, int]
    work: threading.local = field(default_factory=threading.local)
    _chars: memoryview = field(init=False)
    _numbers: memoryview = field(init=False)
    _begin: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Lay the arrays open for single look-ups, which numpy makes ten times as dear."""
        self._chars, self._numbers = memoryview(self.pack.u8), memoryview(self.pack.u32)
        self._begin = dict(zip(PLACE, self.pack.at.tolist(), strict=True))

    def memory(self) -> Work:
        """Working memory of this thread."""
        found: Work | None = getattr(self.work, "all", None)
        if found is None:
            spellings, rows = self.lengths["s_hash"], self.lengths["name_ent"]
            found = self.work.all = memory.of(spellings, rows)
        _fresh(found[0], found[1])
        current = memory.current(found)
        if current is not found:
            self.work.all = current
        return current

    def text(self, off: str, of: str, row: int) -> str:
        """A text of the segment."""
        at, begin = self._begin[off] + row, self._begin[of]
        start, end = begin + self._numbers[at], begin + self._numbers[at + 1]
        return str(self._chars[start:end], "utf-8", "surrogatepass")

    def rows(self, ent: int) -> list[int]:
        """Names of an entity, as printed."""
        start = self._begin["ent_row"]
        begin, end = self.number("ent_off", ent), self.number("ent_off", ent + 1)
        return self._numbers[start + begin : start + end].tolist()

    def flag(self, row: int) -> int:
        """Flags of a name."""
        return self._chars[self._begin["name_flag"] + row]

    def number(self, of: str, row: int) -> int:
        """A number of the segment."""
        return self._numbers[self._begin[of] + row]


def _fresh(matches: Any, scratch: Any) -> None:
    """Begin the marks anew before their numbers run out."""
    if int(scratch.epoch.max()) >= 1 << 31:
        matches.stamp[:] = 0
        scratch.seen[:] = 0
        scratch.epoch[:] = 0
