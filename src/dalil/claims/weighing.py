"""How a holder stands to a content, and which stage of proceedings it reports, weighed by what the words mean.

Rules tell both from cue words; much is accused, denied or decided without any ("He told her not to ask what was in
the bags"). A model that learned from labelled documents weighs every claim of the frames, knowing what the rules say
of it. It overrules them only where it is surer of another value, by a stated lead, and the claim's method says so
and what the rules said
("weighed:stance(asserts)"). It changes no quote, no holder and nobody whom a claim is about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from dalil.claims.ports import StanceModel
from dalil.claims.told import Weighed, told
from dalil.evidence import Claim, Proceedings, Stage, Stance, TextLayer


def weighed(layer: TextLayer, claims: Sequence[Claim], model: StanceModel) -> list[Claim]:
    """Claims with the stance and the stage that the model is sure of, where the rules say otherwise.

    Args:
        layer: The text that the claims stand in.
        claims: As the frames made them.
        model: Weighs; its name is recorded with every reading.

    Returns:
        The same claims in the same order.
    """
    found = model.weigh([told(layer.text, claim) for claim in claims])
    return [_decided(claim, one) for claim, one in zip(claims, found, strict=True)]


LEAD = 0.2
"""By how much a value must be more probable than the rules' own to take its place."""


_GRAVE = frozenset({Stage.CONVICTION, Stage.ACQUITTAL})
"""Nobody is told to be convicted, or cleared, by weights alone: that takes words that a rule knows."""
_CLEARING = frozenset({Stage.ACQUITTAL, Stage.DISMISSAL, Stage.DELISTING})
"""What the rules read in somebody's favour is not weighed away: it stands among what is said against a finding."""


def _decided(claim: Claim, found: Weighed) -> Claim:
    """A claim with what is surer than the rules' word; itself where nothing is."""
    stance = _surer(found.stances, claim.stance)
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


_SAID = re.compile(r"\b(stance|stage)\((\w+)\)")


def rules_said(method: str) -> dict[str, str]:
    """What the rules said where the model overruled them, by ``stance`` and ``stage``; {} where it did not."""
    _, mark, changed = method.partition(" weighed:")
    return dict(_SAID.findall(changed)) if mark else {}


_Value = TypeVar("_Value", bound=Stance | Stage | None)


def _surer(shares: Mapping[_Value, float], ruled: _Value) -> _Value:
    """What leads the rules' value by enough, else that value."""
    best = max(shares, key=lambda value: shares[value])
    return best if shares[best] - shares.get(ruled, 0.0) >= LEAD else ruled


def _bare(proceedings: Proceedings) -> bool:
    """Whether nothing but a stage and a forum is known of a case."""
    return proceedings == Proceedings(stage=proceedings.stage, forum=proceedings.forum)
