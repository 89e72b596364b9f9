"""Hashes of a database file piece by piece, two pieces at once, so that a changed byte is placed.

The file is read beside SQLite in the same process: only by way of :mod:`dalil.store.handles`.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dalil.errors import Tampered
from dalil.store.handles import read_at, reading

PIECE = 1 << 20
_HANDS = 2
_AT_ONCE = 16


def pieces_of(path: Path, piece: int = PIECE) -> Iterator[str]:
    """Hex of the SHA-256 of each piece of a file, in order.

    Raises:
        Tampered: The file is gone or cannot be read.
    """
    try:
        with reading(path) as handle, ThreadPoolExecutor(_HANDS) as hands:
            starts = itertools.count(0, piece)
            while part := [
                data
                for start in itertools.islice(starts, _AT_ONCE)
                if (data := read_at(handle, piece, start))
            ]:
                yield from hands.map(_digest, part)
    except OSError as error:
        raise Tampered(f"{path} cannot be read: {error.strerror or error}.") from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
