"""Files under a passphrase or a key, in the age format, so that other tools open them too.

Format: age-encryption.org/v1 (C2SP, "The age file encryption format"): a header that wraps a file key
for each recipient (scrypt for a passphrase, X25519 for a key), then 64 KiB pieces under
ChaCha20-Poly1305 (STREAM). A changed, cut or reordered piece is refused before its words are given
out. Keys and passphrases are never written anywhere by this module; without them nothing opens.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from dalil.custody.bech32 import IDENTITY_PREFIX, decode, encode
from dalil.errors import BadInput, WrongSecret

VERSION = b"age-encryption.org/v1"
PIECE = 64 * 1024
WORK = 18
"""log2 of scrypt's cost: about a second of a laptop for each try of a passphrase."""
_HIGHEST_WORK = 20
_WORK = re.compile(rb"[1-9][0-9]?")
_TAG = 16
_HEADER = 64 * 1024
_ZERO = bytes(12)
_SCRYPT, _X25519 = b"scrypt", b"X25519"


class Sink(Protocol):
    """Takes what is written."""

    def write(self, content: bytes, /) -> int:
        """Take all of the bytes."""
        ...


class Source(Protocol):
    """Gives what is to be written."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Stanza:
    """One recipient of a header: arguments and the wrapped file key."""

    arguments: tuple[bytes, ...]
    body: bytes


def new_identity() -> tuple[str, str]:
    """A key pair: the secret ``AGE-SECRET-KEY-1...`` to keep elsewhere, and its recipient ``age1...``."""
    private = X25519PrivateKey.generate()
    secret = encode("age-secret-key-", private.private_bytes_raw()).upper()
    return secret, encode("age", private.public_key().public_bytes_raw())


def encrypt(source: Source, target: Sink, *, passphrase: str = "", recipient: str = "") -> None:
    """Encrypt a stream for a passphrase or for a recipient; memory stays flat.

    Raises:
        BadInput: Neither or both are given, or the recipient is none.
    """
    if bool(passphrase) == bool(recipient):
        raise BadInput("Give either a passphrase or a recipient.", "A recipient begins with age1.")
    file_key = os.urandom(16)
    stanza = _wrap_scrypt(file_key, passphrase) if passphrase else _wrap_x25519(file_key, recipient)
    header = _header_text([stanza])
    target.write(header + b" " + _plain64(_header_mac(file_key, header)) + b"\n")
    nonce = os.urandom(16)
    target.write(nonce)
    cipher = ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))
    for number, (piece, last) in enumerate(_pieces(source)):
        target.write(cipher.encrypt(_nonce(number, last), piece, None))


def decrypt(source: BinaryIO, target: Sink, *, passphrase: str = "", identity: str = "") -> None:
    """Decrypt a stream; a piece is written only after it has been checked.

    Raises:
        WrongSecret: The passphrase or key does not open it.
        BadInput: It is no age file, or it was cut or changed.
    """
    stanzas, header, mac = _read_header(source)
    file_key = _unwrap(stanzas, passphrase, identity)
    if not hmac.compare_digest(_header_mac(file_key, header), mac):
        raise BadInput("The header of the encrypted file was changed.", _BACKUP)
    nonce = source.read(16)
    if len(nonce) != 16:
        raise BadInput("The encrypted file ends after its header.", _BACKUP)
    cipher = ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))
    for number, (piece, last) in enumerate(_pieces(source, PIECE + _TAG)):
        try:
            plain = cipher.decrypt(_nonce(number, last), piece, None)
        except InvalidTag as error:
            raise BadInput(
                f"The encrypted file was changed or cut near byte {number * (PIECE + _TAG):,}.",
                _BACKUP,
            ) from error
        if not plain and number:
            raise BadInput("The encrypted file ends with an empty piece.", _BACKUP)
        target.write(plain)


_BACKUP = "Use another copy of the file."


def _pieces(source: Source, size: int = PIECE) -> Iterator[tuple[bytes, bool]]:
    """Pieces of a stream and whether each is the last; an empty stream is one empty last piece."""
    piece = _full(source, size)
    while True:
        after = _full(source, size) if len(piece) == size else b""
        yield piece, not after
        if not after:
            return
        piece = after


def _full(source: Source, size: int) -> bytes:
    """Read until the size or the end: raw streams may give less at a time."""
    parts, missing = [], size
    while missing and (part := source.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def _wrap_scrypt(file_key: bytes, passphrase: str) -> Stanza:
    salt = os.urandom(16)
    key = _scrypt(passphrase, salt, WORK)
    body = ChaCha20Poly1305(key).encrypt(_ZERO, file_key, None)
    return Stanza((_SCRYPT, _plain64(salt), str(WORK).encode()), body)


def _wrap_x25519(file_key: bytes, recipient: str) -> Stanza:
    public = _recipient(recipient)
    ephemeral = X25519PrivateKey.generate()
    share = ephemeral.public_key().public_bytes_raw()
    key = _x25519_key(ephemeral.exchange(X25519PublicKey.from_public_bytes(public)), share + public)
    body = ChaCha20Poly1305(key).encrypt(_ZERO, file_key, None)
    return Stanza((_X25519, _plain64(share)), body)


def _unwrap(stanzas: list[Stanza], passphrase: str, identity: str) -> bytes:
    if bool(passphrase) == bool(identity):
        raise BadInput("Give either a passphrase or a key to open the file with.")
    kind = _SCRYPT if passphrase else _X25519
    fitting = [stanza for stanza in stanzas if stanza.arguments[0] == kind]
    if not fitting:
        other = "a key" if passphrase else "a passphrase"
        raise WrongSecret(f"The file is not locked with this kind of secret: give {other}.")
    if kind == _SCRYPT and len(stanzas) != 1:
        raise BadInput("A file under a passphrase has one recipient; this one has more.")
    for stanza in fitting:
        try:
            key = _scrypt_of(stanza, passphrase) if passphrase else _x25519_of(stanza, identity)
            if len(stanza.body) == 32:
                return ChaCha20Poly1305(key).decrypt(_ZERO, stanza.body, None)
        except InvalidTag:
            continue
    secret = "passphrase" if passphrase else "key"
    raise WrongSecret(f"The {secret} does not open the file.")


def _scrypt_of(stanza: Stanza, passphrase: str) -> bytes:
    if len(stanza.arguments) != 3 or not _WORK.fullmatch(stanza.arguments[2]):
        raise BadInput("The header of the encrypted file is damaged.", _BACKUP)
    work = int(stanza.arguments[2])
    if not 1 <= work <= _HIGHEST_WORK:
        raise BadInput(
            f"The file asks for {work} doublings of work; at most {_HIGHEST_WORK} are done."
        )
    return _scrypt(passphrase, _bytes64(stanza.arguments[1]), work)


def _x25519_of(stanza: Stanza, identity: str) -> bytes:
    if len(stanza.arguments) != 2:
        raise BadInput("The header of the encrypted file is damaged.", _BACKUP)
    share = _bytes64(stanza.arguments[1])
    private = X25519PrivateKey.from_private_bytes(_secret(identity))
    public = private.public_key().public_bytes_raw()
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError as error:
        raise BadInput("The header of the encrypted file is damaged.", _BACKUP) from error
    return _x25519_key(shared, share + public)


def _recipient(text: str) -> bytes:
    return _keyed(text.strip(), "age", "recipient", "age1")


def _secret(text: str) -> bytes:
    lines = [line.strip() for line in text.splitlines() if line.strip() and line[0] != "#"]
    return _keyed(lines[0] if lines else "", "age-secret-key-", "key", IDENTITY_PREFIX)


def _keyed(text: str, prefix: str, what: str, begin: str) -> bytes:
    found = decode(text)
    if found is None or found[0] != prefix or len(found[1]) != 32:
        # A secret is not repeated in a message that may land in a log.
        shown = repr(text) if prefix == "age" else "what was given"
        raise BadInput(
            f"{shown} is no {what} of age.", f"It begins with {begin} and is written whole."
        )
    return found[1]


def _scrypt(passphrase: str, salt: bytes, work: int) -> bytes:
    kdf = Scrypt(salt=VERSION + b"/scrypt" + salt, length=32, n=1 << work, r=8, p=1)
    return kdf.derive(passphrase.encode("utf-8"))


def _x25519_key(shared: bytes, salt: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, VERSION + b"/X25519").derive(shared)


def _derive(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(file_key)


def _header_mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), header, "sha256")


def _header_text(stanzas: list[Stanza]) -> bytes:
    lines = [VERSION]
    for stanza in stanzas:
        lines.append(b"-> " + b" ".join(stanza.arguments))
        text = _plain64(stanza.body)
        lines += [text[at : at + 64] for at in range(0, len(text) + 1, 64)]
    return b"\n".join([*lines, b"---"])


def _read_header(source: BinaryIO) -> tuple[list[Stanza], bytes, bytes]:
    """Recipients, the text that the MAC covers, and the MAC."""
    lines: list[bytes] = []
    size = 0
    while not lines or not lines[-1].startswith(b"---"):
        line = source.readline(_HEADER)
        size += len(line)
        if not line.endswith(b"\n") or size > _HEADER or (not lines and line[:-1] != VERSION):
            name = getattr(source, "name", None) or "This"
            raise BadInput(
                f"{name} is no file in the age format.", "Give a file made by dalil lock or age."
            )
        lines.append(line[:-1])
    covered = b"\n".join([*lines[:-1], b"---"])
    mac = _bytes64(lines[-1].removeprefix(b"--- "))
    return _stanzas(lines[1:-1]), covered, mac


def _stanzas(lines: list[bytes]) -> list[Stanza]:
    found: list[Stanza] = []
    at = 0
    while at < len(lines):
        if not lines[at].startswith(b"-> "):
            raise BadInput("The header of the encrypted file is damaged.", _BACKUP)
        arguments = tuple(lines[at][3:].split(b" "))
        body, at = b"", at + 1
        while at < len(lines):
            part, at = lines[at], at + 1
            body += part
            if len(part) < 64:
                break
        found.append(Stanza(arguments, _bytes64(body)))
    return found


def _plain64(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _bytes64(text: bytes) -> bytes:
    try:
        content = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadInput("The header of the encrypted file is damaged.", _BACKUP) from error
    if _plain64(content) != text:
        raise BadInput("The header of the encrypted file is damaged.", _BACKUP)
    return content


__all__ = ["decrypt", "encrypt", "new_identity"]
