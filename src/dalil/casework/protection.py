"""Whom the marks of a case protect as it stands now, though entities come and go.

A mark names an entity by its id, and an id goes with the mention that it is made from: by an erasure, by
a seal, by a reading anew. Where no entity has the id of a mark that protects, all who bear the name on
the mark are protected, and the name itself is, so that nobody loses protection by what is done about
another. Nothing is opened here: of several marks on one person a restriction counts most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dalil.casework.bearers import bearers
from dalil.casework.casefolder import Case
from dalil.casework.marks import GROUPS, PROTECTED, RESTRICTED, names_on, restricted, states
from dalil.casework.record import record
from dalil.casework.sealed import sealed_count
from dalil.claims.ports import Batch, Record
from dalil.claims.view import CaseView, Entity
from dalil.errors import AmbiguousName
from dalil.names.fold import fold


@dataclass(frozen=True, slots=True)
class Protection:
    """Who is masked, and why.

    Attributes:
        words: The word of the mark by the id that the entity has now; ``restricted`` outweighs others.
        names: Names on marks of entities that the case has no more, to their word.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def closed(self) -> frozenset[str]:
        """Entities whose data are restricted."""
        return frozenset(key for key, word in self.words.items() if word == RESTRICTED)


def protection(
    marks: Sequence[Record], entities: Mapping[str, Entity], redirects: Mapping[str, str]
) -> Protection:
    """Whom marks protect.

    Args:
        marks: All of the case, oldest first.
        entities: Of the whole case, by id.
        redirects: Ids that entities had before to those that they have.
    """
    kinds = states(marks, dict.fromkeys(PROTECTED, "not protected"))
    # Last, so that no other mark on one of several names of a person opens what is restricted.
    told = [*kinds.items(), *((one, RESTRICTED) for one in sorted(restricted(marks)))]
    lost = {one for one, _ in told if redirects.get(one, one) not in entities}
    bearing = _bearing(entities) if lost else {}
    named = names_on(marks) if lost else {}
    words: dict[str, str] = {}
    names: dict[str, str] = {}
    for one, word in told:
        if one not in lost:
            words[redirects.get(one, one)] = word
        elif name := named.get(one):
            names[name] = word
            words |= dict.fromkeys(bearing.get(fold(name), ()), word)
    return Protection(words, names)


def protected_in(view: CaseView, marks: Sequence[Record]) -> Protection:
    """Whom marks protect in a whole case."""
    return protection(marks, view.entities, view.redirects)


def targets_of(
    marks: Sequence[Record], redirects: Mapping[str, str], closed: frozenset[str]
) -> tuple[str, ...]:
    """Entities that the user marked as targets, in the order of marking; none that is restricted."""
    found = (redirects.get(one, one) for one in marked_as_targets(marks))
    return tuple(dict.fromkeys(one for one in found if one not in closed))


def marked_as_targets(marks: Sequence[Record]) -> tuple[str, ...]:
    """The same by the ids that were marked, which may have been joined with others since."""
    return tuple(states(marks, {"target": "not target"}))


def mark_again(case: Case) -> tuple[str, ...]:
    """Put marks again, by name, whose entity has another id since its oldest mention was erased.

    Of targets only where nothing is sealed: a namesake would take the place of one who is to come back.

    Args:
        case: Open for writing.

    Returns:
        Names that fit nobody or several now: a person has to mark them. Till then who is protected is
        masked by the name.
    """
    marks = list(case.store.records("mark"))
    named = names_on(marks)
    made: list[Record] = []
    lost: dict[str, None] = {}
    for words in GROUPS:
        if "target" in words and sealed_count(case):
            continue
        standing = states(marks, words)
        known = case.store.index.named(standing)
        for entity, word in standing.items():
            name = named.get(entity)
            if entity in known or not name:
                continue
            bearer = _only(case, name)
            if bearer is None:
                lost[name] = None
            elif bearer not in standing:
                standing = {**standing, bearer: word}
                made.append(_again(case, bearer, word, name))
    if made:
        record(case, Batch(records=tuple(made)), "mark", {"marked": [one.key for one in made]})
    return tuple(lost)


def waiting_names(case: Case) -> tuple[str, ...]:
    """Names on marks that protect and that stand on no entity now: masked by name till they are read."""
    marks = list(case.store.records("mark"))
    named = names_on(marks)
    found: dict[str, None] = {}
    for words in GROUPS:
        standing = states(marks, words) if "target" not in words else {}
        known = case.store.index.named(standing)
        for entity in (standing.keys() - known.keys()) & named.keys():
            if _only(case, named[entity]) not in standing:
                found[named[entity]] = None
    return tuple(sorted(found))


def _again(case: Case, entity: str, word: str, name: str) -> Record:
    body = {
        "entity": entity,
        "as": word,
        "name": name,
        "by": case.user,
        "reason": "marked before an erasure",
    }
    return Record("mark", entity, case.clock.now(), body)


def _only(case: Case, name: str) -> str | None:
    try:
        found = bearers(case, name)
    except AmbiguousName:
        return None
    return found[0].id if found else None


def _bearing(entities: Mapping[str, Entity]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, entity in entities.items():
        for name in dict.fromkeys(map(fold, entity.names)):
            found[name].append(key)
    return found
