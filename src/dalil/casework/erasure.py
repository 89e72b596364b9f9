"""Erase a person from a case for good: exhibits, texts, claims, judgements, records, search, exports.

What names the person goes, whoever wrote it; seals, leaves and commitments stay as tombstones that
reveal nothing, so the case still verifies. Where an exhibit had a text, a redacted copy takes its place,
in which the person's names are blocks, so that the rest of the document is not lost. Order: copies come
in, a plan of what must leave the disk is flushed, rows and ledger entries go, then files, then the
database is written anew. Killed in between, the same command goes on.

What lies outside of the case folder (backups, exports sent away, the disk's own memory) is not reached,
nor what is sealed singly: that is counted, and told again when it is unsealed.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from dalil.casework import review_words
from dalil.casework.carrying import Copy, carried_of, describe, take_copies, with_claims
from dalil.casework.casefolder import Case
from dalil.casework.keeping import keep_closed
from dalil.casework.listings import hide_members
from dalil.casework.lost_decisions import lost, naming, without_copies
from dalil.casework.marks import shown_exhibits
from dalil.casework.opened import needs_reader, packed_says, prints_in, says
from dalil.casework.origins import KIND, Known, around, origins
from dalil.casework.outputs import write_whole
from dalil.casework.plans import export_at, read_plan
from dalil.casework.ports import Content, DocumentReaders, Progress, silent
from dalil.casework.record import erase
from dalil.casework.sealed import sealed_count
from dalil.casework.spellings import Spellings
from dalil.custody.seals import open_line
from dalil.errors import BadInput
from dalil.evidence import Exhibit, TextLayer

PLAN = ".erasing"
"""What must still leave the disk; gone when an erasure has ended."""
_AT_ONCE = 64
"""Copies that are taken in together."""


class ErasureRows(Protocol):
    """What an erasure asks of the database."""

    def of_exhibits(self, exhibits: Collection[str]) -> Sequence[tuple[str, int]]:
        """All rows that stand on exhibits, the exhibits' own among them."""
        ...

    def ids_of(self, exhibits: Collection[str]) -> set[str]:
        """Ids of the mentions and claims that were ever read from exhibits."""
        ...

    def worded(self, tells: Callable[[str], bool]) -> Sequence[tuple[str, int]]:
        """Rows of judgements, resolutions, records, exhibits and refusals whose words tell."""
        ...

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that was ever read from an exhibit, with what the document says of itself."""
        ...

    def exhibits_saying(self, tells: Callable[[str], bool]) -> set[str]:
        """Exhibits whose own row (name, source, address) tells."""
        ...

    def compact(self) -> None:
        """Write the database anew without what was erased, and empty its log."""
        ...


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a person's names stand in a case.

    Attributes:
        texts: Exhibits whose text, name or address names them.
        raw: Exhibits whose bytes alone do.
        containers: Exhibits that hold one of those.
        exports: Files in the exports that do.
    """

    texts: frozenset[str]
    raw: frozenset[str]
    containers: frozenset[str]
    exports: tuple[Path, ...]

    @property
    def exhibits(self) -> frozenset[str]:
        """All exhibits that must go."""
        return self.texts | self.raw | self.containers


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an erasure would take.

    Attributes:
        reach: Exhibits and exports.
        rows: Rows of the database.
        entries: Ledger entries whose bodies go.
        names: The person's spellings, and ids of what was read from those exhibits.
        lost: Decisions of persons that go with them, each in a line.
    """

    reach: Reach
    rows: tuple[tuple[str, int], ...]
    entries: tuple[int, ...]
    names: Spellings
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did, in numbers.

    Attributes:
        exhibits: Exhibits whose bytes and rows are gone.
        copies: Redacted copies that took their place.
        rows: Rows erased.
        entries: Bodies of ledger entries erased.
        exports: Export files removed.
        sealed: Exhibits sealed singly, which nothing can look into without their keys.
        lost: Decisions of persons that went with them, each in a line.
    """

    exhibits: int
    copies: int
    rows: int
    entries: int
    exports: int
    sealed: int = 0
    lost: tuple[str, ...] = ()


