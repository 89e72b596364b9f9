"""Reading a list inside a process of its own: the function that the bounded runner calls.

A request comes in and messages go out, each a byte that says what it is and its JSON: ``E`` lines of
entries, ``S`` the summary, ``X`` an error of Dalil's own. The machinery that starts and bounds the
process stands in ``text/`` and knows nothing of lists; :func:`decode` is the other end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict

from dalil import errors
from dalil.errors import BadList, ChildFailed, DalilError
from dalil.matching.listjson import (
    entry_from_line,
    entry_line,
    summary_from_line,
    summary_line,
)
from dalil.matching.values import ListEntry, ListRequest, ListSummary
from dalil.readers.listing import Listing

TARGET = "dalil.readers.serve:serve"
"""The name by which the bounded runner finds :func:`serve`."""

_BATCH = 256 * 1024


def encode(request: ListRequest) -> bytes:
    """A request as bytes."""
    return json.dumps(asdict(request)).encode()


def serve(request: bytes, emit: Callable[[bytes], None]) -> None:
    """Read the list that a request names and emit what it holds."""
    try:
        listing = Listing(_request(request))
        lines: list[bytes] = []
        size = 0
        for entry in listing:
            line = entry_line(entry)
            lines.append(line)
            size += len(line)
            if size > _BATCH:
                emit(b"E" + b"".join(lines))
                lines, size = [], 0
        emit(b"E" + b"".join(lines))
        emit(b"S" + summary_line(listing.summary()))
    except DalilError as error:
        told = {"error": type(error).__name__, "message": error.message, "hint": error.hint}
        emit(b"X" + json.dumps(told).encode())


def _request(body: bytes) -> ListRequest:
    given = json.loads(body)
    return ListRequest(**{**given, "files": tuple(given["files"])})


class Served:
    """The other end: entries and summary from the messages of a process.

    Args:
        messages: As the bounded runner hands them over.
    """

    def __init__(self, messages: Iterable[bytes]) -> None:
        self._messages = messages
        self._summary: ListSummary | None = None

    def __iter__(self) -> Iterator[ListEntry]:
        """The entries, in the order of the file.

        Raises:
            DalilError: What the reading process raised, as it raised it.
            ChildFailed: It ended early or broke the protocol.
        """
        for message in self._messages:
            kind, body = message[:1], message[1:]
            if kind == b"X":
                raise _error(body)
            try:
                if kind == b"S":
                    self._summary = summary_from_line(body)
                elif kind == b"E":
                    yield from map(entry_from_line, body.splitlines())
                else:
                    raise ValueError(f"unknown message {kind!r}")
            except (ValueError, KeyError, TypeError) as error:
                raise ChildFailed(
                    f"The process that read the list broke its protocol: {error}."
                ) from error
        if self._summary is None:
            raise ChildFailed("The process that read the list ended before the list did.")

    def summary(self) -> ListSummary:
        """What the reading was; known when all entries have passed."""
        assert self._summary is not None, "the entries have not all passed"  # noqa: S101
        return self._summary


def _error(body: bytes) -> DalilError:
    told = json.loads(body)
    kind = getattr(errors, str(told.get("error")), BadList)
    if not (isinstance(kind, type) and issubclass(kind, DalilError)):
        kind = BadList
    made: DalilError = kind(str(told.get("message")), str(told.get("hint") or ""))
    return made
