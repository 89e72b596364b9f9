"""What an audience may see of a case: which exhibits, which claims on them, which places of their texts.

The one rule of tiers and privilege; whatever shows or assembles something for an audience asks here.
Nothing is shown because nothing forbids it: an exhibit that the case does not hold is closed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dalil.claims.reviews import rejected
from dalil.claims.view import CaseView
from dalil.evidence import Claim, Exhibit, Judgement, Mention, Tier, Verdict

_WIDTH = {tier: index for index, tier in enumerate(Tier)}


@dataclass(frozen=True)
class Sight:
    """The rule applied to one case for one audience.

    Attributes:
        view: The whole case.
        audience: The widest disclosure tier that it may see.
    """

    view: CaseView
    audience: Tier

    @property
    def inner(self) -> bool:
        """Whether the audience is the submitter's own side."""
        return _WIDTH[self.audience] >= _WIDTH[Tier.SUBMITTER]

    def allows(self, exhibit: Exhibit | None, claim: Claim | None = None) -> bool:
        """Whether the audience may see an exhibit, or a claim on it."""
        tier = exhibit.tier if exhibit else Tier.SEALED
        privileged = exhibit.privileged if exhibit else True
        if claim is not None:
            own = self.view.privileges.get(claim.id, claim.privileged)
            tier = self.view.tiers.get(claim.id) or claim.tier or tier
            privileged = privileged if own is None else own
        if _WIDTH[tier] > _WIDTH[self.audience]:
            return False
        return not privileged or self.inner

    def open(self, claim: Claim) -> bool:
        """Whether the audience may see a claim."""
        return self.allows(self.view.exhibits.get(claim.exhibit), claim)

    def joins(self, judgement: Judgement) -> bool:
        """Whether a judgement on two names counts for the audience.

        A person may keep a merge from those who may not know on what it rests; then its value is a tier.
        """
        if judgement.verdict is not Verdict.SAME or judgement.value is None:
            return True
        known = {str(tier): tier for tier in Tier}
        tier = known.get(judgement.value, Tier.SEALED)
        return _WIDTH[tier] <= _WIDTH[self.audience]

    @cached_property
    def exhibits(self) -> Mapping[str, Exhibit]:
        """Exhibits that may be seen, by hash, in the order of the case."""
        return {key: one for key, one in self.view.exhibits.items() if self.allows(one)}

    @cached_property
    def shut(self) -> Mapping[str, frozenset[int]]:
        """Places of claims that may not be seen though their exhibit may, by exhibit.

        Words that a claim which may be seen quotes too are open.
        """
        shut: dict[str, set[int]] = {}
        gone = rejected(self.view.judgements)
        for claim in (*self.view.claims.values(), *self.view.aside.values()):
            if claim.exhibit in self.exhibits and not self.open(claim):
                span = range(claim.locator.start, claim.locator.end)
                shut.setdefault(claim.exhibit, set()).update(span)
        for claim in self.view.claims.values() if shut else ():
            if claim.exhibit in shut and claim.id not in gone and self.open(claim):
                shut[claim.exhibit].difference_update(range(claim.locator.start, claim.locator.end))
        return {exhibit: frozenset(places) for exhibit, places in shut.items() if places}

    def reads(self, mention: Mention) -> bool:
        """Whether the audience may read the words of a mention where they stand."""
        if mention.exhibit not in self.exhibits:
            return False
        places = self.shut.get(mention.exhibit)
        return not places or places.isdisjoint(range(mention.start, mention.end))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much an audience does not see; never which, where, or what it says.

    Attributes:
        exhibits: Above its tier, or privileged.
        claims: Likewise, but for those that a person rejected.
        unmarked: Of the exhibits, those that the public does not get because nobody said who may.
    """

    exhibits: int = 0
    claims: int = 0
    unmarked: int = 0

    def __bool__(self) -> bool:
        return bool(self.exhibits or self.claims)


def unmarked(view: CaseView, audience: Tier) -> int:
    """How many exhibits the public does not get because nobody said that they are public."""
    if audience is not Tier.PUBLIC:
        return 0
    return sum(
        one.tier is Tier.RECIPIENT and not _marked(view, one) for one in view.exhibits.values()
    )


def _marked(view: CaseView, exhibit: Exhibit) -> bool:
    """Whether somebody said who may see an exhibit, or a container that holds it."""
    one, seen = exhibit, {exhibit.sha256}
    while one.sha256 not in view.tiers:
        above = view.exhibits.get(one.parent or "")
        if above is None or above.sha256 in seen:
            return False
        one = above
        seen.add(one.sha256)
    return True


NOTHING_LEFT_OUT = LeftOut()
