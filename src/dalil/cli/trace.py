"""``dalil trace``: ownership chains and tests."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from dalil.cli.options import case_option, date_option, json_option
from dalil.cli.terminal import put_json, put_lines


@click.command(epilog="Example: dalil trace 'Name of a company' --case case/ --test ofac")
@click.argument("entity")
@case_option
@date_option("Day of evaluation; the day on which the newest exhibit came in, when left out.")
@click.option("--test", "tests", multiple=True, type=click.Choice(["uk", "ofac", "eu"]))
@json_option
def command(
    entity: str,
    case_path: Path,
    as_of: datetime | None,
    tests: tuple[str, ...],
    as_json: bool,
) -> None:
    """Say what ENTITY owns under the ownership tests, if it is or were designated.

    Every answer names the holdings that decide, each a claim. No test is legal advice.
    """
    from dalil.assembly import build
    from dalil.casework.marks import require_unrestricted
    from dalil.casework.targets import latest_day
    from dalil.casework.trace import TraceOptions, to_json, trace
    from dalil.casework.view import find_entity, load_view
    from dalil.config import Config
    from dalil.ownership.tests import TESTS

    dalil = build(Config.load())
    with dalil.open_case(case_path, write=False) as case:
        view = load_view(case)
        day = as_of.date().isoformat() if as_of else latest_day(view)
        asked = find_entity(view, entity)
        require_unrestricted(case, asked.id, asked.name)
        found = trace(view, asked.id, day, TraceOptions(tests or TESTS))
    body = to_json(found, view)
    if as_json:
        put_json(body)
        return
    put_lines([f"{body['name']}, {body['hypothesis'] or 'as listed'}, on {day}:"])
    for outcome in found.outcomes:
        put_lines([f"{outcome.test.upper()}: {outcome.source}"])
        put_lines(["  citation unverified"] if not outcome.verified else [])
        put_lines(["  reaches nothing on file"] if not outcome.paths else [])
        for path in outcome.paths:
            name = view.entities[path.entity].name
            put_lines([f"  {path.outcome}: {name}: {path.reason}"])
