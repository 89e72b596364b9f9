"""Batches: full, heavy or late; nothing that was done is lost to a stop."""

from __future__ import annotations

import pytest

from dalil.casework import batching
from dalil.casework.batching import in_batches


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A clock that stands still until it is told."""
    now = [0.0]
    monkeypatch.setattr(batching.time, "monotonic", lambda: now[0])
    return now


def test_a_full_batch_is_handed_on():
    assert list(in_batches(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(in_batches([], 3)) == []


def test_a_heavy_item_is_handed_on_at_once():
    heavy = batching.HEAVIEST
    assert list(in_batches([1, heavy, 2], 9, lambda item: item)) == [[1, heavy], [2]]


def test_a_batch_does_not_wait_longer_than_a_second(clock):
    def slow():
        for item in range(4):
            clock[0] += 0.6
            yield item

    assert list(in_batches(slow(), 9)) == [[0, 1], [2, 3]]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_what_a_stop_interrupts_is_handed_on_first(stop):
    def stopped():
        yield 1
        yield 2
        raise stop

    batches = in_batches(stopped(), 9)
    assert next(batches) == [1, 2]
    with pytest.raises(stop):
        next(batches)


def test_a_batch_that_cannot_be_kept_ends_the_work():
    batches = in_batches(range(9), 2)
    assert next(batches) == [0, 1]
    with pytest.raises(OSError, match="disk"):
        batches.throw(OSError("disk"))
