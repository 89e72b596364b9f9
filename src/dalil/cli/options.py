"""Options that several commands share, spelt once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

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


def date_option(text: str) -> Decorator:
    """``--as-of DATE``, an ISO date; the date of the newest evidence when left out."""
    return click.option(
        "--as-of", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="DATE", help=text
    )
