"""What a parsing process may take, and how it shuts itself in.

On Linux and macOS the kernel holds the bounds on memory, CPU time, written files and open files
(setrlimit). On Linux the process also moves into a network namespace of its own where the system
lets it; everywhere Python's sockets are taken away. There is no seccomp filter yet. On Windows only
the parent's wall clock and the bounds on size hold. :func:`shut_in` says which of these took hold.
"""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES = 38


@dataclass(frozen=True, slots=True)
class Bounds:
    """What reading one exhibit may take.

    Attributes:
        cpu_seconds: CPU time of one file.
        megabytes: Address space of the process.
        open_files: Open files of the process.
        input_bytes: Largest exhibit that is handed to a reader.
        output_bytes: Largest answer, text and members together.
        wall_seconds: Time by the clock; 0 takes twice the CPU time and ten seconds.
    """

    cpu_seconds: int = 120
    megabytes: int = 2048
    open_files: int = 64
    input_bytes: int = 512 * 1024 * 1024
    output_bytes: int = 512 * 1024 * 1024
    wall_seconds: float = 0

    @property
    def wall(self) -> float:
        """Time by the clock after which the parent ends the process."""
        return self.wall_seconds or 2 * self.cpu_seconds + 10


def shut_in(megabytes: int, open_files: int) -> dict[str, str]:
    """Bound this process for good; returns what took hold, in words."""
    held = {"network": "Python sockets removed", "seccomp": "none"}
    if sys.platform.startswith("linux") and _leave_network():
        held["network"] = "own empty network namespace; Python sockets removed"
    _remove_sockets()
    # Nothing may be written: libraries that look for a place for temporary files at import get one
    # that they cannot use, and do not have to find out.
    tempfile.tempdir = os.devnull
    held["limits"] = _set_limits(megabytes, open_files)
    return held


def allow_cpu(seconds: int) -> None:
    """Allow this many more CPU seconds from now; the kernel ends the process after them."""
    if sys.platform == "win32":
        return
    import math
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _set_limits(megabytes: int, open_files: int) -> str:
    if sys.platform == "win32":
        return "none on this system"
    import resource

    wanted = {
        "RLIMIT_AS": megabytes * 1024 * 1024,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NOFILE": open_files,
        "RLIMIT_CORE": 0,
    }
    taken = []
    for name, value in wanted.items():
        try:
            _, hard = resource.getrlimit(getattr(resource, name))
            bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(getattr(resource, name), (bound, bound))
            taken.append(name)
        except (AttributeError, ValueError, OSError):
            continue  # a system without this limit: what took hold is reported
    return ", ".join(taken)


def _leave_network() -> bool:
    """Move into an empty network namespace (unshare(2)); False where the system forbids it."""
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(
            libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0
        )
    except (OSError, AttributeError):
        return False


def _remove_sockets() -> None:
    import socket

    socket.socket = _NoSocket  # type: ignore[misc,assignment]
    refuse: Callable[..., None] = _refuse
    socket.create_connection = refuse  # type: ignore[assignment]
    socket.getaddrinfo = refuse  # type: ignore[assignment]


class _NoSocket:
    """Stands where Python's socket class stood."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        _refuse(*args, **kwargs)


def _refuse(*_args: object, **_kwargs: object) -> None:
    raise OSError("a parsing process has no network")
