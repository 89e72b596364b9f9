"""How far the reading is, from what stands on record."""

from __future__ import annotations

import pytest

from dalil.casework.progress import ReadingState, in_words, reading_state
from dalil.claims.index import Counts


class Index:
    """An index that knows counts and times only."""

    def __init__(self, read: int, readable: int, times: list[str]) -> None:
        self.state, self.times = Counts(searchable=readable, read=read), times

    def counts(self) -> Counts:
        return self.state

    def pace(self, count: int) -> list[str]:
        return self.times[:count]


def minute(number: int) -> str:
    return f"2031-05-04T10:{number:02d}:00Z"


def state(read: int, readable: int, times: list[str], now: str = minute(30)) -> ReadingState:
    return reading_state(Index(read, readable, times), now)  # type: ignore[arg-type]


def test_the_pace_is_that_of_the_newest_readings():
    found = state(20, 80, [minute(m) for m in (30, 29, 28, 27, 26)])
    assert found.left == 60
    assert found.per_minute == pytest.approx(1.0)
    assert found.seconds_left == pytest.approx(3600)
    assert in_words(found) == "20 of 80 documents read; about 60 minutes left"


def test_nothing_left_nothing_estimated():
    found = state(80, 80, [minute(1)])
    assert (found.left, found.seconds_left, found.rests) == (0, None, False)
    assert in_words(found) == "80 of 80 documents read"


def test_a_reading_that_rests_says_so():
    assert state(0, 3, []).rests
    found = state(2, 3, [minute(10), minute(9)])
    assert found.rests
    assert "nothing is reading now" in in_words(found)


def test_too_few_readings_give_no_estimate():
    found = state(1, 3, [minute(30)])
    assert found.seconds_left is None
    assert in_words(found) == "1 of 3 documents read"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(20, "less than a minute"), (61, "about 1 minute "), (300, "about 5 minutes"),
     (36_000, "about 10.0 hours")],
)  # fmt: skip
def test_estimates_are_told_roughly(seconds, words):
    assert words in in_words(ReadingState(1, 9, 1.0, float(seconds)))
