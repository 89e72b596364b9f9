"""Salted commitments: what is sealed can be erased later and leaves a mark that reveals nothing.

A plain hash of a short text (a name, a yes) can be guessed by trying; so every commitment mixes in
16 random bytes that are kept beside the content and erased with it. Formats, byte for byte, stand
in docs/reference/ledger-format.md.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping

import rfc8785

from dalil.evidence.identity import encode

SALT_BYTES = 16


def new_salt() -> bytes:
    """16 bytes from the system's source of randomness."""
    return secrets.token_bytes(SALT_BYTES)


def canonical(value: object) -> bytes:
    """RFC 8785 canonical JSON.

    Raises:
        TypeError: A value that JSON cannot hold.
    """
    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except rfc8785.CanonicalizationError as error:
        raise TypeError(f"{type(value).__name__} cannot be written as JSON: {error}") from error


def entry_commitment(salt: bytes, kind: str, at: str, body: Mapping[str, object]) -> bytes:
    """Commitment of a ledger entry: SHA-256(salt || canonical JSON of kind, time and body)."""
    content = canonical({"at": at, "body": body, "kind": kind})
    return hashlib.sha256(salt + content).digest()


def row_seal(salt: bytes, table: str, values: Iterable[object]) -> bytes:
    """Commitment of a stored row: every column, in the table's order, length-prefixed."""
    digest = hashlib.sha256(salt)
    for value in (table, *values):
        part = value.hex() if isinstance(value, bytes) else value
        for piece in encode(part):
            digest.update(piece)
    return digest.digest()
