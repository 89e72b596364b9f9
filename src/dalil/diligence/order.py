"""The second test: what had to come before the relationship began or money moved, by the ledger's times.

What was done late stays late: doing it again does not mend it. The day of an event is what was told; when
a step was recorded is what the ledger knows. Nothing here corrects either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dalil.diligence.days import DAY, or_as_it_stands
from dalil.diligence.hits import newest_hits
from dalil.diligence.meeting import asked_of, lack_of, met_by
from dalil.diligence.points import Point
from dalil.diligence.rules import Requirement, Rules
from dalil.diligence.values import ClientFile, Step

_MONEY = ("money moved", "transaction completed")
_BUSINESS = ("relationship began", *_MONEY)


def order(file: ClientFile, rules: Rules, day: str) -> Iterator[Point]:
    """Requirements, triggers and hits against the first event; every event against the decisions.

    Args:
        file: As read from its records.
        rules: Which rules.
        day: ISO date: the rules in force then are applied.
    """
    first = {
        # What must come before the relationship must come before its money too.
        "relationship": _earliest(file, *_BUSINESS),
        "money": _earliest(file, *_MONEY),
    }
    now = list(asked_of(file, rules, day))
    for asked, party in now:
        event = first.get(asked.before)
        held = met_by(file, asked, party, day, ever=True)
        met = [step for step in held if not lack_of(file, asked, [step], party)]
        if event is not None and met:
            yield _asked(file, (asked, party), met, event)
    for before, event in first.items():
        if event is not None:
            yield from _asked_then(file, rules, (before, event), now)
    for trigger in rules.triggers_at(day):
        event = first.get(trigger.before)
        said = [step for step in file.of("trigger") if step.text("trigger") == trigger.id]
        if event is not None and said:
            what = Point("order", f"trigger {trigger.id}", f"Considered: {trigger.title}", True, "")
            what = replace(what, citation=trigger.citation, state=trigger.state)
            yield _compared(what, said[0], event)
    if (event := first["relationship"]) is not None:
        yield from _decided(file, rules, event)
    yield from _declined(file, rules)
    yield from _untested(file, rules)


def precedes(step: Step, event: Step) -> bool:
    """Whether a step was recorded before an event happened.

    What stands behind the event in the ledger never did, whatever day was told of the event: an event
    is recorded when it has happened. Of the same day only the order of the ledger tells, unless the
    event has a time of its own.
    """
    on = event.on
    if step.number > event.number:
        return False
    return step.at <= on if len(on) > DAY else step.at[:DAY] <= on


def _as_of(file: ClientFile, event: Step) -> ClientFile:
    """The file as it was when an event happened: its parties, triggers and evidence of then."""
    return replace(file, steps=tuple(step for step in file.steps if precedes(step, event)))


def _asked(
    file: ClientFile, asked: tuple[Requirement, str], held: Sequence[Step], event: Step
) -> Point:
    """A requirement against the event that it must come before."""
    rule, party = asked
    what = Point("order", rule.id, rule.title, True, "", party, rule.citation, rule.state)
    then = _as_of(file, event)
    early = [step for step in held if precedes(step, event)]
    known = [step for step in early if not lack_of(then, rule, [step], party)]
    met = (known or held)[0]
    if early and not known:
        return _described_late(what, rule, then, (early[-1], event))
    since = "" if precedes(met, event) else _joined_later(file, party, event)
    if not since:
        return _compared(what, met, event)
    told = (
        f"recorded {met.at} (ledger entry {met.entry}), after {_named(event)}; {party} is on the file "
        f"only since then, with their role since {since}, as was told: look whether that is so"
    )
    return replace(what, found=told, steps=(met.number, event.number), look=True)


def _described_late(
    what: Point, rule: Requirement, then: ClientFile, pair: tuple[Step, Step]
) -> Point:
    """What it cites was described so only after the event: nobody could know it then."""
    met, event = pair
    told = (
        f"recorded {met.at} (ledger entry {met.entry}), before {_named(event)}; but then "
        f"{lack_of(then, rule, [met], what.party)}: how its evidence is described now was told later"
    )
    return replace(
        what,
        title=f"{what.title}: before {_named(event)}",
        holds=False,
        found=told,
        steps=(met.number, event.number),
    )


def _asked_then(
    file: ClientFile,
    rules: Rules,
    event: tuple[str, Step],
    now: Sequence[tuple[Requirement, str]],
) -> Iterator[Point]:
    """What was asked when an event came and no longer is: a party was taken off, a trigger taken back."""
    before, step = event
    then = _as_of(file, step)
    asked_now = {(asked.id, party) for asked, party in now}
    for asked, party in asked_of(then, rules, step.on[:DAY]):
        if asked.before != before or (asked.id, party) in asked_now:
            continue
        held = met_by(then, asked, party, step.on[:DAY], ever=True)
        met = any(not lack_of(then, asked, [one], party) for one in held)
        whom = f"of {party} " if party else ""
        told = f"it was asked {whom}when {_named(step)} came; {'it was done' if met else 'nothing on file shows that it was done'}"
        yield Point(
            "order",
            asked.id,
            f"{asked.title}: before {_named(step)}",
            met,
            f"{told}. The parties or triggers were told otherwise later",
            party,
            asked.citation,
            asked.state,
            steps=(step.number,),
            look=met,
        )


def _untested(file: ClientFile, rules: Rules) -> Iterator[Point]:
    """A client who was accepted, and nothing on file that the order could be held against."""
    last = file.last("conclusion")
    if last is None or last.text("outcome") != "accept" or _earliest(file, *_BUSINESS) is not None:
        return
    basis = rules.basis("timing")
    yield Point(
        "order",
        "events",
        "What was done came before the relationship and the money",
        True,
        f"accepted in step {last.number}, and no event on file says that the relationship began or money "
        "moved: the order was not tested. dalil diligence event 'relationship began' --on DATE",
        citation=basis.citation,
        state=basis.state,
        steps=(last.number,),
        look=True,
    )


def _compared(what: Point, met: Step, event: Step) -> Point:
    """A point on whether a step came before an event."""
    holds = precedes(met, event)
    ahead = bool(met.dated or event.dated)
    told = f"recorded {met.at} (ledger entry {met.entry}); {_named(event)}"
    if ahead:
        told += f"; the ledger says {met.dated or met.at}, ahead of the machine's clock: its order alone stands"
    return replace(
        what,
        title=f"{what.title}: before {_named(event)}",
        holds=holds,
        found=told if holds else f"{told}: it cannot be shown to have come first",
        steps=(met.number, event.number),
        look=holds and ahead,
    )


def _named(event: Step) -> str:
    return f"{event.text('event')} {event.on}"


def _joined_later(file: ClientFile, party: str, event: Step) -> str:
    """Since when somebody is a party who could not be looked at before an event; "" for others.

    Who was on the file before the event was known then: no later word takes them off again.
    """
    told = [step for step in file.of("party") if step.text("name") == party]
    if party == file.name or not told or precedes(told[0], event):
        return ""
    days = [or_as_it_stands(one)[:DAY] for one in (step.text("since") for step in told) if one]
    since = min(days, default="")
    return since if since > event.on[:DAY] else ""


def _decided(file: ClientFile, rules: Rules, event: Step) -> Iterator[Point]:
    """Hits of the checks before an event: a check whose hits nobody looked at is no screening."""
    basis = rules.basis("timing")
    then = _as_of(file, event)
    now = {hit.id for hit in newest_hits(file)}
    for hit in newest_hits(then):
        done = [
            step
            for step in file.of("decision")
            if step.text("hit") == hit.id and step.text("verdict") in ("same", "different")
        ]
        what = Point(
            "order",
            f"hit {hit.id}",
            f"Decided: {hit.party} ~ {hit.name} ({hit.list} {hit.entry_id})",
            True,
            "",
            hit.party,
            basis.citation,
            basis.state,
        )
        if done:
            yield _compared(what, done[0], event)
        elif hit.id not in now:  # a hit that is open today is told among what lacks
            told = f"it was open when {_named(event)} came, and a later check superseded it"
            yield replace(what, holds=False, found=told, steps=(event.number,))


def _declined(file: ClientFile, rules: Rules) -> Iterator[Point]:
    """Business with a client who had been declined, or left, when it was done."""
    if not any(step.text("outcome") in ("decline", "exit") for step in file.of("conclusion")):
        return
    basis = rules.basis("declined")
    for event in sorted((s for kind in _BUSINESS for s in file.events(kind)), key=_number):
        stood = [step for step in file.of("conclusion") if precedes(step, event)]
        last = [step for step in file.of("conclusion") if step.number < event.number]
        outcome = stood[-1].text("outcome") if stood else ""
        known = last[-1].text("outcome") if last else ""
        # Who leaves gets back what is theirs: that money moves once more is no business by itself.
        back = outcome == "exit" and event.text("event") == "money moved"
        holds = outcome not in ("decline", "exit") or back
        told = f"{_named(event)}; the decision then: {outcome or 'none yet'}"
        if not holds:
            told += f" in step {stood[-1].number}: there was to be no business with them"
        elif back:
            told += f" in step {stood[-1].number}: look what was paid, and to whom"
        elif known in ("decline", "exit"):
            told += (
                f"; told only after step {last[-1].number} ({known}): look whether the day is true"
            )
        yield Point(
            "order",
            f"event {event.number}",
            "No business with a client who was declined or had left",
            holds,
            told,
            citation=basis.citation,
            state=basis.state,
            steps=(event.number,),
            look=holds and (back or known in ("decline", "exit")),
        )
    yield from _goes_on(file, rules)


def _goes_on(file: ClientFile, rules: Rules) -> Iterator[Point]:
    """A client who was declined or left, and whose relationship has no end on file."""
    last, began = file.of("conclusion")[-1], file.events("relationship began")
    ended = file.events("relationship ended")
    if last.text("outcome") == "accept" or not began:
        return
    if ended and began[-1].on[:DAY] <= ended[-1].on[:DAY]:
        return
    basis = rules.basis("declined")
    told = (
        f"step {last.number}: {last.text('outcome')}; the relationship that began {began[-1].on} has no end "
        "on file: dalil diligence event 'relationship ended' --on DATE"
    )
    yield Point(
        "order",
        "end",
        "The relationship ended where the client was declined or left",
        True,
        told,
        citation=basis.citation,
        state=basis.state,
        steps=(last.number, began[-1].number),
        look=True,
    )


def _earliest(file: ClientFile, *kinds: str) -> Step | None:
    found = [step for kind in kinds for step in file.events(kind)]
    return min(found, key=lambda step: (step.on, step.number), default=None)


def _number(step: Step) -> int:
    return step.number
