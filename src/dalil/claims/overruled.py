"""What a claim's method says of weights: where they overruled the rules, and which ties they added.

"frames/13 author:clause weighed:stance(asserts)+tie(owns)" is a claim of which the rules said that it is asserted, and
the last of whose relations the weights alone tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dalil.evidence import Claim, Relation

_MARK = " weighed:"
_SAID = re.compile(r"\b(holder|stance|stage)\((\w+)\)")
_TIE = re.compile(r"\btie\(\w+\)")


def noted(method: str, what: str) -> str:
    """A method that tells one thing more that weights did."""
    return f"{method}+{what}" if _MARK in method else f"{method}{_MARK}{what}"


def rules_said(method: str) -> dict[str, str]:
    """What the rules said where the model overruled them, by ``holder``, ``stance`` and ``stage``; {} where it did not."""
    _, mark, changed = method.partition(_MARK)
    return dict(_SAID.findall(changed)) if mark else {}


def noted_ties(method: str, ties: Iterable[Relation]) -> str:
    """A method that tells of the last relations of its claim that weights alone tell them."""
    for tie in ties:
        method = noted(method, f"tie({tie.predicate})")
    return method


def tied_by_weights(claim: Claim) -> tuple[Relation, ...]:
    """The relations of a claim that no rule tells, weights alone."""
    _, _, changed = claim.method.partition(_MARK)
    number = len(_TIE.findall(changed))
    return claim.relations[len(claim.relations) - number :] if number else ()


def tied_by_rules(claim: Claim) -> tuple[Relation, ...]:
    """The relations of a claim that a rule, a register, a language model or a person tells."""
    return claim.relations[: len(claim.relations) - len(tied_by_weights(claim))]


def told_ties(claim: Claim) -> Iterator[tuple[Relation, bool]]:
    """Every relation of a claim, and whether weights alone tell it."""
    ruled = len(tied_by_rules(claim))
    for place, relation in enumerate(claim.relations):
        yield relation, place >= ruled
