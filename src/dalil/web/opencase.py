"""An open case as the pages ask it: the view is built once and anew when the ledger has grown.

Only regular files that lie in the case's exports are served as dossiers; a name from an address is
compared with the listing and never joined to a path.
"""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from dalil.casework.casefolder import Case
from dalil.casework.view import load_view
from dalil.claims.view import CaseView
from dalil.custody.ports import Checkpoint, Entry
from dalil.evidence import TextLayer
from dalil.web.ports import DossierFile

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_HEAD = 4096
SUFFIXES = (".html", ".json")


class OpenCase:
    """A case source over an open case.

    Args:
        case: Opened for reading.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self._lock = threading.Lock()
        self._view: CaseView | None = None
        self._size = -1

    def view(self) -> CaseView:
        """The case as it stands."""
        with self._lock:
            size = len(self.case.ledger)
            if self._view is None or size != self._size:
                self._view, self._size = load_view(self.case), size
            return self._view

    def layer(self, exhibit: str) -> TextLayer | None:
        """The text layer of an exhibit, or None where it was not read."""
        return self.case.store.layer(exhibit)

    def dossiers(self) -> Sequence[DossierFile]:
        """The dossiers in the exports, by name."""
        return [DossierFile(path.name, _title(path), path.stat().st_size) for path in self._files()]

    def dossier(self, name: str) -> bytes | None:
        """The bytes of one of :meth:`dossiers`; None for any other name."""
        return next((path.read_bytes() for path in self._files() if path.name == name), None)

    def checkpoint(self) -> Checkpoint | None:
        """The newest checkpoint of the ledger."""
        found = self.case.ledger.checkpoints()
        return found[-1] if found else None

    def ledger_size(self) -> int:
        """Number of ledger entries."""
        return len(self.case.ledger)

    def entries(self, first: int, count: int) -> Sequence[Entry]:
        """Ledger entries from a position, oldest first."""
        return list(islice(self.case.ledger.entries(), first, first + count))

    def _files(self) -> list[Path]:
        folder = self.case.exports
        if not folder.is_dir():
            return []
        return sorted(
            path
            for path in folder.iterdir()
            if path.suffix in SUFFIXES and path.is_file() and not path.is_symlink()
        )


def _title(path: Path) -> str:
    """The title that an HTML file gives itself, else the file's name; its kind is added."""
    kind = path.suffix.removeprefix(".").upper()
    with path.open("rb") as file:
        found = _TITLE.search(file.read(_HEAD).decode("utf-8", "replace"))
    return f"{html.unescape(found.group(1)) if found else path.stem} ({kind})"
