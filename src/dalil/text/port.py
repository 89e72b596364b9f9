"""The port behind which every format stands: bytes in, one text layer (and members) out.

A reader turns the bytes of one format into a :class:`~dalil.evidence.TextLayer`, or raises
:class:`~dalil.errors.Unreadable` with a reason code. It does not open files, follow links, run
scripts or decide what a text means. A later format is one more class in this shape and one more
line in :mod:`dalil.text.dispatch`.

Reason codes: ``empty``, ``unsupported``, ``encrypted``, ``corrupt``, ``truncated``, ``no_text``, ``no_ocr``,
``too_large``, ``time_limit``, ``memory_limit``, ``crashed``, ``failed``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from dalil.evidence import Member, Refusal, TextLayer

MAX_CHARACTERS = 20_000_000
"""Longest text layer that a reader hands over (about 40 novels); more is refused, never cut."""


def _nothing() -> None:
    """Nobody has to be told."""


@dataclass(frozen=True, slots=True)
class Aid:
    """What a reader may use besides the bytes.

    Attributes:
        tesseract: Path of the OCR program; "" looks in the usual places, "none" uses none.
        page_seconds: CPU seconds that recognising one page may take.
        pages: Pages of pictures that may be recognised.
        page_done: To be called after each recognised page, so that time is counted by page.
    """

    tesseract: str = ""
    page_seconds: int = 60
    pages: int = 2000
    page_done: Callable[[], None] = _nothing


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes that a reader is to read.

    Attributes:
        content: The bytes of the exhibit.
        exhibit: Their sha256, lower-case hex.
        name: File name as received: a hint where the bytes leave a choice, never a command.
        media_type: As sniffed from the bytes.
        aid: What may be used besides the bytes.
    """

    content: bytes
    exhibit: str
    name: str
    media_type: str
    aid: Aid = Aid()


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader made of a source: the layer, and the files that the source contained."""

    layer: TextLayer
    members: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """A layer or a refusal, never both and never neither.

    Attributes:
        media_type: As sniffed from the bytes.
        layer: The text layer, where the bytes could be read.
        refusal: Why not, where they could not.
        members: Files inside (attachments), for the ingest to take in as exhibits of their own.
    """

    media_type: str
    layer: TextLayer | None = None
    refusal: Refusal | None = None
    members: tuple[Member, ...] = ()


class Reader(Protocol):
    """Reads one family of formats."""

    @property
    def name(self) -> str:
        """Name and version, such as ``pdf/1``; a new version means that texts may differ."""
        ...

    @property
    def media_types(self) -> tuple[str, ...]:
        """The sniffed media types that it reads."""
        ...

    def read(self, source: Source) -> Read:
        """Read one source.

        Raises:
            Unreadable: With a reason code, where no text can be had.
        """
        ...
