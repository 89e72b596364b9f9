"""``dalil gazetteer``: names of the user's own that reading is to find."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.options import json_option
from dalil.cli.terminal import put_json, put_lines, put_table

_KINDS = ("person", "company", "organisation", "place", "group", "asset", "vessel", "aircraft")


@click.group(epilog="Example: dalil gazetteer add 'Tolmak' 'Otiv Prime' --type company")
def command() -> None:
    """Names of your own that reading is to find, with their types."""


@command.command("add", epilog="Example: dalil gazetteer add --file names.csv --to clients")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--type", "kind", type=click.Choice(_KINDS), help="What the names are names of.")
@click.option("--to", "gazetteer", default=None, metavar="NAME", help="Gazetteer (default: own).")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV with the columns name,type.",
)
@click.option("--list", "list_id", metavar="ID", help="Names of an imported list.")
@json_option
def add(
    names: tuple[str, ...],
    kind: str | None,
    gazetteer: str | None,
    path: Path | None,
    list_id: str | None,
    as_json: bool,
) -> None:
    """Add NAMEs, the names of a file, or those of an imported list. Documents are read again then."""
    from dataclasses import asdict

    from dalil.assembly import build
    from dalil.casework.gazetteer import add_names, names_in_file, names_of_list
    from dalil.config import Config

    if sum((bool(names), path is not None, list_id is not None)) != 1:
        raise click.UsageError("Give names, --file or --list.")
    if names and kind is None:
        raise click.UsageError("Say what the names are names of: --type.")
    dalil = build(Config.load())
    if path is not None:
        wanted = names_in_file(path)
    elif list_id is not None:
        wanted = names_of_list(dalil.shelf, list_id)
    else:
        wanted = iter([(name, kind or "") for name in names])
    home = dalil.config.home
    done = add_names(home, gazetteer or (f"list_{list_id}" if list_id else "own"), wanted)
    if as_json:
        put_json(asdict(done))
    else:
        put_lines([f"{done.gazetteer}: {done.added} added, {done.entries} names in all."])


@command.command("show", epilog="Example: dalil gazetteer show own")
@click.argument("gazetteer", required=False)
@json_option
def show(gazetteer: str | None, as_json: bool) -> None:
    """Show the gazetteers, or the names of one."""
    from dalil.casework.gazetteer import files, read_gazetteer
    from dalil.config import Config
    from dalil.errors import NotFound

    home = Config.load().home
    found = {path.stem: path for path in files(home)}
    if gazetteer is None:
        rows = [(name, len(read_gazetteer(path))) for name, path in found.items()]
        if as_json:
            put_json([{"gazetteer": name, "entries": count} for name, count in rows])
        else:
            put_table("Gazetteers", ("gazetteer", "names"), rows)
        return
    if gazetteer not in found:
        raise NotFound(f"No gazetteer {gazetteer!r}.", "See: dalil gazetteer show")
    entries = read_gazetteer(found[gazetteer])
    if as_json:
        put_json([{"name": e.name, "type": str(e.type)} for e in entries])
    else:
        put_table(gazetteer, ("name", "type"), [(e.name, str(e.type)) for e in entries])
