"""Take files into a case: bytes to the vault, exhibits to the store, text layers beside them.

Nothing is lost and nothing is judged: a file that cannot be read is an exhibit with a recorded
refusal. A file that is there already (same hash) is not taken in twice; that it came from elsewhere
too is recorded. Killed half-way, the same
call goes on from what was acknowledged.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from dalil.casework.batching import in_batches
from dalil.casework.casefolder import Case
from dalil.casework.containers import MAX_DEPTH
from dalil.casework.marks import closer, most_closed, shown_by, tier_marks
from dalil.casework.origins import Known
from dalil.casework.ports import Content, Description, DocumentReaders, Outcome, Progress, silent
from dalil.casework.record import record
from dalil.claims.ports import Batch, Record
from dalil.errors import StorageFailed
from dalil.evidence import Exhibit, Member, Refusal, TextLayer, Tier

BATCH_FILES = 256
BATCH_BYTES = 64 * 1024 * 1024
BATCH_TEXTS = 64
"""Texts that are recorded together at most; see :mod:`dalil.casework.batching`."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What came in.

    Attributes:
        taken: New exhibits, members of containers among them.
        known: Files that were there already.
        read: Text layers made now.
        refused: Refusals recorded now.
    """

    taken: int
    known: int
    read: int
    refused: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file on its way in."""

    name: str
    source: str
    content: bytes
    parent: str | None = None
    address: str | None = None
    captured: str | None = None
    tier: Tier | None = None


def ingest(
    case: Case,
    files: Sequence[Path],
    readers: DocumentReaders,
    *,
    descriptions: Mapping[str, Description] | None = None,
    tier: Tier | None = None,
    progress: Progress = silent,
) -> IngestReport:
    """Take files in and read their text.

    Args:
        case: An open case, writable.
        files: Regular files.
        readers: The bounded readers.
        descriptions: What the user says of each file, by file name.
        tier: Who may be shown what comes in now, where its description does not say.
        progress: Told of stages ``take in`` and ``read text``.

    Raises:
        StorageFailed: A file vanished or could not be opened; what was taken in before is kept.
    """
    told = descriptions or {}
    known = Known(case)
    before, seen, fresh = len(known), 0, 0
    for batch in _batches(files, told, tier):
        fresh += len(_take(case, batch, readers, known))
        seen += len(batch)
        progress("take in", seen, len(files))
    _describe(case, told)
    read, refused = read_texts(case, readers, progress=progress, known=known)
    return IngestReport(len(known) - before, len(files) - fresh, read, refused)


def read_texts(
    case: Case,
    readers: DocumentReaders,
    *,
    progress: Progress = silent,
    known: Known | None = None,
) -> tuple[int, int]:
    """Read the text of every exhibit that has neither text layer nor refusal.

    Members of containers are taken in and read in turn. What was refused because a program was missing
    (:attr:`DocumentReaders.mended`) is tried once more where the program is there now; the older refusal
    stays on record.

    Returns:
        Numbers of text layers and of refusals.
    """
    known = Known(case) if known is None else known
    read = refused = 0
    trees = known.trees
    again = _refused_for(case, readers.mended)
    while unread := [*_unread(case), *again]:
        again = []
        waiting = [item for item in unread if trees.depth(item.sha256) < MAX_DEPTH]
        deep = [item for item in unread if trees.depth(item.sha256) >= MAX_DEPTH]
        refused += _refuse_deep(case, deep)
        outcomes = readers.read_all(_contents(case, waiting))
        kept = (_unfold(case, *one, readers, known) for one in outcomes)
        done = 0
        for batch in in_batches(kept, BATCH_TEXTS, _size):
            _keep(case, batch)
            read += sum(one.layer is not None for one in batch)
            refused += sum(one.refusal is not None for one in batch)
            done += len(batch)
            progress("read text", done, len(waiting))
    return read, refused


def _unread(case: Case) -> list[Exhibit]:
    return list(case.store.exhibits_of(set(case.store.index.waiting())))


def _refused_for(case: Case, codes: Collection[str]) -> list[Exhibit]:
    """Exhibits without a text whose newest refusal has one of the codes."""
    if not codes:
        return []
    newest = {refusal.exhibit: refusal.code for refusal in case.store.refusals()}
    refused = {exhibit for exhibit, code in newest.items() if code in codes}
    if not refused:
        return []
    return list(case.store.exhibits_of(refused - set(case.store.index.readable())))


def _refuse_deep(case: Case, exhibits: Iterable[Exhibit]) -> int:
    """Containers nested deeper than the limit are refused by name, never left unaccounted for."""
    words = f"Lies in {MAX_DEPTH} containers or more, one inside the other."
    deep = tuple(Refusal(exhibit.sha256, "too_deep", words, "ingest/1") for exhibit in exhibits)
    if deep:
        body = {"refused": [asdict(refusal) for refusal in deep]}
        record(case, Batch(refusals=deep), "read", body)
    return len(deep)


