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
from datetime import date, timedelta
from pathlib import Path

from dalil.casework.ports import Progress, silent
from dalil.custody.ports import Clock
from dalil.errors import BadList, NotFound
from dalil.matching.ports import ListReaders, ListReading, ListShelf, ListStaging
from dalil.matching.values import ListRequest, ListSummary, ListVersion

MOST_LOST = 0.2
"""Share of entries that may vanish from one version to the next without being told."""

MOST_REFUSED = 0.1
"""Share of rows that may be unreadable without being told, where they are more than a few."""

FEW = 5
"""Unreadable rows that are told but refuse no list, however short."""

STALE_DAYS = 30
"""Age from which a list is shown as old: sanctions lists change every few days."""

UNDATED = "no date stands in the file: the version is called by the day of import"
"""What readers note of a file that says nothing of its day."""

CUT = "the file ends in the middle of a row: it may be cut"
"""What readers note of a table whose last row cannot be read and has no end."""

_TOLD = "no date stands in the file: the version is called by the date told"
_STEP = 5000
_CHUNK = 1 << 20


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
        if held.sha256 == digest and (options.list_id or held.format == format_):
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
        types, ids = _pass(reading, staging, bench.progress)
        kept = _Kept(files, digest, types, ids, now, options)
        return _keep(bench, staging, reading.summary(), kept)
    finally:
        staging.drop()


class IdSample:
    """Which ids there are: all of a list, of a very large one a fixed share; memory stays bounded."""

    def __init__(self, most: int = 200_000) -> None:
        self._marks: set[int] = set()
        self._step, self._most = 1, most

    def add(self, id_: str) -> None:
        """One more id."""
        mark = _mark(id_)
        if mark % self._step:
            return
        self._marks.add(mark)
        if len(self._marks) > self._most:
            self._step *= 2
            self._marks = {one for one in self._marks if one % self._step == 0}

    def holds(self, id_: str) -> bool | None:
        """Whether an id was added; None where it is not in the share that is looked at."""
        mark = _mark(id_)
        return None if mark % self._step else mark in self._marks


def _mark(id_: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(id_.encode("utf-8", "replace"), digest_size=8).digest(), "big"
    )


@dataclass(frozen=True, slots=True)
class _Kept:
    """What belongs to a version beside its entries."""

    files: Sequence[Path]
    digest: str
    types: Counter[str]
    ids: IdSample
    now: str
    options: ImportOptions


def _pass(
    reading: ListReading, staging: ListStaging, progress: Progress
) -> tuple[Counter[str], IdSample]:
    """Every entry from the reader to the shelf; how many there are of each type, and their ids."""
    types: Counter[str] = Counter()
    ids = IdSample()
    for count, entry in enumerate(reading, 1):
        staging.add(entry)
        ids.add(entry.id)
        types[entry.type] += 1
        if count % _STEP == 0:
            progress("entries", count, 0)
    return types, ids


def _keep(bench: Bench, staging: ListStaging, found: ListSummary, kept: _Kept) -> ListImport:
    versions = bench.shelf.versions(found.list)
    refused = tuple((row.place, row.reason) for row in found.refused)
    for held in versions:
        if held.sha256 == kept.digest:
            return ListImport(held, False, found.unknown, found.notes, refused)
    if not kept.options.force:
        _check_date(found, kept.now)
        _check_loss(found, versions)
        _check_others(bench.shelf, found, versions, kept.ids)
        _check_refusals(found)
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


def _check_loss(found: ListSummary, versions: Sequence[ListVersion]) -> None:
    """Compare with the version before it, by the date inside."""
    before = [version for version in versions if version.version[:10] <= found.version]
    if not before:
        return
    last = before[-1]
    if found.entries < last.entries * (1 - MOST_LOST):
        raise BadList(
            f"The file of {found.version} has {found.entries} entries, but version {last.version} of "
            f"the list {found.list} has {last.entries}: more than {MOST_LOST:.0%} would vanish. "
            "Nothing was imported.",
            "If the publisher really removed them, import with --accept-shrink.",
        )
    if last.publisher != found.publisher:
        raise BadList(
            f"The file is of {found.publisher}, but version {last.version} of the list {found.list} "
            f"is of {last.publisher}. Nothing was imported.",
            "Keep it under an id of its own (--list ID), or import with --accept-shrink.",
        )


def _check_others(
    shelf: ListShelf, found: ListSummary, versions: Sequence[ListVersion], ids: IdSample
) -> None:
    """Other people of the same number are no newer version of the same list."""
    before = [version for version in versions if version.version[:10] <= found.version]
    if not before:
        return
    last = before[-1]
    told, gone = 0, 0
    for entry in shelf.stream(last.list, last.version):
        held = ids.holds(entry.id)
        told += held is not None
        gone += held is False
    single = gone == 1 and told > 2 * gone  # of a very short list one may go like on any day
    if gone > told * MOST_LOST and not single:
        raise BadList(
            f"The file of {found.version} has {found.entries} entries, but {gone / told:.0%} of those in "
            f"version {last.version} of the list {found.list} are not among them: more than "
            f"{MOST_LOST:.0%} would vanish, though others came. Nothing was imported.",
            "If the publisher really replaced them, or numbers its entries anew, import with "
            "--accept-shrink.",
        )


def _check_date(found: ListSummary, now: str) -> None:
    """A list of the future would stay the newest, and no later one would be held."""
    tomorrow = date.fromisoformat(now[:10]) + timedelta(days=1)
    if found.version[:10] > tomorrow.isoformat():
        raise BadList(
            f"The file is of {found.version}, which has not come yet: every list until then would stand "
            "behind it. Nothing was imported.",
            "Name the right date (--dated, where none stands in the file), or import with "
            "--accept-shrink.",
        )


def _check_refusals(found: ListSummary) -> None:
    if CUT in found.notes:
        last = found.refused[-1] if found.refused else None
        where = f" ({last.place}: {last.reason})" if last else ""
        raise BadList(
            f"{CUT[0].upper()}{CUT[1:]}{where}. Nothing was imported.",
            "Fetch the file again; if it is as it should be, import with --accept-shrink.",
        )
    if found.refused_count > max(found.rows * MOST_REFUSED, FEW):
        first = found.refused[0]
        raise BadList(
            f"{found.refused_count} of {found.rows} rows cannot be read, more than {MOST_REFUSED:.0%}; "
            f"the first: {first.place}: {first.reason}. Nothing was imported.",
            "Fetch the file again; if it is as it should be, import with --accept-shrink.",
        )


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
