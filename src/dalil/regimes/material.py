"""The material of a case as a criterion needs it: which claims concern whom, and how they weigh.

Weighing follows the record, not belief: speech is ``alleged``, a register or document is
``documented``, a decision of a court or authority is ``officially found``; on the other side a
denial is ``denied``, an acquittal or dismissal ``officially found``. Nothing here adds up claims
into a likelihood.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dalil.claims.overruled import tied_by_rules
from dalil.claims.reviews import rejected
from dalil.claims.view import CaseView
from dalil.evidence import (
    Claim,
    Contrary,
    Finality,
    HolderRole,
    Kind,
    MentionType,
    Predicate,
    Reference,
    Relation,
    Stage,
    Stance,
    Support,
)
from dalil.matching.values import Screening
from dalil.ownership.values import TestOutcome
from dalil.regimes.words import speaks_of

Origins = Callable[[CaseView, Sequence[str]], tuple[tuple[str, ...], ...]]
"""Groups of holders that are independent of each other (``sources`` answers it)."""

DECIDED = frozenset({Stage.CONVICTION, Stage.JUDGMENT, Stage.PENALTY})
CLEARED = frozenset({Stage.ACQUITTAL, Stage.DISMISSAL})
ACCUSING = frozenset(
    {
        Predicate.ACCUSED_OF,
        Predicate.INVESTIGATED_FOR,
        Predicate.CHARGED_WITH,
        Predicate.CONVICTED_OF,
        Predicate.ACQUITTED_OF,
    }
)
_AGAINST = frozenset({Stance.DENIES, Stance.DISPUTES})
_STATED = frozenset({Stance.ASSERTS, Stance.ALLEGES, Stance.REPORTS_COURT_HELD})
_ON_RECORD = frozenset({Kind.REGISTER, Kind.DOCUMENT})
_SUPPORT = list(Support)
_CONTRARY = list(Contrary)


@dataclass(frozen=True)
class Material:
    """Everything that a criterion may ask.

    Attributes:
        view: The case.
        target: Entity id.
        as_of: ISO date at which law and facts are taken.
        origins: Groups holders into independent origins.
        ownership: Outcomes of the ownership tests.
        screening: The target's screening, or None where none was made.
    """

    view: CaseView
    target: str
    as_of: str
    origins: Origins
    ownership: tuple[TestOutcome, ...] = ()
    screening: Screening | None = None
    _cache: dict[str, tuple[Claim, ...]] = field(default_factory=dict, compare=False)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Claims that count: not rejected, and not of a later date than asked for."""
        left_out = rejected(self.view.judgements)
        return tuple(
            claim
            for claim in self.view.claims.values()
            if claim.id not in left_out and not _later(claim, self.as_of)
        )

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, int, str]]]:
        """Where each exhibit names an entity: (start, end, entity), in order."""
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for mention in self.view.mentions.values():
            entity = self.view.entity_of.get(mention.id)
            if entity:
                entity = self.view.redirects.get(entity, entity)
                found[mention.exhibit].append((mention.start, mention.end, entity))
        return {exhibit: sorted(places) for exhibit, places in found.items()}

    def named(self, claim: Claim) -> set[str]:
        """Entities that the words of a claim name; who is meant by "he" is not among them."""
        places = self._places.get(claim.exhibit, [])
        first = bisect.bisect_left(places, (claim.locator.start, 0, ""))
        last = bisect.bisect_left(places, (claim.locator.end, 0, ""))
        return {entity for _, end, entity in places[first:last] if end <= claim.locator.end}

    def names_target(self, claim: Claim) -> bool:
        """Whether the words themselves name the target, or the claim is a row of a register."""
        return claim.kind == Kind.REGISTER or self.target in self.named(claim)

    @cached_property
    def _by_entity(self) -> dict[str, list[Claim]]:
        found: dict[str, dict[str, Claim]] = defaultdict(dict)
        for claim in self.claims:
            for reference in parties(claim):
                entity = self.entity(reference)
                if entity:
                    found[entity][claim.id] = claim
            for entity in self.named(claim):
                found[entity][claim.id] = claim
        return {entity: list(claims.values()) for entity, claims in found.items()}

    def entity(self, reference: Reference | None) -> str | None:
        """The entity that a reference names."""
        found = self.view.entity_of.get(reference.id) if reference else None
        return self.view.redirects.get(found, found) if found else None

    def concerning(self, entity: str) -> list[Claim]:
        """Claims about an entity, with it in a relation, or naming it in their words."""
        return self._by_entity.get(entity, [])

    def name(self, entity: str) -> str:
        """The name of an entity."""
        found = self.view.entities.get(entity)
        return found.name if found else entity

    def speaker(self, claim: Claim) -> str | None:
        """The entity of the innermost holder, if it is named."""
        return self.entity(claim.holders[0].reference)

    def relations(self, claim: Claim, entity: str) -> list[tuple[Relation, str | None]]:
        """Relations of a claim that an entity is in, each with the other party."""
        found = []
        for relation in tied_by_rules(claim):
            subject, other = self.entity(relation.subject), self.entity(relation.object)
            if entity == subject:
                found.append((relation, other))
            elif entity == other:
                found.append((relation, subject))
        return found

    def accused(self, claim: Claim) -> set[str | None]:
        """Whom the accusing relations of a claim concern; empty where it has none."""
        return {self.entity(r.subject) for r in tied_by_rules(claim) if r.predicate in ACCUSING}

    def other_sides(self, claims: Iterable[str]) -> list[Claim]:
        """Claims on the other side of the questions that these claims are in."""
        mine = set(claims)
        by_id = {claim.id: claim for claim in self.claims}
        found: dict[str, Claim] = {}
        for question in self.view.questions.values():
            for side in question.sides:
                if mine & set(side.claims):
                    for other in question.sides:
                        if other is not side:
                            found |= {c: by_id[c] for c in other.claims if c in by_id}
        return [claim for key, claim in found.items() if key not in mine]


