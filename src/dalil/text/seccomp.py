"""A filter on system calls for parsing processes: seccomp with a BPF program, set through prctl.

What is not on the list does not exist for the process (``ENOSYS``): sockets, ptrace, io_uring, mounts,
namespaces, memory of other processes, anonymous files, renaming, removing, changing files. Opening a
file for writing is refused. Programs and processes are refused too unless one program (OCR) has to be
started. The list was drawn from what Python, PDFium, Pillow, lxml, numpy and tesseract call. Only
Linux on x86-64 and on 64-bit ARM has it here; elsewhere nothing is done and :func:`install` says so.

Sources: Linux ``Documentation/userspace-api/seccomp_filter.rst``; numbers from ``asm/unistd_64.h`` and
``asm-generic/unistd.h``.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Iterable, Iterator

_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2

ARCHITECTURES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1), "arm64": (0xC00000B7, 1)}
"""AUDIT_ARCH number, and the column of the tables below."""
_PLAIN = """
read 0 63, write 1 64, close 3 57, fstat 5 80, lseek 8 62, mmap 9 222, mprotect 10 226, munmap 11 215,
brk 12 214, mremap 25 216, madvise 28 233, futex 202 98, pread64 17 67, readv 19 65, writev 20 66,
rt_sigaction 13 134, rt_sigprocmask 14 135, rt_sigreturn 15 139, sigaltstack 131 132, access 21 -,
faccessat 269 48, faccessat2 439 439, pipe 22 -, pipe2 293 59, select 23 -, pselect6 270 72, poll 7 -,
ppoll 271 73, sched_yield 24 124, mincore 27 232, dup 32 23, dup2 33 -, dup3 292 24, nanosleep 35 101,
clock_nanosleep 230 115, clock_gettime 228 113, clock_getres 229 114, gettimeofday 96 169, time 201 -,
getpid 39 172, gettid 186 178, getppid 110 173, getpgrp 111 -, getpgid 121 155, getuid 102 174,
geteuid 107 175, getgid 104 176, getegid 108 177, getresuid 118 148, getresgid 120 150, exit 60 93,
exit_group 231 94, wait4 61 260, waitid 247 95, uname 63 160, fcntl 72 25, getcwd 79 17, readlink 89 -,
readlinkat 267 78, stat 4 -, lstat 6 -, newfstatat 262 79, statx 332 291, statfs 137 43, fstatfs 138 44,
getdents64 217 61, getrlimit 97 163, setrlimit 160 164, getrusage 98 165, sysinfo 99 179, times 100 153,
arch_prctl 158 -, set_tid_address 218 96, set_robust_list 273 99, get_robust_list 274 100,
sched_getaffinity 204 123, sched_getparam 143 121, sched_getscheduler 145 120, getpriority 140 141,
tgkill 234 131, restart_syscall 219 128, getrandom 318 278, rseq 334 293, membarrier 324 283,
close_range 436 436, getcpu 309 168, fadvise64 221 223, getgroups 115 158, capget 125 90
"""
_PROGRAMS = "fork 57 -, vfork 58 -, execve 59 221, kill 62 129"
"""Allowed only where a program has to be started."""
_CLONE, _OPEN, _OPENAT, _IOCTL, _PRCTL, _PRLIMIT = (
    (56, 220),
    (2, None),
    (257, 56),
    (16, 29),
    (157, 167),
    (302, 261),
)
_WRITING = 0o3 | 0o100 | 0o1000 | 0o20000000
"""O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_TMPFILE."""
_NAMESPACES = 0x7E020080
"""CLONE_NEW*: a process of one's own namespaces has more rights in them."""
_THREAD = 0x00010000
_IOCTLS = (0x5401, 0x802C542A, 0x5413, 0x541B, 0x5450, 0x5451)
"""TCGETS, TCGETS2, TIOCGWINSZ, FIONREAD, FIONCLEX, FIOCLEX: a terminal cannot be typed into."""
_PRCTLS = (1, 3, 15, 16, 21, 23, 0x53564D41)
"""Death signal, dumpable?, names, seccomp?, capability?, names of memory."""

