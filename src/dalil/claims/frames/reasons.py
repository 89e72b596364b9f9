"""Statements of reasons: why a state puts somebody on a list. What they say of wrongdoing is alleged.

A state that designates is a party, not a court: "is responsible for serious corruption" in its reasons is
its allegation, whatever its grounds. Birth, office and dates in the same text stay what they are, the
author's assertions. The document is known by the words that such texts must use, never by whom it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

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


def alleged(text: str, claims: Iterable[Claim]) -> list[Claim]:
    """Claims, those of wrongdoing in a statement of reasons as the state's allegations."""
    if not gives_reasons(text):
        return list(claims)
    accuses = _pattern("accuses")
    return [
        _alleged(claim) if _is_own(claim) and accuses.search(claim.quote) else claim
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
