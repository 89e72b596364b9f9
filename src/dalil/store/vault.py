"""The vault: exhibits as files named by their hash, written once, hashed again on every read.

Layout: ``vault/ab/cd/<sha256>``, mode 0444. A name that is there already is not written again.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dalil.errors import NotFound, StorageFailed, Tampered
from dalil.store.files import sync_folders, write_beside

_NAME = re.compile(r"[0-9a-f]{64}")
_PIECE = 1024 * 1024
_HANDS = 2
_AT_ONCE = 64


class FileVault:
    """Bytes by hash in a folder.

    Args:
        root: The ``vault`` folder of a case.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, content: bytes) -> str:
        """Keep bytes durably; returns their sha256."""
        return self.put_all([content])[0]

    def put_all(self, contents: Sequence[bytes]) -> list[str]:
        """Keep many; durable together when this returns.

        Raises:
            StorageFailed: The disk refused; files already written stay and do no harm.
        """
        hashes: list[str] = []
        touched: list[Path] = []
        for content in contents:
            sha256 = hashlib.sha256(content).hexdigest()
            path = self._path(sha256)
            if not path.exists():
                touched += self._folders(path.parent)
                write_beside(path, content, 0o444)
                touched.append(path.parent)
            hashes.append(sha256)
        sync_folders(touched)
        return hashes

    def get(self, sha256: str) -> bytes:
        """The bytes, hashed again.

        Raises:
            NotFound: They are not there.
            Tampered: They do not fit their hash.
        """
        path = self._path(sha256)
        try:
            content = path.read_bytes()
        except FileNotFoundError as error:
            raise NotFound(f"The vault {self.root} holds no exhibit {sha256}.") from error
        except OSError as error:
            raise StorageFailed(f"{path} cannot be read: {error.strerror or error}.") from error
        found = hashlib.sha256(content).hexdigest()
        if found != sha256:
            raise Tampered(
                f"The vault's file {path} has the hash {found}, not the one it is named by."
            )
        return content

    def __contains__(self, sha256: object) -> bool:
        return (
            isinstance(sha256, str)
            and bool(_NAME.fullmatch(sha256))
            and self._path(sha256).is_file()
        )

    def walk(self) -> Iterator[tuple[str, str, int]]:
        """Every file as (path below the vault, the sha256 of its bytes now, size), streamed.

        Two files are hashed at once: hashing lets go of the interpreter.

        Raises:
            StorageFailed: A file cannot be read.
        """
        if not self.root.is_dir():
            return  # every exhibit is missing then, and verification says so
        paths = (path for path in _below(self.root) if not path.name.endswith(".part"))
        with ThreadPoolExecutor(_HANDS) as hands:
            while part := list(itertools.islice(paths, _AT_ONCE)):
                for path, (sha256, size) in zip(part, hands.map(_digest, part), strict=True):
                    yield path.relative_to(self.root).as_posix(), sha256, size

    def clean(self) -> int:
        """Remove drafts that a killed writer left; returns how many. For the only writer."""
        if not self.root.is_dir():
            return 0
        if self.root.is_symlink():
            return 0
        drafts = [path for path in _below(self.root) if path.name.endswith(".part")]
        for path in drafts:
            path.unlink()
        return len(drafts)

    def remove(self, sha256: str) -> bool:
        """Take bytes from the disk for good; whether they were there.

        Raises:
            StorageFailed: The disk refused.
        """
        path = self._path(sha256)
        try:
            path.unlink()
            sync_folders([path.parent])
        except FileNotFoundError:
            return False
        except OSError as error:
            raise StorageFailed(f"{path} cannot be removed: {error.strerror or error}.") from error
        return True

    def _path(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise NotFound(f"{sha256!r} is not a sha256 in lower-case hex.")
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def _folders(self, folder: Path) -> list[Path]:
        """Make a folder; returns the folders in which a new name appeared."""
        touched = []
        for part in (folder.parent, folder):
            if not part.is_dir():
                part.mkdir(parents=True, exist_ok=True)
                touched.append(part.parent)
        return touched


def _below(folder: Path) -> Iterator[Path]:
    """Files below a folder in the order of their names, one folder in memory at a time; no link is followed."""
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)
        else:
            yield path


def _digest(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
    except OSError as error:
        raise StorageFailed(f"{path} cannot be read: {error.strerror or error}.") from error
    return digest.hexdigest(), size
