"""Which decisions of persons on claims and mentions stand, told from all judgements ever made.

A judgement is never changed: a later one outranks it, and a withdrawal takes back the one it comes
after. What stands is told here and nowhere else. This module makes no judgement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from dalil.claims.reading import BY_PERSON
from dalil.evidence import Claim, Judgement, Verdict

REVIEWS = frozenset({Verdict.ACCEPT, Verdict.REJECT, Verdict.CORRECT})
"""Verdicts by which a person reviews what was read."""


def in_effect(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Judgements that were not taken back, in their order; withdrawals are not among them."""
    known = list(judgements)
    back = {one.after for one in known if one.verdict is Verdict.WITHDRAW}
    return [one for one in known if one.id not in back and one.verdict is not Verdict.WITHDRAW]


def standing(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The review in force by id of a claim or mention: the newest; a person's outranks a rule's.

    Args:
        judgements: Of a whole case or of some claims, oldest first.
    """
    found: dict[str, Judgement] = {}
    for one in in_effect(judgements):
        held = found.get(one.left)
        if one.verdict in REVIEWS and (held is None or one.by_person or not held.by_person):
            found[one.left] = one
    return found


def reviewed(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Ids that a person has accepted, rejected, corrected, or put into the case."""
    return frozenset(
        one.left
        for one in in_effect(judgements)
        if one.by_person and (one.verdict in REVIEWS or adds(one))
    )


def rejected(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Ids whose review in force is a person's rejection."""
    return frozenset(
        key
        for key, one in standing(judgements).items()
        if one.verdict is Verdict.REJECT and one.by_person
    )


def replaced(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Claim id to the id of the claim that a correction put in its place."""
    return {
        key: one.right
        for key, one in standing(judgements).items()
        if one.verdict is Verdict.CORRECT and one.right is not None
    }


def adds(judgement: Judgement) -> bool:
    """Whether it puts a person's claim or mention into the case (and not a claim on an element)."""
    return judgement.verdict is Verdict.ADD and judgement.value is None


def taken_back(judgements: Iterable[Judgement]) -> frozenset[str]:
    """Ids of claims and mentions that a person had put into the case and took out again."""
    known = list(judgements)
    added = {one.left for one in known if adds(one)}
    if not added:
        return frozenset()
    return frozenset(added - {one.left for one in in_effect(known) if adds(one)})


def counted(judgements: Iterable[Judgement]) -> Callable[[Claim], bool]:
    """Tells whether a claim that was read is a claim of the case: not replaced, not taken back."""
    known = [one for one in judgements if one.left.startswith("c_")]
    gone, back = replaced(known), taken_back(known)
    return lambda claim: (
        claim.id not in gone and not (claim.id in back and claim.method.startswith(BY_PERSON))
    )


def on_elements(judgements: Iterable[Judgement]) -> Mapping[str, Mapping[str, Judgement]]:
    """Claims that persons put on elements of a legal test: element, then claim id, to the judgement."""
    found: dict[str, dict[str, Judgement]] = defaultdict(dict)
    for one in in_effect(judgements):
        if not (one.by_person and one.value and one.left.startswith("c_")):
            continue
        if one.verdict is Verdict.ADD:
            found[one.value][one.left] = one
        elif one.verdict is Verdict.REMOVE:
            found[one.value].pop(one.left, None)
    return found
