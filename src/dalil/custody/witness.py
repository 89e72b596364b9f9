"""Co-signatures of checkpoints by witnesses: people or bodies with keys of their own.

A witness verifies a case, sees that it goes on from what they signed before, and signs its tree head
with the time. The format is that of C2SP tlog-cosignature (``cosignature/v1``, Ed25519) over a C2SP
tlog-checkpoint, so that other tools can check it: docs/reference/ledger-format.md. Who holds the
case's key can rebuild a ledger, but not the witnesses' signatures. No key is trusted here that the
user did not name.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from dalil.custody.ports import Checkpoint
from dalil.custody.signing import holds, public_key, sign
from dalil.errors import BadInput

_KIND = b"\x04"
_STAMP = 8
_NAME = re.compile(r"[^\s+\u2014]{1,100}")
_LINE = re.compile(r"\u2014 (\S+) (\S+)")


@dataclass(frozen=True, slots=True)
class WitnessKey:
    """The public key of a witness.

    Attributes:
        name: What the witness is called; no blanks, no plus sign.
        key: Hex of the Ed25519 public key.
    """

    name: str
    key: str

    @property
    def id(self) -> bytes:
        """First four bytes of SHA-256(name, line feed, 0x04, key)."""
        content = self.name.encode() + b"\n" + _KIND + bytes.fromhex(self.key)
        return hashlib.sha256(content).digest()[:4]

    @property
    def text(self) -> str:
        """``name+id+base64``, as C2SP signed-note writes it: what a witness hands out."""
        packed = base64.b64encode(_KIND + bytes.fromhex(self.key)).decode("ascii")
        return f"{self.name}+{self.id.hex()}+{packed}"


@dataclass(frozen=True, slots=True)
class Cosigned:
    """A tree head that a witness signed.

    Attributes:
        origin: ``dalil/`` and the case's key: which ledger.
        size: Entries covered.
        root: Hex of the tree head.
        name: Of the witness.
        key_id: Hex of the four bytes that tell the key.
        at: UTC when it was signed, as the witness says.
        body: The signed text without the time.
        signature: Hex.
    """

    origin: str
    size: int
    root: str
    name: str
    key_id: str
    at: str
    body: str
    signature: str


def origin_of(key: str) -> str:
    """How a ledger is called in what witnesses sign."""
    return f"dalil/{key}"


def witness_key(name: str, private: bytes) -> WitnessKey:
    """The public half of a witness's key.

    Raises:
        BadInput: A name that cannot stand in a note.
    """
    if not _NAME.fullmatch(name):
        raise BadInput(
            f"{name!r} is no name of a witness: no blanks, no plus sign, 1 to 100 characters."
        )
    return WitnessKey(name, public_key(private))


def read_witness_key(text: str) -> WitnessKey:
    """A witness's public key from ``name+id+base64``.

    Raises:
        BadInput: It is none.
    """
    parts = text.strip().split("+", 2)
    try:
        packed = base64.b64decode(parts[2], validate=True)
        found = WitnessKey(parts[0], packed[1:].hex())
        if len(packed) != 33 or packed[:1] != _KIND or found.id.hex() != parts[1]:
            raise ValueError("its parts do not fit each other")
    except (IndexError, ValueError, binascii.Error) as error:
        raise BadInput(
            f"{text.strip()[:60]!r} is no witness's key.",
            "It looks like NAME+1a2b3c4d+BA...=; ask the witness for it.",
        ) from error
    return found


def cosign(private: bytes, name: str, point: Checkpoint, at: str) -> bytes:
    """The note of a witness on a checkpoint.

    Args:
        private: 32 bytes of the witness's key.
        name: Of the witness.
        point: What is signed.
        at: UTC, ISO 8601.
    """
    key, seconds = witness_key(name, private), _seconds(at)
    root = base64.b64encode(bytes.fromhex(point.root)).decode("ascii")
    body = f"{origin_of(point.key)}\n{point.size}\n{root}\n"
    signature = bytes.fromhex(sign(private, _signed(body, seconds)))
    packed = base64.b64encode(key.id + seconds.to_bytes(_STAMP, "big") + signature)
    return f"{body}\n\u2014 {name} {packed.decode('ascii')}\n".encode()


def read_cosigned(content: bytes, where: str) -> Cosigned:
    """What a note says; the signature is not checked here.

    Raises:
        BadInput: It is no such note.
    """
    try:
        text = content.decode("utf-8")
        body, _, tail = text.partition("\n\n")
        origin, size, root = body.split("\n")
        line = _LINE.fullmatch(tail.removesuffix("\n"))
        if line is None or not size.isascii() or not size.isdigit():
            raise ValueError("it lacks a line of a signature")
        packed = base64.b64decode(line[2], validate=True)
        if len(packed) != 4 + _STAMP + 64:
            raise ValueError("its signature has another length")
        seconds = int.from_bytes(packed[4 : 4 + _STAMP], "big")
        at = datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        digest = base64.b64decode(root, validate=True).hex()
    except (ValueError, OverflowError, OSError, binascii.Error) as error:
        raise BadInput(f"{where} is no co-signature of a checkpoint: {error}.") from error
    signature = packed[4 + _STAMP :].hex()
    return Cosigned(
        origin, int(size), digest, line[1], packed[:4].hex(), at, f"{body}\n", signature
    )


def cosignature_holds(signed: Cosigned, key: WitnessKey) -> bool:
    """Whether this witness signed it."""
    same = (signed.name, signed.key_id) == (key.name, key.id.hex())
    return same and holds(key.key, signed.signature, _signed(signed.body, _seconds(signed.at)))


def _signed(body: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{body}".encode()


def _seconds(at: str) -> int:
    return int(datetime.fromisoformat(at).timestamp())
