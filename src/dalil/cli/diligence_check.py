"""``dalil diligence check``, ``import``, ``decide``: screening of parties and what was decided on hits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dalil.cli.diligence_options import (
    client_option,
    evidence_option,
    reason_option,
    show_step,
    working,
)
from dalil.cli.options import json_option
from dalil.cli.terminal import bars, put_json, put_lines
from dalil.diligence.values import VERDICTS
from dalil.errors import BadInput

if TYPE_CHECKING:
    from dalil.casework.diligence_check import Checked

_PARTY = click.option("--party", "parties", multiple=True, help="Only this one; repeatable.")


@click.command(
    epilog="Example: dalil diligence check --client tide-works-llp --list un --list gb_fcdo"
)
@client_option
@_PARTY
@click.option("--list", "lists", multiple=True, metavar="ID", help="Only this list; repeatable.")
@click.option("--threshold", type=float, default=0.7, show_default=True)
@click.option(
    "--most", type=int, default=50, show_default=True, help="Hits kept of a party on a list."
)
@click.option("--fail-on-hit", is_flag=True, help="Exit with 1 where a hit waits for a decision.")
@json_option
def check(  # one parameter an option
    client: str,
    parties: tuple[str, ...],
    lists: tuple[str, ...],
    threshold: float,
    most: int,
    fail_on_hit: bool,
    as_json: bool,
) -> int:
    """Hold the parties against the newest version of every imported list, and keep what was held.

    That nothing was found is recorded too. A pair that was decided is not asked again unless the
    party or the entry changed.
    """
    from dalil.casework.diligence_check import Asking
    from dalil.casework.diligence_check import check as checking

    with working(client) as (dalil, case), bars() as progress:
        progress("open lists", 0, 0)
        held = dalil.searches(lists)
        asking = Asking(threshold, most, dalil.shelf)
        done = checking(case, held, parties, asking, progress)
    _show(done, as_json=as_json)
    return 1 if fail_on_hit and done.asked else 0


@click.command(
    "import",
    epilog="Example: dalil diligence import hits.csv --vendor NameWatch --on 2031-05-04 "
    "--kind sanctions --kind peps --column entity_id=Ref --column name=Match --client tide-works-llp",
)
@click.argument("file", type=click.Path(path_type=Path))
@client_option
@click.option("--vendor", required=True, help="Name of the other system.")
@click.option("--on", required=True, metavar="DATE", help="When it was run there.")
@click.option("--kind", "kinds", multiple=True, required=True, help="sanctions, peps, debarment.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="WHAT=COLUMN",
    help="party, entity_id, name, list, score, why, topics, birth_date, country.",
)
@_PARTY
@json_option
def import_(  # one parameter an option
    file: Path,
    client: str,
    vendor: str,
    on: str,
    kinds: tuple[str, ...],
    columns: tuple[str, ...],
    parties: tuple[str, ...],
    as_json: bool,
) -> int:
    """Take in FILE, a table (CSV, UTF-8) of hits of another system; its rows are decided here.

    Rows that cannot be used are told with their reason (exit 1) and kept with the table.
    """
    from dalil.assembly_lists import vendor_table
    from dalil.casework.diligence_vendor import Vendor, import_hits

    mapped = tuple(_pair(one) for one in columns)
    with working(client) as (_, case):
        table = vendor_table(file)
        done = import_hits(case, table, Vendor(vendor, on, kinds, mapped, parties))
    _show(done.checked, as_json=as_json, refused=done.refused)
    return 1 if done.refused else 0


@click.command(
    epilog="Example: dalil diligence decide 3fa9c1 different --reason 'born 1961, not 1988' "
    "--evidence passport.pdf --client tide-works-llp"
)
@click.argument("hit")
@click.argument("verdict", type=click.Choice(VERDICTS))
@client_option
@reason_option
@evidence_option
@json_option
def decide(
    hit: str,
    verdict: str,
    client: str,
    reason: str,
    evidence: tuple[str, ...],
    as_json: bool,
) -> None:
    """Decide whether HIT (its id, or the beginning) is the party: same, different, unsure."""
    from dalil.casework.diligence_file import find_evidence, read_file
    from dalil.casework.diligence_judge import decide as deciding

    with working(client) as (_, case):
        cited = find_evidence(read_file(case), evidence)
        found, step = deciding(case, hit, verdict, reason, cited)
    show_step(step, f"{found.party} ~ {found.name}: {verdict}", as_json=as_json)


def _pair(text: str) -> tuple[str, str]:
    what, equals, column = text.partition("=")
    if not equals:
        raise BadInput(f"{text!r} maps nothing.", "Write --column name='Matched name'.")
    return what.strip(), column


def _show(done: Checked, *, as_json: bool, refused: tuple[tuple[str, str], ...] = ()) -> None:
    from dalil.casework.diligence_inspect import sentence

    if as_json:
        put_json(
            {
                "step": done.step.number,
                "entry": done.step.entry,
                "at": done.step.at,
                "sentence": sentence(done.step),
                "to_decide": [hit.id for hit in done.asked],
                "decided_before": {hit.id: step.text("verdict") for hit, step in done.decided},
                "asked_again": {hit.id: list(what) for hit, what in done.again},
                "refused": [{"place": place, "reason": why} for place, why in refused],
                "body": dict(done.step.body),
            }
        )
        return
    put_lines([sentence(done.step), f"step {done.step.number}, ledger entry {done.step.entry}"])
    changed = {hit.id: what for hit, what in done.again}
    for hit in done.asked:
        score = "-" if hit.score is None else f"{hit.score:.2f}"
        put_lines(
            [f"TO DECIDE {hit.id}  {score}  {hit.party} ~ {hit.name} ({hit.list} {hit.entry_id})"]
        )
        put_lines([f"      {line}" for line in hit.why])
        if hit.id in changed:
            put_lines(
                [
                    f"      asked again, changed since the last decision: {', '.join(changed[hit.id])}"
                ]
            )
    for hit, step in done.decided:
        words = f"decided before {hit.id}  {hit.name}: {step.text('verdict')} ({step.at[:10]} {step.by})"
        put_lines([words, f"      {step.text('reason')}"])
    put_lines([f"refused {place}: {why}" for place, why in refused])
    for one in done.step.body["lists"]:
        if one.get("restrictions"):
            put_lines([f"licence of {one['list']}: {', '.join(one['restrictions'])}"])


COMMANDS = {"check": check, "import": import_, "decide": decide}
