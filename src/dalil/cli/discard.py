"""``dalil discard``: a sealed exhibit's file erased for good, with a tombstone."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from dalil.cli.options import case_option, json_option
from dalil.cli.terminal import put_json, put_lines, put_notice


@click.command(epilog="Example: dalil discard 3f9a --case case/ --reason 'retention ended, 2031/7'")
@click.argument("name", metavar="ID")
@case_option
@click.option("--reason", required=True, help="Why, without telling what: it stays readable.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
def command(name: str, case_path: Path, reason: str, yes: bool, as_json: bool) -> None:
    """Erase the sealed file ID for good, unopened: what is in it can never come back.

    The case still verifies. The ledger keeps that it was there, how many exhibits it held, and who
    discarded it, when and why. Backups that hold the file are not reached. `dalil unseal` without an ID
    lists what is sealed.
    """
    from dalil.assembly import build
    from dalil.casework import sealing
    from dalil.config import Config

    dalil = build(Config.load())
    with dalil.open_case(case_path, write=True) as case:
        one = sealing.find_sealed(case, name)
        held = f"{one.exhibits} exhibit{'s' if one.exhibits > 1 else ''}"
        if not yes:
            put_notice(f"sealed {one.at}: {held} ({one.reason}), opens with {one.opens}")
            click.confirm(f"Erase it from {case_path} for good, unopened?", abort=True, err=True)
        sealing.discard(case, dalil.sealing_of(case), one.id, reason)
    if as_json:
        put_json({"discarded": one.id, **asdict(one)})
        return
    put_lines([f"discarded: {one.id}, {held}", "Not reached: backups, the disk's own memory."])
