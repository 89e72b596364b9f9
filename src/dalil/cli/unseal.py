"""``dalil unseal``: a sealed exhibit back into its case; or a list of what is sealed."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from dalil.cli.lock import key_of, passphrase
from dalil.cli.options import case_option, json_option, key_option, passphrase_option
from dalil.cli.terminal import put_json, put_lines, put_notice
from dalil.errors import BadInput


@click.command(epilog="Example: dalil unseal 3f9a --case case/ --key /media/stick/k")
@click.argument("name", required=False, metavar="[ID]")
@case_option
@passphrase_option
@key_option
@json_option
def command(
    name: str | None,
    case_path: Path,
    passphrase_file: Path | None,
    key: Path | None,
    as_json: bool,
) -> None:
    """Bring the sealed exhibit ID back as it was, bit for bit; without ID, list what is sealed."""
    from dalil.assembly import build
    from dalil.casework import sealing
    from dalil.casework.encrypting import Secret
    from dalil.casework.resolve import resolve_case
    from dalil.casework.sealed import sealed_of
    from dalil.config import Config

    if key and passphrase_file:
        raise BadInput("Both --key and --passphrase-file are given.", "Give one.")
    dalil = build(Config.load())
    if name is None:
        with dalil.open_case(case_path, write=False) as case:
            found = [asdict(one) for one in sealed_of(case).values()]
        if as_json:
            put_json(found)
            return
        if not found:
            put_notice("Nothing is sealed in this case.")
        put_lines(
            f"{one['id']}  {one['at']}  {one['exhibits']} exhibits, opens with {one['opens']}: {one['reason']}"
            for one in found
        )
        return
    with dalil.open_case(case_path, write=True) as case:
        sealing.find_sealed(case, name)
        secret = Secret(
            identity=key_of(key) if key else "",
            passphrase="" if key else passphrase(passphrase_file, confirm=False),
        )
        done = sealing.unseal(case, dalil.sealing_of(case), name, secret)
        resolve_case(case)
    if as_json:
        put_json({**asdict(done), "file": str(done.file)})
        return
    put_lines([f"unsealed: {done.id} ({len(done.exhibits)} exhibits, {done.rows:,} rows)"])
    put_lines([f"back: exports/{one}" for one in done.exports])
    if done.erased_since:
        put_lines(
            [
                f"{done.erased_since} erasures of persons were made while it was sealed and have not "
                "reached it: run them again."
            ]
        )
