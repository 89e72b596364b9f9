"""The text layer of a table that a reader made itself: a head and rows, tab-separated, cell by cell.

Used for the list of a container's members. Tabs and line breaks inside a cell become spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dalil.evidence import Passage
from dalil.text.blocks import check_length, inked
from dalil.text.table import BREAKS


def table_text(rows: Iterable[Sequence[str]]) -> tuple[str, tuple[Passage, ...]]:
    """Text and passages of rows; the first is the head.

    Raises:
        Unreadable: ``too_large``, where the text passes the bound.
    """
    lines: list[str] = []
    passages: list[Passage] = []
    place = 0
    for number, row in enumerate(rows, start=1):
        cells = [BREAKS.sub(" ", cell) for cell in row]
        for column, cell in enumerate(cells, start=1):
            start, end = inked(cell)
            if start < end:
                passages.append(
                    Passage(place + start, place + end, kind="cell", row=number, column=column)
                )
            place += len(cell) + 1
        lines.append("\t".join(cells))
        check_length(place)
    return "\n".join(lines), tuple(passages)
