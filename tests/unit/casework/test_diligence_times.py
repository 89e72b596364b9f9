"""A clock that ran ahead once: steps are of the latest time that they can be of, and say what the ledger says."""

from __future__ import annotations

from dalil.casework.diligence_times import dated
from dalil.diligence.values import Step

NOW = "2031-05-04T10:00:00Z"


def steps(*times: tuple[str, str]) -> list[Step]:
    """Steps of (ledger's time, machine's time noted beside it)."""
    made = enumerate(times, 1)
    return [
        Step(n, "rating", at, "anna", {"clock": clock} if clock else {}, n)
        for n, (at, clock) in made
    ]


def told(found: tuple[Step, ...]) -> list[tuple[str, str]]:
    return [(step.at[:10], step.dated[:10]) for step in found]


def test_times_of_the_past_stay_as_they_are():
    given = steps(("2031-05-01T10:00:00Z", ""), ("2031-05-04T10:59:00Z", ""))
    assert dated(given, NOW) == tuple(given)


def test_what_is_dated_ahead_is_no_later_than_what_came_after_it():
    found = dated(
        steps(
            ("2031-05-01T10:00:00Z", ""),
            ("2041-05-02T10:00:00Z", ""),  # the clock ran ten years ahead
            ("2041-05-02T10:00:00Z", "2031-05-02T12:00:00Z"),  # and was put right
            ("2041-05-02T10:00:00Z", "2031-05-03T12:00:00Z"),
        ),
        NOW,
    )
    assert told(found) == [
        ("2031-05-01", ""),
        ("2031-05-02", "2041-05-02"),
        ("2031-05-02", "2041-05-02"),
        ("2031-05-03", "2041-05-02"),
    ]


def test_with_nothing_noted_it_is_no_later_than_now():
    found = dated(steps(("2041-05-02T10:00:00Z", "")), NOW)
    assert told(found) == [("2031-05-04", "2041-05-02")]


def test_a_noted_time_changes_no_step_that_is_not_ahead():
    """Who sets the clock back for one step moves nothing that was recorded before it."""
    given = steps(("2031-05-03T10:00:00Z", ""), ("2031-05-03T10:00:00Z", "2031-05-01T10:00:00Z"))
    assert dated(given, NOW) == tuple(given)
