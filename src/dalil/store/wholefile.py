"""Hashes of a file piece by piece, two pieces at once, so that a changed byte is placed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dalil.errors import Tampered

PIECE = 1 << 20
_HANDS = 2
_AT_ONCE = 16


def pieces_of(path: Path, piece: int = PIECE) -> Iterator[str]:
    """Hex of the SHA-256 of each piece of a file, in order.

    Raises:
        Tampered: The file is gone or cannot be read.
    """
    try:
        with path.open("rb") as file, ThreadPoolExecutor(_HANDS) as hands:
            while part := [data for _ in range(_AT_ONCE) if (data := file.read(piece))]:
                yield from hands.map(_digest, part)
    except OSError as error:
        raise Tampered(f"{path} cannot be read: {error.strerror or error}.") from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
