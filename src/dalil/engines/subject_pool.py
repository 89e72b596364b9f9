"""Many people held against lists in several processes, in order, with memory flat.

How a process opens its lists is a function that ``assembly`` names; each process opens them once. An
index on the disk is shared by all of them.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from dalil.errors import ChildFailed
from dalil.matching.other_types import screen_all_types
from dalil.matching.ports import ListSearch
from dalil.matching.screen import Subject
from dalil.matching.values import Match

Open = Callable[[], Sequence[ListSearch]]
Matches = tuple[Match, ...]

_here: Sequence[ListSearch] = ()
"""The lists of this worker process; set once by its initializer."""


class SubjectPool:
    """Screens batches of subjects.

    Args:
        make: A picklable function without arguments that opens the lists; called in each process,
            and in this one where one batch does not pay for a process.
        workers: Number of processes.
    """

    def __init__(self, make: Open, workers: int) -> None:
        self._make, self._workers = make, workers

    def screen_all(
        self, batches: Iterable[Sequence[Subject]], threshold: float, limit: int
    ) -> Iterator[list[Matches]]:
        """Screen batches; results come in the order of the batches.

        Args:
            batches: Of subjects.
            threshold: Least score that is given back.
            limit: Most matches of a list.

        Raises:
            ChildFailed: A process died; what was yielded before is whole.
        """
        queue = iter(batches)
        first = [batch for _, batch in zip(range(2), queue, strict=False)]
        if self._workers < 2 or len(first) < 2:
            lists = self._make()
            for batch in [*first, *queue]:
                yield _screen(lists, batch, threshold, limit)
            return
        yield from self._there(first, queue, threshold, limit)

    def _there(
        self,
        first: list[Sequence[Subject]],
        rest: Iterator[Sequence[Subject]],
        threshold: float,
        limit: int,
    ) -> Iterator[list[Matches]]:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(
            self._workers, mp_context=context, initializer=_begin, initargs=(self._make,)
        ) as pool:
            waiting: deque[Future[list[Matches]]] = deque(
                pool.submit(_work, batch, threshold, limit) for batch in first
            )
            try:
                while waiting:
                    while len(waiting) < 3 * self._workers and (batch := next(rest, None)):
                        waiting.append(pool.submit(_work, batch, threshold, limit))
                    yield waiting.popleft().result()
            except BrokenProcessPool as error:
                raise ChildFailed(
                    "A process that screens died.", "Run the same command again: it goes on."
                ) from error
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def _begin(make: Open) -> None:
    """In a worker: open the lists; Ctrl-C is the parent's to handle."""
    global _here  # noqa: PLW0603  one set of lists for each process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here = make()


def _work(batch: Sequence[Subject], threshold: float, limit: int) -> list[Matches]:
    return _screen(_here, batch, threshold, limit)


def _screen(
    lists: Sequence[ListSearch], batch: Sequence[Subject], threshold: float, limit: int
) -> list[Matches]:
    found = []
    for subject in batch:
        matches = [
            match
            for one in lists
            for match in screen_all_types(one, subject, threshold=threshold, limit=limit)
        ]
        found.append(tuple(sorted(matches, key=lambda m: (-m.score, m.list, m.entry.id))))
    return found
