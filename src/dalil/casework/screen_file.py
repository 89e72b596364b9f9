"""Screen a file of customers, whole or against what changed in a list; resumable, row by row.

A row that cannot be screened is recorded with its reason in a file beside the result, and the others
are done. A hit is a likeness to be decided by a person; nothing is decided here, and no list is
changed.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol

from dalil.casework.customers import Customer, check_columns, customer_of
from dalil.casework.outputs import check_result
from dalil.casework.ports import Progress, silent
from dalil.casework.resumable import ResumableTables
from dalil.casework.screen_record import (
    Program,
    Terms,
    check_record,
    keep_earlier,
    write_record,
)
from dalil.errors import BadInput, CaseLocked, StorageFailed
from dalil.matching.compare import REVIEW
from dalil.matching.one_word import only_words
from dalil.matching.screen import COUNTED, Subject
from dalil.matching.standing import is_off
from dalil.matching.values import ListVersion, Match

_FIRST = ("id", "rank", "list", "entity_id", "name_matched", "score", "decision", "why")
COLUMNS = (*_FIRST, "status", "delisted_on", "of")
CHANGED_COLUMNS = (*COLUMNS, "change", "what_changed")
REFUSED_COLUMNS = ("row", "id", "reason")
LIMIT = 20
"""Most hits of a customer in one list that are written, unless the user says otherwise."""
EVERY = 1_000_000
"""Hits of a re-screening, which compares two sides: neither may be cut."""
BATCH = 64
_TOLD = 5
Cells = dict[str, str] | tuple[str, str]
"""Cells by column, or the id and the reason of a row that cannot be read."""
Rows = Iterable[tuple[int, Cells]]
Matches = tuple[Match, ...]


class Customers(Protocol):
    """A table of customers."""

    @property
    def path(self) -> Path:
        """Where it stands."""
        ...

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of its columns."""
        ...

    def rows(self) -> Rows:
        """(number, cells), in order."""
        ...


class Screeners(Protocol):
    """Holds batches of subjects against lists, in several processes."""

    def screen_all(
        self, batches: Iterable[Sequence[Subject]], threshold: float, limit: int
    ) -> Iterator[list[Matches]]:
        """Matches of each subject of each batch, in order."""
        ...


class Held(Protocol):
    """A lock that a dead process cannot keep."""

    def release(self) -> None:
        """Let others in."""
        ...


@dataclass(frozen=True, slots=True)
class Since:
    """A re-screening against what changed.

    Attributes:
        older: The version before.
        newer: The version now.
        fields: Names of the fields that changed, by entry id.
    """

    older: ListVersion
    newer: ListVersion
    fields: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class FileJob:
    """What is to be done.

    Attributes:
        customers: Whom.
        output: Where the hits go.
        screeners: Who holds them against the lists.
        versions: Of which lists.
        type_: Of rows that name none.
        threshold: Least score of a hit.
        since: Report only what changed, uncut; None for all.
        limit: Most hits of a customer in one list that are written; those beyond are counted.
        progress: Told how many rows are done.
        program: Which program this is; other rules do not go on where these stopped.
        now: Tells the time, UTC, for the record; None where there is no clock.
        hold: Keeps other processes from a path until released; None where nobody else is.
    """

    customers: Customers
    output: Path
    screeners: Screeners
    versions: tuple[ListVersion, ...]
    type_: str = "any"
    threshold: float = REVIEW
    since: Since | None = None
    limit: int = LIMIT
    progress: Progress = silent
    program: Program = field(default_factory=Program)
    now: Callable[[], str] | None = None
    hold: Callable[[Path], Held] | None = None


@dataclass(slots=True)
class FileSummary:
    """What was done.

    Attributes:
        output: Where the hits stand.
        refused_in: Where the refused rows stand; None where there are none.
        counts: ``rows``, ``screened``, ``refused``, ``with_hits``, ``hits``, ``match``, ``review``, and
            for a re-screening ``new``, ``changed``, ``cleared``; ``beyond``: hits that were not
            written, ``rows_cut``: customers who have such; ``ids_twice``: rows with the id of
            a row before, ``countries_not_known``: rows whose country was left out, ``births_not_counted``:
            rows with a birth date that stands for none, ``one_word``: rows without a hit whose name is
            one word.
        versions: The list versions.
        unused: Columns that were not used.
        resumed: Rows that an earlier run had done.
        examples: The first few of ``ids_twice``, ``countries_not_known``, ``births_not_counted`` and ``one_word``
            that this run met.
        record: Where the record of all this stands (:mod:`dalil.casework.screen_record`).
    """

    output: Path
    refused_in: Path | None
    counts: dict[str, int]
    versions: tuple[ListVersion, ...]
    unused: tuple[str, ...]
    resumed: int = 0
    examples: Mapping[str, Sequence[str]] = field(default_factory=dict)
    record: Path | None = None


