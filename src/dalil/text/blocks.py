"""From the blocks that a reader finds to one text with passages that say where each part stands.

Readers of laid-out formats (HTML, DOCX, PDF, mail) collect blocks in reading order; this module
joins them. Plain text does not come through here, since its text is the decoded content itself.
It changes no character of a block.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dalil.errors import Unreadable
from dalil.evidence import Box, Passage
from dalil.text.port import MAX_CHARACTERS

UNNUMBERED = frozenset({"furniture", "cell", "header"})
"""Kinds that a person does not count when they count paragraphs."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text in reading order.

    Attributes:
        text: The words; may hold line breaks.
        kind: As in :class:`~dalil.evidence.Passage`.
        before: What separates it from the block before it (nothing before the first).
    """

    text: str
    kind: str = "paragraph"
    before: str = "\n"
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    xpath: str | None = None
    raw: tuple[int, int] | None = None
    confidence: int | None = None
    time: tuple[int, int] | None = None


def join(blocks: Iterable[Block], limit: int = MAX_CHARACTERS) -> tuple[str, tuple[Passage, ...]]:
    """Join blocks to a text and its passages; a blank block adds its separator and no passage.

    Raises:
        Unreadable: ``too_large``, where the text passes ``limit`` characters.
    """
    parts: list[str] = []
    passages: list[Passage] = []
    length = 0
    for block in blocks:
        if parts:
            parts.append(block.before)
            length += len(block.before)
        start, end = inked(block.text)
        if start < end:
            passages.append(_passage(block, length + start, length + end))
        parts.append(block.text)
        length += len(block.text)
        check_length(length, limit)
    return "".join(parts), number(passages)


def check_length(length: int, limit: int = MAX_CHARACTERS) -> None:
    """Refuse a text that passes the bound.

    Raises:
        Unreadable: ``too_large``.
    """
    if length > limit:
        raise Unreadable(
            f"The text is longer than {limit:,} characters, the most that one exhibit may have.",
            "Split the file and take in its parts.",
            reason_code="too_large",
        )


def inked(text: str) -> tuple[int, int]:
    """First and one-past-last position of what is not white space; equal where all is blank."""
    stripped = text.lstrip()
    start = len(text) - len(stripped)
    return start, start + len(stripped.rstrip())


def number(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Number the paragraphs from 1; furniture, cells and heads of letters are not counted."""
    numbered: list[Passage] = []
    count = 0
    for passage in passages:
        if passage.kind in UNNUMBERED:
            numbered.append(replace(passage, paragraph=None))
            continue
        count += 1
        numbered.append(replace(passage, paragraph=count))
    return tuple(numbered)


def _passage(block: Block, start: int, end: int) -> Passage:
    return Passage(
        start,
        end,
        kind=block.kind,
        page=block.page,
        boxes=block.boxes,
        sheet=block.sheet,
        row=block.row,
        column=block.column,
        xpath=block.xpath,
        raw=block.raw,
        confidence=block.confidence,
        time=block.time,
    )
