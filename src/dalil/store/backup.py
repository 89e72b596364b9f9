"""A case as one file, taken while another process writes to it, and back again.

The file is a ZIP archive without compression: any program can open it. Taken in the order database,
ledger, vault: the database is one snapshot, the ledger is cut before the first entry that tells of
rows beyond it, and bytes stand in the vault before their rows. What is derived (tiles) or belongs
to a running process (the lock) stays out; what lies in the folder and is no part of a case stays out
too and is named (:func:`left_out`). The last member, ``backup.json``, names every other with
its size and SHA-256. A file that is not whole is never put at its place.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from dalil.custody.merkle import root_of
from dalil.custody.seals import canonical
from dalil.custody.settings import FILE, read_settings
from dalil.errors import BadInput, NewerFormat, NotFound, StorageFailed, Tampered
from dalil.store.connecting import reading_mode
from dalil.store.files import sync_folders
from dalil.store.handles import connect
from dalil.store.leaves import LEAF
from dalil.store.ledger_files import CHECKPOINTS, ENTRIES, KEY, LEAVES, PUBLIC

Progress = Callable[[str, int, int], None]
FORMAT = 1
MANIFEST = "backup.json"
_PIECE = 1 << 20
_PAGES = 4096
_TURNS = 5
_VAULT = "vault/"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SAFE = re.compile(
    r"dalil\.toml|case\.db|ledger/(entries\.jsonl|leaves\.bin|key|key\.pub)"
    r"|ledger/(checkpoints|witnesses|timestamps)/[0-9A-Za-z][0-9A-Za-z._-]{0,199}"
    r"|sealed/[0-9a-f]{16}\.age"
    r"|vault/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}"
    r"|exports/(?:(?!\.)[^/\\\x00-\x1f:]{1,255}/){0,15}(?!\.)[^/\\\x00-\x1f:]{1,255}"
)
_PASSING = re.compile(
    r"\.lock|case\.db-(?:wal|shm|journal)|ledger/database\.json|ledger/tiles/[^/]+"
    r"|\.resting/.*|(?:.*/)?\.[^/]+\.part|(?:vault|ledger)/.*\.part"
    r"|vault/[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}"
)
"""What is derived, belongs to a running process or is left of a killed one: no backup needs it.

A file of the vault that no row knows is such a rest; what rows know is in the backup.
"""
_ROW, _HEAD = 160, 1 << 16
"""Bytes of a manifest for one file beside its name, and for all that is not of files."""
_KEPT = ("witnesses", "timestamps")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        made_at: UTC, ISO 8601.
        case: Name of the case.
        entries: Entries of the ledger in it.
        root: Hex of the tree head over them.
        files: (path in the case folder, size, sha256) of every member.
    """

    made_at: str
    case: str
    entries: int
    root: str
    files: tuple[tuple[str, int, str], ...]

    @property
    def size(self) -> int:
        """Bytes of all members."""
        return sum(size for _, size, _ in self.files)


class _Moved(Exception):
    """An erasure ran while the case was copied: the copy would be of two moments."""


def write_backup(folder: Path, draft: Path, at: str, progress: Progress) -> Manifest:
    """Copy a case into an archive at ``draft``, which the caller checks and puts at its place.

    Raises:
        NotACase: The folder holds none.
        StorageFailed: The disk refused, or erasures never paused.
        Tampered: Database or ledger cannot be read at all.
    """
    name = read_settings(folder).name
    for _ in range(_TURNS):
        draft.unlink(missing_ok=True)
        try:
            with zipfile.ZipFile(draft, "x", zipfile.ZIP_STORED, allowZip64=True) as archive:
                os.chmod(draft, 0o600)  # noqa: PTH101 - it holds the case's key
                manifest = _copy(folder, archive, (at, name), progress)
            with draft.open("rb+") as file:
                os.fsync(file.fileno())
            return manifest
        except _Moved:
            continue
        except OSError as error:
            if error.filename and Path(error.filename).is_relative_to(folder):
                raise StorageFailed(
                    f"{error.filename} cannot be read: {error.strerror}.",
                    "Run the backup as the user who owns the case; nothing was written.",
                ) from error
            raise StorageFailed(
                f"A backup could not be written to {draft.parent}: {error.strerror or error}.",
                "Free space or name another place with --output; the case is unchanged.",
            ) from error
    raise StorageFailed(
        f"Content of {folder} was erased again and again while it was copied.",
        "Run the backup again when the erasure is done.",
    )


