"""Recompute a case and name the first thing that does not fit.

Ledger lines against their commitments, leaves and tiles, the tree against every checkpoint, the key
against the first entry, rows against their seals, seals against the ledger, vault against names,
quotes against texts; and all of it against a checkpoint that left the machine, if one is given.
Nothing is changed and nothing is trusted but SHA-256 and Ed25519. Memory stays flat: what is kept
is a line per batch of rows.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from dalil.casework.casefolder import Case
from dalil.custody.merkle import CompactRange
from dalil.custody.ports import AuditedBatch, Checkpoint, Cover, Entry
from dalil.custody.seals import open_line
from dalil.custody.signing import signature_holds
from dalil.errors import DalilError, RefusedQuote, Tampered
from dalil.evidence import check_quote

Progress = Callable[[str, int, int], None]
_MOST = 1000
"""Problems that are listed; where there are more, the report says so."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not fit.

    Attributes:
        where: ``ledger``, ``checkpoint``, ``database``, ``vault``, ``claims``, ``exports``.
        what: One sentence that names it.
        expected: What the record says, where that can be told.
        found: What is there instead.
    """

    where: str
    what: str
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was checked and what does not fit, in the order in which it was found.

    Attributes:
        checks: Number of things checked, by kind.
        problems: Empty where all fits; at most a thousand.
        notes: What the check cannot show.
    """

    checks: dict[str, int]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether all fits."""
        return not self.problems


@dataclass(slots=True)
class _Read:
    """What one pass over the ledger leaves for the other checks."""

    size: int = 0
    key: str = ""
    covers: dict[int, tuple[int, Cover, str]] = field(default_factory=dict)
    roots: dict[int, str] = field(default_factory=dict)
    told: dict[int, object] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    said_erased: set[int] = field(default_factory=set)
    tombstones: set[tuple[str, int]] = field(default_factory=set)


def verify(
    case: Case, checkpoint: Checkpoint | None = None, progress: Progress | None = None
) -> VerifyReport:
    """Recompute a case.

    Args:
        case: Open, reading is enough; another process may be writing to it.
        checkpoint: One that left the machine earlier: only so a cut tail is found.
        progress: Told of stages.
    """
    checks: Counter[str] = Counter()
    tell = progress or (lambda stage, done, total: None)
    read = _Read()
    stages: tuple[tuple[str, Callable[[], Iterator[Problem]]], ...] = (
        ("ledger", lambda: _ledger(case, checkpoint, read, checks)),
        ("checkpoint", lambda: _checkpoints(case, checkpoint, read, checks)),
        ("database", lambda: _batches(case, read, checks)),
        ("database", lambda: _shape(case)),
        ("vault", lambda: _vault(case, read, checks, tell)),
        ("claims", lambda: _quotes(case, checks, tell)),
        ("exports", lambda: _exports(case, checks)),
    )
    problems: list[Problem] = []
    for number, (name, stage) in enumerate(stages, 1):
        problems.extend(_guarded(name, stage))
        tell("verify", number, len(stages))
    notes = _notes(case, checkpoint, len(problems))
    return VerifyReport(dict(checks), tuple(problems[:_MOST]), notes)


def _guarded(where: str, stage: Callable[[], Iterator[Problem]]) -> Iterator[Problem]:
    """The problems of a stage; an error that ends it is one of them."""
    try:
        yield from stage()
    except DalilError as error:
        yield Problem(where, error.message)
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError) as error:
        # Damaged records can be of any shape; whatever they break here is what does not fit.
        yield Problem(where, f"What is stored is not what it should be: {error}.")


def _notes(case: Case, checkpoint: Checkpoint | None, found: int) -> tuple[str, ...]:
    notes = [
        "Order only: no outside authority timestamped a checkpoint, so times are the case's own."
    ]
    if checkpoint is None:
        notes.append(
            "A tail cut off the ledger and the database together is seen only against a checkpoint "
            "that left the machine (--checkpoint FILE)."
        )
    if found > _MOST:
        notes.append(f"{found} problems were found; the first {_MOST} are listed.")
    try:
        if case.store.waiting():
            notes.append("A write was interrupted; the next writing command finishes it.")
    except DalilError:
        notes.append("Whether a write was interrupted cannot be told.")
    return tuple(notes)


# -- ledger ----------------------------------------------------------------------------------


def _ledger(
    case: Case, outside: Checkpoint | None, read: _Read, checks: Counter[str]
) -> Iterator[Problem]:
    """Every line against its commitment and its stored leaf; the tree at every checkpoint."""
    points = [*_known(case), *([outside] if outside else [])]
    wanted = {point.size for point in points}
    edge = CompactRange()
    read.roots[0] = edge.root().hex()
    for number, (raw, leaf) in enumerate(zip_longest(case.ledger.lines(), case.ledger.leaves())):
        if raw is None:
            yield Problem("ledger", f"Entry {number} is missing: its line was cut.", leaf.hex(), "")
            return
        checks["ledger entries"] += 1
        try:
            entry = open_line(raw, number)
            _note(entry, read)
            if leaf is None or entry.leaf != leaf.hex():
                stored = "" if leaf is None else leaf.hex()
                yield Problem(
                    "ledger",
                    f"Entry {number} ({entry.kind}, {entry.at}) does not fit its leaf.",
                    stored,
                    entry.leaf,
                )
        except Tampered as error:
            yield Problem("ledger", error.message)
        edge.append(leaf or b"")
        read.size = edge.size
        if edge.size in wanted:
            read.roots[edge.size] = edge.root().hex()
    yield from _tiles(case, read, edge.root(), checks)
    for index in sorted(read.erased - read.said_erased):
        yield Problem("ledger", f"Entry {index} was erased, but no entry says so.")


def _note(entry: Entry, read: _Read) -> None:
    body = entry.body or {}
    if entry.covers is not None:
        read.covers[entry.covers.batch] = (entry.index, entry.covers, entry.at)
    if entry.body is None:
        read.erased.add(entry.index)
    if entry.index == 0:
        read.key = str(body.get("key", ""))
    if entry.kind == "checkpoint" and isinstance(size := body.get("size"), int):
        read.told[size] = body.get("root")
    if entry.kind == "erase":
        entries, rows = body.get("entries"), body.get("rows")
        read.said_erased.update(entries if isinstance(entries, list) else [])
        for row in rows if isinstance(rows, list) else []:
            read.tombstones.add((str(row[0]), int(row[1])))


def _tiles(case: Case, read: _Read, root: bytes, checks: Counter[str]) -> Iterator[Problem]:
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


def _checkpoints(
    case: Case, outside: Checkpoint | None, read: _Read, checks: Counter[str]
) -> Iterator[Problem]:
    """Signatures, keys and tree heads, of the case's own checkpoints and of the one from outside."""
    key = case.ledger.public_key()
    if read.key and read.key != key:
        yield Problem(
            "checkpoint", "The key file is not the key that the first entry names.", read.key, key
        )
    known = case.ledger.checkpoints()
    for point in known:
        yield from _point(point, "The checkpoint", read)
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
        yield from _point(outside, "The checkpoint given", read)
        if outside.key != read.key:
            what = "The checkpoint given was signed by another key than this case's."
            yield Problem("checkpoint", what, outside.key, read.key)


