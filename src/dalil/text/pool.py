"""Reading with bounds: files are parsed in processes of their own, which may die without harm.

The caller hands over bytes and gets a layer or a refusal. A process that crashes, hangs or grows is
ended and replaced, and the file gets a refusal that says what happened. Processes are started anew
(never forked) with an environment that holds nothing of the user's.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from dalil.errors import ChildFailed
from dalil.evidence import Refusal
from dalil.text.child import receive, send
from dalil.text.codec import checked, decode_outcome, member_sizes
from dalil.text.limits import Bounds
from dalil.text.port import ReadOutcome
from dalil.text.sniff import sniff_head

_LENGTH = 8
_START_SECONDS = 60.0
_NONSENSE = (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError)
"""What decoding an answer raises that is none."""
_NO_MEMORY = 12
"""Exit code of a child that had no memory left to answer."""


class BoundedReader:
    """Reads exhibits in a pool of bounded processes; safe to use from several threads.

    Args:
        workers: Processes at once; they start when they are needed.
        bounds: What one exhibit may take.

    Example:
        with BoundedReader(workers=2) as reader:
            outcome = reader.read(content, sha256, "letter.pdf")
    """

    def __init__(self, workers: int = 1, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(max(workers, 1)):
            self._idle.put(None)
        self._workers = max(workers, 1)
        self._closed = False

    def __enter__(self) -> BoundedReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, content: bytes, sha256: str, name: str) -> ReadOutcome:
        """Read one exhibit.

        Args:
            content: Its bytes.
            sha256: Their digest, lower-case hex.
            name: File name as received.

        Returns:
            The layer with its members, or a refusal with its reason. Hostile bytes never raise.

        Raises:
            ChildFailed: The system cannot start a parsing process.
        """
        return self._run(content, {"sha256": sha256, "name": name})

    def redact(self, content: bytes, sha256: str, wanted: Mapping[str, object]) -> ReadOutcome:
        """Redact one PDF.

        Args:
            content: Its bytes.
            sha256: Their digest, lower-case hex.
            wanted: As :func:`dalil.text.pdf_redact.redact_pdf` takes it.

        Returns:
            The copy and its boxes as members, or a refusal with its reason.
        """
        return self._run(content, {"sha256": sha256, "redact": wanted})

    def draw(self, content: bytes, sha256: str, wanted: Mapping[str, object]) -> ReadOutcome:
        """Draw one page of a PDF.

        Args:
            content: Its bytes.
            sha256: Their digest, lower-case hex.
            wanted: As :func:`dalil.text.pdf_page.draw_page` takes it.

        Returns:
            A PNG as member, or a refusal with its reason.
        """
        return self._run(content, {"sha256": sha256, "draw": wanted})

    def _run(self, content: bytes, request: Mapping[str, object]) -> ReadOutcome:
        sha256 = str(request["sha256"])
        if len(content) > self.bounds.input_bytes:
            return self._too_large(content, sha256)
        if self._closed:
            raise ChildFailed("The reader was closed; no more files can be read with it.")
        worker = self._idle.get()
        keep: _Worker | None = None
        try:
            worker = worker if worker is not None and worker.alive else _Worker(self.bounds)
            outcome = worker.read(content, request)
            if worker.alive:
                keep = worker
            return outcome
        finally:
            if keep is None and worker is not None:
                worker.stop()
            self._idle.put(keep)

    def containment(self) -> dict[str, str]:
        """Which bounds took hold on this system, in words, as a parsing process reports them."""
        worker = self._idle.get()
        try:
            worker = worker if worker is not None and worker.alive else _Worker(self.bounds)
            return dict(worker.held)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all processes that are idle; one that is at work ends with its file."""
        self._closed = True
        for _ in range(self._workers):
            with contextlib.suppress(queue.Empty):
                worker = self._idle.get_nowait()
                if worker is not None:
                    worker.stop()

    def _too_large(self, content: bytes, sha256: str) -> ReadOutcome:
        words = (
            f"It has {len(content):,} bytes; {self.bounds.input_bytes:,} are the most that is read. "
            "The vault keeps it."
        )
        kind = sniff_head(content)
        return ReadOutcome(kind.media_type, refusal=Refusal(sha256, "too_large", words, "pool/1"))


