"""An open case as the pages ask it: through its index, so that a large case is never loaded.

Only regular files that lie in the case's exports, with the bytes that the ledger knows, are served as
dossiers; a name from an address is compared with the listing and never joined to a path.
"""

from __future__ import annotations

import hashlib
import html
import re
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from dalil.casework.casefolder import Case
from dalil.casework.closings import Closing, closings, treated
from dalil.casework.exported import Standing, digest_of, not_known, recorded, standing
from dalil.casework.origins import KIND, Origin, origins
from dalil.casework.ports import Drawers
from dalil.casework.progress import ReadingState, reading_state
from dalil.casework.read import with_description
from dalil.casework.versions import KIND as VERSIONS
from dalil.casework.versions import known_versions
from dalil.claims.index import CaseIndex
from dalil.claims.versions import Version
from dalil.custody.ports import Checkpoint, Entry
from dalil.errors import Unreadable
from dalil.evidence import DocumentInfo, TextLayer
from dalil.web.ports import DossierFile, Quoted

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_HEAD = 4096
SUFFIXES = (".html", ".json")


class OpenCase:
    """A case source over an open case.

    Args:
        case: Opened for reading.
        drawers: Draw pages; without them no page is shown as a picture.
    """

    def __init__(self, case: Case, drawers: Drawers | None = None) -> None:
        self.case = case
        self._drawers = drawers
        self._lock = threading.Lock()
        self._state: tuple[int, ReadingState] | None = None
        self._told: tuple[int, Mapping[str, Collection[str]]] | None = None
        self._digests: dict[str, tuple[tuple[int, int, int], str]] = {}
        self._versions: tuple[tuple[str, ...], Mapping[str, Version]] | None = None

    @property
    def name(self) -> str:
        """Name of the case."""
        return self.case.settings.name

    @property
    def index(self) -> CaseIndex:
        """The case, asked a page at a time."""
        return self.case.store.index

    def version(self) -> int:
        """The size of the ledger: every change of the case is an entry."""
        return len(self.case.ledger)

    def described(self, exhibit: str, info: DocumentInfo) -> DocumentInfo:
        """What a document says of itself, and where it is silent, what the user says of it."""
        marks = self.case.store.records("mark", exhibit)
        return with_description(info, marks[-1].body if marks else None)

    def versions(self) -> Mapping[str, Version]:
        """Documents that are near-identical versions of an earlier one; loaded where links came in."""
        with self._lock:
            ids = tuple(self.index.record_ids(VERSIONS))
            if self._versions is None or self._versions[0] != ids:
                self._versions = ids, known_versions(self.case.store)
            return self._versions[1]

    def closings(self, keys: Iterable[str]) -> Mapping[str, Closing]:
        """Who may see exhibits (by hash) and claims (by id), as marks and containers say now."""
        return closings(self.case, keys)

    def treated(self) -> Mapping[str, str]:
        """How persons and bodies are to be treated (witness, restricted ...), by entity id."""
        return treated(self.case)

    def origins(self, exhibit: str) -> Sequence[Origin]:
        """Further places that the same bytes came from."""
        return origins(self.case.store.records(KIND, exhibit)).get(exhibit, ())

    def reading(self) -> ReadingState:
        """How far the reading has come; asked once for each state of the case."""
        with self._lock:
            size = self.version()
            if self._state is None or self._state[0] != size or self._state[1].left:
                self._state = size, reading_state(self.index, self.case.clock.now())
            return self._state[1]

    def layer(self, exhibit: str) -> TextLayer | None:
        """The text layer of an exhibit, or None where it was not read."""
        return self.case.store.layer(exhibit)

    def picture(self, exhibit: str, page: int, quotes: Sequence[Quoted]) -> bytes:
        """A page of a PDF as PNG, with quotes boxed; drawn now and kept nowhere.

        Raises:
            Unreadable: It cannot be drawn, with the reason.
        """
        if self._drawers is None:
            raise Unreadable("Pages are not drawn here.", reason_code="no_drawing")
        content = self.case.vault.get(exhibit)
        wanted = {"page": page, "quotes": [list(one) for one in quotes]}
        done = self._drawers.draw(content, exhibit, wanted)
        if done.refusal is not None or len(done.members) != 1:
            reason = done.refusal.reason if done.refusal else "No picture came of it."
            raise Unreadable(reason, reason_code=done.refusal.code if done.refusal else "failed")
        return done.members[0].content

    def screening(self, entity: str) -> Mapping[str, object] | None:
        """The newest screening of a marked entity, as it was recorded; None where there is none."""
        known = self.case.store.records("screen", entity)
        return known[-1].body if known else None

    def dossiers(self) -> Sequence[DossierFile]:
        """The dossiers in the exports, by name; of a file that nobody vouches for its name alone."""
        return [
            DossierFile(path.name, _title(path), path.stat().st_size)
            if self._known(path.name, self._digest(path))
            else DossierFile(path.name, path.name, path.stat().st_size, known=False)
            for path in self._files()
        ]

    def dossier(self, name: str) -> bytes | None:
        """The bytes of one of :meth:`dossiers`; None for any other name.

        Raises:
            Tampered: The ledger does not know these bytes.
        """
        path = next((path for path in self._files() if path.name == name), None)
        if path is None:
            return None
        content = path.read_bytes()
        if not self._known(name, hashlib.sha256(content).hexdigest()):
            raise not_known(name)
        return content

    def checkpoint(self) -> Checkpoint | None:
        """The newest checkpoint of the ledger."""
        found = self.case.ledger.checkpoints()
        return found[-1] if found else None

    def ledger_size(self) -> int:
        """Number of ledger entries."""
        return len(self.case.ledger)

    def entries(self, first: int, count: int) -> Sequence[Entry]:
        """Ledger entries from a position, oldest first."""
        return list(self.case.ledger.part(first, count))

    def _known(self, name: str, sha256: str) -> bool:
        """Whether the record has these bytes under this name; it is loaded once for each state."""
        with self._lock:
            size = self.version()
            if self._told is None or self._told[0] != size:
                self._told = size, recorded(self.case.store)
            return standing(self._told[1], name, sha256) is Standing.WRITTEN

    def _digest(self, path: Path) -> str:
        """Hash of a file, kept as long as the file looks the same; what is served is hashed again."""
        now = path.stat()
        look = (now.st_ino, now.st_mtime_ns, now.st_size)
        held = self._digests.get(path.name)
        if held is None or held[0] != look:
            held = self._digests[path.name] = (look, digest_of(path))
        return held[1]

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
