"""A table that is written row by row, survives a kill, and appears whole or not at all.

Rows go to ``NAME.part``; how far it is safe stands in ``NAME.state.json``, written after the rows are on
the disk. The same work begun again cuts the part back to what is safe and goes on from there; other
work (another input, another list version) begins anew.
"""

from __future__ import annotations

import csv
import io
import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from dalil.casework.outputs import write_whole
from dalil.dossier.spreadsheet import cell
from dalil.errors import StorageFailed

_EVERY = 1.0
"""Seconds between two safe states: what a kill can cost."""


class ResumableTables:
    """Several CSV files that grow together; those that stay empty do not appear.

    Args:
        files: (path, header) of each; the first always appears.
        seal: What the work is; work with another seal begins anew.
    """

    def __init__(
        self, files: Sequence[tuple[Path, Sequence[str]]], seal: Mapping[str, object]
    ) -> None:
        self._files = list(files)
        self._seal = json.loads(json.dumps(seal))
        self._state = files[0][0].with_name(f"{files[0][0].name}.state.json")
        self._open: list[BinaryIO] = []
        self._empty = [True] * len(self._files)
        self._saved = 0.0
        self.done: dict[str, int] = {}
        """Counts of the work as far as it is safe; empty where it begins."""

    def begin(self) -> bool:
        """Open the files; whether earlier work goes on.

        Raises:
            StorageFailed: The disk refused.
        """
        held = self._held()
        try:
            for number, (path, header) in enumerate(self._files):
                part = _part(path)
                part.parent.mkdir(parents=True, exist_ok=True)
                file = part.open("r+b" if held else "wb")
                self._open.append(file)
                if held:
                    file.truncate(held["sizes"][number])
                    file.seek(0, os.SEEK_END)
                    self._empty[number] = bool(held["empty"][number])
                else:
                    file.write(_line(header))
        except OSError as error:
            raise StorageFailed(f"The result cannot be written: {error}.") from error
        self.done = dict(held["done"]) if held else {}
        self._saved = time.monotonic()
        return bool(held)

    def _held(self) -> dict[str, Any] | None:
        """The safe state of the same work, if its parts are as long as it says."""
        try:
            found = json.loads(self._state.read_text(encoding="utf-8"))
            sizes = [_part(path).stat().st_size for path, _ in self._files]
            fits = found["seal"] == self._seal and all(
                size >= safe for size, safe in zip(sizes, found["sizes"], strict=True)
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return dict(found) if fits else None

    def add(self, number: int, rows: Iterable[Sequence[object]]) -> None:
        """Write rows to one of the files.

        Raises:
            StorageFailed: The disk refused; what is safe stays.
        """
        data = b"".join(_line(row) for row in rows)
        if not data:
            return
        self._empty[number] = False
        try:
            self._open[number].write(data)
        except OSError as error:
            raise StorageFailed(f"The result cannot be written: {error}.") from error

    def safe(self, done: Mapping[str, int], *, now: bool = False) -> None:
        """Say how far the work is; kept at most once a second.

        Raises:
            StorageFailed: The disk refused; what was safe before stays.
        """
        if not now and time.monotonic() - self._saved < _EVERY:
            return
        try:
            for file in self._open:
                file.flush()
                os.fsync(file.fileno())
            sizes = [file.tell() for file in self._open]
        except OSError as error:
            raise StorageFailed(f"The result cannot be written: {error}.") from error
        state = {"seal": self._seal, "sizes": sizes, "empty": self._empty, "done": dict(done)}
        write_whole(self._state, json.dumps(state).encode())
        self._saved = time.monotonic()

    def finish(self) -> list[Path]:
        """Put the files in their places; those that appeared.

        Raises:
            StorageFailed: The disk refused; the work goes on from its safe state.
        """
        self.safe(self.done, now=True)
        self.close()
        appeared = []
        try:
            for number, (path, _) in enumerate(self._files):
                if number and self._empty[number]:
                    _part(path).unlink()
                    path.unlink(missing_ok=True)  # of an earlier run: nothing was refused now
                else:
                    _part(path).replace(path)
                    appeared.append(path)
            self._state.unlink()
        except OSError as error:
            raise StorageFailed(f"The result cannot be put in its place: {error}.") from error
        return appeared

    def close(self) -> None:
        """Close the files; what is safe stays for the next run."""
        for file in self._open:
            with suppress(OSError):
                file.close()
        self._open = []


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _line(row: Sequence[object]) -> bytes:
    """A row whose cells no spreadsheet takes for formulas."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([cell(value) for value in row])
    return out.getvalue().encode("utf-8", "backslashreplace")
