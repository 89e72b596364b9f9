"""``dalil dossier``: the footnoted dossier of a target."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.options import audience_option, case_option, json_option, replace_option
from dalil.cli.terminal import put_json, put_lines
from dalil.errors import BadInput, NotFound

FORMATS = ("pdf", "docx", "html", "json")


@click.command(
    epilog="Example: dalil dossier 'Name of the official' --case case/ --regime uk-gac --output dossier.docx"
)
@click.argument("target")
@case_option
@click.option("--regime", default="uk-gac", show_default=True, metavar="ID")
@click.option("--output", type=click.Path(path_type=Path), required=True, metavar="FILE")
@replace_option
@audience_option
@json_option
def command(  # one parameter an option
    target: str,
    case_path: Path,
    regime: str,
    output: Path,
    replace: bool,
    audience: str,
    as_json: bool,
) -> None:
    """Compose the dossier on TARGET: every sentence with its footnote, contrary evidence beside it.

    The ending of FILE chooses the format: .docx (Word, with real footnotes), .html, .json, or .pdf (printed
    by an installed browser). The export is recorded in the ledger; the same case gives the same bytes.
    """
    from dalil.assembly import build
    from dalil.casework.outputs import check_places
    from dalil.casework.targets import examine, see_target, write_dossier
    from dalil.config import Config
    from dalil.evidence import Tier
    from dalil.regimes.registry import regime as known

    known(regime)
    name = output.suffix.lstrip(".").lower()
    if name not in FORMATS:
        raise BadInput(
            f"{output} ends with {output.suffix!r}.", "Choose .pdf, .docx, .html or .json."
        )
    if not output.parent.is_dir():
        raise NotFound(
            f"The folder {output.parent} does not exist.", "Make it, or name another --output."
        )
    dalil = build(Config.load())
    printer = dalil.printer() if name == "pdf" else None
    with dalil.open_case(case_path, write=True) as case:
        # Before anything is marked or assessed; a file that is there is held against the bytes later.
        check_places(case.exports, {output: None}, replace=True)
        seen, entity = see_target(case, target, Tier(audience))
        parts = examine(case, seen, entity, dalil.lists_of(case), None)
        done = write_dossier(
            case, seen, entity, parts, {name: output}, replacing=replace, printer=printer
        )
    if as_json:
        put_json({"target": entity.id, "name": entity.name, "file": str(done.files[0])})
    else:
        put_lines([f"dossier on {entity.name}: {output}"])
