"""Read claims from text layers in several processes, in order, with memory flat.

The reading itself is a function that ``assembly`` names; each process makes its own once, because
a language model is loaded per process. Nothing is read here.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection, wait

from dalil.claims.ports import Record
from dalil.claims.reading import Reading
from dalil.errors import ChildFailed
from dalil.evidence import TextLayer

ReadLayer = Callable[[TextLayer], Reading]

_here: ReadLayer | None = None
"""The reading function of this worker process; set once by its initializer."""


class ClaimPool:
    """Readers of claims.

    Args:
        make: A module-level function without arguments that makes a reading function; called in
            each process, and in this one where a single layer does not pay for a process.
        method: Names and versions of rules and models.
        workers: Number of processes.
    """

    def __init__(self, make: Callable[[], ReadLayer], method: str, workers: int) -> None:
        self.method = method
        self._make = make
        self._workers = workers

    def read_all(self, layers: Iterable[TextLayer]) -> Iterator[Reading]:
        """Read layers; readings come in the order of the layers.

        Raises:
            ChildFailed: A process died; what was yielded before is whole.
        """
        queue = iter(layers)
        first = [layer for _, layer in zip(range(2), queue, strict=False)]
        if self._workers < 2 or len(first) < 2:
            yield from self._here([*first, *queue])
            return
        yield from self._there(first, queue)

    def fresh(self) -> tuple[Record, ...]:
        """Nothing: rules keep no answers."""
        return ()

    def _here(self, layers: Iterable[TextLayer]) -> Iterator[Reading]:
        read: ReadLayer | None = None
        for layer in layers:
            read = read or self._make()
            yield read(layer)

    def _there(self, first: list[TextLayer], rest: Iterator[TextLayer]) -> Iterator[Reading]:
        context = multiprocessing.get_context("spawn")
        until, going = context.Pipe(duplex=False)
        made = ProcessPoolExecutor(self._workers, context, _begin, (self._make, until))
        with until, going, made as pool:
            waiting: deque[tuple[str, Future[Reading]]] = deque(
                (layer.exhibit, _submit(pool, layer)) for layer in first
            )
            try:
                while waiting:
                    while len(waiting) < 4 * self._workers and (layer := next(rest, None)):
                        waiting.append((layer.exhibit, _submit(pool, layer)))
                    exhibit, future = waiting.popleft()
                    yield _result(exhibit, future)
            except BaseException:
                going.close()  # the workers end at once: nobody takes what they still read
                raise
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


def _submit(pool: Executor, layer: TextLayer) -> Future[Reading]:
    """Hand a layer over; a worker that is started by it is deaf to Ctrl-C from its first moment."""
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(_read, layer)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_read, layer)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _result(exhibit: str, future: Future[Reading]) -> Reading:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise ChildFailed(
            f"A reading process died on exhibit {exhibit[:12]} or one beside it.",
            "What was read before is kept; run the same command again.",
        ) from error


def _begin(make: Callable[[], ReadLayer], until: Connection) -> None:
    """Ready a worker: Ctrl-C is the parent's to answer, and a parent that stops or dies takes it along."""
    global _here  # noqa: PLW0603 - a worker process has exactly one reader
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel, until), daemon=True).start()
    _here = make()


def _end_with(sentinel: int, until: Connection) -> None:
    """End this process when its parent is gone or stops: nobody would take its readings any more."""
    wait([sentinel, until])
    os._exit(1)


def _read(layer: TextLayer) -> Reading:
    if _here is None:
        raise ChildFailed("The reading process was not made ready.")
    return _here(layer)
