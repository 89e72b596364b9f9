"""The case's Ed25519 key and the checkpoints that it signs.

Who holds the key could rebuild a ledger: a signature proves which case spoke and in which order,
not when. A time needs an outside authority.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from dataclasses import fields as fields_of
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from dalil.custody.ports import Checkpoint, FileSeal
from dalil.custody.seals import canonical
from dalil.errors import BadInput, Tampered


def new_key() -> bytes:
    """32 private bytes of a new Ed25519 key (RFC 8032)."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(private: bytes) -> str:
    """Hex of the public key.

    Raises:
        Tampered: These are not 32 bytes of a key.
    """
    return _private(private).public_key().public_bytes_raw().hex()


def sign_checkpoint(private: bytes, size: int, root: bytes, at: str) -> Checkpoint:
    """Sign a tree head.

    Raises:
        Tampered: The key is not one.
    """
    draft = Checkpoint(size, root.hex(), at, public_key(private), "")
    signature = _private(private).sign(signed_bytes(draft)).hex()
    return Checkpoint(size, root.hex(), at, draft.key, signature)


def sign_file(private: bytes, at: str, size: int, piece: int, pieces: tuple[str, ...]) -> FileSeal:
    """Sign the hashes of the database file.

    Raises:
        Tampered: The key is not one.
    """
    draft = FileSeal(at, size, piece, pieces, public_key(private), "")
    return replace(draft, signature=_private(private).sign(signed_bytes(draft)).hex())


def signature_holds(signed: Checkpoint | FileSeal) -> bool:
    """Whether the key that it names signed it."""
    return holds(signed.key, signed.signature, signed_bytes(signed))


def holds(key: str, signature: str, content: bytes) -> bool:
    """Whether an Ed25519 key, in hex, signed these bytes (RFC 8032)."""
    try:
        raw = bytes.fromhex(signature)
        if raw.hex() != signature:
            return False  # one signature has one spelling: nothing may be changed and still hold
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(raw, content)
    except (ValueError, InvalidSignature):
        return False
    return True


def sign(private: bytes, content: bytes) -> str:
    """Hex of an Ed25519 signature (RFC 8032).

    Raises:
        Tampered: The key is not one.
    """
    return _private(private).sign(content).hex()


def read_checkpoint(content: bytes, where: str) -> Checkpoint:
    """A checkpoint from its file; the signature is not checked here.

    Raises:
        BadInput: The file holds something else; the message says what.
    """
    table = read_object(content, where, "checkpoint")
    wanted = {field.name: int if field.name == "size" else str for field in fields_of(Checkpoint)}
    check_fields(table, wanted, where, "checkpoint")
    point = Checkpoint(**table)
    if point.size < 0:
        raise BadInput(f"{where} is no checkpoint: its size is {point.size}.", _CHECKPOINT)
    return point


_CHECKPOINT = (
    "A checkpoint is a file of the case's folder ledger/checkpoints, such as 000000000042.json."
)


def read_object(content: bytes, where: str, what: str) -> dict[str, Any]:
    """A JSON object from a file's bytes.

    Raises:
        BadInput: It holds something else.
    """
    if not content.strip():
        raise BadInput(f"{where} is no {what}: the file is empty.", _hint(what))
    try:
        table = json.loads(content)
    except (ValueError, RecursionError) as error:
        shown = content[:40].decode("utf-8", "replace")
        said = f"{where} is no {what}: it is not JSON, it begins with {shown!r}."
        raise BadInput(said, _hint(what)) from error
    if not isinstance(table, dict):
        raise BadInput(f"{where} is no {what}: it is JSON, but not an object.", _hint(what))
    return table


def check_fields(
    table: Mapping[str, Any], wanted: Mapping[str, type], where: str, what: str
) -> None:
    """Refuse a table that has other fields than these, or of other kinds.

    Raises:
        BadInput: The message names the first field that does not fit.
    """
    strange = sorted(table.keys() ^ wanted.keys())
    if strange:
        state = "is missing" if strange[0] in wanted else "does not belong there"
        raise BadInput(f"{where} is no {what}: the field {strange[0]!r} {state}.", _hint(what))
    for name, kind in wanted.items():
        if type(table[name]) is not kind:
            need = {int: "a whole number", str: "text", list: "a list"}.get(kind, kind.__name__)
            said = f"{where} is no {what}: {name} is {table[name]!r}, but {need} is needed."
            raise BadInput(said, _hint(what))


def _hint(what: str) -> str:
    return _CHECKPOINT if what == "checkpoint" else ""


def signed_bytes(signed: Checkpoint | FileSeal) -> bytes:
    """What is signed: canonical JSON of all fields but the signature."""
    fields = asdict(signed)
    del fields["signature"]
    return canonical(fields)


def _private(private: bytes) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(private)
    except ValueError as error:
        raise Tampered("The case's key file does not hold an Ed25519 key.") from error
