"""What the commands show: tables, progress, JSON. Data on stdout, talk on stderr.

Text from documents is shown escaped: control, bidirectional and zero-width characters never reach
the terminal as they are.
"""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dalil.casework.ports import Progress

_QUIET_SECONDS = 1.5
"""A bar appears only when a stage takes longer: over two seconds nobody waits in the dark."""


def visible(text: str) -> str:
    r"""Text with every character that could steer a terminal shown by its code point.

    >>> visible("a\u202eb")
    'a[U+202E]b'
    """
    return "".join(
        f"[U+{ord(c):04X}]" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") else c
        for c in text
    )


def put_json(value: object) -> None:
    """Write one JSON document to stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def put_lines(lines: Iterable[str]) -> None:
    """Write lines to stdout, escaped."""
    for line in lines:
        click.echo(visible(line))


def put_notice(text: str) -> None:
    """Write one line to stderr, escaped: talk that no output may hide."""
    click.echo(visible(text), err=True)


def put_table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write a table to stdout; numbers to the right, long cells folded."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", header_style="bold", pad_edge=False)
    for index, name in enumerate(head):
        numeric = bool(rows) and all(isinstance(row[index], int | float) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(str(cell))) for cell in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else 110).print(table)


@contextmanager
def bars() -> Iterator[Progress]:
    """Progress on stderr: a bar a stage on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description:<12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    begun = time.monotonic()
    tasks: dict[str, Any] = {}
    display = Progress(*columns, console=Console(stderr=True), transient=True)

    def tell(stage: str, done: int, total: int) -> None:
        if not tasks and time.monotonic() - begun < _QUIET_SECONDS and done < total:
            return
        if stage not in tasks:
            display.start()
            tasks[stage] = display.add_task(stage, total=total or None)
        display.update(tasks[stage], completed=done, total=total or None)

    try:
        yield tell
    finally:
        display.stop()
