"""Files beside a case's own that name a person: an erasure does not touch them, so it names them.

What a user or another program laid into the case folder is not the case's to delete; a gazetteer serves
every case of its user. Both are searched, told with the way out, and left as they are.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dalil.casework.casefolder import Case
from dalil.casework.opened import LARGEST, says
from dalil.casework.spellings import Spellings

_OWN = frozenset({"dalil.toml", "case.db", "case.db-wal", "case.db-shm", ".lock", ".erasing"})
"""Files of a case that an erasure has looked into, or written anew."""
_LEDGER = frozenset({"entries.jsonl", "leaves.bin"})


@dataclass(frozen=True, slots=True)
class Unreached:
    """A file that names the person and stays.

    Attributes:
        file: Below the case folder; for a gazetteer its whole path.
        lines: Which lines name them, from 1; none where the file is no list.
        way_out: What the user can do.
    """

    file: str
    lines: tuple[int, ...]
    way_out: str


def unreached(case: Case, names: Spellings, gazetteers: Iterable[Path]) -> tuple[Unreached, ...]:
    """Files of the case folder that are not the case's, and gazetteers, that name a person.

    Args:
        case: Open.
        names: The person's spellings.
        gazetteers: Files of the user's own names.
    """
    known = {one.sha256 for one in case.store.exhibits()}
    found = [
        Unreached(path.relative_to(case.folder).as_posix(), (), way_out)
        for path in _foreign(case.folder, known)
        if (way_out := _names_them(path, case.folder, names))
    ]
    listed = [(path, _lines(path, names)) for path in gazetteers]
    found += [
        Unreached(str(path), lines, "take these lines out of the file")
        for path, lines in listed
        if lines
    ]
    return tuple(found)


def _foreign(folder: Path, known: set[str]) -> Iterator[Path]:
    """Every file of the folder that no other part of an erasure looks into."""
    for path in sorted(folder.iterdir()):
        if path.name in ("exports", "sealed") and path.is_dir() and not path.is_symlink():
            continue  # exports are searched, what is sealed is counted
        if path.is_dir() and not path.is_symlink():
            yield from _below(path, known)
        elif path.name not in _OWN:
            yield path


def _below(folder: Path, known: set[str]) -> Iterator[Path]:
    for room, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            exhibit = folder.name == "vault" and name in known
            if exhibit and Path(room) == folder / name[:2] / name[2:4]:
                continue
            if folder.name == "ledger" and Path(room) == folder and name in _LEDGER:
                continue
            yield Path(room, name)


def _names_them(path: Path, folder: Path, names: Spellings) -> str:
    """What to do about a file that names the person, or that may; "" for any other."""
    if names.named_in(path.relative_to(folder).as_posix()):
        return "delete it, or rename it and look into it"
    if path.is_symlink():
        return ""
    try:
        if path.stat().st_size > LARGEST:
            return "too large to be searched: look into it"
        return "delete it, or take the person out of it" if says(path.read_bytes(), names) else ""
    except OSError:
        return "it cannot be read: look into it"


def _lines(path: Path, names: Spellings) -> tuple[int, ...]:
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ()
    return tuple(number for number, line in enumerate(text.splitlines(), 1) if names.named_in(line))