def reach(
    case: Case,
    rows: ErasureRows,
    readers: DocumentReaders,
    names: Spellings,
    progress: Progress = silent,
) -> Reach:
    """Find every place of the case folder that names a person.

    Args:
        case: Open.
        rows: The database's part.
        readers: Open archives of the kinds that only a reader unpacks.
        names: The person's spellings.
        progress: Told of stages.
    """
    exhibits = {one.sha256: one for one in case.store.exhibits()}
    named = rows.exhibits_saying(names.named_in)
    for number, (exhibit, text) in enumerate(rows.texts(), 1):
        if exhibit not in named and names.named_in(text):
            named.add(exhibit)
        if number % 500 == 0:
            progress("look in texts", number, len(exhibits))
    raw: set[str] = set()
    closed: list[Content] = []
    for number, sha256 in enumerate(exhibits.keys() - named, 1):
        content = case.vault.get(sha256)
        if says(content, names):
            raw.add(sha256)
        elif needs_reader(content):
            name = exhibits[sha256].name
            closed.append(Content(sha256, name, partial(case.vault.get, sha256)))
        if number % 500 == 0:
            progress("look in bytes", number, len(exhibits))
    raw |= set(packed_says(closed, readers, names)) if closed else set()
    holders = _containers(case, exhibits, named | raw)
    every = list(_files(case.exports))
    told = {path for path in every if _export_says(path, names)}
    told |= _prints_say([path for path in every if path not in told], readers, names)
    exports = tuple(path for path in every if path in told)
    return Reach(frozenset(named), frozenset(raw), frozenset(holders - named - raw), exports)


def foresee(
    case: Case,
    rows: ErasureRows,
    readers: DocumentReaders,
    names: Spellings,
    progress: Progress = silent,
) -> Foreseen:
    """What an erasure would take, before anything is done; as :func:`reach`."""
    found = reach(case, rows, readers, names, progress)
    full = names.with_ids(rows.ids_of(found.exhibits) | found.exhibits)
    judgements = list(case.store.judgements())
    full = full.with_ids(naming(case, full, judgements))
    doomed, entries = doomed_by(case, rows, full, found.exhibits)
    return Foreseen(found, doomed, entries, full, lost(case, full, judgements))


def doomed_by(
    case: Case, rows: ErasureRows, told: Spellings, exhibits: Collection[str]
) -> tuple[tuple[tuple[str, int], ...], tuple[int, ...]]:
    """Rows and ledger entries that stand on exhibits, or whose words tell.

    An entry that tells of an earlier erasure stays: without it the tombstones would have no reason, and
    it names nothing but hashes and numbers.
    """
    doomed = sorted({*rows.of_exhibits(exhibits), *rows.worded(told.told_in)})
    entries = tuple(
        index
        for index, line in enumerate(case.ledger.lines())
        if b'"salt"' in line
        and told.told_in(line.decode("utf-8"))
        and open_line(line, index).kind != "erase"
    )
    return tuple(_standing(doomed, exhibits, rows)), entries


def named_exactly(case: Case, rows: ErasureRows, names: Spellings, found: Reach) -> bool:
    """Whether a whole name, not the family name alone, stands anywhere of what an erasure would take."""
    if rows.exhibits_saying(names.named_in) or rows.worded(names.named_in):
        return True
    if any(sha in found.texts and names.named_in(text) for sha, text in rows.texts()):
        return True
    return any(says(case.vault.get(sha), names) for sha in found.raw) or any(
        _export_says(path, names) for path in found.exports
    )


