"""``dalil subject``: what is held on a person, and what they may ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dalil.cli.options import audience_option, case_option, json_option
from dalil.cli.terminal import bars, put_json, put_lines, put_notice
from dalil.errors import BadInput

if TYPE_CHECKING:
    from dalil.casework.erasure import Foreseen

_SHOWN = 20


@click.group(epilog="Example: dalil subject show 'Name of the person' --case case/")
def command() -> None:
    """What a case holds on a person: show, export, restrict, correct, erase.

    Whether a request must be followed is your decision; this does it, and records that it was done.
    """


def _also(function: Callable[..., Any]) -> Callable[..., Any]:
    option = click.option("--also", multiple=True, metavar="NAME", help="A further spelling.")
    return option(function)


@command.command(epilog="Example: dalil subject show 'Name of the person' --case case/")
@click.argument("name")
@case_option
@_also
@json_option
def show(name: str, case_path: Path, also: tuple[str, ...], as_json: bool) -> None:
    """Show what the case holds on NAME: spellings, claims, exhibits, exports."""
    body = _held(name, case_path, also)
    if as_json:
        put_json(body)
        return
    put_lines([f"{body['person']}: {', '.join(body['spellings'])}"])
    put_lines([f"marked as {word}" for word in body["marked_as"]])
    for key, words in (("said_about_them", "claims about"), ("said_by_them", "claims by")):
        put_lines([f"{len(body[key])} {words} them"])
        put_lines([f"  {one['claim']}  “{one['quote']}”" for one in body[key][:_SHOWN]])
    put_lines([f"named in {len(body['exhibits'])} exhibits"])
    put_lines([f"  {one['sha256'][:12]}  {one['name']}" for one in body["exhibits"][:_SHOWN]])
    put_lines([f"named in the export {one}" for one in body["exports"]])
    put_lines(_near(body["near_spellings"]))
    put_lines(_sealed(body["sealed_not_searched"]))


@command.command(epilog="Example: dalil subject export 'Name' --case case/ --output theirs.json")
@click.argument("name")
@case_option
@click.option("--output", type=click.Path(path_type=Path), required=True, metavar="FILE")
@audience_option
@click.option("--replace", is_flag=True, help="Replace a file that is there.")
@_also
def export(
    name: str, case_path: Path, output: Path, audience: str, replace: bool, also: tuple[str, ...]
) -> None:
    """Write what is held on NAME as JSON, to be given to them. Read it first: others are quoted.

    What is sealed or privileged stays out and is counted.
    """
    import json

    from dalil.assembly import build
    from dalil.casework import subject
    from dalil.casework.outputs import write_private
    from dalil.config import Config
    from dalil.evidence import Tier

    dalil = build(Config.load())
    with dalil.open_case(case_path, write=False) as case, bars() as progress:
        found = subject.find_subject(case, name, also)
        held = subject.show(case, dalil.erasure_of(case), dalil.documents, found, progress)
        body = subject.to_give(case, held, Tier(audience))
        sealed = [asdict(one) for one in subject.not_searched(case)]
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    content = text.encode("utf-8", "replace")
    write_private(output, content, folder=case_path, replace=replace)
    put_lines([f"written: {output}"])
    put_lines([f"withheld: {body['claims_withheld']} claims, {body['exhibits_withheld']} exhibits"])
    put_lines(_sealed(sealed))


@command.command(
    epilog="Example: dalil subject restrict 'Name' --case case/ --reason 'request 2031/7'"
)
@click.argument("name")
@case_option
@click.option("--reason", required=True, help="Why, for the record.")
@click.option("--lift", is_flag=True, help="Lift the restriction.")
def restrict(name: str, case_path: Path, reason: str, lift: bool) -> None:
    """Keep the data on NAME and do nothing else with them: masked in every export, never a target."""
    from dalil.assembly import build
    from dalil.casework import subject
    from dalil.casework.view import load_view
    from dalil.config import Config

    with build(Config.load()).open_case(case_path, write=True) as case:
        found = subject.find_subject(case, name)
        was = {one.id for one in found.entities}.intersection(load_view(case).targets)
        subject.restrict(case, found, reason, lift=lift)
    put_lines([f"{'no longer restricted' if lift else 'restricted'}: {found.title}"])
    if was and not lift:
        put_lines(
            [
                "They were a target and are none while they are restricted. What was written about them "
                "before stays in the exports until you delete it."
            ]
        )


@command.command(
    epilog="Example: dalil subject correct 'Name' --case case/ --claim c_... --says 'It was 2013.' --reason 'letter of 4 May'"
)
@click.argument("name")
@case_option
@click.option("--claim", required=True, metavar="ID")
@click.option("--says", required=True, help="What is right, in words.")
@click.option("--reason", required=True, help="On what it rests.")
def correct(name: str, case_path: Path, claim: str, says: str, reason: str) -> None:
    """Put a correction beside a claim on NAME; the words of its speaker stay as they are."""
    from dalil.assembly import build
    from dalil.casework import subject
    from dalil.claims.index import Wanted
    from dalil.config import Config

    with build(Config.load()).open_case(case_path, write=True) as case:
        found = subject.find_subject(case, name)
        theirs = {
            one.id
            for entity in found.entities
            for asked in (Wanted(about=entity.id), Wanted(held=entity.id))
            for one in case.store.index.claims(asked, 0, 1_000_000)
        }
        if claim not in theirs:
            raise BadInput(
                f"The claim {claim} is neither about {found.title} nor theirs.",
                "dalil subject show lists the claims with their ids.",
            )
        subject.correct(case, claim, says, reason)
    put_lines([f"corrected: {claim}"])


@command.command(
    epilog="Example: dalil subject erase 'Name' --case case/ --reason 'request 2031/7' --yes"
)
@click.argument("name")
@case_option
@click.option("--reason", required=True, help="Why, without the name: it stays in the ledger.")
@click.option("--no-copies", is_flag=True, help="Keep no redacted copies of the exhibits.")
@click.option("--no-read", is_flag=True, help="Do not read the copies yet.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_also
@json_option
def erase(  # one parameter an option
    name: str,
    case_path: Path,
    reason: str,
    no_copies: bool,
    no_read: bool,
    yes: bool,
    also: tuple[str, ...],
    as_json: bool,
) -> None:
    """Erase NAME from a case for good: exhibits, claims, judgements, search, records, exports.

    Exhibits that name the person are replaced by redacted copies of their text. The case still
    verifies. Backups and whatever left the case are not reached. This cannot be undone.
    """
    from dalil.assembly import build
    from dalil.casework import subject
    from dalil.casework.carrying import carry_over, waiting_copies
    from dalil.casework.erasure import Erased, erase_person, finish_erasing, foresee, unfinished
    from dalil.casework.gazetteer import files
    from dalil.casework.near_spellings import near_spellings
    from dalil.casework.protection import waiting_names
    from dalil.casework.read import read_claims
    from dalil.casework.resolve import resolve_case
    from dalil.casework.unreached import unreached
    from dalil.casework.whole_names import to_erase
    from dalil.config import Config

    dalil = build(Config.load())
    with dalil.open_case(case_path, write=True, erasing=True) as case, bars() as progress:
        found = to_erase(case, name, also)
        rows, seen = dalil.erasure_of(case), None
        near: list[dict[str, Any]] = []
        left: list[dict[str, Any]] = []
        sealed = [asdict(one) for one in subject.not_searched(case)]
        if found is None:
            done = finish_erasing(case, rows)
        else:
            if not unfinished(case):
                seen = foresee(case, rows, dalil.documents, found.names, progress)
                subject.require_named(case, rows, found, seen.reach)
            near = [asdict(one) for one in near_spellings(rows, found.names, progress)]
            gazetteers = files(dalil.config.home)
            left = [asdict(one) for one in unreached(case, found.names, gazetteers)]
            if not yes:
                told = [*_sealed(sealed), *_near(near), *_left(left)]
                _ask(found.names.names, case_path, seen, told)
            done = erase_person(
                case, rows, dalil.documents, found.names, (reason, not no_copies), progress, seen
            )
        done = done or Erased(0, 0, 0, 0, 0)
        lost: list[str] = []
        unjudged: tuple[str, ...] = ()
        if not no_read:
            read_claims(case, dalil.claims, progress=progress)
            closed, unjudged = carry_over(case)
            _, resolved = resolve_case(case)
            lost += resolved.lost
            lost += [f"{sha256[:12]}: a marked claim was not found again" for sha256 in closed]
        lost += [f"{sha256[:12]}: not read yet" for sha256 in waiting_copies(case)]
        waiting = [one for one in waiting_names(case) if one not in lost]
    body = {
        "exhibits": done.exhibits,
        "redacted_copies": done.copies,
        "rows": done.rows,
        "ledger_entries": done.entries,
        "exports": done.exports,
        "sealed_not_reached": done.sealed,
        "sealed_not_searched": sealed,
        "near_spellings": near,
        "not_reached": left,
        "marks_lost": lost,
        "marks_waiting": waiting,
        "judgements_lost": len(done.lost) + len(unjudged),
        "lost_judgements": [*done.lost, *unjudged],
    }
    if as_json:
        put_json(body)
        return
    put_lines(
        [
            f"{number:>9,} {key.replace('_', ' ')}"
            for key, number in body.items()
            if isinstance(number, int)
        ]
    )
    put_lines([f"went with them: {one}" for one in (*done.lost, *unjudged)])
    put_lines([f"mark again by hand (a copy stays as closed as it was): {one}" for one in lost])
    put_lines([f"masked by name until the copies are read: {one}" for one in waiting])
    put_lines(_near(near))
    put_lines(_sealed(sealed))
    put_lines(_left(left))
    put_lines(["Not reached: backups, exports that left the case, the disk's own memory."])


def _sealed(sealed: Sequence[Mapping[str, Any]]) -> list[str]:
    """What is sealed and so was not searched, and the way out."""
    if not sealed:
        return []
    count = sum(int(one["exhibits"]) for one in sealed)
    lines = [
        f"NOT SEARCHED: {count} sealed exhibit{'s' if count > 1 else ''} may name them; without "
        "the key nobody can tell. Unseal, then run this again:"
    ]
    return lines + [
        f"  {one['file']}, {one['exhibits']} exhibits, sealed {one['sealed_at']} ({one['reason']}): "
        f"{one['way_out']}"
        for one in sealed
    ]


def _near(near: Sequence[Mapping[str, Any]]) -> list[str]:
    """Words like the name that an erasure leaves, and the way out."""
    if not near:
        return []
    lines = ["NOT LOOKED FOR: words like the name. Those that mean them go with --also WORD:"]
    return lines + [
        f"  {one['word']}  (in {one['texts']} text{'s' * (one['texts'] > 1)})" for one in near
    ]


def _left(left: Sequence[Mapping[str, Any]]) -> list[str]:
    """Files that name the person and that an erasure leaves, and the way out."""
    if not left:
        return []
    lines = ["NOT REACHED: these files name them and stay:"]
    for one in left:
        where = f", line {', '.join(map(str, one['lines']))}" if one["lines"] else ""
        lines.append(f"  {one['file']}{where}: {one['way_out']}")
    return lines


def _ask(names: Sequence[str], case_path: Path, seen: Foreseen | None, left: Sequence[str]) -> None:
    """Ask before anything goes; says how much, and what is not reached."""
    for line in left:
        put_notice(line)
    if seen is not None:
        click.echo(
            f"{len(seen.reach.exhibits)} exhibits, {len(seen.reach.exports)} exports, "
            f"{len(seen.rows)} rows and {len(seen.entries)} ledger entries will go.",
            err=True,
        )
        for line in seen.lost:
            put_notice(f"goes with them: {line}")
    click.confirm(f"Erase {', '.join(names)} from {case_path} for good?", abort=True, err=True)


def _held(name: str, case_path: Path, also: tuple[str, ...]) -> dict[str, Any]:
    from dalil.assembly import build
    from dalil.casework import subject
    from dalil.casework.near_spellings import near_spellings
    from dalil.config import Config

    dalil = build(Config.load())
    with dalil.open_case(case_path, write=False) as case, bars() as progress:
        found = subject.find_subject(case, name, also)
        rows = dalil.erasure_of(case)
        held = subject.show(case, rows, dalil.documents, found, progress)
        near = near_spellings(rows, found.names, progress)
        return {**subject.to_json(case, held), "near_spellings": [asdict(one) for one in near]}
