"""From claims to holdings: who holds how much of whom, from when to when, says which claim.

Only claims on record (registers, documents, decisions of courts) make holdings; what a speaker
says of a stake is listed beside them and not counted, since speech is not fact. Sources that
contradict each other stay side by side. This module applies no legal test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from dalil.claims.overruled import tied_by_rules
from dalil.claims.reviews import rejected
from dalil.claims.view import CaseView
from dalil.evidence import (
    Claim,
    Kind,
    MentionType,
    PartialDate,
    Predicate,
    Reference,
    Relation,
    Share,
    Stance,
)
from dalil.ownership.values import ControlEvidence, Holding

ON_RECORD = frozenset({Kind.REGISTER, Kind.DOCUMENT})
UNKNOWN_SHARE = Share(Decimal(0), Decimal(100), open_low=True)
"""A stake whose size no source states: more than nothing, at most everything."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that a case holds on stakes.

    Attributes:
        stakes: Counted holdings, in the order of their claims.
        control: Evidence of control other than by shares or votes, for the control tests.
        spoken: Holdings that only a speaker states; shown, never counted.
    """

    stakes: tuple[Holding, ...] = ()
    control: tuple[ControlEvidence, ...] = ()
    spoken: tuple[Holding, ...] = ()


def holdings_of(view: CaseView) -> Holdings:
    """Collect the holdings of a case.

    Args:
        view: The case.

    Returns:
        Holdings between entities of the case; rejected, negated and denied claims make none.
    """
    left_out = rejected(view.judgements)
    claims = [c for c in view.claims.values() if c.id not in left_out and _states(c)]
    nominees = _Nominees(view, [claim for claim in claims if _on_record(claim)])
    stakes: list[Holding] = []
    spoken: list[Holding] = []
    control: list[ControlEvidence] = []
    for claim in claims:
        for holding in _claim_holdings(view, claim):
            if _on_record(claim):
                stakes.append(nominees.of_row(claim, holding))
            else:
                spoken.append(holding)
        control += _control(view, claim)
    return Holdings((*stakes, *nominees.possible(stakes)), tuple(control), tuple(spoken))


def _on_record(claim: Claim) -> bool:
    recorded = claim.kind in ON_RECORD or claim.stance == Stance.REPORTS_COURT_HELD
    return recorded and not claim.hedged


def _states(claim: Claim) -> bool:
    stated = claim.stance in (Stance.ASSERTS, Stance.ALLEGES, Stance.REPORTS_COURT_HELD)
    return stated and not claim.negated


def _entity(view: CaseView, reference: Reference | None) -> str | None:
    found = view.entity_of.get(reference.id) if reference else None
    return view.redirects.get(found, found) if found else None


def _stake_relations(claim: Claim) -> list[Relation]:
    """Who owns or controls what; a tie that learned weights alone tell is no holding."""
    return [r for r in tied_by_rules(claim) if r.predicate in (Predicate.OWNS, Predicate.CONTROLS)]


class _Nominees:
    """Who holds for whom, as claims on record say.

    A statement in the row (or claim) of a stake moves that stake to the person for whom it is held.
    A general statement does not say which stakes, so it adds a possibility and moves nothing.
    """

    def __init__(self, view: CaseView, claims: list[Claim]) -> None:
        self._rows: dict[tuple[object, ...], tuple[str, str]] = {}
        self._general: list[tuple[str, str, str]] = []
        stakes = {_row(claim) for claim in claims if _stake_relations(claim)}
        for claim in claims:
            for relation in tied_by_rules(claim):
                nominee, person = _entity(view, relation.subject), _entity(view, relation.object)
                if relation.predicate != Predicate.NOMINEE_FOR or not nominee or not person:
                    continue
                if _row(claim) in stakes:
                    self._rows[(*_row(claim), nominee)] = (person, claim.id)
                else:
                    self._general.append((nominee, person, claim.id))

    def of_row(self, claim: Claim, holding: Holding) -> Holding:
        """The holding, in the name of the person for whom its row says that it is held."""
        found = self._rows.get((*_row(claim), holding.owner))
        if found is None:
            return holding
        person, said = found
        said_elsewhere = said if said != claim.id else None
        return replace(holding, owner=person, held_by=holding.owner, nominee_claim=said_elsewhere)

    def possible(self, stakes: list[Holding]) -> list[Holding]:
        """Stakes of general nominees that may be held for their principals."""
        return [
            replace(
                stake,
                owner=person,
                share=Share(Decimal(0), stake.share.high),
                held_by=nominee,
                nominee_claim=claim,
            )
            for stake in stakes
            for nominee, person, claim in self._general
            if stake.owner == nominee and stake.held_by is None
        ]


def _row(claim: Claim) -> tuple[object, ...]:
    """The row of a table that a claim stands in, or the claim itself."""
    place = claim.locator
    return (claim.exhibit, place.sheet, place.row) if place.row is not None else (claim.id,)


def _claim_holdings(view: CaseView, claim: Claim) -> Iterator[Holding]:
    for relation in _stake_relations(claim):
        owner, owned = _entity(view, relation.subject), _entity(view, relation.object)
        if owner is None or owned is None or owner == owned:
            continue
        if view.entities[owned].type != MentionType.ORGANISATION:
            continue  # a house or an account is property, not a person who can be owned
        if relation.predicate == Predicate.CONTROLS and relation.share is None:
            continue  # evidence for the control test, no stake
        yield Holding(
            owner=owner,
            owned=owned,
            share=relation.share or UNKNOWN_SHARE,
            claim=claim.id,
            since=_date(relation.start_date),
            until=_date(relation.end_date),
            right="shares" if relation.predicate == Predicate.OWNS else "votes",
            source=claim.exhibit,
        )


def _control(view: CaseView, claim: Claim) -> Iterator[ControlEvidence]:
    for relation in tied_by_rules(claim):
        if relation.predicate != Predicate.CONTROLS or relation.share is not None:
            continue
        owner, owned = _entity(view, relation.subject), _entity(view, relation.object)
        if owner and owned:
            words = relation.detail or relation.value or claim.quote
            yield ControlEvidence(owner, owned, words, claim.id)


def _date(date: PartialDate | None) -> str | None:
    return date.value if date else None
