"""The elements of a UK Global Anti-Corruption assessment, one function each.

A criterion selects claims by their structure (relations, stages, offences, whom they concern) and
says what is on file for and against an element, and what is missing. It gives no verdict and no
probability; an element without support is a gap in the file and says nothing about the person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dalil.claims.overruled import tied_by_rules
from dalil.evidence import Claim, Finding, Predicate, Stage, Support
from dalil.regimes.finding import Draft, finish, names_of, not_assessed
from dalil.regimes.material import CLEARED, Material, opposes, speaks, supports
from dalil.regimes.uk_gac.conduct import (
    answers,
    cap_of,
    conduct,
    dates,
    decides_unnamed,
    heads,
    involved,
    moves_value,
    own_matter,
    pair_named,
    says_who,
)
from dalil.regimes.uk_gac.offices import TIES, note_office, offices, officials, roles_are_known
from dalil.regimes.values import Criterion
from dalil.regimes.words import speaks_of

CriterionFunction = Callable[[Criterion, Material], Finding]


def e1(criterion: Criterion, material: Material) -> Finding:
    """E1: the foreign public official, the office and its dates.

    For: claims that the target, or else a person tied to the target, holds or held an office whose
    words or body are public. Out of scope: the file states what the target and everybody tied to
    the target do, and none of it is a public office of another country than the UK.
    """
    draft = Draft()
    holders = officials(material)
    for entity in holders:
        for claim, relation in offices(material, entity):
            (draft.contrary if opposes(claim) else draft.supporting).append(claim)
            draft.cap[claim.id] = Support.DOCUMENTED  # a court that names an office decides no more
            if supports(claim):
                note_office(draft, material, claim, relation)
    if holders and material.target not in holders:
        draft.remarks.append(
            "No public office of the target is on file; the office is that of "
            f"{names_of(material, holders)}, tied to the target."
        )
    if not holders and roles_are_known(material):
        draft.in_scope = False
        draft.remarks.append(
            "The roles on file of the target and of those tied to the target are no public office "
            "of a country outside the United Kingdom."
        )
    return finish(draft, criterion, material)


def e2(criterion: Criterion, material: Material) -> Finding:
    """E2: bribery.

    For: claims about the target that speak of a bribe, or proceedings for one. A decision against
    somebody else is shown as documented at most, and said to concern another person.
    """
    draft = conduct(material, "bribery")
    claims = draft.supporting
    if any(pair_named(material, claim) for claim in claims):
        draft.present.add("giver and taker")
    if any(claim.amounts for claim in claims):
        draft.present.add("advantage")
    if any(speaks(claim, "office", "public_body") for claim in claims):
        draft.present.add("public function")
    return finish(draft, criterion, material)


def e3(criterion: Criterion, material: Material) -> Finding:
    """E3: misappropriation of property.

    For: claims about the target that speak of public or entrusted property diverted, stolen or
    improperly granted, or proceedings for it.
    """
    draft = conduct(material, "misappropriation")
    claims = draft.supporting
    if any(claim.amounts or speaks(claim, "public_body") for claim in claims):
        draft.present.add("property")
    if claims:
        draft.present.add("diversion or grant")
    if any(speaks(claim, "head_c") or moves_value(claim) for claim in claims):
        draft.present.add("beneficiary")
    return finish(draft, criterion, material)


def e4(criterion: Criterion, material: Material) -> Finding:
    """E4: seriousness, read from the claims of E2 and E3 that state sums, periods or harm."""
    draft = Draft()
    for name in ("bribery", "misappropriation"):
        part = conduct(material, name)
        draft.cap |= part.cap
        draft.supporting += [
            c for c in part.supporting if c.amounts or speaks(c, "serious", "harm")
        ]
        draft.contrary += [c for c in part.contrary if c.amounts]
    claims = draft.supporting
    if any(claim.amounts for claim in claims):
        draft.present.add("sums")
    if any(len(dates(claim)) > 1 for claim in claims):
        draft.present.add("period")
    if any(speaks(claim, "harm") for claim in claims):
        draft.present.add("harm")
    if claims:
        draft.remarks.append(
            "'Serious' is not defined in the Regulations; the sums are as claimed."
        )
    return finish(draft, criterion, material)


def e5(criterion: Criterion, material: Material) -> Finding:
    """E5: the target's own link, by the heads of reg 6(3).

    For: claims that speak of bribery or misappropriation (head a), or of another head and of
    corruption together, and tell that it is the target's own part. Every acquittal, dismissal or denial of
    the target stands against it.
    """
    draft = Draft()
    spoken: set[str] = set()
    unclear = 0
    for claim in material.concerning(material.target):
        found = heads(material, claim)
        if found and supports(claim) and _own_claim(material, claim):
            if says_who(material, claim):
                draft.supporting.append(claim)
                draft.cap |= cap_of(material, claim)
                spoken |= found
            else:
                unclear += 1
        elif opposes(claim) and (found or claim.stage in CLEARED or speaks(claim, "wrongdoing")):
            draft.contrary.append(claim)
    draft.contrary += answers(material, draft)
    if spoken:
        draft.present.add("head of reg 6(3)")
        draft.remarks.append(f"Heads spoken of: {', '.join(f'({h})' for h in sorted(spoken))}.")
    if unclear:
        draft.remarks.append(
            f"Not counted: {unclear} on the matter that name several people and do not tell whose part."
        )
    if any(draft.grade(claim) != Support.ALLEGED for claim in draft.supporting):
        draft.present.add("record or decision on the target's own part")
    return finish(draft, criterion, material)


def e6(criterion: Criterion, material: Material) -> Finding:
    """E6: the derived link to an involved person.

    For: claims that tie the target to another person or body about whom the file holds support for
    bribery or misappropriation. What the ownership test says is named beside it.
    """
    draft = Draft()
    others: dict[str, list[Claim]] = {}
    for claim in material.concerning(material.target):
        for relation, other in material.relations(claim, material.target):
            if other is not None and relation.predicate in TIES and involved(material, other):
                others.setdefault(other, []).append(claim)
    for claims in others.values():
        draft.supporting += [claim for claim in claims if supports(claim)]
        draft.contrary += [claim for claim in claims if opposes(claim)]
    if draft.supporting:
        draft.present.add("tie to an involved person")
        draft.present.add("the other person's own link")
        draft.remarks.append(
            f"Tied to {names_of(material, list(others))}, about whom the file holds claims of "
            "bribery or misappropriation; each needs an assessment of its own."
        )
    if any(draft.grade(claim) != Support.ALLEGED for claim in draft.supporting):
        draft.present.add("record of the tie")
    draft.remarks += _ownership_remarks(material)
    return finish(draft, criterion, material)


def e7(criterion: Criterion, _material: Material) -> Finding:
    """E7: the mental element; no rule reads minds."""
    return not_assessed(criterion, "what a person knew and intended has to be weighed by a person.")


def e8(criterion: Criterion, material: Material) -> Finding:
    """E8: law enforcement, from every claim that reports proceedings on the target."""
    draft = Draft()
    for claim in material.concerning(material.target):
        if claim.stage and claim.stage not in (
            Stage.ALLEGATION,
            Stage.DESIGNATION,
            Stage.DELISTING,
        ):
            if opposes(claim):
                draft.contrary.append(claim)
            elif not decides_unnamed(material, claim):
                draft.supporting.append(claim)
                draft.cap |= cap_of(material, claim)
    stages = sorted({c.stage.value for c in [*draft.supporting, *draft.contrary] if c.stage})
    if stages:
        draft.present.add("proceedings")
        draft.remarks.append(
            f"Stages reported: {', '.join(stages)}. Jurisdiction is not assessed by rule."
        )
    return finish(draft, criterion, material)


def e9(criterion: Criterion, _material: Material) -> Finding:
    """E9: risk of reprisals; for people who know those at risk."""
    return not_assessed(criterion, "the risk to victims, sources and journalists needs a person.")


def e10(criterion: Criterion, material: Material) -> Finding:
    """E10: assets in the United Kingdom, and listings of the target."""
    draft = Draft()
    for claim in material.concerning(material.target):
        listing = claim.stage in (Stage.DESIGNATION, Stage.DELISTING) or any(
            relation.predicate == Predicate.SANCTIONED_BY
            and material.entity(relation.subject) == material.target
            for relation in tied_by_rules(claim)
        )
        asset = _uk_asset(material, claim)
        if listing or asset:
            (draft.contrary if opposes(claim) else draft.supporting).append(claim)
        if asset and supports(claim):
            draft.present.add("assets in the United Kingdom")
        if listing and supports(claim):
            draft.present.add("listings with dates")
    draft.remarks += _screening_remarks(material)
    return finish(draft, criterion, material)


def e11(criterion: Criterion, material: Material) -> Finding:
    """E11: everything contrary on file about the target, gathered from all elements."""
    draft = Draft()
    for claim in material.concerning(material.target):
        if opposes(claim):
            draft.contrary.append(claim)
        if opposes(claim) and material.speaker(claim) == material.target:
            draft.present.add("the target's own account")
    for name in ("bribery", "misappropriation"):
        draft.contrary += conduct(material, name).contrary
    return finish(draft, criterion, material)


def e12(criterion: Criterion, _material: Material) -> Finding:
    """E12: the likely effect on the person; an argument, no rule."""
    return not_assessed(criterion, "proportionality is an argument that a person writes and signs.")


CRITERIA: Mapping[str, CriterionFunction] = {
    "E1": e1,
    "E2": e2,
    "E3": e3,
    "E4": e4,
    "E5": e5,
    "E6": e6,
    "E7": e7,
    "E8": e8,
    "E9": e9,
    "E10": e10,
    "E11": e11,
    "E12": e12,
}


def _own_claim(material: Material, claim: Claim) -> bool:
    """Whether a claim speaks of the target's own conduct, in words that leave no doubt of whom."""
    by_target = material.speaker(claim) == material.target
    return own_matter(material, claim) and not by_target and not decides_unnamed(material, claim)


