"""Bring official lists home, show them, and name their versions.

A good list is never replaced by a short, broken or foreign one without being told; every version that
was ever imported stays, with its source files, their hashes and what was noted of the reading. Nothing
is fetched here (see :mod:`dalil.casework.list_update`) and nothing is screened.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path

from dalil.casework.list_checks import (
    IdSample,
    check_date,
    check_facts,
    check_loss,
    check_others,
    check_refusals,
)
from dalil.casework.ports import Progress, silent
from dalil.custody.ports import Clock
from dalil.errors import NotFound
from dalil.matching.ports import ListReaders, ListReading, ListShelf, ListStaging
from dalil.matching.values import ListRequest, ListSummary, ListVersion

STALE_DAYS = 30
"""Age from which a list is shown as old: sanctions lists change every few days."""

UNDATED = "no date stands in the file: the version is called by the day of import"
"""What readers note of a file that says nothing of its day."""

_TOLD = "no date stands in the file: the version is called by the date told"
_STEP = 5000


@dataclass(frozen=True, slots=True)
class ListImport:
    """What an import did.

    Attributes:
        version: As it stands on the shelf.
        new: False where the same bytes were there already.
        unknown: (column or element, times) that the format does not name; kept in the entries.
        notes: Repairs and other things to know.
        refused: (place, reason) of the first rows that could not be read.
    """

    version: ListVersion
    new: bool
    unknown: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user told.

    Attributes:
        force: Take a list that lost many entries (or has others instead), has many unreadable rows, may be cut, is of a day to
            come, or of another publisher.
        recover: Read a file with forbidden characters; recorded.
        list_id: Short id under which to keep it; the format's own when None.
        mapping: Mapping file of a table of the user's own.
        source: Address it was fetched from; the names of the files when empty.
        encoding: Of a table of the user's own, for ``mapped_csv``.
        dated: ISO date that names the version where none stands inside; the day of import when None.
    """

    force: bool = False
    recover: bool = False
    list_id: str | None = None
    mapping: Path | None = None
    source: str = ""
    dated: str | None = None
    encoding: str | None = None


DEFAULTS = ImportOptions()


@dataclass(frozen=True, slots=True)
class Bench:
    """What an import works with.

    Attributes:
        readers: Readers of list formats.
        shelf: Where versions are kept.
        clock: For the time of import.
        progress: Told how many entries have passed.
    """

    readers: ListReaders
    shelf: ListShelf
    clock: Clock
    progress: Progress = field(default=silent)


def import_list(
    bench: Bench, format_: str, paths: Sequence[Path], options: ImportOptions = DEFAULTS
) -> ListImport:
    """Import one list.

    Args:
        bench: What to work with.
        format_: Name of the format, or ``auto``.
        paths: Its files; files that belong to them and stand beside them are taken too.
        options: What the user told.

    Raises:
        BadInput: No such format, or one that cannot be told from the file.
        BadList: The file breaks its format, may be cut, is of a day to come, lost more than a fifth of
            its entries, or is of another publisher than the version before.
        NotFound: A path that does not exist.
    """
    files = bench.readers.files(paths)
    digest = digest_of(files)
    for held in bench.shelf.versions(options.list_id):
        if (options.list_id or held.format == format_) and _there(
            bench.shelf, held, digest, options
        ):
            return ListImport(held, False, notes=held.notes)
    now = bench.clock.now()
    request = ListRequest(
        format=format_,
        files=tuple(str(path) for path in files),
        received=options.dated or now[:10],
        list_id=options.list_id,
        recover=options.recover,
        mapping=str(options.mapping) if options.mapping else None,
        encoding=options.encoding,
    )
    reading = bench.readers.open(request)
    staging = bench.shelf.stage()
    try:
        types, facts, ids = _pass(reading, staging, bench.progress)
        kept = _Kept(files, digest, types, facts, ids, now, options)
        return _keep(bench, staging, reading.summary(), kept)
    finally:
        staging.drop()


def _there(shelf: ListShelf, held: ListVersion, digest: str, options: ImportOptions) -> bool:
    """Whether a version is what would come of importing these bytes, so that nothing needs doing.

    Not where they are to be read otherwise than before; nor, where no date stands in the file, where
    another version came since: the publisher went back to what it had.
    """
    if held.sha256 != digest or held.reading != reading_of(options):
        return False
    if not {UNDATED, _TOLD} & set(held.notes) or options.dated == held.version[:10]:
        return True
    newest = shelf.newest(held.list)
    return newest is not None and newest.version == held.version


def reading_of(options: ImportOptions) -> str:
    """How the user wants files to be read, in one line; "" for the way of the format."""
    mapping = options.mapping
    told = (
        f"encoding {options.encoding}" if options.encoding else "",
        f"mapping {digest_of([mapping])[:16]}" if mapping and mapping.is_file() else "",
        "recovered" if options.recover else "",
    )
    return ", ".join(filter(None, told))


@dataclass(frozen=True, slots=True)
class _Kept:
    """What belongs to a version beside its entries."""

    files: Sequence[Path]
    digest: str
    types: Counter[str]
    facts: Counter[str]
    ids: IdSample
    now: str
    options: ImportOptions


def _pass(
    reading: ListReading, staging: ListStaging, progress: Progress
) -> tuple[Counter[str], Counter[str], IdSample]:
    """Every entry from the reader to the shelf; how many of each type, what they hold, and their ids."""
    types: Counter[str] = Counter()
    facts: Counter[str] = Counter()
    ids = IdSample()
    for count, entry in enumerate(reading, 1):
        staging.add(entry)
        ids.add(entry.id)
        types[entry.type] += 1
        facts["names"] += len(entry.names)
        facts["numbers"] += len(entry.identifiers)
        facts["births"] += len(entry.birth_dates)
        if count % _STEP == 0:
            progress("entries", count, 0)
    return types, facts, ids


