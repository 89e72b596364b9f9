"""The tests of an inspector on a due-diligence file: completeness, order, reasoning, retrieval.

Every point is shown, kept or lacking, with the rule it stands on. A point says what is on file and
never whether the client is honest; an empty reason is a lack even where a box is ticked. Suspicion
reports are no part of a file that is inspected: nothing here could know of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dalil.diligence.hits import newest_hits
from dalil.diligence.meeting import asked_of, lack_of, met_by, way_out, why_not
from dalil.diligence.order import order
from dalil.diligence.points import TESTS, Point
from dalil.diligence.reasoning import reasoning
from dalil.diligence.retention import Retention, retention_of
from dalil.diligence.rules import Requirement, Rules
from dalil.diligence.screened import screened_points
from dalil.diligence.values import CLOCK, ClientFile, Step


@dataclass(frozen=True, slots=True)
class Inspection:
    """The outcome of the four tests.

    Attributes:
        file: What was inspected.
        rules: Id, title and reading date of the rules.
        day: ISO date on which the rules were applied.
        points: All.
        retention: Until when the file is kept.
    """

    file: ClientFile
    rules: tuple[str, str, str]
    day: str
    points: tuple[Point, ...]
    retention: Retention

    @property
    def lacking(self) -> tuple[Point, ...]:
        """What lacks."""
        return tuple(point for point in self.points if not point.holds)

    @property
    def to_look_at(self) -> tuple[Point, ...]:
        """What stands, but should be looked at by a person."""
        return tuple(point for point in self.points if point.look)


def inspect_file(
    file: ClientFile, rules: Rules, day: str, retrieved: Sequence[Point] = ()
) -> Inspection:
    """Run the tests.

    Args:
        file: As read from its records.
        rules: Which rules.
        day: ISO date: the rules in force then are applied.
        retrieved: Points of the retrieval test, which needs the vault.
    """
    retention = retention_of(file, rules.retention)
    points = (
        *completeness(file, rules, day),
        _kept_too_long(retention, day),
        *order(file, rules, day),
        *reasoning(file, rules, day),
        *retrieved,
    )
    return Inspection(file, (rules.id, rules.title, rules.as_of), day, points, retention)


def completeness(file: ClientFile, rules: Rules, day: str) -> Iterator[Point]:
    """Triggers considered, requirements met for everybody they concern, hits decided."""
    for trigger in rules.triggers_at(day):
        said = file.triggers.get(trigger.id)
        told = "not considered" if said is None else _present(said)
        yield Point(
            "completeness",
            f"trigger {trigger.id}",
            f"Considered: {trigger.title}",
            said is not None,
            told,
            citation=trigger.citation,
            state=trigger.state,
            steps=(said.number,) if said else (),
        )
    for asked, party in asked_of(file, rules, day):
        met = met_by(file, asked, party, day)
        lack = lack_of(file, asked, met, party) if met else _nothing(file, asked, party)
        yield Point(
            "completeness",
            asked.id,
            asked.title,
            not lack,
            lack or _told(met),
            party,
            asked.citation,
            asked.state,
            tuple(step.number for step in met),
        )
    yield from _client(file)
    yield from _type(file)
    yield from _clock(file)
    yield from screened_points(file, rules)
    yield from _hits(file)


def _nothing(file: ClientFile, asked: Requirement, party: str) -> str:
    """What lacks where no step meets a requirement."""
    told = why_not(file, asked, party) or "nothing on file"
    return f"{told}: {way_out(asked, party)}"


def _client(file: ClientFile) -> Iterator[Point]:
    """The client must stay the client: else nothing would be asked of anybody."""
    now = file.parties.get(file.name)
    if file.of("party") and (now is None or now.text("role") != "client"):
        step = [one for one in file.of("party") if one.text("name") == file.name][-1]
        told = f"step {step.number} took {file.name} off as the client: put them back (party)"
        title = "The client is on the file as its client"
        yield Point("completeness", "client", title, False, told, file.name, steps=(step.number,))


def _type(file: ClientFile) -> Iterator[Point]:
    """A client who was described as of another type: other things are asked from then on."""
    said = [s for s in file.of("party") if s.text("name") == file.name and s.text("type")]
    types = list(dict.fromkeys(step.text("type") for step in said))
    if len(types) > 1:
        told = f"{' and '.join(types[:-1])} before, {file.type} since step {_since(said).number}"
        title = "What is asked fits the type of the client as it was told last"
        yield Point(
            "completeness",
            "type",
            title,
            True,
            told,
            file.name,
            steps=tuple(step.number for step in said),
            look=True,
        )


def _clock(file: ClientFile) -> Iterator[Point]:
    """Steps of a ledger that was ahead of the machine's clock: their times are not those of the clock."""
    odd = [step for step in file.steps if step.dated or step.text(CLOCK)]
    if odd:
        first = odd[0]
        told = (
            f"{len(odd)} of {len(file.steps)} steps, from step {first.number} on: the ledger says "
            f"{first.dated or first.at}, the machine's clock {first.text(CLOCK) or first.at}; their order stands, "
            "their times are nobody's word but the machine's"
        )
        title = "The times of the ledger are those of the machine's clock"
        yield Point(
            "completeness",
            "clock",
            title,
            True,
            told,
            steps=tuple(step.number for step in odd),
            look=True,
        )


