"""From lines with boxes to paragraphs, notes at the foot, and running heads.

Judged by geometry and by whether the next word would have fitted on the line, never by meaning.
Where the page leaves doubt, lines stay apart: a paragraph cut in two costs less than two people's
words run together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from dalil.text.blocks import Block
from dalil.text.pdf_lines import Line
from dalil.text.plain import ITEM

__all__ = ["Line", "paragraphs"]

_EDGE = 0.12
"""Share of a page's height at its top and foot where running heads and page numbers stand."""
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—|]?\s*(?:page|p\.|seite|стр\.|страница|бет|página)?\s*(?:\d{1,5}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|von|de|из|sur)\s*\d{1,5})?\s*[-–—|]?)\s*$",
    re.I,
)
_NOTE = re.compile(r"\s*(?:\d{1,3}(?![\d.,)/:])|[*†‡§]{1,3})\s*[^\s\d]")
"""A note's mark: a figure without a dot (a dot makes a numbered row), or a sign."""


_FEW_LINES = 15
_STEP = 400
"""Left edges within four points are one column."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page with what is asked of it again and again.

    Attributes:
        lines: In reading order.
        gap: The usual white between two lines.
        width: Width of the text.
        edges: Right edges over the whole document, as :func:`_edges` gives them.
    """

    lines: Sequence[Line]
    gap: float
    width: int
    edges: Mapping[int, int]


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[Block]:
    """Blocks of all pages, in reading order.

    Args:
        pages: The lines of each page; an empty one has no text layer.
    """
    heads = _running(pages)
    body = _body_size(pages)
    edges = _edges(pages)
    for number, lines in enumerate(pages, start=1):
        notes = _note_start(lines, body)
        sheet = _Sheet(lines, _gap(lines), _text_width(lines), edges)
        group: list[Line] = []
        kind = ""
        for index, line in enumerate(lines):
            now = _kind(line, (number, index), heads, notes, body)
            if group and now == kind and _joins(group, line, sheet):
                group.append(line)
                continue
            if group:
                yield _block(group, kind, number)
            group, kind = [line], now
        if group:
            yield _block(group, kind, number)


def _kind(
    line: Line, place: tuple[int, int], heads: set[tuple[int, int]], notes: int, body: float
) -> str:
    if place in heads:
        return "furniture"
    if place[1] >= notes:
        return "footnote"
    if line.size > body * 1.2 and len(line.text) < 200:
        return "heading"
    return "text"


def _block(group: list[Line], kind: str, page: int) -> Block:
    text = "\n".join(line.text for line in group)
    if kind == "text":
        kind = "item" if ITEM.match(group[0].text) else "paragraph"
    sure = [line.confidence for line in group if line.confidence is not None]
    return Block(
        text,
        kind=kind,
        page=page,
        boxes=tuple(line.box for line in group),
        confidence=round(fmean(sure, _weights(group))) if sure else None,
    )


def _weights(group: Sequence[Line]) -> list[int]:
    return [len(line.text) for line in group if line.confidence is not None]


def _joins(group: list[Line], line: Line, sheet: _Sheet) -> bool:
    """The line goes on with the paragraph of the group."""
    last = group[-1]
    height = max(last.box.bottom - last.box.top, 1)
    gap = line.box.top - last.box.bottom
    if gap < -1.5 * height or gap > sheet.gap + 0.35 * height:
        return False
    if abs(line.size - last.size) > 0.15 * max(last.size, 1) or ITEM.match(line.text):
        return False
    if line.box.left > last.box.right or line.box.right < last.box.left:
        return False
    item = bool(ITEM.match(group[0].text)) or bool(_NOTE.match(group[0].text))
    indent = line.box.left - last.box.left
    if indent > 1.2 * height and not (item and len(group) == 1) and _ends(last.text):
        return False
    return not _forced(last, line, sheet)


def _gap(lines: Sequence[Line]) -> float:
    """The usual white between two lines of the page."""
    gaps = [
        below.box.top - above.box.bottom
        for above, below in pairwise(lines)
        if below.box.top > above.box.top
    ]
    return max(median(gaps), 0) if gaps else 0


