"""The second test: what had to come before the relationship began or money moved, by the ledger's times.

What was done late stays late: doing it again does not mend it. The day of an event is what was told; when
a step was recorded is what the ledger knows. Nothing here corrects either.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.diligence.days import DAY, or_as_it_stands
from dalil.diligence.meeting import asked_of, evidence_lack, met_by
from dalil.diligence.points import Point
from dalil.diligence.rules import Rules
from dalil.diligence.values import ClientFile, Step


def order(file: ClientFile, rules: Rules, day: str) -> Iterator[Point]:
    """What had to come before the relationship began or money moved did, by the ledger's times."""
    money = ("money moved", "transaction completed")
    first = {
        # What must come before the relationship must come before its money too.
        "relationship": _earliest(file, "relationship began", *money),
        "money": _earliest(file, *money),
    }
    for asked, party in asked_of(file, rules, day):
        event = first.get(asked.before)
        held = met_by(file, asked, party, day, ever=True)
        met = [step for step in held if not evidence_lack(file, asked, [step])]
        if event is None or not met or _later_party(file, party, event):
            continue
        holds = precedes(met[0], event)
        what = f"{event.text('event')} {event.on}"
        told = f"recorded {met[0].at} (ledger entry {met[0].entry}); {what}"
        yield Point(
            "order",
            asked.id,
            f"{asked.title}: before {what}",
            holds,
            told if holds else f"{told}: it cannot be shown to have come first",
            party,
            asked.citation,
            asked.state,
            (met[0].number, event.number),
        )


def precedes(step: Step, event: Step) -> bool:
    """Whether a step was recorded before an event happened.

    Of the same day only the order of the ledger tells, unless the event has a time of its own.
    """
    on = event.on
    if len(on) > DAY:
        return step.at <= on
    return step.at[:10] < on or (step.at[:10] == on and step.number < event.number)


def _later_party(file: ClientFile, party: str, event: Step) -> bool:
    """A party who joined after the event could not be looked at before it."""
    since = file.parties[party].text("since") if party in file.parties else ""
    return bool(since) and or_as_it_stands(since)[:DAY] > event.on[:DAY]


def _earliest(file: ClientFile, *kinds: str) -> Step | None:
    found = [step for kind in kinds for step in file.events(kind)]
    return min(found, key=lambda step: (step.on, step.number), default=None)
