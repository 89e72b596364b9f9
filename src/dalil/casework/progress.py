"""How far the reading of a case has come, and how long it may still take.

The pace is that of the newest readings on record, so it is the same whoever asks, and nothing is
written to tell it. An estimate is no promise: documents differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dalil.claims.index import CaseIndex

_LOOKED_AT = 200
_RESTS_AFTER = 180.0


@dataclass(frozen=True, slots=True)
class ReadingState:
    """How far the reading has come.

    Attributes:
        read: Documents whose claims were read.
        readable: Documents with text: what there is to read.
        per_minute: Documents a minute, lately; None where too few were read to tell.
        seconds_left: Estimate; None where it cannot be told or nothing is left.
        rests: Something is left, and nothing was recorded for some minutes.
    """

    read: int
    readable: int
    per_minute: float | None = None
    seconds_left: float | None = None
    rests: bool = False

    @property
    def left(self) -> int:
        """Documents still to be read."""
        return max(self.readable - self.read, 0)


def reading_state(index: CaseIndex, now: str) -> ReadingState:
    """How far the reading has come.

    Args:
        index: The case.
        now: UTC, ISO 8601.
    """
    counts = index.counts()
    state = ReadingState(counts.read, counts.searchable)
    times = [_seconds(text) for text in index.pace(_LOOKED_AT)] if state.left else []
    if not times:
        return ReadingState(state.read, state.readable, rests=state.left > 0)
    rests = _seconds(now) - times[0] > _RESTS_AFTER
    spent = times[0] - times[-1]
    if spent <= 0 or rests:
        return ReadingState(state.read, state.readable, rests=rests)
    pace = (len(times) - 1) / spent
    return ReadingState(state.read, state.readable, 60 * pace, state.left / pace)


def in_words(state: ReadingState) -> str:
    """One line: ``412 of 1,000 documents read; about 9 minutes left``."""
    line = f"{state.read:,} of {state.readable:,} documents read"
    if state.rests:
        return f"{line}; nothing is reading now"
    if state.seconds_left is None:
        return line
    minutes = state.seconds_left / 60
    if minutes < 1:
        return f"{line}; less than a minute left"
    if minutes < 90:
        return f"{line}; about {round(minutes)} minute{'s' if round(minutes) > 1 else ''} left"
    return f"{line}; about {minutes / 60:.1f} hours left"


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
