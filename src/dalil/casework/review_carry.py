"""What persons decided, when a document is read again: kept, by the document's hash and the words.

A claim that is read as before keeps its decisions by its id. Where the words are the same and what a
reviewer saw of the claim is the same, the decision is put on the claim as it is read now. Where it is
read otherwise or no more, an accepted claim stays as it was accepted, a corrected and an added one stay
as they are, and what the newer reader says of the same words is set aside for them by a rule, visibly
and reversibly. A rejection stays on record and decides nothing about other words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dalil.casework.casefolder import Case
from dalil.casework.review_fields import differences
from dalil.casework.review_names import METHOD
from dalil.casework.review_state import Named, references_of
from dalil.claims.gate import fault
from dalil.claims.reading import BY_PERSON, Reading
from dalil.claims.reviews import adds, in_effect, on_elements, standing, taken_back
from dalil.evidence import Claim, Judgement, Mention, Verdict

KEPT = "rule:kept_decision"
"""Author of the judgements by which a later reading yields to a person's decision."""
_SAME_PLACE = 0.5
_ENTITIES = (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)


@dataclass(frozen=True, slots=True)
class Carried:
    """What must be recorded with a new reading so that no decision is lost."""

    readings: tuple[Reading, ...] = ()
    judgements: tuple[Judgement, ...] = ()


class Keeper:
    """Persons' decisions of a case, ready to be held against new readings.

    Args:
        case: Open for writing.
    """

    def __init__(self, case: Case) -> None:
        self._case = case
        known = [one for one in case.store.judgements() if _matters(one)]
        claims = [one for one in known if one.left.startswith("c_")]
        self._judged: dict[str, list[Judgement]] = defaultdict(list)
        for one in claims:
            self._judged[one.left].append(one)
        reviews = standing(claims)
        out = taken_back(claims)
        made = {one.left for one in in_effect(claims) if adds(one)} - out
        decided = {key for key, one in reviews.items() if one.by_person} | made
        decided |= {key for on in on_elements(claims).values() for key in on}
        self._reviews, self._made = reviews, made
        self._decided: dict[str, list[Claim]] = defaultdict(list)
        for claim in case.store.claims_by_id(sorted(decided)):
            self._decided[claim.exhibit].append(claim)
        self._needed = _mentions_of(
            claim for some in self._decided.values() for claim in some if claim.id in made
        )
        for one in in_effect(known):
            if one.left.startswith("m_") and one.by_person:
                self._needed |= {one.left, one.right or ""}

    def carry(self, fresh: Reading) -> Carried:
        """What persons decided of a document, for its new reading."""
        decided = self._decided.get(fresh.exhibit, [])
        if not decided and not self._needed:
            return Carried()
        read = {claim.id for claim in fresh.claims}
        before = {claim.id for claim in self._case.store.claims(fresh.exhibit)}
        new = [claim for claim in fresh.claims if claim.id not in before]
        judgements: list[Judgement] = []
        kept: list[Claim] = []
        layer = self._case.store.layer(fresh.exhibit)
        for claim in decided:
            if claim.id in read:
                continue
            same = next((one for one in new if _looks(one) == _looks(claim)), None)
            if same is not None and claim.id not in self._made:
                judgements += self._moved(claim.id, same.id)
                continue
            accepted = self._verdict(claim.id) is Verdict.ACCEPT and claim.id not in self._made
            if accepted and layer is not None and fault(layer, claim) is None:
                kept.append(claim)
                judgements.append(self._kept(claim))
            judgements += self._set_aside(claim, new, accepted=accepted)
        mentions, links = self._mentions(fresh, kept)
        if not kept and not mentions:
            return Carried(judgements=(*judgements, *links))
        as_kept = tuple(replace(claim, method=f"{METHOD} {claim.method}") for claim in kept)
        beside = Reading(fresh.exhibit, METHOD, fresh.language, mentions=mentions, claims=as_kept)
        return Carried((beside,), (*judgements, *links))

    # -- inside ----------------------------------------------------------------------------------

    def _verdict(self, claim: str) -> Verdict | None:
        held = self._reviews.get(claim)
        return held.verdict if held is not None and held.by_person else None

    def _moved(self, old: str, new: str) -> list[Judgement]:
        """The decisions in force on a claim, on the claim as it is read now: by the same person."""
        held = self._reviews.get(old)
        found = [] if held is None else [replace(held, left=new, after=None)]
        for on in on_elements(self._judged[old]).values():
            found += [replace(one, left=new, after=None) for one in on.values()]
        return found

    def _kept(self, claim: Claim) -> Judgement:
        last = self._judged[claim.id][-1].id
        why = "no longer read; kept because a person accepted it"
        now = self._case.clock.now()
        return Judgement(claim.id, None, Verdict.ADD, why, KEPT, now, after=last)

    def _set_aside(
        self, claim: Claim, new: Sequence[Claim], *, accepted: bool
    ) -> Iterable[Judgement]:
        """What the newer reader says of words that a person accepted, corrected or added."""
        held = self._reviews.get(claim.id)
        stands = claim.id if accepted or claim.id in self._made else None
        if held is not None and held.verdict is Verdict.CORRECT and held.right:
            stands = held.right
        if stands is None:
            return
        final = next(iter(self._case.store.claims_by_id([stands])), claim)
        why = "a person decided on these words before they were read anew"
        for one in new:
            if one.id == stands or self._judged.get(one.id) or not _alike(claim, one):
                continue
            says = differences(one, final, Named(self._case)) or "the same, read in other words"
            now = self._case.clock.now()
            yield Judgement(one.id, stands, Verdict.CORRECT, why, KEPT, now, says)

    def _mentions(
        self, fresh: Reading, kept: Sequence[Claim]
    ) -> tuple[tuple[Mention, ...], list[Judgement]]:
        """Mentions that a person's claim or decision rests on and that are read no more."""
        needed = self._needed | _mentions_of(kept)
        if not needed:
            return (), []
        read = {mention.id for mention in fresh.mentions}
        store = self._case.store
        gone = [
            one for one in store.mentions(fresh.exhibit) if one.id in needed and one.id not in read
        ]
        now, links = self._case.clock.now(), []
        for one in gone:
            for other in fresh.mentions:
                if other.type == one.type and other.start < one.end and one.start < other.end:
                    why = f"the same words, read anew: {one.text!r} and {other.text!r}"
                    author = "rule:kept_mention"
                    links.append(Judgement(other.id, one.id, Verdict.SAME, why, author, now))
        lost = [one for one in gone if not one.method.startswith(BY_PERSON)]
        return tuple(replace(one, method=f"{METHOD} {one.method}") for one in lost), links


