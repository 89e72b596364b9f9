"""``dalil compare``: two names, one score, its reasons; or a file of pairs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import click

from dalil.cli.options import json_option
from dalil.cli.terminal import put_json, put_lines
from dalil.errors import BadInput

FILE = click.Path(path_type=Path, dir_okay=False)
ADDED = ("score", "decision", "why")
Rows = Iterable[tuple[int, dict[str, str] | tuple[str, str]]]
"""Numbered rows: cells by column, or the id and the reason of a row that cannot be read."""


@dataclass(slots=True)
class Counts:
    """Rows of a file of pairs, by what became of them."""

    scored: int = 0
    refused: int = 0
    match: int = 0
    review: int = 0


@click.command(epilog="Example: dalil compare 'Aidar Bekov' 'Айдар Беков' --type person")
@click.argument("left", required=False)
@click.argument("right", required=False)
@click.option("--type", "type_", default="any", show_default=True, help="person, company ...")
@click.option("--input", "pairs", type=FILE, default=None, help="CSV with left,right[,type].")
@click.option("--output", type=FILE, default=None, help="CSV with score, decision, why.")
@json_option
def command(
    left: str | None,
    right: str | None,
    type_: str,
    pairs: Path | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Score LEFT against RIGHT from 0 to 1, with one reason a line.

    From 0.7 a person should look; from 0.9 it is almost surely the same name. In a file, a row that
    cannot be compared is written with the decision "refused" and the reason, and the others are done.
    """
    from dalil.matching.compare import TYPES, compare
    from dalil.matching.refusals import cannot_tell

    if type_ not in TYPES:
        raise BadInput(f"{type_!r} is no type.", f"Choose from {', '.join(TYPES)}.")
    if pairs is not None or output is not None:
        if pairs is None or output is None or left is not None:
            raise BadInput("Pairs need both --input and --output, and no names beside them.")
        _show(_compare_file(pairs, output, type_), output, as_json)
        return
    if left is None or right is None:
        raise BadInput("Two names are needed.", "Example: dalil compare 'A B' 'C D'")
    for name in (left, right):
        if reason := cannot_tell(name, type_):
            raise BadInput(f"The name {name[:80]!r} {reason}.")
    found = compare(left, right, type_)
    if as_json:
        put_json({"score": found.score, "decision": found.decision, "why": list(found.why)})
    else:
        put_lines([f"{found.score:.2f} {found.decision}", *(f"  {line}" for line in found.why)])


def _show(counts: Counts, output: Path, as_json: bool) -> None:
    if as_json:
        put_json(
            {
                "output": str(output),
                "scored": counts.scored,
                "refused": counts.refused,
                "match": counts.match,
                "review": counts.review,
            }
        )
        return
    refused = f", {counts.refused} rows refused (their reasons stand in the file)"
    put_lines([f"{counts.scored} pairs scored{refused if counts.refused else ''}: {output}"])


def _compare_file(pairs: Path, output: Path, type_: str) -> Counts:
    """Score a file row by row; the result appears whole or not at all."""
    from dalil.assembly_lists import pair_table
    from dalil.casework.outputs import check_result

    check_result(output, lambda line: line.endswith(",".join(ADDED).encode()))
    table = pair_table(pairs)
    columns = [name for name in table.columns if name not in ADDED]
    if not {"left", "right"} <= set(columns):
        raise BadInput(
            f"{pairs} has the columns {', '.join(columns) or 'of nothing'}; left and right are needed."
        )
    counts = Counts()
    draft = output.with_name(output.name + ".part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as target:
            _write(_scored(table.rows(), columns, type_, counts), columns, target)
        draft.replace(output)
    except OSError as error:
        raise BadInput(f"{output} cannot be written: {error}.", "Name another --output.") from error
    finally:
        draft.unlink(missing_ok=True)
    return counts


def _scored(rows: Rows, columns: Sequence[str], type_: str, counts: Counts) -> Iterator[list[str]]:
    from dalil.matching.compare import compare

    for _, row in rows:
        if isinstance(row, tuple):
            id_, unread = row
            row = {"id": id_}
        else:
            unread = ""
        kept = [row.get(name) or "" for name in columns]
        left, right = row.get("left") or "", row.get("right") or ""
        kind = (row.get("type") or "").strip() or type_
        if reason := unread or _refusal(left, right, kind):
            counts.refused += 1
            yield [*kept, "", "refused", reason]
            continue
        found = compare(left, right, kind)
        counts.scored += 1
        counts.match += found.decision == "match"
        counts.review += found.decision == "review"
        yield [*kept, f"{found.score:.4f}", found.decision, "\n".join(found.why)]


def _refusal(left: str, right: str, kind: str) -> str:
    """Why a row cannot be compared; "" where it can."""
    from dalil.matching.compare import TYPES
    from dalil.matching.refusals import cannot_tell

    if kind not in TYPES:
        return f"type: {kind!r} is none of {', '.join(TYPES)}"
    for side, name in (("left", left), ("right", right)):
        if reason := cannot_tell(name, kind):
            return f"{side}: {name[:80]!r} {reason}"
    return ""


def _write(rows: Iterator[list[str]], columns: Sequence[str], target: TextIO) -> None:
    writer = csv.writer(target)
    writer.writerow([*columns, *ADDED])
    writer.writerows([inert(cell) for cell in row] for row in rows)


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell[:1] else cell
