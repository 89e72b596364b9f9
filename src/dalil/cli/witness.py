"""``dalil witness``: co-sign somebody's case with a key of one's own, and keep such signatures."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.options import case_option
from dalil.cli.terminal import bars, put_lines

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(
    epilog="Example: dalil witness sign case/ --key me.key --name bar-association --output n.note"
)
def command() -> None:
    """Co-signatures of a case's checkpoints by people with keys of their own (C2SP format)."""


@command.command("key", epilog="Example: dalil witness key me.key --name bar-association")
@click.argument("file", type=_FILE, metavar="FILE")
@click.option("--name", required=True, help="What the witness is called; no blanks.")
def key(file: Path, name: str) -> None:
    """Make a witness's private key in FILE and show the public one, to hand out."""
    from dalil.assembly import write_key
    from dalil.custody.witness import witness_key

    put_lines([witness_key(name, write_key(file)).text])


@command.command(
    "sign",
    epilog="Example: dalil witness sign case/ --key me.key --name bar --since old.note --output n.note",
)
@click.argument("case_path", type=click.Path(path_type=Path), metavar="CASE")
@click.option("--key", "key_file", type=_FILE, required=True, metavar="FILE")
@click.option("--name", required=True, help="What the witness is called, as in the key.")
@click.option(
    "--since", type=_FILE, default=None, metavar="FILE", help="What you signed last time."
)
@click.option("--output", type=_FILE, required=True, metavar="FILE")
def sign(case_path: Path, key_file: Path, name: str, since: Path | None, output: Path) -> int:
    """Verify CASE and sign its newest checkpoint; nothing is signed where anything does not fit.

    Keep the note: with --since the next signature is given only to a ledger that goes on from it.
    """
    from dalil.assembly import build, read_key
    from dalil.casework.attest import read_pem, witness
    from dalil.casework.outputs import check_places, write_whole
    from dalil.config import Config

    before = (str(since), read_pem((since,))[0]) if since else None
    private = read_key(key_file)
    with (
        build(Config.load()).open_case(case_path, write=False, kind="any") as case,
        bars() as progress,
    ):
        check_places(case.exports, {output: None})
        progress("verify", 0, 1)
        note, report = witness(case, private, name, before)
    for problem in report.problems:
        put_lines([f"DOES NOT FIT ({problem.where}): {problem.what}"])
    if note is None:
        put_lines(["Nothing was signed."])
        return 1
    write_whole(output, note)
    put_lines([f"signed: {output}", "Its holder keeps it with: dalil witness add FILE --case CASE"])
    return 0


@command.command("add", epilog="Example: dalil witness add n.note --case case/")
@click.argument("file", type=_FILE, metavar="FILE")
@case_option
def add(file: Path, case_path: Path) -> None:
    """Keep a witness's note with the case."""
    from dalil.assembly import build
    from dalil.casework.attest import keep_note, read_pem
    from dalil.config import Config

    content = read_pem((file,))[0]
    with build(Config.load()).open_case(case_path, write=True, kind="any") as case:
        signed = keep_note(case, content, str(file))
    put_lines([f"{signed.name} co-signed the first {signed.size} entries at {signed.at}"])
