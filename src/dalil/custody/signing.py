"""The case's Ed25519 key and the checkpoints that it signs.

Who holds the key could rebuild a ledger: a signature proves which case spoke and in which order,
not when. A time needs an outside authority.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from dalil.custody.ports import Checkpoint
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


def signature_holds(checkpoint: Checkpoint) -> bool:
    """Whether the checkpoint's own key signed it."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(checkpoint.key))
        key.verify(bytes.fromhex(checkpoint.signature), signed_bytes(checkpoint))
    except (ValueError, InvalidSignature):
        return False
    return True


def read_checkpoint(content: bytes, where: str) -> Checkpoint:
    """A checkpoint from its file; the signature is not checked here.

    Raises:
        BadInput: The file holds something else.
    """
    try:
        fields: dict[str, Any] = json.loads(content)
        point = Checkpoint(**fields)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadInput(f"{where} is no checkpoint: {error}.") from error
    texts = (point.root, point.at, point.key, point.signature)
    whole = isinstance(point.size, int) and not isinstance(point.size, bool) and point.size >= 0
    if not whole or not all(isinstance(text, str) for text in texts):
        raise BadInput(f"{where} is no checkpoint: a field is of the wrong kind.")
    return point


def signed_bytes(checkpoint: Checkpoint) -> bytes:
    """What is signed: canonical JSON of all fields but the signature."""
    fields = asdict(checkpoint)
    del fields["signature"]
    return canonical(fields)


def _private(private: bytes) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(private)
    except ValueError as error:
        raise Tampered("The case's key file does not hold an Ed25519 key.") from error
