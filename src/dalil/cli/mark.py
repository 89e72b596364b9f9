"""``dalil mark``: who may see an exhibit or a claim, and how a person or body is to be treated."""

from __future__ import annotations

from pathlib import Path

import click

from dalil.cli.options import case_option, json_option
from dalil.cli.terminal import put_json, put_lines, put_notice
from dalil.errors import BadInput

_AS = ("target", "child", "victim", "witness", "protected", "restricted")


@click.command(
    epilog="Example: dalil mark memo.eml --case case/ --tier sealed --privileged --reason 'from counsel'"
)
@click.argument("what", nargs=-1, required=True)
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
    what: tuple[str, ...],
    case_path: Path,
    tier: str | None,
    privileged: bool | None,
    word: str | None,
    reason: str,
    as_json: bool,
) -> None:
    """Mark WHAT: exhibits (file name or hash), claims (id), persons or bodies (name or id).

    What comes in goes to recipients and not to the public until somebody says that it is public.

    Every export obeys: what stands above its audience's tier stays out; what is privileged leaves for
    the submitter's own side alone; protected persons are masked for the public, restricted ones for all.
    """
    from dalil.assembly import build
    from dalil.casework.closings import closings
    from dalil.casework.marks import find_marked, mark_entity, mark_shown, wider_inside
    from dalil.casework.view import find_entity, load_view
    from dalil.config import Config
    from dalil.evidence import Tier

    if word and (tier or privileged is not None):
        raise BadInput(
            "--as marks a person or body; --tier marks an exhibit or claim.", "Give one."
        )
    with build(Config.load()).open_case(case_path, write=True) as case:
        done: list[dict[str, object]] = []
        if word:
            view = load_view(case)
            for entity in [find_entity(view, one) for one in what]:
                mark_entity(case, entity.id, entity.name, word, reason)
                done.append({"entity": entity.id, "name": entity.name, "as": word})
        else:
            chosen = Tier(tier) if tier else None
            for one in [find_marked(case, one) for one in what]:
                key = mark_shown(case, one, tier=chosen, privileged=privileged, reason=reason)
                now = closings(case, [key])[key]
                done.append({"marked": key, "tier": str(now.tier), "privileged": now.privileged})
            for key, wider in wider_inside(case, [str(one["marked"]) for one in done]).items():
                put_notice(
                    f"{key[:12]}: {len(wider)} in it may be shown to more by marks of their own: "
                    f"{', '.join(wider[:5])}{' ...' if len(wider) > 5 else ''}."
                )
    if as_json:
        put_json(done[0] if len(done) == 1 else done)
    else:
        put_lines(
            ", ".join(f"{key}: {_plain(value)}" for key, value in one.items()) for one in done
        )


def _plain(value: object) -> object:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
