"""What the pages ask of a case: a view, text layers, dossiers, the ledger. Read-only.

``assembly.py`` or the command line gives an implementation; the pages never write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dalil.claims.view import CaseView
from dalil.custody.ports import Checkpoint, Entry
from dalil.evidence import TextLayer


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A rendered dossier in the case's exports.

    Attributes:
        name: File name, such as ``orjumat_uk-gac.html``.
        title: What it is, for people.
        size: Bytes.
    """

    name: str
    title: str
    size: int


class CaseSource(Protocol):
    """A case as the pages see it.

    ``view`` should return the same object until the case changes: the pages keep an index by it.
    """

    def view(self) -> CaseView:
        """The case as it stands."""
        ...

    def layer(self, exhibit: str) -> TextLayer | None:
        """The text layer of an exhibit, or None where it was not read."""
        ...

    def dossiers(self) -> Sequence[DossierFile]:
        """The dossiers in the exports, by name."""
        ...

    def dossier(self, name: str) -> bytes | None:
        """The bytes of one of :meth:`dossiers`; None for any other name."""
        ...

    def checkpoint(self) -> Checkpoint | None:
        """The newest checkpoint of the ledger."""
        ...

    def ledger_size(self) -> int:
        """Number of ledger entries."""
        ...

    def entries(self, first: int, count: int) -> Sequence[Entry]:
        """Ledger entries from a position, oldest first."""
        ...
