"""A case source in memory for the pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fakes_index import ViewIndex

from dalil.casework.closings import Closing
from dalil.casework.origins import Origin
from dalil.casework.progress import ReadingState, reading_state
from dalil.claims.versions import Version
from dalil.claims.view import CaseView
from dalil.custody.ports import Checkpoint, Entry
from dalil.evidence import DocumentInfo, TextLayer
from dalil.web.ports import DossierFile, Quoted


@dataclass
class MemorySource:
    """What the pages ask, from plain values."""

    case: CaseView
    layers: dict[str, TextLayer] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    head: Checkpoint | None = None
    ledger: list[Entry] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    came_too: dict[str, tuple[Origin, ...]] = field(default_factory=dict)
    treatments: dict[str, str] = field(default_factory=dict)
    screenings: dict[str, Mapping[str, object]] = field(default_factory=dict)
    drawn: list[tuple[str, int, tuple[Quoted, ...]]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.case.name

    @property
    def index(self) -> ViewIndex:
        return ViewIndex(self.case, self.layers, unread=self.unread)

    def version(self) -> int:
        return len(self.ledger)

    def described(self, exhibit: str, info: DocumentInfo) -> DocumentInfo:
        return info

    def versions(self) -> Mapping[str, Version]:
        return self.case.versions

    def closings(self, keys: Iterable[str]) -> Mapping[str, Closing]:
        view, found = self.case, {}
        for key in keys:
            claim = view.claims.get(key)
            one = view.exhibits.get(claim.exhibit if claim else key)
            if one is not None:
                tier = view.tiers.get(key) or (claim.tier if claim else None) or one.tier
                found[key] = Closing(tier, one.privileged)
        return found

    def treated(self) -> Mapping[str, str]:
        return self.treatments

    def origins(self, exhibit: str) -> Sequence[Origin]:
        return self.came_too.get(exhibit, ())

    def reading(self) -> ReadingState:
        return reading_state(self.index, "2026-03-02T09:00:00Z")

    def layer(self, exhibit: str) -> TextLayer | None:
        return self.layers.get(exhibit)

    def picture(self, exhibit: str, page: int, quotes: Sequence[Quoted]) -> bytes:
        self.drawn.append((exhibit, page, tuple(quotes)))
        return b"\x89PNG drawn"

    def screening(self, entity: str) -> Mapping[str, object] | None:
        return self.screenings.get(entity)

    def dossiers(self) -> Sequence[DossierFile]:
        return [
            DossierFile(name, f"Dossier {name}", len(content))
            for name, content in sorted(self.files.items())
        ]

    def dossier(self, name: str) -> bytes | None:
        return self.files.get(name)

    def checkpoint(self) -> Checkpoint | None:
        return self.head

    def ledger_size(self) -> int:
        return len(self.ledger)

    def entries(self, first: int, count: int) -> Sequence[Entry]:
        return self.ledger[first : first + count]
