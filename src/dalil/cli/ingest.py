"""``dalil ingest``: files and folders into a case."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from dalil.cli.options import case_option, json_option
from dalil.cli.terminal import bars, put_json, put_lines


@click.command(epilog="Example: dalil ingest letter.pdf mails/ --case case/")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@case_option
@json_option
def command(paths: tuple[Path, ...], case_path: Path, as_json: bool) -> None:
    """Take files and folders into a case: vault, text layers, claims, links between names.

    A case that does not exist is made. A file that cannot be read is kept and recorded as refused.
    """
    from dalil.assembly import build
    from dalil.casework.folder import gather
    from dalil.casework.ingest import ingest
    from dalil.casework.read import read_claims
    from dalil.casework.resolve import resolve_case
    from dalil.config import Config
    from dalil.custody.settings import CaseSettings

    files = gather(paths)
    dalil = build(Config.load())
    dalil.create_case(case_path, CaseSettings(name=case_path.resolve().name))
    with dalil.open_case(case_path, write=True) as case, bars() as progress:
        came = ingest(case, files, dalil.documents, progress=progress)
        read = read_claims(case, dalil.claims, progress=progress)
        _, resolved = resolve_case(case)
    if as_json:
        put_json({"ingest": asdict(came), "read": asdict(read), "resolve": asdict(resolved)})
        return
    put_lines(
        [
            f"{came.taken} taken in, {came.known} known already, {came.read} read, "
            f"{came.refused} refused; {read.claims} claims from {read.documents} documents.",
            f"case folder: {case_path}",
        ]
    )