def _keep(bench: Bench, staging: ListStaging, found: ListSummary, kept: _Kept) -> ListImport:
    versions = bench.shelf.versions(found.list)
    refused = tuple((row.place, row.reason) for row in found.refused)
    for held in versions:
        if _there(bench.shelf, held, kept.digest, kept.options):
            return ListImport(held, False, found.unknown, found.notes, refused)
    if not kept.options.force:
        check_date(found, kept.now)
        check_loss(found, versions)
        check_facts(found, versions, kept.files, kept.facts)
        check_others(bench.shelf, found, versions, kept.ids)
        check_refusals(found)
    version = ListVersion(
        list=found.list,
        version=_free(found.version, {v.version for v in versions}),
        sha256=kept.digest,
        publisher=found.publisher,
        licence=found.licence,
        entries=found.entries,
        imported_at=kept.now,
        format=found.format,
        source=kept.options.source or ", ".join(path.name for path in kept.files),
        restrictions=found.restrictions,
        kind=found.kind,
        rows=found.rows,
        refused=found.refused_count,
        notes=tuple(
            _TOLD if note == UNDATED and kept.options.dated else note for note in found.notes
        ),
        types=tuple(sorted(kept.types.items())),
        facts=tuple(sorted(kept.facts.items())),
        reading=reading_of(kept.options),
    )
    version = staging.commit(version, [(path.name, path) for path in kept.files])
    notes = (*version.notes, *_compared(version, versions))
    return ListImport(version, True, found.unknown, notes, refused)


def _compared(version: ListVersion, versions: Sequence[ListVersion]) -> Iterator[str]:
    """What to know of a version beside those that were there."""
    if not versions:
        return
    last = versions[-1]
    if version.version[:10] < last.version[:10]:
        yield f"older than version {last.version}, which stays the one that is held"
    elif version.entries < last.entries:
        lost = last.entries - version.entries
        yield f"{lost} entries fewer than version {last.version} ({last.entries})"


def digest_of(files: Sequence[Path]) -> str:
    """The sha256 of a file; of several, that of their sorted lines ``sha256  name``."""
    lines = []
    for path in files:
        with path.open("rb") as file:
            lines.append((hashlib.file_digest(file, "sha256").hexdigest(), path.name))
    if len(lines) == 1:
        return lines[0][0]
    text = "".join(f"{digest}  {name}\n" for digest, name in sorted(lines, key=lambda x: x[1]))
    return hashlib.sha256(text.encode()).hexdigest()


def _free(version: str, taken: set[str]) -> str:
    """The version's date; a second file of the same date gets a number."""
    count, name = 1, version
    while name in taken:
        count += 1
        name = f"{version}.{count}"
    return name


def show_lists(shelf: ListShelf) -> tuple[ListVersion, ...]:
    """Every version on the shelf, by list and date."""
    return tuple(shelf.versions())


def find_version(shelf: ListShelf, name: str) -> ListVersion:
    """The version that ``LIST@VERSION`` or ``LIST`` (the newest) names.

    Raises:
        NotFound: No such list or version.
    """
    list_id, _, version = name.partition("@")
    held = shelf.versions(list_id)
    if not held:
        known = ", ".join(sorted({v.list for v in shelf.versions()})) or "none"
        raise NotFound(
            f"No list {list_id!r} has been imported; here are: {known}.",
            "Import one: dalil lists import auto FILE",
        )
    for candidate in reversed(held):
        if version in ("", candidate.version):
            return candidate
    raise NotFound(
        f"The list {list_id} has no version {version!r}; it has {', '.join(v.version for v in held)}."
    )


def is_dated(version: ListVersion) -> bool:
    """Whether the version's date says when the list was published, and not only when it came in."""
    return UNDATED not in version.notes


def age_of(version: ListVersion, now: str) -> int:
    """Days since the date of the version; where it is that of import, the list may be older."""
    return (date.fromisoformat(now[:10]) - date.fromisoformat(version.version[:10])).days


def old_lists(versions: Sequence[ListVersion], now: str) -> tuple[str, ...]:
    """A line for each list that is older than :data:`STALE_DAYS`."""
    return tuple(
        f"{one.list}: the list is {age_of(one, now)} days old"
        for one in versions
        if age_of(one, now) > STALE_DAYS
    )


def warnings(version: ListVersion) -> tuple[str, ...]:
    """What a reader of results from this list must be told of its licence."""
    told = {
        "non-commercial": "its licence forbids commercial use without the publisher's permission",
        "no-redistribution": "its licence forbids passing it on",
        "share-alike": "what is made of it must stay under the same licence",
        "attribution": "name the publisher wherever it is used",
        "unclear": "its licence is not known: ask the publisher before you use or pass it on",
    }
    return tuple(f"{version.list}: {told[word]}" for word in version.restrictions if word in told)


def import_json(done: ListImport) -> dict[str, object]:
    """An import as plain JSON."""
    return {
        "new": done.new,
        **version_json(done.version),
        "unknown": [{"path": path, "count": count} for path, count in done.unknown],
        "notes": list(done.notes),
        "refusals": [{"place": place, "reason": reason} for place, reason in done.refused],
        "warnings": list(warnings(done.version)),
    }


def version_json(version: ListVersion) -> dict[str, object]:
    """A version as plain JSON."""
    return {field.name: getattr(version, field.name) for field in fields(ListVersion)}
