"""Exhibits that were sealed singly: what the ledger tells of them, and their files against it.

Without the key nothing of a sealed exhibit can be checked but that its file is, byte for byte, the one
that was made when it was sealed. The ledger tells how many exhibits it holds and never which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dalil.casework.casefolder import Case
from dalil.casework.encrypting import file_digest
from dalil.casework.verify_report import Found, Problem
from dalil.custody.ports import Entry
from dalil.custody.seals import open_line

FOLDER = "sealed"
PLAN = ".sealing"
"""What a sealing or unsealing still has to do; gone when it has ended."""
_MARKS = (b'"sealed":{', b'"unsealed":"', b'"discarded":"')


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file, as the ledger tells of it.

    Attributes:
        id: 16 hex digits, random.
        index: Of the ledger entry.
        at: UTC when it was sealed.
        by: Who did it.
        reason: Why.
        exhibits: How many it holds.
        sha256: Of the file.
        commitment: sha256 of what is in it, which begins with 32 random bytes.
        opens: ``passphrase``, or the recipient whose key opens it.
        entries: Indexes of ledger entries whose bodies went with it.
    """

    id: str
    index: int
    at: str
    by: str
    reason: str
    exhibits: int
    sha256: str
    commitment: str
    opens: str
    entries: tuple[int, ...]

    def file(self, folder: Path) -> Path:
        """Where it lies in a case folder."""
        return sealed_file(folder, self.id)


def sealed_file(folder: Path, name: str) -> Path:
    """Where the sealed file of an id lies in a case folder."""
    return folder / FOLDER / f"{name}.age"


def sealed_of(case: Case) -> dict[str, Sealed]:
    """What is sealed now, by id, in the order of sealing."""
    found: dict[str, Sealed] = {}
    for index, raw in enumerate(case.ledger.lines()):
        if any(mark in raw for mark in _MARKS):
            follow(open_line(raw, index), found)
    return found


def sealed_count(case: Case) -> int:
    """How many exhibits are sealed now: nothing in them is found, shown or erased."""
    return sum(one.exhibits for one in sealed_of(case).values())


def follow(entry: Entry, found: dict[str, Sealed]) -> None:
    """Bring what is sealed up to an entry."""
    body = entry.body or {}
    told = body.get("sealed")
    if entry.kind == "erase" and isinstance(told, Mapping):
        entries = body.get("entries")
        found[str(told["id"])] = Sealed(
            id=str(told["id"]),
            index=entry.index,
            at=entry.at,
            by=str(body.get("by", "")),
            reason=str(body.get("reason", "")),
            exhibits=int(str(told["exhibits"])),
            sha256=str(told["sha256"]),
            commitment=str(told["commitment"]),
            opens=str(told["opens"]),
            entries=tuple(int(one) for one in entries) if isinstance(entries, list) else (),
        )
    elif entry.kind == "ingest" and isinstance(body.get("unsealed"), str):
        found.pop(str(body["unsealed"]), None)
    elif entry.kind == "erase" and isinstance(body.get("discarded"), str):
        found.pop(str(body["discarded"]), None)


def check_sealed(case: Case, read: Found, checks: Counter[str]) -> Iterator[Problem]:
    """Every sealed file against the hash in the ledger; what lies there beside them."""
    held = sealed_of(case)
    for one in held.values():
        file = one.file(case.folder)
        checks["sealed exhibits"] += one.exhibits
        if not file.is_file():
            yield Problem("sealed", f"The sealed file {file.name} is missing.", one.sha256, "")
        elif (found := file_digest(file)) != one.sha256:
            what = f"The sealed file {file.name} is not the one that was made on {one.at}."
            yield Problem("sealed", what, one.sha256, found)
    if held:
        count = sum(one.exhibits for one in held.values())
        read.notes.append(
            f"{count} exhibit{'s' if count > 1 else ''} sealed, "
            f"{'their keys are' if len(held) > 1 else 'the key is'} not here: checked is that "
            f"{'each file is' if len(held) > 1 else 'the file is'} the one that was sealed, not what "
            "is in it."
        )
    if (case.folder / PLAN).is_file():
        read.notes.append(
            "A sealing or unsealing was interrupted; the next writing command ends it."
        )
    known = {one.file(case.folder).name for one in held.values()}
    for path in sorted((case.folder / FOLDER).glob("*")):
        if path.name not in known and not path.name.startswith("."):
            read.notes.append(f"sealed/{path.name} belongs to no sealed exhibit of this case.")
