"""Rooms for what is not whole yet: hidden, their owner's alone, beside the place where it will stand.

What lies in such a room holds a case in plain. It goes when the work ends, in whatever way the program
can see; after a kill the next work in the same folder removes it. A room is known as dead by its lock,
which no dead process holds: a backup that is still being made is never touched.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dalil.errors import CaseLocked, StorageFailed
from dalil.store.files import sync_folders
from dalil.store.lock import WriterLock

_LOCK, _ARCHIVE, _CASE = "lock", "case.zip", "case"
_ROOM = re.compile(r"\..+\.[0-9a-f]{8}\.part")
_HELD = re.compile(r"lock|case|case\.zip(\.db(-wal|-shm|-journal)?)?")
"""What a room may hold; any other folder is somebody else's."""
_LOOSE = re.compile(r"\..+\.[0-9a-f]{8}\.part(\.db(-wal|-shm|-journal)?)?")
"""Files that backups were made of before they had rooms."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room for one piece of work.

    Attributes:
        archive: Where an archive is written.
        case: Where a case is unpacked; not made yet.
        removed: What killed runs had left beside it, by name, and is gone.
        left: What seems to be left of killed runs, and could not be told or removed.
    """

    archive: Path
    case: Path
    removed: tuple[str, ...]
    left: tuple[str, ...]


@contextmanager
def room_beside(target: Path) -> Iterator[Room]:
    """A new room in the folder of a target, swept away afterwards; dead ones there go first.

    Raises:
        StorageFailed: The disk refused.
    """
    around = target.absolute().parent
    try:
        around.mkdir(parents=True, exist_ok=True)
        removed, left = _sweep_dead(around)
        folder = around / f".{target.name}.{secrets.token_hex(4)}.part"
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise StorageFailed(
            f"Nothing could be written to {around}: {error.strerror or error}.",
            "Free space or name another place.",
        ) from error
    lock = None
    try:
        lock = WriterLock(folder / _LOCK)
        yield Room(folder / _ARCHIVE, folder / _CASE, tuple(removed), tuple(left))
    finally:
        if lock is not None:
            lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def put_in_place(draft: Path, target: Path) -> None:
    """Move a checked draft, file or folder, to its place in one step, and flush the folder.

    Raises:
        StorageFailed: The disk refused.
    """
    try:
        for suffix in ("-wal", "-shm"):  # left by the check, which wrote nothing
            (draft / f"case.db{suffix}").unlink(missing_ok=True) if draft.is_dir() else None
        if target.is_dir():
            target.rmdir()
        os.replace(draft, target)  # noqa: PTH105 - one atomic call
        sync_folders([target.absolute().parent])
    except OSError as error:
        raise StorageFailed(
            f"{target} could not be put in place: {error.strerror or error}.",
            "Nothing was left behind.",
        ) from error


def _sweep_dead(around: Path) -> tuple[Sequence[str], Sequence[str]]:
    """Remove the rooms of dead runs; returns the names of what went, and of what is only suspected."""
    removed: list[str] = []
    left: list[str] = []
    for path in sorted(around.glob(".*.part*")):
        if path.is_symlink():
            continue
        if path.is_dir() and _ROOM.fullmatch(path.name):
            state = _dead(path)
            if state and not _removed(path):
                state = None
            if state is not False:
                (removed if state else left).append(path.name)
        elif path.is_file() and _LOOSE.fullmatch(path.name):
            left.append(path.name)
    return removed, left


def _dead(room: Path) -> bool | None:
    """Whether a room's run is dead; None where that cannot be told or the folder is another's."""
    try:
        names = [path.name for path in room.iterdir()]
    except OSError:
        return None
    if _LOCK not in names or not all(map(_HELD.fullmatch, names)):
        return None
    try:
        WriterLock(room / _LOCK).release()
    except CaseLocked:
        return False
    except (StorageFailed, OSError):
        return None
    return True


def _removed(room: Path) -> bool:
    shutil.rmtree(room, ignore_errors=True)
    return not room.exists()
