"""OpenDocument spreadsheets: cells in the words that the program printed, dates year-month-day.

Formulas are not computed: the stored words are read. Comments on cells are counted, not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dalil.text.grid import Cell, Sheet
from dalil.text.odf import OdfPackage, plain_text
from dalil.text.office import attribute, local
from dalil.text.table import MAX_CELLS
from dalil.text.vendor_types import Element

_MOST_REPEATED = 10_000
"""A filled cell or row repeated more often than this is written out so many times, with a note."""


@dataclass
class OdsBook:
    """One open spreadsheet."""

    package: OdfPackage

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in the order of their tabs."""
        root = self.package.content
        hidden = {
            attribute(style, "name")
            for style in root.iterfind("{*}automatic-styles/{*}style")
            for part in style.iterfind("{*}table-properties")
            if attribute(part, "display") == "false"
        }
        for table in root.iterfind("{*}body/{*}spreadsheet/{*}table"):
            concealed = attribute(table, "style-name") in hidden
            sheet = Sheet(attribute(table, "name") or "", (), "hidden" if concealed else "")
            sheet.cells = _cells(table, sheet)
            yield sheet


def _cells(table: Element, sheet: Sheet) -> Iterator[Cell]:
    number = hidden = comments = cut = 0
    for row in _rows(table):
        again = _repeats(row, "number-rows-repeated")
        found, noted, over = _row(row)
        comments += noted
        cut += over or (bool(found) and again > _MOST_REPEATED)
        if found:
            hidden += attribute(row, "visibility") in ("collapse", "filter")
            for step in range(min(again, _MOST_REPEATED)):
                for column, text in found:
                    yield Cell(number + step + 1, column, text)
        number += again
    if hidden:
        sheet.notes.append(f"{hidden:,} rows are hidden in the file; they are read too.")
    if comments:
        sheet.notes.append(f"{comments:,} comments are not part of the text.")
    if cut:
        sheet.notes.append(
            f"Cells repeated more than {_MOST_REPEATED:,} times stand here so often."
        )


def _rows(parent: Element) -> Iterator[Element]:
    """Rows, through groups and header rows; without recursion, so depth cannot hurt."""
    stack = list(reversed(parent))
    while stack:
        child = stack.pop()
        name = local(child)
        if name == "table-row":
            yield child
        elif name in ("table-row-group", "table-header-rows", "table-rows"):
            stack.extend(reversed(child))


def _row(row: Element) -> tuple[list[tuple[int, str]], int, bool]:
    """Filled cells with their columns, the number of comments, and whether repeats were cut."""
    found: list[tuple[int, str]] = []
    column, comments, cut = 0, 0, False
    for cell in row:
        name = local(cell)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        again = _repeats(cell, "number-columns-repeated")
        comments += sum(1 for _ in cell.iterfind("{*}annotation"))
        text = _text(cell) if name == "table-cell" else ""
        if text:
            cut = cut or again > _MOST_REPEATED
            steps = range(min(again, _MOST_REPEATED, MAX_CELLS - len(found)))
            found += [(column + step + 1, text) for step in steps]
        column += again
    return found, comments, cut


def _text(cell: Element) -> str:
    kind = attribute(cell, "value-type")
    if kind == "date" and (date := attribute(cell, "date-value")):
        return date.replace("T", " ").removesuffix(" 00:00:00")
    words = "\n".join(plain_text(part) for part in cell.iterfind("{*}p"))
    if words.strip():
        return words
    value = attribute(cell, "string-value") or attribute(cell, "value")
    return value or (attribute(cell, "boolean-value") or "").upper()


def _repeats(element: Element, name: str) -> int:
    value = attribute(element, name) or "1"
    return min(int(value), 2_000_000) if value.isdigit() else 1