def _contents(case: Case, exhibits: Iterable[Exhibit]) -> Iterator[Content]:
    for exhibit in exhibits:
        yield Content(exhibit.sha256, exhibit.name, partial(case.vault.get, exhibit.sha256))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one exhibit, ready to be recorded."""

    exhibit: str
    layer: TextLayer | None
    refusal: Refusal | None


def _size(outcome: _Outcome) -> int:
    return len(outcome.layer.text) if outcome.layer else 1


def _unfold(
    case: Case,
    content: Content,
    outcome: Outcome,
    readers: DocumentReaders,
    known: Known,
) -> _Outcome:
    """Take in the members of a container, before it can count as read."""
    trees = known.trees
    members, left = trees.admit(content.sha256, outcome.members)
    arrivals = [_arrival(member, content) for member in members]
    for start in range(0, len(arrivals), BATCH_FILES):
        for fresh in _take(case, arrivals[start : start + BATCH_FILES], readers, known):
            trees.join(fresh, content.sha256)
    return _Outcome(content.sha256, trees.say(outcome.layer, left), outcome.refusal)


def _keep(case: Case, outcomes: Sequence[_Outcome]) -> None:
    """Record what became of some exhibits."""
    body = {"documents": [{"exhibit": o.exhibit, **_summary(o.layer, o.refusal)} for o in outcomes]}
    batch = Batch(
        layers=tuple(one.layer for one in outcomes if one.layer),
        refusals=tuple(one.refusal for one in outcomes if one.refusal),
    )
    record(case, batch, "read", body)


def _summary(layer: TextLayer | None, refusal: Refusal | None) -> dict[str, object]:
    if layer is not None:
        digest = hashlib.sha256(layer.text.encode("utf-8", "surrogatepass")).hexdigest()
        return {"reader": layer.reader, "text_sha256": digest, "notes": list(layer.notes)}
    if refusal is not None:
        return {"reader": refusal.reader, "code": refusal.code, "reason": refusal.reason}
    return {}


def _arrival(member: Member, container: Content) -> Arrival:
    name = member.path.rsplit("/", 1)[-1] or member.path
    source = f"{container.name} › {member.path}"
    return Arrival(name, source, member.content, container.sha256, member.address, member.captured)


def _batches(
    files: Sequence[Path], told: Mapping[str, Description], tier: Tier | None
) -> Iterator[list[Arrival]]:
    batch: list[Arrival] = []
    size = 0
    for file in files:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise StorageFailed(
                f"The file {file} could not be opened: {error.strerror or error}.",
                "What was taken in before is kept; run the same command again.",
            ) from error
        described = told.get(file.name)
        source = described.source if described and described.source else _readable(file)
        said = Tier(described.tier) if described and described.tier else tier
        batch.append(Arrival(_readable(Path(file.name)), source, content, tier=said))
        size += len(content)
        if len(batch) >= BATCH_FILES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _readable(path: Path) -> str:
    r"""A path as text that every record can hold: bytes that are no UTF-8 are shown as ``\xff``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _take(
    case: Case, batch: Sequence[Arrival], readers: DocumentReaders, known: Known
) -> Collection[str]:
    """Take in what is new; returns the hashes of that.

    Bytes to the vault first, then rows and ledger: an exhibit without bytes cannot occur.
    """
    hashes = case.vault.put_all([arrival.content for arrival in batch])
    fresh: dict[str, Exhibit] = {}
    tiers: dict[str, Tier] = {}
    again: list[tuple[Arrival, str]] = []
    now = case.clock.now()
    for arrival, sha256 in zip(batch, hashes, strict=True):
        if arrival.tier is not None:
            tiers[sha256] = most_closed(tiers.get(sha256), arrival.tier) or arrival.tier
        if sha256 in known or sha256 in fresh:
            again.append((arrival, sha256))
            continue
        fresh[sha256] = Exhibit(
            sha256=sha256,
            size=len(arrival.content),
            media_type=readers.sniff(arrival.content, arrival.name),
            name=arrival.name,
            source=arrival.source,
            received_at=now,
            received_by=case.user,
            parent=arrival.parent,
            address=arrival.address,
            captured_at=arrival.captured,
        )
    if fresh:
        body = {"exhibits": [_line(exhibit) for exhibit in fresh.values()]}
        new = {key: tier for key, tier in tiers.items() if key in fresh}
        rows = Batch(exhibits=tuple(fresh.values()), records=tier_marks(case, new))
        record(case, rows, "ingest", body)
        known.join(fresh)
    if again:
        known.came_again(case, again)
    if tiers:
        _close(case, tiers, fresh, known)
    return fresh


def _close(case: Case, tiers: Mapping[str, Tier], fresh: Collection[str], known: Known) -> None:
    """Keep what was said of files that the case holds already, where it closes them further."""
    if known.arrived is None:
        known.arrived = dict(shown_by(case.store.records("mark")).arrived)
    said = closer({key: tier for key, tier in tiers.items() if key not in fresh}, known.arrived)
    known.arrived |= said | {key: tier for key, tier in tiers.items() if key in fresh}
    if said:
        body = {"marked": sorted(said)}
        record(case, Batch(records=tier_marks(case, said)), "mark", body)


def _line(exhibit: Exhibit) -> dict[str, object]:
    return {
        "sha256": exhibit.sha256,
        "size": exhibit.size,
        "name": exhibit.name,
        "source": exhibit.source,
        "parent": exhibit.parent,
    }


def _describe(case: Case, told: Mapping[str, Description]) -> None:
    """Keep what the user says of a document as the user's word: a mark on the exhibit."""
    if not told:
        return
    done = {entry.key for entry in case.store.records("mark")}
    records = []
    for exhibit in case.store.exhibits():
        described = told.get(exhibit.name)
        if described is None or exhibit.parent or exhibit.sha256 in done:
            continue
        said = asdict(described).items()
        values = {key: value for key, value in said if value and key != "tier"}
        body = {"described": values, "by": case.user}
        records.append(Record("mark", exhibit.sha256, case.clock.now(), body))
    if records:
        entry = {"described": [entry.key for entry in records]}
        record(case, Batch(records=tuple(records)), "mark", entry)
