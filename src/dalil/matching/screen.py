"""Names held against one version of a list: candidates from an index, then explained scores.

The index holds keys of words (their readings in every script, their consonants, and each with one
letter left out: :mod:`dalil.matching.name_keys`), so that screening does not scan the list and still
finds a slip of the pen. What the index does not bring up is not compared; the keys are chosen so that
this needs two slips in every word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from dalil.matching.compare import NOTHING_KNOWN, REVIEW, Comparison, Qualifiers, compare, decide
from dalil.matching.name_keys import NameKeys, also_written
from dalil.matching.number_reading import finding_keys
from dalil.matching.qualifiers import weigh
from dalil.matching.segments import without_ship_sign
from dalil.matching.standing import standing_line
from dalil.matching.values import ListEntry, ListName, ListVersion, Match
from dalil.names.fold import name_key
from dalil.names.scripts import scripts_in

Comparing = Callable[[str, str, str, Qualifiers, Qualifiers], Comparison]

LIMIT = 10
"""Most hits of a list that are shown, unless somebody says otherwise."""
COUNTED = 500
"""Hits of a list up to which those beyond the limit are counted."""
_HOPELESS = 0.4
"""Where the names that share a key stay below this, the others of an entry are not held against it.

They share none, so that they say less still: of 3,207 entries of the UN list that 75 names passed
over so, none would have come to .37 with all its names.
"""
_WEAK = 0.12
_BELOW_MATCH = 0.8999
_WEAK_QUALITIES = frozenset({"low", "weak"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody to be screened: one person or body under all its names.

    Attributes:
        names: In all scripts.
        type: As in :mod:`dalil.matching.compare`.
        facts: What is known beside the names.
    """

    names: tuple[str, ...]
    type: str = "any"
    facts: Qualifiers = NOTHING_KNOWN


def also_as_vessel(names: Sequence[str], type_: str) -> tuple[str, ...]:
    """Names, and where it is not known whose they are, also what each is called if it is a ship."""
    if type_ != "any":
        return tuple(names)
    return tuple(dict.fromkeys((*names, *map(without_ship_sign, names))))


@dataclass(slots=True)
class ListIndex:
    """One version of a list, ready to be asked.

    Attributes:
        version: Which version.
        entries: Its entries.
    """

    version: ListVersion
    entries: Sequence[ListEntry]
    _names: NameKeys = field(default_factory=NameKeys)
    _whose: list[tuple[int, ListName]] = field(default_factory=list)
    _numbers: dict[str, set[int]] = field(default_factory=dict)
    _scripts: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self._whose = [(at, name) for at, one in enumerate(self.entries) for name in one.names]
        self._names.add(
            [(name.text, self.entries[at].type, n) for n, (at, name) in enumerate(self._whose)]
        )
        texts = [name.text for _, name in self._whose if not name.text.isascii()]
        self._scripts = frozenset(script for text in texts for script in scripts_in(text))
        for position, entry in enumerate(self.entries):
            for _, number, _ in entry.identifiers:
                for key in finding_keys(number):
                    self._numbers.setdefault(key, set()).add(position)

    def candidates(
        self, names: Iterable[str], numbers: Iterable[str] = (), type_: str = "any"
    ) -> list[ListEntry]:
        """Entries that share a key with one of the names, or a number, in the order of the list."""
        return [entry for entry, _ in self._met(names, numbers, type_)]

    def _met(
        self, names: Iterable[str], numbers: Iterable[str], type_: str
    ) -> list[tuple[ListEntry, tuple[ListName, ...]]]:
        """The candidates, each with the names for which it is one: all of them where a number is."""
        met: dict[int, tuple[ListName, ...]] = {}
        asked = tuple(names)
        looked = (*asked, *also_written(asked, type_, self._scripts))
        for at, name in (self._whose[number] for number in sorted(self._names.find(looked, type_))):
            met[at] = (*met.get(at, ()), name)
        for number in numbers:
            for key in finding_keys(number):
                met.update({at: self.entries[at].names for at in self._numbers.get(key, ())})
        return [(self.entries[at], met[at]) for at in sorted(met)]

    def screen(
        self, subject: Subject, *, threshold: float = REVIEW, limit: int = LIMIT
    ) -> tuple[Match, ...]:
        """Hold somebody against the list.

        Args:
            subject: Whom.
            threshold: Least score that is given back.
            limit: Most matches, the best first.

        Returns:
            Matches by falling score, each with its reasons.
        """
        found = []
        numbers = [number for _, number, _ in subject.facts.identifiers]
        for entry, met in self._met(subject.names, numbers, subject.type):
            if len(met) < len(entry.names):
                said = match_entry(subject, replace(entry, names=met))
                if said is None or said[1].score < min(_HOPELESS, threshold):
                    continue
            best = match_entry(subject, entry)
            if best is not None and best[1].score >= threshold:
                name, result = best
                version = self.version
                found.append(
                    Match(
                        list=version.list,
                        version=version.version,
                        entry=entry,
                        name=name,
                        score=result.score,
                        decision=result.decision,
                        why=result.why,
                    )
                )
        return tuple(sorted(found, key=lambda m: (-m.score, m.entry.id))[:limit])


