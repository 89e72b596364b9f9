"""``dalil ingest``: files and folders into a case."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dalil.cli.options import (
    case_option,
    first_option,
    json_option,
    llm_option,
    no_case_twice,
)
from dalil.cli.terminal import bars, put_json, put_lines, put_notice

if TYPE_CHECKING:
    from dalil.casework.ingest import IngestReport
    from dalil.casework.read import ReadReport
    from dalil.casework.resolve import ResolveReport


@click.command(epilog="Example: dalil ingest letter.pdf mails/ --case case/ --read-first newest")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@case_option
@click.option(
    "--tier",
    type=click.Choice(["public", "recipient", "submitter", "sealed"]),
    help="Who may be shown what comes in; recipients when left out, never the public.",
)
@click.option("--no-read", is_flag=True, help="End when the documents are searchable.")
@click.option(
    "--background",
    is_flag=True,
    help="End when the documents are searchable; a process of its own reads on.",
)
@first_option("--read-first")
@llm_option
@json_option
def command(
    paths: tuple[Path, ...],
    case_path: Path,
    tier: str | None,
    no_read: bool,
    background: bool,
    first: tuple[str, ...],
    llm: str | None,
    as_json: bool,
) -> None:
    """Take files and folders into a case: vault, text layers, claims, links between names.

    A case that does not exist is made. A file that cannot be read is kept and recorded as refused.
    Documents are found by "dalil search" as soon as their text is there, before their claims are
    read. Stopped at any moment, "dalil read --case DIR" or the same command goes on.
    """
    from dalil.assembly import build
    from dalil.casework.folder import gather
    from dalil.casework.ingest import ingest
    from dalil.cli.reading import read_and_resolve, readers_of, start_reader
    from dalil.config import Config
    from dalil.custody.settings import CaseSettings
    from dalil.evidence import Tier

    no_case_twice(no_read, background)
    found = gather(paths, case_path)
    for line in found.left_out:
        put_notice(line)
    dalil = build(Config.load())
    dalil.create_case(case_path, CaseSettings(name=case_path.resolve().name))
    read: ReadReport | None = None
    resolved: ResolveReport | None = None
    with dalil.open_case(case_path, write=True) as case, bars() as progress:
        came = ingest(
            case, found.files, dalil.documents, tier=Tier(tier) if tier else None, progress=progress
        )
        if not (no_read or background):
            with readers_of(dalil, case, llm) as readers:
                read, resolved = read_and_resolve(case, readers, first, progress)
    if background:
        start_reader(case_path, first, llm=llm)
    if as_json:
        done = {"read": asdict(read), "resolve": asdict(resolved)} if read and resolved else {}
        put_json({"ingest": asdict(came), **done, "background": background})
        return
    put_lines(_lines(came, read, background, case_path))


def _lines(
    came: IngestReport, read: ReadReport | None, background: bool, case_path: Path
) -> list[str]:
    took = (
        f"{came.taken} taken in, {came.known} known already, {came.read} read, "
        f"{came.refused} refused"
    )
    if read is not None:
        from dalil.cli.reading import in_part

        return [
            f"{took}; {read.claims} claims from {read.documents} documents{in_part(read)}.",
            f"case folder: {case_path}",
        ]
    how = "are being read in the background" if background else "wait to be read"
    return [
        f"{took}; searchable now: dalil search WORDS --case {case_path}",
        f"claims {how}: dalil read --case {case_path}{' --status' if background else ''}",
    ]
