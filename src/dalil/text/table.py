"""CSV and TSV: a text layer of tab-separated rows, one passage a cell.

Every cell is kept, also in rows that are longer or shorter than the header (a note says so). A tab
or line break inside a cell would break the row, so it becomes a space in the text layer (a note
says so). This reader gives no meaning to a column and computes no formula.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator

from dalil.errors import Unreadable
from dalil.evidence import Passage, TextLayer
from dalil.text.blocks import check_length, inked
from dalil.text.decode import decode
from dalil.text.delimiter import guess_delimiter
from dalil.text.port import Read, Source
from dalil.text.sniff import CSV, TSV

MAX_CELLS = 2_000_000
"""Most cells of one file that become passages; a longer table is refused here."""
BREAKS = re.compile(r"\r\n|[\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")


class TableReader:
    """Reads CSV and TSV."""

    name = "table/1"
    media_types = (CSV, TSV)

    def read(self, source: Source) -> Read:
        """Read a table.

        Raises:
            Unreadable: ``empty`` or ``too_large``.
        """
        decoded = decode(source.content)
        delimiter = guess_delimiter(decoded.text[:262144], cut=True, named=True) or ","
        writer = _Writer()
        for row in _rows(decoded.text, delimiter, writer):
            writer.add(row)
        if not writer.passages:
            raise Unreadable("The table has no cell with text.", reason_code="empty")
        layer = TextLayer(
            exhibit=source.exhibit,
            text="".join(writer.parts),
            passages=tuple(writer.passages),
            reader=self.name,
            media_type=TSV if delimiter == "\t" else CSV,
            table=True,
            notes=(*decoded.notes, *writer.notes()),
            encoding=decoded.encoding,
        )
        return Read(layer)


def _rows(text: str, delimiter: str, writer: _Writer) -> Iterator[list[str]]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        writer.trouble.append(f"Row {writer.row + 1} breaks the format: {error}.")


class _Writer:
    """Writes rows as text and remembers where each cell stands."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.passages: list[Passage] = []
        self.trouble: list[str] = []
        self.row = 0
        self._length = 0
        self._header = 0
        self._ragged: list[int] = []
        self._replaced = 0
        self._long: list[int] = []

    def add(self, cells: list[str]) -> None:
        """Add a row; an empty one keeps its number and an empty line."""
        self.row += 1
        self._check(cells)
        if self.row > 1:
            self._put("\n")
        for column, cell in enumerate(cells, start=1):
            if column > 1:
                self._put("\t")
            self._cell(cell, column)
        check_length(self._length)
        if len(self.passages) > MAX_CELLS:
            raise Unreadable(
                f"The table has more than {MAX_CELLS:,} filled cells.",
                "Split the file and take in its parts.",
                reason_code="too_large",
            )

    def notes(self) -> list[str]:
        """What a reader of the layer should know of the file."""
        notes = list(self.trouble)
        if self._ragged:
            shown = ", ".join(map(str, self._ragged[:10])) + (", ..." if self._ragged[10:] else "")
            notes.append(
                f"{len(self._ragged)} rows have another number of cells than the first "
                f"({self._header}): row {shown}. All their cells are kept."
            )
        if self._replaced:
            notes.append(
                f"In {self._replaced} cells a tab or line break is shown as a space; "
                "the exhibit's bytes keep it."
            )
        if self._long:
            notes.append(
                f"Row {self._long[0]} has a cell with more than 100 lines: "
                "a quotation mark may not have been closed."
            )
        return notes

    def _check(self, cells: list[str]) -> None:
        if not self._header and cells:
            self._header = len(cells)
        elif cells and len(cells) != self._header:
            self._ragged.append(self.row)
        if any(cell.count("\n") > 100 for cell in cells):
            self._long.append(self.row)

    def _cell(self, cell: str, column: int) -> None:
        shown = BREAKS.sub(" ", cell)
        self._replaced += shown != cell
        start, end = inked(shown)
        if start < end:
            here = self._length
            self.passages.append(
                Passage(here + start, here + end, kind="cell", row=self.row, column=column)
            )
        self._put(shown)

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)
