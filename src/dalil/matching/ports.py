"""What this room asks of the machinery: readers of list formats, and a shelf of list versions.

Implementations: ``readers/`` and ``store/lists.py``, joined in ``assembly.py``. This module does
no work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from dalil.matching.screen import Subject
from dalil.matching.values import (
    FetchedFile,
    ListEntry,
    ListFile,
    ListRequest,
    ListSummary,
    ListVersion,
    Match,
)


class ListReader(Protocol):
    """Reads one official list format from memory (lists that stand among a case's exhibits)."""

    @property
    def format(self) -> str:
        """Name of the format on the command line, such as ``un_xml``."""
        ...

    def read(self, content: bytes, *, recover: bool = False) -> ListFile:
        """Read a whole list file, every filled field accounted for.

        Args:
            content: The bytes of the file.
            recover: Replace characters that the format forbids instead of refusing; recorded.

        Raises:
            BadList: The file breaks its format; nothing of it may be used.
        """
        ...


class ListReading(Protocol):
    """A list on its way in: entries one by one, then the summary."""

    def __iter__(self) -> Iterator[ListEntry]:
        """The entries, in the order of the file; to be walked once.

        Raises:
            BadList: The file breaks its format; nothing of it may be used.
            ChildFailed: The reading process died or exceeded its bounds.
        """
        ...

    def summary(self) -> ListSummary:
        """What the reading was; known when all entries have passed."""
        ...


class ListReaders(Protocol):
    """Reads list files of any known format, in a bounded process."""

    def files(self, paths: Sequence[Path]) -> Sequence[Path]:
        """All files that belong to a list: those of a folder, and those that stand beside a main file.

        Raises:
            NotFound: A path that does not exist.
        """
        ...

    def open(self, request: ListRequest) -> ListReading:
        """Begin to read.

        Raises:
            BadInput: No such format.
        """
        ...


class ListFetcher(Protocol):
    """Fetches list files from their publishers."""

    def fetch(self, list_id: str, name: str, address: str, *, again: bool = False) -> FetchedFile:
        """Fetch one file, unless it has not changed since it was kept.

        Raises:
            FetchFailed: No answer, a wrong one, too large, or too many redirects.
        """
        ...

    def keep(self, list_id: str, found: Sequence[FetchedFile]) -> None:
        """Remember what the servers said of files that stand on the shelf now."""
        ...

    def drop(self, found: Sequence[FetchedFile]) -> None:
        """Forget files that could not be imported."""
        ...


class ListStaging(Protocol):
    """A version that is being written and is not there yet."""

    def add(self, entry: ListEntry) -> None:
        """Write one more entry."""
        ...

    def commit(self, version: ListVersion, files: Sequence[tuple[str, Path]]) -> ListVersion:
        """Put the version on the shelf, whole or not at all, with its source files (name, path).

        Returns:
            The version as it stands there, with the hashes of its files.

        Raises:
            BadList: The version is there with other bytes.
            StorageFailed: The disk refused; nothing was kept.
        """
        ...

    def drop(self) -> None:
        """Give it up; nothing of it stays. Harmless after :meth:`commit`."""
        ...


class ListSearch(Protocol):
    """One version of a list, ready to be asked: words in memory, or an index on the disk."""

    @property
    def version(self) -> ListVersion:
        """Which version."""
        ...

    def screen(
        self, subject: Subject, *, threshold: float = ..., limit: int = ...
    ) -> tuple[Match, ...]:
        """Matches of somebody by falling score, each with its reasons.

        Args:
            subject: Whom.
            threshold: Least score that is given back.
            limit: Most matches.
        """
        ...


class ListShelf(Protocol):
    """Every imported version of every list, kept for good."""

    def versions(self, list_id: str | None = None) -> Sequence[ListVersion]:
        """Versions of a list (or of all), oldest first by the date inside."""
        ...

    def newest(self, list_id: str) -> ListVersion | None:
        """The version with the latest date inside."""
        ...

    def put(self, version: ListVersion, content: bytes, entries: Iterable[ListEntry]) -> None:
        """Keep a version whole or not at all; keeping the same again changes nothing.

        Raises:
            BadList: The version is there with other bytes.
        """
        ...

    def stage(self) -> ListStaging:
        """Begin a version whose entries come one by one.

        Raises:
            StorageFailed: The disk refused.
        """
        ...

    def entries(self, list_id: str, version: str) -> Sequence[ListEntry]:
        """The entries of a version, in memory; for big lists use :meth:`stream`.

        Raises:
            NotFound: No such version.
            Tampered: The stored entries do not fit their hash.
        """
        ...

    def stream(self, list_id: str, version: str) -> Iterator[ListEntry]:
        """The entries of a version one by one, in order; memory stays flat.

        Raises:
            NotFound: No such version.
            Tampered: The stored entries do not fit their hash (told before the first entry).
        """
        ...

    def at(self, list_id: str, version: str, positions: Sequence[int]) -> list[ListEntry]:
        """The entries at positions (0 is the first), in the order asked, without reading the others.

        Raises:
            NotFound: No such version or position.
            Tampered: A line that holds no entry.
        """
        ...

    def content(self, list_id: str, version: str) -> bytes:
        """The bytes of the (first) file as imported, hashed again on the way.

        Raises:
            NotFound: No such version.
            Tampered: They do not fit their hash.
        """
        ...

    def source(self, list_id: str, version: str, name: str) -> Path:
        """Where a source file of a version stands, hashed again on the way.

        Raises:
            NotFound: No such version or file.
            Tampered: It does not fit its hash.
        """
        ...


__all__ = [
    "ListFetcher",
    "ListReader",
    "ListReaders",
    "ListReading",
    "ListSearch",
    "ListShelf",
    "ListStaging",
]
