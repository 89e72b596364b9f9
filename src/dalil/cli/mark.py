"""``dalil mark``: who may see an exhibit or a claim, and how a person or body is to be treated."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.options import case_option, json_option
from dalil.cli.terminal import put_json, put_lines
from dalil.errors import BadInput

_AS = ("target", "child", "victim", "witness", "protected", "restricted")


@click.command(
    epilog="Example: dalil mark memo.eml --case case/ --tier sealed --privileged --reason 'from counsel'"
)
@click.argument("what")
@case_option
@click.option("--tier", type=click.Choice(["public", "recipient", "submitter", "sealed"]))
@click.option("--privileged/--not-privileged", default=None, help="Legal professional privilege.")
@click.option(
    "--as",
    "word",
    type=click.Choice([*_AS, "not target", "not protected", "not restricted"]),
    help="How a person or body is to be treated.",
)
@click.option("--reason", default="", help="Why, for the record.")
@json_option
def command(
    what: str,
    case_path: Path,
    tier: str | None,
    privileged: bool | None,
    word: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Mark WHAT: an exhibit (file name or hash), a claim (its id), a person or body (name or id).

    Every export obeys: what stands above its audience's tier stays out; what is privileged leaves for
    the submitter's own side alone; protected persons are masked for the public, restricted ones for all.
    """
    from dalil.assembly import build
    from dalil.casework.marks import mark_entity, mark_shown
    from dalil.casework.view import find_entity, load_view
    from dalil.config import Config
    from dalil.evidence import Tier

    if word and (tier or privileged is not None):
        raise BadInput(
            "--as marks a person or body; --tier marks an exhibit or claim.", "Give one."
        )
    with build(Config.load()).open_case(case_path, write=True) as case:
        if word:
            entity = find_entity(load_view(case), what)
            mark_entity(case, entity.id, entity.name, word, reason)
            done = {"entity": entity.id, "name": entity.name, "as": word}
        else:
            chosen = Tier(tier) if tier else None
            key = mark_shown(case, what, tier=chosen, privileged=privileged, reason=reason)
            done = {"marked": key, "tier": tier or "as before"}
    if as_json:
        put_json(done)
    else:
        put_lines([", ".join(f"{key}: {value}" for key, value in done.items())])
