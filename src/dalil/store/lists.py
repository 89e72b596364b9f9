"""The shelf of imported lists in Dalil's home: ``lists/<list>/<version>/``.

A version is ``source/`` (the files as received), ``entries.jsonl`` (one entry a line),
``entries.idx`` (where each line begins, eight bytes little-endian) and ``version.json``. It is
written beside its place, flushed to the disk and moved there in one step, so a version is there
whole or not at all. Entries pass one by one, so that a list of millions costs no memory. Versions
are never changed or removed by this module; which version may replace which is decided by the use
case. Versions of format 1 (one ``entries.json``) are still read.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from dalil.errors import BadList, NewerFormat, NotFound, StorageFailed, Tampered
from dalil.matching.listjson import entry_from, entry_from_line, entry_line
from dalil.matching.values import ListEntry, ListVersion

FORMAT = 2
_OFFSET = 8
_CHUNK = 1 << 20
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_STAGING = ".staging"
_AGAIN = "Move the folder away and import the list again."


class ListShelfFolder:
    """Keeps every version of every list under a folder.

    Args:
        folder: ``$DALIL_HOME/lists``; made when the first list is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._formats: dict[Path, object] = {}

    def versions(self, list_id: str | None = None) -> Sequence[ListVersion]:
        """Versions of a list (or of all), oldest first by the date inside.

        Raises:
            Tampered: A version whose description cannot be read.
            NewerFormat: A version written by a later Dalil.
        """
        pattern = f"{_checked(list_id)}/*/version.json" if list_id else "*/*/version.json"
        paths = [p for p in sorted(self._folder.glob(pattern)) if not _hidden(p, self._folder)]
        found = [_describe(path) for path in paths]
        return sorted(found, key=lambda v: (v.list, _order(v.version)))

    def newest(self, list_id: str) -> ListVersion | None:
        """The version with the latest date inside."""
        found = self.versions(list_id)
        return found[-1] if found else None

    def put(self, version: ListVersion, content: bytes, entries: Iterable[ListEntry]) -> None:
        """Keep a version whole or not at all; keeping the same again changes nothing.

        Raises:
            BadList: The version is there with other bytes.
            StorageFailed: The disk refused; nothing was kept.
        """
        if self._held(version):
            return
        staging = self.stage()
        try:
            for entry in entries:
                staging.add(entry)
            with staging.scratch("source") as path:
                path.write_bytes(content)
                name = version.files[0][0] if version.files else "source"
                staging.commit(version, [(name, path)])
        except OSError as error:
            raise StorageFailed(f"The list cannot be kept: {error}.") from error
        finally:
            staging.drop()

    def stage(self) -> Staging:
        """Begin a version whose entries come one by one.

        Raises:
            StorageFailed: The disk refused.
        """
        return Staging(self._folder, self._held)

    def entries(self, list_id: str, version: str) -> Sequence[ListEntry]:
        """The entries of a version, in memory.

        Raises:
            NotFound: No such version.
            Tampered: The stored entries do not fit their hash.
        """
        return list(self.stream(list_id, version))

    def stream(self, list_id: str, version: str) -> Iterator[ListEntry]:
        """The entries of a version one by one, in order; memory stays flat.

        The file is hashed before the first entry is handed out.

        Raises:
            NotFound: No such version.
            Tampered: The stored entries do not fit their hash.
        """
        place = self._found(list_id, version)
        about = _read_json(place / "version.json")
        old = place / "entries.json"
        path = old if _format(about) == 1 else place / "entries.jsonl"
        _hold(path, str(about.get("entries_sha256")))
        if path == old:
            return iter([entry_from(fields) for fields in json.loads(old.read_bytes())])
        return _lines(path)

    def at(self, list_id: str, version: str, positions: Sequence[int]) -> list[ListEntry]:
        """The entries at positions (0 is the first), in the order asked, without reading the others.

        Raises:
            NotFound: No such version or position.
            Tampered: A line that holds no entry.
        """
        place = self._place(list_id, version)
        if place not in self._formats:  # a version never changes: it is described once
            described = _read_json(self._found(list_id, version) / "version.json")
            self._formats[place] = _format(described)
        if self._formats[place] == 1:
            held = list(self.stream(list_id, version))
            return [held[position] for position in positions]
        if not positions:
            return []
        try:
            with (
                (place / "entries.idx").open("rb") as index,
                (place / "entries.jsonl").open("rb") as lines,
            ):
                return [_one(place, index, lines, position) for position in positions]
        except FileNotFoundError as error:
            self._found(list_id, version)
            raise Tampered(f"{place} lacks a file of its entries.", _AGAIN) from error

    def content(self, list_id: str, version: str) -> bytes:
        """The bytes of the (first) file as imported, hashed again on the way.

        Raises:
            NotFound: No such version.
            Tampered: They do not fit their hash.
        """
        place = self._found(list_id, version)
        about = _describe(place / "version.json")
        if (place / "source").is_file():
            return _hold(place / "source", about.sha256).read_bytes()
        return self.source(list_id, version, about.files[0][0]).read_bytes()

    def source(self, list_id: str, version: str, name: str) -> Path:
        """Where a source file of a version stands, hashed again on the way.

        Raises:
            NotFound: No such version or file.
            Tampered: It does not fit its hash.
        """
        place = self._found(list_id, version)
        about = _describe(place / "version.json")
        for held, digest, _ in about.files:
            if held == name:
                return _hold(place / "source" / name, digest)
        raise NotFound(f"The version {list_id}@{version} has no source file {name!r}.")

    def _held(self, version: ListVersion) -> bool:
        """Whether the version is there; with other bytes is an error."""
        path = self._place(version.list, version.version) / "version.json"
        if not path.exists():
            return False
        held = _describe(path)
        if held.sha256 != version.sha256:
            raise BadList(
                f"Version {version.version} of the list {version.list} is on the shelf with other "
                f"bytes (sha256 {held.sha256[:12]}, not {version.sha256[:12]})."
            )
        return True

    def _place(self, list_id: str, version: str) -> Path:
        return self._folder / _checked(list_id) / _checked(version)

    def _found(self, list_id: str, version: str) -> Path:
        place = self._place(list_id, version)
        if not (place / "version.json").exists():
            held = ", ".join(v.version for v in self.versions(list_id)) or "none"
            raise NotFound(
                f"The list {list_id} has no version {version} here; on the shelf: {held}."
            )
        return place


