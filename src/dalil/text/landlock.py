"""Which files a parsing process may open and which program it may start: Landlock, where Linux has it.

The process keeps only reading, and that only in the folders that Python and the system's libraries
live in; the user's own files, the case among them, cannot be opened. One program may be started. Bytes
come in and go out through pipes that are open already. Where the kernel has no Landlock nothing is
done and :func:`install` says so.

Source: Linux ``Documentation/userspace-api/landlock.rst`` (interface versions 1 to 7).
"""

from __future__ import annotations

import ctypes
import os
import re
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3
_NETWORK, _SCOPES = 0b11, 0b11
_NO_NEW_PRIVILEGES = 38
_SYSTEM = (
    "/usr", "/lib", "/lib64", "/lib32", "/bin", "/nix/store", "/gnu/store", "/opt",
    "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types", "/etc/fonts", "/etc/alternatives",
    "/dev/null", "/dev/zero", "/dev/urandom", "/proc/self", "/proc/cpuinfo", "/proc/meminfo",
    "/sys/devices/system/cpu",
)  # fmt: skip
"""What libraries open by themselves."""
_LOADER = re.compile(rb"/[\w./+-]*/ld[\w.-]*\.so[\w.]*")


def install(readable: Iterable[str] | None, program: str) -> str:
    """Restrict this process and all that it starts, for good; in words, what took hold.

    Args:
        readable: Folders and files that may be read besides the system's own; None leaves reading as
            it is.
        program: The program that may be started; "" for none.
    """
    if not sys.platform.startswith("linux"):
        return "none: this system has no Landlock"
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        version = int(libc.syscall(_CREATE, None, 0, 1))
        if version < 1:
            return "none: the kernel has no Landlock"
        return _restrict(libc, version, dict(_rules(readable, program)))
    except (OSError, AttributeError) as error:
        return f"none: {error}"


def _rules(readable: Iterable[str] | None, program: str) -> Iterator[tuple[str, int]]:
    """Path and rights, a folder's with all that lies beneath it."""
    look = _READ_FILE | _READ_FOLDER
    for path in ("/",) if readable is None else (*_SYSTEM, *readable):
        yield path, look
    if not program:
        return
    home = Path(program).resolve().parent
    yield str(home.parent if home.name == "bin" and home.parent != Path("/") else home), look
    for path in _started_with(program):
        yield path, _READ_FILE | _EXECUTE


def _started_with(program: str) -> Iterator[str]:
    """What the kernel has to execute: the program and its loader; for a script, any of the system's."""
    with Path(program).open("rb") as file:
        head = file.read(65536)
    yield program
    if head.startswith(b"\x7fELF"):
        for found in dict.fromkeys(_LOADER.findall(head)):
            yield found.decode()
        return
    yield from ("/bin", "/usr", "/lib", "/lib64")


def is_script(program: str) -> bool:
    """Whether starting the program means to start others, so that not one alone can be allowed."""
    try:
        with Path(program).open("rb") as file:
            return file.read(4) != b"\x7fELF"
    except OSError:
        return False


def _restrict(libc: ctypes.CDLL, version: int, rules: dict[str, int]) -> str:
    every = (1 << (13 + (version >= 2) + (version >= 3) + (version >= 5))) - 1
    network = _NETWORK if version >= 4 else 0
    scopes = _SCOPES if version >= 6 else 0
    size = 8 if version < 4 else 16 if version < 6 else 24
    asked = struct.pack("<QQQ", every, network, scopes)[:size]
    ruleset = libc.syscall(_CREATE, asked, ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return f"none: {os.strerror(ctypes.get_errno())}"
    try:
        for path, rights in rules.items():
            _allow(libc, ruleset, path, rights)
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        if libc.syscall(_RESTRICT, ruleset, 0) != 0:
            return f"none: {os.strerror(ctypes.get_errno())}"
    finally:
        os.close(ruleset)
    return f"Landlock version {version}"


def _allow(libc: ctypes.CDLL, ruleset: int, path: str, rights: int) -> None:
    """Add one rule; what is not there needs none."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not Path(path).is_dir():
            rights &= ~_READ_FOLDER
        libc.syscall(_ADD, ruleset, 1, struct.pack("<Qi", rights, place), 0)
    finally:
        os.close(place)
