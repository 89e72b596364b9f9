"""``dalil verify``: recompute a case."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from dalil.cli.options import json_option
from dalil.cli.terminal import bars, put_json, put_lines
from dalil.errors import NotFound


@click.command(epilog="Example: dalil verify case/ --checkpoint checkpoint.json")
@click.argument("case_path", metavar="CASE", type=click.Path(path_type=Path))
@click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    metavar="FILE",
    help="A checkpoint that left the machine earlier: only so a cut tail is found.",
)
@json_option
def command(case_path: Path, checkpoint: Path | None, as_json: bool) -> int:
    """Recompute everything in CASE and name the first thing that does not fit (exit code 1)."""
    from dalil.assembly import build
    from dalil.casework.verify import verify
    from dalil.config import Config
    from dalil.custody.signing import read_checkpoint

    outside = None
    if checkpoint is not None:
        if not checkpoint.is_file():
            raise NotFound(f"The checkpoint {checkpoint} does not exist.")
        outside = read_checkpoint(checkpoint.read_bytes(), str(checkpoint))
    dalil = build(Config.load())
    with dalil.open_case(case_path, write=False) as case, bars() as progress:
        report = verify(case, outside, progress)
    if as_json:
        put_json({"holds": report.holds, **asdict(report)})
        return 0 if report.holds else 1
    put_lines([f"{number:>12,} {name}" for name, number in report.checks.items()])
    for problem in report.problems:
        put_lines([f"DOES NOT FIT ({problem.where}): {problem.what}"])
    put_lines(
        ["Everything fits." if report.holds else f"{len(report.problems)} things do not fit."]
    )
    put_lines([f"note: {note}" for note in report.notes])
    return 0 if report.holds else 1
