"""Indexes of lists in Dalil's home: ``index/<list>/``, and compiled kernels: ``cache/kernel/``.

An index is a copy that can be made again; it is used only for the very version that it was built
from. Nothing is built here unless somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dalil.engines.kernel import jit
from dalil.errors import NotFound, OutdatedIndex, StorageFailed

if TYPE_CHECKING:
    from arro3.core import RecordBatch

    from dalil.engines.kernel.lists import ListKernel
    from dalil.matching.ports import ListShelf
    from dalil.matching.values import ListVersion

WORTH_IT = 200
"""Entries from which a list is worth an index: reading the names of 900 into memory takes two seconds
at each start and a tenth of one a name; their index takes as long once, and then a millisecond."""
COMPILED_FROM = 5_000
"""Entries from which an index is built with compiled kernels, however few names are asked."""
SHARED_FROM = 1_000_000
"""Entries from which several processes prepare names: two of them start, and each prepares anew the
words that both hold, so that at 200,000 entities they took 1.6 times the CPU of one."""


def open_list(
    home: Path, shelf: ListShelf, version: ListVersion, *, few: bool = False
) -> ListKernel | None:
    """The index of a list version, opened; None where there is none of this version.

    Args:
        home: Dalil's home.
        shelf: Where the entries are.
        version: Which version.
        few: As of :func:`dalil.engines.kernel.jit.prepare`.

    Raises:
        Tampered: The index is torn or foreign.
        NewerFormat: It was written by a later Dalil.
    """
    folder = home / "index" / version.list
    if not folder.is_dir():
        return None
    jit.prepare(home / "cache" / "kernel", few=few)
    from dalil.engines.kernel.index import KernelIndex
    from dalil.engines.kernel.lists import ListKernel

    try:
        index = KernelIndex(folder)
    except (NotFound, OutdatedIndex):
        return None  # a copy that this version cannot use; building makes another
    if index.about != _about(version):
        return None
    return ListKernel(version, index, shelf)


def has_index(home: Path, version: ListVersion) -> bool:
    """Whether an index of this very version is there, of rules that this program knows.

    Nothing of it is read and nothing decided on how kernels run; opening it may still refuse it.
    """
    from dalil.engines.kernel import disk

    folder = home / "index" / version.list
    if not folder.is_dir():
        return False
    try:
        return disk.newest(folder).about == _about(version)
    except (NotFound, OutdatedIndex):
        return False


def verify_list(home: Path, version: ListVersion) -> None:
    """Hash the index of a list whole, whatever an earlier opening found of it.

    Raises:
        Tampered: A file of it is not the one that was written.
    """
    from dalil.engines.kernel import disk

    disk.verify(home / "index" / version.list)


def build_list(
    home: Path, shelf: ListShelf, version: ListVersion, *, workers: int = 1, compiled: bool = True
) -> ListKernel:
    """Index a list version, and keep the compiled kernels for the next process.

    Args:
        home: Dalil's home.
        shelf: Where the entries are.
        version: Which version.
        workers: Processes that take names apart, where the list is large enough for several.
        compiled: Compile the kernels where they are not: not worth a minute for a small list.

    Raises:
        StorageFailed: The disk refused.
    """
    compiled = jit.prepare(home / "cache" / "kernel", compile=compiled)
    from dalil.engines.kernel.index import create, warm
    from dalil.engines.kernel.lists import ListKernel

    entries = shelf.stream(version.list, version.version)
    shared = workers if version.entries >= SHARED_FROM else 1
    index = create(home / "index" / version.list, entries, _about(version), workers=shared)
    if compiled:
        warm()
    return ListKernel(version, index, shelf)


def index_small(home: Path, shelf: ListShelf, lists: Sequence[str] = ()) -> None:
    """Index once what would else be read into memory at each start; nothing where it cannot be kept.

    Args:
        home: Dalil's home.
        shelf: Where the entries are.
        lists: Short ids; all when empty.
    """
    newest = {one.list: one for one in shelf.versions() if not lists or one.list in lists}
    for version in newest.values():
        if WORTH_IT <= version.entries < COMPILED_FROM and not has_index(home, version):
            with suppress(StorageFailed):
                build_list(home, shelf, version, compiled=False)


def match_file(
    home: Path, shelf: ListShelf, version: ListVersion, path: Path, workers: int
) -> Iterator[RecordBatch]:
    """Match a file of names against a list version, whose index is built where it is missing.

    Args:
        home: Dalil's home.
        shelf: Where the entries are.
        version: Which version.
        path: CSV or Parquet; see :func:`dalil.engines.names_input.name_batches`.
        workers: Threads of the kernel, and processes that build.

    Raises:
        BadInput: The file cannot be read.
    """
    from dalil.engines.names_input import name_batches

    batches = name_batches(path)
    found = open_list(home, shelf, version) or build_list(home, shelf, version, workers=workers)
    from dalil.engines.kernel.batches import Params, match_batches

    return match_batches(batches, found.index, Params(threads=workers))


def _about(version: ListVersion) -> dict[str, object]:
    return {"list": version.list, "version": version.version, "sha256": version.sha256}
