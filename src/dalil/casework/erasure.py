"""Erase a person from a case for good: exhibits, texts, claims, judgements, records, search, exports.

What names the person goes, whoever wrote it; seals, leaves and commitments stay as tombstones that
reveal nothing, so the case still verifies. Where an exhibit had a text, a redacted copy takes its place,
in which the person's names are blocks, so that the rest of the document is not lost. Order: copies come
in, a plan of what must leave the disk is flushed, rows and ledger entries go, then files, then the
database is written anew. Killed in between, the same command goes on.

What lies outside of the case folder (backups, exports sent away, the disk's own memory) is not reached.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from dalil.casework.casefolder import Case
from dalil.casework.ingest import ingest
from dalil.casework.marks import effective, mark_as_before, shown_by
from dalil.casework.outputs import write_whole
from dalil.casework.ports import Description, DocumentReaders, Progress, silent
from dalil.casework.record import erase
from dalil.casework.spellings import Spellings
from dalil.errors import BadInput
from dalil.evidence import Exhibit, TextLayer

PLAN = ".erasing"
"""What must still leave the disk; gone when an erasure has ended."""
_LARGEST = 1 << 30


class ErasureRows(Protocol):
    """What an erasure asks of the database."""

    def of_exhibits(self, exhibits: Collection[str]) -> Sequence[tuple[str, int]]:
        """All rows that stand on exhibits, the exhibits' own among them."""
        ...

    def ids_of(self, exhibits: Collection[str]) -> set[str]:
        """Ids of the mentions and claims that were ever read from exhibits."""
        ...

    def worded(self, tells: Callable[[str], bool]) -> Sequence[tuple[str, int]]:
        """Rows of judgements, resolutions, records, exhibits and refusals whose words tell."""
        ...

    def texts(self) -> Iterator[tuple[str, str]]:
        """The newest text of every exhibit that has one."""
        ...

    def exhibits_saying(self, tells: Callable[[str], bool]) -> set[str]:
        """Exhibits whose own row (name, source, address) tells."""
        ...

    def compact(self) -> None:
        """Write the database anew without what was erased, and empty its log."""
        ...


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a person's names stand in a case.

    Attributes:
        texts: Exhibits whose text, name or address names them.
        raw: Exhibits whose bytes alone do.
        containers: Exhibits that hold one of those.
        exports: Files in the exports that do.
    """

    texts: frozenset[str]
    raw: frozenset[str]
    containers: frozenset[str]
    exports: tuple[Path, ...]

    @property
    def exhibits(self) -> frozenset[str]:
        """All exhibits that must go."""
        return self.texts | self.raw | self.containers


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did, in numbers.

    Attributes:
        exhibits: Exhibits whose bytes and rows are gone.
        copies: Redacted copies that took their place.
        rows: Rows erased.
        entries: Bodies of ledger entries erased.
        exports: Export files removed.
    """

    exhibits: int
    copies: int
    rows: int
    entries: int
    exports: int


def reach(case: Case, rows: ErasureRows, names: Spellings, progress: Progress = silent) -> Reach:
    """Find every place of the case folder that names a person."""
    exhibits = {one.sha256: one for one in case.store.exhibits()}
    named = rows.exhibits_saying(names.named_in)
    for number, (exhibit, text) in enumerate(rows.texts(), 1):
        if names.named_in(text):
            named.add(exhibit)
        if number % 500 == 0:
            progress("look in texts", number, len(exhibits))
    raw = set()
    for number, sha256 in enumerate(exhibits.keys() - named, 1):
        if names.in_bytes(case.vault.get(sha256)):
            raw.add(sha256)
        if number % 500 == 0:
            progress("look in bytes", number, len(exhibits))
    holders = _containers(exhibits, named | raw)
    exports = tuple(path for path in _files(case.exports) if _says(path.read_bytes(), names))
    return Reach(frozenset(named), frozenset(raw), frozenset(holders - named - raw), exports)


def erase_person(
    case: Case,
    rows: ErasureRows,
    readers: DocumentReaders,
    names: Spellings,
    why: tuple[str, bool],
    progress: Progress = silent,
) -> Erased:
    """Erase a person from a case.

    Args:
        case: Open for writing.
        rows: The database's part.
        readers: Read the redacted copies.
        names: The person's spellings, and the ids of their entities.
        why: The reason for the record, and whether redacted copies take the exhibits' place.
        progress: Told of stages.

    Raises:
        BadInput: The reason, or ``dalil.toml``, names the person.
        StorageFailed: The disk refused; run it again.
    """
    reason, copies = why
    _refuse_named(case, names, reason)
    finish_erasing(case, rows)
    found = reach(case, rows, names, progress)
    made = _copies(case, found, readers, names) if copies else []
    progress("erase", 0, 1)
    full = names.with_ids(rows.ids_of(found.exhibits) | found.exhibits)
    doomed = sorted({*rows.of_exhibits(found.exhibits), *rows.worded(full.told_in)})
    doomed = _standing(doomed, found, rows)
    entries = [
        index
        for index, line in enumerate(case.ledger.lines())
        if b'"salt"' in line and full.told_in(line.decode("utf-8"))
    ]
    _plan(case, found)
    body: dict[str, object] = {
        "reason": reason,
        "by": case.user,
        "exhibits": len(found.exhibits),
        "copies": made,
    }
    if doomed or entries:
        erase(case, doomed, entries, body)
    finish_erasing(case, rows)
    progress("erase", 1, 1)
    return Erased(len(found.exhibits), len(made), len(doomed), len(entries), len(found.exports))