class Staging:
    """A version that is being written in a folder of its own.

    Args:
        folder: The shelf's folder.
        held: Says whether a version is on the shelf already.
    """

    def __init__(self, folder: Path, held: Callable[[ListVersion], bool]) -> None:
        self._folder, self._held = folder, held
        self._digest = hashlib.sha256()
        self._at = 0
        try:
            (folder / _STAGING).mkdir(parents=True, exist_ok=True)
            self._building = Path(tempfile.mkdtemp(dir=folder / _STAGING))
            self._lines = (self._building / "entries.jsonl").open("wb")
            self._index = (self._building / "entries.idx").open("wb")
        except OSError as error:
            raise StorageFailed(f"Nothing can be written in {folder}: {error}.") from error

    def add(self, entry: ListEntry) -> None:
        """Write one more entry.

        Raises:
            StorageFailed: The disk refused.
        """
        line = entry_line(entry)
        self._digest.update(line)
        try:
            self._index.write(self._at.to_bytes(_OFFSET, "little"))
            self._lines.write(line)
        except OSError as error:
            raise StorageFailed(f"The list cannot be kept: {error}.") from error
        self._at += len(line)

    def scratch(self, name: str) -> _Scratch:
        """A path for a file that lives as long as the ``with`` block."""
        return _Scratch(self._building / f"scratch-{name}")

    def commit(self, version: ListVersion, files: Sequence[tuple[str, Path]]) -> ListVersion:
        """Put the version on the shelf, whole or not at all, with its source files (name, path).

        Returns:
            The version as it stands there, with the hashes of its files.

        Raises:
            BadList: The version is there with other bytes.
            StorageFailed: The disk refused; nothing was kept.
        """
        try:
            if self._held(version):
                return version
            return self._write(version, files)
        except OSError as error:
            raise StorageFailed(f"The list cannot be kept: {error}.") from error
        finally:
            self.drop()

    def drop(self) -> None:
        """Give it up; nothing of it stays. Harmless after :meth:`commit`."""
        for file in (self._lines, self._index):
            file.close()
        shutil.rmtree(self._building, ignore_errors=True)

    def _write(self, version: ListVersion, files: Sequence[tuple[str, Path]]) -> ListVersion:
        for file in (self._lines, self._index):
            file.flush()
            os.fsync(file.fileno())
            file.close()
        sources = self._building / "source"
        sources.mkdir()
        kept = []
        for name, path in files:
            digest, size = _copy(path, sources / _file_name(name))
            kept.append((name, digest, size))
        version = dataclasses.replace(version, files=tuple(kept))
        about = {
            "shelf": FORMAT,
            **dataclasses.asdict(version),
            "entries_sha256": self._digest.hexdigest(),
        }
        described = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True).encode()
        _store(self._building / "version.json", described)
        for left in self._building.glob("scratch-*"):
            left.unlink()
        place = self._folder / _checked(version.list) / _checked(version.version)
        place.parent.mkdir(parents=True, exist_ok=True)
        self._building.chmod(0o755)
        self._building.rename(place)
        _sync_folder(place.parent)
        return version


