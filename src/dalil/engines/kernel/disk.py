"""Segments and manifests on the disk: written whole or not at all, opened without being read.

An index is a folder. Each segment is a folder of four packed files that never change; a manifest of
the next number names the segments that count, with their sizes and hashes, and is put there in one
step that fails when another builder was first. Readers take the highest number: no lock, no torn
state. A folder that breaks these rules is refused, never repaired by guess.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dalil.engines.kernel.layout import DTYPES, GROUPS, Pack, frozen, grouped
from dalil.errors import NewerFormat, NotFound, OutdatedIndex, StorageFailed, Tampered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dalil.engines.kernel.layout import Arrays

FORMAT = 1
_EDGE = 1 << 16
_KEPT = 2
_MANIFEST = re.compile(r"manifest-(\d{8})\.json")
_AGAIN = "Move the folder away and build the index again."


class Overtaken(Exception):
    """Another builder changed the index first."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index consists of.

    Attributes:
        number: Of this state; each change adds one.
        about: What it was built from, in the words of who built it.
        segments: Name, files, begins and counts of each segment, oldest first.
    """

    number: int
    about: dict[str, Any]
    segments: tuple[dict[str, Any], ...]


@lru_cache(maxsize=1)
def rules() -> str:
    """Digest of all that decides what is stored of a name: the code of names and of analysis."""
    root = Path(__file__).resolve().parents[2]
    seal = hashlib.sha256(repr(DTYPES).encode())
    files = sorted((root / "names").rglob("*.py"))
    parts = ("alignment", "analysis", "segments", "identifier_kinds", "number_reading")
    files += [root / "matching" / f"{name}.py" for name in parts]
    files += [
        Path(__file__).with_name(name)
        for name in (
            "table.py",
            "words.py",
            "columns.py",
            "build.py",
            "keys.py",
            "strings.py",
            "record.py",
        )
    ]
    for file in files:
        seal.update(file.name.encode() + file.read_bytes())
    return seal.hexdigest()[:16]


def write_segment(folder: Path, arrays: Arrays) -> dict[str, Any]:
    """Write a segment beside its place and move it there; returns its entry for a manifest.

    Raises:
        StorageFailed: The disk refused; nothing of the segment stays.
    """
    groups, begins = grouped(arrays)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix=".building-", dir=folder))
    except OSError as error:
        raise StorageFailed(f"No index can be written in {folder}: {error}.") from error
    try:
        files = {
            group: _write(place / f"{group}.bin", [arrays[name] for name in names], GROUPS[group])
            for group, names in groups.items()
        }
        place.chmod(0o755)
        final = folder / f"segment-{place.name.removeprefix('.building-')}"
        place.rename(final)
    except OSError as error:
        shutil.rmtree(place, ignore_errors=True)
        raise StorageFailed(f"The index in {folder} cannot be written: {error}.") from error
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise
    return {
        "name": final.name,
        "files": files,
        "begins": begins,
        "lengths": {name: len(array) for name, array in arrays.items()},
        "dead": None,
    }


def write_dead(folder: Path, segment: str, dead: NDArray[np.uint8]) -> dict[str, Any]:
    """Write which entities of a segment were taken out; returns its entry for the manifest."""
    place = folder / segment
    handle, name = tempfile.mkstemp(prefix="dead-", suffix=".bin", dir=place)
    os.close(handle)
    Path(name).chmod(0o644)
    return {"name": Path(name).name, **_write(Path(name), [dead], "uint8")}


def _write(path: Path, parts: list[NDArray[Any]], dtype: str) -> dict[str, Any]:
    seal, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for part in [*parts, np.zeros(1, dtype)]:
            body = np.ascontiguousarray(part, dtype).data.cast("B") if len(part) else b""
            file.write(body)
            seal.update(body)
            size += len(body)
        file.flush()
        os.fsync(file.fileno())
    return {"bytes": size, "sha256": seal.hexdigest(), "edges": _edges(path, size)}


def _edges(path: Path, size: int) -> str:
    """Hash of the beginning and the end of a file: what a torn copy gets wrong."""
    with path.open("rb") as file:
        seal = hashlib.sha256(file.read(_EDGE))
        if size > _EDGE:
            file.seek(max(_EDGE, size - _EDGE))
            seal.update(file.read())
    return seal.hexdigest()


def commit(folder: Path, manifest: Manifest) -> None:
    """Put the next manifest in its place.

    Raises:
        Overtaken: A manifest of that number is there.
        StorageFailed: The disk refused.
    """
    body: dict[str, Any] = {
        "format": FORMAT,
        "rules": rules(),
        "number": manifest.number,
        "about": manifest.about,
        "segments": list(manifest.segments),
    }
    body["seal"] = _seal(body)
    final = folder / f"manifest-{manifest.number:08}.json"
    try:
        handle, name = tempfile.mkstemp(prefix=".manifest-", dir=folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(body, file, ensure_ascii=False, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        try:
            os.link(name, final)
        finally:
            Path(name).unlink()
    except FileExistsError as error:
        raise Overtaken(f"{final} is there already.") from error
    except OSError as error:
        raise StorageFailed(f"The index in {folder} cannot be written: {error}.") from error
    _sweep(folder)


def _seal(body: dict[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def newest(folder: Path) -> Manifest:
    """The manifest that counts.

    Raises:
        NotFound: No index here.
        Tampered: A manifest that does not fit its seal.
        NewerFormat: Written by a later Dalil.
        OutdatedIndex: Written under other rules.
    """
    numbers = numbers_in(folder)
    if not numbers:
        raise NotFound(f"There is no index in {folder}.")
    path = folder / f"manifest-{numbers[-1]:08}.json"
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        sealed = {key: value for key, value in body.items() if key != "seal"}
        fits = _seal(sealed) == body["seal"] and body["number"] == numbers[-1]
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise Tampered(f"{path} is no manifest of an index: {error}.", _AGAIN) from error
    if not fits:
        raise Tampered(f"{path} does not fit its seal.", _AGAIN)
    if body["format"] > FORMAT:
        raise NewerFormat(f"{path} has format {body['format']}; this Dalil knows {FORMAT}.")
    if body["rules"] != rules() or body["format"] < FORMAT:
        raise OutdatedIndex(
            f"The index in {folder} was built under other rules of names ({body['rules']}, "
            f"not {rules()}); its scores would not be this version's."
        )
    return Manifest(body["number"], body["about"], tuple(body["segments"]))


def numbers_in(folder: Path) -> list[int]:
    """Numbers of the manifests in a folder, rising; none where there is no folder."""
    try:
        found = [_MANIFEST.fullmatch(path.name) for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(int(match[1]) for match in found if match)


def open_segment(folder: Path, segment: dict[str, Any]) -> tuple[Pack, NDArray[np.uint8]]:
    """Map a segment's files into memory.

    Raises:
        Tampered: A file is missing, cut short, or not the one that was written.
    """
    place, files = folder / segment["name"], segment["files"]
    u8, u32, u64, f64 = (
        _map(place / f"{group}.bin", files[group], dtype) for group, dtype in GROUPS.items()
    )
    dead = segment["dead"]
    gone = np.zeros(0, np.uint8)
    if dead:
        gone = np.asarray(_map(place / dead["name"], dead, "uint8"))[:-1].view()
        gone.flags.writeable = False
    else:
        gone.flags.writeable = False
    return frozen(u8, u32, u64, f64, segment["begins"]), gone


def _map(path: Path, written: dict[str, Any], dtype: str) -> NDArray[Any]:
    try:
        size = path.stat().st_size
        if size != written["bytes"] or _edges(path, size) != written["edges"]:
            raise Tampered(
                f"{path} is not the file that was written: it is torn or another's.", _AGAIN
            )
        _whole(path, written)
        return np.memmap(path, np.dtype(dtype), mode="r")
    except OSError as error:
        raise Tampered(f"{path}, a part of the index, cannot be read: {error}.", _AGAIN) from error


def _whole(path: Path, written: dict[str, Any]) -> None:
    """Hash a file whole, once for each state it is in; what was found stands beside it.

    Raises:
        Tampered: It is not the file that was written.
    """
    found = path.stat()
    state = [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, written["sha256"]]
    memory = path.with_name(f"{path.name}.checked")
    with contextlib.suppress(OSError, ValueError):
        if json.loads(memory.read_text(encoding="utf-8")) == state:
            return
    _hash(path, written)
    with contextlib.suppress(OSError):  # a folder that cannot be written is hashed every time
        handle, name = tempfile.mkstemp(prefix=".checked-", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(state, file)
        Path(name).replace(memory)


def _hash(path: Path, written: dict[str, Any]) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != written["sha256"]:
        raise Tampered(f"{path} does not fit its hash: it is torn or another's.", _AGAIN)


def verify(folder: Path) -> None:
    """Hash every file of the index again, whatever an earlier opening found.

    Raises:
        Tampered: One does not fit.
    """
    for segment in newest(folder).segments:
        place = folder / segment["name"]
        files = {f"{group}.bin": written for group, written in segment["files"].items()}
        if segment["dead"]:
            files[segment["dead"]["name"]] = segment["dead"]
        for name, written in files.items():
            _hash(place / name, written)


def arrays_of(segment: dict[str, Any], made: Pack) -> Arrays:
    """The arrays of an opened segment under their names."""
    sources = {"uint8": made.u8, "uint32": made.u32, "uint64": made.u64, "float64": made.f64}
    found: Arrays = {}
    for name, length in segment["lengths"].items():
        begin = segment["begins"][name]
        found[name] = sources[DTYPES[name]][begin : begin + length]
    return found


def _sweep(folder: Path) -> None:
    """Remove what no recent manifest names; a file that is still open somewhere may stay."""
    numbers = numbers_in(folder)
    for number in numbers[:-_KEPT]:
        (folder / f"manifest-{number:08}.json").unlink(missing_ok=True)
    named: set[str] = set()
    for number in numbers[-_KEPT:]:
        with contextlib.suppress(OSError, ValueError, KeyError):
            body = json.loads((folder / f"manifest-{number:08}.json").read_text(encoding="utf-8"))
            named |= {segment["name"] for segment in body["segments"]}
    keep_young = _newest_mtime(folder)
    for path in folder.glob("segment-*"):
        with contextlib.suppress(OSError):
            if path.name not in named and path.stat().st_mtime < keep_young:
                shutil.rmtree(path, ignore_errors=True)


def _newest_mtime(folder: Path) -> float:
    """Segments younger than the manifest before last may belong to a builder that is not done."""
    numbers = numbers_in(folder)
    if len(numbers) < _KEPT:
        return 0.0
    return (folder / f"manifest-{numbers[-_KEPT]:08}.json").stat().st_mtime - 3600
