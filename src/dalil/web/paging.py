"""Pages of long lists and long texts, so that a million claims never stand on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from dalil.evidence import Passage, TextLayer

T = TypeVar("T")
ROWS = 50
"""Rows of a list on one page."""
PIECE = 6_000
"""Code points of the longest piece that a passage is shown in."""
PAGE_TEXT = 24_000
"""Code points of text on one page of a document."""
PAGE_PIECES = 600
"""Passages or cells on one page of a document."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list.

    Attributes:
        items: What stands on it.
        number: 1-based.
        pages: How many there are.
        total: Items in all.
        size: Most items of a page.
    """

    items: tuple[T, ...]
    number: int
    pages: int
    total: int
    size: int = ROWS

    @property
    def shown(self) -> str:
        """Which of all items stand here: ``26-50 of 1,204``; nothing where all do."""
        if self.pages <= 1:
            return ""
        first = (self.number - 1) * self.size + 1
        return f"{first:,}-{first + len(self.items) - 1:,} of {self.total:,}"


def page_of(items: Sequence[T], number: int, size: int = ROWS) -> Page[T]:
    """One page; a number out of range gives the nearest page."""
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 1), pages)
    first = (number - 1) * size
    return Page(tuple(items[first : first + size]), number, pages, len(items), size)


def page_asked(
    total: int, number: int, ask: Callable[[int, int], Sequence[T]], size: int = ROWS
) -> Page[T]:
    """One page of a list that is asked for by place and count; out of range gives the nearest."""
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    items = tuple(ask((number - 1) * size, size)) if total else ()
    return Page(items, number, pages, total, size)


def document_pages(layer: TextLayer) -> tuple[tuple[Passage, ...], ...]:
    """A text layer's passages in pages; long passages are shown in pieces, rows stay whole."""
    pages: list[list[Passage]] = [[]]
    length = 0
    for passage in layer.passages:
        for piece in _pieces(passage):
            current = pages[-1]
            full = length + piece.end - piece.start > PAGE_TEXT or len(current) >= PAGE_PIECES
            same_row = bool(current) and piece.row is not None and piece.row == current[-1].row
            if current and full and (not same_row or len(current) >= 2 * PAGE_PIECES):
                pages.append([])
                length = 0
            pages[-1].append(piece)
            length += piece.end - piece.start
    return tuple(tuple(page) for page in pages)


def page_at(pages: Sequence[Sequence[Passage]], start: int) -> int:
    """1-based number of the page on which a code point stands."""
    found = 1
    for number, page in enumerate(pages, start=1):
        if page and page[0].start <= start:
            found = number
    return found


def _pieces(passage: Passage) -> list[Passage]:
    return [
        replace(passage, start=at, end=min(at + PIECE, passage.end))
        for at in range(passage.start, passage.end, PIECE)
    ]