def _point(point: Checkpoint, called: str, read: _Read) -> Iterator[Problem]:
    name = f"{called} over {point.size} entries of {point.at}"
    if not signature_holds(point):
        yield Problem("checkpoint", f"{name} bears a signature that does not hold.")
    if point.size > read.size:
        what = f"{name} covers more than the {read.size} entries here: the tail was cut."
        yield Problem("checkpoint", what, str(point.size), str(read.size))
    elif read.roots.get(point.size) != point.root:
        what = f"{name} does not fit the entries: they were changed."
        yield Problem("checkpoint", what, point.root, read.roots.get(point.size, ""))


# -- database --------------------------------------------------------------------------------


def _batches(case: Case, read: _Read, checks: Counter[str]) -> Iterator[Problem]:
    """Rows against seals, seals against the entries that cover them, in both directions."""
    before, seen = set(read.covers), set()
    for batch in case.store.batches():
        seen.add(batch.number)
        checks["rows"] += batch.rows - len(batch.tombstones)
        checks["erased rows"] += len(batch.tombstones)
        for where, expected, found in batch.faults:
            what = f"{where[0].upper()}{where[1:]} does not fit its seal (batch {batch.number})."
            yield Problem("database", what, expected, found)
        for table, row in batch.tombstones:
            if (table, row) not in read.tombstones:
                what = f"Row {row} of {table} was erased, but no entry of the ledger says so."
                yield Problem("database", what)
        yield from _covered(case, batch, read)
    for number in sorted(before - seen):
        index, cover, _ = read.covers[number]
        what = f"Batch {number}, of which entry {index} tells, is not in the database."
        yield Problem("database", what, f"{cover.rows} rows", "none")
    for table, row in case.store.unsealed():
        yield Problem("database", f"Row {row} of {table} was never sealed: it came from outside.")