Instruction = tuple[int, int, int, int]


def install(programs: bool) -> str:
    """Set the filter on this process and all that it starts, for good; in words, what took hold.

    Args:
        programs: Whether a program may be started.

    Returns:
        ``filter of system calls ...``, or ``none: `` and why.
    """
    known = ARCHITECTURES.get(platform.machine())
    if not sys.platform.startswith("linux"):
        return "none: this system has no seccomp"
    if known is None or sys.byteorder != "little" or sys.maxsize < 2**32:
        return f"none: no table of system calls for {platform.machine()}"
    code = b"".join(struct.pack("<HBBI", *one) for one in program(*known, programs=programs))
    try:
        return _load(code)
    except (OSError, AttributeError) as error:
        return f"none: {error}"


def _load(code: bytes) -> str:
    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(code, len(code))
    what = Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(what), 0, 0) != 0:
        return f"none: the kernel refused it ({errno.errorcode.get(ctypes.get_errno(), '?')})"
    return f"filter of system calls ({len(code) // 8} steps)"


def program(architecture: int, column: int, *, programs: bool) -> list[Instruction]:
    """The filter's instructions: (code, jump if true, jump if false, value).

    Args:
        architecture: AUDIT_ARCH number; another one ends the process.
        column: 0 for the numbers of x86-64, 1 for those of 64-bit ARM.
        programs: Whether a program may be started.
    """
    code: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    for number in _numbers(_PLAIN + ("," + _PROGRAMS if programs else ""), column):
        code += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    code += _case(_OPENAT[column], _no_bits(2, _WRITING, errno.EACCES))
    code += _case(_OPEN[column], _no_bits(1, _WRITING, errno.EACCES))
    code += _case(_CLONE[column], _clone(programs))
    code += _case(_IOCTL[column], _one_of(1, _IOCTLS))
    code += _case(_PRCTL[column], _one_of(0, _PRCTLS))
    code += _case(_PRLIMIT[column], _one_of(0, (0,)))
    code.append((_RETURN, 0, 0, _ERRNO | errno.ENOSYS))
    return code


def _numbers(table: str, column: int) -> Iterator[int]:
    for row in table.split(","):
        number = row.split()[1 + column]
        if number != "-":
            yield int(number)


def _case(number: int | None, block: list[Instruction]) -> list[Instruction]:
    """The block for one system call; every path through a block returns."""
    return [] if number is None else [(_EQUAL, 0, len(block), number), *block]


def _argument(index: int) -> Instruction:
    """The lower half of an argument: all that are asked for here are 32-bit in the kernel too."""
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * index)


def _no_bits(index: int, bits: int, fault: int) -> list[Instruction]:
    return [
        _argument(index),
        (_ANY_BIT, 0, 1, bits),
        (_RETURN, 0, 0, _ERRNO | fault),
        (_RETURN, 0, 0, _ALLOW),
    ]


def _clone(programs: bool) -> list[Instruction]:
    """Threads always, processes where a program may be started, namespaces never.

    ``clone3`` takes its flags in memory, where a filter cannot look; without it the C library uses this.
    """
    refused = (_RETURN, 0, 0, _ERRNO | errno.EPERM)
    head: list[Instruction] = [_argument(0), (_ANY_BIT, 0, 1, _NAMESPACES), refused]
    if programs:
        return [*head, (_RETURN, 0, 0, _ALLOW)]
    return [*head, (_ANY_BIT, 0, 1, _THREAD), (_RETURN, 0, 0, _ALLOW), refused]


def _one_of(index: int, values: Iterable[int]) -> list[Instruction]:
    block = [_argument(index)]
    for value in values:
        block += [(_EQUAL, 0, 1, value), (_RETURN, 0, 0, _ALLOW)]
    return [*block, (_RETURN, 0, 0, _ERRNO | errno.EPERM)]
