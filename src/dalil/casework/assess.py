"""Assess a target under a legal regime: the elements, what is on file for and against, the gaps.

The result holds findings and no verdict: whether grounds exist is a named person's signed
conclusion, recorded elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from dalil.casework.trace import check_date
from dalil.claims.view import CaseView
from dalil.errors import NotFound
from dalil.evidence import Finding
from dalil.matching.values import Screening
from dalil.ownership.values import TestOutcome
from dalil.regimes.material import Material, Origins
from dalil.regimes.registry import apply_regime, regime
from dalil.regimes.values import Assessment, Criterion


@dataclass(frozen=True, slots=True)
class Answers:
    """What the question rooms answer.

    Attributes:
        origins: Groups the holders of claims into independent origins.
        ownership: Outcomes of the ownership tests in which the target may appear.
        screening: The target's screening, or None where none was made.
    """

    origins: Origins
    ownership: tuple[TestOutcome, ...] = ()
    screening: Screening | None = None


def assess(view: CaseView, target: str, regime_id: str, as_of: str, answers: Answers) -> Assessment:
    """Apply every element of a regime to a target at a date.

    Args:
        view: The case.
        target: Entity id.
        regime_id: Such as ``uk-gac``.
        as_of: ISO date of the law and the facts.
        answers: What the question rooms answer.

    Raises:
        NotFound: No such entity or regime.
        BadInput: Not a date, or the regime was not in force.
    """
    check_date(as_of)
    asked = view.redirects.get(target, target)
    if asked not in view.entities:
        raise NotFound(f"The case {view.name!r} has no entity {target!r}.")
    material = Material(
        view=view,
        target=asked,
        as_of=as_of,
        origins=answers.origins,
        ownership=answers.ownership,
        screening=answers.screening,
    )
    return apply_regime(regime(regime_id), material)


def to_json(assessment: Assessment, view: CaseView) -> dict[str, object]:
    """An assessment as plain JSON."""
    target = view.entities[assessment.target]
    return {
        "regime": assessment.regime,
        "title": assessment.title,
        "target": {"id": target.id, "name": target.name},
        "as_of": assessment.as_of,
        "elements": [
            _element(criterion, finding)
            for criterion, finding in zip(assessment.criteria, assessment.findings, strict=True)
        ],
        "conclusion": None,
        "conclusion_note": "A conclusion is a named person's signed judgement; the program gives none.",
    }


def _element(criterion: Criterion, finding: Finding) -> dict[str, object]:
    return {
        "element": criterion.id,
        "question": criterion.question,
        "ground": criterion.ground,
        "citation": criterion.citation,
        "text": criterion.text,
        "source": criterion.source,
        "verified": criterion.verified,
        "valid_from": criterion.valid_from,
        "valid_to": criterion.valid_to,
        "in_scope": finding.in_scope,
        "support": finding.support.value,
        "contrary": finding.contrary.value,
        "claims_for": list(finding.claims_for),
        "claims_against": list(finding.claims_against),
        "origins_for": [list(group) for group in finding.origins_for],
        "missing": list(finding.missing),
        "would_close": list(finding.would_close),
        "note": finding.note,
    }
