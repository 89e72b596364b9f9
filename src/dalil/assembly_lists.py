"""The wiring of what is asked of imported lists: datasets to serve, files to screen, indexes.

Beside :mod:`dalil.assembly`, which opens the shelf and the lists; entrances call both. Imports are
inside functions, so that a command loads only what it uses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dalil.assembly import Dalil, build
from dalil.config import Config

if TYPE_CHECKING:
    from arro3.core import RecordBatch

    from dalil.casework.holdings import Holdings
    from dalil.casework.screen_file import FileJob
    from dalil.casework.screen_record import Program
    from dalil.matching.finding import EntryFinder
    from dalil.matching.ports import ListSearch
    from dalil.matching.values import ListEntry, ListVersion
    from dalil.readers.customers import CustomerTable


def holdings(dalil: Dalil, lists: Sequence[str] = ()) -> Holdings:
    """The newest version of each list, or of those named, open to be asked as datasets.

    Raises:
        NotFound: A named list has not been imported.
    """
    from dalil.casework.holdings import Held, Holdings

    return Holdings(
        {
            search.version.list: Held(
                search, _finder(dalil, search.version), _reader(dalil, search.version)
            )
            for search in dalil.searches(lists)
        }
    )


def _finder(dalil: Dalil, version: ListVersion) -> Callable[[], EntryFinder]:
    from functools import cache

    from dalil.store.entryfinder import finder_of

    folder = dalil.config.home / "cache" / "entries"
    return cache(lambda: finder_of(folder, dalil.shelf, version))


def _reader(dalil: Dalil, version: ListVersion) -> Callable[[Sequence[int]], Sequence[ListEntry]]:
    from functools import partial

    return partial(dalil.shelf.at, version.list, version.version)


def file_job(
    dalil: Dalil,
    source: Path,
    output: Path,
    lists: Sequence[str] = (),
    since: str | None = None,
) -> FileJob:
    """What screens a file of customers, whole or against what changed since a version.

    Raises:
        NotFound: No such file, list or version.
        BadInput: The file has no header, or nothing changed since.
    """
    from functools import partial

    from dalil.casework.list_delta import list_delta, versions_since
    from dalil.casework.screen_file import FileJob, Since
    from dalil.engines.subject_pool import SubjectPool
    from dalil.readers.customers import customer_table
    from dalil.store.lock import WriterLock

    table = customer_table(source)
    if since is None:
        held = tuple(search.version for search in dalil.searches(lists))
        pool = SubjectPool(partial(open_searches, dalil.config, tuple(lists)), dalil.config.workers)
        return FileJob(
            table, output, pool, held, program=program(), now=dalil.clock.now, hold=WriterLock
        )
    older, newer = versions_since(dalil.shelf, since, lists)
    delta = list_delta(dalil.shelf, older, newer)
    pool = SubjectPool(partial(open_delta, dalil.config, older, newer), dalil.config.workers)
    told = Since(older, newer, delta.fields)
    return FileJob(
        table,
        output,
        pool,
        (older, newer),
        since=told,
        program=program(),
        now=dalil.clock.now,
        hold=WriterLock,
    )


def program() -> Program:
    """This version of Dalil, and a digest of all of it that decides a score: code and tables."""
    import hashlib

    from dalil import __version__
    from dalil.casework.screen_record import Program

    root = Path(__file__).parent
    seal = hashlib.sha256()
    for room in ("names", "matching"):
        for path in sorted((root / room).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                seal.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return Program(__version__, seal.hexdigest()[:16])


def names_in(path: Path) -> int:
    """About how many names a table of customers holds, told by its size.

    Raises:
        NotFound: No such file.
        BadInput: It has no header.
    """
    from dalil.readers.customers import customer_table

    return customer_table(path).path.stat().st_size // _ROW


_ROW = 40
"""Bytes of a row, about."""


def pair_table(path: Path) -> CustomerTable:
    """A table of pairs of names, read as one of customers is.

    Raises:
        NotFound: No such file.
        BadInput: It has no header.
    """
    from dalil.readers.customers import customer_table

    return customer_table(path, "left,right,...")


def make_indexes(
    dalil: Dalil,
    lists: Sequence[str] = (),
    *,
    asked: int | None = None,
) -> tuple[str, ...]:
    """Index the newest version of each list (or of those named) that is worth it and has none yet.

    Args:
        dalil: The home.
        lists: Short ids; all when empty.
        asked: How many names are about to be asked; None for a server, which is asked for long. For
            few names the kernels are not compiled, unless a large list needs an index.

    Returns:
        Short ids of the lists that were indexed.

    Raises:
        StorageFailed: The disk refused.
    """
    from dalil.engines.kernel import jit
    from dalil.engines.kernel.home import COMPILED_FROM, WORTH_IT, build_list, has_index

    home = dalil.config.home
    newest = {one.list: one for one in dalil.shelf.versions() if not lists or one.list in lists}
    worth = [one for one in newest.values() if one.entries >= WORTH_IT]
    missing = [one for one in worth if not has_index(home, one)]
    large = any(one.entries >= COMPILED_FROM for one in missing)
    compiled = large or bool(worth and (asked is None or asked >= _MANY))
    if compiled:
        jit.prepare(home / "cache" / "kernel", compile=True)
        from dalil.engines.kernel.index import warm

        warm()  # processes that are started next find the kernels compiled
    for version in missing:
        build_list(home, dalil.shelf, version, workers=dalil.config.workers, compiled=compiled)
    return tuple(one.list for one in missing)


_MANY = 100
"""Names from which compiled kernels are worth the minute that they take once: as plain Python one
name takes a quarter of a second."""


def verify_indexes(dalil: Dalil, lists: Sequence[str] = ()) -> tuple[str, ...]:
    """Hash the index of the newest version of each list (or of those named) that has one.

    Returns:
        Short ids of the lists whose index is whole.

    Raises:
        Tampered: A file of an index is not the one that was written.
    """
    from dalil.engines.kernel.home import verify_list

    newest = {one.list: one for one in dalil.shelf.versions() if not lists or one.list in lists}
    held = [one for one in newest.values() if dalil.open_index(one) is not None]
    for version in held:
        verify_list(dalil.config.home, version)
    return tuple(one.list for one in held)


def match_file(dalil: Dalil, list_id: str, path: Path) -> Iterator[RecordBatch]:
    """Match a CSV or Parquet file of names against an indexed list, in Arrow batches.

    Raises:
        NotFound: The list has not been imported.
        BadInput: The file cannot be read.
    """
    from dalil.casework.lists import find_version
    from dalil.engines.kernel import home

    return home.match_file(
        dalil.config.home,
        dalil.shelf,
        find_version(dalil.shelf, list_id),
        path,
        dalil.config.workers,
    )


def vendor_table(path: Path) -> CustomerTable:
    """A table of another vendor's hits, read as one of customers is.

    Raises:
        NotFound: No such file.
        BadInput: It has no header.
    """
    from dalil.readers.customers import customer_table

    return customer_table(path, "the vendor's own names of columns")


def open_searches(config: Config, lists: Sequence[str]) -> Sequence[ListSearch]:
    """In a process of a pool: the newest version of each list, ready to be asked."""
    return build(config).searches(lists)


def open_delta(config: Config, older: ListVersion, newer: ListVersion) -> Sequence[ListSearch]:
    """In a process of a pool: what changed between two versions, before and after."""
    from dalil.casework.list_delta import list_delta

    found = list_delta(build(config).shelf, older, newer)
    return found.before, found.after
