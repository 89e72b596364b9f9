"""Claims on bribery and misappropriation, and under which head of reg 6(3) they fall."""

from __future__ import annotations

from collections.abc import Mapping

from dalil.claims.overruled import tied_by_rules
from dalil.evidence import Claim, Finality, Forum, MentionType, Predicate, Stage, Stance, Support
from dalil.regimes.finding import Draft
from dalil.regimes.material import (
    CLEARED,
    DECIDED,
    Material,
    opposes,
    people_of,
    speaks,
    supports,
)
from dalil.regimes.uk_gac.offices import officials, roles_are_known

_PAYMENTS = frozenset({Predicate.PAYS, Predicate.FUNDS, Predicate.TRANSFERRED_TO})
_HEADS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "b": ("head_b", ("bribery", "misappropriation", "corruption")),
    "c": ("head_c", ("proceeds", "bribery", "misappropriation")),
    "d": ("head_d", ("proceeds", "bribery", "misappropriation", "corruption")),
    "e": ("head_e", ("proceeds",)),
    "f": ("head_f", ("corruption", "bribery", "misappropriation")),
    "g": ("head_g", ("corruption", "bribery", "misappropriation")),
    "h": ("head_h", ("head_h",)),
}


_HELD_PAYMENT = (
    "A court or authority held that the target was paid or benefited; whether it was a bribe is not "
    "in those words."
)


_UNNAMED_MATTER = (
    "Some outcomes on file do not say of which matter; they stand against each until a person has "
    "read them."
)


def conduct(material: Material, matter: str) -> Draft:
    """Claims about the target that speak of a matter, on both sides."""
    draft = Draft()
    unnamed = 0
    for claim in material.concerning(material.target):
        if not speaks(claim, matter):
            if cleared_of_all(claim):
                draft.contrary.append(claim)
                draft.remarks.append(_UNNAMED_MATTER)
            elif matter == "bribery" and held_payment(material, claim):
                draft.supporting.append(claim)
                draft.cap[claim.id] = Support.DOCUMENTED
                draft.remarks.append(_HELD_PAYMENT)
        elif opposes(claim):
            draft.contrary.append(claim)
        elif supports(claim) and material.speaker(claim) != material.target:
            if decides_unnamed(material, claim):
                unnamed += 1
            else:
                draft.supporting.append(claim)
                draft.cap |= cap_of(material, claim)
    draft.contrary += answers(material, draft)
    if any(draft.grade(c) != Support.ALLEGED for c in draft.supporting):
        draft.present.add("record or decision")
    if any(c.stage in DECIDED and _final(c) for c in draft.supporting):
        draft.present.add("final decision")
    if not officials(material) and roles_are_known(material):
        draft.in_scope = False
        draft.remarks.append(
            "No public office is on file: conduct between private parties is outside."
        )
    draft.remarks += _remarks(material, draft, unnamed)
    return draft


def cleared_of_all(claim: Claim) -> bool:
    """Whether an acquittal or a closed case does not say of what: it then stands against each matter."""
    forum = claim.proceedings.forum if claim.proceedings else None
    unnamed = not speaks(claim, "bribery", "misappropriation", "proceeds")
    return opposes(claim) and claim.stage in CLEARED and unnamed and forum in (None, Forum.CRIMINAL)


def decides_unnamed(material: Material, claim: Claim) -> bool:
    """Whether a claim reports a decision in words that do not name the target.

    Who "he" is was read from the context. A conviction laid at the wrong door is the worst error
    of this program, so such a claim is counted in the note and supports nothing.
    """
    decision = claim.stage in DECIDED or claim.stance == Stance.REPORTS_COURT_HELD
    return decision and not material.names_target(claim)


def cap_of(material: Material, claim: Claim) -> dict[str, Support]:
    """The most that a claim carries for this target, where that is less than its own grade."""
    if not material.names_target(claim):
        return {claim.id: Support.ALLEGED}
    return {} if own_matter(material, claim) else {claim.id: Support.DOCUMENTED}


