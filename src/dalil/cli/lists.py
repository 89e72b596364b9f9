"""``dalil lists``: import, show and compare official lists."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.options import json_option
from dalil.cli.terminal import put_json, put_lines, put_table
from dalil.errors import NotFound


@click.group(epilog="Example: dalil lists import un consolidated.xml")
def command() -> None:
    """Official lists in the user's home. Every version that was ever imported stays."""


@command.command("import", epilog="Example: dalil lists import un consolidated.xml --list un")
@click.argument("format_", metavar="FORMAT")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--list", "list_id", default=None, metavar="ID", help="Keep it under this short id.")
@click.option("--force", is_flag=True, help="Take a list that lost more than a fifth.")
@click.option("--recover", is_flag=True, help="Replace forbidden characters; recorded.")
@json_option
def import_(
    format_: str, file: Path, list_id: str | None, force: bool, recover: bool, as_json: bool
) -> None:
    """Import FILE in an official FORMAT (un: UN Security Council consolidated list, XML)."""
    from dalil.assembly import build, list_reader
    from dalil.casework.lists import ImportOptions, import_json, import_list
    from dalil.config import Config

    if not file.is_file():
        raise NotFound(f"The file {file} does not exist.", "Check the spelling.")
    dalil = build(Config.load())
    done = import_list(
        list_reader(format_),
        file.read_bytes(),
        dalil.shelf,
        dalil.clock,
        ImportOptions(force=force, recover=recover, list_id=list_id),
    )
    if as_json:
        put_json(import_json(done))
        return
    what = "imported" if done.new else "there already, nothing changed"
    version = done.version
    put_lines([f"{version.list}@{version.version}: {version.entries} entries, {what}."])
    put_lines([f"licence: {version.licence}", *done.notes])
    put_lines([f"unknown element {path}: {count}" for path, count in done.unknown])


@command.command("show", epilog="Example: dalil lists show")
@json_option
def show(as_json: bool) -> None:
    """Show every imported version with its date, hash and licence."""
    from dalil.assembly import build
    from dalil.casework.lists import show_lists, version_json
    from dalil.config import Config

    versions = show_lists(build(Config.load()).shelf)
    if as_json:
        put_json([version_json(version) for version in versions])
    elif not versions:
        put_lines(["No list has been imported. Import one: dalil lists import un FILE"])
    else:
        rows = [(v.list, v.version, v.entries, v.sha256[:12], v.licence) for v in versions]
        put_table("Lists", ("list", "version", "entries", "sha256", "licence"), rows)


@command.command("diff", epilog="Example: dalil lists diff un@2024-11-30 un@2025-08-16")
@click.argument("left")
@click.argument("right")
@json_option
def diff(left: str, right: str, as_json: bool) -> None:
    """Say who was added, removed and changed between two versions, and how."""
    from dalil.assembly import build
    from dalil.casework.lists import diff_json, diff_lists
    from dalil.config import Config

    found = diff_lists(build(Config.load()).shelf, left, right)
    if as_json:
        put_json(diff_json(found))
        return
    put_lines([f"+ {entry.id} {entry.names[0].text}" for entry in found.added])
    put_lines([f"- {entry.id} {entry.names[0].text}" for entry in found.removed])
    for entry, changes in found.changed:
        put_lines([f"~ {entry.id} {entry.names[0].text}"])
        put_lines([f"    {c.field}: {' | '.join(c.gone)} -> {' | '.join(c.come)}" for c in changes])
    counts = (len(found.added), len(found.removed), len(found.changed))
    put_lines([f"{counts[0]} added, {counts[1]} removed, {counts[2]} changed."])
