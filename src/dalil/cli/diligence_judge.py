"""``dalil diligence trigger``, ``rate``, ``approve``, ``conclude``, ``review``: judgements with reasons."""

from __future__ import annotations

import click

from dalil.cli.diligence_options import (
    client_option,
    evidence_option,
    reason_option,
    show_step,
    working,
)
from dalil.cli.options import json_option
from dalil.diligence.values import OUTCOMES, RATINGS


@click.command(
    epilog="Example: dalil diligence trigger pep --absent --reason 'no office held, asked and "
    "screened' --client tide-works-llp"
)
@click.argument("trigger_id", metavar="TRIGGER")
@client_option
@click.option("--present/--absent", required=True, default=None)
@reason_option
@evidence_option
@json_option
def trigger(
    trigger_id: str,
    client: str,
    present: bool,
    reason: str,
    evidence: tuple[str, ...],
    as_json: bool,
) -> None:
    """Say whether TRIGGER is present: pep, high-risk-country, unusual, false-identity, high-risk, reliance."""
    from dalil.casework.diligence_file import find_evidence, read_file
    from dalil.casework.diligence_judge import consider

    with working(client) as (_, case):
        cited = find_evidence(read_file(case), evidence)
        step = consider(case, trigger_id, present, reason, cited)
    show_step(step, f"{trigger_id} {'present' if present else 'absent'}", as_json=as_json)


@click.command(
    epilog="Example: dalil diligence rate medium --reason 'long chain of owners, all verified' "
    "--evidence register.pdf --client tide-works-llp"
)
@click.argument("level", type=click.Choice(RATINGS))
@client_option
@reason_option
@evidence_option
@json_option
def rate(level: str, client: str, reason: str, evidence: tuple[str, ...], as_json: bool) -> None:
    """Rate the risk of client and matter; without a reason and evidence nothing is recorded."""
    from dalil.casework.diligence_file import find_evidence, read_file
    from dalil.casework.diligence_judge import rate as rating

    with working(client) as (_, case):
        step = rating(case, level, reason, find_evidence(read_file(case), evidence))
    show_step(step, f"rated {level}", as_json=as_json)


@click.command(
    epilog="Example: dalil diligence approve --who 'P. Strand' --role 'senior management' "
    "--reason 'wealth is documented' --client tide-works-llp"
)
@client_option
@click.option("--who", default="", help="Who approved; you, when left out.")
@click.option("--role", required=True, help="Their role, such as: senior management.")
@click.option("--on", default="relationship", help="The relationship, or the id of a hit.")
@reason_option
@json_option
def approve(client: str, who: str, role: str, on: str, reason: str, as_json: bool) -> None:
    """Record an approval: of the relationship, or of one hit. Who rated does not approve."""
    from dalil.casework.diligence_judge import approve as approving

    with working(client) as (_, case):
        step = approving(case, who, role, on, reason)
    show_step(step, f"approved by {step.text('who')} ({role})", as_json=as_json)


@click.command(
    epilog="Example: dalil diligence conclude accept --reason 'all measures done' "
    "--client tide-works-llp"
)
@click.argument("outcome", type=click.Choice(OUTCOMES))
@client_option
@reason_option
@json_option
def conclude(outcome: str, client: str, reason: str, as_json: bool) -> None:
    """Accept, decline or exit: your judgement, never the program's."""
    from dalil.casework.diligence_judge import conclude as concluding

    with working(client) as (_, case):
        step = concluding(case, outcome, reason)
    show_step(step, outcome, as_json=as_json)


@click.command(
    epilog="Example: dalil diligence review --next 2032-05-04 --reason 'yearly, medium risk' "
    "--client tide-works-llp"
)
@client_option
@click.option("--next", "next_", required=True, metavar="DATE", help="When it is due again.")
@reason_option
@json_option
def review(client: str, next_: str, reason: str, as_json: bool) -> None:
    """Record that the file was reviewed today, and when the next review is due."""
    from dalil.casework.diligence_judge import plan_review

    with working(client) as (_, case):
        step = plan_review(case, next_, reason)
    show_step(step, f"next review {next_}", as_json=as_json)


COMMANDS = {
    "trigger": trigger,
    "rate": rate,
    "approve": approve,
    "conclude": conclude,
    "review": review,
}
