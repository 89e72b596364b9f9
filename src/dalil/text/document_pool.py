"""Read many documents at once in bounded processes, with few in memory at a time.

Outcomes come in the order in which the documents were handed over, so that a run can be repeated.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from dalil.text.limits import Bounds
from dalil.text.pool import BoundedReader
from dalil.text.port import ReadOutcome
from dalil.text.sniff import sniff


class Content(Protocol):
    """Bytes on their way to a reader."""

    @property
    def sha256(self) -> str:
        """Identity of the exhibit."""
        ...

    @property
    def name(self) -> str:
        """File name as received."""
        ...

    @property
    def load(self) -> Callable[[], bytes]:
        """Gives the bytes."""
        ...


C = TypeVar("C", bound=Content)


class DocumentPool:
    """Readers of documents.

    Args:
        workers: Parsing processes at once.
        bounds: What one document may take.
    """

    def __init__(self, workers: int, bounds: Bounds) -> None:
        self._workers = max(workers, 1)
        self._bounds = bounds

    def sniff(self, content: bytes, name: str) -> str:
        """Media type, from the bytes."""
        return sniff(content, name).media_type

    @property
    def mended(self) -> frozenset[str]:
        """Codes of refusals that need not stand: ``no_ocr`` where the program is there now."""
        from dalil.text.ocr import program_path

        return frozenset({"no_ocr"} if program_path(self._bounds.tesseract) else ())

    def read_all(self, contents: Iterable[C]) -> Iterator[tuple[C, ReadOutcome]]:
        """Read documents; a hostile one is a refusal, never an exception.

        Raises:
            ChildFailed: The system cannot start a parsing process.
        """
        queue = iter(contents)
        with BoundedReader(self._workers, self._bounds) as reader:
            threads = ThreadPoolExecutor(self._workers, thread_name_prefix="read")

            def one(content: C) -> ReadOutcome:
                return reader.read(content.load(), content.sha256, content.name)

            waiting: deque[tuple[C, Future[ReadOutcome]]] = deque()
            try:
                while True:
                    while len(waiting) < 2 * self._workers and (item := next(queue, None)):
                        waiting.append((item, threads.submit(one, item)))
                    if not waiting:
                        return
                    content, future = waiting.popleft()
                    yield content, future.result()
            finally:
                threads.shutdown(wait=True, cancel_futures=True)
