"""``dalil containment``: what holds a parsing process on this machine."""

from __future__ import annotations

import click

from dalil.cli.options import json_option
from dalil.cli.terminal import put_json, put_lines


@click.command(epilog="Example: dalil containment --json")
@json_option
def command(as_json: bool) -> None:
    """Start a parsing process and say which bounds took hold on it.

    Linux: limits of the kernel, no network, a filter of system calls, files and programs bounded. macOS:
    limits of the kernel. Windows: the clock and the bounds on size alone.
    """
    from dalil.assembly import build
    from dalil.config import Config

    config = Config.load()
    held = dict(build(config).containment())
    held["clock"] = f"{config.parse_seconds} CPU seconds a file, {config.parse_megabytes} MB"
    if as_json:
        put_json(held)
        return
    put_lines([f"{name:<10} {words}" for name, words in held.items()])
