"""``dalil investigate``: the main job on a folder of documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from dalil.casework.investigate import Investigation
from dalil.cli.options import case_option, json_option, llm_option
from dalil.cli.terminal import bars, put_json, put_lines, put_notice, put_table


@click.command(
    epilog="Example: dalil investigate papers/ --case case/ --target 'Name of the official'"
)
@click.argument("folder", type=click.Path(path_type=Path))
@case_option
@click.option(
    "--target",
    "targets",
    multiple=True,
    metavar="NAME",
    help="A person or body to write about; may be given several times.",
)
@llm_option
@json_option
def command(
    folder: Path, case_path: Path, targets: tuple[str, ...], llm: str | None, as_json: bool
) -> None:
    """Ingest a folder, read claims, resolve names, find contests; a dossier for each target.

    Without a target: the overview, and no dossier on anybody. It resumes: what was done is not
    done again.
    """
    found = run(folder, case_path, targets, llm)
    if as_json:
        put_json(as_object(found, case_path))
    else:
        show(found, case_path)


def run(
    folder: Path, case_path: Path, targets: tuple[str, ...] = (), llm: str | None = None
) -> Investigation:
    """Do the main job; the case is made where there is none."""
    from dalil.assembly import build
    from dalil.casework.folder import open_folder
    from dalil.casework.investigate import Job, investigate
    from dalil.cli.reading import readers_of
    from dalil.config import Config
    from dalil.custody.settings import settings_from

    opened = open_folder(folder, case_path)
    for line in opened.left_out:
        put_notice(line)
    dalil = build(Config.load())
    table = {"name": folder.resolve().name, **opened.settings}
    settings = settings_from(table, str(folder))
    dalil.create_case(case_path, settings)
    with dalil.open_case(case_path, write=True) as case, bars() as progress:
        job = Job(opened.files, targets, opened.descriptions)
        with readers_of(dalil, case, llm) as readers:
            return investigate(case, job, replace(dalil.tools(), claims=readers), progress)


def show(found: Investigation, case_path: Path) -> None:
    """The summary: a short table, what was refused, the dossiers."""
    from dalil.casework.investigate import overview

    numbers = overview(found.view)
    rows = [(name.replace("_", " "), number) for name, number in numbers.items()]
    rows.append(("dossiers", len(found.targets)))
    put_table(f"Case {found.view.name}", ("what", "number"), rows)
    for sha256, refusal in found.view.refusals.items():
        name = found.view.exhibits[sha256].name
        put_lines([f"not read: {name}: {refusal.reason}"])
    for work in found.targets:
        put_lines([f"dossier on {work.entity.name}: {path}" for path in work.files])
    put_lines([f"case folder: {case_path}  (check it: dalil verify {case_path})"])


def as_object(found: Investigation, case_path: Path) -> dict[str, object]:
    """The summary as JSON."""
    from dalil.casework.investigate import overview

    return {
        "case": str(case_path),
        "name": found.view.name,
        **overview(found.view),
        "refusals": [
            {"sha256": r.exhibit, "code": r.code, "reason": r.reason}
            for r in found.view.refusals.values()
        ],
        "dossiers": [
            {
                "target": work.entity.id,
                "name": work.entity.name,
                "files": [str(path) for path in work.files],
            }
            for work in found.targets
        ],
    }
