"""``dalil read``: documents to JSON lines, without a case."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from dalil.cli.terminal import bars

PATH = click.Path(path_type=Path)


@click.command(epilog="Example: dalil read article.html letter.pdf --out claims.jsonl")
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--out", type=PATH, default=None, metavar="FILE", help="Write here, not to stdout.")
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    metavar="OLD",
    help="An earlier output: report what changed since, instead of the readings.",
)
def command(paths: tuple[Path, ...], out: Path | None, against: Path | None) -> None:
    """Read documents and write one JSON object each: mentions, entities, claims, relations, amounts.

    Offsets count Unicode code points of "text"; text[start:end] == quote, always. Documents read
    in one call share entity ids. A document that could not be read is an object with "refused".
    """
    from dalil.assembly import build
    from dalil.casework.readonce import changes, read_once
    from dalil.config import Config

    parts = build(Config.load())
    with bars() as progress:
        documents = read_once(paths, parts.documents, parts.claims, progress=progress)
    rows: Iterable[object] = documents if against is None else changes(against, documents)
    _write(rows, out)


def _write(rows: Iterable[object], out: Path | None) -> None:
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if out is None:
        sys.stdout.writelines(lines)
        return
    draft = out.with_name(out.name + ".part")
    with draft.open("w", encoding="utf-8") as file:
        file.writelines(lines)
    draft.replace(out)
