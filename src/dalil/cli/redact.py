"""``dalil redact``: a copy of an exhibit without some words."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.options import audience_option, case_option, json_option, replace_option
from dalil.cli.terminal import put_json, put_lines
from dalil.errors import BadInput


@click.command(
    epilog="Example: dalil redact letter.pdf --case case/ --name 'Name of the witness' --output copy.pdf"
)
@click.argument("exhibit")
@case_option
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE"
)
@click.option("--name", "names", multiple=True, metavar="NAME", help="Hidden wherever it stands.")
@click.option(
    "--span", "spans", multiple=True, metavar="START:END", help="Characters of the text layer."
)
@replace_option
@audience_option
@json_option
def command(
    exhibit: str,
    case_path: Path,
    output: Path,
    names: tuple[str, ...],
    spans: tuple[str, ...],
    replace: bool,
    audience: str,
    as_json: bool,
) -> None:
    """Write a copy of EXHIBIT in which names and spans cannot be read.

    A PDF becomes pictures of its pages with black boxes: no text, comment, property or attachment is
    left in it. Any other document becomes its text with blocks. A family name is hidden alone too; other
    spellings have to be named. Whom the
    audience may not see by the case's marks is hidden as well. Look at every page before it leaves.
    """
    from dalil.assembly import build
    from dalil.casework.redact import Wanted, redact
    from dalil.config import Config
    from dalil.evidence import Tier

    dalil = build(Config.load())
    wanted = Wanted(names, tuple(map(_span, spans)))
    with dalil.open_case(case_path, write=True) as case:
        done = redact(case, exhibit, wanted, (output, Tier(audience)), dalil, replace=replace)
    if as_json:
        told = {"file": str(done.file), "sha256": done.sha256, "hidden": done.hidden}
        put_json({**told, "notes": list(done.notes)})
        return
    put_lines(
        [f"{done.hidden} places hidden: {done.file}", *(f"note: {one}" for one in done.notes)]
    )


def _span(text: str) -> tuple[int, int]:
    start, _, end = text.partition(":")
    if not (start.isdecimal() and end.isdecimal()):
        raise BadInput(f"{text!r} is no span.", "Give two numbers: --span 120:134")
    return int(start), int(end)