def finish_erasing(case: Case, rows: ErasureRows) -> None:
    """Take from the disk what an erasure planned; done again, it changes nothing."""
    plan = case.folder / PLAN
    if not plan.is_file():
        return
    listed = json.loads(plan.read_text(encoding="utf-8"))
    kept = {exhibit.sha256 for exhibit in case.store.exhibits()}
    for sha256 in listed["vault"]:
        if sha256 not in kept:
            case.vault.remove(sha256)
    for name in listed["exports"]:
        with suppress(FileNotFoundError):
            (case.exports / name).unlink()
    rows.compact()
    plan.unlink()


def _refuse_named(case: Case, names: Spellings, reason: str) -> None:
    if names.told_in(reason):
        raise BadInput(
            "The reason names the person: it would stay in the ledger.",
            "Word it without the name, such as a file number of the request.",
        )
    settings = case.folder / "dalil.toml"
    if names.named_in(settings.read_text(encoding="utf-8")):
        raise BadInput(
            f"{settings} names the person.", "Take the name out of it, then run this again."
        )


def _standing(
    doomed: Sequence[tuple[str, int]], found: Reach, rows: ErasureRows
) -> list[tuple[str, int]]:
    """A member of an erased container stays: its row names the container by hash alone."""
    own = set(rows.of_exhibits(found.exhibits))
    return [row for row in doomed if row[0] != "exhibits" or row in own]


def _containers(exhibits: dict[str, Exhibit], named: Collection[str]) -> set[str]:
    """Every container on the way up from the exhibits."""
    found: set[str] = set()
    for sha256 in named:
        one = exhibits.get(sha256)
        while one is not None and one.parent and one.parent not in found:
            found.add(one.parent)
            one = exhibits.get(one.parent)
    return found


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _says(content: bytes, names: Spellings) -> bool:
    """Whether an export names the person; archives (Word files, bundles) are opened."""
    if names.in_bytes(content):
        return True
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(
            _says(archive.read(entry), names)
            for entry in archive.infolist()
            if not entry.is_dir() and entry.file_size <= _LARGEST
        )


def _copies(case: Case, found: Reach, readers: DocumentReaders, names: Spellings) -> list[str]:
    """Take in redacted copies of the texts; returns their hashes."""
    exhibits = {one.sha256: one for one in case.store.exhibits()}
    shown = effective(exhibits, shown_by(case.store.records("mark")))
    told: dict[str, Description] = {}
    before: dict[str, Exhibit] = {}
    with TemporaryDirectory(prefix="dalil-") as room:
        files: list[Path] = []
        for sha256 in sorted(found.exhibits & exhibits.keys()):
            layer = case.store.layer(sha256)
            if layer is None or not layer.text.strip():
                continue
            # A name that no other erasure gave: the ledger has grown since.
            name = (
                f"redacted-{len(case.ledger)}-{len(files) + 1}{'.tsv' if layer.table else '.txt'}"
            )
            path = Path(room) / name
            path.write_bytes(names.redact(layer.text).encode("utf-8", "replace"))
            files.append(path)
            told[name], before[name] = _described(name, layer, names), shown[sha256]
        if files:
            ingest(case, files, readers, descriptions=told)
    made = [one for one in case.store.exhibits() if one.name in before]
    mark_as_before(case, {copy.sha256: before[copy.name] for copy in made})
    return [copy.sha256 for copy in made]


def _described(name: str, layer: TextLayer, names: Spellings) -> Description:
    """What the document said of itself, without the person."""
    info = layer.info

    def clean(text: str | None) -> str | None:
        return names.redact(text) if text else None

    return Description(
        file=name,
        source="redacted copy: a person was erased from the exhibit",
        title=clean(info.title),
        author=clean(" and ".join(info.authors) if info.authors else None),
        publisher=clean(info.publisher),
        date=info.date,
    )


def _plan(case: Case, found: Reach) -> None:
    names: Iterable[str] = (path.relative_to(case.exports).as_posix() for path in found.exports)
    plan = {"vault": sorted(found.exhibits), "exports": sorted(names)}
    write_whole(case.folder / PLAN, json.dumps(plan).encode())
