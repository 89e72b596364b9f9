"""Ties between people and organisations as claims state them: who pays, employs, funds, represents.

A tie is a claim like any other: it has a holder and a stance, may be alleged or contested, and is
shown with them. A denied or negated statement makes no tie. Nothing is inferred from names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dalil.claims.overruled import tied_by_rules
from dalil.claims.reviews import rejected
from dalil.claims.view import CaseView
from dalil.evidence import Claim, HolderRole, Predicate, Relation, Stance

# Predicate: (kind seen from the subject or None, kind seen from the object or None).
_KINDS: dict[Predicate, tuple[str | None, str | None]] = {
    Predicate.SIGNED: ("signed_for", None),
    Predicate.PAYS: (None, "paid_by"),
    Predicate.EMPLOYED_BY: ("works_for", None),
    Predicate.FUNDS: (None, "funded_by"),
    Predicate.REPRESENTS: ("represents", None),
    Predicate.LOBBIES_FOR: ("lobbies_for", None),
    Predicate.FAMILY: ("related_to", "related_to"),
    Predicate.MEMBER_OF: ("member_of", None),
    Predicate.ROLE_AT: ("role_at", None),
}
_OWN = frozenset({Predicate.OWNS, Predicate.CONTROLS})


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie of one entity to another.

    Attributes:
        holder: Entity id of the one who has the interest.
        other: Entity id of the other party, or None when unnamed.
        kind: As in :class:`~dalil.evidence.Interest`; ``owner_of`` for a firm of the holder's own.
        claim: The claim that states it.
        relation: The relation in the claim.
    """

    holder: str
    other: str | None
    kind: str
    claim: Claim
    relation: Relation

    @property
    def asserted(self) -> bool:
        """Whether it is stated, not only alleged or hedged."""
        return self.claim.stance != Stance.ALLEGES and not self.claim.hedged


def find_ties(view: CaseView) -> Iterator[Tie]:
    """Read the ties that a case's claims state, in the order of the claims."""
    left_out = rejected(view.judgements)
    for claim in view.claims.values():
        denied = claim.negated or claim.stance in (Stance.DENIES, Stance.DISPUTES, Stance.CALLS_FOR)
        if denied or claim.id in left_out:
            continue
        for relation in tied_by_rules(claim):
            yield from _ties(view, claim, relation)


def _ties(view: CaseView, claim: Claim, relation: Relation) -> Iterator[Tie]:
    subject = view.entity_of.get(relation.subject.id)
    target = view.entity_of.get(relation.object.id) if relation.object else None
    forward, backward = _KINDS.get(relation.predicate, (None, None))
    if subject and forward and subject != target and (target or relation.value):
        yield Tie(subject, target, forward, claim, relation)
    if target and backward and subject != target:
        yield Tie(target, subject, backward, claim, relation)
    if subject and target and subject != target and relation.predicate in _OWN:
        yield Tie(subject, target, "owner_of", claim, relation)


def speakers(view: CaseView) -> frozenset[str]:
    """Entity ids of all who hold a claim as speaker, court, signatory, author or publisher."""
    return frozenset(
        entity
        for claim in view.claims.values()
        for holder in claim.holders
        if holder.reference and holder.role != HolderRole.REGISTER
        if (entity := view.entity_of.get(holder.reference.id))
    )
