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

    def memory(self) -> tuple[Any, ...]:
        """Working memory of this thread."""
        found: tuple[Any, ...] | None = getattr(self.work, "all", None)
        if found is None:
            spellings, rows = self.lengths["s_hash"], self.lengths["name_ent"]
            found = (
                memory.matches(spellings),
                memory.scratch(spellings, rows),
                memory.patterns(),
                memory.links(),
            )
            self.work.all = found
        _fresh(found[0], found[1])
        return found

    def text(self, off: str, of: str, row: int) -> str:
        """A text of the segment."""
        at = self.pack.at
        offs = self.pack.u32[at[PLACE[off]] + row : at[PLACE[off]] + row + 2]
        begin = int(at[PLACE[of]])
        return bytes(self.pack.u8[begin + int(offs[0]) : begin + int(offs[1])]).decode(
            "utf-8", "surrogatepass"
        )

    def rows(self, ent: int) -> list[int]:
        """Names of an entity, as printed."""
        at = self.pack.at
        begin, end = self.number("ent_off", ent), self.number("ent_off", ent + 1)
        start = int(at[PLACE["ent_row"]])
        found: list[int] = self.pack.u32[start + begin : start + end].tolist()
        return found

    def flag(self, row: int) -> int:
        """Flags of a name."""
        return int(self.pack.u8[self.pack.at[PLACE["name_flag"]] + row])

    def number(self, of: str, row: int) -> int:
        """A number of the segment."""
        return int(self.pack.u32[self.pack.at[PLACE[of]] + row])


def _fresh(matches: Any, scratch: Any) -> None:
    """Begin the marks anew before their numbers run out."""
    if int(scratch.epoch.max()) >= 1 << 31:
        matches.stamp[:] = 0
        scratch.seen[:] = 0
        scratch.epoch[:] = 0
