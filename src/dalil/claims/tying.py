"""Ties between names that no rule finds, where a model is sure of them and a claim holds the words.

"Mirel, whose brother chairs the fund that bought it, has kept a key to the Zorin house": rules tie names by patterns of
grammar, and most ties are told otherwise. A model that learned from labelled documents tells which pairs of names words
tie, and how. It is taken only where it is sure, the names stand near each other, a claim that is put forward holds the
words, and no rule ties the two in any way; of a pair the surest tie is told. The claim keeps its quote, and its method says which ties weights alone tell
("weighed:tie(role_at)", :func:`dalil.claims.overruled.tied_by_weights`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dalil.claims.document import Document, refer
from dalil.claims.overruled import noted_ties
from dalil.claims.told import Tying
from dalil.evidence import Claim, Mention, MentionType, Predicate, Relation, Stance

SURE = 0.5
"""What a tie must have, of 1, to be told, with what ties alike of the same two names have."""
NEAR = 240
"""Code points between two names at most."""
RULED = frozenset({Predicate.SANCTIONED_BY, Predicate.CONVICTED_OF})
"""Ties that weights alone never tell."""
_ALIKE = (
    frozenset({Predicate.ROLE_AT, Predicate.EMPLOYED_BY, Predicate.MEMBER_OF}),
    frozenset({Predicate.OWNS, Predicate.CONTROLS, Predicate.NOMINEE_FOR}),
    frozenset({Predicate.PAYS, Predicate.FUNDS, Predicate.TRANSFERRED_TO}),
)
"""Ways of telling one matter, which are sure together, and of which the surest is told."""
_PUT_FORWARD = frozenset({Stance.ASSERTS, Stance.ALLEGES, Stance.REPORTS_COURT_HELD})
_NAMES = frozenset({MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION})
_POSTS = frozenset(
    {Predicate.ROLE_AT, Predicate.EMPLOYED_BY, Predicate.MEMBER_OF, Predicate.LOCATED_IN, Predicate.REPRESENTS}
)  # fmt: skip
"""Ties that may stand in a sentence behind the one that names who is tied."""
_STANDS_FOR = re.compile(
    r"\b(?:he|she|his|her|it|its|they|their|who|whose|which|the (?:company|firm|bank|group|minister|director|claimant|"
    r"defendant|applicant|accused|appellant|respondent))\b",
    re.IGNORECASE,
)
_KIN = re.compile(
    r"\b(?:fathers?|mothers?|sons?|daughters?|brothers?|sisters?|wife|wives|husbands?|spouses?|cousins?|nephews?|nieces?|"
    r"uncles?|aunts?|parents?|child|children|siblings?|twins?|widow(?:er)?s?|god(?:son|daughter|father|mother)|"
    r"(?:grand|step|half-)\w+|\w+-in-law|marri(?:ed|age)|family|relatives?|heirs?)\b",
    re.IGNORECASE,
)
_TAKEN_BACK = frozenset(
    {"supposed", "untrue", "unsaid", "corrected", "rejected", "unfounded", "checked", "cue:intend"}
)
"""Marks of rules that took the ties of a content away."""
_UNREAL = re.compile(
    r"\b(?:if|unless|suppos\w+|whether|(?-i:may)|might|could|would|were to|pretend\w*|impersonat\w*|mistak\w+|posed|posing|"
    r"forg(?:ed?|ing|ery)|falsely|wrongly|namesakes?|opponents?|offered|but not|anyone but|novel|film|instead of)\b",
    re.IGNORECASE,
)
"""Words with which nothing is said to be so."""


def tied(document: Document, claims: Sequence[Claim], ties: Sequence[Tying]) -> list[Claim]:
    """Claims with the ties that a model is sure of, each once, in the claim that tells it.

    Args:
        document: The document that the claims were read from.
        claims: As they were weighed.
        ties: What the model says of the document's mentions, by their numbers.

    Returns:
        The same claims in the same order.
    """
    found = list(claims)
    known = {pair for claim in claims for tie in claim.relations for pair in _pairs(document, tie)}
    added: defaultdict[int, list[Relation]] = defaultdict(list)
    for tie in _sure(ties):
        subject, target = document.mentions[tie.subject], document.mentions[tie.object]
        pair = frozenset(map(document.cluster_of, (subject, target)))
        if pair in known or len(pair) < 2 or not _may_be_tied(document, subject, target):
            continue
        place = _told_in(document, claims, (subject, target), tie.predicate)
        if place is not None:
            known.add(pair)
            added[place].append(Relation(tie.predicate, refer(subject), refer(target)))
    for place, relations in added.items():
        claim = found[place]
        found[place] = replace(
            claim,
            relations=(*claim.relations, *relations),
            method=noted_ties(claim.method, relations),
        )
    return found


def _sure(ties: Sequence[Tying]) -> list[Tying]:
    """Of each pair of names and each way of telling one matter the surest tie, where all alike are sure; surest first."""
    by_pair: defaultdict[tuple[int, int, frozenset[Predicate]], list[Tying]] = defaultdict(list)
    for tie in ties:
        by_pair[tie.subject, tie.object, _alike(tie.predicate)].append(tie)
    sure = {
        max(alike, key=lambda one: (one.share, one.predicate)): sum(one.share for one in alike)
        for alike in by_pair.values()
    }
    told = [tie for tie, share in sure.items() if share >= SURE and tie.predicate not in RULED]
    return sorted(told, key=lambda one: (-sure[one], one.subject, one.object, one.predicate))


def _alike(predicate: Predicate) -> frozenset[Predicate]:
    return next((one for one in _ALIKE if predicate in one), frozenset({predicate}))


def _pairs(document: Document, tie: Relation) -> Iterator[frozenset[str]]:
    if tie.object is not None:
        ends = (tie.subject.id, tie.object.id)
        yield frozenset(document.entity_of.get(one, one) for one in ends)


def _may_be_tied(document: Document, subject: Mention, target: Mention) -> bool:
    """Whether two names stand near each other, and in no list, whose lines belong to whom they name."""
    near = max(subject.start, target.start) - min(subject.end, target.end) <= NEAR
    if not near or subject.type not in _NAMES or target.type not in _NAMES:
        return False
    return not any(
        row.start < one.end and one.start < row.end
        for roster in document.rosters
        for row in roster.rows
        for one in (subject, target)
    )


def _told_in(
    document: Document, claims: Sequence[Claim], ends: tuple[Mention, Mention], tie: Predicate
) -> int | None:
    """The claim whose words tell a tie: the shortest that has both names, of a post also the later name and "he" or "it"."""
    later = max(ends, key=lambda one: one.start)
    for names in (ends, (later,)):
        holding = [place for place, claim in enumerate(claims) if _holds(claim, names)]
        if not holding:
            continue
        if not all(_puts_forward(document, claims[place]) for place in holding):
            return None
        place = min(holding, key=lambda one: claims[one].locator.end - claims[one].locator.start)
        quote = claims[place].quote
        kin = tie is not Predicate.FAMILY or _KIN.search(quote)
        apart = len(names) > 1 or (tie in _POSTS and _STANDS_FOR.search(quote))
        return place if kin and apart else None
    return None


def _holds(claim: Claim, names: Sequence[Mention]) -> bool:
    start, end = claim.locator.start, claim.locator.end
    return all(start <= one.start and one.end <= end for one in names)


def _puts_forward(document: Document, claim: Claim) -> bool:
    """Whether a claim says that something is so: no denial, no question, nothing supposed, pretended or taken back."""
    marks = set(claim.method.partition(" weighed:")[0].split())
    asked = "?" in document.text[claim.locator.start : claim.locator.end + 2]
    open_ = asked or claim.hedged or marks & _TAKEN_BACK or _UNREAL.search(claim.quote)
    return claim.stance in _PUT_FORWARD and not claim.negated and not open_
