"""A case that several requests review: read at once, written by one after the other.

The writer is opened when somebody decides and let go when nobody has for some seconds, so that the
command line may write in between. What a call of :meth:`ReviewDesk.write` has returned is durable; a
killed process loses nothing of it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from dalil.casework.casefolder import Case
from dalil.casework.outputs import slug
from dalil.casework.resolve import resolve_case
from dalil.casework.review_entities import find
from dalil.casework.review_steps import Step, apply
from dalil.casework.targets import AUDIENCE, REGIME, examine, see_target, write_dossier
from dalil.errors import CaseLocked
from dalil.evidence import Tier
from dalil.matching.ports import ListSearch

T = TypeVar("T")
IDLE = 3.0
"""Seconds after which a writer that nobody uses is let go."""
PATIENCE = 5.0
"""Seconds for which another writer is waited for."""


class ReviewDesk:
    """A case as its reviewers share it.

    Args:
        case: Opened for reading.
        open_writer: Opens the same case for writing.
        lists: Gives the lists to screen against, when a dossier is written.
    """

    def __init__(
        self,
        case: Case,
        open_writer: Callable[[], Case],
        lists: Callable[[Case], Sequence[ListSearch]] = lambda case: (),
    ) -> None:
        self.case = case
        self._open, self._lists = open_writer, lists
        self._lock = threading.Lock()
        self._writer: Case | None = None
        self._timer: threading.Timer | None = None

    def write(self, work: Callable[[Case], T]) -> T:
        """Do something with the case open for writing; one at a time.

        Raises:
            CaseLocked: Another process has been writing for some seconds.
            DalilError: What the work raises.
        """
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            if self._writer is None:
                self._writer = self._opened()
            try:
                return work(self._writer)
            finally:
                self._timer = threading.Timer(IDLE, self.rest)
                self._timer.daemon = True
                self._timer.start()

    def step(self, step: Step) -> dict[str, object]:
        """Do one step of a review; see :func:`dalil.casework.review_steps.apply`."""
        return self.write(lambda case: apply(case, step))

    def rest(self) -> None:
        """Let go of the writer."""
        with self._lock:
            writer, self._writer = self._writer, None
            if writer is not None:
                writer.close()

    def word_file(self, target: str, audience: Tier = Tier.RECIPIENT) -> Path:
        """The footnoted Word file on a target, in the exports of the case, as decisions stand now.

        Args:
            target: Name or id; it is marked as a target where it is none.
            audience: The widest tier that it is made for.

        Raises:
            NotFound: Nobody is called so.
            AmbiguousName: Several are.
        """
        return self.write(lambda case: self._word_file(case, target, audience))

    def _word_file(self, case: Case, target: str, audience: Tier) -> Path:
        key = find(case, target).id
        resolve_case(case)
        seen, entity = see_target(case, key, audience)
        parts = examine(case, seen, entity, self._lists(case), None)
        # What one audience was given never lies under the name of what another was.
        made_for = "" if audience is AUDIENCE else f"_{audience}"
        path = case.exports / f"{slug(entity.name)}_{REGIME}{made_for}.docx"
        write_dossier(case, seen, entity, parts, {"docx": path})
        return path

    def _opened(self) -> Case:
        begun = time.monotonic()
        while True:
            try:
                return self._open()
            except CaseLocked:
                if time.monotonic() - begun > PATIENCE:
                    raise
                time.sleep(0.1)
