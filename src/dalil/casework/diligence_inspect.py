"""Inspect a client file as a supervisor would, and say of each check what proves that it was made then.

The four tests are those of :mod:`dalil.diligence.inspection`; this module opens every cited file, has
the whole folder recomputed, and finds the checkpoint and timestamp that fix each check. It changes
nothing and knows nothing of reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from dalil.casework.casefolder import Case
from dalil.casework.diligence_file import read_file
from dalil.casework.lists import STALE_DAYS
from dalil.casework.verify import verify
from dalil.custody.times import read_stamp
from dalil.diligence.days import DAY
from dalil.diligence.inspection import Inspection, Point, inspect_file, retrieval
from dalil.diligence.rules import DEFAULT, Rules, load_rules
from dalil.diligence.screened import days_old
from dalil.diligence.values import ClientFile, Step
from dalil.errors import BadInput, DalilError, NotFound, Tampered
from dalil.matching.compare import REVIEW
from dalil.matching.ports import ListShelf


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves that a check was made, and when.

    Attributes:
        step: Number of the check.
        sentence: Who was screened against what, when, and what was found.
        entry: Index of its ledger entry.
        at: UTC, as the ledger says.
        checkpoint: Entries that the first checkpoint behind it covers; 0 where there is none.
        stamped: UTC of an outside authority on such a checkpoint, or "".
    """

    step: int
    sentence: str
    entry: int
    at: str
    checkpoint: int
    stamped: str

    @property
    def told(self) -> str:
        """How far the time is proved, in words."""
        if self.stamped:
            return f"recorded before {self.stamped}, as an outside authority stamped"
        if self.checkpoint:
            return (
                f"order only: fixed by the checkpoint over {self.checkpoint} entries, not stamped"
            )
        return "order only: no checkpoint covers it yet"


@dataclass(frozen=True, slots=True)
class Inspected:
    """An inspection with the proofs of its checks.

    Attributes:
        result: The four tests.
        proofs: One a check.
        made_at: UTC.
        by: Who ran it.
    """

    result: Inspection
    proofs: tuple[Proof, ...]
    made_at: str
    by: str

    @property
    def holds(self) -> bool:
        """Whether nothing lacks."""
        return not self.result.lacking

    @property
    def of_another_day(self) -> str:
        """That it was not made of today, in words; "" where it was."""
        today = self.made_at[:DAY]
        if self.result.day == today:
            return ""
        return (
            f"As of {self.result.day}, not of today ({today}): the rules and the dates due are those of that "
            "day, while every step on file counts."
        )


def inspect(
    case: Case,
    shelf: ListShelf | None = None,
    *,
    day: str | None = None,
    rules: str = DEFAULT,
) -> Inspected:
    """Run the four tests on a client file.

    Args:
        case: Open, reading is enough.
        shelf: Where lists are kept; those that stand there are opened too.
        day: ISO date on which rules and dates are held; today when None.
        rules: Id of the rules.

    Raises:
        NotACase: The folder holds no client.
        BadConfig: No such rules.
        BadInput: A day before the file was opened, or on which no rule was in force.
    """
    file, known = read_file(case), load_rules(rules)
    now = case.clock.now()
    if day is not None:
        _refuse_day(file, known, day)
    points = [*retrieval(file, _opened(case, file)), *_lists(file, shelf), *_whole(case)]
    result = inspect_file(file, known, day or now[:DAY], points)
    return Inspected(result, proofs(case, file), now, case.user)


def _refuse_day(file: ClientFile, rules: Rules, day: str) -> None:
    """Of a day before there was anything to ask, or a file to ask it of, everything would seem to stand."""
    if not rules.requirements_at(day) or not rules.triggers_at(day):
        raise BadInput(
            f"On {day} none of the rules {rules.id} was in force: nothing would be asked.",
            f"The first of them is of {min(one.valid_from for one in rules.requirements)}.",
        )
    if day < file.opened_at[:DAY]:
        raise BadInput(
            f"On {day} there was no such file: it was opened on {file.opened_at[:DAY]}.",
            "Give that day or a later one, or leave --as-of out for today.",
        )


def proofs(case: Case, file: ClientFile) -> tuple[Proof, ...]:
    """What proves each check of a file, oldest first."""
    sizes = [point.size for point in case.ledger.checkpoints()]
    stamps = _stamps(case)
    found = []
    for step in file.of("check"):
        behind = [size for size in sizes if size > step.entry]
        stamped = min((at for size, at in stamps if size > step.entry), default="")
        first = min(behind, default=0)
        found.append(Proof(step.number, sentence(step), step.entry, step.at, first, stamped))
    return tuple(found)


