"""One writer a case: an operating-system lock that a dead process cannot keep."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from dalil.errors import CaseLocked, StorageFailed, Tampered


class WriterLock:
    """Holds the case's lock file until released or until the process ends.

    Args:
        path: The lock file; made when missing, never removed.

    Attributes:
        unclean: The writer before did not end in order: it left its number behind.

    Raises:
        CaseLocked: Another process holds it; its number is named where it is known.
        StorageFailed: The lock file cannot be opened.
        Tampered: It is a file of the user's under another name.
    """

    def __init__(self, path: Path) -> None:
        try:
            # A link there would empty another file of the user's.
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
            self._handle = os.open(path, flags, 0o644)
        except OSError as error:
            raise StorageFailed(
                f"{path} cannot be opened for writing: {error.strerror or error}.",
                "The case is read-only for this user; reading commands work.",
            ) from error
        told = os.fstat(self._handle)
        if not stat.S_ISREG(told.st_mode) or told.st_nlink != 1:
            os.close(self._handle)
            raise Tampered(
                f"{path} is a file under another name too, or none: nothing was written.",
                "Remove it, and ask who sent the folder; a case makes its lock anew.",
            )
        if not _take(self._handle):
            holder = os.pread(self._handle, 32, 0).decode("ascii", "replace").strip()
            os.close(self._handle)
            who = f" (process {holder})" if holder.isdigit() else ""
            raise CaseLocked(f"The case {path.parent} is being written by another process{who}.")
        self.unclean = os.fstat(self._handle).st_size > 0
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, str(os.getpid()).encode("ascii"), 0)

    def release(self) -> None:
        """Let another writer in."""
        if self._handle >= 0:
            os.ftruncate(self._handle, 0)
            os.close(self._handle)
            self._handle = -1


def _take(handle: int) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            os.lseek(handle, 1024, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
