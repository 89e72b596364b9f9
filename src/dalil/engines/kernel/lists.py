"""A list version screened through an index: the kernel finds, the oracle gives the last word.

Hits near the threshold or above it are judged by ``matching`` itself, with qualifiers and reasons,
so that a screening says the same whether a list was large enough for an index or not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dalil.engines.kernel.build import undisturbed
from dalil.engines.kernel.explain import Linked
from dalil.engines.kernel.index import CANDIDATES, Hit, KernelIndex, ask
from dalil.engines.kernel.memory import MOST_CANDIDATES
from dalil.engines.kernel.opened import Asked
from dalil.matching.compare import (
    REVIEW,
    Comparison,
    Qualifiers,
    compare,
    decide,
    judge,
    read_as_person,
)
from dalil.matching.model import probability
from dalil.matching.name_keys import also_written
from dalil.matching.qualifiers import NOTHING_KNOWN, Evidence, weigh
from dalil.matching.screen import LIMIT, Subject, also_as_vessel, match_entry
from dalil.matching.segments import without_ship_sign
from dalil.matching.values import ListVersion, Match
from dalil.names.scripts import main_script

if TYPE_CHECKING:
    from dalil.matching.ports import ListShelf

_LIFT = 6.0
"""Log-odds that qualifiers may add to a name; hits that far below the threshold are still judged."""
_SPARE = 8
LEAST = -8.0
_WIDTHS = (CANDIDATES, 512, MOST_CANDIDATES)
"""Candidates of a name that are scored: more only where nearly all of those before are near."""
_FULL = 0.6
_ROUNDING = 0.001


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a name alone says of an entity: score and decision, without reasons."""

    id: str
    name: str
    score: float
    decision: str


@dataclass(slots=True)
class ListKernel:
    """One version of a list with its index, ready to be asked.

    Attributes:
        version: Which version.
        index: Over its entries.
        shelf: Where the entries are.
    """

    version: ListVersion
    index: KernelIndex
    shelf: ListShelf

    def screen(
        self, subject: Subject, *, threshold: float = REVIEW, limit: int = LIMIT
    ) -> tuple[Match, ...]:
        """Hold somebody against the list, as :meth:`dalil.matching.screen.ListIndex.screen` does.

        Args:
            subject: Whom.
            threshold: Least score that is given back.
            limit: Most matches, the best first.
        """
        bare = subject.facts is NOTHING_KNOWN or subject.facts == NOTHING_KNOWN
        foreign = any(main_script(name) != "Latin" for name in subject.names)
        least = floor_of(threshold) - (_LIFT if foreign or not bare else 0.0)
        asked = ask([(also_as_vessel(subject.names, subject.type), subject.type)])
        hits = self._found(asked, max(least, LEAST), floor_of(threshold), bare=bare, limit=limit)
        judged = _Judged(self.index.links(asked, hits))
        places = [hit.position for hit in hits]
        if others := also_written(subject.names, subject.type, self.index.scripts):
            more = ask([(others, subject.type)])
            brought = self.index.find(more, least=LEAST, keep=CANDIDATES)[0]
            places += [hit.position for hit in brought]
        if not bare:
            places += [place for _, place in self.index.by_identifier(subject.facts.identifiers)]
        places = list(dict.fromkeys(places))
        version, found = self.version, []
        for entry in self.shelf.at(version.list, version.version, places):
            best = match_entry(subject, entry, judged)
            if best is not None and best[1].score >= threshold:
                name, said = best
                found.append(
                    Match(
                        list=version.list,
                        version=version.version,
                        entry=entry,
                        name=name,
                        score=said.score,
                        decision=said.decision,
                        why=said.why,
                    )
                )
        return tuple(sorted(found, key=lambda m: (-m.score, m.entry.id))[:limit])

    def _found(
        self, asked: Asked, least: float, floor: float, *, bare: bool, limit: int
    ) -> list[Hit]:
        """What the index brings up: more of it while namesakes fill the room for candidates.

        Where dates, countries or numbers are known, any of those whose names are near may be the one
        that is meant; of a bare name no more are needed than are counted.
        """
        needed = floor if bare else floor - _LIFT / 2
        hits: list[Hit] = []
        for width in _WIDTHS:
            keep = limit + _SPARE if bare else max(limit + _SPARE, width)
            hits = self.index.find(asked, least=least, keep=keep, candidates=width)[0]
            near = sum([hit.odds >= needed for hit in hits])
            if near < _FULL * width or (bare and keep <= width):
                break
        return hits


_BEATEN = Comparison(0.0, "no", ())


class _Judged:
    """Compares names as ``matching`` does, from what the kernel has scored already.

    Args:
        linked: Pairs that the kernel scored. One that is not exact is compared anew, unless another
            name of its entity is at least what it can be at most.
    """

    def __init__(self, linked: Sequence[Linked]) -> None:
        self._known = {
            (one.asked, one.name, one.person): one.score for one in linked if one.score is not None
        }
        best: dict[str, float] = {}
        for one in linked:
            if one.score is not None and not one.weak:
                best[one.id] = max(best.get(one.id, LEAST), one.most)
        open_ = [one for one in linked if one.score is None]
        wins = {
            (one.asked, one.name, one.person) for one in open_ if one.most > best.get(one.id, LEAST)
        }
        self._beaten = {(one.asked, one.name, one.person) for one in open_} - wins
        self._evidence: tuple[Qualifiers, tuple[Evidence, ...]] | None = None

    def __call__(
        self, mine: str, theirs: str, kind: str, facts: Qualifiers, others: Qualifiers
    ) -> Comparison:
        """As :func:`dalil.matching.compare.compare`."""
        key = mine, theirs, read_as_person(mine, theirs, kind)
        score = self._known.get(key)
        if kind == "vessel" and any(without_ship_sign(name) != name for name in (mine, theirs)):
            return compare(mine, theirs, kind, facts, others)  # taken apart as a ship's name
        if score is None and key in self._beaten:
            return _BEATEN
        if score is None:
            return compare(mine, theirs, kind, facts, others)
        if self._evidence is None or self._evidence[0] is not others:
            self._evidence = others, weigh(facts, others)
        return judge(score, self._evidence[1])


def floor_of(threshold: float) -> float:
    """The log-odds of a threshold; the least there are where it lets everything through."""
    low = threshold - _ROUNDING
    return math.log(low / (1 - low)) if low > 0 else LEAST


def judge_names(
    index: KernelIndex,
    queries: Sequence[tuple[Sequence[str], str]],
    *,
    threshold: float = REVIEW,
    limit: int = LIMIT,
    threads: int = 1,
) -> list[list[Verdict]]:
    """Decide about names alone, a batch at a time: no qualifiers, no reasons.

    Args:
        index: What they are held against.
        queries: Names and type of each.
        threshold: Least score that is given back.
        limit: Most verdicts of a query, the best first.
        threads: Threads of the kernel.
    """
    with undisturbed():
        found = index.find(
            ask(queries),
            least=max(floor_of(threshold), LEAST),
            keep=limit + _SPARE,
            threads=threads,
        )
        lines = []
        for hits, (_, type_) in zip(found, queries, strict=True):
            said = [verdict for hit in hits if (verdict := _judge(hit, type_)).score >= threshold]
            lines.append(sorted(said, key=lambda v: (-v.score, v.id))[:limit])
    return lines


def _judge(hit: Hit, type_: str) -> Verdict:
    """The kernel's score where it is exact, the oracle's where not."""
    score = (
        round(probability(hit.odds), 4) if hit.exact else compare(hit.asked, hit.name, type_).score
    )
    return Verdict(hit.id, hit.name, score, decide(score))
