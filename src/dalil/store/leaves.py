"""The leaf hashes of a ledger as a file, with proofs that stay quick at ten million entries.

``leaves.bin`` is the record. Beside it, ``tiles/08.bin``, ``16.bin`` and ``24.bin`` hold the hashes
of whole subtrees of 256, 65,536 and 16,777,216 leaves: a proof then touches a few hundred hashes
instead of all. Tiles are derived: they are made anew when they are short or gone. The ledger holds
them against its newest checkpoint before it gives out a proof or signs, and signs nothing of them
that lies beyond it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dalil.custody.merkle import (
    CompactRange,
    check_consistency,
    check_inclusion,
    consistency_nodes,
    inclusion_nodes,
    root_of,
)
from dalil.errors import StorageFailed, Tampered
from dalil.store.files import append

LEAF = 32
LEVELS = (8, 16, 24)
_STEP = 256
_PIECE = LEAF * 4096


class LeafFile:
    """Append-only leaf hashes.

    Args:
        path: ``leaves.bin``.
        write: Complete the tiles and allow appends.
    """

    def __init__(self, path: Path, *, write: bool) -> None:
        self._path = path
        self._tiles = path.with_name("tiles")
        self._write = write
        if write:
            self._settle()

    def __len__(self) -> int:
        return _count(self._path)

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Append leaf hashes; durable when this returns.

        Raises:
            StorageFailed: The disk refused; nothing was appended.
        """
        if not self._write:
            raise StorageFailed("The ledger was opened for reading only.")
        before = len(self)
        append(self._path, b"".join(leaves))
        if (before + len(leaves)) >> LEVELS[0] > before >> LEVELS[0]:
            self._settle()

    def read(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Leaf hashes as stored."""
        yield from _read(self._path, start, len(self) if end is None else end)

    def root(self, size: int | None = None, tiles_to: int | None = None) -> bytes:
        """The tree head of the first ``size`` leaves; tiles are believed up to ``tiles_to`` leaves."""
        wanted = len(self) if size is None else size
        return self._span(0, wanted, tiles_to)

    def include(self, index: int, size: int | None = None) -> list[bytes]:
        """The audit path of a leaf, checked before it is given out.

        Raises:
            IndexError: No such leaf.
            Tampered: Leaves and tiles do not fit each other.
        """
        wanted = len(self) if size is None else size
        if not 0 <= index < wanted <= len(self):
            raise IndexError(f"leaf {index} of a tree of {wanted}")
        proof = [self._span(*span) for span in inclusion_nodes(index, wanted)]
        leaf = next(self.read(index, index + 1))
        if not check_inclusion(leaf, index, wanted, proof, self.root(wanted)):
            raise Tampered(f"The tiles in {self._tiles} do not fit {self._path}.", _REBUILD)
        return proof

    def consist(self, old: int, size: int | None = None) -> list[bytes]:
        """Proof that the tree of ``old`` leaves is a prefix, checked before it is given out.

        Raises:
            IndexError: No such prefix.
            Tampered: Leaves and tiles do not fit each other.
        """
        wanted = len(self) if size is None else size
        if not 1 <= old <= wanted <= len(self):
            raise IndexError(f"prefix of {old} in a tree of {wanted}")
        proof = [self._span(*span) for span in consistency_nodes(old, wanted)]
        if not check_consistency(old, wanted, self.root(old), self.root(wanted), proof):
            raise Tampered(f"The tiles in {self._tiles} do not fit {self._path}.", _REBUILD)
        return proof

    def flaws(self) -> Iterator[str]:
        """Tiles that are not what their leaves make; missing ones are no flaw."""
        below, count = self._path, len(self)
        for level in LEVELS:
            count //= _STEP
            tile = self._tiles / f"{level:02d}.bin"
            stored = _read(tile, 0, _count(tile))
            for place, node in enumerate(stored):
                whole = place < count
                if not whole or root_of(_read(below, place * _STEP, (place + 1) * _STEP)) != node:
                    yield (
                        f"The tile {place} of ledger/tiles/{tile.name} does not fit the leaves; "
                        "tiles are derived: remove the folder ledger/tiles."
                    )
                    return
            below = tile

    @staticmethod
    def cut_torn(path: Path) -> None:
        """Cut an incomplete or zero-filled end, which no writer had acknowledged."""
        size = path.stat().st_size
        keep = size - size % LEAF
        with path.open("r+b") as file:
            while keep:
                file.seek(keep - LEAF)
                if file.read(LEAF) != bytes(LEAF):
                    break
                keep -= LEAF
            if keep < size:
                file.truncate(keep)

    def _span(self, start: int, end: int, tiles_to: int | None = None) -> bytes:
        """Tree hash of the leaves ``start:end``; ``start`` is a multiple of the span's full size."""
        right = CompactRange()
        here, known = start, end if tiles_to is None else min(end, tiles_to)
        for level in reversed(LEVELS):
            tile = self._tiles / f"{level:02d}.bin"
            whole = min(known >> level, _count(tile))
            first = here >> level
            if here % (1 << level) == 0 and first < whole:
                for node in _read(tile, first, whole):
                    right.append(node, level)
                here = whole << level
        for leaf in _read(self._path, here, end):
            right.append(leaf)
        return right.root()

    def _settle(self) -> None:
        """Bring the tiles up to the leaves; the last node of each is made anew, lest it be torn."""
        below, count = self._path, len(self)
        for level in LEVELS:
            count //= _STEP
            tile = self._tiles / f"{level:02d}.bin"
            have = min(_count(tile), count)
            have = max(have - 1, 0)
            if not count:
                break
            self._tiles.mkdir(exist_ok=True)
            nodes = [
                root_of(_read(below, place * _STEP, (place + 1) * _STEP))
                for place in range(have, count)
            ]
            if tile.exists():
                with tile.open("r+b") as file:
                    file.truncate(have * LEAF)
            append(tile, b"".join(nodes))
            below = tile


_REBUILD = "Remove the folder tiles: the next writer makes it anew; then run dalil verify."


def _count(path: Path) -> int:
    try:
        return path.stat().st_size // LEAF
    except FileNotFoundError:
        return 0


def _read(path: Path, start: int, end: int) -> Iterator[bytes]:
    if end <= start:
        return
    try:
        with path.open("rb") as file:
            file.seek(start * LEAF)
            left = (end - start) * LEAF
            while left > 0:
                piece = file.read(min(left, _PIECE))
                if not piece:
                    return
                left -= len(piece)
                for place in range(0, len(piece) - LEAF + 1, LEAF):
                    yield piece[place : place + LEAF]
    except OSError as error:
        raise Tampered(f"{path} cannot be read: {error.strerror or error}.") from error
