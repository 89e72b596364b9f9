"""``dalil export backup``: the whole case in one verified file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dalil.cli.options import case_option, json_option
from dalil.cli.terminal import bars, put_json, put_lines

if TYPE_CHECKING:
    from dalil.casework.backup import Copied

_SHOWN = 20


@click.command(epilog="Example: dalil export backup --case case/ --output case-2031-05-04.zip")
@case_option
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="The file to write, outside of the case.",
)
@click.option("--replace", is_flag=True, help="Put it in the place of a file that is there.")
@json_option
def command(case_path: Path, output: Path, replace: bool, as_json: bool) -> int:
    """Copy a case into one file, while others use it, and verify the copy (exit 1: it does not fit).

    The file is an uncompressed ZIP archive with all that the case holds, its private key too: keep it
    as you keep the case. It appears whole or not at all. Back: dalil export restore FILE --case NEW.
    """
    from dalil.assembly import build
    from dalil.casework.backup import back_up
    from dalil.config import Config

    dalil = build(Config.load())
    with bars() as progress:
        made = back_up(case_path, output, dalil.backups, replace=replace, progress=progress)
    return tell(made, "saved", as_json=as_json)


def tell(made: Copied, done: str, *, as_json: bool) -> int:
    """Show what was copied; 1 where the copy does not verify."""
    if as_json:
        put_json({"holds": made.report.holds, **asdict(made)})
        return 0 if made.report.holds else 1
    put_lines(
        [
            f"{made.files:,} files, {made.size:,} bytes, {made.entries:,} ledger entries {done}: {made.path}",
            f"case {made.case}, taken {made.made_at}; tree head {made.root}",
        ]
    )
    beside = made.path.absolute().parent
    for name in made.removed:
        put_lines([f"Removed what a run that was killed had left: {beside / name}"])
    for name in made.left:
        put_lines([f"note: {beside / name} may be of a run that was killed, in plain: remove it."])
    put_lines(others(made.left_out))
    for problem in made.report.problems:
        put_lines([f"DOES NOT FIT ({problem.where}): {problem.what}"])
    if not made.report.holds:
        put_lines(
            ["The copy is whole, but the case in it does not verify: so was the case itself."]
        )
        return 1
    put_lines(["The copy was read again and verified: everything fits."])
    return 0


def others(left_out: Sequence[str]) -> list[str]:
    """What lies in the case folder and is not in the copy."""
    shown = [f"NOT in it, since it is no part of a case: {name}" for name in left_out[:_SHOWN]]
    more = len(left_out) - _SHOWN
    return [*shown, f"... and {more} more"] if more > 0 else shown