def erase_person(
    case: Case,
    rows: ErasureRows,
    readers: DocumentReaders,
    names: Spellings,
    why: tuple[str, bool],
    progress: Progress = silent,
    seen: Foreseen | None = None,
) -> Erased:
    """Erase a person from a case.

    Args:
        case: Open for writing.
        rows: The database's part.
        readers: Read the redacted copies.
        names: The person's spellings, and the ids of their entities.
        why: The reason for the record, and whether redacted copies take the exhibits' place.
        progress: Told of stages.
        seen: What :func:`foresee` has just told, where it was asked.

    Raises:
        BadInput: The reason is not one line, or it or ``dalil.toml`` names the person.
        StorageFailed: The disk refused; run it again.
    """
    reason, copies = review_words.reason(why[0]), why[1]
    _refuse_named(case, names, reason)
    before = finish_erasing(case, rows)
    if seen is None or before is not None:
        seen = foresee(case, rows, readers, names, progress)
    found = seen.reach
    made = _copies(case, found, readers, names) if copies else []
    gone = seen.lost
    if not copies:
        gone += without_copies(seen.names, case.store.judgements())
    keep_closed(case, found.exhibits, seen.names)
    progress("erase", 0, 1)
    # Counted again: what was written since may be among what goes.
    doomed, entries = doomed_by(case, rows, seen.names, found.exhibits)
    sealed = sealed_count(case)
    exports = len(found.exports)
    done = Erased(len(found.exhibits), len(made), len(doomed), len(entries), exports, sealed, gone)
    if before is not None:
        done = _together(before, done)
    _plan(case, found, done)
    body: dict[str, object] = {
        "reason": reason,
        "by": case.user,
        "exhibits": len(found.exhibits),
        "copies": made,
    }
    # Where something is sealed the erasure stays on record even if nothing in plain tells of the person:
    # whoever unseals it is told that the erasure has not reached it.
    if doomed or entries or sealed:
        erase(case, doomed, entries, body)
    finish_erasing(case, rows)
    progress("erase", 1, 1)
    return done


def unfinished(case: Case) -> bool:
    """Whether an erasure was killed after it had planned what must go."""
    return (case.folder / PLAN).is_file()


def end_erasing(case: Case, rows: ErasureRows) -> None:
    """End an erasure that was killed after the case had forgotten, before the disk had.

    One that was killed before goes on only when it is asked for again: until then nothing is gone.

    Raises:
        Tampered: The plan is not as Dalil writes it.
    """
    plan = case.folder / PLAN
    if plan.is_file() and not case.store.waiting():
        doomed = read_plan(plan)["vault"]
        if doomed and not any(case.store.exhibits_of(doomed)):
            finish_erasing(case, rows)


def finish_erasing(case: Case, rows: ErasureRows) -> Erased | None:
    """Take from the disk what an erasure planned; done again, it changes nothing.

    Returns:
        The numbers of that erasure; None where none was planned.
    """
    plan = case.folder / PLAN
    if not plan.is_file():
        return None
    listed = read_plan(plan)
    exports = [export_at(case.exports, name, plan) for name in listed["exports"]]
    kept = {exhibit.sha256 for exhibit in case.store.exhibits_of(listed["vault"])}
    for sha256 in listed["vault"]:
        if sha256 not in kept:
            case.vault.remove(sha256)
    for path in exports:
        with suppress(FileNotFoundError):
            path.unlink()
    rows.compact()
    plan.unlink()
    if "done" not in listed:
        return Erased(0, 0, 0, 0, 0)
    return Erased(**{**listed["done"], "lost": tuple(listed["done"].get("lost", ()))})


def _together(before: Erased, now: Erased) -> Erased:
    """The numbers of an erasure that was killed and goes on: what it had planned and did, once."""
    return Erased(
        max(before.exhibits, now.exhibits),
        max(before.copies, now.copies),
        max(before.rows, now.rows),
        max(before.entries, now.entries),
        max(before.exports, now.exports),
        now.sealed,
        tuple(dict.fromkeys((*before.lost, *now.lost))),
    )


def _refuse_named(case: Case, names: Spellings, reason: str) -> None:
    if names.told_in(reason):
        raise BadInput(
            "The reason names the person: it would stay in the ledger.",
            "Word it without the name, such as a file number of the request.",
        )
    settings = case.folder / "dalil.toml"
    if names.named_in(settings.read_text(encoding="utf-8")):
        raise BadInput(
            f"{settings} names the person.", "Take the name out of it, then run this again."
        )