def _covered(case: Case, batch: AuditedBatch, read: _Read) -> Iterator[Problem]:
    if batch.number not in read.covers:
        # It waits to be written to the ledger, or was written since the ledger was read.
        if batch.number in {number for number, _ in case.store.waiting()}:
            return
        _read_on(case, read)
    if batch.number not in read.covers:
        what = f"Batch {batch.number} of the database has no entry in the ledger."
        yield Problem("database", what, "", f"{batch.rows} rows")
        return
    index, cover, at = read.covers[batch.number]
    if (cover.rows, cover.root) != (batch.rows, batch.root):
        what = f"The seals of batch {batch.number} do not fit entry {index} of the ledger."
        expected, found = f"{cover.rows} rows, {cover.root}", f"{batch.rows} rows, {batch.root}"
        yield Problem("database", what, expected, found)
    if at != batch.at:
        what = f"The time of batch {batch.number} does not fit entry {index} of the ledger."
        yield Problem("database", what, at, batch.at)


def _read_on(case: Case, read: _Read) -> None:
    """Take in what was written to the ledger since it was read."""
    for index, raw in enumerate(case.ledger.lines()):
        if index >= read.size:
            _note(open_line(raw, index), read)
            read.size = index + 1


def _shape(case: Case) -> Iterator[Problem]:
    for line in case.store.damage():
        yield Problem("database", f"The database is damaged: {line}.")


# -- vault and quotes ------------------------------------------------------------------------


def _vault(case: Case, read: _Read, checks: Counter[str], tell: Progress) -> Iterator[Problem]:
    """Bytes against names; every exhibit there; nothing in a wrong place."""
    exhibits = {exhibit.sha256: exhibit.size for exhibit in case.store.exhibits()}
    found = set()
    for path, sha256, size in case.vault.walk():
        name = path.rsplit("/", 1)[-1]
        if sha256 != name:
            what = f"The vault's file {path} does not have the hash that it is named by."
            yield Problem("vault", what, name, sha256)
        elif path != f"{name[:2]}/{name[2:4]}/{name}":
            yield Problem("vault", f"The vault's file {path} lies in the wrong place.")
        found.add(name)
        checks["exhibits"] += 1
        checks["bytes"] += size
        if exhibits.get(name, size) != size:
            what = f"The exhibit {name} has another size than its record."
            yield Problem("vault", what, str(exhibits[name]), str(size))
        tell("vault", checks["exhibits"], len(exhibits))
    for sha256 in exhibits.keys() - found:
        yield Problem("vault", f"The exhibit {sha256} is missing.", sha256, "")


def _quotes(case: Case, checks: Counter[str], tell: Progress) -> Iterator[Problem]:
    """Every claim of the newest readings against its text."""
    done = list(case.store.readings_done())
    for number, exhibit in enumerate(done, 1):
        layer = case.store.layer(exhibit)
        for claim in case.store.claims(exhibit):
            checks["quotes"] += 1
            try:
                if layer is None:
                    raise RefusedQuote("its text is not there")
                check_quote(layer, claim.locator)
            except RefusedQuote as error:
                yield Problem("claims", f"The claim {claim.id} does not stand: {error.message}")
        tell("quotes", number, len(done))


def _exports(case: Case, checks: Counter[str]) -> Iterator[Problem]:
    """Files in the exports folder against the hashes that were recorded when they were written."""
    made: dict[str, set[str]] = {}
    for export in case.store.records("export"):
        files = export.body.get("files")
        for name, sha256 in files.items() if isinstance(files, Mapping) else ():
            made.setdefault(str(name), set()).add(str(sha256))
    for name, hashes in sorted(made.items()):
        path = case.exports / name
        if not path.is_file():
            continue  # written elsewhere, or taken away: an export may leave
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        checks["exports"] += 1
        if found not in hashes:
            yield Problem(
                "exports",
                f"The export {name} was changed after it was written.",
                " or ".join(sorted(hashes)),
                found,
            )
