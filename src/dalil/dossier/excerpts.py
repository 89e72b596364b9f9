"""The passages around every quote, with the quote marked.

Passages come from the text layer, never from the document's own markup. A row of a table is told
with the names of its columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from dalil.dossier.values import Excerpt, Footnote, Segment
from dalil.evidence import Claim, Passage, TextLayer

CONTEXT = 1_600
"""Code points of a passage shown at most before and after a quote."""

Span = tuple[int, int]
Quotes = list[tuple[Span, tuple[int, ...]]]


def excerpts(
    layer: TextLayer | None, notes: Sequence[Footnote], claims: Mapping[str, Claim]
) -> tuple[Excerpt, ...]:
    """Passages around the quotes of one exhibit; quotes that overlap get a passage each.

    Args:
        layer: The text layer; without one the locator's own prefix and suffix are used.
        notes: Footnotes on that exhibit, in order of place, the longer first.
        claims: For the locators.
    """
    if layer is None:
        return tuple(_from_locator(note, claims[note.claim]) for note in notes)
    found: list[Excerpt] = []
    batch: Quotes = []
    around: Span = (0, 0)
    place = ""
    for quote, same in groupby(notes, key=lambda note: (note.start, note.end)):
        group = tuple(same)
        here = _around(layer, quote)
        if batch and (here != around or quote[0] < batch[-1][0][1]):
            found.append(_excerpt(layer, around, batch, place))
            batch = []
        if not batch:
            place = group[0].place
        batch.append((quote, tuple(note.number for note in group)))
        around = here
    if batch:
        found.append(_excerpt(layer, around, batch, place))
    return tuple(found)


def _from_locator(note: Footnote, claim: Claim) -> Excerpt:
    locator = claim.locator
    segments = (
        Segment(locator.prefix),
        Segment(note.quote, (note.number,)),
        Segment(locator.suffix),
    )
    return Excerpt(note.place, tuple(s for s in segments if s.text), note.language)


def _around(layer: TextLayer, quote: Span) -> Span:
    """The row of a table, or the passages that hold the quote, cut to a bounded length."""
    passages = layer.passages_at(*quote)
    if not passages:
        return max(0, quote[0] - CONTEXT), min(len(layer.text), quote[1] + CONTEXT)
    start, end = passages[0].start, passages[-1].end
    if layer.table and passages[0].row is not None:
        row = _row(layer, passages[0])
        return row[0].start, max(row[-1].end, quote[1])
    start, end = min(start, quote[0]), max(end, quote[1])
    return max(start, quote[0] - CONTEXT), min(end, quote[1] + CONTEXT)


def _row(layer: TextLayer, cell: Passage) -> list[Passage]:
    """All cells of a cell's row: they stand together in the order of the layer."""
    index = bisect_left(layer.passages, cell.start, key=lambda passage: passage.start)
    first = last = index
    while first > 0 and _beside(layer.passages[first - 1], cell):
        first -= 1
    while last + 1 < len(layer.passages) and _beside(layer.passages[last + 1], cell):
        last += 1
    return list(layer.passages[first : last + 1])


def _beside(other: Passage, cell: Passage) -> bool:
    return other.row == cell.row and other.sheet == cell.sheet


def _excerpt(layer: TextLayer, around: Span, batch: Quotes, place: str) -> Excerpt:
    passages = layer.passages_at(*around)
    if layer.table and passages and passages[0].row is not None:
        parts = list(_told_row(layer, passages, batch))
    else:
        before = "… " if _cut_short(layer.text, around[0], -1) else ""
        after = " …" if _cut_short(layer.text, around[1], 1) else ""
        parts = [Segment(before), *_cut(layer.text, around, batch), Segment(after)]
    return Excerpt(place, tuple(part for part in parts if part.text), layer.language)


def _told_row(layer: TextLayer, cells: Sequence[Passage], batch: Quotes) -> Iterator[Segment]:
    """The filled cells of a row, each after the name of its column; a long row is cut."""
    header = _header(layer, cells[0])
    left = 2 * CONTEXT
    for index, cell in enumerate(cells):
        inside = [q for q in batch if q[0][0] < cell.end and q[0][1] > cell.start]
        left -= cell.end - cell.start
        if left < 0 and not inside:
            continue
        name = header.get(cell.column, "") if cell.row != 1 else ""
        yield Segment(f"{' · ' if index else ''}{name}{': ' if name else ''}")
        yield from _cut(layer.text, (cell.start, cell.end), inside)
    if left < 0:
        yield Segment(" …")


def _header(layer: TextLayer, cell: Passage) -> dict[int | None, str]:
    """Names of the columns: the cells of the first row of the same sheet."""
    found: dict[int | None, str] = {}
    for one in layer.passages:
        if one.sheet == cell.sheet and one.row == 1:
            found[one.column] = " ".join(layer.text[one.start : one.end].split())
        elif found:
            break
    return found


def _cut(text: str, around: Span, batch: Quotes) -> Iterator[Segment]:
    at = around[0]
    for (start, end), numbers in batch:
        yield Segment(text[at : max(at, start)])
        yield Segment(text[start:end], numbers)
        at = end
    yield Segment(text[at : around[1]])


def _cut_short(text: str, place: int, step: int) -> bool:
    """Whether the passage was cut in the middle of a line."""
    beside = text[place - 1 : place] if step < 0 else text[place : place + 1]
    return bool(beside) and not beside.isspace()
