"""What the pages ask of a case: an index, text layers, dossiers, the ledger. Read-only.

``assembly.py`` or the command line gives an implementation; the pages never write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dalil.casework.closings import Closing
from dalil.casework.origins import Origin
from dalil.casework.progress import ReadingState
from dalil.claims.index import CaseIndex
from dalil.claims.versions import Version
from dalil.custody.ports import Checkpoint, Entry
from dalil.evidence import DocumentInfo, TextLayer

Quoted = tuple[str, tuple[tuple[int, int, int, int], ...], bool]
"""Words, the lines in which they stand (hundredths of a point), and whether they are those asked for."""


@dataclass(frozen=True, slots=True)
class DossierFile:
    """A rendered dossier in the case's exports.

    Attributes:
        name: File name, such as ``orjumat_uk-gac.html``.
        title: What it is, for people.
        size: Bytes.
        known: The ledger knows these bytes as an export of the case; others are named and not shown.
    """

    name: str
    title: str
    size: int
    known: bool = True


class CaseSource(Protocol):
    """A case as the pages see it."""

    @property
    def name(self) -> str:
        """Name of the case."""
        ...

    @property
    def index(self) -> CaseIndex:
        """The case, asked a page at a time."""
        ...

    def version(self) -> int:
        """Changes with the case: what the pages keep is kept under it."""
        ...

    def described(self, exhibit: str, info: DocumentInfo) -> DocumentInfo:
        """What a document says of itself, and where it is silent, what the user says of it."""
        ...

    def versions(self) -> Mapping[str, Version]:
        """Documents that are near-identical versions of an earlier one, by sha256."""
        ...

    def closings(self, keys: Iterable[str]) -> Mapping[str, Closing]:
        """Who may see exhibits (by hash) and claims (by id), as marks and containers say now."""
        ...

    def treated(self) -> Mapping[str, str]:
        """How persons and bodies are to be treated (witness, restricted ...), by entity id."""
        ...

    def origins(self, exhibit: str) -> Sequence[Origin]:
        """Further places that the same bytes came from."""
        ...

    def reading(self) -> ReadingState:
        """How far the reading has come."""
        ...

    def layer(self, exhibit: str) -> TextLayer | None:
        """The text layer of an exhibit, or None where it was not read."""
        ...

    def picture(self, exhibit: str, page: int, quotes: Sequence[Quoted]) -> bytes:
        """A page of a PDF as PNG, with quotes boxed; drawn now and kept nowhere.

        Raises:
            Unreadable: It cannot be drawn, with the reason.
        """
        ...

    def screening(self, entity: str) -> Mapping[str, object] | None:
        """The newest screening of a marked entity, as it was recorded; None where there is none."""
        ...

    def dossiers(self) -> Sequence[DossierFile]:
        """The dossiers in the exports, by name."""
        ...

    def dossier(self, name: str) -> bytes | None:
        """The bytes of one of :meth:`dossiers`; None for any other name.

        Raises:
            Tampered: The ledger does not know these bytes.
        """
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