def _remarks(material: Material, draft: Draft, unnamed: int) -> list[str]:
    claims = draft.supporting
    decided = [claim for claim in claims if claim.stage in DECIDED]
    found = []
    if any(not own_matter(material, claim) for claim in decided):
        found.append(
            "A decision on file concerns another person; it decides nothing on the target."
        )
    if any(not _final(claim) for claim in decided):
        found.append("A decision on file is not stated to be final.")
    if any(claim.stage == Stage.SETTLEMENT for claim in claims):
        found.append("A settlement on file finds nothing unless its words say so.")
    if any(not material.names_target(claim) for claim in claims):
        found.append(
            "Some claims name the target only by context; a person has to check who is meant."
        )
    if unnamed:
        found.append(
            f"Not counted: {unnamed} report of a decision whose words do not name the target."
            if unnamed == 1
            else f"Not counted: {unnamed} reports of decisions whose words do not name the target."
        )
    return found


def answers(material: Material, draft: Draft) -> list[Claim]:
    """Claims that stand on the other side of a question from a supporting claim."""
    mine = [claim.id for claim in draft.supporting]
    return [
        claim for claim in material.other_sides(mine) if opposes(claim) or claim.stage in CLEARED
    ]


def _final(claim: Claim) -> bool:
    return bool(claim.proceedings and claim.proceedings.finality == Finality.FINAL)


def own_matter(material: Material, claim: Claim) -> bool:
    """Whether a claim concerns the target's own conduct: it does not speak of others only."""
    accused = material.accused(claim)
    if accused:
        return material.target in accused
    others = people_of(material, claim)
    return not others or material.target in others


def pair_named(material: Material, claim: Claim) -> bool:
    """Whether a claim names two parties, so that a giver and a taker can be told."""
    if any(r.predicate in _PAYMENTS and r.object is not None for r in tied_by_rules(claim)):
        return True
    named = {material.entity(reference) for reference in claim.about} - {None}
    return len(named) > 1


def moves_value(claim: Claim) -> bool:
    """Whether a claim states a payment, funding or transfer."""
    return any(relation.predicate in _PAYMENTS for relation in tied_by_rules(claim))


def dates(claim: Claim) -> set[str]:
    """Every date that a claim states, in its text or its relations."""
    found = {date.value for date in claim.dates}
    for relation in tied_by_rules(claim):
        found |= {d.value for d in (relation.start_date, relation.end_date) if d}
    return found


def heads(material: Material, claim: Claim) -> set[str]:
    """The heads of reg 6(3) that a claim speaks of, whoever it means."""
    found = {
        head
        for head, (words, needs) in _HEADS.items()
        if speaks(claim, words) and speaks(claim, *needs)
    }
    accused = material.target in material.accused(claim)
    if speaks(claim, "bribery", "misappropriation") or (accused and speaks(claim, "corruption")):
        found.add("a")
    return found


def says_who(material: Material, claim: Claim) -> bool:
    """Whether a claim tells whose part it speaks of: the target is accused, or the only person.

    A claim about several people does not say which of them did it; a person has to read it.
    """
    if material.target in material.accused(claim):
        return True
    people = {
        entity
        for entity in people_of(material, claim) | material.named(claim)
        if material.view.entities[entity].type == MentionType.PERSON
    }
    return people <= {material.target}


def held_payment(material: Material, claim: Claim) -> bool:
    """Whether a court or authority held that the target, an official, was paid or benefited."""
    return (
        claim.stance == Stance.REPORTS_COURT_HELD
        and not claim.negated
        and material.names_target(claim)
        and material.target in officials(material)
        and speaks(claim, "payment")
    )


def involved(material: Material, entity: str) -> bool:
    """Whether the file holds support for bribery or misappropriation by somebody else.

    A body from which something was taken is named in such claims too: a body counts only where it
    is accused, or received what was paid or transferred.
    """
    kind = material.view.entities[entity].type
    for claim in material.concerning(entity):
        if not supports(claim) or not speaks(claim, "bribery", "misappropriation"):
            continue
        accused = material.accused(claim)
        received = any(
            relation.predicate in _PAYMENTS and material.entity(relation.object) == entity
            for relation in tied_by_rules(claim)
        )
        about = kind == MentionType.PERSON and not accused and entity in people_of(material, claim)
        if (entity in accused or received or about) and material.speaker(claim) != entity:
            return True
    return False
