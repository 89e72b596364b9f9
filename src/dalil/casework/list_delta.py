"""What of a list changed since a version, as two small lists that customers can be held against.

Everything that is in neither stands as it stood, so a customer's hits can only differ by these.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dalil.casework.list_diff import diff_lists
from dalil.casework.lists import find_version
from dalil.errors import BadInput
from dalil.matching.ports import ListSearch, ListShelf
from dalil.matching.screen import ListIndex
from dalil.matching.values import ListVersion


@dataclass(frozen=True, slots=True)
class ListDelta:
    """A list before and after, as far as it changed.

    Attributes:
        before: Entries that went or changed, as they were.
        after: Entries that came or changed, as they are.
        fields: Names of the fields that changed, by entry id.
        counts: (``added`` | ``removed`` | ``changed``, number).
    """

    before: ListSearch
    after: ListSearch
    fields: dict[str, tuple[str, ...]]
    counts: tuple[tuple[str, int], ...]


def versions_since(
    shelf: ListShelf, since: str, lists: Sequence[str]
) -> tuple[ListVersion, ListVersion]:
    """The version that was named, and the newest of its list.

    Args:
        shelf: Where versions are kept.
        since: ``LIST@VERSION``, or a version where one list is named.
        lists: Short ids that the user named.

    Raises:
        BadInput: The list is not clear, or the version is the newest one.
        NotFound: No such list or version.
    """
    name, _, _ = since.partition("@")
    if "@" not in since:
        if len(lists) != 1:
            raise BadInput(
                f"--changed-since {since} does not say of which list.", "Write LIST@VERSION."
            )
        name, since = lists[0], f"{lists[0]}@{since}"
    if lists and tuple(lists) != (name,):
        raise BadInput(
            f"--changed-since {since} is of {name}, but --list names {', '.join(lists)}."
        )
    older = find_version(shelf, since)
    newest = shelf.newest(older.list)
    if newest is None or newest.version == older.version:
        raise BadInput(
            f"{since} is the newest version on the shelf: nothing has changed since.",
            f"Import a newer one: dalil lists update {name}",
        )
    return older, newest


def list_delta(shelf: ListShelf, older: ListVersion, newer: ListVersion) -> ListDelta:
    """What changed between two versions of a list, ready to be asked."""
    diff = diff_lists(shelf, f"{older.list}@{older.version}", f"{newer.list}@{newer.version}")
    changed = {entry.id: tuple(c.field for c in changes) for entry, changes in diff.changed}
    gone = {entry.id for entry in diff.removed} | set(changed)
    before = [e for e in shelf.stream(older.list, older.version) if e.id in gone]
    after = [*diff.added, *(entry for entry, _ in diff.changed)]
    counts = (
        ("added", len(diff.added)),
        ("removed", len(diff.removed)),
        ("changed", len(diff.changed)),
    )
    return ListDelta(ListIndex(older, before), ListIndex(newer, after), changed, counts)
