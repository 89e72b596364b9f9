"""Files that survive a crash: written beside, flushed, renamed, and flushed again."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from dalil.errors import StorageFailed


def write_whole(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file so that it is there whole or not at all, also after a power cut.

    Raises:
        StorageFailed: The disk refused; the old file, if any, is untouched.
    """
    write_beside(path, content, mode)
    sync_folders([path.parent])


def write_beside(path: Path, content: bytes, mode: int = 0o644) -> None:
    """As :func:`write_whole`, without flushing the folder: the caller does it for many at once."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            _write_all(handle, content)
            os.fsync(handle)
        finally:
            os.close(handle)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StorageFailed(
            f"{path} could not be written: {error.strerror or error}.",
            "Free space or mend the permissions, then run the same command again.",
        ) from error


def rewrite(path: Path, pieces: Iterable[bytes]) -> None:
    """Put a new file in the place of an old one, piece by piece; whole or not at all.

    Raises:
        StorageFailed: The disk refused; the old file is untouched.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(6)}.part")
    try:
        with draft.open("xb", buffering=1 << 20) as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, draft)
        draft.replace(path)
        sync_folders([path.parent])
    except OSError as error:
        raise StorageFailed(
            f"{path} could not be written: {error.strerror or error}.",
            "Free space or mend the permissions, then run the same command again.",
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def append(path: Path, content: bytes) -> None:
    """Append to a file and flush it.

    Raises:
        StorageFailed: The disk refused; the file is cut back to what it was.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    except OSError as error:
        raise StorageFailed(f"{path} could not be opened: {error.strerror or error}.") from error
    try:
        before = os.fstat(handle).st_size
        try:
            _write_all(handle, content)
            os.fsync(handle)
        except OSError as error:
            os.ftruncate(handle, before)
            raise StorageFailed(
                f"{path} could not be written: {error.strerror or error}.",
                "Free space, then run the same command again.",
            ) from error
    finally:
        os.close(handle)


def cut_torn_line(path: Path) -> None:
    """Cut a file of lines after its last complete one: what a crash tore was never acknowledged."""
    with path.open("r+b") as file:
        end = start = file.seek(0, os.SEEK_END)
        tail = b""
        while start > 0 and b"\n" not in tail:
            step = min(start, 1 << 16)
            start -= step
            file.seek(start)
            tail = file.read(step) + tail
        whole = start + tail.rfind(b"\n") + 1
        if whole < end:
            file.truncate(whole)


def sync_file(path: Path) -> None:
    """Flush a file that another part wrote or cut, where it is there.

    Not for a database file: closing it here would cost SQLite its locks (:mod:`dalil.store.handles`).
    SQLite locks nothing on the log beside it, only the database and its shared memory.
    """
    try:
        handle = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folders(folders: Iterable[Path]) -> None:
    """Flush folders, so that new names in them survive a power cut (POSIX; nothing elsewhere)."""
    if os.name != "posix":
        return
    for folder in dict.fromkeys(folders):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_all(handle: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]
