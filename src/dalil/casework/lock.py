"""Let a case rest encrypted: one file that opens with a passphrase or a key, and the way back.

The case is saved as a verified backup, encrypted, and the encrypted file is opened again and compared
before anything counts. The secret is never written; a key's file may not lie beside what it opens.
While a case is unlocked it stands on the disk in plain: this protects a case at rest, not in use, and
what was deleted may be found on the disk by experts. Encrypt the whole disk too.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from dalil.casework.backup import Backups, Copied, back_up, bring_back
from dalil.casework.ports import Progress, silent
from dalil.custody import age
from dalil.errors import BadInput, NotFound, StorageFailed


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """What opens a locked case: one of the three; never printed.

    Attributes:
        passphrase: Words that somebody remembers.
        recipient: ``age1...``: locks only.
        identity: ``AGE-SECRET-KEY-1...``: opens only.
    """

    passphrase: str = ""
    recipient: str = ""
    identity: str = ""


def lock(
    folder: Path, output: Path, secret: Secret, backups: Backups, progress: Progress = silent
) -> Copied:
    """Write a case into one encrypted file; the case itself is left as it is.

    Raises:
        BadInput: The file is there already or lies inside the case, or the secret is unfit.
        StorageFailed: The disk refused; nothing was left behind.
    """
    _free(output, folder)
    plain, draft = _beside(output, "plain"), _beside(output, "part")
    with _no_rest(plain, draft):
        made = back_up(folder, plain, backups, progress=progress)
        with plain.open("rb") as source, _private(draft) as target:
            age.encrypt(source, target, passphrase=secret.passphrase, recipient=secret.recipient)
            target.flush()
            os.fsync(target.fileno())
        if secret.passphrase and not _same(plain, draft, secret):
            raise StorageFailed(f"{output} does not open again as it was written.", "Try again.")
        draft.replace(output)
    return replace(made, path=output)


def unlock(
    file: Path, folder: Path, secret: Secret, backups: Backups, progress: Progress = silent
) -> Copied:
    """Open a locked case into a new folder, verified before it stands there.

    Raises:
        NotFound: There is no such file.
        WrongSecret: The secret does not open it.
        BadInput: The folder is not empty, or the file was cut or changed.
    """
    if not file.is_file():
        raise NotFound(f"{file} does not exist.", "Check the spelling.")
    plain = _beside(folder, "plain")
    with _no_rest(plain):
        with file.open("rb") as source, _private(plain) as target:
            age.decrypt(source, target, passphrase=secret.passphrase, identity=secret.identity)
        return bring_back(plain, folder, backups, progress=progress)


def new_key(file: Path) -> str:
    """Write a new secret key to a file of its own, readable by its owner alone; returns the recipient.

    Raises:
        BadInput: The file is there already.
    """
    if file.exists():
        raise BadInput(
            f"{file} is there already; no key is ever overwritten.", "Name another file."
        )
    secret, recipient = age.new_identity()
    with _private(file) as target:
        target.write(f"# public key: {recipient}\n{secret}\n".encode())
    return recipient


def remove_case(folder: Path) -> None:
    """Take the plain case from the disk after it was locked; what the disk still remembers is not covered.

    Raises:
        StorageFailed: A file could not be removed.
    """
    gone = folder.with_name(f".{folder.name}.gone")
    try:
        folder.rename(gone)
        shutil.rmtree(gone)
    except OSError as error:
        raise StorageFailed(f"{folder} could not be removed whole: {error.strerror}.") from error


def _free(output: Path, folder: Path) -> None:
    if output.exists():
        raise BadInput(f"{output} is there already; nothing was written.", "Name another file.")
    if output.resolve().is_relative_to(folder.resolve()):
        raise BadInput(f"{output} lies inside the case.", "Name a file outside of it.")


def _same(plain: Path, locked: Path, secret: Secret) -> bool:
    """Whether the locked file opens to the same bytes."""
    sink = _Hash()
    with locked.open("rb") as source:
        age.decrypt(source, sink, passphrase=secret.passphrase)
    with plain.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest() == sink.digest()


class _Hash:
    """A sink that only hashes."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def write(self, content: bytes) -> int:
        self._hash.update(content)
        return len(content)

    def digest(self) -> bytes:
        return self._hash.digest()


def _beside(path: Path, what: str) -> Path:
    return path.absolute().with_name(f".{path.name}.{what}")


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    """A new file that only its owner may read."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "wb") as file:
            yield file
    except OSError as error:
        raise StorageFailed(f"{path} could not be written: {error.strerror}.") from error


@contextmanager
def _no_rest(*paths: Path) -> Iterator[None]:
    """Plain and half-written files do not stay, whatever happens."""
    try:
        yield
    finally:
        for path in paths:
            with suppress(OSError):
                path.unlink(missing_ok=True)
