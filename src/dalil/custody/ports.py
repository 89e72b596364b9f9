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
class Entry:
    """One entry of the ledger.

    Attributes:
        index: 0-based position.
        kind: One of :data:`KINDS`.
        at: UTC, ISO 8601.
        body: JSON-ready content; None where it was erased.
        leaf: Hex of the salted commitment.
    """

    index: int
    kind: str
    at: str
    body: Mapping[str, object] | None
    leaf: str


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


class Ledger(Protocol):
    """Append-only, with a Merkle tree over salted commitments."""

    def append(self, entries: Sequence[tuple[str, Mapping[str, object]]]) -> Sequence[Entry]:
        """Append (kind, body) pairs; durable together when this returns."""
        ...

    def entries(self) -> Iterator[Entry]:
        """All entries, oldest first."""
        ...

    def checkpoint(self) -> Checkpoint:
        """Sign the present tree head; the newest is returned where nothing but exports and checkpoints followed it."""
        ...

    def checkpoints(self) -> Sequence[Checkpoint]:
        """All checkpoints, oldest first."""
        ...

    def __len__(self) -> int: ...
