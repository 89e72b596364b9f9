"""``dalil lists``: import, update, show and compare official lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dalil.cli.options import json_option
from dalil.cli.terminal import bars, put_json, put_lines, put_table

if TYPE_CHECKING:
    from datetime import datetime

    from dalil.casework.lists import ListImport
    from dalil.matching.values import ListVersion

_shrink = click.option(
    "--accept-shrink",
    "--force",
    "force",
    is_flag=True,
    help="Take a list that lost more than a fifth of its entries, has more than a tenth of unreadable "
    "rows, may be cut, is of a day to come, or comes from another publisher.",
)


@click.group(epilog="Example: dalil lists import auto consolidated.xml")
def command() -> None:
    """Official lists in the user's home. Every version that was ever imported stays."""


@command.command("import", epilog="Example: dalil lists import un_xml consolidated.xml --list un")
@click.argument("format_", metavar="FORMAT")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--list", "list_id", default=None, metavar="ID", help="Keep it under this short id.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    default=None,
    help="Which column is what, for mapped_csv (docs/reference/lists.md).",
)
@click.option(
    "--encoding",
    default=None,
    metavar="NAME",
    help="Of a table that is no UTF-8, for mapped_csv: windows-1251, windows-1250 ...",
)
@click.option(
    "--dated",
    type=click.DateTime(["%Y-%m-%d"]),
    default=None,
    metavar="DATE",
    help="Date of the list, for formats that hold none.",
)
@_shrink
@click.option("--recover", is_flag=True, help="Replace forbidden characters (un_xml); recorded.")
@json_option
def import_(
    format_: str,
    files: tuple[Path, ...],
    list_id: str | None,
    mapping: Path | None,
    encoding: str | None,
    dated: datetime | None,
    force: bool,
    recover: bool,
    as_json: bool,
) -> None:
    """Import FILE in an official FORMAT; auto tells the format from the file (see: lists formats)."""
    from dalil.assembly import build
    from dalil.casework.lists import Bench, ImportOptions, import_json, import_list
    from dalil.config import Config

    dalil = build(Config.load())
    options = ImportOptions(
        force=force,
        recover=recover,
        list_id=list_id,
        mapping=mapping,
        encoding=encoding,
        dated=dated.date().isoformat() if dated else None,
    )
    with bars() as progress:
        bench = Bench(dalil.lists, dalil.shelf, dalil.clock, progress)
        done = import_list(bench, format_, files, options)
    if as_json:
        put_json(import_json(done))
    else:
        _tell(done)


def _tell(done: ListImport) -> None:
    """One import, for a person."""
    from dalil.casework.lists import warnings

    version = done.version
    what = "imported" if done.new else "there already, nothing changed"
    put_lines([f"{version.list}@{version.version}: {version.entries} entries, {what}."])
    if version.rows:
        put_lines([f"rows: {version.rows} read, {version.refused} refused."])
    put_lines([f"licence: {version.licence}"])
    put_lines([f"warning: {line}" for line in warnings(version)])
    put_lines([f"note: {note}" for note in done.notes])
    put_lines([f"refused {place}: {reason}" for place, reason in done.refused[:20]])
    put_lines(
        [f"unknown column or element {path}: filled {count} times" for path, count in done.unknown]
    )


@command.command("update", epilog="Example: dalil lists update un ofac_sdn")
@click.argument("lists", metavar="[LIST]...", nargs=-1)
@_shrink
@json_option
@click.pass_context
def update(context: click.Context, lists: tuple[str, ...], force: bool, as_json: bool) -> None:
    """Fetch the newest version from the publishers: of LIST, or of every list on the shelf."""
    from dalil.assembly import build, known_lists
    from dalil.casework.list_update import update_json, update_lists
    from dalil.casework.lists import Bench
    from dalil.config import Config

    config = Config.load()
    dalil = build(config)
    with bars() as progress:
        bench = Bench(dalil.lists, dalil.shelf, dalil.clock, progress)
        known = known_lists(config)
        found = update_lists(bench, dalil.fetcher, known, lists, accept_shrink=force)
    if as_json:
        put_json(update_json(found))
    else:
        for one in found:
            if one.done is not None:
                _tell(one.done)
            elif one.error is None:
                put_lines([f"{one.list}: the publisher has nothing newer."])
    for one in found:
        if one.error is not None:
            click.echo(f"{one.list}: {one.error}", err=True)
    context.exit(max((one.error.exit_code for one in found if one.error), default=0))