def sentence(check: Step) -> str:
    """A check in one sentence.

    Such as: "Screened Orla Venn against un@2031-05-01 (900 entries, sha256 0a1b2c3d4e5f) on
    2031-05-04T10:00:00Z: nothing found."
    """
    names = ", ".join(str(one["name"]) for one in check.body.get("parties", ()))
    held = ", ".join(_list(one, check.at) for one in check.body.get("lists", ()))
    count = len(check.body.get("hits", ()))
    found = {0: "nothing found", 1: "1 hit"}.get(count, f"{count} hits")
    held_from = float(check.body.get("threshold") or 0)
    if held_from > REVIEW:
        found += f" from a score of {held_from:.2f} on (lesser ones were not kept)"
    if check.texts("notes"):
        found += f" ({'; '.join(check.texts('notes'))})"
    source = check.text("source")
    by = "" if source in ("", "dalil") else f" by {source} on {check.text('on')}, recorded here"
    at = f"{check.at} or before (the ledger says {check.dated})" if check.dated else check.at
    return f"Screened {names} against {held}{by} on {at}: {found}."


def to_json(inspected: Inspected) -> dict[str, object]:
    """An inspection as plain JSON."""
    result = inspected.result
    return {
        "client": result.file.name,
        "type": result.file.type,
        "holds": inspected.holds,
        "lacking": len(result.lacking),
        "to_look_at": len(result.to_look_at),
        "made_at": inspected.made_at,
        "by": inspected.by,
        "as_of": result.day,
        "of_another_day": inspected.of_another_day,
        "rules": dict(zip(("id", "title", "read_on"), result.rules, strict=True)),
        "points": [asdict(point) for point in result.points],
        "checks": [{**asdict(proof), "told": proof.told} for proof in inspected.proofs],
        "retention": asdict(result.retention),
        "licences": licences(result.file),
    }


def licences(file: ClientFile) -> list[str]:
    """What the licences of the lists that were used forbid or ask."""
    told = (
        f"{one['list']} ({one.get('publisher', '')}): {', '.join(one['restrictions'])}"
        for check in file.of("check")
        for one in check.body.get("lists", ())
        if one.get("restrictions")
    )
    return sorted(set(told))


def _opened(case: Case, file: ClientFile) -> dict[str, str]:
    """Every file on record or cited, opened and hashed; what is wrong with it."""
    wanted = {*file.evidence, *(one for step in file.steps for one in step.texts("evidence"))}
    found = {}
    for sha256 in sorted(wanted):
        try:
            case.vault.get(sha256)
            found[sha256] = ""
        except NotFound:
            found[sha256] = "it is missing from the vault: bring it back from the other copy"
        except Tampered:
            found[sha256] = "its bytes do not fit its hash: bring it back from the other copy"
    return found


def _lists(file: ClientFile, shelf: ListShelf | None) -> Iterator[Point]:
    """List versions that checks name: those on this machine's shelf open, and their hash fits.

    A list that is not here is no lack: the check holds its hash and what its hits said.
    """
    if shelf is None:
        return
    named = {
        (str(one["list"]), str(one["version"])): str(one.get("sha256"))
        for check in file.of("check")
        if check.text("source") == "dalil"
        for one in check.body.get("lists", ())
    }
    for (list_id, name), sha256 in named.items():
        held = [one for one in shelf.versions(list_id) if one.version == name]
        wrong = ""
        try:
            for source, _, _ in held[0].files if held else ():
                shelf.source(list_id, name, source)
            if held and held[0].sha256 != sha256:
                wrong = f"on the shelf stands another file: sha256 {held[0].sha256}"
        except DalilError as error:
            wrong = error.message
        told = f"sha256 {sha256}" + ("" if held else "; not on this machine, the hash stands")
        title = f"List {list_id}@{name} is as it was held"
        yield Point("retrieval", f"list {list_id}@{name}", title, not wrong, wrong or told)


def _whole(case: Case) -> Sequence[Point]:
    """The whole folder recomputed: ledger, seals, database, vault."""
    report = verify(case)
    title = "Ledger, seals, database and vault fit each other"
    if report.holds:
        told = f"{report.checks.get('ledger entries', 0)} ledger entries recomputed"
        return [Point("retrieval", "integrity", title, True, told)]
    return [
        Point("retrieval", "integrity", title, False, problem.what) for problem in report.problems
    ]


def _stamps(case: Case) -> list[tuple[int, str]]:
    """(entries covered, UTC) of every timestamp that is kept; not checked against an authority here."""
    found = []
    for name, content in case.ledger.attached():
        part, _, file = name.partition("/")
        if part != "timestamps":
            continue
        try:
            found.append((int(file.split("-")[0]), read_stamp(content, name).at))
        except (DalilError, ValueError):
            continue  # verification names a damaged timestamp; it proves nothing here
    return found


def _list(told: object, at: str) -> str:
    """A list version, and how old it was where that is more than a little."""
    one = told if isinstance(told, dict) else {}
    digest = str(one.get("sha256") or "")[:12]
    version = str(one.get("version"))
    words = [f"{one['entries']:,} entries"] if isinstance(one.get("entries"), int) else []
    if one.get("dated") is False:
        words.append(f"no date in the file, imported {version[:10]}")
    elif words and (days := days_old(one, at)) > STALE_DAYS:
        words.append(f"{days:,} days old")
    words.append(f"sha256 {digest or 'unknown'}")
    return f"{one.get('list')}@{version} ({', '.join(words)})"
