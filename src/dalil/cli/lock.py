"""``dalil lock``: a case at rest, encrypted into one file."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from dalil.cli.export_backup import others
from dalil.cli.options import case_option, json_option, one_secret, secret_options
from dalil.cli.terminal import bars, put_json, put_lines
from dalil.custody.bech32 import IDENTITY_PREFIX
from dalil.errors import BadInput

_EXAMPLE = (
    "Example: dalil lock --case case/ --output case.age --new-key /media/stick/case.key --remove"
)


@click.command(epilog=_EXAMPLE)
@case_option
@click.option("--output", type=click.Path(path_type=Path), required=True, metavar="FILE")
@secret_options("Lock", "the case and of the folder of --output")
@click.option("--remove", is_flag=True, help="Then take the plain case from the disk.")
@json_option
def command(  # one parameter an option
    case_path: Path,
    output: Path,
    passphrase_file: Path | None,
    recipient: str,
    new_key: Path | None,
    remove: bool,
    as_json: bool,
) -> int:
    """Encrypt a case into one file that opens with a passphrase (asked for) or a key.

    The format is age's: the age tool opens it too. Without the secret nobody can. While a case is
    unlocked, it stands on the disk in plain; what was removed may be found there by experts.
    """
    from dalil.assembly import build
    from dalil.casework import lock as locking
    from dalil.casework.encrypting import Secret
    from dalil.casework.encrypting import new_key as make_key
    from dalil.config import Config

    one_secret(recipient, new_key, passphrase_file)
    dalil = build(Config.load())
    for left in locking.sweep(case_path, output):
        click.echo(f"left in plain by a run that was broken off, now removed: {left}", err=True)
    locking.check_places(case_path, output, new_key)
    if remove:
        locking.require_saved(case_path, dalil.backups.left_out(case_path))
    identity = ""
    if new_key is not None:
        recipient = make_key(new_key)
        identity = text_of(new_key)
    secret = Secret(
        recipient=recipient,
        identity=identity,
        passphrase="" if recipient else passphrase(passphrase_file, confirm=True),
    )
    try:
        with dalil.held(case_path) if remove else nullcontext(), bars() as progress:
            made = locking.lock(case_path, output, secret, dalil.backups, progress)
            if remove:
                # Once more: somebody may have laid a file there meanwhile.
                again = dalil.backups.left_out(case_path)
                locking.require_saved(case_path, sorted({*made.left_out, *again}))
    except BaseException:
        if new_key is not None and not output.exists():
            new_key.unlink(missing_ok=True)  # it opens nothing
        raise
    if remove and made.report.holds:
        locking.remove_case(case_path)
    if as_json:
        told = {"file": str(output), "removed": remove and made.report.holds, "root": made.root}
        put_json({**told, "left_out": list(made.left_out)})
    else:
        put_lines([f"locked: {output}", f"tree head {made.root}", *others(made.left_out)])
        put_lines(["the plain case was removed"] if remove and made.report.holds else [])
        put_lines([] if made.report.holds else ["The case does not verify: it was not removed."])
    return 0 if made.report.holds else 1


def passphrase(file: Path | None, *, confirm: bool) -> str:
    """A passphrase from a file's first line, or asked for on the terminal.

    Raises:
        BadInput: The file is empty, or there is no terminal to ask at.
    """
    if file is None:
        return _asked(confirm=confirm)
    lines = text_of(file).splitlines()
    if not lines or not lines[0]:
        raise BadInput(f"{file} is empty: its first line should be the passphrase.")
    return lines[0]


def _asked(*, confirm: bool) -> str:
    try:
        given: str = click.prompt(
            "Passphrase", hide_input=True, confirmation_prompt=confirm, err=True
        )
    except click.Abort as error:
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        raise BadInput(
            "No secret is given, and there is no terminal to ask for a passphrase at.",
            "Give --passphrase-file or a key; --help lists the options.",
        ) from error
    return given


def key_of(file: Path) -> str:
    """The text of a key file.

    Raises:
        BadInput: It cannot be read, or holds no key.
    """
    text = text_of(file)
    if not any(line.strip().upper().startswith(IDENTITY_PREFIX) for line in text.splitlines()):
        held = "holds no key" if text.strip() else "is empty"
        raise BadInput(
            f"{file} {held}: a key is a line that begins with {IDENTITY_PREFIX}.",
            "Name the file that was made with --new-key.",
        )
    return text


def text_of(file: Path) -> str:
    """The text of a file that holds a secret; what it says is never repeated.

    Raises:
        BadInput: It cannot be read, or is no UTF-8 text.
    """
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.", "Name a file.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is no text in UTF-8.", "Save it as UTF-8 text.") from error
