"""Statements of reasons: why a state puts somebody on a list. What they say of wrongdoing is alleged.

A state that designates is a party, not a court: "is responsible for serious corruption" in its reasons is
its allegation, whatever its grounds. Birth, office and dates in the same text stay what they are, the
author's assertions. The document is known by the words that such texts must use, never by whom it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dalil.claims.frames.context import Context
from dalil.claims.frames.frame import Frame
from dalil.claims.frames.holders import OWN
from dalil.claims.frames.lexicon import load
from dalil.evidence import Claim, HolderRole, Kind, Proceedings, Stage, Stance

METHOD = "reasons"
SHORT = 3500
"""Code points of most statements of reasons at most."""
_QUOTED = re.compile(r"[\"“”«»][^\"“”«»]{15,}[\"“”«»]")


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("proceedings_en.yaml")["reasons"][name]), re.IGNORECASE)


def gives_reasons(text: str) -> bool:
    """Whether a text speaks as reasons for a listing do.

    A short text without a word in quotation marks that says of somebody "is responsible for", "is
    involved in" or the like is one too: a news story of that length quotes somebody.
    """
    if _pattern("document").search(text):
        return True
    return len(text) < SHORT and not _QUOTED.search(text) and bool(_pattern("short").search(text))


_CONDUCT = ("cue:judge", "cue:intend", "cue:voice", "cue:point")


def conduct(context: Context, frames: Sequence[Frame]) -> list[Frame]:
    """Attributions of a document; in a statement of reasons without what is conduct and no speech.

    That somebody supports a government or intended to reward an official is said there of the person
    listed, by the state: it is no view that the person voices.
    """
    if not gives_reasons(context.text):
        return list(frames)
    return [f for f in frames if not _is_conduct(context, f)]


def _is_conduct(context: Context, frame: Frame) -> bool:
    if frame.source is not None and context.tokens[frame.source.head].text.lower() in OWN:
        return False  # "we would welcome a meeting"
    if frame.method == "cue:intend":
        return True
    if frame.method not in _CONDUCT or frame.cue < 0:
        return False
    return (
        context.tokens[frame.cue].lemma.lower() in load("proceedings_en.yaml")["reasons"]["conduct"]
    )


def alleged(text: str, claims: Iterable[Claim]) -> list[Claim]:
    """Claims, those of wrongdoing in a statement of reasons as the state's allegations."""
    if not gives_reasons(text):
        return list(claims)
    accuses, others = _pattern("accuses"), _pattern("of_others")
    return [
        _alleged(claim) if _is_own(claim) and accuses.search(others.sub("", claim.quote)) else claim
        for claim in claims
    ]


def _is_own(claim: Claim) -> bool:
    """Whether the document itself asserts it, of no proceedings."""
    own = all(one.role is not HolderRole.SPEAKER for one in claim.holders)
    plain = claim.stance is Stance.ASSERTS and claim.stage is None and not claim.negated
    return own and plain and claim.kind is Kind.AUTHOR


def _alleged(claim: Claim) -> Claim:
    return replace(
        claim,
        stance=Stance.ALLEGES,
        proceedings=Proceedings(stage=Stage.ALLEGATION),
        method=f"{claim.method} {METHOD}",
    )
