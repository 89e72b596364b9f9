"""Text layers of tables for tests: rows of tab-separated cells, one passage a cell."""

from __future__ import annotations

import csv
import hashlib
import io

from dalil.evidence import DocumentInfo, Passage, TextLayer


def table(text: str, title: str | None = None) -> TextLayer:
    """Lay a CSV text out as the CSV reader does."""
    parts: list[str] = []
    passages: list[Passage] = []
    at = 0
    for number, cells in enumerate(csv.reader(io.StringIO(text)), 1):
        for column, cell in enumerate(cells, 1):
            if cell:
                passages.append(Passage(at, at + len(cell), "cell", row=number, column=column))
            parts += [cell, "\t" if column < len(cells) else "\n"]
            at += len(cell) + 1
    digest = hashlib.sha256(text.encode()).hexdigest()
    return TextLayer(
        digest,
        "".join(parts),
        tuple(passages),
        "csv/1",
        "text/csv",
        info=DocumentInfo(title=title),
        table=True,
    )
