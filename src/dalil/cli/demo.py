"""``dalil demo``: the shipped example case end to end, then the workbench."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

import click

from dalil.cli.terminal import put_json, put_lines

EXAMPLE = "derbezhan"


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
        found = run(folder, case_path, targets_of(folder))
    if as_json:
        put_json(as_object(found, case_path))
        return
    show(found, case_path)
    if sys.stdout.isatty() and not Config.load().ci:
        serve(case_path, port)
    else:
        put_lines([f"see it in the browser: dalil serve --case {case_path}"])


def targets_of(folder: Path) -> tuple[str, ...]:
    """The targets that the example's own description names."""
    from dalil.casework.folder import open_folder
    from dalil.custody.settings import settings_from

    return settings_from(open_folder(folder).settings, str(folder)).targets
