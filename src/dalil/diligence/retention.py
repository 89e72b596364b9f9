"""How long a due-diligence file is kept: computed from its events and the statute, never guessed.

Nothing is erased here. Where no clock has started, that is said instead of a date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dalil.diligence.days import DAY
from dalil.diligence.rules import Keeping
from dalil.diligence.values import ClientFile, Step

_WORK = frozenset(
    {
        "party",
        "evidence",
        "statement",
        "trigger",
        "check",
        "decision",
        "rating",
        "approval",
        "conclusion",
    }
)


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when the file is kept, and why.

    Attributes:
        started: ISO date on which the clock started, or "".
        because: Which event started it, or which work on the file came after that.
        recorded: ISO date on which that was recorded; later than ``started`` where it was told late.
        erase_from: First ISO date on which the file may be erased, or "" while no clock runs.
        hold: Why it is held beyond, or "".
        transactions: (date of the transaction, first day on which its records need not be kept).
        citation: Where the rule stands.
        state: How far the citation was verified.
        told: ISO date of the event as it was told; earlier than ``started`` where work went on after it.
        worked: ISO date of the last work on the file, as the ledger knows.
    """

    started: str
    because: str
    erase_from: str
    hold: str
    transactions: tuple[tuple[str, str], ...]
    citation: str
    state: str
    recorded: str = ""
    told: str = ""
    worked: str = ""

    def due(self, today: str) -> bool:
        """Whether the file is to be erased on an ISO date."""
        return bool(self.erase_from) and not self.hold and self.erase_from <= today[:10]


def retention_of(file: ClientFile, rule: Keeping) -> Retention:
    """When a file is to be erased.

    The clock starts when the relationship ends; for an occasional transaction (one without a
    relationship) when it is completed. A declined client never had a relationship: the clock starts
    with that decision. It never starts before the last work on the file: a day that is told is a word,
    and one word would otherwise be enough to be rid of a file of today.
    """
    told, because, recorded = _start(file)
    work = _last_work(file)
    worked = work.at[:DAY] if work is not None else ""
    started = max(told, worked) if told else ""
    if work is not None and started > told:
        because = f"work on the file went on after {told}, when {because}: step {work.number} ({work.kind})"
    holds = sorted((*file.events("hold placed"), *file.events("hold lifted")), key=_order)
    held = holds[-1] if holds and holds[-1].text("event") == "hold placed" else None
    began = file.events("relationship began")
    completed = file.events("transaction completed") if began else ()
    return Retention(
        started=started,
        because=because,
        erase_from=years_after(started, rule.years) if started else "",
        hold=(held.text("text") or "a hold was placed") if held else "",
        transactions=tuple(
            (one.on[:DAY], years_after(one.on, rule.transaction_cap_years)) for one in completed
        ),
        citation=rule.citation,
        state=rule.state,
        recorded=recorded,
        told=told,
        worked=worked,
    )


def years_after(day: str, years: int) -> str:
    """The same day some years later; 1 March where a 29 February has none.

    >>> years_after("2024-02-29", 5)
    '2029-03-01'
    """
    start = date.fromisoformat(day[:10])
    try:
        return start.replace(year=start.year + years).isoformat()
    except ValueError:
        return date(start.year + years, 3, 1).isoformat()


def _start(file: ClientFile) -> tuple[str, str, str]:
    """Day on which the clock started, why, and the day on which that was recorded."""
    began, ended = file.events("relationship began"), file.events("relationship ended")
    completed = file.events("transaction completed")
    if ended and (not began or began[-1].on[:DAY] <= ended[-1].on[:DAY]):
        # Money that moved after it is said to have ended: the end cannot have been before.
        money = [*completed, *file.events("money moved")]
        last = max((ended[-1], *money), key=lambda step: step.on[:DAY])
        late = "" if last is ended[-1] else f", and after it {last.text('event')}"
        return last.on[:DAY], f"the relationship ended{late}", last.at[:DAY]
    if began:
        return "", "the relationship goes on", ""
    if completed:
        told = "the occasional transaction was completed"
        return completed[-1].on[:DAY], told, completed[-1].at[:DAY]
    last_word = file.last("conclusion")
    if last_word is not None and last_word.text("outcome") in ("decline", "exit"):
        day = last_word.at[:DAY]
        return day, f"the client was declined ({last_word.text('outcome')})", day
    return "", "no relationship has begun and none was declined", ""


def _last_work(file: ClientFile) -> Step | None:
    """The last step that is work on the client, and no event, review or copy."""
    return max((s for s in file.steps if s.kind in _WORK), key=lambda s: s.at[:DAY], default=None)


def _order(step: object) -> int:
    return int(getattr(step, "number", 0))
