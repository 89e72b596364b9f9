"""Rows of a table of customers: CSV with the standard library, Parquet with the ``parquet`` extra.

A row that cannot be read (more cells than the header, bytes that are no UTF-8, a quotation mark that
does not close) comes with its reason instead of its cells, and takes no other row along. Formulas are text. Nothing is judged here.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dalil.errors import BadConfig, BadInput, NotFound

if TYPE_CHECKING:
    from typing import TextIO

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MARK = b"PAR1"
_MOST_CELL = 1_000_000
_MOST_LINE = 4_000_000
_MOST_ID = 200
Refusal = tuple[str, str]
"""The id of a row that cannot be read, "" where it cannot be told, and why."""
Row = tuple[int, dict[str, str] | Refusal]
"""Number of the row below the header (1 is the first), and its cells by column or its refusal."""


@dataclass(frozen=True, slots=True)
class CustomerTable:
    """A table whose header was read.

    Attributes:
        path: Where it stands.
        columns: Names of its columns, as they stand.
    """

    path: Path
    columns: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """The rows in order.

        Raises:
            BadInput: The file ends in the middle or breaks its format.
        """
        if self.path.suffix.lower() == ".parquet":
            return _parquet_rows(self.path)
        return _csv_rows(self.path)


def customer_table(path: Path, first: str = "id,name,...") -> CustomerTable:
    """Open a table.

    Args:
        path: ``.parquet``, or a CSV with commas, semicolons or tabs, in UTF-8 or UTF-16.
        first: How the header should begin, for the message where there is none.

    Raises:
        NotFound: No such file.
        BadInput: It has no header.
        BadConfig: A Parquet file without the extra that reads it.
    """
    if not path.is_file():
        raise NotFound(f"There is no file {path}.")
    if path.suffix.lower() == ".parquet":
        names: Sequence[str] = _parquet(path).schema.names
    else:
        names = _header(path)
    names = [name.strip() for name in names]
    twice = sorted({name for name in names if names.count(name) > 1})
    if not any(names) or twice:
        said = f"the column {twice[0]!r} twice" if twice else "no header"
        raise BadInput(f"{path} has {said}.", f"The first line names the columns: {first}")
    return CustomerTable(path, tuple(names))


def _header(path: Path) -> Sequence[str]:
    way_out = "Save it as CSV in UTF-8."
    try:
        with _text(path) as file:
            wide = "\0" in file.read(8)
            file.seek(0)
            if wide:
                raise BadInput(f"{path} seems to be UTF-16 without its mark.", way_out)
            return next(csv.reader(_Lines(file), delimiter=_delimiter(file)), [])
    except UnicodeError as error:
        raise BadInput(f"{path} is no text in UTF-8 or UTF-16: {error}.", way_out) from error


def _text(path: Path) -> TextIO:
    with path.open("rb") as raw:
        wide = raw.read(2) in _UTF16
    encoding = "utf-16" if wide else "utf-8-sig"
    return path.open(encoding=encoding, errors="surrogateescape", newline="")


def _delimiter(file: TextIO) -> str:
    """The sign that stands most often in the first line."""
    head = file.readline(_MOST_LINE)
    file.seek(0)
    return max(",;\t", key=head.count)


class _Lines:
    """Lines of a file with their numbers; lines may be put back to be read as rows of their own."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._back: list[str] = []
        self.number = 0
        self.held: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else self._file.readline(_MOST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        self.held.append(line)
        return line

    def put_back(self) -> None:
        """All lines of the row but its first."""
        self.number -= len(self.held) - 1
        self._back.extend(reversed(self.held[1:]))
        del self.held[1:]


def _csv_rows(path: Path) -> Iterator[Row]:
    before = csv.field_size_limit(_MOST_CELL)
    try:
        with _text(path) as file:
            delimiter, lines = _delimiter(file), _Lines(file)
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            columns = [name.strip() for name in _next(reader, lines, delimiter) or []]
            number = 0
            while (cells := _next(reader, lines, delimiter)) is not None:
                if isinstance(cells, str):
                    number += 1
                    yield number, (_id_in(lines.held[0], columns, delimiter), cells)
                # an empty line, or the end mark of old systems, is no row
                elif any(cell.strip("\x1a \t") for cell in cells):
                    number += 1
                    yield number, _cells(columns, cells)
    finally:
        csv.field_size_limit(before)


def _next(reader: Iterator[list[str]], lines: _Lines, delimiter: str) -> list[str] | str | None:
    """The next row, or why it has none; None at the end.

    A quotation mark that does not close would make the rows behind it one cell: the line with it is
    refused, and those behind it are read again as rows of their own.
    """
    lines.held.clear()
    try:
        return next(reader)
    except StopIteration:
        return None
    except (csv.Error, UnicodeError) as error:
        if not lines.held:  # UTF-16 that breaks off: nothing behind it can be read
            raise BadInput(
                f"Line {lines.number + 1} of the file cannot be read: {error}.",
                "Save it as CSV in UTF-8.",
            ) from error
        lines.put_back()
        line, said = lines.held[0], str(error)
    if line.count('"') % 2:
        return (
            f"line {lines.number} of the file: a quotation mark opens and does not close; the lines "
            "after it were read as rows of their own"
        )
    try:
        return next(csv.reader([line], delimiter=delimiter))  # quotes inside a cell, not doubled
    except csv.Error:
        return f"line {lines.number} of the file cannot be read: {said}"


def _cells(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str] | Refusal:
    found = dict(zip(columns, cells, strict=False))
    if len(cells) > len(columns):
        return _plain_id(found), f"the row has {len(cells)} cells, the header {len(columns)}"
    if any("\udc80" <= char <= "\udcff" for cell in cells for char in cell):
        return _plain_id(found), "the row holds bytes that are no UTF-8"
    return found


def _id_in(line: str, columns: Sequence[str], delimiter: str) -> str:
    """The id in a line that cannot be read whole, as far as it can be told."""
    cells = [cell.strip().strip('"') for cell in line[:_MOST_LINE].split(delimiter)]
    return _plain_id(dict(zip(columns, cells, strict=False)))


def _plain_id(found: dict[str, str]) -> str:
    return found.get("id", "")[:_MOST_ID].encode("utf-8", "replace").decode("utf-8").strip()


def _parquet(path: Path):  # type: ignore[no-untyped-def]  # noqa: ANN202  arro3 has no stated type
    try:
        from arro3.io import read_parquet
    except ModuleNotFoundError as error:
        raise BadConfig(
            f"{path} is a Parquet file, for which a package is missing.",
            "Install it with: pip install 'dalil[parquet]', or give a CSV file.",
        ) from error
    _whole(path)
    with _vendor(path):
        return read_parquet(str(path))


def _whole(path: Path) -> None:
    """Refuse a file whose two marks and footer do not fit: cut, or no Parquet at all.

    Raises:
        BadInput: It is broken.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(len(_MARK))
        file.seek(max(0, size - 8))
        tail = file.read()
    footer = int.from_bytes(tail[:4], "little") if len(tail) == 8 else 0
    if head != _MARK or tail[4:] != _MARK or not 0 < footer <= size - 12:
        raise BadInput(f"{path} is no whole Parquet file.")


@contextmanager
def _vendor(path: Path) -> Iterator[None]:
    """Whatever the vendor raises, its panics with it, as bad input."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # its panics are no Exception
        raise BadInput(f"{path} cannot be read as Parquet: {str(error)[:300]}.") from error


def _parquet_rows(path: Path) -> Iterator[Row]:
    number = 0
    batches = iter(_parquet(path))
    while True:
        with _vendor(path):
            batch = next(batches, None)
            if batch is None:
                return
            names = list(batch.schema.names)
            columns = [batch.column(name).to_pylist() for name in names]
        for values in zip(*columns, strict=True):
            number += 1
            cells = ("" if value is None else str(value) for value in values)
            yield number, dict(zip((name.strip() for name in names), cells, strict=True))
