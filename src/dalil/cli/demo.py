"""``dalil demo``: the shipped example case end to end, then the workbench."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

import click

from dalil.cli.terminal import put_json, put_lines

EXAMPLE = "derbezhan"
DECISIONS = "review.jsonl"
REVIEWER = "Lene Aasmund (invented)"
"""Who reviewed the example."""


@click.command(epilog="Example: dalil demo --case demo-case --port 0")
@click.option(
    "--case",
    "case_path",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("demo-case"),
    show_default=True,
    metavar="DIR",
    help="Where the case is made.",
)
@click.option("--port", type=click.IntRange(0, 65535), default=8421, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Write JSON and end.")
def command(case_path: Path, port: int, as_json: bool) -> None:
    """Investigate the invented example case and serve it on this machine until Ctrl-C.

    Without a terminal, or with CI=true, it ends after the summary.
    """
    from dalil.cli.investigate import as_object, run, show
    from dalil.cli.server import serve
    from dalil.config import Config

    with resources.as_file(resources.files("dalil") / "examples" / EXAMPLE) as folder:
        run(folder, case_path)
        reviewed(folder / DECISIONS, case_path)
        found = run(folder, case_path, targets_of(folder))
    if as_json:
        put_json(as_object(found, case_path))
        return
    show(found, case_path)
    if sys.stdout.isatty() and not Config.load().ci:
        serve(case_path, port)
    else:
        put_lines([f"see it in the browser: dalil serve --case {case_path}"])


def reviewed(decisions: Path, case_path: Path) -> None:
    """Review some claims of a fresh example case as its invented reviewer; a reviewed case is left alone.

    A decision whose words an other reader reads otherwise is told and passed over.
    """
    from dataclasses import replace

    from dalil.assembly import build
    from dalil.casework.review_steps import apply_lines
    from dalil.config import Config

    with build(Config.load()).open_case(case_path, write=True) as case:
        if case.store.index.reviews():
            return
        lines = decisions.read_text(encoding="utf-8").splitlines()
        for told in apply_lines(replace(case, user=REVIEWER), lines):
            refused = told.get("refused")
            if isinstance(refused, dict):
                click.echo(f"dalil: decision {told['line']}: {refused['message']}", err=True)


def targets_of(folder: Path) -> tuple[str, ...]:
    """The targets that the example's own description names."""
    from dalil.casework.folder import open_folder
    from dalil.custody.settings import settings_from

    return settings_from(open_folder(folder).settings, str(folder)).targets
