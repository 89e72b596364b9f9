"""Rows of CSV files and workbooks with named columns, every column accounted for.

A column that the format does not name is reported and its cells are kept by the caller in ``rest``;
a column that the format needs and the file lacks refuses the file; a row with too many or too few
cells is refused alone. Formulas are never evaluated: a cell of a CSV that begins with ``=`` is text,
a workbook's cell is the value that was stored with it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dalil.errors import BadList
from dalil.readers.draft import Draft
from dalil.readers.report import Report
from dalil.readers.source import MAX_RATIO, OLD, Part, encoding_of, is_another, text_of

CUT = "the file ends in the middle of a row: it may be cut"
MAX_CELL = 1_000_000
MAX_WORKBOOK = 128 * 1024**2
MAX_UNPACKED = 1024**3
_ROW = 2
"""Fewest cells of a row, and lines of a torn one."""
_FIRST = 25
"""Rows in which the header may stand: title lines come before it."""

Cells = tuple[int, list[str]]
"""Number of the row in the file (1 is the first line), and its cells."""


def slug(text: str) -> str:
    """A column's name without case, white space and signs, to compare by."""
    return re.sub(r"[\W_]+", "_", text.casefold()).strip("_")


@dataclass(slots=True)
class Row:
    """One row under its header.

    Attributes:
        number: Line or row in the file, counted from 1.
        cells: By the slug of the column; empty cells are "".
        where: What the row belongs to, for places.
    """

    number: int
    cells: dict[str, str]
    where: str = "row"

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.where} {self.number}"

    def keep(self, draft: Draft, taken: frozenset[str], labels: Mapping[str, str]) -> None:
        """Put every filled cell that became no field into the entry's ``rest``."""
        for key, text in self.cells.items():
            if text and key not in taken:
                draft.rest(labels.get(key, key), text)


@dataclass(slots=True)
class Table:
    """A sheet whose header was found.

    Attributes:
        labels: Column name as printed, by slug.
        before: The rows above the header.
        rows: The rows below it.
    """

    labels: dict[str, str]
    before: list[list[str]]
    rows: Iterator[Row]


def table(
    part: Part,
    report: Report,
    *,
    known: Collection[str] | Callable[[str], bool],
    needed: Sequence[str],
    delimiter: str = ",",
) -> Table:
    """The rows of a CSV file or workbook whose header stands in one of the first rows.

    Args:
        part: The file.
        report: Told of unknown columns, refused rows and the encoding; every row is counted in it,
            and the caller says which became part of an entry.
        known: Slugs of all columns that the format names, or a function that knows them.
        needed: Slugs without which the file is not in this format.
        delimiter: Of a CSV file.

    Raises:
        BadList: No header with the needed columns, or a file that cannot be read.
    """
    sheet = cells_of(part, report, delimiter)
    before: list[list[str]] = []
    for number, cells in sheet:
        slugs = [slug(cell) for cell in cells]
        if all(name in slugs for name in needed):
            named = known if callable(known) else frozenset(known).__contains__
            columns, labels = _columns(cells, slugs)
            unknown = {key: labels.get(key, key) for key in columns if not named(key)}
            for key in labels.keys() & unknown.keys():
                report.unknown[unknown[key]] += 0  # told even where no cell is filled
            return Table(labels, before, _rows(sheet, columns, (labels, unknown), report))
        before.append(cells)
        if len(before) >= _FIRST:
            break
        del number
    lacking = ", ".join(needed)
    first = "; ".join(" | ".join(c for c in row[:6] if c) for row in before[:2])[:200]
    raise BadList(
        f"{part.name} has no header with the columns {lacking} in its first {_FIRST} rows; it begins "
        f"with: {first or 'nothing'}. Nothing was imported.",
        "Name the format that the file is in, or fetch it again.",
    )


def _columns(cells: list[str], slugs: list[str]) -> tuple[list[str], dict[str, str]]:
    """A key for each column, no two alike; and the printed names of those that have one."""
    columns: list[str] = []
    labels: dict[str, str] = {}
    for at, (cell, name) in enumerate(zip(cells, slugs, strict=True), 1):
        key = name or f"column {at}"
        while key in columns:
            key = f"{key} again"
        columns.append(key)
        if name:
            labels[key] = " ".join(cell.split())
    return columns, labels


def _rows(
    sheet: Iterator[Cells],
    columns: list[str],
    told: tuple[dict[str, str], dict[str, str]],
    report: Report,
) -> Iterator[Row]:
    labels, unknown = told
    named = max((at for at, key in enumerate(columns, 1) if key in labels), default=0)
    for number, cells in sheet:
        if not any(cells):
            continue
        report.row()
        if any(cells[len(columns) :]) or len(cells) < named:
            torn = f"{len(cells)} cells under {named} columns: it may be cut or torn"
            report.refuse(f"row {number}", torn, short=len(cells) < named)
            continue
        row = Row(number, {key: text for key, text in zip(columns, cells, strict=False) if text})
        for key in row.cells.keys() & unknown.keys():
            report.unknown[unknown[key]] += 1
        yield row


def cells_of(part: Part, report: Report, delimiter: str = ",") -> Iterator[Cells]:
    """The rows of a file as texts: a workbook's first sheet with cells, else CSV.

    Raises:
        BadList: A damaged or too large workbook, or a CSV file without end to a row.
    """
    if part.head(4) == b"PK\x03\x04":
        return _sheet(part)
    if part.head(4) == b"\xd0\xcf\x11\xe0":
        raise BadList(
            f"{part.name} is an old or encrypted Excel workbook.",
            "Save it as XLSX without a password.",
        )
    return _csv(part, report, delimiter)


