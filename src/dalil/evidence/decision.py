"""What people and rules decide on claims: judgements, questions, interests, findings.

A judgement is a new record and reversible by a later one. A finding has two sides that do not
cancel; there is no verdict, no score of truth, no probability of guilt anywhere in this module.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dalil.evidence.identity import OUTSIDE, identity
from dalil.evidence.terms import Contrary, Support, Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision by a named person or rule, with its reason.

    Attributes:
        left: Id of a mention or list entry (entities) or of a claim (claims).
        right: The other reference; None for a judgement on one claim. Of a correction: the claim that
            takes the place of the left one.
        verdict: same, different, unsure; accept, reject, correct; add, remove; withdraw.
        reason: One line that a stranger can check.
        author: ``rule:<name>`` or ``person:<name>``.
        made_at: UTC, ISO 8601 (outside the identity, so that a rule run again changes nothing).
        value: What the correction says, or the element that a claim is added to. Of a merge by a person:
            the disclosure tier of what it rests on, where it may not count for everybody.
        after: Id of the judgement that this one comes after and outranks: the newest on the matter
            when it was made. A withdrawal takes that one back. So the same decision, taken back and
            made again, is another record.
    """

    left: str
    right: str | None
    verdict: Verdict
    reason: str
    author: str
    made_at: str = field(default="", metadata=OUTSIDE)
    value: str | None = None
    after: str | None = None
    id: str = field(init=False, default="", metadata=OUTSIDE)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", identity("j", self))

    @property
    def by_person(self) -> bool:
        """Whether a person made it; persons outrank rules."""
        return self.author.startswith("person:")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a question: what it says, and the claims that say it."""

    label: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What a set of claims disagrees about; with claims on both sides it is a contest.

    Attributes:
        matter: The question in one line, neutral between the sides.
        about: Ids of the entities whom it concerns.
        sides: Two or more.
        why: Why these claims speak of the same matter.
        method: The rule that found it.
    """

    matter: str
    about: tuple[str, ...]
    sides: tuple[Side, ...]
    why: str
    method: str = field(default="", metadata=OUTSIDE)
    id: str = field(init=False, default="", metadata=OUTSIDE)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", identity("q", self))


@dataclass(frozen=True, slots=True)
class Interest:
    """A tie between a speaker and somebody whom the claim helps or harms.

    Attributes:
        holder: Entity id of the speaker.
        other: Entity id of the other party; None when unnamed.
        kind: ``signed_for``, ``paid_by``, ``works_for``, ``funded_by``, ``represents``, ``related_to``,
            ``member_of``, ``lobbies_for``, ``role_at``.
        claim: Id of the claim that states the tie.
        text: The tie in one line.
    """

    holder: str
    other: str | None
    kind: str
    claim: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What the file holds on one element of a legal test: never a verdict.

    Attributes:
        element: Id of the element, such as ``E2``.
        support: Strongest support on file.
        contrary: Strongest contrary matter on file; the two do not cancel.
        claims_for: Ids of the claims that support.
        claims_against: Ids of the claims against.
        origins_for: Sets of holders that are independent of each other, as groups of labels.
        missing: What the element needs and the file does not hold.
        would_close: What would close each gap.
        in_scope: False where the facts lie outside the regime.
        note: One line in plain words.
    """

    element: str
    support: Support
    contrary: Contrary
    claims_for: tuple[str, ...] = ()
    claims_against: tuple[str, ...] = ()
    origins_for: tuple[tuple[str, ...], ...] = ()
    missing: tuple[str, ...] = ()
    would_close: tuple[str, ...] = ()
    in_scope: bool = True
    note: str = ""
