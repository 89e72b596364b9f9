"""Write a stream encrypted into a private file, and prove that the file opens again before it counts.

The format is age's. Where the secret is here, the file is opened and compared with what went in; for a
recipient whose key is elsewhere only its bytes on the disk are compared with those given out. Secrets
are never written and never printed.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dalil.casework.outputs import new_file
from dalil.custody import age
from dalil.errors import BadInput, StorageFailed


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """What opens a locked case or a sealed exhibit: one of the three; never printed.

    Attributes:
        passphrase: Words that somebody remembers.
        recipient: ``age1...``: locks only.
        identity: ``AGE-SECRET-KEY-1...``: opens; with a recipient, what was locked is opened again.
    """

    passphrase: str = ""
    recipient: str = ""
    identity: str = ""


def write_encrypted(source: age.Source, draft: Path, secret: Secret) -> tuple[str, str]:
    """Encrypt a stream into a new file that only its owner may read, flushed and read again.

    Returns:
        sha256 of what went in, and of the file.

    Raises:
        StorageFailed: The disk refused, or the file does not open again as it was written.
        BadInput: The secret is unfit.
    """
    with private_file(draft) as target:
        plain, given = _Counted(source), _Hash(target)
        age.encrypt(plain, given, passphrase=secret.passphrase, recipient=secret.recipient)
        target.flush()
        os.fsync(target.fileno())
    if file_digest(draft) != given.hexdigest() or not _opens(plain.hexdigest(), draft, secret):
        raise StorageFailed(f"{draft} does not open again as it was written.", "Try again.")
    return plain.hexdigest(), given.hexdigest()


def file_digest(path: Path) -> str:
    """Hex of the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def private_file(path: Path) -> Iterator[BinaryIO]:
    """A new file that only its owner may read.

    Raises:
        StorageFailed: The disk refused.
    """
    try:
        with new_file(path, 0o600) as file:
            yield file
    except OSError as error:
        raise StorageFailed(f"{path} could not be written: {error.strerror}.") from error


def new_key(file: Path) -> str:
    """Write a new secret key to a file of its own, readable by its owner alone; returns the recipient.

    Raises:
        BadInput: The file is there already.
    """
    require_no_key(file)
    secret, recipient = age.new_identity()
    with private_file(file) as target:
        target.write(f"# public key: {recipient}\n{secret}\n".encode())
        target.flush()
        os.fsync(target.fileno())
    return recipient


def require_no_key(file: Path) -> None:
    """Refuse to write a key over anything.

    Raises:
        BadInput: The file is there already.
    """
    if file.exists():
        raise BadInput(
            f"{file} is there already; no key is ever overwritten.", "Name another file."
        )


def _opens(plain: str, locked: Path, secret: Secret) -> bool:
    """Whether the file opens to the same bytes; True where nothing here could open it."""
    if not (secret.passphrase or secret.identity):
        return True
    sink = _Hash()
    with locked.open("rb") as source:
        age.decrypt(source, sink, passphrase=secret.passphrase, identity=secret.identity)
    return plain == sink.hexdigest()


class _Hash:
    """A sink that hashes what it takes, and hands it on where there is somebody to hand it to."""

    def __init__(self, target: BinaryIO | None = None) -> None:
        self._hash = hashlib.sha256()
        self._target = target

    def write(self, content: bytes) -> int:
        self._hash.update(content)
        return self._target.write(content) if self._target else len(content)

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


class _Counted:
    """A source that hashes what it gives."""

    def __init__(self, source: age.Source) -> None:
        self._hash = hashlib.sha256()
        self._source = source

    def read(self, size: int) -> bytes:
        piece = self._source.read(size)
        self._hash.update(piece)
        return piece

    def hexdigest(self) -> str:
        return self._hash.hexdigest()
