"""Say what changed between two versions of a list: who was added, removed, changed, and how.

Both versions are walked one entry at a time, so that lists of millions fit; white space, the order
of the file and the place of an entry change nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from hashlib import blake2b

from dalil.casework.lists import find_version
from dalil.errors import BadInput
from dalil.matching.ports import ListShelf
from dalil.matching.values import ListEntry, ListVersion


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
    pair = (find_version(shelf, left), find_version(shelf, right))
    if pair[0].list != pair[1].list:
        raise BadInput(f"{left} and {right} are different lists; their entries cannot be compared.")
    order = [version.version for version in shelf.versions(pair[0].list)]
    older, newer = sorted(pair, key=lambda one: order.index(one.version))
    before: dict[str, tuple[bytes, int]] = {}
    for at, entry in enumerate(shelf.stream(older.list, older.version)):
        before[entry.id] = (_digest(entry), at)
    added, touched = [], []
    for entry in shelf.stream(newer.list, newer.version):
        known = before.pop(entry.id, None)
        if known is None:
            added.append(entry)
        elif known[0] != _digest(entry):
            touched.append((known[1], entry))
    old = shelf.at(older.list, older.version, [at for at, _ in touched])
    changed = [
        (entry, changes)
        for was, (_, entry) in zip(old, touched, strict=True)
        if (changes := _changes(was, entry))
    ]
    gone = shelf.at(older.list, older.version, [at for _, at in before.values()])
    return ListDiff(older, newer, tuple(added), tuple(gone), tuple(changed))


def _digest(entry: ListEntry) -> bytes:
    """Sixteen bytes that differ where a change would be told, or where texts only changed places."""
    told = [
        _texts(getattr(entry, field.name))
        for field in fields(ListEntry)[1:]
        if field.name != "place"
    ]
    return blake2b(repr(told).encode(), digest_size=16).digest()


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
