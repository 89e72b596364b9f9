"""``dalil diligence inspect``: the four tests of an inspector."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dalil.cli.diligence_options import client_option, looking
from dalil.cli.options import date_option, json_option, replace_option
from dalil.cli.terminal import put_json, put_lines
from dalil.errors import BadInput


@click.command(
    epilog="Example: dalil diligence inspect --client tide-works-llp --output inspection.html"
)
@client_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    metavar="FILE",
    help="Write the report: .html or .json.",
)
@date_option("Apply the rules in force at this date; today when left out.")
@replace_option
@json_option
def inspect(client: str, output: Path | None, as_of: object, replace: bool, as_json: bool) -> int:
    """Test the file for completeness by trigger, order, reasoning and retrieval (exit 1: something lacks)."""
    from datetime import datetime

    from dalil.casework.diligence_inspect import inspect as inspecting
    from dalil.casework.diligence_inspect import to_json
    from dalil.casework.outputs import check_places, write_whole

    if output is not None and output.suffix not in (".html", ".json"):
        raise BadInput(f"{output} is neither .html nor .json.", "Name one of these.")
    day = as_of.date().isoformat() if isinstance(as_of, datetime) else None
    with looking(client) as (dalil, case):
        if output is not None:
            check_places(case.exports, {output: None}, replace=replace)
        done = inspecting(case, dalil.shelf, day=day)
        told = to_json(done)
        if output is not None:
            write_whole(output, _content(told, output.suffix))
    if as_json:
        put_json(told)
        return 0 if done.holds else 1
    if done.of_another_day:
        put_lines([done.of_another_day])
    for point in done.result.lacking:
        who = f" ({point.party})" if point.party else ""
        put_lines([f"LACKS [{point.test}] {point.title}{who}: {point.found}"])
    for point in done.result.to_look_at:
        who = f" ({point.party})" if point.party else ""
        put_lines([f"LOOK AT [{point.test}] {point.title}{who}: {point.found}"])
    for proof in done.proofs:
        put_lines([proof.sentence, f"    {proof.told}"])
    total, lacking = len(done.result.points), len(done.result.lacking)
    put_lines(
        [f"{lacking} of {total} points lack." if lacking else f"{total} points: nothing lacks."]
    )
    if look := len(done.result.to_look_at):
        put_lines(
            [f"{look} to be looked at by a person: they lack nothing that the rules ask for."]
        )
    if output is not None:
        put_lines([f"report: {output}"])
    return 0 if done.holds else 1


def _content(told: dict[str, object], suffix: str) -> bytes:
    if suffix == ".html":
        from dalil.dossier.inspection import render_inspection

        return render_inspection(told)
    return json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


COMMANDS = {"inspect": inspect}