class _Scratch:
    """A temporary file inside the folder that is being built."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Path:
        return self._path

    def __exit__(self, *_error: object) -> None:
        self._path.unlink(missing_ok=True)


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _order(version: str) -> tuple[str, int]:
    """Versions by date; a second file of the same date has a number behind it."""
    date, _, number = version.partition(".")
    return date, int(number) if number.isdigit() else 1


def _format(about: dict[str, Any]) -> object:
    """Format of the shelf; the first one stood under another key."""
    return about.get("shelf", about.get("format"))


def _describe(path: Path) -> ListVersion:
    about = _read_json(path)
    shelf = _format(about)
    if shelf not in (1, FORMAT):
        raise NewerFormat(f"{path} has format {shelf!r}; this Dalil knows {FORMAT}.")
    given: dict[str, Any] = {}
    for field in dataclasses.fields(ListVersion):
        if field.name in about and (shelf != 1 or field.name != "format"):
            given[field.name] = _tuple(about[field.name])
    try:
        return ListVersion(**given)
    except TypeError as error:
        raise Tampered(f"{path} lacks a field: {error}.", _AGAIN) from error


def _lines(path: Path) -> Iterator[ListEntry]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                entry = entry_from_line(line)
            except (ValueError, KeyError, TypeError) as error:
                raise Tampered(f"Line {number} of {path} holds no entry.", _AGAIN) from error
            yield entry


def _one(place: Path, index: BinaryIO, lines: BinaryIO, position: int) -> ListEntry:
    index.seek(max(position, 0) * _OFFSET)
    where = index.read(_OFFSET)
    if position < 0 or len(where) < _OFFSET:
        raise NotFound(f"{place.parent.name}@{place.name} has no entry at position {position}.")
    lines.seek(int.from_bytes(where, "little"))
    try:
        return entry_from_line(lines.readline())
    except (ValueError, KeyError, TypeError) as error:
        raise Tampered(
            f"{place / 'entries.jsonl'} holds no entry at position {position}.", _AGAIN
        ) from error


def _hold(path: Path, digest: str) -> Path:
    """The path, if its bytes still fit their hash."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Tampered(f"{path} cannot be read: {error}.", _AGAIN) from error
    if found != digest:
        raise Tampered(f"{path} does not fit its hash.", _AGAIN)
    return path


def _checked(name: str) -> str:
    """A list id or version that is safe as the name of a folder."""
    if not _NAME.fullmatch(name.lower()) or ".." in name:
        raise BadList(
            f"{name!r} cannot name a list or version.", "Use letters, digits, dots and hyphens."
        )
    return name


def _file_name(name: str) -> str:
    if name in ("", ".", "..") or "/" in name or "\\" in name or "\0" in name or len(name) > 200:
        raise BadList(f"{name!r} cannot be the name of a source file.")
    return name


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Tampered(f"{path} cannot be read: {error}.", _AGAIN) from error
    if not isinstance(found, dict):
        raise Tampered(f"{path} does not describe a list version.", _AGAIN)
    return found


def _copy(origin: Path, target: Path) -> tuple[str, int]:
    """Copy a file, hashed and flushed."""
    digest, size = hashlib.sha256(), 0
    with origin.open("rb") as source, target.open("wb") as sink:
        while part := source.read(_CHUNK):
            digest.update(part)
            size += len(part)
            sink.write(part)
        sink.flush()
        os.fsync(sink.fileno())
    return digest.hexdigest(), size


def _store(path: Path, body: bytes) -> None:
    with path.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _tuple(value: object) -> object:
    return tuple(_tuple(part) for part in value) if isinstance(value, list) else value
