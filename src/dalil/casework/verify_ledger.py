"""The ledger's part of verification: lines, leaves, tree heads, checkpoints, keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from dalil.casework.casefolder import Case
from dalil.casework.verify_report import Found, Problem
from dalil.custody.merkle import CompactRange
from dalil.custody.ports import Checkpoint, Entry
from dalil.custody.seals import open_line
from dalil.custody.signing import signature_holds
from dalil.errors import Tampered

LEAVES, KEY = "ledger/leaves.bin", "ledger/key"
NO_KEY = (
    f"{KEY} is missing: nothing new can be signed, so every command that writes refuses before it "
    "writes. Bring it back from a backup; a copy that was handed on has none. What was signed stays."
)
_TRACED = 16
"""Entries out of place whose own place is looked for."""


def check_ledger(
    case: Case, sizes: Sequence[int], read: Found, checks: Counter[str]
) -> Iterator[Problem]:
    """Every line against its commitment and its stored leaf; the tree at every signed size.

    Args:
        case: Open.
        sizes: Sizes at which the tree head is wanted later.
        read: Filled here.
        checks: Counted here.
    """
    wanted = {*sizes, *(point.size for point in _known(case))}
    edge = CompactRange()
    read.roots[0] = edge.root().hex()
    bare = not (case.folder / LEAVES).is_file()
    if bare:
        yield Problem(
            "ledger",
            f"{LEAVES} is missing; the entries were held against the checkpoints without it. Nothing "
            "can be written to the case: restore it from a backup.",
        )
    odd: list[tuple[Entry, str]] = []
    for number, (raw, leaf) in enumerate(zip_longest(case.ledger.lines(), case.ledger.leaves())):
        if raw is None:
            yield Problem("ledger", f"Entry {number} is missing: its line was cut.", leaf.hex(), "")
            return
        checks["ledger entries"] += 1
        try:
            entry = open_line(raw, number)
            note(entry, read)
            leaf = bytes.fromhex(entry.leaf) if bare else leaf
            if leaf is None or entry.leaf != leaf.hex():
                odd.append((entry, "" if leaf is None else leaf.hex()))
        except Tampered as error:
            yield Problem("ledger", error.message)
        edge.append(leaf or b"")
        read.size = edge.size
        if edge.size in wanted:
            read.roots[edge.size] = edge.root().hex()
    yield from _misplaced(case, odd)
    yield from _head(case, read, edge.root(), checks)
    for index in sorted(read.erased - read.said_erased):
        yield Problem("ledger", f"Entry {index} was erased, but no entry says so.")
    if not (case.folder / KEY).is_file():
        read.notes.append(NO_KEY)
    for flaw in case.ledger.flaws():
        yield Problem("ledger", flaw)


def note(entry: Entry, read: Found) -> None:
    """Keep what other checks need of an entry."""
    body = entry.body or {}
    if entry.covers is not None:
        read.covers[entry.covers.batch] = (entry.index, entry.covers, entry.at)
    if entry.body is None:
        read.erased.add(entry.index)
    if entry.index == 0:
        read.key = str(body.get("key", ""))
    if entry.kind == "checkpoint" and isinstance(size := body.get("size"), int):
        read.told[size] = body.get("root")
    if entry.kind == "checkpoint" and isinstance(told := body.get("attached"), dict):
        read.attached[str(told.get("file"))] = str(told.get("sha256"))
    if entry.kind == "mark" and isinstance(told := body.get("settings"), dict):
        read.settings = (entry.index, entry.at, str(told.get("text", "")))
    if entry.kind == "erase":
        entries, rows = body.get("entries"), body.get("rows")
        read.said_erased.update(entries if isinstance(entries, list) else [])
        for row in rows if isinstance(rows, list) else []:
            read.tombstones.add((str(row[0]), int(row[1])))


def _misplaced(case: Case, odd: Sequence[tuple[Entry, str]]) -> Iterator[Problem]:
    """Entries that do not fit the leaf at their place; where theirs stands elsewhere, it is named."""
    wanted = {bytes.fromhex(entry.leaf) for entry, _ in odd[:_TRACED]}
    place = {leaf: at for at, leaf in enumerate(case.ledger.leaves()) if leaf in wanted}
    for entry, stored in odd:
        what = f"Entry {entry.index} ({entry.kind}, {entry.at}) does not fit its leaf"
        at = place.get(bytes.fromhex(entry.leaf))
        moved = "" if at is None else f": it belongs at {at}, entries were moved or swapped"
        yield Problem("ledger", f"{what}{moved}.", stored, entry.leaf)


def _head(case: Case, read: Found, root: bytes, checks: Counter[str]) -> Iterator[Problem]:
    """The tree head that proofs are made from, against the one recomputed from all leaves."""
    if len(case.ledger) < read.size:
        return
    checks["tree heads"] += 1
    told = case.ledger.root(read.size)
    if told != root:
        yield Problem(
            "ledger",
            "The tiles do not fit the leaves; remove ledger/tiles.",
            root.hex(),
            told.hex(),
        )


def _known(case: Case) -> Sequence[Checkpoint]:
    try:
        return case.ledger.checkpoints()
    except Tampered:
        return ()


def check_points(
    case: Case, outside: Checkpoint | None, read: Found, checks: Counter[str]
) -> Iterator[Problem]:
    """Signatures, keys and tree heads, of the case's own checkpoints and of the one from outside."""
    key = case.ledger.public_key()
    if read.key and read.key != key:
        yield Problem(
            "checkpoint",
            "The key file is not the key that the first entry names: it was replaced.",
            read.key,
            key,
        )
    known = case.ledger.checkpoints()
    for point in known:
        yield from check_point(point, "The checkpoint", read)
        if point.key != read.key:
            what = f"The checkpoint over {point.size} entries was signed by another key."
            yield Problem("checkpoint", what, read.key, point.key)
        checks["checkpoints"] += 1
    have = {point.size: point.root for point in known}
    for size, root in read.told.items():
        if have.get(size) != root:
            what = f"The checkpoint over {size} entries, of which the ledger tells, is not there."
            yield Problem("checkpoint", what, str(root), have.get(size, ""))
    if outside is not None:
        checks["checkpoints from outside"] += 1
        if outside.key != read.key:
            what = (
                "The checkpoint given was signed by another key than this case's: it is of another "
                "case, or the key was replaced and the ledger rebuilt."
            )
            yield Problem("checkpoint", what, outside.key, read.key)
        yield from check_point(outside, "The checkpoint given", read)


def check_key(expected: str, read: Found, checks: Counter[str]) -> Iterator[Problem]:
    """The case's key against the one that somebody noted outside; a beginning of it is enough."""
    checks["keys from outside"] += 1
    if not read.key.startswith(expected.lower()):
        what = "The case's key is not the one given: it was replaced and the ledger rebuilt, or this is another case."
        yield Problem("checkpoint", what, expected, read.key)


def check_point(point: Checkpoint, called: str, read: Found) -> Iterator[Problem]:
    """One checkpoint's signature and tree head."""
    name = f"{called} over {point.size} entries of {point.at}"
    if not signature_holds(point):
        yield Problem("checkpoint", f"{name} bears a signature that does not hold.")
    if point.size > read.size:
        what = (
            f"{name} covers more than the {read.size} entries here: the tail was cut, or an older "
            "ledger was put back."
        )
        yield Problem("checkpoint", what, str(point.size), str(read.size))
    elif read.roots.get(point.size) != point.root:
        what = f"{name} does not fit the entries: they were changed, moved or rebuilt."
        yield Problem("checkpoint", what, point.root, read.roots.get(point.size, ""))
