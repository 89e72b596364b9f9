"""The filter's program, for both kinds of processor: judged by running it as the kernel would."""

from __future__ import annotations

import errno

import pytest

from dalil.text.seccomp import ARCHITECTURES, program

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
X86 = {
    "read": 0,
    "openat": 257,
    "socket": 41,
    "ptrace": 101,
    "execve": 59,
    "clone": 56,
    "clone3": 435,
}
X86 |= {
    "memfd_create": 319,
    "io_uring_setup": 425,
    "rename": 82,
    "unlink": 87,
    "ioctl": 16,
    "fork": 57,
}
X86 |= {"prlimit64": 302, "process_vm_readv": 310, "execveat": 322, "kill": 62, "truncate": 76}
ARM = {
    "read": 63,
    "openat": 56,
    "socket": 198,
    "ptrace": 117,
    "execve": 221,
    "clone": 220,
    "clone3": 435,
}
ARM |= {"memfd_create": 279, "io_uring_setup": 425, "renameat2": 276, "unlinkat": 35, "ioctl": 29}
ARM |= {"prlimit64": 261, "process_vm_readv": 270, "execveat": 281, "kill": 129, "truncate": 45}
BOTH = [("x86_64", X86), ("aarch64", ARM)]
WORDS = {0: 0, 4: 1}


def answer(
    machine: str, number: int, *arguments: int, programs: bool = False, other: int = 0
) -> int:
    """What the filter returns for a system call."""
    architecture, column = ARCHITECTURES[machine]
    data = [number, other or architecture, *arguments, *[0] * (6 - len(arguments))]
    code = program(architecture, column, programs=programs)
    at = value = 0
    while True:
        operation, yes, no, k = code[at]
        if operation == 0x06:
            return k
        if operation == 0x20:
            value = data[WORDS.get(k, 2 + (k - 16) // 8)]
            at += 1
            continue
        at += 1 + (yes if (value == k if operation == 0x15 else value & k) else no)


@pytest.mark.parametrize(("machine", "calls"), BOTH)
def test_what_reading_needs_is_there_and_nothing_else(machine: str, calls: dict[str, int]):
    assert answer(machine, calls["read"]) == ALLOW
    for name in set(calls) - {"read", "openat", "clone", "ioctl", "prlimit64"}:
        assert answer(machine, calls[name]) == ERRNO | errno.ENOSYS, name


@pytest.mark.parametrize(("machine", "calls"), BOTH)
def test_files_open_for_reading_only(machine: str, calls: dict[str, int]):
    assert answer(machine, calls["openat"], 0, 0, 0o2000000) == ALLOW
    for flags in (1, 2, 0o100, 0o1001, 0o20200000):
        assert answer(machine, calls["openat"], 0, 0, flags) == ERRNO | errno.EACCES


@pytest.mark.parametrize(("machine", "calls"), BOTH)
def test_processes_only_where_a_program_is_started(machine: str, calls: dict[str, int]):
    thread, child, space = 0x3D0F00, 17, 0x10000000
    assert answer(machine, calls["clone"], thread) == ALLOW
    assert answer(machine, calls["clone"], child) == ERRNO | errno.EPERM
    assert answer(machine, calls["clone"], child, programs=True) == ALLOW
    assert answer(machine, calls["clone"], child | space, programs=True) == ERRNO | errno.EPERM
    assert answer(machine, calls["execve"], programs=True) == ALLOW


@pytest.mark.parametrize(("machine", "calls"), BOTH)
def test_nothing_is_typed_into_a_terminal_and_no_other_process_is_limited(
    machine: str, calls: dict[str, int]
):
    assert answer(machine, calls["ioctl"], 0, 0x5451) == ALLOW
    assert answer(machine, calls["ioctl"], 0, 0x5412) == ERRNO | errno.EPERM
    assert answer(machine, calls["prlimit64"], 0, 0) == ALLOW
    assert answer(machine, calls["prlimit64"], 4711, 0) == ERRNO | errno.EPERM


def test_another_architecture_ends_the_process():
    assert answer("x86_64", 0, other=0x40000003) == KILL
    assert answer("x86_64", 0x40000000 | 1) == ERRNO | errno.ENOSYS  # the x32 numbers
