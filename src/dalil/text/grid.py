"""Sheets of a workbook as one text: rows of tab-separated cells, each cell a passage with its place.

Empty rows are left out, since a cell's row and column stand in its passage; a gap in a row keeps its
tabs up to fifty. Where several sheets have cells, each begins with its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dalil.errors import Unreadable
from dalil.text.blocks import Block
from dalil.text.table import BREAKS, MAX_CELLS

_WIDEST_GAP = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with text; row and column from 1, in order of rows, then columns."""

    row: int
    column: int
    text: str


@dataclass(slots=True)
class Sheet:
    """One sheet.

    Attributes:
        hidden: "" or how it is hidden, in words.
        cells: In order.
        notes: What of it is not in the text; full when the cells have been walked.
    """

    name: str
    cells: Iterable[Cell]
    hidden: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass
class Grid:
    """Walks sheets and remembers what there is to say about them."""

    notes: list[str] = field(default_factory=list)
    count: int = 0
    replaced: int = 0

    def blocks(self, sheets: Iterable[Sheet]) -> Iterator[Block]:
        """The blocks of all sheets, with a heading for each where several have cells.

        Raises:
            Unreadable: ``too_large``, where there are more cells than one exhibit may have.
        """
        whole = [(sheet, list(self._sheet(sheet))) for sheet in sheets]
        named = sum(bool(blocks) for _, blocks in whole) > 1
        for number, (sheet, blocks) in enumerate(whole):
            if blocks and named:
                name = BREAKS.sub(" ", sheet.name)
                yield Block(name, kind="heading", sheet=sheet.name, before="\n\n" if number else "")
            yield from blocks
            if sheet.hidden and blocks:
                self.notes.append(f"The sheet {sheet.name!r} is {sheet.hidden} in the file.")
            self.notes += [f"Sheet {sheet.name!r}: {note}" for note in sheet.notes]

    def remarks(self) -> list[str]:
        """What a reader of the layer should know."""
        notes = list(self.notes)
        if self.replaced:
            notes.append(
                f"In {self.replaced:,} cells a tab or line break is shown as a space; "
                "the exhibit's bytes keep it."
            )
        return notes

    def _sheet(self, sheet: Sheet) -> Iterator[Block]:
        row, column = 0, 0
        for cell in sheet.cells:
            words = BREAKS.sub(" ", cell.text)
            if not words.strip():
                continue
            self.replaced += words != cell.text
            self.count += 1
            if self.count > MAX_CELLS:
                raise Unreadable(
                    f"The workbook has more than {MAX_CELLS:,} filled cells.",
                    "Save its sheets one by one and take in those.",
                    reason_code="too_large",
                )
            if cell.row == row:
                before = "\t" * min(max(cell.column - column, 1), _WIDEST_GAP)
            else:
                before = "\n" + "\t" * min(max(cell.column - 1, 0), _WIDEST_GAP)
            row, column = cell.row, cell.column
            yield Block(words, kind="cell", before=before, sheet=sheet.name, row=row, column=column)
