"""Options that several commands share, spelt once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dalil.errors import BadInput

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

case_option: Decorator = click.option(
    "--case",
    "case_path",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="The case folder.",
)
json_option: Decorator = click.option("--json", "as_json", is_flag=True, help="Write JSON.")

audience_option: Decorator = click.option(
    "--for",
    "audience",
    type=click.Choice(["public", "recipient", "submitter", "sealed"]),
    default="recipient",
    show_default=True,
    help="Who will see it: nothing above this disclosure tier leaves.",
)

replace_option: Decorator = click.option(
    "--replace", is_flag=True, help="Put it in the place of a file that is there."
)


llm_option: Decorator = click.option(
    "--llm",
    type=click.Choice(["ask", "replay"]),
    default=None,
    help="A language model reads too: ask it (the text is sent to DALIL_LLM_BASE), or use kept answers alone.",
)


passphrase_option: Decorator = click.option(
    "--passphrase-file", type=click.Path(path_type=Path), default=None, metavar="FILE"
)
key_option: Decorator = click.option(
    "--key", type=click.Path(path_type=Path), default=None, metavar="FILE"
)


def secret_options(work: str, outside: str) -> Decorator:
    """``--passphrase-file``, ``--recipient`` and ``--new-key``: what opens a file that is encrypted.

    Args:
        work: What is done with them, such as ``Seal``.
        outside: Where a new key may not lie.
    """
    file = click.Path(path_type=Path)
    told = f"Make a key, write it to FILE (outside of {outside}), {work.lower()} for it."
    options = (
        passphrase_option,
        click.option(
            "--recipient", default="", metavar="AGE1...", help=f"{work} for the holder of this key."
        ),
        click.option("--new-key", type=file, default=None, metavar="FILE", help=told),
    )

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def one_secret(recipient: str, new_key: Path | None, passphrase_file: Path | None) -> None:
    """Refuse several of the options of :func:`secret_options` at once.

    Raises:
        BadInput: More than one is given.
    """
    if sum(map(bool, (recipient, new_key, passphrase_file))) > 1:
        raise BadInput(
            "More than one of --recipient, --new-key and --passphrase-file is given.", "Give one."
        )


def date_option(text: str) -> Decorator:
    """``--as-of DATE``, an ISO date; the date of the newest evidence when left out."""
    return click.option(
        "--as-of", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="DATE", help=text
    )


def first_option(name: str) -> Decorator:
    """``--first newest`` or a file or folder of the case; may be given several times."""
    return click.option(
        name,
        "first",
        multiple=True,
        metavar="newest|PATH",
        help="Read these documents before the others; may be given several times.",
    )


def no_case_twice(no_read: bool, background: bool) -> None:
    """Refuse two options that ask for different things."""
    if no_read and background:
        raise click.UsageError("--no-read and --background exclude each other.")
