"""Back up a case and bring it back: what was written is read again and verified before it counts.

The copy is verified as a case, every byte of it, and not only as a file. A case that does not
verify is copied all the same, because a damaged case needs a copy most, and the report says so.
A backup is a copy for the same holder, with the case's key in it; it is no disclosure and makes no
entry in the ledger, since it may be taken while somebody else writes.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dalil.casework.casefolder import Case
from dalil.casework.ports import Progress, silent
from dalil.casework.verify import VerifyReport, verify
from dalil.errors import BadInput


class Backups(Protocol):
    """Writes and unpacks backups; nothing stands at its place before it was checked."""

    def write(self, folder: Path, output: Path, check: Check, progress: Progress) -> Copied:
        """Copy a case into a file, hand the copy to ``check`` as a case, then put it in place."""
        ...

    def left_out(self, folder: Path) -> tuple[str, ...]:
        """What lies in a case folder that a backup of it would not hold, by path below the folder."""
        ...

    def restore(self, file: Path, folder: Path, check: Check, progress: Progress) -> Copied:
        """Unpack a backup into a new folder, hand it to ``check``, then put it in place."""
        ...


Check = Callable[[AbstractContextManager[Case]], VerifyReport]


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was made.

    Attributes:
        path: The file, or the restored folder.
        case: Name of the case.
        made_at: UTC when the backup was taken.
        entries: Entries of the ledger in it.
        root: Hex of the tree head over them: note it beside the file.
        files: Files in it.
        size: Their bytes.
        report: Verification of the copy.
        removed: Names of what killed runs had left beside it in plain, and is gone now.
        left: Names of what seems to be left of killed runs and was not removed.
        left_out: What lies in the case folder and is not in the copy, since it is no part of a case.
    """

    path: Path
    case: str
    made_at: str
    entries: int
    root: str
    files: int
    size: int
    report: VerifyReport
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def back_up(
    folder: Path,
    output: Path,
    backups: Backups,
    *,
    replace: bool = False,
    inside: bool = False,
    progress: Progress = silent,
) -> Copied:
    """Write a verified backup of a case, which may be in use.

    Args:
        folder: The case.
        output: The file to write.
        backups: The machinery.
        replace: Put it in the place of a file that is there.
        inside: Let a draft lie in the case's own folder, under a name that backups leave out.
        progress: Told of stages.

    Raises:
        BadInput: The file is there already, or lies inside the case.
        NotACase: The folder holds none.
        StorageFailed: The disk refused; nothing was left behind.
    """
    if output.is_dir() or (output.exists() and not replace):
        raise BadInput(
            f"{output} is there already; nothing was written.",
            "Name another file, or give --replace.",
        )
    if not inside and output.resolve().is_relative_to(folder.resolve()):
        raise BadInput(
            f"{output} lies inside {folder}, which it should save.", "Name a file outside of it."
        )
    if not output.absolute().parent.is_dir():
        raise BadInput(f"The folder {output.absolute().parent} does not exist.", "Make it first.")
    return backups.write(folder, output, _check(progress), progress)


def bring_back(
    file: Path, folder: Path, backups: Backups, *, progress: Progress = silent
) -> Copied:
    """Restore a backup into a new case folder, verified before it stands there.

    Raises:
        BadInput: The folder is not empty, or the file is no backup.
        NotFound: There is no such file.
        Tampered: A byte of the backup is not what was written; nothing was left behind.
        StorageFailed: The disk refused; nothing was left behind.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(
            f"{folder} is not empty; a backup is never restored over anything.",
            "Name a new folder.",
        )
    return backups.restore(file, folder, _check(progress), progress)


def _check(progress: Progress) -> Check:
    def check(opened: AbstractContextManager[Case]) -> VerifyReport:
        with opened as case:
            return verify(case, None, progress)

    return check
