"""Which matter a claim concerns, and on which side it stands by its own words; nothing is weighed.

Against: a denial, a dispute, an acquittal, a dismissed case, a delisting, a quashed decision. Whether
its speaker is tied to the person concerned is asked elsewhere: that is no word of the claim.
"""

from __future__ import annotations

from dalil.claims.overruled import tied_by_rules
from dalil.evidence import Claim, Finality, Predicate, Stage, Stance

PROCEEDINGS = "Proceedings and official decisions"
MONEY = "Money and payments"
PROPERTY = "Property and companies"
OFFICE = "Offices, family and career"
INFLUENCE = "Representation and influence"
DEMANDS = "Sanctions and demands"
ACCUSATIONS = "Other accusations"
OTHER = "Other statements"
TOPICS = (PROCEEDINGS, MONEY, PROPERTY, ACCUSATIONS, DEMANDS, INFLUENCE, OFFICE, OTHER)

_BY_PREDICATE: dict[Predicate, str] = {
    **dict.fromkeys((Predicate.PAYS, Predicate.FUNDS, Predicate.TRANSFERRED_TO), MONEY),
    **dict.fromkeys((Predicate.OWNS, Predicate.CONTROLS, Predicate.NOMINEE_FOR), PROPERTY),
    **dict.fromkeys(
        (
            Predicate.ROLE_AT,
            Predicate.EMPLOYED_BY,
            Predicate.MEMBER_OF,
            Predicate.DISMISSED_FROM,
            Predicate.RESIGNED_FROM,
            Predicate.FAMILY,
        ),
        OFFICE,
    ),
    **dict.fromkeys(
        (
            Predicate.REPRESENTS,
            Predicate.LOBBIES_FOR,
            Predicate.SIGNED,
            Predicate.MET_WITH,
            Predicate.PUBLISHED,
        ),
        INFLUENCE,
    ),
    **dict.fromkeys((Predicate.CALLS_FOR, Predicate.SANCTIONED_BY), DEMANDS),
    **dict.fromkeys(
        (
            Predicate.INVESTIGATED_FOR,
            Predicate.CHARGED_WITH,
            Predicate.CONVICTED_OF,
            Predicate.ACQUITTED_OF,
        ),
        PROCEEDINGS,
    ),
    Predicate.ACCUSED_OF: ACCUSATIONS,
}
HARD_STAGES = frozenset({Stage.CONVICTION, Stage.CHARGE, Stage.INVESTIGATION, Stage.JUDGMENT})
"""What these stages report stays said, whoever says it."""


def contrary_words(claim: Claim) -> str:
    """Why a claim stands against by its own words: a plural noun; "" where it does not."""
    proceedings = claim.proceedings
    quashed = proceedings is not None and proceedings.finality is Finality.QUASHED
    if claim.stage is Stage.ACQUITTAL and not claim.negated:
        return "acquittals or decisions for the defence"
    if claim.stage is Stage.DISMISSAL and not claim.negated:
        return "dismissed or closed cases"
    if claim.stage is Stage.DELISTING or quashed:
        return "delistings or quashed decisions"
    if claim.stance is Stance.DENIES:
        return "denials"
    if claim.stance is Stance.DISPUTES:
        return "disputed points"
    return ""


def topic(claim: Claim) -> str:
    """The matter of a claim: by its stage, then its predicates, then its stance."""
    if claim.stance is Stance.CALLS_FOR or claim.stage in (Stage.DESIGNATION, Stage.DELISTING):
        return DEMANDS
    if claim.stage not in (None, Stage.ALLEGATION):
        return PROCEEDINGS
    for relation in tied_by_rules(claim):
        if relation.predicate in _BY_PREDICATE:
            return _BY_PREDICATE[relation.predicate]
    if claim.amounts:
        return MONEY
    accused = claim.stage is Stage.ALLEGATION or claim.stance is not Stance.ASSERTS
    return ACCUSATIONS if accused else OTHER


def stands_against(claim: Claim) -> bool:
    """Whether a claim stands against by itself: by its words, or as the negation of an accusation."""
    return bool(contrary_words(claim)) or (claim.negated and topic(claim) not in (OFFICE, OTHER))
