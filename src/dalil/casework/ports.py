"""What the use cases ask of the machinery: readers of documents, readers of claims, progress.

Implementations stand in ``text/`` and are introduced in ``assembly.py``; the case itself is a
:class:`~dalil.casework.casefolder.Case`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from dalil.claims.ports import Record
from dalil.claims.reading import Reading
from dalil.evidence import Member, Refusal, TextLayer

Progress = Callable[[str, int, int], None]
"""Told as (stage, done, total); total is 0 while it is not known."""


def silent(stage: str, done: int, total: int) -> None:
    """A progress that tells nobody."""


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes on their way to a reader.

    Attributes:
        sha256: Identity of the exhibit.
        name: File name as received.
        load: Gives the bytes when they are wanted, so that a long queue stays small.
    """

    sha256: str
    name: str
    load: Callable[[], bytes]


class Outcome(Protocol):
    """What became of one document: a text layer or a refusal, and the files inside."""

    @property
    def layer(self) -> TextLayer | None:
        """The text layer, where it could be read."""
        ...

    @property
    def refusal(self) -> Refusal | None:
        """Why not, where it could not."""
        ...

    @property
    def members(self) -> tuple[Member, ...]:
        """Attachments and archive members."""
        ...


class DocumentReaders(Protocol):
    """Reads documents in bounded child processes, several at once."""

    def sniff(self, content: bytes, name: str) -> str:
        """Media type, from the bytes."""
        ...

    @property
    def mended(self) -> Collection[str]:
        """Codes of refusals that need not stand: what was missing then is there now (``no_ocr``)."""
        ...

    def read_all(self, contents: Iterable[Content]) -> Iterator[tuple[Content, Outcome]]:
        """Read documents; outcomes come as they are ready, each exactly once."""
        ...


class Redactors(Protocol):
    """Draws documents anew without some words, in a bounded child process."""

    def redact(self, content: bytes, sha256: str, wanted: Mapping[str, object]) -> Outcome:
        """A copy and the boxes in it as members, or a refusal.

        Args:
            content: A PDF.
            sha256: Its identity.
            wanted: ``expression`` of the words; ``places`` as page, left, top, right, bottom, words;
                ``seen``: pages that are pictures and were read.
        """
        ...


class Drawers(Protocol):
    """Draws pages of documents in bounded processes."""

    def draw(self, content: bytes, sha256: str, wanted: Mapping[str, object]) -> Outcome:
        """A picture of one page as member, or a refusal.

        Args:
            content: A PDF.
            sha256: Its identity.
            wanted: ``page`` from 1; ``quotes`` as words, their lines, whether they were asked for.
        """
        ...


class ClaimReaders(Protocol):
    """Reads claims from text layers in several processes."""

    @property
    def method(self) -> str:
        """Names and versions of rules and models: a change means that documents are read again."""
        ...

    def read_all(self, layers: Iterable[TextLayer]) -> Iterator[Reading]:
        """Read layers; readings come as they are ready, each exactly once."""
        ...

    def fresh(self) -> tuple[Record, ...]:
        """What is to be recorded with the readings given so far: answers of a second reader."""
        ...


@dataclass(frozen=True, slots=True)
class Description:
    """What a user says of a document that came in: kept as the user's word, not the document's.

    Attributes:
        file: Name of the file inside the folder.
        source: Address or place it came from.
        title: Title, where the document does not say it.
        author: Author, where the document does not say it.
        publisher: Publisher, where the document does not say it.
        date: ISO date, where the document does not say it.
        received: ISO date on which the user received it.
        tier: Who may be shown it: ``public`` for what is published, else it goes to recipients.
    """

    file: str
    source: str | None = None
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    received: str | None = None
    tier: str | None = None
