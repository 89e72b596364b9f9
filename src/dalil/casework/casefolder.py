"""An open case: settings, store, vault, ledger, clock, and the person at work.

The folder's layout is pinned: ``dalil.toml``, ``vault/``, ``case.db``, ``ledger/``, ``exports/``.
Opening and creating are wired in ``assembly.py``; this module holds the value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol

from dalil.claims.index import CaseIndex
from dalil.claims.ports import Batch, ClaimStore
from dalil.claims.version_links import Sketches
from dalil.custody.ports import AuditedBatch, Clock, Ledger, Line, Vault
from dalil.custody.settings import CaseSettings


class CaseStore(ClaimStore, Protocol):
    """A store that writes batches together with the ledger line that stands for them."""

    def add(self, batch: Batch, kind: str, body: Mapping[str, object], at: str) -> tuple[int, Line]:
        """Write rows and the waiting line together; returns the batch number and the line."""
        ...

    def erase(
        self, rows: Sequence[tuple[str, int]], body: Mapping[str, object], at: str
    ) -> tuple[int, Line]:
        """Erase rows and leave the waiting line that says so; their seals stay as tombstones."""
        ...

    @property
    def index(self) -> CaseIndex:
        """The same rows, asked a page at a time."""
        ...

    @property
    def sketches(self) -> Sketches:
        """Which documents share runs of words."""
        ...

    def waiting(self) -> Sequence[tuple[int, Line]]:
        """Lines not confirmed as written to the ledger: (batch, line), oldest first."""
        ...

    def settle(self, batches: Iterable[int]) -> None:
        """Forget waiting lines that the ledger has."""
        ...

    def batches(self) -> Iterator[AuditedBatch]:
        """Every batch with its rows checked against their seals, oldest first."""
        ...

    def unsealed(self) -> Iterator[tuple[str, int]]:
        """Rows that no seal covers, as (table, row)."""
        ...

    def damage(self) -> Sequence[str]:
        """What the database itself finds wrong."""
        ...

    def size(self) -> tuple[int, int]:
        """Bytes of the database file, and of the log beside it that is not in it yet."""
        ...

    def pieces(self, piece: int) -> Iterator[str]:
        """Hex of the SHA-256 of each piece of the database file, in order."""
        ...


@dataclass(frozen=True)
class Case:
    """An open case.

    Attributes:
        folder: Its folder.
        settings: What it says of itself.
        store: Its rows.
        vault: Its bytes.
        ledger: Its record of what was known, decided and exported in which order.
        clock: The only source of the present time.
        user: The person at work.
        close: Lets go of files and lock.
    """

    folder: Path
    settings: CaseSettings
    store: CaseStore
    vault: Vault
    ledger: Ledger
    clock: Clock
    user: str
    close: Callable[[], None] = field(default=lambda: None, repr=False)

    @property
    def exports(self) -> Path:
        """Where exports go."""
        return self.folder / "exports"

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
