"""Screen a marked person or body, or a bare name, against lists; the record says what was held.

The record names every list version, whether something was found or not. Only whom the user names is screened: nobody is screened because they occur. A match is a score
with reasons; whether it is the same is a person's judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dalil.casework.lists import version_json
from dalil.claims.overruled import tied_by_rules
from dalil.claims.resolve.births import birth_told
from dalil.claims.view import CaseView, Entity
from dalil.custody.ports import Clock
from dalil.errors import BadInput, NotFound
from dalil.evidence import Claim, MentionType, PartialDate, Predicate
from dalil.matching.compare import REVIEW, TYPES, Qualifiers
from dalil.matching.one_word import LEAST, bearers, only_words
from dalil.matching.other_types import screen_all_types
from dalil.matching.ports import ListSearch, ListShelf
from dalil.matching.refusals import cannot_tell
from dalil.matching.screen import COUNTED, LIMIT, ListIndex, Subject
from dalil.matching.standing import is_off
from dalil.matching.values import ListVersion, Match, Screening

_TYPES = {MentionType.PERSON: "person", MentionType.ORGANISATION: "company"}


Opener = Callable[[ListVersion], ListSearch | None]
"""Opens the index of a list version on the disk; None where there is none."""


def open_indexes(
    shelf: ListShelf, lists: Sequence[str] = (), opener: Opener | None = None
) -> tuple[ListSearch, ...]:
    """Indexes of the newest version of each list, or of those named.

    Args:
        shelf: Where lists are kept.
        lists: Short ids; all when empty.
        opener: For large lists; a list without an index is read into memory.

    Raises:
        NotFound: A named list has not been imported.
    """
    wanted = lists or sorted({version.list for version in shelf.versions()})
    found: list[ListSearch] = []
    for list_id in wanted:
        version = shelf.newest(list_id)
        if version is None:
            raise NotFound(
                f"No list {list_id!r} has been imported.",
                "Import one: dalil lists import un_xml FILE",
            )
        indexed = opener(version) if opener else None
        found.append(indexed or ListIndex(version, shelf.entries(list_id, version.version)))
    return tuple(found)


def screen_name(
    name: str,
    type_: str,
    lists: Sequence[ListSearch],
    clock: Clock,
    *,
    threshold: float = REVIEW,
    limit: int = LIMIT,
) -> Screening:
    """Screen a bare name.

    Args:
        name: In any script.
        type_: ``person``, ``company``, ``vessel``, ``aircraft`` or ``any``.
        lists: What to screen against.
        clock: For the time of the record.
        threshold: Least score that is given back.
        limit: Most hits of a list that are given back; those beyond are counted.

    Raises:
        BadInput: No letters in the name, one letter, only a title, or an unknown type.
    """
    if len(name) > _LONGEST:
        raise BadInput(f"The name has {len(name)} characters; the bound is {_LONGEST}.")
    if type_ not in TYPES:
        raise BadInput(f"{type_!r} is no type.", f"Choose from {', '.join(TYPES)}.")
    if reason := cannot_tell(name, type_):
        raise BadInput(f"The name {name[:80]!r} {reason}.", "Give the name as it stands on papers.")
    return _screen(Subject((name,), type_), lists, clock, threshold, limit)


_LONGEST = 500


def screen_target(
    view: CaseView, entity: str, lists: Sequence[ListSearch], clock: Clock
) -> Screening:
    """Screen an entity of a case under all its names, in all scripts.

    Args:
        view: The case.
        entity: Entity id.
        lists: What to screen against.
        clock: For the time of the record.

    Raises:
        NotFound: No such entity.
    """
    return _screen(subject_of(view, entity), lists, clock, REVIEW)


def subject_of(view: CaseView, entity: str) -> Subject:
    """What the file holds of an entity that screening can use.

    Raises:
        NotFound: No such entity.
    """
    found = view.entities.get(view.redirects.get(entity, entity))
    if found is None:
        raise NotFound(f"The case {view.name!r} has no entity {entity!r}.")
    kind = _TYPES.get(MentionType(found.type), "any")
    names = tuple(name for name in found.names if any(char.isalnum() for char in name))
    return Subject(names, kind, Qualifiers(_births(view, found), _countries(view, found)))


def _screen(
    subject: Subject,
    lists: Sequence[ListSearch],
    clock: Clock,
    threshold: float,
    limit: int = LIMIT,
) -> Screening:
    matches: list[Match] = []
    beyond: list[tuple[str, int]] = []
    words, fuller = only_words(subject.names, subject.type), []
    for index in lists:
        found = screen_all_types(index, subject, threshold=threshold, limit=max(limit, COUNTED))
        matches.extend(found[:limit])
        if len(found) > limit:
            beyond.append((index.version.list, len(found) - limit))
        if words:
            hits = {match.entry.id for match in found}
            every = index.screen(subject, threshold=LEAST, limit=COUNTED)
            others = [match for match in every if match.entry.id not in hits]
            fuller.append(bearers(index.version.list, words, others, subject.type, COUNTED))
    return Screening(
        names=subject.names,
        lists=tuple(index.version for index in lists),
        matches=tuple(sorted(matches, key=lambda m: (-m.score, m.list, m.entry.id))),
        at=clock.now(),
        beyond=tuple(beyond),
        bearers=tuple(told for told in fuller if told is not None),
    )


def _about(view: CaseView, entity: Entity) -> list[Claim]:
    members = set(entity.members)
    return [c for c in view.claims.values() if any(r.id in members for r in c.about)]


def _births(view: CaseView, entity: Entity) -> tuple[PartialDate, ...]:
    """Births that claims about this entity alone tell."""
    members = set(entity.members)
    told = filter(None, map(birth_told, _about(view, entity)))
    found = {date.value: date for mention, date in told if mention in members}
    return tuple(found.values())


def _countries(view: CaseView, entity: Entity) -> tuple[str, ...]:
    """Nationalities as stated by a register."""
    members = set(entity.members)
    found = [
        relation.value
        for claim in view.claims.values()
        for relation in tied_by_rules(claim)
        if relation.predicate == Predicate.LOCATED_IN
        and relation.detail == "nationality"
        and relation.subject.id in members
        and relation.value
    ]
    return tuple(dict.fromkeys(found))


def listed_entities(matches_by_entity: dict[str, Screening]) -> tuple[str, ...]:
    """Entities that a list names almost surely (decision ``match``), for the ownership tests."""
    return tuple(
        entity
        for entity, screening in matches_by_entity.items()
        if any(match.decision == "match" for match in screening.matches)
    )


def to_json(screening: Screening) -> dict[str, object]:
    """A screening as plain JSON."""
    return {
        "names": list(screening.names),
        "at": screening.at,
        "lists": [version_json(version) for version in screening.lists],
        "matches": [_match(match) for match in screening.matches],
        "beyond": dict(screening.beyond),
        "bearers": [
            {"list": list_, "number": number, "names": list(names), "more": more}
            for list_, number, names, more in screening.bearers
        ],
    }


def _match(match: Match) -> dict[str, object]:
    entry = match.entry
    return {
        "list": match.list,
        "version": match.version,
        "entity_id": entry.id,
        "name": entry.names[0].text,
        "name_matched": match.name,
        "score": match.score,
        "decision": match.decision,
        "why": list(match.why),
        "type": entry.type,
        "names": [{"text": n.text, "kind": n.kind, "quality": n.quality} for n in entry.names],
        "birth_dates": [d.text or d.value for d in entry.birth_dates],
        "countries": list(entry.countries),
        "programmes": list(entry.programmes),
        "listed_on": entry.listed_on,
        "delisted_on": entry.delisted_on,
        "status": entry.status,
        "delisted": is_off(entry, match.version),
        "reasons": entry.reasons,
        "place": entry.place,
    }