def match_entry(
    subject: Subject, entry: ListEntry, held: Comparing = compare
) -> tuple[str, Comparison] | None:
    """The best of all names of a subject against all names of an entry; None where types exclude.

    A number in common is told whatever the types: sole traders, trusts and ships under their owner's
    number are typed otherwise by every list. Such a pair is for a person to judge, never a match.

    Args:
        subject: Whom.
        entry: Against what.
        held: Compares two names with what is known of each; an engine that has scored them already
            gives the same.
    """
    kind = _kind(subject.type, entry.type)
    facts = facts_of(entry)
    if kind is None:
        told = weigh(subject.facts, facts) if subject.facts.identifiers else ()
        if not any(one.shows for one in told):
            return None
        held = partial(_typed_otherwise, subject.type, entry.type)
        kind = "any"
    known = {name_key(text) for text in subject.names}
    best: tuple[str, Comparison] | None = None
    for theirs in sorted(entry.names, key=lambda n: name_key(n.text) not in known):
        for mine in subject.names:
            result = _weaken(held(mine, theirs.text, kind, subject.facts, facts), theirs)
            if best is None or result.score > best[1].score:
                best = (theirs.text, result)
    line = standing_line(entry)
    if best is None or not line:
        return best
    name, said = best
    return name, Comparison(said.score, said.decision, (*said.why, line))


def _typed_otherwise(
    asked: str,
    listed: str,
    mine: str,
    theirs: str,
    kind: str,
    facts: Qualifiers,
    others: Qualifiers,
) -> Comparison:
    """Two names of records of different types that share a number: shown, whatever the names."""
    found = compare(mine, theirs, kind, facts, others)
    line = f"type: asked as a {asked}, listed as a {listed}: a person is to judge"
    score = round(min(max(found.score, REVIEW), _BELOW_MATCH), 4)
    return Comparison(score, decide(score), (*found.why, line))


def facts_of(entry: ListEntry) -> Qualifiers:
    """What a list says of an entry beside its names."""
    return Qualifiers(
        entry.birth_dates,
        entry.countries,
        entry.gender or "",
        entry.birth_places,
        entry.addresses,
        entry.identifiers,
    )


def _kind(one: str, other: str) -> str | None:
    if "any" in (one, other):
        return other if one == "any" else one
    return one if one == other else None


def _weaken(result: Comparison, name: ListName) -> Comparison:
    """A weak alias lowers the score: the publisher says that it identifies badly."""
    if (name.quality or "") not in _WEAK_QUALITIES:
        return result
    score = round(max(result.score - _WEAK, 0.0), 4)
    line = f"weak alias on the list: {name.text} (quality {name.quality})"
    return Comparison(score, decide(score), (*result.why, line))