@dataclass(slots=True)
class _Work:
    """One run: the tables and the counts."""

    job: FileJob
    tables: ResumableTables
    counts: dict[str, int] = field(default_factory=dict)
    ids: set[int] = field(default_factory=set)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, number: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + number

    def tell(self, name: str, example: str) -> None:
        """Count something to be told, and keep the first of them."""
        self.add(name)
        told = self.examples.setdefault(name, [])
        if len(told) < _TOLD and example not in told:
            told.append(example)

    def known(self, id_: str) -> bool:
        """Whether a row before had this id; eight bytes of each are kept."""
        if not id_:
            return False
        key = int.from_bytes(
            hashlib.blake2b(id_.encode("utf-8", "replace"), digest_size=8).digest()
        )
        twice = key in self.ids
        self.ids.add(key)
        return twice


def refusals_of(output: Path) -> Path:
    """Where the rows of a result that could not be screened stand."""
    return output.with_name(f"{output.stem}.refused.csv")


def screen_file(job: FileJob) -> FileSummary:
    """Screen a file; killed and begun again it goes on where it was.

    Raises:
        BadInput: A column is missing, or the output would overwrite the input.
        CaseLocked: Another run writes the same output.
        StorageFailed: The disk refused; what was done stays.
    """
    unused = check_columns(job.customers.columns, str(job.customers.path))
    if job.output.resolve() == job.customers.path.resolve():
        raise BadInput(f"{job.output} is the input.", "Name another --output.")
    check_result(job.output, lambda line: line.startswith(",".join(_FIRST).encode()))
    own = ",".join(REFUSED_COLUMNS).encode()
    check_result(refusals_of(job.output), lambda line: line.startswith(own))
    check_record(job.output)
    with _alone(job):
        return _screen(job, unused)


@contextmanager
def _alone(job: FileJob) -> Iterator[None]:
    """Two runs that wrote the same parts would mix them.

    Raises:
        CaseLocked: Another run writes them.
        StorageFailed: The folder cannot be written.
    """
    if job.hold is None:
        yield
        return
    place = job.output.with_name(f".{job.output.name}.lock")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailed(f"{place.parent} cannot be made: {error}.") from error
    try:
        held = job.hold(place)
    except StorageFailed as error:
        raise StorageFailed(error.message, "Name an --output that can be written.") from error
    except CaseLocked as error:
        raise CaseLocked(
            f"{job.output} is being written by another run of this command.",
            "Wait until it ends, or name another --output.",
        ) from error
    try:
        yield
    finally:
        with suppress(OSError):
            place.unlink()
        held.release()


def _screen(job: FileJob, unused: tuple[str, ...]) -> FileSummary:
    began = job.now() if job.now else None
    columns = CHANGED_COLUMNS if job.since else COLUMNS
    refused = refusals_of(job.output)
    tables = ResumableTables([(job.output, columns), (refused, REFUSED_COLUMNS)], _seal(job))
    try:
        tables.begin()
        work = _Work(job, tables, dict(tables.done))
        resumed = work.counts.get("rows", 0)
        _run(work, resumed)
        tables.done = work.counts
        keep_earlier(job.output, refused)
        appeared = tables.finish()
    finally:
        tables.close()
    found = FileSummary(
        job.output,
        refused if refused in appeared else None,
        work.counts,
        job.versions,
        unused,
        resumed,
        work.examples,
    )
    found.record = _record(job, found, began)
    return found


def _record(job: FileJob, found: FileSummary, began: str | None) -> Path:
    files = {"input": job.customers.path, "output": found.output, "refused": found.refused_in}
    told: dict[str, object] = {
        "dalil": job.program.version,
        "rules": job.program.rules,
        "began": began,
        "ended": job.now() if job.now else None,
        "resumed_after": found.resumed,
        "counts": found.counts,
        "columns_not_used": list(found.unused),
    }
    terms = Terms(job.type_, job.threshold, job.limit, _since(job))
    return write_record(files, job.versions, terms, told)


def _since(job: FileJob) -> str | None:
    return f"{job.since.older.list}@{job.since.older.version}" if job.since else None


def _id(cells: Cells) -> str:
    return cells[0] if isinstance(cells, tuple) else cells.get("id", "").strip()


def _seal(job: FileJob) -> dict[str, object]:
    """What makes the work this work."""
    with job.customers.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    versions = [f"{one.list}@{one.version} {one.sha256}" for one in job.versions]
    return {
        "input": digest,
        "lists": versions,
        "type": job.type_,
        "threshold": job.threshold,
        "since": _since(job),
        "limit": job.limit,
        "program": [job.program.version, job.program.rules],
    }