def read_manifest(path: Path) -> Manifest:
    """What a backup says that it holds; names and kinds are checked, bytes are not.

    Raises:
        NotFound: There is no such file.
        BadInput: It is no backup.
        NewerFormat: A later version of Dalil wrote it.
    """
    if not path.is_file():
        raise NotFound(f"The backup {path} does not exist.", "Check the spelling.")
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
            _require_plain(path, infos)
            with archive.open(MANIFEST) as member:
                fields: dict[str, Any] = json.loads(member.read(_longest(infos)))
        names = [info.filename for info in infos]
        if int(fields["format"]) > FORMAT:
            raise NewerFormat(f"The backup {path} has format {fields['format']}.")
        files = tuple((str(name), int(size), str(sha)) for name, size, sha in fields["files"])
        made = Manifest(
            fields["made_at"], fields["case"], int(fields["entries"]), fields["root"], files
        )
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise BadInput(f"{path} is no whole backup: {error}.", _OTHER) from error
    except (KeyError, ValueError, TypeError, RecursionError, NotImplementedError) as error:
        raise BadInput(
            f"{path} is no backup of Dalil: it has no usable {MANIFEST}.", _OTHER
        ) from error
    wrong = next((name for name, _, _ in files if not _SAFE.fullmatch(name)), None)
    if wrong is not None:
        raise BadInput(f"{path} holds {wrong!r}, which belongs to no case.", _OTHER)
    if sorted(names) != sorted([*(n for n, _, _ in files), MANIFEST]):
        raise BadInput(f"{path} holds other files than its {MANIFEST} names.", _OTHER)
    return made


def left_out(folder: Path, saved: Collection[str] | None = None) -> tuple[str, ...]:
    """What lies in a case folder and is not saved: files that are no part of a case, and links.

    Args:
        folder: The case.
        saved: Names of the members of its backup; what a backup would take, when left out.

    Returns:
        Paths below the folder, in order; nothing that is derived or left of a killed process.
    """
    found = []
    for room, folders, files in os.walk(folder):
        links = [one for one in folders if Path(room, one).is_symlink()]
        for one in (*files, *links):
            path = Path(room, one)
            name = path.relative_to(folder).as_posix()
            held = name in saved if saved is not None else _SAFE.fullmatch(name) is not None
            if path.is_symlink() or not (held or _PASSING.fullmatch(name)):
                found.append(name)
    return tuple(sorted(found))


