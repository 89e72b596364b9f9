"""What this room asks of the machinery: a vault, a ledger, a clock.

Implementations stand in ``store/``. The words of the ledger (leaf, commitment, checkpoint) follow
RFC 6962; an entry is RFC 8785 canonical JSON, and its leaf a salted commitment, so that content
can be erased and leave a tombstone that reveals nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

KINDS = (
    "ingest",
    "read",
    "claims",
    "judgement",
    "conclusion",
    "mark",
    "screen",
    "assess",
    "export",
    "erase",
    "checkpoint",
)
"""Kinds of ledger entries (product.md, "Pinned")."""


class Clock(Protocol):
    """The only source of the present time."""

    def now(self) -> str:
        """UTC as ``2026-11-22T10:15:00Z``; never earlier than the last answer."""
        ...


@dataclass(frozen=True, slots=True)
class Cover:
    """The rows that an entry of the ledger stands for.

    Attributes:
        batch: Number of the batch of rows, from 1.
        rows: How many rows it holds.
        root: Hex of the RFC 6962 Merkle tree hash over their seals, in order.
    """

    batch: int
    rows: int
    root: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the ledger.

    Attributes:
        index: 0-based position.
        kind: One of :data:`KINDS`.
        at: UTC, ISO 8601.
        body: JSON-ready content; None where it was erased.
        leaf: Hex of the leaf hash.
        covers: The rows that it stands for, if any; an erasure of the body leaves them standing.
    """

    index: int
    kind: str
    at: str
    body: Mapping[str, object] | None
    leaf: str
    covers: Cover | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is written to the ledger, ready to be appended.

    Attributes:
        raw: Canonical JSON without the line feed.
        leaf: Leaf hash, 32 bytes.
    """

    raw: bytes
    leaf: bytes


@dataclass(frozen=True, slots=True)
class AuditedBatch:
    """A batch of rows as an auditor finds it in the database.

    Attributes:
        number: Number of the batch, from 1.
        at: UTC when it was written, as the database says.
        rows: How many rows it has seals for.
        root: Hex of the tree hash over the stored seals, in order.
        faults: Rows that do not fit their seal: (where, expected, found).
        tombstones: Erased rows: (table, row).
    """

    number: int
    at: str
    rows: int
    root: str
    faults: tuple[tuple[str, str, str], ...] = ()
    tombstones: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """A stored row with the salt of its seal: who has it can compute the seal again.

    Attributes:
        batch: Number of the batch that wrote it.
        place: Its place among the batch's seals, from 0.
        table: Name of its table.
        salt: 16 bytes.
        values: Every column in the table's order.
    """

    batch: int
    place: int
    table: str
    salt: bytes
    values: tuple[str | int | bytes | None, ...]


class RowProofs(Protocol):
    """Opens the seals of single rows for a recipient."""

    def opened(self, table: str, column: str, keys: Sequence[str]) -> Iterator[OpenedRow]:
        """Rows whose column has one of the keys, with their salts; erased rows are gone."""
        ...

    def batch_seals(self, batch: int) -> Sequence[bytes]:
        """The seals of a batch, in order: they reveal nothing without the salts."""
        ...


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A signed tree head: everything before it is fixed.

    Attributes:
        size: Number of entries covered.
        root: Hex of the RFC 6962 Merkle tree hash over them.
        at: UTC when it was made: proves order only, unless an outside authority timestamped it.
        key: Hex of the Ed25519 public key of the case.
        signature: Hex of the signature over the canonical JSON of the other fields.
    """

    size: int
    root: str
    at: str
    key: str
    signature: str


@dataclass(frozen=True, slots=True)
class FileSeal:
    """Signed hashes of the database file as an orderly end of writing left it.

    Rows that Dalil reads are bound by their own seals; this binds every other byte of the file:
    free space, indexes, header. It stands only while nobody writes.

    Attributes:
        at: UTC when it was made.
        size: Bytes of the file.
        piece: Bytes of a piece; the last may be shorter.
        pieces: Hex of the SHA-256 of each piece.
        key: Hex of the case's public key.
        signature: Hex of the signature over the canonical JSON of the other fields.
    """

    at: str
    size: int
    piece: int
    pieces: tuple[str, ...]
    key: str
    signature: str


