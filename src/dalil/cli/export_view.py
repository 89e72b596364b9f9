"""What the exports of a case to other forms share: options, one call, one answer."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.options import audience_option, case_option, json_option, replace_option
from dalil.cli.terminal import put_json, put_lines

UNMARKED = "{} of them because nobody has marked them as public: dalil mark FILE... --tier public"
"""What stays out of a public export although nobody closed it."""


def exporting(kind: str, text: str, output: str) -> click.Command:
    """A command that writes one kind of export.

    Args:
        kind: As ``casework.export`` knows it.
        text: What ``--help`` says.
        output: Name of the file or folder in the example.
    """

    @click.command(
        name=kind,
        help=text,
        epilog=f"Example: dalil export {kind} --case case/ --for public --output {output}",
    )
    @case_option
    @click.option(
        "--output",
        type=click.Path(path_type=Path),
        default=None,
        metavar="PATH",
        help="Where to write; in the exports of the case when left out.",
    )
    @replace_option
    @audience_option
    @json_option
    def command(  # one parameter an option
        case_path: Path, output: Path | None, replace: bool, audience: str, as_json: bool
    ) -> None:
        from dalil.assembly import build
        from dalil.casework.export import export
        from dalil.config import Config
        from dalil.evidence import Tier

        with build(Config.load()).open_case(case_path, write=True) as case:
            done = export(case, kind, Tier(audience), output, replace=replace)
        files = [str(path) for path in done.files]
        if as_json:
            put_json({"files": files, **done.state})
            return
        put_lines([f"for: {audience}; {done.state['reviewed']}"])
        withheld = done.state["claims_withheld"], done.state["exhibits_withheld"]
        if any(withheld):
            put_lines([f"withheld: {withheld[0]} claims, {withheld[1]} exhibits"])
        unmarked = done.state["exhibits_unmarked"]
        if unmarked:
            put_lines([UNMARKED.format(unmarked)])
        put_lines(files)

    return command