class _Worker:
    """One parsing process and its pipes."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._late = False
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-P", "-m", "dalil.text.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                close_fds=True,
            )
        except OSError as error:
            raise ChildFailed(f"No parsing process can be started: {error}.") from error
        setting = {
            "megabytes": bounds.megabytes,
            "open_files": bounds.open_files,
            "cpu_seconds": bounds.cpu_seconds,
            "tesseract": bounds.tesseract,
            "pages": bounds.pages,
        }
        held: bytes | None = None
        with contextlib.suppress(OSError), self._clock(_START_SECONDS):
            send(self._sink, json.dumps(setting).encode())
            held = receive(self._source)
        if held is None:
            self.stop()
            raise ChildFailed(
                "A parsing process ended before it was ready.",
                f"It may need more than {bounds.megabytes} MB (DALIL_PARSE_MEGABYTES).",
            )
        self.held: dict[str, str] = json.loads(held)

    @property
    def alive(self) -> bool:
        """The process runs and keeps to the protocol."""
        return self._process.poll() is None

    @property
    def _source(self) -> BinaryIO:
        assert self._process.stdout is not None  # Popen was asked for a pipe  # noqa: S101
        return self._process.stdout  # type: ignore[return-value]

    @property
    def _sink(self) -> BinaryIO:
        assert self._process.stdin is not None  # Popen was asked for a pipe  # noqa: S101
        return self._process.stdin  # type: ignore[return-value]

    def read(self, content: bytes, request: Mapping[str, object]) -> ReadOutcome:
        """One exhibit through the process; its death becomes a refusal.

        What it answers is believed no more than the exhibit itself: a process that a hostile file took
        over can say anything. An answer that breaks the protocol counts as a death.
        """
        sha256 = str(request["sha256"])
        with contextlib.suppress(OSError, *_NONSENSE), self._clock(self._bounds.wall):
            send(self._sink, json.dumps(request).encode())
            send(self._sink, content)
            outcome = self._answer()
            if outcome is not None:
                return checked(outcome, sha256)
        code, words = self._death()
        return ReadOutcome(
            sniff_head(content).media_type, refusal=Refusal(sha256, code, words, "pool/1")
        )

    def _answer(self) -> ReadOutcome | None:
        head = self._part(self._bounds.output_bytes)
        # An empty message is a sign of life: the next page of a scan has the whole time again.
        for _ in range(self._bounds.pages):
            if head != b"":
                break
            self._wind(self._bounds.wall)
            head = self._part(self._bounds.output_bytes)
        if not head:
            return None
        left = self._bounds.output_bytes - len(head)
        contents: list[bytes] = []
        for size in member_sizes(head):
            content = self._part(min(size, left))
            if content is None:
                return None
            contents.append(content)
            left -= len(content)
        return decode_outcome(head, contents)

    def _part(self, most: int) -> bytes | None:
        """One message of at most ``most`` bytes; a longer one is not read and ends the process."""
        length = self._source.read(_LENGTH)
        if len(length) < _LENGTH:
            return None
        size = int.from_bytes(length, "big")
        if size > most:
            self._too_much = True
            self._process.kill()
            return None
        body = self._source.read(size)
        return body if len(body) == size else None

    _too_much = False
    _timer: threading.Timer | None = None

    def _death(self) -> tuple[str, str]:
        """Reason code and words for a process that gave no answer."""
        self.stop()
        status = self._process.returncode
        bounds = self._bounds
        if self._too_much:
            return "too_large", f"Its text and members pass {bounds.output_bytes:,} bytes."
        if self._late:
            return (
                "time_limit",
                f"Reading it took longer than {bounds.wall:g} seconds and was stopped.",
            )
        if _is_signal(status, "SIGXCPU"):
            return (
                "time_limit",
                f"Reading it took more than {bounds.cpu_seconds} CPU seconds and was stopped.",
            )
        if status == _NO_MEMORY or _is_signal(status, "SIGKILL"):
            return (
                "memory_limit",
                f"Reading it takes more than {bounds.megabytes} MB and was stopped.",
            )
        return (
            "crashed",
            f"The parsing process died on it (status {status}); nothing else was harmed.",
        )

    @contextlib.contextmanager
    def _clock(self, seconds: float):  # type: ignore[no-untyped-def]  # noqa: ANN202
        """End the process when the time is over, which ends the waiting for it too."""
        self._wind(seconds)
        try:
            yield
        finally:
            self._stop_clock()

    def _wind(self, seconds: float) -> None:
        """Give the process this many seconds from now."""

        def over() -> None:
            self._late = True
            self._process.kill()

        self._stop_clock()
        self._timer = threading.Timer(seconds, over)
        self._timer.daemon = True
        self._timer.start()

    def _stop_clock(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def stop(self) -> None:
        """End the process and free its pipes."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0.5 if not self._late else 5)
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def _is_signal(status: int | None, name: str) -> bool:
    import signal

    number = getattr(signal, name, None)
    return number is not None and status == -number


def _environment() -> dict[str, str] | None:
    """What a child may know: where Python's modules are, and nothing of the user's."""
    if sys.platform == "win32":
        return None  # processes there do not start without the system's own variables
    # The folder that the user stands in may be the one with the hostile files, and the folder of the
    # script that runs may hold modules with the names of Python's own: nothing is taken from either.
    own = str(Path(__file__).resolve().parents[2])
    script = getattr(sys.modules.get("__main__"), "__file__", None) or ""
    left = {str(Path(script).parent), str(Path(script).resolve().parent)} if script else set()
    with contextlib.suppress(OSError):
        left.add(str(Path.cwd()))
    paths = [path for path in sys.path if path and (path not in left or path == own)]
    return {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys([*paths, own])),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }
