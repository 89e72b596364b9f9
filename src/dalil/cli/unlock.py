"""``dalil unlock``: a locked case back into a folder."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.export_backup import tell
from dalil.cli.lock import key_of, passphrase
from dalil.cli.options import case_option, json_option, key_option, passphrase_option
from dalil.cli.terminal import bars
from dalil.errors import BadInput


@click.command(epilog="Example: dalil unlock case.age --case case/ --key /media/stick/case.key")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@case_option
@passphrase_option
@key_option
@json_option
def command(
    file: Path, case_path: Path, passphrase_file: Path | None, key: Path | None, as_json: bool
) -> int:
    """Open a locked case into a new folder; every byte is checked and the case verified."""
    from dalil.assembly import build
    from dalil.casework.encrypting import Secret
    from dalil.casework.lock import require_file, require_free, sweep, unlock
    from dalil.config import Config

    if key and passphrase_file:
        raise BadInput("Both --key and --passphrase-file are given.", "Give one.")
    require_file(file)
    for left in sweep(case_path, file):
        click.echo(f"left in plain by a run that was broken off, now removed: {left}", err=True)
    require_free(case_path)
    secret = Secret(
        identity=key_of(key) if key else "",
        passphrase="" if key else passphrase(passphrase_file, confirm=False),
    )
    with bars() as progress:
        made = unlock(file, case_path, secret, build(Config.load()).backups, progress)
    return tell(made, "unlocked", as_json=as_json)