def _forced(last: Line, line: Line, sheet: _Sheet) -> bool:
    """The break was made on purpose: the next word would have fitted on the line before."""
    right = _margin(last, sheet)
    letter = (last.box.right - last.box.left) / max(len(last.text), 1)
    word = line.text.split(maxsplit=1)[0]
    return last.box.right + (len(word) + 1.5) * letter < right - 0.02 * last.page_width


def _margin(last: Line, sheet: _Sheet) -> int:
    """The right edge of the column that the line stands in.

    A page with few lines in the column says too little (a list of names has no full line), so the
    document's other pages are asked.
    """
    near = max(0.12 * last.page_width, 0.25 * (last.box.right - last.box.left))
    rights = [
        line.box.right
        for line in sheet.lines
        if line.box.left < last.box.right
        and abs(line.box.left - last.box.left) < near
        and abs(line.size - last.size) <= 0.15 * max(last.size, 1)
    ]
    if len(rights) < _FEW_LINES:
        rights.append(sheet.edges.get(last.box.left // _STEP, 0))
    if len(rights) <= 3:
        # Nobody else stands in this column (an address, a number at the right): the page's own width.
        rights.append(last.box.left + sheet.width // 2)
    return max(rights, default=last.box.right)


def _text_width(lines: Sequence[Line]) -> int:
    """From the leftmost to the rightmost point of the page's text."""
    rights, lefts = [line.box.right for line in lines], [line.box.left for line in lines]
    return max(rights, default=0) - min(lefts, default=0)


def _edges(pages: Sequence[Sequence[Line]]) -> dict[int, int]:
    """The furthest right edge of lines by their left edge, in steps, over the whole document."""
    edges: dict[int, int] = {}
    for lines in pages:
        for line in lines:
            step = line.box.left // _STEP
            for near in (step - 1, step, step + 1):
                edges[near] = max(edges.get(near, 0), line.box.right)
    return edges


def _ends(text: str) -> bool:
    return bool(re.search(r"[.!?:;…][\"'”’»)\]]*\s*$", text))


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size of type of most characters."""
    sizes: Counter[int] = Counter()
    for lines in pages:
        for line in lines:
            sizes[round(line.size / 25) * 25] += len(line.text)
    return float(sizes.most_common(1)[0][0]) if sizes else 0.0


def _note_start(lines: Sequence[Line], body: float) -> int:
    """Index of the first line of the notes at the foot: smaller type down to the page's end."""
    start = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        edge = line.box.top > line.page_height * (1 - _EDGE)
        small = line.size < body * 0.93
        if small:
            if _NOTE.match(line.text) and line.box.top > 0.3 * line.page_height:
                start = index
        elif not (edge and start == len(lines)):
            break
    return start


def _running(pages: Sequence[Sequence[Line]]) -> set[tuple[int, int]]:
    """Page and index of running heads, running feet and page numbers."""
    places: dict[tuple[str, int], list[tuple[int, int]]] = {}
    found: set[tuple[int, int]] = set()
    for number, lines in enumerate(pages, start=1):
        for index, line in enumerate(lines):
            top = line.box.bottom < _EDGE * line.page_height
            foot = line.box.top > (1 - _EDGE) * line.page_height
            if not (top or foot):
                continue
            if _PAGE_NUMBER.match(line.text) and _alone(line, lines):
                found.add((number, index))
            key = (re.sub(r"\d+", "#", " ".join(line.text.split())), round(line.box.top / 500))
            for shift in (0, 1):
                places.setdefault((key[0], key[1] + shift), []).append((number, index))
    for hits in places.values():
        often = len({number for number, _ in hits})
        if often >= 3 or (often == 2 and len(pages) <= 4):
            found.update(hits)
    return found


def _alone(line: Line, lines: Sequence[Line]) -> bool:
    """Nothing else stands at its height, so that it is no cell of a table."""
    return not any(
        other is not line and other.box.top < line.box.bottom and other.box.bottom > line.box.top
        for other in lines
    )
