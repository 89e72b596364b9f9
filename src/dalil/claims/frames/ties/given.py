"""Sums that stand behind both names, and who pays under a contract: "Y sent X $3 million", "the Buyer shall pay the Seller".

The ends are names or the terms that a contract has defined for its parties. Where no sum stands near, a verb of the
word lists has to tell the tie.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.referents.ends import Ends
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_GIVEN_TO = re.compile(
    r",? (?:has |had |have |shall |agrees to |undertakes to )?(?:later |then |also )?(?:paid|pays?|sent|lent|loaned|wired|owed|advanced|gave|handed|slipped|promised to pay) (?:to )?(?:the )?"
)
_BOUND = re.compile(r"\b(?:shall|agrees to|undertakes to|pays?)\b")
_NEAR = re.compile(r",? (?:an? |the )?(?:[a-z-]+ ){0,6}")
_FURTHEST = 60
Spot = tuple[int, int, Mention]
"""Where a party stands, by name or by its term, and who it is."""


def given(context: Context, ends: Ends) -> Iterator[Found]:
    """All such payments, in order of place."""
    if not context.tokens:
        return
    spots = _spots(context, ends)
    terms = {(start, end) for start, end, mention in spots if start != mention.start}
    for one, other in pairwise(spots):
        match = _GIVEN_TO.fullmatch(context.text[one[1] : other[0]].replace("\n", " "))
        if match is None or ends.same(one[2], other[2]):
            continue
        if _BOUND.search(match.group()) and not {one[:2], other[:2]} & terms:
            continue  # only a contract binds: "X said that Y shall pay Z"
        sums = context.document.amounts_in(other[1], other[1] + _FURTHEST)
        if sums and _NEAR.fullmatch(context.text[other[1] : sums[0].start].replace("\n", " ")):
            head = min(context.token_at(one[1] + 1), len(context.tokens) - 1)
            parties = Reference(one[2].id, one[2].text), Reference(other[2].id, other[2].text)
            relation = Relation(Predicate.PAYS, *parties, amount=sums[0])
            negated = context.negated(head)
            yield Found(relation, *context.content(one[0], sums[0].end), head, negated)


def _spots(context: Context, ends: Ends) -> list[Spot]:
    """Names of persons and bodies and the terms defined for them, in order of place."""
    found = [(m.start, m.end, m) for m in context.document.mentions if m.type in _PARTIES]
    taken = {start for start, _, _ in found}
    for token in context.tokens:
        if token.text[:1].isupper() and token.start not in taken and ends.contracts(token):
            meant = ends.part(token.text)
            if len(meant) == 1 and context.document.mention_at(token.start, token.end) is None:
                found.append((token.start, token.end, meant[0]))
    return sorted(found, key=lambda spot: spot[0])
