"""Let a case rest encrypted: one file that opens with a passphrase or a key, and the way back.

The case is saved as a verified backup, encrypted, and the encrypted file is read again before anything
counts: with a passphrase or a key made here it is opened and compared; for a recipient whose key is not
here only its bytes on the disk are compared with those that were given out. A key's file may lie neither
in the case nor in the folder of what it opens. The plain draft never leaves the case's own folder (when
locking) or the disk where the case will stand (when opening); what a killed process left is swept by
the next one. Two of these commands at once on one case disturb each other, and one of them then fails.

While a case is unlocked it stands on the disk in plain: this protects a case at rest, not in use, and
what was deleted may be found on the disk by experts. Encrypt the whole disk too.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from dalil.casework.backup import Backups, Copied, back_up, bring_back
from dalil.casework.encrypting import Secret, private_file, require_no_key, write_encrypted
from dalil.casework.ports import Progress, silent
from dalil.custody import age
from dalil.custody.settings import read_settings
from dalil.errors import BadInput, NotFound, StorageFailed

INSIDE = ".resting"
"""Folder of the plain draft within a case: a backup takes no name that begins with a dot."""

_NAMED = 10


def lock(
    folder: Path, output: Path, secret: Secret, backups: Backups, progress: Progress = silent
) -> Copied:
    """Write a case into one encrypted file; the case itself is left as it is.

    Raises:
        BadInput: The file is there already or lies inside the case, or the secret is unfit.
        NotACase: The folder holds none.
        StorageFailed: The disk refused; nothing was left behind.
    """
    check_places(folder, output)
    draft = _beside(output, "part")
    with _room(folder / INSIDE) as room, _no_rest(draft):
        plain = room / "case.zip"
        made = back_up(folder, plain, backups, inside=True, progress=progress)
        with plain.open("rb") as source:
            write_encrypted(source, draft, secret)
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
    require_file(file)
    require_free(folder)
    with _room(_beside(folder, "opening")) as room:
        plain, opened = room / "case.zip", room / "case"
        with file.open("rb") as source, private_file(plain) as target:
            age.decrypt(source, target, passphrase=secret.passphrase, identity=secret.identity)
        made = bring_back(plain, opened, backups, progress=progress)
        try:
            if folder.is_dir():
                folder.rmdir()
            opened.rename(folder)
        except OSError as error:
            raise StorageFailed(f"{folder} could not be written: {error.strerror}.") from error
    return replace(made, path=folder)


def check_places(folder: Path, output: Path, key: Path | None = None) -> None:
    """Refuse, before anything is written, places that would undo the lock.

    Args:
        folder: The case.
        output: The locked file.
        key: Where a new key is to be written.

    Raises:
        NotACase: The folder holds no case.
        BadInput: A file is there already; the output lies inside the case; the key would lie in the
            case (and go with it) or in the folder of the file that it opens.
    """
    read_settings(folder)
    case, locked = folder.resolve(), output.resolve()
    if output.exists():
        raise BadInput(f"{output} is there already; nothing was written.", "Name another file.")
    if locked.is_relative_to(case):
        raise BadInput(f"{output} lies inside the case.", "Name a file outside of it.")
    if not locked.parent.is_dir():
        raise BadInput(f"The folder {locked.parent} does not exist.", "Make it first.")
    if key is None:
        return
    if key.resolve().is_relative_to(case):
        raise BadInput(
            f"The key {key} would lie inside the case and be removed or carried away with it.",
            "Name a file on another disk.",
        )
    if key.resolve().is_relative_to(locked.parent):
        raise BadInput(
            f"The key {key} would lie beside what it opens, in {locked.parent}.",
            "Name a file in a folder outside of it, best on another disk.",
        )
    require_no_key(key)


def require_saved(folder: Path, left_out: Sequence[str]) -> None:
    """Refuse to remove a case in whose folder something lies that the locked file does not hold.

    Args:
        folder: The case.
        left_out: What is not saved, by path below it.

    Raises:
        BadInput: There is something.
    """
    if left_out:
        named = ", ".join(left_out[:_NAMED]) + (" ..." if len(left_out) > _NAMED else "")
        count = "1 file is" if len(left_out) == 1 else f"{len(left_out)} files are"
        raise BadInput(
            f"{count} in {folder} that would be lost, since they are no part of a case: {named}. The case "
            "was not removed.",
            "Take them out of the folder first, or lock without --remove.",
        )


def require_file(file: Path) -> None:
    """Refuse to open what is no file.

    Raises:
        NotFound: There is no such file.
    """
    if not file.is_file():
        raise NotFound(f"{file} does not exist.", "Check the spelling.")


def require_free(folder: Path) -> None:
    """Refuse to open a case over anything.

    Raises:
        BadInput: The folder is there and not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(
            f"{folder} is not empty; a case is never opened over anything.",
            "Name a new folder with --case.",
        )


def sweep(folder: Path, locked: Path) -> tuple[Path, ...]:
    """Remove what a killed lock or unlock of this case left in plain; returns what was removed.

    Args:
        folder: The case, or where it is to stand.
        locked: The encrypted file.

    Raises:
        StorageFailed: A leftover could not be removed.
    """
    left = (
        folder / INSIDE,
        _beside(folder, "opening"),
        _beside(folder, "gone"),
        _beside(locked, "part"),
        # Of versions that kept the plain draft beside the file.
        _beside(locked, "plain"),
        _beside(folder, "plain"),
    )
    found = tuple(path for path in left if path.exists() or path.is_symlink())
    for path in found:
        try:
            _remove(path)
        except OSError as error:
            raise StorageFailed(
                f"{path} holds the case in plain and could not be removed: {error.strerror}.",
                "Remove it by hand.",
            ) from error
    return found


def remove_case(folder: Path) -> None:
    """Take the plain case from the disk after it was locked; what the disk still remembers is not covered.

    Raises:
        StorageFailed: A file could not be removed.
    """
    gone = _beside(folder, "gone")
    try:
        folder.rename(gone)
        _remove(gone)
    except OSError as error:
        raise StorageFailed(f"{folder} could not be removed whole: {error.strerror}.") from error


def _beside(path: Path, what: str) -> Path:
    return path.absolute().with_name(f".{path.name}.{what}")


@contextmanager
def _no_rest(*paths: Path) -> Iterator[None]:
    """Plain and half-written files do not stay, whatever happens."""
    try:
        yield
    finally:
        for path in paths:
            with suppress(OSError):
                path.unlink(missing_ok=True)


@contextmanager
def _room(path: Path) -> Iterator[Path]:
    """A new folder that only its owner may enter; gone with all in it, whatever happens."""
    try:
        path.mkdir(mode=0o700)
    except OSError as error:
        raise StorageFailed(f"{path} could not be made: {error.strerror}.") from error
    try:
        yield path
    except OSError as error:
        raise StorageFailed(f"{path} could not be used: {error.strerror}.", "Try again.") from error
    finally:
        with suppress(OSError):
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        # Exhibits of a case are read-only, which on some systems keeps them from being removed.
        shutil.rmtree(path, onerror=_writable)
    else:
        path.unlink(missing_ok=True)


def _writable(again: Callable[[str], object], path: str, _: object) -> None:
    Path(path).chmod(0o700)
    again(path)
