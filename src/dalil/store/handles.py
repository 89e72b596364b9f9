"""Reads a database file as plain bytes without costing this process the locks that SQLite holds on it.

POSIX drops every lock that a process holds on a file as soon as the process closes any descriptor of
that file, whoever opened it (https://sqlite.org/howtocorrupt.html, section 2.2). Another process
then takes the database for unused and deletes the log that this one still writes and reads. So
connections to a case's database are counted here, and a descriptor that was opened to read the file
is closed only when no connection of this process is left. Nothing here writes, and nothing but
SQLite may open ``case.db`` in another way.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

_BINARY = getattr(os, "O_BINARY", 0)
_guard = threading.Lock()
_users: Counter[Path] = Counter()
_kept: defaultdict[Path, list[tuple[os.stat_result, int]]] = defaultdict(list)
"""Descriptors with what each opened: a file that was put in the place of another is another."""


class CountedConnection(sqlite3.Connection):
    """A connection that is counted from before it opens the file until after it let go of it.

    One that is never closed stays counted: a descriptor too many is kept then, which harms nothing.

    Args:
        place: The database file, resolved.
        given: What :class:`sqlite3.Connection` takes.
    """

    def __init__(self, *given: Any, place: Path, **options: Any) -> None:  # noqa: ANN401 - passed on
        self._place: Path | None = None
        _enter(place)
        try:
            super().__init__(*given, **options)
        except BaseException:
            _leave(place)
            raise
        self._place = place

    def close(self) -> None:
        """Let go of the file."""
        super().close()
        place, self._place = self._place, None
        if place is not None:
            _leave(place)


def counted(path: Path) -> Callable[..., sqlite3.Connection]:
    """What to give :func:`sqlite3.connect` as ``factory`` for a case's database."""
    return partial(CountedConnection, place=path.resolve())


def connect(database: str | Path, path: Path, **options: Any) -> sqlite3.Connection:  # noqa: ANN401
    """As :func:`sqlite3.connect`, counted.

    Args:
        database: What is opened: a path or a URI.
        path: The file that it names.
        options: Passed on.
    """
    return CountedConnection(database, place=path.resolve(), **options)


@contextmanager
def reading(path: Path) -> Iterator[int]:
    """A descriptor for reading a database file; use :func:`read_at`, and do not close it.

    Raises:
        OSError: The file cannot be opened.
    """
    place = path.resolve()
    _enter(place)
    try:
        yield _descriptor(place)
    finally:
        _leave(place)


def read_at(handle: int, size: int, start: int) -> bytes:
    """Up to ``size`` bytes of a file from a position; fewer at its end only."""
    pieces: list[bytes] = []
    while size > 0:
        piece = _read(handle, size, start)
        if not piece:
            break
        pieces.append(piece)
        size, start = size - len(piece), start + len(piece)
    return b"".join(pieces)


def _read(handle: int, size: int, start: int) -> bytes:
    if hasattr(os, "pread"):
        return os.pread(handle, size, start)
    with _guard:  # Windows: the place in the file is shared by all who read it
        os.lseek(handle, start, os.SEEK_SET)
        return os.read(handle, size)


def _descriptor(place: Path) -> int:
    with _guard:
        now = place.stat()
        for opened, handle in _kept[place]:
            if os.path.samestat(opened, now):
                return handle
        handle = os.open(place, os.O_RDONLY | _BINARY)
        _kept[place].append((os.fstat(handle), handle))
        return handle


def _enter(place: Path) -> None:
    with _guard:
        _users[place] += 1


def _leave(place: Path) -> None:
    """Count one user less; whoever comes in meanwhile waits, so that no lock of theirs is lost."""
    with _guard:
        _users[place] -= 1
        if _users[place] > 0:
            return
        del _users[place]
        for _, handle in _kept.pop(place, []):
            os.close(handle)
