"""What a model is shown of a claim, and what it says of it: plain values for :class:`~dalil.claims.ports.StanceModel`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dalil.evidence import Claim, HolderRole, Predicate, Stage, Stance

OWN = frozenset({HolderRole.AUTHOR, HolderRole.PUBLISHER, HolderRole.SIGNATORY})
"""The document's own voice is one, whether a format names it or not."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a model is shown of a claim beside the text that it stands in.

    Attributes:
        start: Its first character in the text.
        end: One past its last.
        holders: The innermost two holders as the words name them; of one who is not named, the role; "" of one who is
            not known; none where the innermost is the document's own voice.
        facts: What the rules say of it, each as one word: "stance=asserts", "stage=none", "rule=cue".
    """

    start: int
    end: int
    holders: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldBy:
    """Who holds a claim, as far as a model can tell.

    Attributes:
        own: How probable it is, 0 to 1, that the document itself does.
        words: The same of whoever each word names, by its place in the text: (first character, one past the last, share).
            What is missing to 1 is somebody whom the words around do not name.
    """

    own: float
    words: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """How probable each stance and each stage is, 0 to 1; None stands for no stage."""

    stances: Mapping[Stance, float]
    stages: Mapping[Stage | None, float]


@dataclass(frozen=True, slots=True)
class Name:
    """A name that may be tied to others.

    Attributes:
        start: Its first character in the text.
        end: One past its last.
        kind: What it names, as :class:`~dalil.evidence.MentionType`.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Tying:
    """How probable it is that words tie two names.

    Attributes:
        subject: Number of the one name.
        object: Number of the other.
        predicate: What is said of the first.
        share: 0 to 1.
    """

    subject: int
    object: int
    predicate: Predicate
    share: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a model says of one text.

    Attributes:
        claims: Claim by claim, in the order in which they were shown.
        ties: What is not quite improbable of any two names that stand near each other.
    """

    claims: Sequence[Weighed]
    ties: Sequence[Tying] = ()


def told(claim: Claim) -> Told:
    """What a model is shown of a claim that the rules found."""
    holders: tuple[str, ...] = ()
    if claim.holders[0].role not in OWN:
        named = [one.text or str(one.role) for one in claim.holders[:2] if one.role not in OWN]
        holders = tuple(named)
    return Told(claim.locator.start, claim.locator.end, holders, tuple(facts(claim)))


def facts(claim: Claim) -> list[str]:
    """What the rules say of a claim, each as one word."""
    rule = claim.method.partition(" ")[2]  # without the version of the rules
    return [
        f"stance={claim.stance}",
        f"stage={claim.stage or 'none'}",
        f"kind={claim.kind}",
        f"role={claim.holders[0].role}",
        f"holders={min(len(claim.holders), 4)}",
        f"rule={rule.partition(':')[0]}",
        f"rule={rule}",
        *(["negated"] if claim.negated else []),
        *(["hedged"] if claim.hedged else []),
        *(f"tie={relation.predicate}" for relation in claim.relations[:3]),
    ]