def people_of(material: Material, claim: Claim) -> set[str]:
    """Persons and bodies that a claim is about, as entities."""
    found = {material.entity(reference) for reference in claim.about} - {None}
    kinds = (MentionType.PERSON, MentionType.ORGANISATION)
    return {e for e in found if e is not None and material.view.entities[e].type in kinds}


def parties(claim: Claim) -> list[Reference]:
    """Everybody that a claim is about or joins by a relation; not its holders."""
    found = list(claim.about)
    for relation in tied_by_rules(claim):
        found.append(relation.subject)
        if relation.object is not None:
            found.append(relation.object)
    return found


def _later(claim: Claim, as_of: str) -> bool:
    date = claim.proceedings.date if claim.proceedings else None
    starts = [r.start_date for r in tied_by_rules(claim) if r.start_date]
    first = [d.value for d in ([date] if date else starts) if d is not None]
    return bool(first) and min(first) > as_of


def text_of(claim: Claim) -> str:
    """The words of a claim by which it is sorted: quote, offence, values and details."""
    parts = [claim.quote]
    if claim.proceedings:
        parts += [claim.proceedings.offence or "", claim.proceedings.reason or ""]
    for relation in tied_by_rules(claim):
        parts += [relation.value or "", relation.detail or ""]
    return "\n".join(part for part in parts if part)


def supports(claim: Claim) -> bool:
    """Whether a claim is on the supporting side: stated, not negated, not cleared, not quashed."""
    if claim.stance not in _STATED or claim.negated:
        return False
    return claim.stage not in CLEARED and claim.stage != Stage.DELISTING and not _quashed(claim)


def opposes(claim: Claim) -> bool:
    """Whether a claim is on the contrary side: denied, disputed, negated, cleared or quashed."""
    if claim.stance in _AGAINST or (claim.stance in _STATED and claim.negated):
        return True
    return claim.stance in _STATED and (
        claim.stage in CLEARED or claim.stage == Stage.DELISTING or _quashed(claim)
    )


def _quashed(claim: Claim) -> bool:
    return bool(claim.proceedings and claim.proceedings.finality == Finality.QUASHED)


def support_of(claim: Claim) -> Support:
    """How a supporting claim weighs, by its record."""
    held = claim.stance == Stance.REPORTS_COURT_HELD
    decided = claim.stage in DECIDED and claim.stance == Stance.ASSERTS
    if (held or decided) and not claim.hedged:
        return Support.OFFICIALLY_FOUND
    court = any(holder.role == HolderRole.COURT for holder in claim.holders)
    if (claim.kind in _ON_RECORD or court) and not claim.hedged and claim.stance != Stance.ALLEGES:
        return Support.DOCUMENTED
    return Support.ALLEGED


def contrary_of(claim: Claim) -> Contrary:
    """How a contrary claim weighs, by its record."""
    if claim.stance in _AGAINST:
        return Contrary.DENIED
    cleared = claim.stage in CLEARED or _quashed(claim) or claim.stance == Stance.REPORTS_COURT_HELD
    if cleared and not claim.hedged and claim.stance != Stance.ALLEGES:
        return Contrary.OFFICIALLY_FOUND
    if claim.kind in _ON_RECORD or claim.stage == Stage.DELISTING:
        return Contrary.DOCUMENTED
    return Contrary.DENIED


def most_support(grades: Iterable[Support]) -> Support:
    """The strongest of several grades."""
    return max(grades, key=_SUPPORT.index, default=Support.NONE)


def most_contrary(grades: Iterable[Contrary]) -> Contrary:
    """The strongest of several grades."""
    return max(grades, key=_CONTRARY.index, default=Contrary.NONE)


def speaks(claim: Claim, *lists: str) -> bool:
    """Whether a claim speaks of a matter of the lexicon."""
    return speaks_of(text_of(claim), *lists)
