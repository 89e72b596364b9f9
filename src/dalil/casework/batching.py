"""Gather results as they come, so that each flush to the disk keeps several.

A batch is handed on when it is full, heavy, or a second old. What a stop interrupts is handed on
before the stop goes further: nothing that was done is done again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
SECONDS = 1.0
HEAVIEST = 8_000_000


def in_batches(
    items: Iterable[T], most: int, weigh: Callable[[T], int] = lambda item: 1
) -> Iterator[list[T]]:
    """Batches of what comes, in order.

    Args:
        items: Results of long work.
        most: Items in one batch.
        weigh: Size of an item; a batch of 8,000,000 is handed on.
    """
    batch: list[T] = []
    weight, begun = 0, time.monotonic()
    try:
        for item in items:
            batch.append(item)
            weight += weigh(item)
            late = time.monotonic() - begun >= SECONDS
            if len(batch) >= most or weight >= HEAVIEST or late:
                full, batch, weight = batch, [], 0
                yield full
                begun = time.monotonic()
    except (Exception, KeyboardInterrupt):
        if batch:
            yield batch
        raise
    if batch:
        yield batch
