"""What a parsing process may take, and how it shuts itself in.

On Linux and macOS the kernel holds the bounds on memory, CPU time, written files and open files
(setrlimit). On Linux the process also moves into a network namespace of its own where the system
lets it, keeps only the files of Python and of the system to read (:mod:`dalil.text.landlock`), and only
the system calls that reading needs (:mod:`dalil.text.seccomp`). Everywhere Python's sockets are taken
away. On Windows only the parent's wall clock and the bounds on size hold. :func:`shut_in` says which of
these took hold; what did not never hinders reading.

One program may be started from inside: the OCR program, through :func:`run_program` and nothing
else. It inherits every bound above, has a CPU limit of its own and dies with the process that started
it. Where there is no OCR program, no process can be started at all.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dalil.errors import Unreadable

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES = 38
_DEATH_SIGNAL = 1

_nowhere: int | None = None
"""The null device, opened while files could still be opened for writing."""


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
        pages: Pages of pictures of one exhibit that may be recognised; each has the times above.
        tesseract: Path of the OCR program; "" looks in the usual places, "none" uses none.
    """

    cpu_seconds: int = 120
    megabytes: int = 2048
    open_files: int = 64
    input_bytes: int = 512 * 1024 * 1024
    output_bytes: int = 512 * 1024 * 1024
    wall_seconds: float = 0
    pages: int = 2000
    tesseract: str = ""

    @property
    def wall(self) -> float:
        """Time by the clock after which the parent ends the process."""
        return self.wall_seconds or 2 * self.cpu_seconds + 10


@dataclass(frozen=True, slots=True)
class ArchiveBounds:
    """What is taken out of one archive or mailbox; the rest is left out by name, never silently.

    Attributes:
        members: Most files.
        member_bytes: Largest file, unpacked.
        total_bytes: All files together, unpacked.
        ratio: Most times that a file of more than ``ratio_from`` bytes may grow when unpacked.
        ratio_from: Smaller files may grow as they like.
        listed: Most lines of the list of members.
    """

    members: int = 10_000
    member_bytes: int = 256 * 1024 * 1024
    total_bytes: int = 384 * 1024 * 1024
    ratio: int = 250
    ratio_from: int = 16 * 1024 * 1024
    listed: int = 50_000


def shut_in(
    megabytes: int, open_files: int, *, program: str = "", readable: Sequence[str] | None = None
) -> dict[str, str]:
    """Bound this process for good.

    Args:
        megabytes: Address space.
        open_files: Open files.
        program: The one program that may be started; "" for none.
        readable: Folders that may be read besides the system's own; None leaves reading as it is.

    Returns:
        What took hold, in words, by ``network``, ``limits``, ``files``, ``programs``, ``seccomp``.
    """
    from dalil.text import landlock, seccomp

    global _nowhere  # noqa: PLW0603 - a process is shut in once
    _nowhere = os.open(os.devnull, os.O_RDWR)
    held = {"network": "Python sockets removed"}
    if sys.platform.startswith("linux") and _leave_network():
        held["network"] = "own empty network namespace; Python sockets removed"
    _remove_sockets()
    # Nothing may be written: libraries that look for a place for temporary files at import get one
    # that they cannot use, and do not have to find out.
    tempfile.tempdir = os.devnull
    held["limits"] = _set_limits(megabytes, open_files)
    held["files"] = landlock.install(readable, program)
    held["seccomp"] = seccomp.install(bool(program))
    return _told(held, program, readable)


def _told(held: dict[str, str], program: str, readable: Sequence[str] | None) -> dict[str, str]:
    """What the bounds mean for files, programs and the network."""
    from dalil.text.landlock import is_script

    filtered = not held["seccomp"].startswith("none")
    locked = not held["files"].startswith("none")
    if filtered:
        held["network"] += "; no socket call"
    if locked:
        where = "" if readable is None else ", only Python's and the system's folders to read"
        held["files"] = f"none to write{where} ({held['files']})"
    elif filtered:
        held["files"] = f"none to write (seccomp); reading not bounded ({held['files']})"
    if not program:
        held["programs"] = "none" if filtered or locked else "not bounded"
    elif not locked:
        held["programs"] = "not bounded: the OCR program has to be started"
    elif is_script(program):
        held["programs"] = f"those of the system, since {program} is a script"
    else:
        held["programs"] = f"only {program}"
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


def find_program(name: str, places: Sequence[str]) -> str | None:
    """Path of a program in one of the places, never in one that the environment names."""
    return shutil.which(name, path=os.pathsep.join(places))


def run_program(command: Sequence[str], given: bytes, seconds: int) -> bytes:
    """Run a program inside the bounds of this process and return what it writes.

    Args:
        command: Path and arguments.
        given: Its standard input.
        seconds: CPU seconds that it may take; by the clock it may take twice as long.

    Raises:
        Unreadable: ``failed`` or ``time_limit``: it cannot be started, failed, or ran too long.
    """
    try:
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL if _nowhere is None else _nowhere,
            env=None if sys.platform == "win32" else {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"},
            close_fds=True,
            preexec_fn=_fence(seconds),  # noqa: PLW1509 - a parsing process has one thread
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise _failed(f"cannot be started ({error})") from error
    with process:
        try:
            answer, _ = process.communicate(given, timeout=2 * seconds)
        except subprocess.TimeoutExpired as error:
            raise _failed(f"took longer than {2 * seconds} seconds", "time_limit") from error
        except OSError as error:
            raise _failed(f"stopped listening ({error})") from error
        finally:
            process.kill()
    if process.returncode != 0:
        raise _failed(f"ended with status {process.returncode}")
    return answer


def _failed(how: str, code: str = "failed") -> Unreadable:
    return Unreadable(f"The OCR program {how}.", reason_code=code)


def _fence(seconds: int) -> Callable[[], None] | None:
    """What a started program does to itself before it runs: CPU limit, and death with its parent."""
    if sys.platform == "win32":
        return None
    import resource

    libc = ctypes.CDLL(None) if sys.platform.startswith("linux") else None

    def fence() -> None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        if libc is not None:
            libc.prctl(_DEATH_SIGNAL, 9, 0, 0, 0)

    return fence


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
