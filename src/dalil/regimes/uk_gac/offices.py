"""Public offices and ties, as the claims of a case state them."""

from __future__ import annotations

from collections.abc import Iterator

from dalil.claims.overruled import tied_by_rules
from dalil.evidence import Claim, MentionType, Predicate, Relation, Support
from dalil.regimes.finding import Draft
from dalil.regimes.material import Material, support_of, supports
from dalil.regimes.words import speaks_of

_OFFICE = frozenset(
    {Predicate.ROLE_AT, Predicate.EMPLOYED_BY, Predicate.MEMBER_OF}
    | {Predicate.DISMISSED_FROM, Predicate.RESIGNED_FROM}
)
TIES = frozenset(
    {Predicate.FAMILY, Predicate.ROLE_AT, Predicate.MEMBER_OF, Predicate.EMPLOYED_BY}
    | {Predicate.OWNS, Predicate.CONTROLS, Predicate.NOMINEE_FOR, Predicate.REPRESENTS}
)


def offices(material: Material, entity: str) -> Iterator[tuple[Claim, Relation]]:
    """Claims that give an entity a public office outside the United Kingdom."""
    for claim in material.concerning(entity):
        for relation, other in material.relations(claim, entity):
            own = material.entity(relation.subject) == entity
            if own and relation.predicate in _OFFICE and _public(material, relation, other):
                yield claim, relation


def _public(material: Material, relation: Relation, other: str | None) -> bool:
    words = " ".join(filter(None, (relation.detail, relation.value)))
    body = material.view.entities.get(other or "")
    names = " ".join(body.names) if body else ""
    if speaks_of(names, "uk") and not speaks_of(f"{words} {names}", "diplomat"):
        return False
    if body is not None and body.type == MentionType.LOCATION:
        return True
    return speaks_of(words, "office", "public_body") or speaks_of(names, "public_body")


def officials(material: Material) -> list[str]:
    """The target, if it holds a public office on file; else those tied to it who do."""
    if _holds_office(material, material.target):
        return [material.target]
    others = dict.fromkeys(other for _, _, other in tied(material))
    return [entity for entity in others if _holds_office(material, entity)]


def _holds_office(material: Material, entity: str) -> bool:
    return any(supports(claim) for claim, _ in offices(material, entity))


def tied(material: Material) -> Iterator[tuple[Claim, Relation, str]]:
    """Claims that tie the target to another entity: family, work, membership, ownership, agency."""
    for claim in material.concerning(material.target):
        for relation, other in material.relations(claim, material.target):
            if other is not None and relation.predicate in TIES:
                yield claim, relation, other


def roles_are_known(material: Material) -> bool:
    """Whether the file states any role of the target and of everybody tied to the target."""
    people = {other for _, _, other in tied(material) if _is_person(material, other)}
    return all(
        any(
            relation.predicate in _OFFICE and material.entity(relation.subject) == entity
            for claim in material.concerning(entity)
            for relation, _ in material.relations(claim, entity)
        )
        for entity in {material.target, *people}
    )


def _is_person(material: Material, entity: str) -> bool:
    found = material.view.entities.get(entity)
    return found is not None and found.type == MentionType.PERSON


def note_office(draft: Draft, material: Material, claim: Claim, relation: Relation) -> None:
    """Mark which needs of E1 a claim on an office meets."""
    draft.present.add("office")
    if relation.start_date or relation.end_date or claim.dates:
        draft.present.add("dates of the office")
    body = material.view.entities.get(material.entity(relation.object) or "")
    located = body is not None and (
        body.type == MentionType.LOCATION
        or any(
            found.predicate == Predicate.LOCATED_IN
            for other in material.concerning(body.id)
            for found in tied_by_rules(other)
        )
    )
    if located or speaks_of(claim.quote, "public_body"):
        draft.present.add("country")
    if support_of(claim) != Support.ALLEGED:
        draft.present.add("record of appointment")
