"""Claims on bribery and misappropriation, and under which head of reg 6(3) they fall."""

from __future__ import annotations

from collections.abc import Mapping

from dalil.evidence import Claim, Finality, Predicate, Stage, Support
from dalil.regimes.finding import Draft
from dalil.regimes.material import ACCUSING, CLEARED, DECIDED, Material, opposes, speaks, supports
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


def conduct(material: Material, matter: str) -> Draft:
    """Claims about the target that speak of a matter, on both sides."""
    draft = Draft()
    for claim in material.concerning(material.target):
        if not speaks(claim, matter) or (
            material.speaker(claim) == material.target and supports(claim)
        ):
            continue
        if supports(claim):
            draft.supporting.append(claim)
            if not own_matter(material, claim):
                draft.cap[claim.id] = Support.DOCUMENTED
        elif opposes(claim):
            draft.contrary.append(claim)
    draft.contrary += answers(material, draft)
    decided = [c for c in draft.supporting if draft.grade(c) != Support.ALLEGED]
    if decided:
        draft.present.add("record or decision")
    if any(c.stage in DECIDED and _final(c) for c in draft.supporting):
        draft.present.add("final decision")
    if any(c.id in draft.cap and c.stage in DECIDED for c in draft.supporting):
        draft.remarks.append(
            "A decision on file concerns another person; it decides nothing on the target."
        )
    if any(c.stage in DECIDED and not _final(c) for c in draft.supporting):
        draft.remarks.append("A decision on file is not stated to be final.")
    if not officials(material) and roles_are_known(material):
        draft.in_scope = False
        draft.remarks.append(
            "No public office is on file: conduct between private parties is outside."
        )
    if any(c.stage == Stage.SETTLEMENT for c in draft.supporting):
        draft.remarks.append("A settlement on file finds nothing unless its words say so.")
    return draft


def answers(material: Material, draft: Draft) -> list[Claim]:
    """Claims that stand on the other side of a question from a supporting claim."""
    mine = [claim.id for claim in draft.supporting]
    return [
        claim for claim in material.other_sides(mine) if opposes(claim) or claim.stage in CLEARED
    ]


def _final(claim: Claim) -> bool:
    return bool(claim.proceedings and claim.proceedings.finality == Finality.FINAL)


def own_matter(material: Material, claim: Claim) -> bool:
    """Whether a claim concerns the target's own conduct: no accusation names only others."""
    accused = material.accused(claim)
    if accused and material.target not in accused:
        return False
    return material.speaker(claim) != material.target


def pair_named(material: Material, claim: Claim) -> bool:
    """Whether a claim names two parties, so that a giver and a taker can be told."""
    if any(r.predicate in _PAYMENTS and r.object is not None for r in claim.relations):
        return True
    named = {material.entity(reference) for reference in claim.about} - {None}
    return len(named) > 1


def moves_value(claim: Claim) -> bool:
    """Whether a claim states a payment, funding or transfer."""
    return any(relation.predicate in _PAYMENTS for relation in claim.relations)


def dates(claim: Claim) -> set[str]:
    """Every date that a claim states, in its text or its relations."""
    found = {date.value for date in claim.dates}
    for relation in claim.relations:
        found |= {d.value for d in (relation.start_date, relation.end_date) if d}
    return found


def heads(material: Material, claim: Claim) -> set[str]:
    """The heads of reg 6(3) that a claim speaks of."""
    found = {
        head
        for head, (words, needs) in _HEADS.items()
        if speaks(claim, words) and speaks(claim, *needs)
    }
    accused = any(
        r.predicate in ACCUSING and material.entity(r.subject) == material.target
        for r in claim.relations
    )
    if speaks(claim, "bribery", "misappropriation") or (accused and speaks(claim, "corruption")):
        found.add("a")
    return found


def involved(material: Material, entity: str) -> bool:
    """Whether the file holds support for bribery or misappropriation by somebody else."""
    return any(
        supports(claim)
        and speaks(claim, "bribery", "misappropriation")
        and (not material.accused(claim) or entity in material.accused(claim))
        for claim in material.concerning(entity)
        if material.speaker(claim) != entity
    )