def _run(work: _Work, resumed: int) -> None:
    """Read, screen and write batch by batch; the reading runs ahead of the writing by a few."""
    job = work.job
    waiting: list[list[Customer | tuple[int, str, str]]] = []

    def batches() -> Iterator[list[Subject]]:
        rows = iter(job.customers.rows())
        for _, cells in islice(rows, resumed):
            work.known(_id(cells))
        while chunk := list(islice(rows, BATCH)):
            read = [_read(number, cells, job.type_) for number, cells in chunk]
            waiting.append(read)
            yield [one.subject for one in read if isinstance(one, Customer)]

    most = EVERY if job.since else max(job.limit, COUNTED)
    for found in job.screeners.screen_all(batches(), job.threshold, most):
        _write(work, waiting.pop(0), found)
        work.tables.safe(work.counts)
        job.progress("screen", work.counts["rows"], 0)


def _read(number: int, cells: Cells, type_: str) -> Customer | tuple[int, str, str]:
    if isinstance(cells, tuple):
        return (number, *cells)
    try:
        return customer_of(number, cells, type_)
    except BadInput as error:
        return number, cells.get("id", ""), error.message


def _write(
    work: _Work, rows: Sequence[Customer | tuple[int, str, str]], found: Sequence[Matches]
) -> None:
    matches = iter(found)
    hits: list[Sequence[object]] = []
    refused: list[Sequence[object]] = []
    for one in rows:
        work.add("rows")
        id_ = one.id if isinstance(one, Customer) else one[1]
        if work.known(id_):
            work.tell("ids_twice", id_)
        if isinstance(one, Customer):
            work.add("screened")
            if one.unknown:
                work.tell("countries_not_known", ", ".join(one.unknown))
            if one.undated:
                work.tell("births_not_counted", ", ".join(one.undated))
            told = list(_told(work, one, next(matches)))
            work.add("with_hits", bool(told))
            if not told and only_words(one.subject.names, one.subject.type):
                work.tell("one_word", one.subject.names[0])
            hits.extend(told)
        else:
            work.add("refused")
            refused.append(one)
    work.tables.add(0, hits)
    work.tables.add(1, refused)


def _told(work: _Work, customer: Customer, matches: Matches) -> Iterator[Sequence[object]]:
    """The rows of one customer."""
    since = work.job.since
    of = Counter((match.list, match.version) for match in matches)
    if since is None:
        shown = list(_cut(matches, work.job.limit))
        work.add("beyond", len(matches) - len(shown))
        work.add("rows_cut", len(shown) < len(matches))
        for rank, match in enumerate(shown, 1):
            _count(work, match)
            yield _row(customer, rank, match, of)
        return
    before = {m.entry.id: m for m in matches if m.version == since.older.version}
    after = [m for m in matches if m.version == since.newer.version]
    for rank, match in enumerate(after, 1):
        _count(work, match)
        old = before.pop(match.entry.id, None)
        change = "new" if old is None else "changed"
        what = _what(old, match, since) if old else _newly(match, since)
        work.add(change)
        yield (*_row(customer, rank, match, of), change, "; ".join(what))
    for match in before.values():
        work.add("cleared")
        gone = "changed: " + ", ".join(since.fields.get(match.entry.id, ()))
        why = gone if match.entry.id in since.fields else "the entry is no longer on the list"
        yield (*_row(customer, 0, match, of), "cleared", why)


def _cut(matches: Matches, limit: int) -> Iterator[Match]:
    """The best of each list."""
    held: Counter[str] = Counter()
    for match in matches:
        held[match.list] += 1
        if held[match.list] <= limit:
            yield match


def _newly(match: Match, since: Since) -> tuple[str, ...]:
    """Why an entry is a hit that was none before."""
    fields = since.fields.get(match.entry.id)
    if fields is None:
        return ("the entry is new to the list",)
    return (f"fields: {', '.join(fields)}", "the entry was no hit before")


def _what(old: Match, new: Match, since: Since) -> tuple[str, ...]:
    told = [f"fields: {', '.join(since.fields.get(new.entry.id, ()))}"]
    if old.score != new.score:
        told.append(f"score {old.score:.4f} to {new.score:.4f}")
    if old.decision != new.decision:
        told.append(f"{old.decision} to {new.decision}")
    return tuple(told)


def _count(work: _Work, match: Match) -> None:
    work.add("hits")
    work.add(match.decision)


def _row(
    customer: Customer, rank: int, match: Match, of: Mapping[tuple[str, str], int]
) -> tuple[object, ...]:
    return (
        customer.id,
        rank,
        match.list,
        match.entry.id,
        match.name,
        f"{match.score:.4f}",
        match.decision,
        "\n".join(match.why),
        match.entry.status or ("delisted" if is_off(match.entry, match.version) else ""),
        match.entry.delisted_on or "",
        of[match.list, match.version],
    )
