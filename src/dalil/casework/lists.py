"""Bring official lists home, show them, and say what changed between two versions.

A good list is never replaced by a short or empty one without being told; every version that was
ever imported stays. Nothing is fetched here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from dalil.custody.ports import Clock
from dalil.errors import BadInput, BadList, NotFound
from dalil.matching.ports import ListReader, ListShelf
from dalil.matching.values import ListEntry, ListFile, ListVersion

MOST_LOST = 0.2
"""Share of entries that may vanish from one version to the next without being told."""


@dataclass(frozen=True, slots=True)
class ListImport:
    """What an import did.

    Attributes:
        version: As it stands on the shelf.
        new: False where the same bytes were there already.
        unknown: Elements that the format does not name.
        notes: Repairs and other things to know.
    """

    version: ListVersion
    new: bool
    unknown: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user told.

    Attributes:
        force: Take a list that lost many entries.
        recover: Read a file with forbidden characters; recorded.
        list_id: Short id under which to keep it; the format's own when None.
    """

    force: bool = False
    recover: bool = False
    list_id: str | None = None


DEFAULTS = ImportOptions()


def import_list(
    reader: ListReader,
    content: bytes,
    shelf: ListShelf,
    clock: Clock,
    options: ImportOptions = DEFAULTS,
) -> ListImport:
    """Import one list file.

    Args:
        reader: For the format of the file.
        content: Its bytes.
        shelf: Where versions are kept.
        clock: For the time of import.
        options: What the user told.

    Raises:
        BadList: The file breaks its format, or lost more than a fifth of its entries.
    """
    file = reader.read(content, recover=options.recover)
    list_id = options.list_id or file.list
    digest = hashlib.sha256(content).hexdigest()
    held = shelf.versions(list_id)
    for version in held:
        if version.sha256 == digest:
            return ListImport(version, False, file.unknown, file.notes)
    if not options.force:
        _check_loss(file, list_id, held)
    version = ListVersion(
        list=list_id,
        version=_free(file.version, {v.version for v in held}),
        sha256=digest,
        publisher=file.publisher,
        licence=file.licence,
        entries=len(file.entries),
        imported_at=clock.now(),
    )
    shelf.put(version, content, file.entries)
    return ListImport(version, True, file.unknown, file.notes)


def _check_loss(file: ListFile, list_id: str, held: Sequence[ListVersion]) -> None:
    """Compare with the version before it, by the date inside."""
    before = [version for version in held if version.version[:10] <= file.version]
    if not before:
        return
    last = before[-1]
    if len(file.entries) < last.entries * (1 - MOST_LOST):
        raise BadList(
            f"The file of {file.version} has {len(file.entries)} entries, but version {last.version} of "
            f"the list {list_id} has {last.entries}: more than {MOST_LOST:.0%} would vanish. "
            "Nothing was imported.",
            "If the publisher really removed them, import with --force.",
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
            "Import one: dalil lists import un_xml FILE",
        )
    for candidate in reversed(held):
        if version in ("", candidate.version):
            return candidate
    raise NotFound(
        f"The list {list_id} has no version {version!r}; it has {', '.join(v.version for v in held)}."
    )


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an entry that differs: texts that went and came."""

    field: str
    gone: tuple[str, ...]
    come: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListDiff:
    """What happened between two versions of a list.

    Attributes:
        older: The earlier version.
        newer: The later version.
        added: Entries that came.
        removed: Entries that went.
        changed: (entry as it is now, what changed).
    """

    older: ListVersion
    newer: ListVersion
    added: tuple[ListEntry, ...]
    removed: tuple[ListEntry, ...]
    changed: tuple[tuple[ListEntry, tuple[Change, ...]], ...]


def diff_lists(shelf: ListShelf, left: str, right: str) -> ListDiff:
    """Say who was added, removed and changed, and how.

    Args:
        shelf: Where versions are kept.
        left: ``LIST@VERSION``.
        right: ``LIST@VERSION``; the newer of the two is taken as the later state.

    Raises:
        NotFound: No such list or version.
        BadInput: Versions of two different lists.
    """
    older, newer = sorted(
        (find_version(shelf, left), find_version(shelf, right)), key=lambda v: v.version
    )
    if older.list != newer.list:
        raise BadInput(f"{left} and {right} are different lists; their entries cannot be compared.")
    before = {e.id: e for e in shelf.entries(older.list, older.version)}
    after = {e.id: e for e in shelf.entries(newer.list, newer.version)}
    changed = [
        (entry, changes)
        for key, entry in after.items()
        if key in before and (changes := _changes(before[key], entry))
    ]
    return ListDiff(
        older,
        newer,
        tuple(e for key, e in after.items() if key not in before),
        tuple(e for key, e in before.items() if key not in after),
        tuple(changed),
    )


def _changes(before: ListEntry, after: ListEntry) -> tuple[Change, ...]:
    found = []
    for field in fields(ListEntry):
        if field.name in ("id", "place"):
            continue
        left, right = (_texts(getattr(side, field.name)) for side in (before, after))
        if left != right:
            gone = tuple(text for text in left if text not in right)
            come = tuple(text for text in right if text not in left)
            if gone or come:
                found.append(Change(field.name, gone, come))
    return tuple(found)


def _texts(value: object) -> tuple[str, ...]:
    """Values as comparable lines; white space and the order of the file change nothing."""
    if value is None:
        return ()
    if isinstance(value, str):
        return (" ".join(value.split()),)
    parts = value if isinstance(value, tuple) else ()
    return tuple(dict.fromkeys(_text(part) for part in parts))


def _text(part: object) -> str:
    if isinstance(part, str):
        return " ".join(part.split())
    if isinstance(part, tuple):
        return " ".join(re.sub(r"\[\d+\]", "", str(p)) if p else "-" for p in part)
    names = ("text", "kind", "quality")
    found = [getattr(part, name, None) for name in names]
    if getattr(part, "value", None):
        found = [getattr(part, "text", "") or getattr(part, "value", "")]
    return " ".join(" ".join(str(p) for p in found if p).split())


def import_json(done: ListImport) -> dict[str, object]:
    """An import as plain JSON."""
    return {
        "new": done.new,
        **version_json(done.version),
        "unknown": [{"path": path, "count": count} for path, count in done.unknown],
        "notes": list(done.notes),
    }


def version_json(version: ListVersion) -> dict[str, object]:
    """A version as plain JSON."""
    return {field.name: getattr(version, field.name) for field in fields(ListVersion)}


def diff_json(diff: ListDiff) -> dict[str, object]:
    """A difference as plain JSON."""
    return {
        "list": diff.older.list,
        "from": diff.older.version,
        "to": diff.newer.version,
        "added": [_brief(entry) for entry in diff.added],
        "removed": [_brief(entry) for entry in diff.removed],
        "changed": [
            {
                **_brief(entry),
                "changes": [
                    {"field": c.field, "gone": list(c.gone), "come": list(c.come)} for c in changes
                ],
            }
            for entry, changes in diff.changed
        ],
    }


def _brief(entry: ListEntry) -> dict[str, object]:
    return {"id": entry.id, "type": entry.type, "name": entry.names[0].text}