def _since(said: Sequence[Step]) -> Step:
    """The step since which the newest type has stood without a break."""
    since = said[-1]
    for step in reversed(said):
        if step.text("type") != since.text("type"):
            break
        since = step
    return since


def retrieval(file: ClientFile, found: Mapping[str, str]) -> Iterator[Point]:
    """Every file that is on record or cited opens and has its hash.

    Args:
        file: As read from its records.
        found: sha256 to what is wrong with the file, "" where it opened and its hash fits.
    """
    cited: dict[str, list[Step]] = {}
    for step in file.steps:
        for sha256 in step.texts("evidence"):
            cited.setdefault(sha256, []).append(step)
    for sha256 in dict.fromkeys((*file.evidence, *cited)):
        described = file.evidence.get(sha256)
        wrong = found.get(sha256, "it is not in the vault")
        if described is None:
            wrong = "it is cited, but no step added it as evidence"
        name = described.text("name") if described else sha256[:12]
        steps = tuple(step.number for step in cited.get(sha256, ()))
        yield Point(
            "retrieval",
            f"evidence {sha256[:12]}",
            f"Opens, and its hash fits: {name}",
            not wrong,
            wrong or f"sha256 {sha256}",
            described.text("party") if described else "",
            steps=steps,
        )


def _hits(file: ClientFile) -> Iterator[Point]:
    for hit in newest_hits(file):
        decision = file.decisions.get(hit.id)
        verdict = decision.text("verdict") if decision else ""
        told = {
            "": f"not decided: dalil diligence decide {hit.id} ...",
            "unsure": "decided unsure: it is still open",
        }.get(verdict, f"decided: {verdict}")
        yield Point(
            "completeness",
            f"hit {hit.id}",
            f"Decided: {hit.party} ~ {hit.name} ({hit.list} {hit.entry_id})",
            verdict in ("same", "different"),
            told,
            hit.party,
            steps=(decision.number,) if decision else (),
        )


def _kept_too_long(retention: Retention, day: str) -> Point:
    due = retention.due(day)
    late = retention.recorded > retention.started
    said = f", as was recorded on {retention.recorded}" if late else ""
    if due:
        told = (
            f"kept beyond {retention.erase_from} ({retention.because}{said}): dalil diligence erase, or place a hold (event "
            "'hold placed') with its reason"
        )
    elif retention.erase_from:
        told = f"may be erased from {retention.erase_from} ({retention.because}{said})"
    else:
        told = f"no clock runs: {retention.because}"
    if retention.hold:
        told += f"; held: {retention.hold}"
    return Point(
        "completeness",
        "retention",
        "Not kept longer than the law allows",
        not due,
        told,
        citation=retention.citation,
        state=retention.state,
    )


def _present(step: Step) -> str:
    return f"{'present' if step.body.get('present') else 'absent'}: {step.text('reason')}"


def _told(met: Sequence[Step]) -> str:
    newest = met[-1]
    words = newest.text("text") or newest.text("reason") or newest.text("name")
    short = words if len(words) <= 160 else f"{words[:157]}..."
    return f"{newest.at[:10]} {newest.by}: {short}" if short else f"{newest.at[:10]} {newest.by}"


__all__ = [
    "TESTS",
    "Inspection",
    "Point",
    "completeness",
    "inspect_file",
    "newest_hits",
    "retrieval",
]
