"""Salted commitments: what is sealed can be erased later and leaves a mark that reveals nothing.

A plain hash of a short text (a name, a yes) can be guessed by trying; so every commitment mixes in
16 random bytes that are kept beside the content and erased with it. An entry of the ledger is an
envelope (kind, time, the rows it covers, the commitment of its body): when the body is erased, the
envelope still proves what it proved. Formats, byte for byte: docs/reference/ledger-format.md.
This module keeps nothing and asks no clock.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

import rfc8785

from dalil.custody.merkle import leaf_hash
from dalil.custody.ports import KINDS, Cover, Entry, Line
from dalil.errors import BadInput, Tampered
from dalil.evidence.identity import encode

SALT_BYTES = 16
_OPEN = {"at", "body", "commitment", "covers", "kind", "salt"}
_ERASED = {"at", "commitment", "covers", "kind"}


def new_salt() -> bytes:
    """16 bytes from the system's source of randomness."""
    return secrets.token_bytes(SALT_BYTES)


def canonical(value: object) -> bytes:
    """RFC 8785 canonical JSON.

    Raises:
        BadInput: A value that such JSON cannot hold (a lone surrogate, an integer beyond 2**53).
    """
    try:
        return rfc8785.dumps(value)  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, UnicodeError) as error:
        raise BadInput(f"{type(value).__name__} cannot be written as JSON: {error}.") from error


def commit(salt: bytes, content: bytes) -> bytes:
    """SHA-256(length of the salt in 4 bytes, big-endian || salt || content)."""
    return hashlib.sha256(len(salt).to_bytes(4, "big") + salt + content).digest()


def row_seal(salt: bytes, table: str, values: Iterable[object]) -> bytes:
    """Commitment of a stored row: table and every column in the table's order, length-prefixed."""
    content = b"".join(
        piece
        for value in (table, *values)
        for piece in encode(("sha256", _digest(value)) if isinstance(value, bytes) else value)
    )
    return commit(salt, content)


def seal_entry(kind: str, at: str, body: Mapping[str, object], covers: Cover | None = None) -> Line:
    """Make the line of an entry with a fresh salt.

    Raises:
        ValueError: A kind that the ledger does not know.
        BadInput: A body that JSON cannot hold.
    """
    if kind not in KINDS:
        raise ValueError(f"no ledger entry is of kind {kind!r}")
    salt, content = new_salt(), canonical(body)
    commitment = commit(salt, content).hex()
    cover = asdict(covers) if covers else None
    raw = canonical(
        {
            "at": at,
            "body": body,
            "commitment": commitment,
            "covers": cover,
            "kind": kind,
            "salt": salt.hex(),
        }
    )
    return Line(raw, _leaf(at, commitment, cover, kind))


def open_line(raw: bytes, index: int) -> Entry:
    """Read a line back and check it whole: form, commitment, leaf.

    Raises:
        Tampered: A line that no version of Dalil wrote, or whose body does not fit its commitment.
    """
    try:
        line: dict[str, Any] = json.loads(raw, parse_int=_number)
        if set(line) not in (_OPEN, _ERASED) or canonical(line) != raw:
            raise ValueError("it is not canonical or has other fields than an entry")
        cover = Cover(**line["covers"]) if line["covers"] is not None else None
        body = line.get("body")
        if "salt" in line:
            salt = bytes.fromhex(line["salt"])
            if salt.hex() != line["salt"]:
                raise ValueError("its salt is not lower-case hex")
            if commit(salt, canonical(body)).hex() != line["commitment"]:
                raise ValueError("its content does not fit its commitment")
        leaf = _leaf(line["at"], line["commitment"], line["covers"], line["kind"])
        return Entry(index, line["kind"], line["at"], body, leaf.hex(), cover)
    except (ValueError, TypeError, KeyError, RecursionError, BadInput) as error:
        raise Tampered(f"Entry {index} of the ledger does not hold: {error}.") from error


def erase_line(raw: bytes) -> bytes:
    """The line without its body and salt: the same leaf, and nothing to guess from.

    Raises:
        Tampered: The line did not hold before.
    """
    open_line(raw, 0)
    line: dict[str, Any] = json.loads(raw, parse_int=_number)
    return canonical({key: line[key] for key in _ERASED})


def _number(text: str) -> int | float:
    """RFC 8785 numbers are IEEE 754 doubles: a whole number beyond 2**53 was a float."""
    number = int(text) if len(text) < 18 else float(text)
    return number if abs(number) < 2**53 else float(text)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _leaf(at: str, commitment: str, covers: object, kind: str) -> bytes:
    envelope = {"at": at, "commitment": commitment, "covers": covers, "kind": kind}
    return leaf_hash(canonical(envelope))
