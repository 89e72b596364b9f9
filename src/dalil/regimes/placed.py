"""Claims that persons put on an element of a legal test, beside those that its rule finds.

A person says that the claim belongs there, not that it is true: it weighs as its record does, on the side
on which its words stand, and only for the target whom it concerns. What is missing stays missing until a
rule finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dalil.claims.reviews import on_elements
from dalil.evidence import Claim, Finding, Judgement
from dalil.regimes.material import (
    Material,
    contrary_of,
    most_contrary,
    most_support,
    opposes,
    parties,
    support_of,
    supports,
)

Placed = Mapping[str, Mapping[str, Judgement]]


def placed_by_persons(material: Material) -> Placed:
    """Claims by element, as persons put them there: ``uk-gac:E2`` to claim ids."""
    return on_elements(material.view.judgements)


def with_placed(finding: Finding, regime: str, material: Material, placed: Placed) -> Finding:
    """A finding with the claims that persons put on its element.

    Args:
        finding: As the element's rule gives it.
        regime: Id of the regime.
        material: The case and the target.
        placed: As :func:`placed_by_persons` gives it.
    """
    there = placed.get(f"{regime}:{finding.element}")
    if not there:
        return finding
    known = {*finding.claims_for, *finding.claims_against}
    fresh = [
        claim
        for claim in material.claims
        if claim.id in there and claim.id not in known and _concerns(material, claim)
    ]
    extra_for = [claim for claim in fresh if supports(claim)]
    extra_against = [claim for claim in fresh if opposes(claim)]
    if not extra_for and not extra_against:
        return finding
    ids = (*finding.claims_for, *(claim.id for claim in extra_for))
    count = len(extra_for) + len(extra_against)
    told = f"{count} claim{'s were' if count > 1 else ' was'} put on this element by a person."
    return replace(
        finding,
        support=most_support([finding.support, *map(support_of, extra_for)]),
        contrary=most_contrary([finding.contrary, *map(contrary_of, extra_against)]),
        claims_for=ids,
        claims_against=(*finding.claims_against, *(claim.id for claim in extra_against)),
        origins_for=material.origins(material.view, ids) if extra_for else finding.origins_for,
        note=f"{finding.note} {told}".strip(),
    )


def _concerns(material: Material, claim: Claim) -> bool:
    """It is about the target, or names nobody whom it is about."""
    own = claim in material.concerning(material.target)
    return own or not any(material.entity(one) for one in parties(claim))
