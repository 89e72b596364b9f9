"""``dalil screen``: one name, or a file of customers, against the imported lists."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.options import json_option
from dalil.cli.terminal import bars, put_json, put_lines
from dalil.matching.values import Screening

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(
    epilog="Example: dalil screen 'Name of a person' --type person; "
    "dalil screen --input customers.csv --output hits.csv"
)
@click.argument("name", required=False)
@click.option(
    "--input", "source", type=FILE, default=None, help="CSV or Parquet with id,name[,type ...]."
)
@click.option("--output", type=FILE, default=None, help="CSV of hits; refused rows beside it.")
@click.option(
    "--type",
    "type_",
    type=click.Choice(["person", "company", "vessel", "aircraft", "any"]),
    default="any",
    show_default=True,
)
@click.option("--list", "lists", multiple=True, metavar="ID", help="Only this list; repeatable.")
@click.option(
    "--changed-since",
    "since",
    default=None,
    metavar="LIST@VERSION",
    help="Report only what is new, changed or cleared since that version (a file only).",
)
@click.option(
    "--limit",
    type=click.IntRange(1, 500),
    default=None,
    help="Most hits of a list that are shown (10; in a file 20 of a customer); others are counted.",
)
@click.option("--fail-on-hit", is_flag=True, help="Exit with 1 where somebody should look.")
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    source: Path | None,
    output: Path | None,
    type_: str,
    lists: tuple[str, ...],
    since: str | None,
    limit: int | None,
    fail_on_hit: bool,
    as_json: bool,
) -> int:
    """Hold NAME, in any script, against the newest version of every imported list.

    From 0.7 a person should look; from 0.9 it is almost surely the same name. A name is not an
    identity: dates, countries and numbers decide, and so does a person.

    A file has the columns id,name and may have type, birth_date, country, identifier, gender,
    birth_place, address. A row that cannot be screened is recorded in OUTPUT.refused.csv and the
    others are done; stopped and begun again, the work goes on where it was.
    """
    if source is not None or output is not None:
        if source is None or output is None or name is not None:
            raise click.UsageError(
                "A file needs both --input and --output, and no NAME beside them."
            )
        from dalil.cli.screen_file import Asked, run

        hits = run(Asked(source, output, lists, type_, since, limit), as_json)
        return 1 if fail_on_hit and hits else 0
    if name is None:
        raise click.UsageError("Give a NAME, or --input and --output.")
    if since is not None:
        raise click.UsageError("--changed-since needs --input and --output.")
    found = _one(name, type_, lists, limit)
    if as_json:
        from dalil.casework.screen import to_json

        put_json(to_json(found))
    else:
        _show(found)
    return 1 if fail_on_hit and found.matches else 0


def _one(name: str, type_: str, lists: tuple[str, ...], limit: int | None) -> Screening:
    from dalil.assembly import build
    from dalil.casework.screen import screen_name
    from dalil.config import Config
    from dalil.errors import NotFound
    from dalil.matching.screen import LIMIT

    dalil = build(Config.load())
    with bars() as progress:
        progress("open lists", 0, 0)
        indexes = dalil.searches(lists, few=True)
    if not indexes:
        raise NotFound("No list has been imported.", "Import one: dalil lists import un FILE")
    return screen_name(name, type_, indexes, dalil.clock, limit=limit or LIMIT)


def _show(found: Screening) -> None:
    from dalil.casework.lists import old_lists
    from dalil.matching.standing import is_off

    held = ", ".join(f"{v.list}@{v.version} ({v.entries} entries)" for v in found.lists)
    put_lines([f"Screened {', '.join(found.names)} against {held} at {found.at}."])
    if not found.matches:
        alone = " under one word alone" if found.bearers else ""
        put_lines([f"Nothing found{alone}."])
    for list_, number, names, more in found.bearers:
        many = f"{'at least ' if more else ''}{number}"
        put_lines(
            [
                f"{list_}: {many} listed with this word in a fuller name ({'; '.join(names)}"
                f"{' ...' if number > len(names) else ''}). One word cannot tell them apart: screen "
                "the whole name."
            ]
        )
    for match in found.matches:
        off = "  DELISTED" if is_off(match.entry, match.version) else ""
        head = (
            f"{match.score:.2f} {match.decision}  {match.list} {match.entry.id}  {match.name}{off}"
        )
        put_lines([head, *(f"      {line}" for line in match.why)])
    for list_, number in found.beyond:
        shown = sum(match.list == list_ for match in found.matches)
        put_lines(
            [
                f"{list_}: {shown} of {shown + number} hits shown; {number} more with a larger --limit."
            ]
        )
    put_lines([f"warning: {line}" for line in old_lists(found.lists, found.at)])