def _matters(one: Judgement) -> bool:
    """Whether a judgement is a decision on a claim, or a person's on mentions."""
    return one.left.startswith("c_") or (one.by_person and one.left.startswith("m_"))


def _mentions_of(claims: Iterable[Claim]) -> set[str]:
    return {one.id for claim in claims for one in references_of(claim)}


def _looks(claim: Claim) -> tuple[object, ...]:
    """What a reviewer sees of a claim: the place, the words and what they are said to say."""
    state = claim.proceedings
    return (
        claim.locator.start,
        claim.quote,
        tuple((one.role, one.text, one.capacity) for one in claim.holders),
        claim.stance,
        claim.kind,
        claim.negated,
        claim.hedged,
        claim.calls_for,
        state,
        tuple(one.text for one in claim.about),
        tuple(
            (
                one.predicate,
                one.subject.text,
                one.object.text if one.object else None,
                one.value,
                one.detail,
            )
            for one in claim.relations
        ),
    )


def _alike(old: Claim, new: Claim) -> bool:
    """The same claim read otherwise: mostly the same words, and the same stance or speaker."""
    one, other = old.locator, new.locator
    shared = min(one.end, other.end) - max(one.start, other.start)
    whole = max(one.end, other.end) - min(one.start, other.start)
    speaker = old.holders[0].text == new.holders[0].text
    return shared / whole >= _SAME_PLACE and (old.stance is new.stance or speaker)


def carried(keeper: Keeper, readings: Sequence[Reading], before: Mapping[str, str]) -> Carried:
    """The same for several readings; documents that were never read have nothing to keep."""
    parts = [keeper.carry(one) for one in readings if one.exhibit in before]
    return Carried(
        tuple(one for part in parts for one in part.readings),
        tuple(one for part in parts for one in part.judgements),
    )
