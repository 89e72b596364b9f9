"""Files of names as Arrow batches: CSV with the standard library, Parquet with the ``parquet`` extra.

Columns are ``id``, ``name`` and, where there is one, ``type``; others are left out here because names
alone are matched in batches. A row without an id gets its number, so that no row is lost.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dalil.errors import BadConfig, BadInput

if TYPE_CHECKING:
    from arro3.core import RecordBatch

ROWS = 4096
_WANTED = ("id", "name", "type")


def name_batches(path: Path, rows: int = ROWS) -> Iterator[RecordBatch]:
    """Read a file of names in batches.

    Args:
        path: ``.csv`` (UTF-8) or ``.parquet``.
        rows: Most rows of a batch.

    Raises:
        BadInput: No such file, no column ``name``, or not in UTF-8.
        BadConfig: A Parquet file without the extra that reads it.
    """
    if not path.is_file():
        raise BadInput(f"There is no file {path}.")
    return _parquet(path) if path.suffix.lower() == ".parquet" else _csv(path, rows)


def _csv(path: Path, rows: int) -> Iterator[RecordBatch]:
    from arro3.core import Array, DataType, RecordBatch

    text = DataType.utf8()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if "name" not in (reader.fieldnames or ()):
                raise BadInput(f"{path} has no column 'name' in its first line.")
            wanted = [name for name in _WANTED if name in (reader.fieldnames or ())]
            number = 0
            while chunk := list(islice(reader, rows)):
                columns = {name: [row.get(name) or "" for row in chunk] for name in wanted}
                ids = columns.pop("id", [""] * len(chunk))
                columns = {
                    "id": [one or str(number + at + 1) for at, one in enumerate(ids)],
                    **columns,
                }
                number += len(chunk)
                arrays = [Array(values, text) for values in columns.values()]
                yield RecordBatch.from_arrays(arrays, names=list(columns))
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not in UTF-8: {error}.", "Save it as UTF-8.") from error


def _parquet(path: Path) -> Iterator[RecordBatch]:
    try:
        from arro3.io import read_parquet
    except ModuleNotFoundError as error:
        raise BadConfig(
            f"{path} is a Parquet file, for which a package is missing.",
            "Install it with: pip install 'dalil[parquet]', or give a CSV file.",
        ) from error
    try:
        reader = read_parquet(str(path))
        for batch in reader:
            names = [name for name in _WANTED if name in batch.schema.names]
            if "name" not in names or "id" not in names:
                raise BadInput(f"{path} needs the columns id and name.")
            yield batch.select(names)
    except (OSError, ValueError) as error:
        raise BadInput(f"{path} cannot be read as Parquet: {error}.") from error
