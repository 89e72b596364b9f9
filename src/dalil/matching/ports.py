"""What this room asks of the machinery: readers of list formats, and a shelf of list versions.

Implementations: ``readers/`` and ``store/lists.py``. This module does no work.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from dalil.matching.values import ListEntry, ListFile, ListVersion


class ListReader(Protocol):
    """Reads one official list format."""

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


class ListShelf(Protocol):
    """Every imported version of every list, kept for good."""

    def versions(self, list_id: str | None = None) -> Sequence[ListVersion]:
        """Versions of a list (or of all), oldest first by the date inside."""
        ...

    def newest(self, list_id: str) -> ListVersion | None:
        """The version with the latest date inside."""
        ...

    def put(self, version: ListVersion, content: bytes, entries: Sequence[ListEntry]) -> None:
        """Keep a version whole or not at all; keeping the same again changes nothing.

        Raises:
            BadList: The version is there with other bytes.
        """
        ...

    def entries(self, list_id: str, version: str) -> Sequence[ListEntry]:
        """The entries of a version.

        Raises:
            NotFound: No such version.
            Tampered: The stored entries do not fit their hash.
        """
        ...

    def content(self, list_id: str, version: str) -> bytes:
        """The bytes of the file as imported, hashed again on the way.

        Raises:
            NotFound: No such version.
            Tampered: They do not fit their hash.
        """
        ...


__all__ = ["ListReader", "ListShelf"]
