"""``dalil settings``: what a case says of itself, and a change made by hand."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from dalil.cli.options import case_option, json_option
from dalil.cli.terminal import put_json, put_lines


@click.group(epilog="Example: dalil settings accept --case case/")
def command() -> None:
    """What a case says of itself: name, controller, purpose, lawful basis, targets (dalil.toml)."""


@command.command("show", epilog="Example: dalil settings show --case case/")
@case_option
@json_option
def show(case_path: Path, as_json: bool) -> None:
    """Show the settings."""
    from dalil.custody.settings import read_settings

    values = asdict(read_settings(case_path))
    if as_json:
        put_json(values)
        return
    for name, value in values.items():
        put_lines(
            [f"{name}: {', '.join(value) if isinstance(value, tuple) else value or '(not set)'}"]
        )


@command.command("accept", epilog="Example: dalil settings accept --case case/")
@case_option
def accept(case_path: Path) -> None:
    """After dalil.toml was changed by hand: record it as it is, under your name.

    Until then `dalil verify` names the difference, because it cannot tell your change from another's.
    """
    from dalil.assembly import build
    from dalil.casework.settings import accept_settings
    from dalil.config import Config

    with build(Config.load()).open_case(case_path, write=True, kind="any") as case:
        changes = accept_settings(case)
    put_lines(changes or ["dalil.toml is as it was recorded; nothing changed."])
