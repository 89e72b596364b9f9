"""Holdings, paths and outcomes: what ownership speaks of. Every link is a claim."""

from __future__ import annotations

from dataclasses import dataclass

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
        until: ISO date or None.
    """

    owner: str
    owned: str
    share: Share
    claim: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class OwnershipPath:
    """Why an entity is, may be, or is not owned under a test: the holdings that decide, in order."""

    entity: str
    outcome: str
    holdings: tuple[Holding, ...]
    reason: str


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

    test: str
    as_of: str
    listed: tuple[str, ...]
    paths: tuple[OwnershipPath, ...]
    source: str
    verified: bool
