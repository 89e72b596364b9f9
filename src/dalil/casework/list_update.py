"""Bring lists up to date from their publishers, when the user asks; each list for itself.

A list that cannot be fetched or read leaves its older versions as they are, and the others go on. A
short, empty, broken or foreign list replaces nothing without being told (see
:mod:`dalil.casework.lists`). Which addresses are asked stands in the table of publishers.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol

from dalil.casework.lists import Bench, ImportOptions, ListImport, import_json, import_list
from dalil.errors import BadInput, DalilError
from dalil.matching.ports import ListFetcher
from dalil.matching.values import FetchedFile


class Known(Protocol):
    """A list that can be fetched."""

    @property
    def id(self) -> str:
        """Short id."""
        ...

    @property
    def format(self) -> str:
        """Format of what its addresses give."""
        ...

    @property
    def addresses(self) -> tuple[tuple[str, str], ...]:
        """(file name, address) of each file."""
        ...

    @property
    def basis(self) -> str:
        """Why the addresses are held to be right."""
        ...


@dataclass(frozen=True, slots=True)
class ListUpdate:
    """What became of one list.

    Attributes:
        list: Short id.
        done: The import; None where nothing was new or it failed.
        error: Why it failed; None where it did not.
    """

    list: str
    done: ListImport | None = None
    error: DalilError | None = None


def update_lists(
    bench: Bench,
    fetcher: ListFetcher,
    known: Mapping[str, Known],
    wanted: Sequence[str] = (),
    *,
    accept_shrink: bool = False,
) -> tuple[ListUpdate, ...]:
    """Fetch and import the newest version of lists.

    Args:
        bench: What an import works with.
        fetcher: Fetches files.
        known: The table of publishers.
        wanted: Short ids; the lists on the shelf that have an address when empty.
        accept_shrink: As :attr:`~dalil.casework.lists.ImportOptions.force`.

    Raises:
        BadInput: An unknown list, one without an address, or nothing to update.
    """
    names = list(wanted) or [
        name
        for name in sorted({version.list for version in bench.shelf.versions()})
        if name in known and known[name].addresses
    ]
    can = ", ".join(sorted(name for name, one in known.items() if one.addresses))
    if not names:
        raise BadInput(
            "No list on the shelf has an address to fetch it from.", f"Name lists: {can}."
        )
    for name in names:
        if name not in known:
            raise BadInput(f"{name!r} is no known list.", f"These can be fetched: {can}.")
        if not known[name].addresses:
            raise BadInput(
                f"The list {name} has no address: {known[name].basis}.",
                "Import a file, or put its address into lists.toml in the home folder.",
            )
    return tuple(_update(bench, fetcher, known[name], accept_shrink) for name in names)


def _update(bench: Bench, fetcher: ListFetcher, known: Known, accept_shrink: bool) -> ListUpdate:
    found: list[FetchedFile] = []
    try:
        again = bench.shelf.newest(known.id) is None
        for name, address in known.addresses:
            bench.progress(f"{known.id}: {name}", 0, 0)
            found.append(fetcher.fetch(known.id, name, address, again=again))
        if all(one.path is None for one in found):
            return ListUpdate(known.id)
        paths = [one.path or _held(bench, known, one) for one in found]
        source = ", ".join(one.address for one in found)
        options = ImportOptions(
            force=accept_shrink, list_id=known.id, source=source, dated=_modified(found)
        )
        done = import_list(bench, known.format, paths, options)
        fetcher.keep(known.id, found)
        return ListUpdate(known.id, done if done.new else None)
    except DalilError as error:
        fetcher.drop(found)
        return ListUpdate(known.id, error=error)


def _modified(found: Sequence[FetchedFile]) -> str | None:
    """The latest Last-Modified of the files as an ISO date: it names a list that holds no date."""
    dates = []
    for one in found:
        with contextlib.suppress(ValueError):
            dates.append(parsedate_to_datetime(one.modified).date().isoformat())
    return max(dates, default=None)


def _held(bench: Bench, known: Known, one: FetchedFile) -> Path:
    """A file that has not changed, as the newest version on the shelf keeps it."""
    newest = bench.shelf.newest(known.id)
    assert newest is not None  # noqa: S101  without a version everything is fetched again
    return bench.shelf.source(known.id, newest.version, one.name)


def update_json(updates: Sequence[ListUpdate]) -> list[dict[str, object]]:
    """Updates as plain JSON."""
    return [
        {
            "list": one.list,
            "updated": one.done is not None,
            "import": import_json(one.done) if one.done else None,
            "error": {"code": one.error.code, "message": str(one.error)} if one.error else None,
        }
        for one in updates
    ]
