"""Who holds a content, how a holder stands to it, and which stage of proceedings it reports, weighed by what words mean.

Rules tell both from cue words; much is accused, denied or decided without any ("He told her not to ask what was in
the bags"). A model that learned from labelled documents weighs every claim of the frames, knowing what the rules say
of it. It overrules them only where it is surer of another value, by a stated lead, and the claim's method says so
and what the rules said
("weighed:holder(author)+stance(asserts)"). It changes no quote and nobody whom a claim is about, and takes no claim
from somebody to whom the rules gave it (:mod:`dalil.claims.holding`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from dalil.claims.document import Document
from dalil.claims.holding import held_by
from dalil.claims.ports import StanceModel
from dalil.claims.told import OWN, HeldBy, Name, Told, Weighed, told
from dalil.claims.tying import tied
from dalil.evidence import Claim, Proceedings, Stage, Stance


def weighed(document: Document, claims: Sequence[Claim], model: StanceModel) -> list[Claim]:
    """Claims with the holder, the stance and the stage that the model is sure of, where the rules say otherwise.

    Args:
        document: The document that the claims were read from.
        claims: As the frames made them.
        model: Weighs; its name is recorded with every reading.

    Returns:
        The same claims in the same order.
    """
    shown = list(claims)

    def settle(number: int, held: HeldBy) -> Told:
        shown[number] = held_by(document, claims[number], held)
        return told(shown[number])

    names = [Name(one.start, one.end, one.type) for one in document.mentions]
    found = model.weigh(document.layer.text, [told(claim) for claim in claims], names, settle)
    decided = [
        _said_by(claim, _decided(now, one))
        for claim, now, one in zip(claims, shown, found.claims, strict=True)
    ]
    return tied(document, decided, found.ties)


def _said_by(before: Claim, after: Claim) -> Claim:
    """A claim whose method tells whose the rules said it was, where that is another now."""
    if after.holders == before.holders:
        return after
    rule, mark, changed = after.method.partition(" weighed:")
    said = f"holder({before.holders[0].role})"
    return replace(after, method=f"{rule} weighed:{said}{'+' if mark else ''}{changed}")


LEAD = 0.1
"""By how much a value must be more probable than the rules' own to take its place."""


_GRAVE = frozenset({Stage.CONVICTION, Stage.ACQUITTAL})
"""Nobody is told to be convicted, or cleared, by weights alone: that takes words that a rule knows."""
_CLEARING = frozenset({Stage.ACQUITTAL, Stage.DISMISSAL, Stage.DELISTING})
"""What the rules read in somebody's favour is not weighed away: it stands among what is said against a finding."""


_AGAINST = frozenset({Stance.DENIES, Stance.DISPUTES})


def _accuses_plainly(claim: Claim) -> bool:
    """Whether an accusation is the document's own, or told by a word of accusing: no weights make a denial of it."""
    return claim.holders[0].role in OWN or " cue:accuse" in claim.method


def _decided(claim: Claim, found: Weighed) -> Claim:
    """A claim with what is surer than the rules' word; itself where nothing is."""
    stance = _surer(found.stances, claim.stance)
    if claim.stance is Stance.ALLEGES and stance in _AGAINST and _accuses_plainly(claim):
        stance = claim.stance
    stage = _surer(found.stages, claim.stage)
    if stage in _GRAVE or claim.stage in _CLEARING:
        stage = claim.stage
    if stage is None and claim.proceedings is not None and not _bare(claim.proceedings):
        stage = claim.stage  # a court, an offence or a sentence is named: a stage is told
    changed = [
        f"{name}({old or 'none'})"
        for name, new, old in (("stance", stance, claim.stance), ("stage", stage, claim.stage))
        if new != old
    ]
    if not changed:
        return claim
    proceedings = claim.proceedings
    if stage != claim.stage:
        proceedings = replace(proceedings or Proceedings(), stage=stage) if stage else None
    return replace(
        claim,
        stance=stance,
        proceedings=proceedings,
        calls_for=claim.quote if stance is Stance.CALLS_FOR else None,
        method=f"{claim.method} weighed:{'+'.join(changed)}",
    )


_Value = TypeVar("_Value", bound=Stance | Stage | None)


def _surer(shares: Mapping[_Value, float], ruled: _Value) -> _Value:
    """What leads the rules' value by enough, else that value."""
    best = max(shares, key=lambda value: shares[value])
    return best if shares[best] - shares.get(ruled, 0.0) >= LEAD else ruled


def _bare(proceedings: Proceedings) -> bool:
    """Whether nothing but a stage and a forum is known of a case."""
    return proceedings == Proceedings(stage=proceedings.stage, forum=proceedings.forum)
