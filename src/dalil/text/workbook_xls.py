"""Old Excel workbooks: XLS (BIFF) with the formats of its cells, XLSB with its plain values.

XLS is read by xlrd, XLSB by calamine, which knows no formats: there a percentage stands as a
fraction, and a note says so. No formula is computed and no macro runs.
"""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from dalil.errors import Unreadable
from dalil.text.grid import Cell, Sheet
from dalil.text.number_format import plain, shown
from dalil.text.office import locked
from dalil.text.ole import MAGIC, Ole

_ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
_HIDDEN = {1: "hidden", 2: "hidden so that no menu shows it"}
_WHAT = "the old Excel workbook"
_ROW, _LAST_CELL = 0, 11
_MOST_GRID = 10_000_000
"""Cells of a full grid, empty ones among them."""


class _Silence(io.TextIOBase):
    """Takes the vendor's warnings: the parsing process can open no file to put them into."""

    def write(self, text: str, /) -> int:
        return len(text)


class XlsBook:
    """One open XLS workbook."""

    def __init__(self, content: bytes) -> None:
        import xlrd

        try:
            self._book: Any = xlrd.open_workbook(
                file_contents=_stream(content),
                formatting_info=True,
                logfile=_Silence(),
                on_demand=False,
            )
        except xlrd.XLRDError as error:
            if "encrypt" in str(error).lower() or "password" in str(error).lower():
                raise locked(_WHAT) from error
            raise _broken(error) from error
        except (MemoryError, Unreadable):
            raise
        except Exception as error:  # the vendor raises many classes on broken files
            raise _broken(error) from error

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in the order of their tabs."""
        for index in range(self._book.nsheets):
            page = self._book.sheet_by_index(index)
            sheet = Sheet(page.name, (), _HIDDEN.get(page.visibility, ""))
            sheet.cells = self._cells(page, sheet)
            yield sheet

    def _cells(self, page: Any, sheet: Sheet) -> Iterator[Cell]:  # noqa: ANN401 - a vendor's sheet
        hidden = 0
        for row in range(page.nrows):
            filled = False
            for column, cell in enumerate(page.row(row)):
                text = self._text(cell)
                if text:
                    filled = True
                    yield Cell(row + 1, column + 1, text)
            info = page.rowinfo_map.get(row)
            hidden += filled and info is not None and bool(info.hidden)
        if hidden:
            sheet.notes.append(f"{hidden:,} rows are hidden in the file; they are read too.")
        if page.cell_note_map:
            sheet.notes.append(f"{len(page.cell_note_map):,} comments are not part of the text.")

    def _text(self, cell: Any) -> str:  # noqa: ANN401 - a vendor's cell
        kind, value = cell.ctype, cell.value
        if kind == 1:
            return str(value)
        if kind in (2, 3):
            return shown(
                value, self._format(cell.xf_index), from_1904=self._book.datemode == 1
            ) or (plain(value))
        if kind == 4:
            return "TRUE" if value else "FALSE"
        return _ERRORS.get(value, "#ERROR!") if kind == 5 else ""

    def _format(self, index: int) -> str:
        try:
            key = self._book.xf_list[index].format_key
            return str(self._book.format_map[key].format_str)
        except (IndexError, KeyError, TypeError):
            return "General"


def _stream(content: bytes) -> bytes:
    """The workbook's stream out of its compound file: the vendor follows chains that run in circles."""
    if not content.startswith(MAGIC):
        return content
    ole = Ole(content, deep=False)
    for name in ("Workbook", "Book"):
        node = ole.root.children.get(name)
        if node is not None and node.stream:
            stream = ole.read(node)
            if len(stream) < node.size:
                raise Unreadable(f"{_WHAT.capitalize()} ends too early.", reason_code="truncated")
            return stream
    raise Unreadable(f"{_WHAT.capitalize()} holds no workbook.", reason_code="corrupt")


class XlsbBook:
    """One open XLSB workbook."""

    def __init__(self, content: bytes) -> None:
        import python_calamine

        self.notes = [
            "The binary workbook is read without the formats of its cells: 50 % stands as 0.5."
        ]
        _check_extents(content)
        try:
            self._book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        except python_calamine.PasswordError as error:
            raise locked("the binary Excel workbook") from error
        except (MemoryError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic in the vendor's Rust is no Exception in Python
            raise _broken(error) from error

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in the order of their tabs; one that breaks is named and the next one read."""
        for found in self._book.sheets_metadata:
            state = str(found.visible).rpartition(".")[2]
            hidden = {"Hidden": _HIDDEN[1], "VeryHidden": _HIDDEN[2]}.get(state, "")
            try:
                page = self._book.get_sheet_by_name(found.name)
                rows = page.to_python(skip_empty_area=False)
            except (MemoryError, KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:  # noqa: BLE001 - as above
                self.notes.append(f"The sheet {found.name!r} could not be read: {error}.")
                continue
            cells = (
                Cell(row, column, _value(value))
                for row, values in enumerate(rows, 1)
                for column, value in enumerate(values, 1)
                if value != ""
            )
            yield Sheet(found.name, cells, hidden)


def _check_extents(content: bytes) -> None:
    """Refuse sheets whose cells lie so far apart that the vendor, which makes a full grid, would abort.

    Walks the records of each sheet ([MS-XLSB] 2.1.4): type and size as variable-length numbers.

    Raises:
        Unreadable: ``too_large`` or ``corrupt``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if "sheets/" in name.lower() and name.lower().endswith(".bin"):
                    with archive.open(name) as part:
                        _check_extent(part, name)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError) as error:
        raise _broken(error) from error


def _check_extent(part: IO[bytes], name: str) -> None:
    last_row = last_column = row = 0
    before = b""
    while (kind := _number(part, 2)) is not None and (size := _number(part)) is not None:
        # The vendor keeps what a longer record before left in its buffer, and takes numbers from it.
        body = part.read(size)
        body += before[len(body) :]
        before = body[:64]
        if kind == _ROW and len(body) >= 4:
            row = int.from_bytes(body[:4], "little")
        elif 1 <= kind <= _LAST_CELL and len(body) >= 4:
            column = int.from_bytes(body[:4], "little")
            last_row, last_column = max(last_row, row), max(last_column, column)
    if (last_row + 1) * (last_column + 1) > _MOST_GRID:  # the vendor's grid begins at A1
        raise Unreadable(
            f"The cells of {name} lie up to row {last_row + 1:,}, column {last_column + 1:,}: "
            f"a grid of more than {_MOST_GRID:,} cells.",
            "Open it in LibreOffice, save it as XLSX and take in that copy too.",
            reason_code="too_large",
        )


def _number(part: IO[bytes], most: int = 4) -> int | None:
    """A number of one to four bytes, seven bits each; None at the end."""
    value = 0
    for shift in range(0, 7 * most, 7):
        byte = part.read(1)
        if not byte:
            return None
        value |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            break
    return value


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return plain(value)
    if isinstance(value, datetime.datetime):
        return str(value).removesuffix(" 00:00:00")
    return str(value)


def _broken(error: BaseException) -> Unreadable:
    return Unreadable(
        f"The workbook is broken and cannot be opened: {type(error).__name__}: {str(error)[:200]}.",
        "Open it in LibreOffice, save it as XLSX and take in that copy too.",
        reason_code="corrupt",
    )
