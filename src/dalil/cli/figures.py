"""``dalil figures``: figures of a case that do not add up, as questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dalil.cli.options import case_option, json_option
from dalil.cli.terminal import put_json, put_lines

if TYPE_CHECKING:
    from dalil.casework.figures import AskedFigures
    from dalil.claims.index import Shelved

    Found = list[tuple[Shelved, tuple[AskedFigures, ...]]]


@click.command(epilog="Example: dalil figures --case case/")
@case_option
@json_option
def command(case_path: Path, as_json: bool) -> int:
    """Ask about figures that do not add up by a document's own words.

    Payments against a stated total, parts against their sum, a share of a sum, two exchange rates,
    an age against a date of birth, shares above a hundred per cent. Nothing is corrected, and no
    rate of any market is used. Exits with 1 where there is nothing to ask.
    """
    from dalil.assembly import build
    from dalil.casework.figures import asked_in_case
    from dalil.config import Config

    with build(Config.load()).open_case(case_path, write=False) as case:
        found = list(asked_in_case(case.store.index, case.store))
    if as_json:
        put_json(_as_object(found))
    else:
        put_lines(_lines(found))
    return 0 if found else 1


def _lines(found: Found) -> Iterator[str]:
    for shelved, asked in found:
        yield f"exhibit {shelved.number}: {shelved.exhibit.name}  {shelved.exhibit.sha256[:12]}"
        for one in asked:
            yield f"  {one.kind}: {one.question}"
            for figure in one.figures:
                yield f"    {figure.place}: {' '.join(figure.words.split())}"
    if not found:
        yield "No figures that do not add up."


def _as_object(found: Found) -> list[dict[str, object]]:
    return [
        {
            "exhibit": shelved.exhibit.sha256,
            "number": shelved.number,
            "name": shelved.exhibit.name,
            "questions": [asdict(one) for one in asked],
        }
        for shelved, asked in found
    ]
