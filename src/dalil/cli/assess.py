"""``dalil assess``: the elements of a legal regime, support and contrary on file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from dalil.cli.options import case_option, date_option, json_option
from dalil.cli.terminal import put_json, put_lines, put_table


@click.command(epilog="Example: dalil assess 'Name of the official' --case case/ --regime uk-gac")
@click.argument("target")
@case_option
@click.option("--regime", default="uk-gac", show_default=True, metavar="ID")
@date_option("Day of law and facts; the day on which the newest exhibit came in, when left out.")
@json_option
def command(
    target: str, case_path: Path, regime: str, as_of: datetime | None, as_json: bool
) -> None:
    """Hold what the case has on TARGET against each element; findings, never a verdict."""
    from dalil.assembly import build
    from dalil.casework.assess import Answers, assess, to_json
    from dalil.casework.marks import require_unrestricted
    from dalil.casework.screen import screen_target
    from dalil.casework.targets import latest_day
    from dalil.casework.trace import trace
    from dalil.casework.view import find_entity, load_view
    from dalil.config import Config
    from dalil.sources.independence import origin_groups

    dalil = build(Config.load())
    with dalil.open_case(case_path, write=False) as case:
        view = load_view(case)
        entity = find_entity(view, target)
        require_unrestricted(case, entity.id, entity.name)
        day = as_of.date().isoformat() if as_of else latest_day(view)
        screened = screen_target(view, entity.id, dalil.lists_of(case), case.clock)
        owned = trace(view, entity.id, day).outcomes
        found = assess(view, entity.id, regime, day, Answers(origin_groups, owned, screened))
    if as_json:
        put_json(to_json(found, view))
        return
    rows = [
        (f.element, c.ground, str(f.support), str(f.contrary), "; ".join(f.missing))
        for c, f in zip(found.criteria, found.findings, strict=True)
    ]
    title = f"{entity.name}: {found.title}, on {day}"
    put_table(title, ("element", "ground", "support", "contrary", "missing"), rows)
    put_lines(["Findings, not a verdict. Unverified citations are marked in --json and dossiers."])
