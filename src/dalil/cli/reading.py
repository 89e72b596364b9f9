"""Reading a case's claims, in this process or in one of its own that outlives the command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dalil.cli.terminal import put_notice

if TYPE_CHECKING:
    from dalil.assembly import Dalil
    from dalil.casework.casefolder import Case
    from dalil.casework.ports import ClaimReaders, Progress
    from dalil.casework.read import ReadFirst, ReadReport
    from dalil.casework.resolve import ResolveReport
    from dalil.casework.second_reader import SecondReader


def in_part(read: ReadReport) -> str:
    """Words on documents that were too long to be read whole; none where there are none."""
    if not read.in_part:
        return ""
    return f" ({read.in_part} too long to be read whole; their pages say from where on)"


def read_first(words: Sequence[str]) -> ReadFirst:
    """What a user named as to be read first: ``newest``, files, folders."""
    from dalil.casework.read import ReadFirst

    return ReadFirst(
        newest="newest" in words, sources=tuple(word for word in words if word != "newest")
    )


def read_and_resolve(
    case: Case, readers: ClaimReaders, first: Sequence[str], progress: Progress
) -> tuple[ReadReport, ResolveReport]:
    """Read all that waits, then link names across documents."""
    from dalil.casework.read import read_claims
    from dalil.casework.resolve import resolve_case

    read = read_claims(case, readers, first=read_first(first), progress=progress)
    _, resolved = resolve_case(case)
    return read, resolved


@contextmanager
def readers_of(dalil: Dalil, case: Case, llm: str | None) -> Iterator[ClaimReaders]:
    """The readers of a case: the rules, and a language model where it was asked for, loudly."""
    if llm is None:
        yield dalil.claims
        return
    readers = dalil.with_model(llm, case)
    with announced(dalil, readers, llm):
        yield readers


@contextmanager
def announced(dalil: Dalil, readers: SecondReader, llm: str) -> Iterator[None]:
    """Say before that a language model reads too, and after what it took."""
    sent = "the text of the documents is sent there" if llm == "ask" else "nothing is sent"
    put_notice(
        f"A language model reads too: {dalil.config.llm.model} at {dalil.config.llm.base}; {sent}. "
        'What it proposes is marked "llm:" and nobody has looked at it.'
    )
    try:
        yield
    finally:
        put_notice(readers.told)


def start_reader(
    case_path: Path, first: Sequence[str], *, attached: bool = False, llm: str | None = None
) -> subprocess.Popen[bytes]:
    """Start a process that reads all that waits in a case.

    It says nothing: how far it is stands in the case itself. Killed, nothing is lost.

    Args:
        case_path: The case folder; nobody else may be writing to it.
        first: As in :func:`read_first`.
        attached: It ends with this process's terminal; else it lives on.
        llm: ``ask`` or ``replay``: a language model reads too.
    """
    words = [sys.executable, "-m", "dalil", "read", "--case", str(case_path)]
    for word in first:
        words += ["--first", word]
    if llm is not None:
        words += ["--llm", llm]
    return subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=not attached,
    )
