"""Stakes told without their verb: "X owns 60 per cent of Y and Z the remaining 40", "the rest belongs to Z".

Read only behind a stake that a verb or noun has told, in the same or the next sentence; the body is that
stake's. A share that is not printed stays open: nothing is taken away from a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.ties.shares import share_in
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_REST = r"(?:the |its )?(?:remaining|other|rest|balance|remainder)"
_SHARE = r"(?:(?:a |an )?(?:further |other |another )?\d{1,3}(?:[.,]\d+)? ?(?:%|per ?cent)|half|a third|a quarter)"
_HELD = r"(?:holds|held|has|had|owns|owned|controls|got|took|with|holding|owning|keeps|retains)"
_BEHIND = re.compile(
    rf",?\s+(?:{_HELD}\s+)?(?P<share>{_REST}(?:\s+{_SHARE})?|{_SHARE})\b(?!\s+(?:stake |share |interest )?(?:of|in) )",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?P<share>{_REST}(?:\s+{_SHARE})?|{_SHARE})(?: of (?:it|them|the (?:shares|capital|company|stock)))?"
    r"(?: shares| stake| capital)?,?(?: (?:is|are|was|were))?"
    r"(?: (?:held|owned|controlled|registered))? ?(?:by|to|with|belongs? to|belonged to|in the name of)"
    r"(?: the| his| her| its)?(?: [a-z-]+){0,2} $",
    re.IGNORECASE,
)
_NEAR = 220
"""Code points behind a stake in which the rest is told."""
_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)


def remainders(context: Context, found: Iterable[Found]) -> Iterator[Found]:
    """The stakes that go on from those already found, in order of place."""
    stakes = [
        one
        for one in found
        if one.relation.predicate is Predicate.OWNS
        and one.relation.object is not None
        and not one.negated
        and re.search(_SHARE, _sentence(context, one), re.IGNORECASE)
    ]
    told: set[int] = set()
    for stake in stakes:
        for one in _after(context, stake):
            if one.start not in told:
                told.add(one.start)
                yield one


def _sentence(context: Context, one: Found) -> str:
    """The words of a stake with those of its sentence before them: "Half of Y belongs to X"."""
    low = context.tree.sentence_extent(one.head)[0]
    return context.text[min(low, one.start) : one.end]


def _after(context: Context, stake: Found) -> Iterator[Found]:
    document, text = context.document, context.text
    owned, holder = stake.relation.object, stake.relation.subject
    if owned is None:
        return
    known = {document.entity_of.get(r.id, r.id) for r in (owned, holder)}
    first = document.by_id.get(holder.id)
    low = max(stake.start, first.end if first is not None else stake.start)
    high = _reach(context, stake)
    for mention in document.mentions_in(low, high):
        if mention.type not in _PARTIES or mention.start < low or mention.end > high:
            continue
        if document.cluster_of(mention) in known:
            continue
        match = _BEHIND.match(text, mention.end, high)
        before = _BEFORE.search(text[max(low, mention.start - 110) : mention.start])
        said = match["share"] if match else before["share"] if before else None
        if said is not None:
            yield _made(context, mention, owned, said, match.end() if match else mention.end)


def _reach(context: Context, stake: Found) -> int:
    """The end of the sentence behind that of a stake."""
    sentences = context.document.parse.sentences
    number = context.tokens[stake.head].sentence
    following = min(number + 1, len(sentences) - 1)
    if sentences[following].passage != sentences[number].passage:
        following = number
    end = context.tokens[sentences[following].last - 1].end
    return min(end, stake.end + _NEAR)


def _made(context: Context, holder: Mention, owned: Reference, said: str, end: int) -> Found:
    relation = Relation(
        Predicate.OWNS, Reference(holder.id, holder.text), owned, share=share_in(said)
    )
    head = min(context.token_at(holder.start), len(context.tokens) - 1)
    return Found(relation, holder.start, end, head)
