"""``dalil diligence key``, ``officer``, ``report``, ``reports``, ``renew``: the sealed compartment of a client file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from dalil.cli.diligence_options import client_option, looking, working
from dalil.cli.options import json_option
from dalil.cli.terminal import put_json, put_lines
from dalil.errors import BadInput

if TYPE_CHECKING:
    from dalil.casework.casefolder import Case


@click.command(epilog="Example: dalil diligence key /media/stick/officer.key")
@click.argument("file", type=click.Path(path_type=Path))
def key(file: Path) -> None:
    """Make the key of the nominated officer: the secret goes to FILE, the public key is shown.

    Keep FILE where only the officer reaches it. Whoever has lost it has lost what it opens.
    """
    from dalil.casework.encrypting import new_key

    put_lines([new_key(file)])


def _sealed_for(case: Case) -> str:
    """Whose key opens it: compare it with what the officer gave you."""
    return f"sealed for {case.settings.officer}"


@click.command(epilog="Example: dalil diligence report --client tide-works-llp < words.txt")
@click.argument("file", type=click.File("r", encoding="utf-8"), default="-")
@client_option
def report(file: TextIO, client: str) -> None:
    """Write to the nominated officer in confidence: FILE, or what is typed (end with Ctrl-D).

    It leaves the same trace as showing the file. Nothing of it stands in ledger texts, inspections,
    exports or listings; only the officer's key opens it. Take the file with your words away.
    """
    from dalil.casework.diligence_sealed import pack
    from dalil.config import Config

    if sys.stdin.isatty() and file.name == "<stdin>":
        click.echo("Write what is known or suspected, and why; end with Ctrl-D.", err=True)
    try:
        words = file.read()
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{file.name} is no text in UTF-8: {error.reason} at byte {error.start}. Nothing was sealed.",
            "Save it as plain text in UTF-8.",
        ) from error
    told = pack(Config.load().user, words)
    with working(client, told) as (_, case):
        said = _sealed_for(case)
    put_lines([said])  # not before it is sealed: the sealing stands at the end of the block


@click.command(epilog="Example: dalil diligence renew --client tide-works-llp")
@client_option
def renew(client: str) -> None:
    """Write an empty sealed record. Run it at regular times, so that no record stands out."""
    with working(client) as (_, case):
        said = _sealed_for(case)
    put_lines([said])


@click.command(epilog="Example: dalil diligence reports --key officer.key --client tide-works-llp")
@client_option
@click.option(
    "--key",
    "key_files",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    multiple=True,
    help="The officer's secret key; repeat it for those of earlier officers.",
)
@json_option
def reports(client: str, key_files: tuple[Path, ...], as_json: bool) -> None:
    """For the nominated officer: everything that was written in confidence, with its time."""
    from dalil.casework.diligence_sealed import read_reports

    secrets = [path.read_text(encoding="utf-8") for path in key_files]
    with looking(client) as (_, case):
        opened = read_reports(case, secrets)
    found = opened.reports
    if opened.closed:
        click.echo(
            f"warning: {len(opened.closed)} sealed records, the first in ledger entry "
            f"{opened.closed[0]}, are sealed for another officer's key: whether they hold reports "
            "only that key tells.",
            err=True,
        )
    if as_json:
        put_json(
            [{"number": one.number, "at": one.at, "by": one.by, "text": one.text} for one in found]
        )
        return
    count = {0: "no report", 1: "1 report"}.get(len(found), f"{len(found)} reports")
    put_lines([count])
    for one in found:
        put_lines([f"{one.number}. {one.at}, {one.by}, ledger entry {one.entry}", one.text])


@click.command(epilog="Example: dalil diligence officer age1... --client tide-works-llp")
@click.argument("recipient", metavar="AGE1...|FILE")
@client_option
def officer(recipient: str, client: str) -> None:
    """Seal for another nominated officer from now on.

    What was sealed before opens with the key of before: the officer who leaves hands it over.
    """
    from dalil.casework.diligence_sealed import change_officer

    with working(client) as (_, case):
        change_officer(case, recipient)
    put_lines(["From now on records are sealed for the new officer."])


COMMANDS = {"key": key, "officer": officer, "report": report, "renew": renew, "reports": reports}
