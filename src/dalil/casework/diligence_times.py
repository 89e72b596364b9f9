"""Times of a client file whose machine's clock ran ahead once: said, noted beside each step, not believed.

The ledger never goes back: after one step of a clock that ran ahead every later step would bear that
time for years. What such a step proves is its place in the order; the time of the machine's clock stands
beside it. Neither is a proof of when it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from dalil.casework.casefolder import Case
from dalil.diligence.values import CLOCK, Step

_SLACK = timedelta(hours=1)
"""How far the clock may be behind the ledger unsaid: machines set their clocks by small steps."""


def noted(case: Case) -> dict[str, str]:
    """What is noted beside a step: the machine's time, where the ledger's lies well ahead of it."""
    now = case.clock.now()
    return {CLOCK: now} if _ahead(case.ledger.moment(), now) else {}


def warning(case: Case) -> str:
    """That the ledger lies ahead of the machine's clock, in words; "" where it does not."""
    moment, now = case.ledger.moment(), case.clock.now()
    if not _ahead(moment, now):
        return ""
    return (
        f"warning: the last entry of this file bears {moment}, but this machine's clock says {now}. One of them "
        "is wrong. Steps keep their order and note both times; set the clock, and have a checkpoint stamped "
        "(dalil timestamp) where the time matters."
    )


def dated(steps: Sequence[Step], now: str) -> tuple[Step, ...]:
    """The steps, those that the ledger dates ahead of the present by the latest that they can be of.

    A step stands before all later ones, so it is no later than the machine's time noted beside any of
    them, and no later than now. What the ledger says stays beside it (:attr:`Step.dated`).

    Args:
        steps: Oldest first, with the ledger's times.
        now: UTC, the machine's time.
    """
    found: list[Step] = []
    latest = now
    for step in reversed(steps):
        latest = min(latest, step.text(CLOCK) or latest)
        ahead = _ahead(step.at, now)
        found.append(replace(step, at=latest, dated=step.at) if ahead else step)
    return tuple(reversed(found))


def _ahead(time: str, now: str) -> bool:
    return datetime.fromisoformat(time) - datetime.fromisoformat(now) > _SLACK
