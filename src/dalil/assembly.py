"""The one place where parts are put together: ports from below meet their implementations.

Entrances call the functions here and nothing else of the machinery. Imports are inside functions,
so that a command loads only what it uses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dalil.config import Config

if TYPE_CHECKING:
    from dalil.casework.casefolder import Case
    from dalil.casework.ports import ClaimReaders, DocumentReaders
    from dalil.claims.reading import Reading
    from dalil.custody.settings import CaseSettings
    from dalil.evidence import TextLayer


@dataclass(frozen=True)
class Dalil:
    """The machinery for one run, made when it is first asked for."""

    config: Config

    @cached_property
    def documents(self) -> DocumentReaders:
        """Readers of documents, in bounded processes."""
        from dalil.text.document_pool import DocumentPool
        from dalil.text.limits import Bounds

        bounds = Bounds(
            cpu_seconds=self.config.parse_seconds, megabytes=self.config.parse_megabytes
        )
        return DocumentPool(self.config.workers, bounds)

    @cached_property
    def claims(self) -> ClaimReaders:
        """Readers of claims, in several processes."""
        from dalil.claims.read import RULES
        from dalil.text.claim_pool import ClaimPool
        from dalil.text.parser_spacy import SpacyParser

        return ClaimPool(claim_reader, f"{SpacyParser().method} {RULES}", self.config.workers)

    def open_case(self, folder: Path, *, write: bool) -> Case:
        """Open a case; a writer first finishes what a crash left waiting."""
        from dalil.casework.casefolder import Case
        from dalil.casework.record import finish
        from dalil.store.clock import SystemClock
        from dalil.store.opening import open_parts

        clock = SystemClock()
        parts = open_parts(folder, clock, write=write)
        case = Case(
            folder=folder,
            settings=parts.settings,
            store=parts.store,
            vault=parts.vault,
            ledger=parts.ledger,
            clock=clock,
            user=self.config.user,
            close=parts.close,
        )
        if write:
            finish(case)
        return case

    def create_case(self, folder: Path, settings: CaseSettings) -> None:
        """Make a new, empty case; an existing one is left as it is."""
        from dalil.custody.settings import FILE
        from dalil.store.clock import SystemClock
        from dalil.store.opening import create

        if not (folder / FILE).is_file():
            create(folder, settings, SystemClock())


def build(config: Config) -> Dalil:
    """The machinery for a configuration; nothing is opened yet."""
    return Dalil(config)


def claim_reader() -> Callable[[TextLayer], Reading]:
    """A function that reads claims from a text layer; loads the language model once."""
    from dalil.claims.read import read_document
    from dalil.text.parser_spacy import SpacyParser

    parser = SpacyParser()
    return lambda layer: read_document(layer, parser)
