"""The part of ``dalil screen`` that takes a file: parse, one verb, a summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dalil.cli.terminal import bars, put_json, put_lines
from dalil.errors import NotFound

if TYPE_CHECKING:
    from dalil.casework.screen_file import FileSummary


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says of a file.

    Attributes:
        source: The customers.
        output: Where the hits go.
        lists: Against which lists; all when empty.
        type_: Of rows that name none.
        since: ``LIST@VERSION``: only what changed; None for all.
        limit: Most hits of a customer in one list; None for the usual.
    """

    source: Path
    output: Path
    lists: Sequence[str]
    type_: str
    since: str | None
    limit: int | None


def run(asked: Asked, as_json: bool) -> int:
    """Screen a file and say what came of it.

    Returns:
        Number of hits; of a re-screening those that are new or changed.
    """
    from dataclasses import replace

    from dalil.assembly import build
    from dalil.assembly_lists import file_job, make_indexes, names_in
    from dalil.casework.screen_file import screen_file
    from dalil.config import Config

    dalil = build(Config.load())
    if not dalil.shelf.versions():
        raise NotFound("No list has been imported.", "Import one: dalil lists import un FILE")
    with bars() as progress:
        if asked.since is None:
            names = names_in(asked.source)
            progress("index lists", 0, 0)
            make_indexes(dalil, asked.lists, asked=names)
        job = file_job(dalil, asked.source, asked.output, asked.lists, asked.since)
        limit = asked.limit or job.limit
        found = screen_file(replace(job, type_=asked.type_, limit=limit, progress=progress))
    if as_json:
        put_json(to_json(found))
    else:
        put_lines(_lines(found, asked.since))
    return found.counts.get("hits", 0)


def to_json(found: FileSummary) -> dict[str, object]:
    """A summary as plain JSON."""
    return {
        "output": str(found.output),
        "refused_in": str(found.refused_in) if found.refused_in else None,
        "record": str(found.record) if found.record else None,
        **{name: found.counts.get(name, 0) for name in _COUNTS},
        "resumed_after": found.resumed,
        "columns_not_used": list(found.unused),
        "lists": [
            {
                "list": one.list,
                "version": one.version,
                "entries": one.entries,
                "licence": one.licence,
                "restrictions": list(one.restrictions),
            }
            for one in found.versions
        ],
    }


_COUNTS = (
    "rows",
    "screened",
    "refused",
    "with_hits",
    "hits",
    "match",
    "review",
    "new",
    "changed",
    "cleared",
    "beyond",
    "rows_cut",
    "ids_twice",
    "countries_not_known",
    "births_not_counted",
    "one_word",
)
_TOLD = (
    ("ids_twice", "{rows} an id that a row before {it} has", "has", "have"),
    ("countries_not_known", "{rows} a country that is not known and was left out", "names", "name"),
    (
        "births_not_counted",
        "{rows} a birth date that stands for an unknown one and was not counted",
        "gives",
        "give",
    ),
    (
        "one_word",
        "{rows} one word alone and no hit: who bears it in a fuller name is not shown",
        "gives",
        "give",
    ),
)


def _lines(found: FileSummary, since: str | None) -> list[str]:
    count = found.counts.get
    held = ", ".join(f"{one.list}@{one.version}" for one in found.versions)
    lines = [
        f"{count('screened', 0)} of {count('rows', 0)} rows screened against {held}.",
        f"{count('with_hits', 0)} rows have {count('hits', 0)} hits ({count('match', 0)} match, "
        f"{count('review', 0)} to be looked at): {found.output}",
    ]
    if beyond := count("beyond", 0):
        lines.append(
            f"{beyond} more hits of {count('rows_cut', 0)} rows are not written (column 'of' says how "
            "many a row has in a list): take a larger --limit."
        )
    if since:
        lines.append(
            f"Since {since}: {count('new', 0)} new, {count('changed', 0)} changed, "
            f"{count('cleared', 0)} cleared."
        )
    if found.resumed:
        lines.append(f"An earlier run had done the first {found.resumed} rows.")
    if found.refused_in:
        lines.append(f"{count('refused', 0)} rows could not be screened: {found.refused_in}")
    for name, words, one, many in _TOLD:
        if number := count(name, 0):
            said = f"1 row {one}" if number == 1 else f"{number} rows {many}"
            example = ", ".join(found.examples.get(name, ()))
            words = words.format(rows=said, it="it" if number == 1 else "them")
            lines.append(f"{words}{': ' if example else ''}{example}.")
    if found.record:
        lines.append(f"What was held against what, when and by which version: {found.record}")
    if found.unused:
        lines.append(f"Columns not used: {', '.join(found.unused)}.")
    lines.extend(
        f"{one.list}: {one.licence} ({', '.join(one.restrictions)})"
        for one in found.versions
        if one.restrictions
    )
    return lines
