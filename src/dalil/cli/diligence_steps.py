"""``dalil diligence party``, ``add``, ``state``, ``event``: what is put on a client file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dalil.cli.diligence_open import details_of, person_options
from dalil.cli.diligence_options import client_option, evidence_option, show_step, working
from dalil.cli.options import json_option
from dalil.diligence.values import EVENTS, FIELDS, ROLES


@click.command(
    epilog="Example: dalil diligence party 'Orla Venn' --role owner --born 1961 --country GB "
    "--share 60% --client tide-works-llp"
)
@click.argument("name")
@client_option
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--share", default="", help="Share or kind of control, as the sources say.")
@click.option("--since", default="", metavar="DATE", help="Since when they have the role.")
@click.option("--removed", is_flag=True, help="They are no longer a party; the record stays.")
@person_options
@json_option
def party(  # one parameter an option
    name: str,
    client: str,
    role: str,
    share: str,
    since: str,
    removed: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401 - the options of a person
) -> None:
    """Put NAME on the file, or describe them anew. Only parties are ever screened."""
    from dalil.casework.diligence_file import add_party, iso

    details = {
        **details_of(given),
        "share": share,
        "since": iso(since, "since") if since else "",
        "removed": removed,
    }
    with working(client) as (_, case):
        step = add_party(case, name, role, details)
    show_step(step, f"{role}: {name}", as_json=as_json)


@click.command(
    epilog="Example: dalil diligence add passport.pdf --as passport --issuer 'Derbezhan' "
    "--independent --party 'Orla Venn' --client tide-works-llp"
)
@click.argument("file", type=click.Path(path_type=Path))
@client_option
@click.option("--as", "what", required=True, help="passport, register excerpt, bank statement ...")
@click.option("--issuer", default="", help="Who issued it.")
@click.option(
    "--independent/--not-independent",
    default=None,
    help="Whether the issuer is reliable and independent of the client.",
)
@click.option("--party", "party_", default="", help="Whom it concerns.")
@click.option("--seen-on", default="", metavar="DATE", help="When the original was seen.")
@click.option("--certified", default="", help="How and by whom it was certified.")
@json_option
def add(  # one parameter an option
    file: Path,
    client: str,
    what: str,
    issuer: str,
    independent: bool | None,
    party_: str,
    seen_on: str,
    certified: str,
    as_json: bool,
) -> None:
    """Take FILE into the vault as evidence; it is cited by its name or hash."""
    from dalil.casework.diligence_file import add_evidence, iso

    details = {
        "as": what,
        "issuer": issuer,
        "independent": independent,
        "party": party_,
        "seen_on": iso(seen_on, "seen-on") if seen_on else "",
        "certified": certified,
    }
    with working(client) as (_, case):
        step = add_evidence(case, file, details)
    show_step(step, f"{file.name}, sha256 {step.text('sha256')}", as_json=as_json)


@click.command(
    epilog="Example: dalil diligence state funds 'Sale of the flat in Izmer, see the deed' "
    "--evidence deed.pdf --client tide-works-llp"
)
@click.argument("field", type=click.Choice(list(FIELDS)))
@click.argument("text")
@client_option
@click.option("--party", "party_", default="", help="Whom it concerns (identity: needed).")
@evidence_option
@json_option
def state(
    field: str, text: str, client: str, party_: str, evidence: tuple[str, ...], as_json: bool
) -> None:
    """State TEXT on a FIELD of the file, with the evidence that it rests on."""
    from dalil.casework.diligence_file import find_evidence, read_file
    from dalil.casework.diligence_file import state as stating

    with working(client) as (_, case):
        cited = find_evidence(read_file(case), evidence)
        step = stating(case, field, text, party=party_, evidence=cited)
    show_step(step, f"{field} stated, {len(cited)} pieces of evidence", as_json=as_json)


@click.command(
    epilog="Example: dalil diligence event 'money moved' --on 2031-05-04T10:00:00Z "
    "--amount 'EUR 120000' --client tide-works-llp"
)
@click.argument("kind", type=click.Choice(EVENTS))
@client_option
@click.option("--on", required=True, metavar="DATE", help="2031-05-04, or a UTC time with Z.")
@click.option("--text", default="", help="What happened.")
@click.option("--amount", default="", help="Sum and currency.")
@json_option
def event(kind: str, client: str, on: str, text: str, amount: str, as_json: bool) -> None:
    """Record that KIND happened; the ledger also knows when it was recorded."""
    from dalil.casework.diligence_file import add_event

    with working(client) as (_, case):
        step = add_event(case, kind, on, text, amount)
    show_step(step, f"{kind} on {on}", as_json=as_json)


COMMANDS = {"party": party, "add": add, "state": state, "event": event}
