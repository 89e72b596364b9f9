"""Reading a case's claims, in this process or in one of its own that outlives the command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dalil.assembly import Dalil
    from dalil.casework.casefolder import Case
    from dalil.casework.ports import Progress
    from dalil.casework.read import ReadFirst, ReadReport
    from dalil.casework.resolve import ResolveReport


def read_first(words: Sequence[str]) -> ReadFirst:
    """What a user named as to be read first: ``newest``, files, folders."""
    from dalil.casework.read import ReadFirst

    return ReadFirst(
        newest="newest" in words, sources=tuple(word for word in words if word != "newest")
    )


def read_and_resolve(
    case: Case, dalil: Dalil, first: Sequence[str], progress: Progress
) -> tuple[ReadReport, ResolveReport]:
    """Read all that waits, then link names across documents."""
    from dalil.casework.read import read_claims
    from dalil.casework.resolve import resolve_case

    read = read_claims(case, dalil.claims, first=read_first(first), progress=progress)
    _, resolved = resolve_case(case)
    return read, resolved


def start_reader(
    case_path: Path, first: Sequence[str], *, attached: bool = False
) -> subprocess.Popen[bytes]:
    """Start a process that reads all that waits in a case.

    It says nothing: how far it is stands in the case itself. Killed, nothing is lost.

    Args:
        case_path: The case folder; nobody else may be writing to it.
        first: As in :func:`read_first`.
        attached: It ends with this process's terminal; else it lives on.
    """
    words = [sys.executable, "-m", "dalil", "read", "--case", str(case_path)]
    for word in first:
        words += ["--first", word]
    return subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=not attached,
    )