def _require_plain(path: Path, infos: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse, before any member is read, what would unpack to more than the file itself.

    Raises:
        BadInput: A packed or encrypted member, or more bytes in members than in the file.
    """
    packed = next(
        (i for i in infos if i.compress_type != zipfile.ZIP_STORED or i.flag_bits & 1), None
    )
    if packed is not None:
        raise BadInput(
            f"{path} is no backup of Dalil: its member {packed.filename!r} is packed or encrypted.",
            _OTHER,
        )
    if sum(info.file_size for info in infos) > path.stat().st_size:
        raise BadInput(
            f"{path} is no backup of Dalil: its members are larger than the file.", _OTHER
        )


def _longest(infos: Sequence[zipfile.ZipInfo]) -> int:
    """Bytes that a manifest of such members can have; one that is longer is cut, and so no JSON."""
    return _HEAD + sum(6 * len(info.filename) + _ROW for info in infos)


class ArchiveVault:
    """The vault inside a backup, for verification of what was written.

    Args:
        path: The archive.
        manifest: What it says that it holds.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self._path = path
        self._names = {
            name.rsplit("/", 1)[-1]: name for name, _, _ in manifest.files if name[:6] == _VAULT
        }

    def put(self, content: bytes) -> str:
        """Refused: a backup is not written to."""
        return self.put_all([content])[0]

    def put_all(self, contents: Sequence[bytes]) -> list[str]:
        """Refused: a backup is not written to."""
        raise StorageFailed(f"The backup {self._path} cannot be written to.")

    def get(self, sha256: str) -> bytes:
        """The bytes, hashed again.

        Raises:
            NotFound: They are not there.
            Tampered: They do not fit their hash.
        """
        name = self._names.get(sha256)
        if name is None:
            raise NotFound(f"The backup {self._path} holds no exhibit {sha256}.")
        with zipfile.ZipFile(self._path) as archive, _told(self._path, name):
            content = archive.read(name)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Tampered(f"{name} in the backup {self._path} does not fit its name.", _OTHER)
        return content

    def remove(self, sha256: str) -> bool:
        """Refused: a backup is not written to."""
        raise StorageFailed(f"{sha256} cannot be taken out of the backup {self._path}.")

    def __contains__(self, sha256: object) -> bool:
        return sha256 in self._names

    def walk(self) -> Iterator[tuple[str, str, int]]:
        """Every file as (path below the vault, the sha256 of its bytes now, size), streamed."""
        with zipfile.ZipFile(self._path) as archive:
            for name in sorted(self._names.values()):
                with _told(self._path, name), archive.open(name) as member:
                    size, sha256 = _drain(member, None, None)
                yield name.removeprefix(_VAULT), sha256, size


def unpack(
    path: Path, manifest: Manifest, folder: Path, progress: Progress, *, vault: bool = True
) -> None:
    """Write a backup's members into a new folder, each checked on the way.

    Args:
        path: The archive.
        manifest: What it says that it holds.
        folder: A folder that is there and empty.
        progress: Told of the stage ``restore``.
        vault: The exhibits too.

    Raises:
        Tampered: A member that is not what was written.
        StorageFailed: The disk refused.
    """
    touched: set[Path] = set()
    wanted = [each for each in manifest.files if vault or each[0][:6] != _VAULT]
    try:
        for part in ("vault", "exports", "ledger", f"ledger/{CHECKPOINTS}"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path) as archive:
            for number, (name, size, sha256) in enumerate(wanted, 1):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                touched.update((*target.relative_to(folder).parents,))
                mode = 0o600 if name == f"ledger/{KEY}" else 0o444 if name[:6] == _VAULT else 0o644
                handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
                with os.fdopen(handle, "wb") as file, _told(path, name):
                    with archive.open(name) as member:
                        found = _drain(member, file, size)
                    file.flush()
                    os.fsync(file.fileno())
                if found != (size, sha256):
                    raise Tampered(f"{name} in the backup {path} is not what was written.", _OTHER)
                progress("restore", number, len(wanted))
        sync_folders(sorted({folder.parent, *(folder / each for each in touched)}))
    except OSError as error:
        raise StorageFailed(
            f"{folder} could not be written: {error.strerror or error}.",
            "Free space or name another folder; nothing was left behind.",
        ) from error


_OTHER = "Use another copy of the backup."


class _told:  # noqa: N801 - reads as a word
    """Errors of a damaged member in our words."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, zipfile.BadZipFile | EOFError):
            what = f"{self._name} in the backup {self._path} is damaged: {error}."
            raise Tampered(what, _OTHER) from error


# -- taking ----------------------------------------------------------------------------------


def _copy(
    folder: Path, archive: zipfile.ZipFile, told: tuple[str, str], progress: Progress
) -> Manifest:
    """All members in an order that a writer cannot make false; then the manifest."""
    ledger, stage = folder / "ledger", Path(f"{archive.filename}.db")
    before = os.stat(ledger / ENTRIES).st_ino  # noqa: PTH116
    files: list[tuple[str, int, str]] = []
    try:
        exhibits, batch = _snapshot(folder / "case.db", stage, progress)
        files.append(_put_file(archive, "case.db", stage))
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{stage}{suffix}").unlink(missing_ok=True)
    entries, root = _put_ledger(archive, ledger, batch, files)
    files.append(_put_file(archive, FILE, folder / FILE))
    for number, sha256 in enumerate(exhibits, 1):
        name = f"vault/{sha256[:2]}/{sha256[2:4]}/{sha256}"
        if re.fullmatch(r"[0-9a-f]{64}", sha256) and (folder / name).is_file():
            files.append(_put_file(archive, name, folder / name))
        progress("backup", number, len(exhibits))
    kept = [*_plain_files(folder / "sealed"), *_below(folder / "exports")]
    named = ((path.relative_to(folder).as_posix(), path) for path in kept)
    files += [_put_file(archive, name, path) for name, path in named if _SAFE.fullmatch(name)]
    if os.stat(ledger / ENTRIES).st_ino != before:  # noqa: PTH116
        raise _Moved
    made = Manifest(*told, entries, root, tuple(files))
    body = {"format": FORMAT, "made_at": made.made_at, "case": made.case}
    body |= {"entries": entries, "root": root, "files": [list(each) for each in files]}
    archive.writestr(zipfile.ZipInfo(MANIFEST, _EPOCH), canonical(body))
    return made


def _snapshot(source: Path, stage: Path, progress: Progress) -> tuple[list[str], int]:
    """One moment of the database into a file of its own; its exhibits and its last batch."""
    if not source.is_file():
        raise NotFound(f"The database {source} does not exist.", "Restore it from a backup.")
    os.close(os.open(stage, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    place = f"file:{quote(str(source.resolve()))}?mode={reading_mode(source)}"
    reading = connect(place, source, uri=True, isolation_level=None, timeout=30)
    copy = sqlite3.connect(stage, isolation_level=None)
    try:
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the snapshot begins here
        reading.backup(
            copy,
            pages=_PAGES,
            progress=lambda _, left, all_: progress("database", all_ - left, all_),
        )
        exhibits = [str(row[0]) for row in copy.execute("SELECT sha256 FROM exhibits ORDER BY seq")]
        batch = int(copy.execute("SELECT coalesce(max(number), 0) FROM batches").fetchone()[0])
        return exhibits, batch
    except sqlite3.Error as error:
        raise Tampered(f"The database {source} cannot be copied: {error}.") from error
    finally:
        copy.close()
        reading.close()


def _put_ledger(
    archive: zipfile.ZipFile, ledger: Path, batch: int, files: list[tuple[str, int, str]]
) -> tuple[int, str]:
    """Lines and leaves up to the first entry beyond the snapshot; checkpoints over them; keys."""
    count = os.stat(ledger / LEAVES).st_size // LEAF  # noqa: PTH116
    size = length = 0
    with (ledger / ENTRIES).open("rb") as lines:
        for raw in lines:
            if size == count or _beyond(raw, batch):
                break
            size, length = size + 1, length + len(raw)
    files.append(_put_file(archive, f"ledger/{ENTRIES}", ledger / ENTRIES, length))
    files.append(_put_file(archive, f"ledger/{LEAVES}", ledger / LEAVES, size * LEAF))
    more = [name for name in (PUBLIC, KEY) if (ledger / name).is_file()]
    for part in (CHECKPOINTS, *_KEPT):
        more += [
            f"{part}/{path.name}"
            for path in _plain_files(ledger / part)
            if part != CHECKPOINTS or not path.stem.isdigit() or int(path.stem) <= size
        ]
    files += [_put_file(archive, f"ledger/{name}", ledger / name) for name in more]
    with (ledger / LEAVES).open("rb") as file:
        root = root_of(file.read(LEAF) for _ in range(size))
    return size, root.hex()


def _plain_files(folder: Path) -> list[Path]:
    """Regular files of a folder that may be missing, drafts left out, by name."""
    return sorted(
        path
        for path in folder.glob("*")
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".")
    )


def _below(folder: Path) -> Iterator[Path]:
    """Regular files of a folder and of those in it, by path; no link is followed."""
    if folder.is_symlink():
        return
    for room, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(room, name)
            if path.is_file() and not path.is_symlink():
                yield path


def _beyond(raw: bytes, batch: int) -> bool:
    try:
        covers = json.loads(raw)["covers"]
        return covers is not None and int(covers["batch"]) > batch
    except (ValueError, KeyError, TypeError):
        return False  # damaged: copied as it is, for verification to name


def _put_file(
    archive: zipfile.ZipFile, name: str, path: Path, limit: int | None = None
) -> tuple[str, int, str]:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = 0o600 << 16
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as member:
        size, sha256 = _drain(source, member, limit)
    return name, size, sha256


def _drain(source: IO[bytes], sink: IO[bytes] | None, limit: int | None) -> tuple[int, str]:
    """Copy at most ``limit`` bytes (one more is told by its size); returns size and sha256."""
    digest, size = hashlib.sha256(), 0
    while piece := source.read(_PIECE if limit is None else min(_PIECE, limit - size)):
        digest.update(piece)
        size += len(piece)
        if sink is not None:
            sink.write(piece)
    return size, digest.hexdigest()
