"""What a model is shown of a claim, and what it says of it: plain values for :class:`~dalil.claims.ports.StanceModel`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dalil.evidence import Claim, HolderRole, Stage, Stance

_OWN = frozenset({HolderRole.AUTHOR, HolderRole.PUBLISHER, HolderRole.SIGNATORY})
"""The document's own voice is one, whether a format names it or not."""
OPENING, BEFORE, AFTER = 10, 35, 18
"""Words of a document's opening, before a claim and behind it that are shown to the model."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a model is shown of a claim.

    Attributes:
        opening: The first words of the document.
        holder: The innermost holders as the words name them; the role of one who is not named.
        before: Words before the claim.
        content: Its quote.
        after: Words behind it.
        facts: What the rules say of it, each as one word: "stance=asserts", "stage=none", "rule=cue".
    """

    opening: str
    holder: str
    before: str
    content: str
    after: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """How probable each stance and each stage is, 0 to 1; None stands for no stage."""

    stances: Mapping[Stance, float]
    stages: Mapping[Stage | None, float]


def told(text: str, claim: Claim) -> Told:
    """What a model is shown of a claim that the rules found."""
    holder = " of ".join(
        str(one.role) if one.role in _OWN or not one.text else one.text for one in claim.holders[:2]
    )
    return shown(text, claim.locator.start, claim.locator.end, holder, tuple(facts(claim)))


def shown(text: str, start: int, end: int, holder: str, facts: tuple[str, ...]) -> Told:
    """Words of a text with the words around them."""
    return Told(
        opening=" ".join(_words(text[:300])[:OPENING]),
        holder=holder,
        before=" ".join(_words(text[max(0, start - 600) : start])[-BEFORE:]),
        content=text[start:end],
        after=" ".join(_words(text[end : end + 200])[:AFTER]),
        facts=facts,
    )


_LABEL = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{2,4})[.)]|\[\d+\]")


def _words(text: str) -> list[str]:
    """Words without labels of points and marks of notes, which some formats of a document print and others do not."""
    return [word for word in text.split() if not _LABEL.fullmatch(word)]


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
