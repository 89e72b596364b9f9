"""``dalil compare``: two names, one score, its reasons; or a file of pairs."""

from __future__ import annotations

import csv
from pathlib import Path

import click

from dalil.cli.options import json_option
from dalil.cli.terminal import put_json, put_lines
from dalil.errors import BadInput

FILE = click.Path(path_type=Path, dir_okay=False)


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
    """Score LEFT against RIGHT from 0 to 1, with one reason a line."""
    from dalil.matching.compare import compare

    if pairs is not None or output is not None:
        if pairs is None or output is None or left is not None:
            raise BadInput("Pairs need both --input and --output, and no names beside them.")
        put_lines([f"{_compare_file(pairs, output, type_)} pairs scored: {output}"])
        return
    if left is None or right is None:
        raise BadInput("Two names are needed.", "Example: dalil compare 'A B' 'C D'")
    found = compare(left, right, type_)
    if as_json:
        put_json({"score": found.score, "decision": found.decision, "why": list(found.why)})
    else:
        put_lines([f"{found.score:.2f} {found.decision}", *(f"  {line}" for line in found.why)])


def _compare_file(pairs: Path, output: Path, type_: str) -> int:
    from dalil.matching.compare import compare

    try:
        with pairs.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{pairs} cannot be read: {error}.", "A UTF-8 CSV is needed.") from error
    if rows and not {"left", "right"} <= rows[0].keys():
        raise BadInput(f"{pairs} has the columns {', '.join(rows[0])}; left and right are needed.")
    draft = output.with_name(output.name + ".part")
    with draft.open("w", encoding="utf-8", newline="") as file:
        extra = [name for name in (rows[0] if rows else {"left": 0, "right": 0}) if name]
        writer = csv.writer(file)
        writer.writerow([*extra, "score", "decision", "why"])
        for row in rows:
            found = compare(row["left"] or "", row["right"] or "", row.get("type") or type_)
            why = "\n".join(found.why)
            values = [_inert(row.get(name) or "") for name in extra]
            writer.writerow([*values, f"{found.score:.4f}", found.decision, _inert(why)])
    draft.replace(output)
    return len(rows)


def _inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell[:1] else cell
