"""Marks that close a claim, once the claim counts no longer: they go on with its words.

A correction puts another claim in its place, and a newer reader may read the same words as another. What
a person closed stays closed through both: what stands in the place of a closed claim is as closed as it
was, unless a person marked that one itself. Nothing is opened here; a mark that opens goes over to nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dalil.casework.marks import Shown, most_closed
from dalil.claims.reviews import replaced, taken_back
from dalil.evidence import Claim, Exhibit, Judgement, Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """Marks as they hold for the claims of a case now.

    Attributes:
        shown: With what went over to claims that stand in the place of closed ones.
        aside: Marked claims that count no longer, by id: their words are as closed as they were.
    """

    shown: Shown
    aside: Mapping[str, Claim]


def standing_marks(
    shown: Shown,
    claims: Mapping[str, Claim],
    gone: Iterable[Claim],
    exhibits: Mapping[str, Exhibit],
    judgements: Iterable[Judgement],
) -> Standing:
    """What marks say of the claims that count now.

    Args:
        shown: What marks say of what they were put on.
        claims: Those that count, by id.
        gone: Marked claims that do not (:func:`marked`, by their ids, from any reading).
        exhibits: Theirs, with the tier and flag that hold.
        judgements: On the claims that gave way, and on those that took their places.
    """
    known = [one for one in judgements if one.left.startswith("c_")]
    swaps, back, before = replaced(known), taken_back(known), _stood_for(known)
    # What a person added anew and took back leaves nothing; a correction that is taken back leaves the
    # words of the claim that it stood for, and they are as closed as it was.
    aside = {one.id: one for one in gone if one.id not in back or one.id in before}
    tiers, privileges = dict(shown.tiers), dict(shown.privileges)
    for key, old in aside.items():
        for heir in _heirs(old, claims, swaps, before if key in back else {}):
            if heir.id not in shown.tiers and heir.exhibit in exhibits:
                usual = heir.tier or exhibits[heir.exhibit].tier
                tier = most_closed(usual, tiers.get(heir.id), shown.tiers.get(key))
                tiers |= {heir.id: tier} if tier is not None and tier is not usual else {}
            if shown.privileges.get(key) and heir.id not in shown.privileges:
                privileges[heir.id] = True
    return Standing(replace(shown, tiers=tiers, privileges=privileges), aside)


def marked(shown: Shown) -> list[str]:
    """Ids of the claims that a person marked."""
    return sorted(key for key in {*shown.tiers, *shown.privileges} if key.startswith("c_"))


def _stood_for(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Claims that ever corrected others, by id, with those; taken back or not."""
    return {
        one.right: one.left
        for one in judgements
        if one.verdict is Verdict.CORRECT and one.right is not None
    }


def _heirs(
    old: Claim,
    claims: Mapping[str, Claim],
    swaps: Mapping[str, str],
    before: Mapping[str, str],
) -> Iterator[Claim]:
    """What stands in the place of a claim: what corrected it, else all that is read of its words now.

    For one that was taken back it is what it had corrected, or what corrects that now.
    """
    ways = (key for start in _along(before, old.id) for key in _along(swaps, start))
    found = [claims[key] for key in dict.fromkeys(ways) if key in claims]
    yield from found or _overlapping(old, claims)


def _along(steps: Mapping[str, str], start: str) -> list[str]:
    """An id and those that the steps lead to from it, each once."""
    passed = {start: None}
    now = start
    while now in steps and steps[now] not in passed:
        now = steps[now]
        passed[now] = None
    return list(passed)


def _overlapping(old: Claim, claims: Mapping[str, Claim]) -> Iterator[Claim]:
    place = old.locator
    for one in claims.values():
        there = one.locator
        if one.exhibit == old.exhibit and there.start < place.end and place.start < there.end:
            yield one
