"""The talk of ``dalil review`` on a terminal: one claim after the other, one key a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dalil.cli.review_show import describe, field
from dalil.cli.terminal import put_lines, visible
from dalil.errors import DalilError

if TYPE_CHECKING:
    from dalil.casework.casefolder import Case
    from dalil.casework.review_rows import Filter

_HELP = (
    "a accept   r reject   c correct   n next   b back   u take back   s show all   q end   ? help"
)


def talk_through(case: Case, chosen: Filter) -> None:
    """Show what waits and do what the keys say, until q or the end.

    Args:
        case: Open for writing.
        chosen: Which claims.
    """
    from dalil.casework.review_rows import listed, progress, row

    ids = [claim.id for claim in listed(case, chosen)]
    place = 0
    put_lines([progress(case, chosen).words, _HELP])
    while 0 <= place < len(ids):
        shown = row(case, ids[place])
        put_lines(["", f"{place + 1} of {len(ids)}", *describe(shown)])
        key = click.getchar()
        if key in ("q", "\x04", "\x1b"):
            break
        if key in ("n", "j", " "):
            place += 1
        elif key in ("b", "k"):
            place = max(place - 1, 0)
        elif key in ("?", "h"):
            put_lines([_HELP])
        elif key == "s":
            put_lines([f"  {one['by']}: {one['verdict']} {one['at']}" for one in shown["history"]])  # type: ignore[attr-defined]
        else:
            place += _decide(case, key, shown, ids, place)
    put_lines([progress(case, chosen).words])


def _decide(case: Case, key: str, shown: dict[str, Any], ids: list[str], place: int) -> int:
    """Do what a key says; how many claims to go on by."""
    from dalil.casework.review_steps import apply, read_step

    step = _step(key, shown)
    if step is None:
        return 0
    try:
        done = apply(case, read_step(step))
    except DalilError as error:
        click.echo(f"dalil: {visible(str(error))}", err=True)
        return 0
    ids[place] = str(done["id"])
    put_lines([f"{done['did']}: {done['reviewed']}"])
    return 0 if step["do"] == "undo" else 1


def _step(key: str, shown: dict[str, Any]) -> dict[str, Any] | None:
    base = {"id": shown["id"], "seen": shown["seen"]}
    if key == "a":
        return {"do": "accept", **base}
    if key == "u":
        return {"do": "undo", **base}
    if key == "r":
        why = click.prompt("why", default="", show_default=False)
        return {"do": "reject", "why": why, **base} if why.strip() else None
    if key == "c":
        text = click.prompt("fields (stance=denies; holder=NAME)", default="", show_default=False)
        parts = [part for part in text.split(";") if part.strip()]
        if not parts:
            return None
        try:
            fields = dict(field(part) for part in parts)
        except DalilError as error:
            click.echo(f"dalil: {visible(str(error))}", err=True)
            return None
        why = click.prompt("why", default="", show_default=False)
        return {"do": "correct", "set": fields, "why": why, **base}
    return None
