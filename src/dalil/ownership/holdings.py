"""From claims to holdings: who holds how much of whom, from when to when, says which claim.

Only claims on record (registers, documents, decisions of courts) make holdings; what a speaker
says of a stake is listed beside them and not counted, since speech is not fact. Sources that
contradict each other stay side by side. This module applies no legal test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

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
    rejected = {j.left for j in view.judgements if j.right is None and j.verdict == "reject"}
    stakes: list[Holding] = []
    spoken: list[Holding] = []
    control: list[ControlEvidence] = []
    nominees: dict[str, tuple[str, str]] = {}
    for claim in view.claims.values():
        if claim.id in rejected or not _states(claim):
            continue
        on_record = claim.kind in ON_RECORD or claim.stance == Stance.REPORTS_COURT_HELD
        own_nominee = _nominees(view, claim)
        for holding in _claim_holdings(view, claim, own_nominee):
            (stakes if on_record and not claim.hedged else spoken).append(holding)
        control += _control(view, claim)
        if on_record and own_nominee and not _stake_relations(claim):
            nominees |= {nominee: (person, claim.id) for nominee, person in own_nominee.items()}
    stakes += _by_nominee(stakes, nominees)
    return Holdings(tuple(stakes), tuple(control), tuple(spoken))


def _states(claim: Claim) -> bool:
    stated = claim.stance in (Stance.ASSERTS, Stance.ALLEGES, Stance.REPORTS_COURT_HELD)
    return stated and not claim.negated


def _entity(view: CaseView, reference: Reference | None) -> str | None:
    found = view.entity_of.get(reference.id) if reference else None
    return view.redirects.get(found, found) if found else None


def _stake_relations(claim: Claim) -> list[Relation]:
    return [r for r in claim.relations if r.predicate in (Predicate.OWNS, Predicate.CONTROLS)]


def _nominees(view: CaseView, claim: Claim) -> dict[str, str]:
    """Nominee to the person for whom it holds, as this claim says."""
    found = {}
    for relation in claim.relations:
        if relation.predicate == Predicate.NOMINEE_FOR:
            nominee, person = _entity(view, relation.subject), _entity(view, relation.object)
            if nominee and person:
                found[nominee] = person
    return found


def _claim_holdings(view: CaseView, claim: Claim, nominees: dict[str, str]) -> Iterator[Holding]:
    for relation in _stake_relations(claim):
        owner, owned = _entity(view, relation.subject), _entity(view, relation.object)
        if owner is None or owned is None or owner == owned:
            continue
        if view.entities[owned].type != MentionType.ORGANISATION:
            continue  # a house or an account is property, not a person who can be owned
        if relation.predicate == Predicate.CONTROLS and relation.share is None:
            continue  # evidence for the control test, no stake
        person = nominees.get(owner)
        yield Holding(
            owner=person or owner,
            owned=owned,
            share=relation.share or UNKNOWN_SHARE,
            claim=claim.id,
            since=_date(relation.start_date),
            until=_date(relation.end_date),
            right="shares" if relation.predicate == Predicate.OWNS else "votes",
            held_by=owner if person else None,
            source=claim.exhibit,
        )


def _control(view: CaseView, claim: Claim) -> Iterator[ControlEvidence]:
    for relation in claim.relations:
        if relation.predicate != Predicate.CONTROLS or relation.share is not None:
            continue
        owner, owned = _entity(view, relation.subject), _entity(view, relation.object)
        if owner and owned:
            words = relation.detail or relation.value or claim.quote
            yield ControlEvidence(owner, owned, words, claim.id)


def _by_nominee(stakes: list[Holding], nominees: dict[str, tuple[str, str]]) -> list[Holding]:
    """A general statement that N is somebody's nominee: N's stakes may be held for that person.

    It does not say which stakes, so it adds a possibility and moves nothing.
    """
    found = []
    for stake in stakes:
        if stake.owner in nominees and stake.held_by is None:
            person, claim = nominees[stake.owner]
            share = Share(Decimal(0), stake.share.high)
            found.append(
                Holding(
                    owner=person,
                    owned=stake.owned,
                    share=share,
                    claim=claim,
                    since=stake.since,
                    until=stake.until,
                    right=stake.right,
                    held_by=stake.owner,
                    source=stake.source,
                )
            )
    return found


def _date(date: PartialDate | None) -> str | None:
    return date.value if date else None