def _csv(part: Part, report: Report, delimiter: str) -> Iterator[Cells]:
    _check_page(part, report)
    stream, note = text_of(part, report.encoding)
    if note:
        report.note(note)
    csv.field_size_limit(MAX_CELL)
    lines = _Lines(stream)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    last, width, torn_off = 0, 0, False
    with stream:
        while True:
            begun = lines.number + 1
            lines.held.clear()
            try:
                cells = next(reader)
            except StopIteration:
                if lines.open_end and (torn_off or report.short_last.endswith(f"row {last}")):
                    report.note(CUT)
                return
            except csv.Error as error:
                torn = (
                    None
                    if _opens(lines.held, delimiter, width)
                    else _lenient(lines.held, delimiter)
                )
                if torn is None or "unexpected end" in str(error):
                    lines.put_back()
                    torn_off = torn_off or "unexpected end" in str(error)
                    report.row()
                    report.refuse(f"row {begun}", f"its quotes do not close: {error}")
                    last = begun
                    continue
                report.note("quotes inside a cell are not doubled: read as they stand")
                cells = torn
            found = [_clean(cell) for cell in cells]
            if any(found):
                last, width = begun, len(found)
                yield begun, found


def _check_page(part: Part, report: Report) -> None:
    """Refuse a table that would be read as Windows-1252 and hardly is.

    Raises:
        BadList: A table of the user's own that is no UTF-8 and whose encoding was not told, or an
            official one whose letters are not those of Windows-1252.
    """
    if report.encoding or report.format == "auto" or encoding_of(part)[0] != OLD:
        return
    if report.format == "mapped_csv":
        raise BadList(
            f"{part.name} is not UTF-8, and nothing in it says what it is. Nothing was imported.",
            "Tell its encoding: --encoding windows-1251 (Cyrillic), windows-1250 (Central Europe), "
            'windows-1252 (Western Europe) ..., or encoding = "..." in the mapping; or save it as '
            "UTF-8.",
        )
    if is_another(part):
        raise BadList(
            f"{part.name} is neither UTF-8 nor Windows-1252: its letters would be read wrongly. "
            "Nothing was imported.",
            "Fetch it again from its publisher, or save it as UTF-8.",
        )


def _clean(cell: str) -> str:
    """A cell without white space at its ends, and without the end-of-file mark of old systems."""
    return cell.strip(" \t\r\n\x1a\u00a0\ufeff")


_CELL = re.compile(r'(?:^|,)(?:\s*"(.*?)"(?=\s*(?:,|$))|([^,]*))', re.DOTALL)


def _lenient(held: list[str], delimiter: str) -> list[str] | None:
    """A row whose quotes are not doubled: a cell ends at a quote that a delimiter or the end follows."""
    text = "".join(held).rstrip("\r\n\x1a")
    pattern = _CELL if delimiter == "," else None
    if pattern is None:
        pattern = re.compile(_CELL.pattern.replace(",", re.escape(delimiter)), re.DOTALL)
    cells = []
    for match in pattern.finditer(text):
        quoted, bare = match.groups()
        cells.append(quoted.replace('""', '"') if quoted is not None else bare)
    return cells if len(cells) > 1 else None


def _opens(held: list[str], delimiter: str, width: int) -> bool:
    """Whether the first line opens a quote that does not close, and rows of their own follow."""
    if width < _ROW or len(held) < _ROW or held[0].count('"') % 2 == 0:
        return False
    return all(line.count(delimiter) == width - 1 for line in held[1:-1]) and (
        held[-1].count(delimiter) >= width - 1
    )


class _Lines:
    """Physical lines with their numbers; those of the row at hand are held for a second reading."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self._back: list[str] = []
        self.number = 0
        self.held: list[str] = []
        self.open_end = False
        """Whether the last line that came ends without a line break."""

    def __iter__(self) -> _Lines:
        return self

    def put_back(self) -> None:
        """All lines of the row but its first, to be read as rows of their own."""
        self.number -= len(self.held) - 1
        self._back.extend(reversed(self.held[1:]))
        del self.held[1:]

    def __next__(self) -> str:
        text = self._back.pop() if self._back else self._stream.readline(4 * MAX_CELL)
        if not text:
            raise StopIteration
        self.number += 1
        self.held.append(text)
        self.open_end = not text.endswith(("\n", "\r"))
        return text


def _sheet(part: Part) -> Iterator[Cells]:
    from python_calamine import CalamineError, CalamineWorkbook

    content = part.bytes(MAX_WORKBOOK)
    _check_workbook(content, part.name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    except (CalamineError, ValueError, OSError) as error:
        raise BadList(f"The workbook {part.name} is damaged or cut: {error}.") from error
    sheet = max(sheets, key=lambda one: one.total_height * one.total_width, default=None)
    if sheet is None or not sheet.total_height:
        raise BadList(f"The workbook {part.name} has no cell. Nothing was imported.")
    start = sheet.start or (0, 0)
    for number, cells in enumerate(sheet.iter_rows(), start[0] + 1):
        texts = [_clean(_text(cell)) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        yield number, texts + [""] * (len(cells) - len(texts))


def _check_workbook(content: bytes, name: str) -> None:
    """Refuse a workbook that unpacks without measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile as error:
        raise BadList(f"The workbook {name} is damaged or cut: {error}.") from error
    if size > MAX_UNPACKED or size > MAX_RATIO * len(content) + 64 * 1024**2:
        raise BadList(f"The workbook {name} unpacks to {size:,} bytes: it may be a bomb.")


def _text(cell: object) -> str:
    """A cell's value as text; whole numbers without a point, dates as ISO 8601."""
    if type(cell) is str:
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, (date, time, timedelta)):
        return str(cell)
    return str(cell)