class Vault(Protocol):
    """Bytes by hash: written once, read back checked."""

    def put(self, content: bytes) -> str:
        """Keep bytes durably; returns their sha256. Keeping them again changes nothing."""
        ...

    def put_all(self, contents: Sequence[bytes]) -> Sequence[str]:
        """Keep many, durable together when this returns."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes, hashed again on the way.

        Raises:
            Tampered: They do not fit their hash.
            NotFound: They are not there.
        """
        ...

    def __contains__(self, sha256: object) -> bool: ...

    def remove(self, sha256: str) -> bool:
        """Take bytes from the disk for good; whether they were there."""
        ...

    def walk(self) -> Iterator[tuple[str, str, int]]:
        """Every file as (path below the vault, the sha256 of its bytes now, size), streamed."""
        ...


class Ledger(Protocol):
    """Append-only, with a Merkle tree over salted commitments."""

    def append(self, entries: Sequence[tuple[str, Mapping[str, object]]]) -> Sequence[Entry]:
        """Append (kind, body) pairs; durable together when this returns."""
        ...

    def moment(self) -> str:
        """The time for a new entry: the clock's, but never before that of the last entry."""
        ...

    def add(self, lines: Sequence[Line]) -> None:
        """Append lines that were sealed before; durable together when this returns."""
        ...

    def lines(self) -> Iterator[bytes]:
        """The lines of all entries as written, oldest first, unchecked."""
        ...

    def leaves(self, start: int = 0) -> Iterator[bytes]:
        """The leaf hashes as stored, from an index on, unchecked."""
        ...

    def public_key(self) -> str:
        """Hex of the case's public key."""
        ...

    def sign(self, content: bytes) -> str:
        """Hex of the case's signature over bytes that leave it (Ed25519)."""
        ...

    def include(self, index: int, size: int | None = None) -> Sequence[bytes]:
        """The audit path of an entry in the tree of the first ``size`` entries (RFC 6962, 2.1.1)."""
        ...

    def extend(self, old: int, size: int | None = None) -> Sequence[bytes]:
        """Proof that the tree of ``old`` entries is a prefix of that of ``size`` (RFC 6962, 2.1.2)."""
        ...

    def root(self, size: int | None = None) -> bytes:
        """The tree head of the first ``size`` entries."""
        ...

    def erase(self, indexes: Sequence[int]) -> int:
        """Erase the bodies and salts of entries for good; the leaves stay. Returns how many were erased."""
        ...

    def bring_back(self, lines: Mapping[int, bytes]) -> None:
        """Put the lines of erased entries back; each must give the leaf that stands at its place."""
        ...

    def part(self, first: int, count: int) -> Sequence[Entry]:
        """Some entries from a place on, oldest first, without walking through those before."""
        ...

    def entries(self) -> Iterator[Entry]:
        """All entries, oldest first."""
        ...

    def database_seal(self) -> FileSeal | None:
        """The seal of the database file; None while a writer is at work or none ended in order."""
        ...

    def attach(self, part: str, name: str, content: bytes) -> None:
        """Keep what an outsider attests of a checkpoint, and say so in the ledger."""
        ...

    def attached(self) -> Iterator[tuple[str, bytes]]:
        """What outsiders attest, as (``witnesses/...`` or ``timestamps/...``, bytes)."""
        ...

    def flaws(self) -> Iterator[str]:
        """What does not fit in the files that no entry speaks of: tiles, key, strange files."""
        ...

    def checkpoint(self) -> Checkpoint:
        """Sign the present tree head; the newest is returned where nothing but exports and checkpoints followed it."""
        ...

    def checkpoints(self) -> Sequence[Checkpoint]:
        """All checkpoints, oldest first."""
        ...

    def __len__(self) -> int: ...
