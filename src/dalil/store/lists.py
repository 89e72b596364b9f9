"""The shelf of imported lists in Dalil's home: ``lists/<list>/<version>/``.

A version is three files: ``source`` (the bytes as received), ``entries.json`` and
``version.json``. It is written beside its place, flushed to the disk and moved there in one step,
so a version is there whole or not at all. Versions are never changed or removed by this module;
which version may replace which is decided by the use case.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dalil.errors import BadList, NewerFormat, NotFound, StorageFailed, Tampered
from dalil.evidence import PartialDate, Precision
from dalil.matching.values import ListEntry, ListName, ListVersion

FORMAT = 1
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class ListShelfFolder:
    """Keeps every version of every list under a folder.

    Args:
        folder: ``$DALIL_HOME/lists``; made when the first list is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def versions(self, list_id: str | None = None) -> Sequence[ListVersion]:
        """Versions of a list (or of all), oldest first by the date inside.

        Raises:
            Tampered: A version whose description cannot be read.
            NewerFormat: A version written by a later Dalil.
        """
        pattern = f"{_checked(list_id)}/*/version.json" if list_id else "*/*/version.json"
        found = [self._describe(path) for path in sorted(self._folder.glob(pattern))]
        return sorted(found, key=lambda v: (v.list, v.version))

    def newest(self, list_id: str) -> ListVersion | None:
        """The version with the latest date inside."""
        found = self.versions(list_id)
        return found[-1] if found else None

    def put(self, version: ListVersion, content: bytes, entries: Sequence[ListEntry]) -> None:
        """Keep a version whole or not at all; keeping the same again changes nothing.

        Raises:
            BadList: The version is there with other bytes.
            StorageFailed: The disk refused; nothing was kept.
        """
        place = self._place(version.list, version.version)
        if (place / "version.json").exists():
            held = self._describe(place / "version.json")
            if held.sha256 != version.sha256:
                raise BadList(
                    f"Version {version.version} of the list {version.list} is on the shelf with other "
                    f"bytes (sha256 {held.sha256[:12]}, not {version.sha256[:12]})."
                )
            return
        body = json.dumps([_plain(entry) for entry in entries], ensure_ascii=False).encode()
        about = {
            "format": FORMAT,
            **dataclasses.asdict(version),
            "entries_sha256": hashlib.sha256(body).hexdigest(),
        }
        described = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True).encode()
        files = {"source": content, "entries.json": body, "version.json": described}
        try:
            _keep(place, files)
        except OSError as error:
            raise StorageFailed(f"The list cannot be kept in {place}: {error}.") from error

    def entries(self, list_id: str, version: str) -> Sequence[ListEntry]:
        """The entries of a version.

        Raises:
            NotFound: No such version.
            Tampered: The stored entries do not fit their hash.
        """
        place = self._found(list_id, version)
        about = _read_json(place / "version.json")
        body = (place / "entries.json").read_bytes()
        if hashlib.sha256(body).hexdigest() != about.get("entries_sha256"):
            raise Tampered(f"{place / 'entries.json'} does not fit its hash.", _AGAIN)
        return [_entry(fields) for fields in json.loads(body)]

    def content(self, list_id: str, version: str) -> bytes:
        """The bytes of the file as imported, hashed again on the way.

        Raises:
            NotFound: No such version.
            Tampered: They do not fit their hash.
        """
        place = self._found(list_id, version)
        content = (place / "source").read_bytes()
        if hashlib.sha256(content).hexdigest() != _read_json(place / "version.json").get("sha256"):
            raise Tampered(f"{place / 'source'} does not fit its hash.", _AGAIN)
        return content

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

    def _describe(self, path: Path) -> ListVersion:
        about = _read_json(path)
        if about.get("format") != FORMAT:
            raise NewerFormat(
                f"{path} has format {about.get('format')!r}; this Dalil knows {FORMAT}."
            )
        try:
            return ListVersion(**{f.name: about[f.name] for f in dataclasses.fields(ListVersion)})
        except KeyError as error:
            raise Tampered(f"{path} lacks the field {error}.", _AGAIN) from error


_AGAIN = "Move the folder away and import the list again."


def _checked(name: str) -> str:
    """A list id or version that is safe as the name of a folder."""
    if not _NAME.fullmatch(name.lower()) or ".." in name:
        raise BadList(
            f"{name!r} cannot name a list or version.", "Use letters, digits, dots and hyphens."
        )
    return name


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Tampered(f"{path} cannot be read: {error}.", _AGAIN) from error
    if not isinstance(found, dict):
        raise Tampered(f"{path} does not describe a list version.", _AGAIN)
    return found


def _keep(place: Path, files: dict[str, bytes]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=".importing-", dir=place.parent))
    try:
        for name, body in files.items():
            with (building / name).open("wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
        building.chmod(0o755)
        building.rename(place)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    handle = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _plain(entry: ListEntry) -> dict[str, object]:
    return dataclasses.asdict(entry)


def _entry(fields: dict[str, Any]) -> ListEntry:
    """An entry from its JSON; every sequence is a tuple again."""
    given: dict[str, Any] = {key: _tuple(value) for key, value in fields.items()}
    given["names"] = tuple(ListName(**name) for name in fields["names"])
    given["birth_dates"] = tuple(
        PartialDate(**{**date, "precision": Precision(str(date["precision"]))})
        for date in fields["birth_dates"]
    )
    return ListEntry(**given)


def _tuple(value: object) -> object:
    return tuple(_tuple(part) for part in value) if isinstance(value, list) else value
