"""Ownership tests: what each legal test says of the companies reached, with the chain of claims.

The outcome is that of the test under its hypothesis (the target taken as listed), not a finding that
anybody owns anything.
"""

from __future__ import annotations

from dalil.dossier import wording
from dalil.dossier.draft import Draft
from dalil.dossier.elements import UNVERIFIED
from dalil.dossier.values import Block, Cell, Plain, Section, Sentence, Table
from dalil.ownership.values import ControlEvidence, Holding, OwnershipPath, TestOutcome

_ORDER = {"owned": 0, "possible": 1, "not owned": 2}
_TITLES = {
    "ofac": "United States: OFAC 50 per cent rule",
    "uk": "United Kingdom: owned or controlled, more than 50 per cent",
    "eu": "European Union: owned 50 per cent or more, or controlled",
}


def section(draft: Draft) -> Section:
    """One table for each test."""
    blocks: list[Block] = []
    for outcome in draft.material.outcomes:
        blocks.extend(_test(draft, outcome))
    if not blocks:
        blocks.append(Plain((Sentence("No ownership test was run for this person."),)))
    return Section(
        id="ownership",
        title="Ownership tests",
        lead=Sentence(
            "Each test asks: if the persons named were listed, would the company count as owned? "
            "The answer rests on the claims cited and on the date given."
        ),
        blocks=tuple(blocks),
        notes=draft.take_notes(),
    )


def _test(draft: Draft, outcome: TestOutcome) -> list[Block]:
    listed = "; ".join(draft.entity_name(entity) for entity in outcome.listed)
    source = Sentence(
        f"Rule: {outcome.source}. Taken as listed: {listed}. As of {wording.date(outcome.as_of)}.",
        marks=() if outcome.verified else (UNVERIFIED,),
    )
    title = _TITLES.get(outcome.test, outcome.test)
    if not outcome.paths:
        none = Sentence(f"{title}: no company is reached from the claims {draft.shown}.")
        return [Plain((none, source))]
    ordered = sorted(outcome.paths, key=lambda path: _ORDER.get(path.outcome, len(_ORDER)))
    rows = tuple(_path(draft, path) for path in ordered)
    columns = ("Company", "Outcome of the test", "Chain", "Reason")
    return [Table(title, columns, rows, "ownership"), Plain((source,))]


def _path(draft: Draft, path: OwnershipPath) -> tuple[Cell, ...]:
    whole = all(draft.usable(holding.claim) for holding in path.holdings)
    return (
        (Sentence(draft.entity_name(path.entity) if whole else "A company not named here"),),
        (Sentence(path.outcome, marks=(path.outcome,)),),
        (
            *(_holding(draft, holding) for holding in path.holdings),
            *(_control(draft, evidence) for evidence in path.control),
        )
        or (Sentence("–"),),
        (Sentence(path.reason if whole else "It rests on claims that are not shown here."),),
    )


def _holding(draft: Draft, holding: Holding) -> Sentence:
    claim = draft.usable(holding.claim)
    if claim is None:
        return Sentence("A holding on a claim that is not shown here.")
    since = f" from {wording.date(holding.since)}" if holding.since else ""
    until = f" to {wording.date(holding.until)}" if holding.until else ""
    through = f" through {draft.entity_name(holding.held_by)}" if holding.held_by else ""
    return Sentence(
        f"{draft.entity_name(holding.owner)} holds {wording.share(holding.share)} of the "
        f"{holding.right} of {draft.entity_name(holding.owned)}{through}{since}{until}, "
        f"by Exhibit {draft.voice.numbers.get(claim.exhibit, 0)}, {claim.locator.place}",
        claims=(holding.claim,),
        notes=(draft.note(claim),),
    )


def _control(draft: Draft, evidence: ControlEvidence) -> Sentence:
    claim = draft.usable(evidence.claim)
    if claim is None:
        return Sentence("Evidence of control on a claim that is not shown here.")
    return Sentence(
        f"For a person to weigh as control: {evidence.text}",
        claims=(claim.id,),
        notes=(draft.note(claim),),
    )
