"""Workbooks: XLSX, XLSB, XLS and ODS as tables, one passage a cell.

All sheets are read, hidden ones too, and said to be hidden. Numbers stand as the sheet prints them,
dates as year-month-day, formulas as the value that was stored with them. No column is given a
meaning here, no formula is computed, no macro runs and no link to another workbook is followed.
"""

from __future__ import annotations

from dalil.errors import Unreadable
from dalil.evidence import DocumentInfo, TextLayer
from dalil.text.blocks import join, number
from dalil.text.grid import Grid
from dalil.text.odf import OdfPackage, odf_info
from dalil.text.ooxml_info import ooxml_info
from dalil.text.port import Read, Source
from dalil.text.sniff import ODS, XLS, XLSB, XLSX
from dalil.text.workbook_ods import OdsBook
from dalil.text.workbook_xls import XlsbBook, XlsBook
from dalil.text.workbook_xlsx import XlsxBook


class WorkbookReader:
    """Reads workbooks."""

    name = "workbook/1"
    media_types = (XLSX, XLSB, XLS, ODS)

    def read(self, source: Source) -> Read:
        """Read all sheets of a workbook.

        Raises:
            Unreadable: ``corrupt``, ``encrypted``, ``too_large`` or ``empty``.
        """
        grid = Grid()
        info = DocumentInfo()
        notes: list[str] = []
        if source.media_type == XLSX:
            book = XlsxBook(source.content)
            text, passages = join(grid.blocks(book.sheets()))
            info, notes = ooxml_info(book.package), book.package.notes
        elif source.media_type == ODS:
            package = OdfPackage(source.content, "the OpenDocument spreadsheet")
            text, passages = join(grid.blocks(OdsBook(package).sheets()))
            info, notes = odf_info(package), package.notes
        elif source.media_type == XLSB:
            binary = XlsbBook(source.content)
            text, passages = join(grid.blocks(binary.sheets()))
            notes = binary.notes
        else:
            text, passages = join(grid.blocks(XlsBook(source.content).sheets()))
        if not passages:
            reasons = " ".join(notes)
            raise Unreadable(f"The workbook has no cell with text. {reasons}", reason_code="empty")
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=number(passages),
            reader=self.name,
            media_type=source.media_type,
            info=info,
            table=True,
            notes=tuple(dict.fromkeys([*notes, *grid.remarks()])),
        )
        return Read(layer)
