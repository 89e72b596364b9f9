"""What is held against a list before it replaces another: a good one never goes in silence.

Each check refuses with the way out; ``--accept-shrink`` passes over all of them. Nothing is kept here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from dalil.errors import BadList
from dalil.matching.ports import ListShelf
from dalil.matching.values import ListSummary, ListVersion

MOST_LOST = 0.2
"""Share of entries that may vanish from one version to the next without being told."""

MOST_REFUSED = 0.1
"""Share of rows that may be unreadable without being told, where they are more than a few."""

FEW = 5
"""Unreadable rows that are told but refuse no list, however short."""

CUT = "the file ends in the middle of a row: it may be cut"
"""What readers note of a table whose last row cannot be read and has no end."""


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


def check_loss(found: ListSummary, versions: Sequence[ListVersion]) -> None:
    """Compare with the version before it, by the date inside.

    Raises:
        BadList: More than a fifth of the entries would vanish, or the publisher is another.
    """
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


def check_facts(
    found: ListSummary,
    versions: Sequence[ListVersion],
    files: Sequence[Path],
    facts: Mapping[str, int],
) -> None:
    """Refuse as many entries as before, and yet less of them: files of a set, names, numbers, births.

    Raises:
        BadList: More than a fifth of one of them would vanish, or a file lacks.
    """
    before = [version for version in versions if version.version[:10] <= found.version]
    if not before:
        return
    last = before[-1]
    if len(files) < len(last.files):
        missing = len(last.files) - len(files)
        raise BadList(
            f"The list {found.list} came as {len(files)} files ({_file_names(files)}), version "
            f"{last.version} as {len(last.files)}: {missing} lack. Nothing was imported.",
            "Fetch the others and name them all, or import with --accept-shrink.",
        )
    for fact, count in last.facts:
        now = facts.get(fact, 0)
        if count - now >= _LEAST_LOST and now < count * (1 - MOST_LOST):
            raise BadList(
                f"The file of {found.version} has {now} {_FACTS[fact]}, but version {last.version} of the "
                f"list {found.list} has {count}: more than {MOST_LOST:.0%} would vanish. Nothing was "
                "imported.",
                "See whether a file or column is empty; if the publisher really removed them, import "
                "with --accept-shrink.",
            )


_LEAST_LOST = 3
"""Names, numbers or births whose loss is one; of a short list one or two may go on any day."""
_FACTS = {"names": "names", "numbers": "identifying numbers", "births": "dates of birth"}


def _file_names(files: Sequence[Path]) -> str:
    return ", ".join(path.name for path in files)


def check_others(
    shelf: ListShelf, found: ListSummary, versions: Sequence[ListVersion], ids: IdSample
) -> None:
    """Refuse other people of the same number: they are no newer version of the same list.

    Raises:
        BadList: More than a fifth of the ids of before are not among them.
    """
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


def check_date(found: ListSummary, now: str) -> None:
    """Refuse a list of the future: it would stay the newest, and no later one would be held.

    Raises:
        BadList: It is of a day to come.
    """
    tomorrow = date.fromisoformat(now[:10]) + timedelta(days=1)
    if found.version[:10] > tomorrow.isoformat():
        raise BadList(
            f"The file is of {found.version}, which has not come yet: every list until then would stand "
            "behind it. Nothing was imported.",
            "Name the right date (--dated, where none stands in the file), or import with "
            "--accept-shrink.",
        )


def check_refusals(found: ListSummary) -> None:
    """Refuse a file that may be cut, or of which much could not be read.

    Raises:
        BadList: It is so.
    """
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
