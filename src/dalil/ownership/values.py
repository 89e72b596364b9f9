"""Holdings, paths and outcomes: what ownership speaks of. Every link is a claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from dalil.evidence import Share


@dataclass(frozen=True, slots=True)
class Holding:
    """One stake: owner holds share of owned, from one date to another, says a claim.

    Attributes:
        owner: Entity id.
        owned: Entity id.
        share: Per cent, as an interval.
        claim: Id of the claim that states it.
        since: ISO date (any precision) or None.
        until: ISO date from which it is no longer held, or None.
        right: ``shares`` or ``votes``.
        held_by: Entity id of the nominee who holds it for the owner, if any.
        nominee_claim: Id of the claim that says so, where it is another one.
        source: sha256 of the exhibit; rows of one source may add up, sources may contradict.
    """

    owner: str
    owned: str
    share: Share
    claim: str
    since: str | None = None
    until: str | None = None
    right: str = "shares"
    held_by: str | None = None
    nominee_claim: str | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class ControlEvidence:
    """Something on file that bears on control without being a stake: shown, never decided here."""

    owner: str
    owned: str
    text: str
    claim: str


@dataclass(frozen=True, slots=True)
class OwnershipPath:
    """Why an entity is, may be, or is not owned under a test.

    Attributes:
        entity: Entity id.
        outcome: ``owned``, ``possible`` (some reading of the file passes the test) or ``not owned``.
        holdings: The holdings that decide, from the listed persons downwards.
        reason: One line with the figures.
        control: Evidence for a control test, which a person has to weigh; empty under tests that
            do not count control.
    """

    entity: str
    outcome: str
    holdings: tuple[Holding, ...]
    reason: str
    control: tuple[ControlEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class TestOutcome:
    """What one legal test says at a date.

    Attributes:
        test: ``ofac``, ``uk`` or ``eu``.
        as_of: ISO date of evaluation.
        listed: Entity ids taken as listed (the hypothesis of the test).
        paths: One per entity reached; ``outcome`` is ``owned``, ``possible`` or ``not owned``.
        source: Citation of the rule.
        verified: Whether a named person checked the citation.
    """

    __test__: ClassVar[bool] = False  # pytest would take the name for a test class

    test: str
    as_of: str
    listed: tuple[str, ...]
    paths: tuple[OwnershipPath, ...]
    source: str
    verified: bool
