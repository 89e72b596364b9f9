"""``dalil diligence export``, ``restore``, ``erase``: copies of a client file, and its end."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from dalil.cli.diligence_options import client_option, folder_of, reason_option, working
from dalil.cli.export_backup import tell
from dalil.cli.options import json_option
from dalil.cli.terminal import bars, put_json, put_lines


@click.command(
    epilog="Example: dalil diligence export --client tide-works-llp --output /media/second/tide.zip"
)
@client_option
@click.option("--output", type=click.Path(path_type=Path), required=True, metavar="FILE")
@click.option(
    "--for",
    "audience",
    type=click.Choice(["own", "others"]),
    default="own",
    show_default=True,
    help="own: the second copy, whole, with key and sealed compartment; others: without both.",
)
@click.option("--replace", is_flag=True, help="own: put it in the place of a file that is there.")
@json_option
def export(client: str, output: Path, audience: str, replace: bool, as_json: bool) -> int:
    """Write a self-contained copy of the file that can be verified, and for your own use restored.

    A copy for others is a bundle: steps, evidence, inspection and proofs; dalil verify FILE checks it.
    """
    if audience == "others":
        return _for_others(client, output, as_json=as_json)
    from dalil.casework.backup import back_up
    from dalil.casework.diligence_file import keep

    with working(client) as (dalil, case):
        keep(case, "export", {"file": output.name, "for": "own"})
        case.ledger.checkpoint()
    with bars() as progress:
        folder = folder_of(dalil, client)
        made = back_up(folder, output, dalil.backups, replace=replace, progress=progress)
    return tell(made, "saved", as_json=as_json)


@click.command(epilog="Example: dalil diligence restore tide.zip --client tide-again/")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--client", required=True, metavar="DIR", help="A new folder.")
@json_option
def restore(file: Path, client: str, as_json: bool) -> int:
    """Bring a copy back into a new folder, every byte checked; nothing is overwritten."""
    from dalil.assembly import build
    from dalil.casework.backup import bring_back
    from dalil.config import Config
    from dalil.custody.settings import CLIENT, require_kind

    dalil = build(Config.load())
    with bars() as progress:
        made = bring_back(file, Path(client), dalil.backups, progress=progress)
    require_kind(Path(client), CLIENT)
    return tell(made, "restored", as_json=as_json)


@click.command(
    epilog="Example: dalil diligence erase --client tide-works-llp --reason 'retention ended'"
)
@client_option
@reason_option
@json_option
def erase(client: str, reason: str, as_json: bool) -> None:
    """Erase the file for good once its retention has ended; a tombstone stays, and still verifies.

    Before the end, or while a hold stands, it is refused with the date. Copies elsewhere are not reached.
    """
    from dalil.assembly import build
    from dalil.casework.diligence_erase import erase_file
    from dalil.config import Config

    dalil = build(Config.load())
    folder = folder_of(dalil, client)
    with dalil.open_case(folder, write=True, kind="client", erasing=True) as case:
        gone = erase_file(case, dalil.erasure_of(case), reason)
    if as_json:
        put_json(asdict(gone))
        return
    put_lines([f"erased: {gone.rows} rows, {gone.entries} ledger texts, {gone.exhibits} documents"])
    put_lines(
        ["The tombstone stays. Copies that left this folder are not reached: erase them too."]
    )


def _for_others(client: str, output: Path, *, as_json: bool) -> int:
    from dalil.casework.diligence_bundle import copy_for_others
    from dalil.casework.diligence_file import read_file
    from dalil.casework.diligence_inspect import inspect, licences, to_json
    from dalil.casework.verify_bundle import verify_bundle
    from dalil.dossier.inspection import render_inspection

    with working(client) as (dalil, case):
        told = to_json(inspect(case, dalil.shelf))
        reports = {
            "inspection.html": render_inspection(told),
            "inspection.json": json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8"),
        }
        bound = licences(read_file(case))
        made = copy_for_others(case, dalil.proofs_of(case), output, reports, bound)
    report = verify_bundle(output)
    if as_json:
        put_json({"holds": report.holds, **asdict(made), "licences": bound})
    else:
        put_lines([f"{made.steps} steps, {made.exhibits} pieces of evidence: {made.path}"])
        put_lines([f"DOES NOT FIT ({one.where}): {one.what}" for one in report.problems])
        put_lines(["The copy was read again and verified."] if report.holds else [])
    for line in bound:
        click.echo(f"warning: the copy holds entries of a list: {line}", err=True)
    return 0 if report.holds else 1


COMMANDS = {"export": export, "restore": restore, "erase": erase}
