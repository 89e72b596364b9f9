"""``dalil review``: accept, reject, correct and add claims; merge and split; from a script or key by key."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dalil.cli.options import case_option, json_option
from dalil.cli.review_show import describe, field
from dalil.cli.terminal import put_json, put_lines, visible
from dalil.errors import BadInput, CaseLocked

if TYPE_CHECKING:
    from dalil.casework.casefolder import Case
    from dalil.casework.review_rows import Filter

_PATIENCE = 10.0
"""Seconds for which another writer is waited for."""
_SHOWN = 50
_WORDS = 150


@click.command(
    epilog="Examples: dalil review --case case/ --next; "
    "dalil review --case case/ --reject c_... --why 'the lawyer says it, not the author'; "
    "dalil review --case case/ --correct c_... --set stance=denies --set holder='Ada Pellmont'; "
    "dalil review --case case/ --batch decisions.jsonl"
)
@case_option
@click.option("--document", metavar="FILE", default="", help="Claims of one document only.")
@click.option("--target", metavar="NAME", default="", help="Claims about one person or body only.")
@click.option(
    "--on", "on_element", metavar="REGIME:ELEMENT", default="", help="On one element only."
)
@click.option(
    "--state",
    type=click.Choice(["unreviewed", "reviewed", "accepted", "rejected", "corrected", "added"]),
    default=None,
    help="How the claims stand.",
)
@click.option("--next", "next_", is_flag=True, help="Show the next claim that waits for review.")
@click.option("--list", "listing", is_flag=True, help="List claims.")
@click.option("--show", metavar="ID", help="One claim with every decision ever made on it.")
@click.option("--lost", is_flag=True, help="Decisions whose claim is no longer read.")
@click.option(
    "--accept", metavar="ID", multiple=True, help="Accept a claim or mention; repeatable."
)
@click.option("--reject", metavar="ID", multiple=True, help="Reject it; needs --why.")
@click.option("--correct", metavar="ID", help="Correct it; needs --set.")
@click.option("--add", metavar="FILE", help="Add a claim from this document; needs --quote.")
@click.option("--add-mention", metavar="FILE", help="Add a name; needs --quote and --set type=PER.")
@click.option("--undo", metavar="ID", multiple=True, help="Take the newest decision back.")
@click.option("--put-on", metavar="ID", help="Put a claim on an element; needs --element.")
@click.option("--take-off", metavar="ID", help="Take it off; needs --element.")
@click.option("--merge", nargs=2, metavar="A B", default=None, help="Two entities are one; --why.")
@click.option(
    "--tier",
    type=click.Choice(["public", "recipient", "submitter", "sealed"]),
    help="With --merge: one for audiences that may see this tier alone.",
)
@click.option("--split", metavar="A", help="Some mentions of A are somebody else; needs --why.")
@click.option("--set", "sets", metavar="FIELD=TEXT", multiple=True, help="A field; repeatable.")
@click.option("--quote", default="", metavar="WORDS", help="Words of the document, verbatim.")
@click.option("--element", default="", metavar="REGIME:ELEMENT", help="Such as uk-gac:E2.")
@click.option("--mention", "mentions", multiple=True, metavar="ID", help="With --split: it goes.")
@click.option(
    "--name", "names", multiple=True, metavar="WORDS", help="With --split: this spelling."
)
@click.option(
    "--in", "documents", multiple=True, metavar="FILE", help="With --split: in this document."
)
@click.option("--why", default="", help="The reason, in one line that a stranger can check.")
@click.option("--seen", default=None, metavar="ID", help="The newest decision that you saw.")
@click.option("--batch", metavar="FILE", help="Steps as JSON lines; - reads them from stdin.")
@json_option
def command(case_path: Path, as_json: bool, **given: Any) -> int:  # noqa: ANN401 - what click gives
    """Review what was read: every decision is a new record under your name, and none is ever lost.

    Without an option, on a terminal, one claim after the other: a accepts, r rejects, c corrects, n goes
    on, b goes back, u takes back, q ends. Your name is that of DALIL_USER, else of your login.

    Fields for --set: quote, at, holder, holder_role, stance, kind, about, subject, predicate, object,
    value, detail, stage, forum, finality, court, jurisdiction, offence, sentence, calls_for, negated,
    hedged, element; for a mention: type. A name is an id, a name of the case, or TYPE:words of the
    document (PER:Ada Pellmont). "author" is nobody but the author, "none" takes a field out.

    With --batch each line is one step, such as {"do": "accept", "id": "c_..."}; a line that is refused is
    told with its reason and the others are done. Exit code 1 when a line was refused.
    """
    steps = list(_steps(given))
    if given["batch"]:
        if steps:
            raise BadInput("--batch and single decisions exclude each other.")
        return _batch(case_path, given["batch"])
    if steps:
        _apply(case_path, steps, as_json)
        return 0
    return _look(case_path, given, as_json)


def _steps(given: dict[str, Any]) -> Iterator[dict[str, object]]:
    """The decisions that the options ask for, in the layout of one step."""
    common: dict[str, object] = {"why": given["why"]}
    fields = dict(field(text) for text in given["sets"])
    seen = {"seen": given["seen"]} if given["seen"] is not None else {}
    for do in ("accept", "reject", "undo"):
        for one in given[do]:
            yield {"do": do, "id": one, **common, **seen}
    if given["correct"]:
        yield {"do": "correct", "id": given["correct"], "set": fields, **common, **seen}
    for name, do in (("add", "add"), ("add_mention", "add mention")):
        if given[name]:
            words = {"document": given[name], "quote": given["quote"], "set": fields}
            on = {"element": given["element"]} if do == "add" and given["element"] else {}
            yield {"do": do, **words, **on, **common}
    for name, do in (("put_on", "put on"), ("take_off", "take off")):
        if given[name]:
            yield {"do": do, "id": given[name], "element": given["element"], **common}
    if given["merge"]:
        left, right = given["merge"]
        tier = {"tier": given["tier"]} if given["tier"] else {}
        yield {"do": "merge", "left": left, "right": right, **tier, **common}
    elif given["tier"]:
        raise BadInput("--tier belongs to --merge.", "Mark claims and documents with: dalil mark")
    if given["split"]:
        parts = {key: list(given[key]) for key in ("mentions", "names", "documents") if given[key]}
        yield {"do": "split", "id": given["split"], **parts, **common}


def _apply(case_path: Path, steps: Sequence[dict[str, object]], as_json: bool) -> None:
    from dalil.casework.review_steps import apply, read_step

    read = [read_step(step) for step in steps]
    with _writing(case_path) as case:
        for step in read:
            done = apply(case, step)
            if as_json:
                put_json(done)
            else:
                instead = f", in the place of {done['before']}" if done["before"] else ""
                put_lines([f"{done['did']}: {done['id']}{instead}; {done['reviewed']}"])
                put_lines([str(done["note"])] if "note" in done else [])


def _batch(case_path: Path, file: str) -> int:
    """Do the steps of a file; every line's result is flushed when it is durable."""
    from dalil.casework.review_steps import apply_lines

    refused = 0
    with _lines(file) as lines, _writing(case_path) as case:
        for told in apply_lines(case, _texts(lines, file)):
            refused += "refused" in told
            sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    return 1 if refused else 0


