"""``dalil diligence open``, ``show``, ``list``: begin a client file and see what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dalil.cli.diligence_options import client_option, looking, show_step
from dalil.cli.options import json_option
from dalil.cli.terminal import put_json, put_lines
from dalil.errors import BadInput, DalilError

if TYPE_CHECKING:
    from dalil.diligence.values import ClientFile

_TYPES = ["person", "company", "trust", "partnership", "foundation", "public body"]


def person_options(command: Any) -> Any:  # noqa: ANN401 - decorates a click command
    """Options that describe somebody on the file."""
    for option in (
        click.option("--type", "type_", type=click.Choice(_TYPES), default="person"),
        click.option("--alias", "aliases", multiple=True, help="Another name; repeatable."),
        click.option("--born", default="", metavar="DATE", help="1961, 1961-05 or 1961-05-06."),
        click.option("--country", "countries", multiple=True, metavar="CC", help="ISO 3166-1."),
        click.option(
            "--identifier",
            "identifiers",
            multiple=True,
            nargs=3,
            metavar="KIND NUMBER COUNTRY",
            help="Passport, registration ...; repeatable.",
        ),
    ):
        command = option(command)
    return command


def details_of(given: dict[str, Any]) -> dict[str, Any]:
    """What the options of :func:`person_options` said, JSON-ready.

    Raises:
        BadInput: A country that is no code of two letters.
    """
    for code in given["countries"]:
        if len(code) != 2 or not code.isascii() or not code.isalpha():
            raise BadInput(f"{code!r} is no country code.", "Give ISO 3166-1 alpha-2, such as KZ.")
    return {
        "type": given["type_"],
        "aliases": list(given["aliases"]),
        "born": given["born"],
        "countries": [code.upper() for code in given["countries"]],
        "identifiers": [list(one) for one in given["identifiers"]],
    }


@click.command(
    epilog="Example: dalil diligence open 'Tide Works LLP' --type company --country GB "
    "--officer age1... --controller 'Quill & Co' --lawful-basis 'MLR 2017'"
)
@click.argument("name")
@click.option(
    "--client", default=None, metavar="DIR", help="Where; under DALIL_HOME/clients when left out."
)
@click.option(
    "--officer",
    required=True,
    metavar="AGE1...|FILE",
    help="Public key of the nominated officer, or a file with it (dalil diligence key).",
)
@click.option("--controller", default="", help="Who answers for the personal data.")
@click.option("--lawful-basis", default="", help="On which basis in law the data are held.")
@person_options
@json_option
def open_(
    name: str,
    client: str | None,
    officer: str,
    controller: str,
    lawful_basis: str,
    as_json: bool,
    **given: Any,  # noqa: ANN401 - the options of a person
) -> None:
    """Open the due-diligence file of NAME, a client, in a folder of its own.

    The sealed compartment for the nominated officer is there from the first moment on.
    """
    from dalil.assembly import build
    from dalil.casework.diligence_file import begin, check_party
    from dalil.casework.diligence_sealed import check_officer, cover
    from dalil.casework.outputs import slug
    from dalil.config import Config
    from dalil.custody.settings import CLIENT, CaseSettings

    dalil = build(Config.load())
    details = details_of(given)
    check_party(name, "client", details)
    folder = Path(client) if client else dalil.config.home / "clients" / slug(name)
    settings = CaseSettings(
        name=name,
        controller=controller,
        purpose="due diligence on a client",
        lawful_basis=lawful_basis,
        kind=CLIENT,
        officer=check_officer(officer),
    )
    dalil.create_case(folder, settings)
    with dalil.open_case(folder, write=True, kind="client") as case:
        step = begin(case, name, details.pop("type"), details)
        cover(case)
    show_step(step, f"the file of {name} was opened in {folder}", as_json=as_json)


@click.command(epilog="Example: dalil diligence show --client tide-works-llp")
@client_option
@json_option
def show(client: str, as_json: bool) -> None:
    """What the file holds: parties, evidence, checks and what they prove, open hits, retention."""
    from dalil.casework.diligence_file import read_file
    from dalil.casework.diligence_inspect import proofs
    from dalil.diligence.retention import retention_of
    from dalil.diligence.rules import load_rules

    with looking(client) as (_, case):
        file = read_file(case)
        proved = proofs(case, file)
    retention = retention_of(file, load_rules().retention)
    if as_json:
        put_json(
            {
                "client": file.name,
                "type": file.type,
                "steps": [
                    {"step": s.number, "kind": s.kind, "at": s.at, "entry": s.entry, **s.body}
                    for s in file.steps
                ],
                "erase_from": retention.erase_from,
                "hold": retention.hold,
            }
        )
        return
    _show(file)
    for proof in proved:
        put_lines([proof.sentence, f"    {proof.told}"])
    kept = retention.erase_from or f"no clock runs: {retention.because}"
    put_lines([f"kept until: {kept}{'; held: ' + retention.hold if retention.hold else ''}"])


def _show(file: ClientFile) -> None:
    if not file.steps:
        put_lines(["The file was erased; its tombstone verifies: dalil verify FOLDER"])
        return
    from dalil.diligence.inspection import newest_hits

    put_lines([f"{file.name} ({file.type}), opened {file.opened_at}"])
    for name, party in file.parties.items():
        put_lines([f"  {party.text('role')}: {name}"])
    for sha256, one in file.evidence.items():
        put_lines([f"  evidence {sha256[:12]}: {one.text('name')} ({one.text('as')})"])
    for step in file.steps:
        if step.kind not in ("party", "evidence", "check"):
            words = step.text("text") or step.text("reason")
            told = [
                step.text(k)
                for k in ("field", "trigger", "event", "on", "level", "outcome", "verdict", "next")
            ]
            put_lines([f"  {step.number} {step.kind} {' '.join(filter(None, told))}: {words}"])
    for hit in newest_hits(file):
        if hit.id not in file.decisions:
            score = "-" if hit.score is None else f"{hit.score:.2f}"
            put_lines(
                [
                    f"  NOT DECIDED {hit.id}  {score}  {hit.party} ~ {hit.name} ({hit.list} {hit.entry_id})"
                ]
            )


@click.command("list", epilog="Example: dalil diligence list --json")
@json_option
def list_(as_json: bool) -> None:
    """The client files under DALIL_HOME/clients: name, folder, review and retention dates."""
    from dalil.assembly import build
    from dalil.casework.diligence_file import read_file
    from dalil.config import Config
    from dalil.diligence.retention import retention_of
    from dalil.diligence.rules import load_rules

    dalil = build(Config.load())
    rows: list[dict[str, str]] = []
    for place in sorted((dalil.config.home / "clients").glob("*/dalil.toml")):
        row = {"client": "", "folder": str(place.parent), "review": "", "erase_from": ""}
        try:
            with dalil.open_case(place.parent, write=False, kind="client") as case:
                file = read_file(case)
        except DalilError as error:
            rows.append(
                {**row, "error": error.message}
            )  # one damaged file does not hide the others
            continue
        review = file.last("review")
        row["client"] = file.name
        row["review"] = review.text("next") if review else ""
        row["erase_from"] = retention_of(file, load_rules().retention).erase_from
        rows.append(row)
    if as_json:
        put_json(rows)
        return
    for row in rows:
        put_lines([f"{row['client'] or 'CANNOT BE READ'}: {row['folder']}"])
        if "error" in row:
            put_lines([f"    {row['error']}"])
            continue
        put_lines(
            [f"    next review {row['review'] or '(none)'}; erase from {row['erase_from'] or '-'}"]
        )


COMMANDS = {"open": open_, "show": show, "list": list_}