# Ownership, assets, lists


def _ownership_remarks(material: Material) -> list[str]:
    return [
        f"Ownership test of reg 7: {path.outcome} ({path.reason})."
        for outcome in material.ownership
        for path in outcome.paths
        if outcome.test == "uk" and path.entity == material.target
    ]


def _uk_asset(material: Material, claim: Claim) -> bool:
    """Whether a claim gives the target an asset that the claim or the file places in the UK."""
    for relation, other in material.relations(claim, material.target):
        if relation.predicate != Predicate.OWNS or other is None:
            continue
        asset = material.view.entities.get(other)
        if asset is None or material.entity(relation.subject) != material.target:
            continue
        words = [claim.quote, relation.detail or "", *asset.names]
        for place in material.concerning(other):
            words += [
                r.value or (r.object.text if r.object else "")
                for r in tied_by_rules(place)
                if r.predicate == Predicate.LOCATED_IN
            ]
        if speaks_of("\n".join(words), "uk"):
            return True
    return False


def _screening_remarks(material: Material) -> list[str]:
    if material.screening is None:
        return ["The target has not been screened."]
    lists = ", ".join(f"{v.list} of {v.version}" for v in material.screening.lists) or "no list"
    hits = material.screening.matches
    if not hits:
        return [f"Screened against {lists}: no entry at or above the line."]
    best = [f"{m.entry.id} ({m.decision}, {m.score:.2f})" for m in hits]
    return [
        f"Screened against {lists}: {', '.join(best)}; whether an entry is the target is a judgement."
    ]
