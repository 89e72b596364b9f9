"""Link versions as documents come in: what a new text cannot touch is not looked at again.

The outcome is that of :func:`dalil.claims.versions.find_versions` over all documents in the order in
which they came in, in whatever order their texts were read. A document's link rests on its own text,
on the earlier documents that share runs with it, and on their links; so a text that is new, changed or
gone concerns itself and the few later documents that share a run with it, and no others.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dalil.claims.versions import Version, link_of, sketch_of
from dalil.evidence import TextLayer

PIECE = 1000
"""Documents that are looked at before what was found is handed over."""
Load = Callable[[str], TextLayer | None]
Placed = tuple[int, str]
"""A document's place in the order of arrival, and its sha256."""


class Sketches(Protocol):
    """Sketches of texts, kept with the case so that a new text finds those that share runs with it.

    They are made from sealed texts alone and are no record.
    """

    def missing(self) -> Sequence[str]:
        """Documents whose text was not sketched as it stands, in the order of arrival."""
        ...

    def keep(self, sketches: Mapping[str, Sequence[int]]) -> None:
        """Keep sketches; these documents, and later ones that they may concern, wait to be linked."""
        ...

    def waiting(self) -> Sequence[Placed]:
        """Documents that wait to be linked."""
        ...

    def sharing(self, exhibit: str) -> Mapping[str, int]:
        """Earlier documents and how many runs of the sketch they share; crowded runs lead nowhere."""
        ...

    def later(self, exhibit: str) -> Sequence[Placed]:
        """Later documents whose link a change of this one may concern."""
        ...

    def sketched(self, exhibits: Iterable[str]) -> set[str]:
        """Those of some documents that have a sketch."""
        ...

    def wait(self, exhibits: Iterable[str]) -> None:
        """Let documents wait to be linked."""
        ...

    def linked(self, exhibits: Iterable[str]) -> None:
        """They wait no longer."""
        ...


@dataclass(frozen=True, slots=True)
class Linked:
    """What came of some documents.

    Attributes:
        done: The documents that were looked at.
        changed: New links by exhibit; None where there is none any more.
    """

    done: tuple[str, ...]
    changed: Mapping[str, Version | None]


def sketch_anew(sketches: Sketches, load: Load) -> None:
    """Sketch the texts that are new or changed, some thousand at a time."""
    made: dict[str, Sequence[int]] = {}
    for exhibit in sketches.missing():
        layer = load(exhibit)
        made[exhibit] = sketch_of(layer) if layer is not None else ()
        if len(made) >= 10 * PIECE:
            sketches.keep(made)
            made = {}
    if made:
        sketches.keep(made)


def link_anew(sketches: Sketches, load: Load, known: Mapping[str, Version]) -> Iterator[Linked]:
    """Link the documents that wait, in the order of arrival, and those whom their change concerns.

    Args:
        sketches: Of all texts, see :func:`sketch_anew`.
        load: Gives the text layer of an exhibit.
        known: The links as they stand.

    Yields:
        What is to be recorded before the next piece is asked for; whoever records it then says so with
        :meth:`Sketches.linked`. Interrupted, what was not said to be linked is looked at again.
    """
    now = dict(known)
    gone = now.keys() - sketches.sketched(now)
    for exhibit in gone:
        del now[exhibit]
    done: list[str] = []
    changed: dict[str, Version | None] = dict.fromkeys(sorted(gone))
    queue = list(sketches.waiting())
    heapq.heapify(queue)
    queued = {exhibit for _, exhibit in queue}
    while queue:
        _, exhibit = heapq.heappop(queue)
        shared = sketches.sharing(exhibit)
        first = {key: now[key].of for key in shared if key in now}
        link = link_of(exhibit, shared, first, load)
        done.append(exhibit)
        if link != now.get(exhibit):
            changed[exhibit] = link
            if link is None:
                del now[exhibit]
            else:
                now[exhibit] = link
            fresh = [one for one in sketches.later(exhibit) if one[1] not in queued]
            sketches.wait(one[1] for one in fresh)
            queued |= {one[1] for one in fresh}
            for one in fresh:
                heapq.heappush(queue, one)
        if len(done) >= PIECE:
            yield Linked(tuple(done), changed)
            done, changed = [], {}
    if done or changed:
        yield Linked(tuple(done), changed)
