"""The ledger as files: entries, leaf hashes, checkpoints, the case's key.

``entries.jsonl`` holds one canonical JSON object a line; ``leaves.bin`` the 32-byte leaf hashes;
``checkpoints/`` one signed tree head a file. An entry is acknowledged when its line and then its
leaf are flushed. A torn tail was never acknowledged: the next writer cuts it away, or completes
the leaf of a line that came through whole. Byte for byte: docs/reference/ledger-format.md.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO

from dalil.custody.ports import Checkpoint, Clock, Entry, FileSeal, Line
from dalil.custody.seals import canonical, erase_line, open_line, seal_entry
from dalil.custody.signing import (
    check_fields,
    new_key,
    public_key,
    read_checkpoint,
    read_object,
    sign,
    sign_checkpoint,
    sign_file,
)
from dalil.errors import BadInput, StorageFailed, Tampered
from dalil.store.files import append, cut_torn_line, rewrite, sync_folders, write_whole
from dalil.store.leaves import LEAF, LeafFile
from dalil.store.ledger_files import (
    CHECKPOINTS,
    DATABASE,
    ENTRIES,
    KEY,
    LEAVES,
    PUBLIC,
    TIMESTAMPS,
    WITNESSES,
    private_key,
    strange_files,
)
from dalil.store.lines import check_leaves, entry_kind, told
from dalil.store.wholefile import PIECE, pieces_of

_STRIDE = 500
_CITABLE = {"export", "checkpoint"}
"""Entries that change nothing which an export could cite."""


class FileLedger:
    """An append-only ledger in a folder.

    Args:
        root: The ``ledger`` folder of a case.
        clock: Where times come from.
        write: Mend a torn tail and allow appends.
    """

    def __init__(self, root: Path, clock: Clock, *, write: bool) -> None:
        self.folder = root
        self._clock = clock
        self._write = write
        self._last_at = ""
        self._begins: tuple[int, list[int]] = (0, [0])
        self._walking = threading.Lock()
        if write:
            self._mend()
        self._leaves = LeafFile(root / LEAVES, write=write)

    @staticmethod
    def create(root: Path, clock: Clock) -> FileLedger:
        """Make a ledger with a new key, readable by its owner only; the first entry names the key."""
        root.mkdir()
        (root / CHECKPOINTS).mkdir()
        private = new_key()
        write_whole(root / KEY, private.hex().encode("ascii") + b"\n", 0o600)
        write_whole(root / PUBLIC, public_key(private).encode("ascii") + b"\n")
        for name in (ENTRIES, LEAVES):
            write_whole(root / name, b"")
        ledger = FileLedger(root, clock, write=True)
        ledger.append([("checkpoint", {"began": 1, "key": public_key(private)})])
        return ledger

    def __len__(self) -> int:
        return len(self._leaves)

    def append(self, entries: Sequence[tuple[str, Mapping[str, object]]]) -> list[Entry]:
        """Append (kind, body) pairs; durable together when this returns.

        Raises:
            StorageFailed: The disk refused; nothing was appended.
            ValueError: A kind that the ledger does not know.
        """
        first, at = len(self), self.moment()
        lines = [seal_entry(kind, at, body) for kind, body in entries]
        self.add(lines)
        return [open_line(line.raw, first + place) for place, line in enumerate(lines)]

    def moment(self) -> str:
        """The clock's time, but never before that of the last entry."""
        if not self._last_at:
            self._last_at = next((open_line(raw, 0).at for raw in self._tail(1)), "")
        self._last_at = max(self._clock.now(), self._last_at)
        return self._last_at

    def add(self, lines: Sequence[Line]) -> None:
        """Append lines that were sealed before; durable together when this returns.

        Raises:
            StorageFailed: The disk refused; nothing was appended.
        """
        if not self._write:
            raise StorageFailed("The ledger was opened for reading only.")
        if lines:
            append(self.folder / ENTRIES, b"".join(line.raw + b"\n" for line in lines))
            self._leaves.extend([line.leaf for line in lines])

    def lines(self) -> Iterator[bytes]:
        """The lines of acknowledged entries as written, unchecked; all, where ``leaves.bin`` is gone.

        Raises:
            Tampered: The file is gone.
        """
        count = len(self) if (self.folder / LEAVES).is_file() else None
        try:
            with (self.folder / ENTRIES).open("rb") as file:
                for raw in itertools.islice(file, count):
                    yield raw.removesuffix(b"\n")
        except OSError as error:
            raise Tampered(
                f"{self.folder / ENTRIES} cannot be read: {error.strerror or error}."
            ) from error

    def entries(self) -> Iterator[Entry]:
        """All entries, oldest first, each checked against its own commitment.

        Raises:
            Tampered: A line that is no entry.
        """
        for index, raw in enumerate(self.lines()):
            yield open_line(raw, index)

    def part(self, first: int, count: int) -> list[Entry]:
        """Some entries as their lines tell, unchecked, for pages; unknown places are left out.

        Where every five-hundredth line begins is remembered, so a page of a long ledger is quick.
        What checks an entry is :meth:`entries`. Batches that an entry covers are not told.

        Raises:
            Tampered: A line that is no entry, or the file is gone.
        """
        last = min(first + count, len(self))
        if not 0 <= first < last:
            return []
        try:
            with self._walking, (self.folder / ENTRIES).open("rb") as file:
                begins = self._lines_begin(file, first // _STRIDE)
                file.seek(begins[first // _STRIDE])
                start = first // _STRIDE * _STRIDE
                found = list(itertools.islice(file, first - start, last - start))
        except OSError as error:
            raise Tampered(
                f"{self.folder / ENTRIES} cannot be read: {error.strerror or error}."
            ) from error
        leaves = itertools.islice(self.leaves(first), last - first)
        return [
            told(raw, n, leaf)
            for n, (raw, leaf) in enumerate(zip(found, leaves, strict=False), first)
        ]

    def _lines_begin(self, file: BinaryIO, wanted: int) -> list[int]:
        """Where every five-hundredth line begins, as far as wanted; anew where the file is another."""
        inode = os.fstat(file.fileno()).st_ino
        if self._begins[0] != inode:
            self._begins = inode, [0]
        begins = self._begins[1]
        file.seek(begins[-1])
        while len(begins) <= wanted:
            if not all(file.readline() for _ in range(_STRIDE)):
                raise Tampered(f"{self.folder / ENTRIES} ends before line {len(begins) * _STRIDE}.")
            begins.append(file.tell())
        return begins

    def leaves(self, start: int = 0) -> Iterator[bytes]:
        """The leaf hashes as they stand in ``leaves.bin``."""
        return self._leaves.read(start)

    def root(self, size: int | None = None) -> bytes:
        """The tree head of the first ``size`` entries."""
        return self._leaves.root(size)

    def include(self, index: int, size: int | None = None) -> list[bytes]:
        """The audit path of an entry.

        Raises:
            IndexError: No such entry.
            Tampered: The tiles do not fit the newest checkpoint.
        """
        self._sound()
        return self._leaves.include(index, size)

    def extend(self, old: int, size: int | None = None) -> list[bytes]:
        """Proof that the tree of ``old`` entries is a prefix.

        Raises:
            IndexError: No such prefix.
            Tampered: The tiles do not fit the newest checkpoint.
        """
        self._sound()
        return self._leaves.consist(old, size)

    def public_key(self) -> str:
        """Hex of the public key, as it stands in ``key.pub``.

        Raises:
            Tampered: The file is gone or holds something else.
        """
        try:
            text = (self.folder / PUBLIC).read_bytes()
            key = bytes.fromhex(text.decode("ascii")).hex()
        except (OSError, ValueError) as error:
            raise Tampered(
                f"{self.folder / PUBLIC} does not hold a public key: {error}."
            ) from error
        if text != key.encode("ascii") + b"\n":
            # "A" for "a", or a tab for the line end, names the same key: no byte may differ unseen.
            raise Tampered(f"{self.folder / PUBLIC} is not written as Dalil writes it.")
        return key

    def checkpoint(self) -> Checkpoint:
        """The newest checkpoint that still covers all that an export could cite, else a new one.

        Raises:
            StorageFailed: A new one is needed, but the ledger is open for reading only, or the key is gone.
            Tampered: The leaves do not fit the newest checkpoint: nothing is signed.
        """
        known = self.checkpoints()
        if known and self._only_exports_since(known[-1].size):
            return known[-1]
        if not self._write:
            raise StorageFailed(
                "A new checkpoint is needed, but the ledger was opened for reading only.",
                "Open the case for writing.",
            )
        root = self._leaves.root(tiles_to=self._sound())
        signed = sign_checkpoint(self._private(), len(self), root, self.moment())
        path = self.folder / CHECKPOINTS / f"{signed.size:012d}.json"
        write_whole(path, canonical(asdict(signed)) + b"\n")
        self.append([("checkpoint", {"root": signed.root, "size": signed.size})])
        return signed

    def sign(self, content: bytes) -> str:
        """Hex of the case's signature over bytes that leave it; only for a writer."""
        if not self._write:
            raise StorageFailed("The ledger was opened for reading only.", "Open it for writing.")
        return sign(self._private(), content)

    def checkpoints(self) -> list[Checkpoint]:
        """All checkpoints, oldest first.

        Raises:
            Tampered: A file that is no checkpoint.
        """
        found = [_checkpoint_in(path) for path in (self.folder / CHECKPOINTS).glob("*.json")]
        return sorted(found, key=lambda checkpoint: checkpoint.size)

    def erase(self, indexes: Sequence[int]) -> int:
        """Erase bodies and salts for good: the file is written anew beside and put in its place.

        Line by line: memory does not grow with the ledger.

        Raises:
            StorageFailed: Open for reading only, or the disk refused; then nothing changed.
        """
        if not self._write:
            raise StorageFailed("The ledger was opened for reading only.")
        wanted = set(indexes)
        held = sum(index in wanted and b'"salt"' in raw for index, raw in enumerate(self.lines()))
        if held:
            self._change(
                lambda index, raw: erase_line(raw) if index in wanted and b'"salt"' in raw else raw
            )
        return held

    def bring_back(self, lines: Mapping[int, bytes]) -> None:
        """Put the lines of erased entries back as they were: each must give the leaf that stands.

        Raises:
            Tampered: A line that is not the one which was erased; nothing changed.
            StorageFailed: Open for reading only, or the disk refused; then nothing changed.
        """
        if not self._write:
            raise StorageFailed("The ledger was opened for reading only.")
        check_leaves(lines, enumerate(self.leaves()))
        if lines:
            self._change(lines.get)

    def _change(self, changed: Callable[[int, bytes], bytes]) -> None:
        rewrite(
            self.folder / ENTRIES,
            (changed(index, raw) + b"\n" for index, raw in enumerate(self.lines())),
        )

    def seal_database(self, path: Path) -> None:
        """Sign the hashes of the database file as it stands, for nobody writes to it now.

        Raises:
            StorageFailed: Open for reading only, the key is gone, or the disk refused.
        """
        if not self._write:
            raise StorageFailed("The ledger was opened for reading only.")
        size = path.stat().st_size
        seal = sign_file(self._private(), self.moment(), size, PIECE, tuple(pieces_of(path)))
        write_whole(self.folder / DATABASE, canonical(asdict(seal)) + b"\n")

    def database_seal(self) -> FileSeal | None:
        """The seal of the database file, where the last writer ended in order.

        Raises:
            Tampered: A file that is no such seal.
        """
        path = self.folder / DATABASE
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Tampered(f"{path} cannot be read: {error.strerror or error}.") from error
        try:
            table = read_object(content, str(path), "seal of the database")
            check_fields(table, _SEAL, str(path), "seal of the database")
            seal = FileSeal(**{**table, "pieces": tuple(map(str, table["pieces"]))})
        except BadInput as error:
            raise Tampered(error.message) from error
        if content != canonical(asdict(seal)) + b"\n" or seal.piece < 1:
            raise Tampered(f"{path} is not written as Dalil writes it.")
        return seal

    def check_key(self) -> None:
        """Refuse to begin what could not be signed in the end.

        Raises:
            StorageFailed: The private key is gone, cannot be read, or is none.
            Tampered: It is not the one of the public key.
        """
        if public_key(self._private()) != self.public_key():
            raise Tampered(
                f"The case's key {self.folder / KEY} is not the one of {PUBLIC}: nothing was written.",
                "Bring the key back from a backup; dalil verify tells more.",
            )

    def attach(self, part: str, name: str, content: bytes) -> None:
        """Keep what an outsider attests of a checkpoint, and say so in the ledger.

        Args:
            part: ``witnesses`` or ``timestamps``.
            name: Of the file.
            content: Its bytes.

        Raises:
            StorageFailed: Open for reading only, or the disk refused.
        """
        if not self._write:
            raise StorageFailed("The ledger was opened for reading only.")
        path = self.folder / part / name
        if path.is_file() and path.read_bytes() == content:
            return
        path.parent.mkdir(exist_ok=True)
        write_whole(path, content)
        sync_folders([self.folder])
        told = {"file": f"{part}/{name}", "sha256": hashlib.sha256(content).hexdigest()}
        self.append([("checkpoint", {"attached": told})])

    def attached(self) -> Iterator[tuple[str, bytes]]:
        """What outsiders attest, as (``witnesses/...`` or ``timestamps/...``, bytes), by name.

        Raises:
            Tampered: A file cannot be read.
        """
        for part in (TIMESTAMPS, WITNESSES):
            for path in sorted((self.folder / part).glob("[!.]*")):
                try:
                    yield f"{part}/{path.name}", path.read_bytes()
                except OSError as error:
                    raise Tampered(f"{path} cannot be read: {error.strerror or error}.") from error

    def flaws(self) -> Iterator[str]:
        """What does not fit in the files that no entry speaks of: tiles, key, strange files.

        Raises:
            Tampered: A file cannot be read.
        """
        yield from strange_files(self.folder)
        key = self.folder / KEY
        if key.is_file() and os.access(key, os.R_OK):
            text = key.read_bytes()
            if text != self._private().hex().encode("ascii") + b"\n":
                yield "The private key ledger/key is not written as Dalil writes it."
            elif public_key(self._private()) != self.public_key():
                yield "The private key ledger/key is not the one of the public key: it was replaced."
        leaves = self.folder / LEAVES
        if leaves.is_file() and (size := leaves.stat().st_size) % LEAF:
            yield f"leaves.bin ends with {size % LEAF} bytes that are no leaf."
        yield from self._leaves.flaws()

    def tail(self) -> int:
        """Bytes after the last acknowledged line: an interrupted write, or put there."""
        used = sum(len(raw) + 1 for raw in self.lines())
        return max((self.folder / ENTRIES).stat().st_size - used, 0)

    def _sound(self) -> int:
        """Hold leaves and tiles against the newest checkpoint; returns how far it reaches."""
        newest = max((self.folder / CHECKPOINTS).glob("*.json"), default=None)
        if newest is None:
            return 0
        point = _checkpoint_in(newest)
        if self.root(point.size).hex() != point.root:
            raise Tampered(
                f"The ledger {self.folder} does not fit its checkpoint {newest.name}.",
                "Run dalil verify; where only the tiles are wrong, remove the folder ledger/tiles.",
            )
        return point.size

    def _private(self) -> bytes:
        return private_key(self.folder)

    def _only_exports_since(self, size: int) -> bool:
        count = len(self) - size
        return all(entry_kind(raw) in _CITABLE for raw in self._tail(count))

    def _tail(self, count: int) -> list[bytes]:
        """The last lines; reads backwards from the end of the file."""
        path = self.folder / ENTRIES
        piece, start = b"", path.stat().st_size
        with path.open("rb") as file:
            while start > 0 and piece.count(b"\n") <= count:
                step = min(start, 1 << 16)
                start -= step
                file.seek(start)
                piece = file.read(step) + piece
        return piece.splitlines()[-count:] if count else []

    def _mend(self) -> None:
        """Cut what a crash left torn; complete the leaves of lines that came through whole."""
        entries, leaves = self.folder / ENTRIES, self.folder / LEAVES
        try:
            cut_torn_line(entries)
            LeafFile.cut_torn(leaves)
            have = leaves.stat().st_size // LEAF
            with entries.open("rb") as file:
                fresh = list(itertools.islice(file, have, None))
        except OSError as error:
            raise Tampered(
                f"The ledger {self.folder} cannot be read: {error.strerror or error}."
            ) from error
        whole = self._whole(fresh, have)
        if len(whole) < len(fresh):
            keep = entries.stat().st_size - sum(map(len, fresh[len(whole) :]))
            with entries.open("r+b") as file:
                file.truncate(keep)
        if whole:
            append(leaves, b"".join(whole))

    @staticmethod
    def _whole(fresh: Sequence[bytes], first: int) -> list[bytes]:
        """Leaves of unacknowledged lines, up to the first that a power cut damaged."""
        leaves: list[bytes] = []
        for raw in fresh:
            try:
                entry = open_line(raw.removesuffix(b"\n"), first + len(leaves))
            except Tampered:
                break
            leaves.append(bytes.fromhex(entry.leaf))
        return leaves


_SEAL = {"at": str, "size": int, "piece": int, "pieces": list, "key": str, "signature": str}


def _checkpoint_in(path: Path) -> Checkpoint:
    try:
        content = path.read_bytes()
        point = read_checkpoint(content, str(path))
    except OSError as error:
        raise Tampered(f"{path} cannot be read: {error.strerror or error}.") from error
    except BadInput as error:
        raise Tampered(error.message) from error
    if content != canonical(asdict(point)) + b"\n" or path.name != f"{point.size:012d}.json":
        raise Tampered(f"{path} is not written as a checkpoint of Dalil is.")
    return point
