"""Rows of a table of customers: CSV with the standard library, Parquet with the ``parquet`` extra.

A row that cannot be read (more cells than the header, bytes that are no UTF-8) comes with its reason
instead of its cells, and the next row is read on. Formulas are text. Nothing is judged here.
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
Row = tuple[int, dict[str, str] | str]
"""Number of the row below the header (1 is the first), and its cells by column, or why it has none."""


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


def customer_table(path: Path) -> CustomerTable:
    """Open a table.

    Args:
        path: ``.parquet``, or a CSV with commas, semicolons or tabs, in UTF-8 or UTF-16.

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
        with _text(path) as file:
            names = next(_reader(file), [])
    names = [name.strip() for name in names]
    twice = sorted({name for name in names if names.count(name) > 1})
    if not any(names) or twice:
        said = f"the column {twice[0]!r} twice" if twice else "no header"
        raise BadInput(f"{path} has {said}.", "The first line names the columns: id,name,...")
    return CustomerTable(path, tuple(names))


def _text(path: Path) -> TextIO:
    with path.open("rb") as raw:
        wide = raw.read(2) in _UTF16
    encoding = "utf-16" if wide else "utf-8-sig"
    return path.open(encoding=encoding, errors="surrogateescape", newline="")


def _reader(file: TextIO) -> Iterator[list[str]]:
    head = file.readline()
    file.seek(0)
    counts = {sign: head.count(sign) for sign in ",;\t"}
    return csv.reader(file, delimiter=max(counts, key=lambda sign: counts[sign]))


def _csv_rows(path: Path) -> Iterator[Row]:
    before = csv.field_size_limit(_MOST_CELL)
    try:
        with _text(path) as file:
            reader = _reader(file)
            columns = [name.strip() for name in next(reader, [])]
            number = 0
            while True:
                number += 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except (csv.Error, UnicodeError) as error:
                    yield number, f"the row cannot be read: {error}"
                    continue
                if not any(cell.strip("\x1a \t") for cell in cells):
                    number -= 1  # an empty line, or the end mark of old systems
                    continue
                yield number, _cells(columns, cells)
    finally:
        csv.field_size_limit(before)


def _cells(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str] | str:
    if len(cells) > len(columns):
        return f"the row has {len(cells)} cells, the header {len(columns)}"
    if any("\udc80" <= char <= "\udcff" for cell in cells for char in cell):
        return "the row holds bytes that are no UTF-8"
    return dict(zip(columns, cells, strict=False))


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