def _standing(
    doomed: Sequence[tuple[str, int]], exhibits: Collection[str], rows: ErasureRows
) -> list[tuple[str, int]]:
    """A member of an erased container stays: its row names the container by hash alone."""
    own = set(rows.of_exhibits(exhibits))
    return [row for row in doomed if row[0] != "exhibits" or row in own]


def _containers(case: Case, exhibits: Mapping[str, Exhibit], named: Collection[str]) -> set[str]:
    """Every container on the way up from the exhibits, those that came after them too.

    What a container holds packed is not always found in its bytes (:mod:`dalil.casework.opened`).
    """
    parents = {one.sha256: one.parent for one in exhibits.values()}
    further = origins(case.store.records(KIND))
    return {holder for sha256 in named for holder in around(parents, further, sha256)}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _export_says(path: Path, names: Spellings) -> bool:
    return names.named_in(path.name) or says(path.read_bytes(), names)


def _prints_say(paths: Iterable[Path], readers: DocumentReaders, names: Spellings) -> set[Path]:
    """Files with a PDF whose pages name the person: their words are packed, so that a reader looks."""
    prints: dict[str, list[Path]] = defaultdict(list)
    waiting: list[Content] = []
    for path in paths:
        for part in prints_in(path.read_bytes()):
            key = hashlib.sha256(part).hexdigest()
            if key not in prints:
                waiting.append(Content(key, path.name, partial(bytes, part)))
            prints[key].append(path)
    found: set[Path] = set()
    for content, outcome in readers.read_all(waiting) if waiting else ():
        if outcome.layer is None or names.named_in(outcome.layer.text):
            found.update(prints[content.sha256])
    return found


def _copies(case: Case, found: Reach, readers: DocumentReaders, names: Spellings) -> list[str]:
    """Take in redacted copies of the texts; returns their hashes."""
    shown = shown_exhibits(case)
    known = Known(case)
    carried = carried_of(case, found.exhibits, names)
    made: dict[str, None] = {}
    waiting: list[Copy] = []
    for sha256 in sorted(found.exhibits & shown.keys()):
        layer = case.store.layer(sha256)
        if layer is not None and layer.text.strip():
            content = _content(layer, names, found)
            waiting.append(
                _copy(case, shown[sha256], layer, content, (readers, names, carried[sha256]))
            )
            made[waiting[-1].exhibit.sha256] = None
        if len(waiting) >= _AT_ONCE:
            take_copies(case, waiting, readers, known)
            waiting = []
    if waiting:
        take_copies(case, waiting, readers, known)
    return list(made)


def _content(layer: TextLayer, names: Spellings, found: Reach) -> bytes:
    """The text without the person; never the bytes of an exhibit that goes.

    Those would be the same where a file name alone told of the person: then a line end is added, and no
    place moves.
    """
    text = hide_members(layer, names, found.exhibits)
    content = text.encode("utf-8", "replace")
    while hashlib.sha256(content).hexdigest() in found.exhibits:
        content += b"\n"
    return content


def _copy(
    case: Case,
    old: Exhibit,
    layer: TextLayer,
    content: bytes,
    told: tuple[DocumentReaders, Spellings, list[Mapping[str, object]]],
) -> Copy:
    readers, names, carried = told
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"redacted-{sha256[:12]}{'.tsv' if layer.table else '.txt'}"
    closed = with_claims(old, carried)
    if closed != old:
        own = {"own_tier": str(old.tier), "own_privileged": old.privileged}
        carried = [own, *(one for one in carried if one.get("place"))]
    described = describe(name, layer, names)
    row = Exhibit(
        sha256=sha256,
        size=len(content),
        media_type=readers.sniff(content, name),
        name=name,
        source=described.source or name,
        received_at=case.clock.now(),
        received_by=case.user,
        tier=closed.tier,
        privileged=closed.privileged,
    )
    return Copy(row, content, described, tuple(carried))


def _plan(case: Case, found: Reach, done: Erased) -> None:
    names: Iterable[str] = (path.relative_to(case.exports).as_posix() for path in found.exports)
    plan = {"vault": sorted(found.exhibits), "exports": sorted(names), "done": asdict(done)}
    write_whole(case.folder / PLAN, json.dumps(plan).encode())