@command.command("index", epilog="Example: dalil lists index ofac_sdn")
@click.argument("lists", metavar="[LIST...]", nargs=-1)
def index(lists: tuple[str, ...]) -> None:
    """Index large lists now: of LIST, or all; else the first file or server that asks them waits.

    Indexes that are there are read whole and held against their hashes.

    The first index ever made on a machine also compiles its programs, which takes about a minute.
    """
    from dalil.assembly import build
    from dalil.assembly_lists import make_indexes, verify_indexes
    from dalil.config import Config

    dalil = build(Config.load())
    made = make_indexes(dalil, lists)
    whole = verify_indexes(dalil, lists)
    put_lines([f"Indexed {one}." for one in made] or ["No list needs an index that has none."])
    put_lines([f"The index of {one} is whole." for one in whole])


@command.command("formats", epilog="Example: dalil lists formats")
@json_option
def formats(as_json: bool) -> None:
    """Show every format that can be imported."""
    from dalil.assembly import list_formats

    found = list_formats()
    if as_json:
        put_json([{"format": name, "title": title} for name, title in found])
    else:
        put_table("Formats", ("format", "what it is"), found)


@command.command("show", epilog="Example: dalil lists show un")
@click.argument("name", metavar="[LIST[@VERSION]]", required=False)
@json_option
def show(name: str | None, as_json: bool) -> None:
    """Show every imported version, or one list with its licence, age, counts and notes."""
    from dalil.assembly import build
    from dalil.casework.lists import (
        STALE_DAYS,
        age_of,
        find_version,
        is_dated,
        show_lists,
        version_json,
        warnings,
    )
    from dalil.config import Config

    dalil = build(Config.load())
    versions = [find_version(dalil.shelf, name)] if name else list(show_lists(dalil.shelf))
    now = dalil.clock.now()
    ages = {version: age_of(version, now) for version in versions}
    if as_json:
        put_json([version_json(v) | {"age_days": ages[v]} for v in versions])
    elif not versions:
        put_lines(["No list has been imported. Import one: dalil lists import auto FILE"])
    elif name:
        (version,) = versions
        given = version_json(version) | {"age_days": _age(version, ages[version])}
        put_lines([f"{key.replace('_', ' ')}: {_words(value)}" for key, value in given.items()])
        put_lines([f"warning: {line}" for line in warnings(version)])
        if ages[version] > STALE_DAYS:
            put_lines([f"warning: {version.list}: the list is {ages[version]} days old"])
        elif not is_dated(version):
            put_lines([f"warning: {version.list}: how old it is nobody can tell from the file"])
    else:
        rows = [
            (v.list, v.version, _age(v, ages[v]), v.entries, v.sha256[:12], v.licence)
            for v in versions
        ]
        head = ("list", "version", "days old", "entries", "sha256", "licence")
        put_table("Lists", head, rows)
        if not all(map(is_dated, versions)):
            put_lines(["+: no date stands in the file; counted from the day of import."])
        newest = {version.list: version for version in versions}
        old = [name for name, version in newest.items() if ages[version] > STALE_DAYS]
        if old:
            put_lines([f"warning: older than {STALE_DAYS} days: {', '.join(old)}"])


def _age(version: ListVersion, days: int) -> str:
    from dalil.casework.lists import is_dated

    return str(days) if is_dated(version) else f"{days}+"


def _words(value: object) -> str:
    """A value for a person: no brackets, no quotes."""
    if isinstance(value, tuple):
        return "; ".join(
            ", ".join(map(str, one)) if isinstance(one, tuple) else str(one) for one in value
        )
    return str(value)


@command.command("diff", epilog="Example: dalil lists diff un@2024-11-30 un@2025-08-16")
@click.argument("left")
@click.argument("right")
@json_option
def diff(left: str, right: str, as_json: bool) -> None:
    """Say who was added, removed and changed between two versions, and how."""
    from dalil.assembly import build
    from dalil.casework.list_diff import diff_json, diff_lists
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
