"""``dalil export restore``: a backup back into a new case folder."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.export_backup import tell
from dalil.cli.options import case_option, json_option
from dalil.cli.terminal import bars


@click.command(epilog="Example: dalil export restore case-2031-05-04.zip --case case-again/")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@case_option
@json_option
def command(file: Path, case_path: Path, as_json: bool) -> int:
    """Bring a backup back into a new folder, every byte checked and the case verified.

    Nothing is ever overwritten: the folder given must not exist, or be empty. Exit code 1: the backup
    is whole, but the case in it does not verify, as it did not when it was saved.
    """
    from dalil.assembly import build
    from dalil.casework.backup import bring_back
    from dalil.config import Config

    dalil = build(Config.load())
    with bars() as progress:
        made = bring_back(file, case_path, dalil.backups, progress=progress)
    return tell(made, "restored", as_json=as_json)