@contextmanager
def _lines(file: str) -> Iterator[Iterable[bytes]]:
    """A file of steps, looked through before any is done: what is no text at all is refused."""
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        lines = Path(file).open("rb")  # noqa: SIM115 - closed below, when the steps are done
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror or error}.") from error
    with lines:
        for _ in _texts(lines, file):
            pass
        lines.seek(0)
        yield lines


def _texts(lines: Iterable[bytes], file: str) -> Iterator[str]:
    """The lines as text.

    Raises:
        BadInput: One is not UTF-8; names the file and the line.
    """
    for number, line in enumerate(lines, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            name = "Standard input" if file == "-" else file
            raise BadInput(
                f"{name} is no text in UTF-8: line {number}, byte {error.start + 1}.",
                "A batch holds one JSON object a line, such as "
                '{"do": "accept", "id": "c_..."}. Save it as UTF-8.',
            ) from error


def _look(case_path: Path, given: dict[str, Any], as_json: bool) -> int:
    """What only reads; or, on a terminal and without an option, the talk."""
    from dalil.assembly import build
    from dalil.casework.review_rows import lost, row
    from dalil.config import Config

    talk = not (given["next_"] or given["listing"] or given["show"] or given["lost"] or as_json)
    if talk and sys.stdin.isatty():
        from dalil.cli.review_talk import talk_through

        with _writing(case_path) as case:
            talk_through(case, _filter(case, given, "unreviewed"))
        return 0
    with build(Config.load()).open_case(case_path, write=False) as case:
        if given["show"]:
            found = row(case, given["show"])
            put_json(found) if as_json else put_lines(describe(found))
        elif given["lost"]:
            gone = lost(case)
            put_json(gone) if as_json else put_lines(_lost_lines(gone))
        elif given["listing"]:
            _list(case, _filter(case, given, ""), as_json)
        else:
            return _next(case, _filter(case, given, "unreviewed"), as_json)
    return 0


def _next(case: Case, chosen: Filter, as_json: bool) -> int:
    """The next claim that waits; exit code 1 where none does."""
    from dalil.casework.review_rows import listed, progress, row

    found = listed(case, chosen, 0, 1)
    state = progress(case, chosen)
    if as_json:
        shown = row(case, found[0].id) if found else None
        put_json({"reviewed": state.reviewed, "claims": state.claims, "next": shown})
    else:
        put_lines([state.words, *(describe(row(case, found[0].id)) if found else [])])
    return 0 if found else 1


def _list(case: Case, chosen: Filter, as_json: bool) -> None:
    from dalil.casework.review_rows import listed, progress, rows

    found = rows(case, listed(case, chosen))
    if as_json:
        put_json(found)
        return
    lines = [progress(case, chosen).words]
    for one in found[:_SHOWN]:
        quote, holders = str(one["quote"]), " < ".join(one["holders"])  # type: ignore[arg-type]
        short = quote if len(quote) <= _WORDS else f"{quote[:_WORDS]} …"
        lines.append(f"{one['id']}  {one['state']}")
        marks = [name for name in ("negated", "hedged") if one[name]]
        lines.append(f"  {holders} {' '.join([str(one['stance']), *marks])}: {short}")
    put_lines(lines)
    if len(found) > _SHOWN:
        put_lines([f"... and {len(found) - _SHOWN} more: --json lists all"])


def _lost_lines(gone: Sequence[dict[str, object]]) -> list[str]:
    if not gone:
        return ["Every claim that somebody decided on is still read."]
    lines = []
    for one in gone:
        told: Any = one["decision"]
        lines.append(
            f"{told['verdict']} by {told['by']} ({told['why'] or 'no reason given'}): {one['quote']}"
        )
        there = ", ".join(map(str, one["read_there_now"])) or "nothing"  # type: ignore[call-overload]
        lines.append(f"  {one['note']}; read there now: {there}")
    return lines


def _filter(case: Case, given: dict[str, Any], state: str) -> Filter:
    from dalil.casework.marks import find_exhibit
    from dalil.casework.review_entities import find
    from dalil.casework.review_rows import Filter

    return Filter(
        document=find_exhibit(case, given["document"]) if given["document"] else "",
        about=find(case, given["target"]).id if given["target"] else "",
        element=given["on_element"],
        state=given["state"] if given["state"] is not None else state,
    )


@contextmanager
def _writing(case_path: Path) -> Iterator[Case]:
    """The case open for writing; another writer is waited for some seconds."""
    from dalil.assembly import build
    from dalil.config import Config

    dalil, begun, told = build(Config.load()), time.monotonic(), False
    while True:
        try:
            opened = dalil.open_case(case_path, write=True)
            break
        except CaseLocked as error:
            if time.monotonic() - begun > _PATIENCE:
                raise
            if not told:
                click.echo(f"dalil: waiting: {visible(str(error))}", err=True)
                told = True
            time.sleep(0.2)
    with opened as case:
        yield case
