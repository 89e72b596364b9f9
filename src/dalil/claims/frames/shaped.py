"""Ties that shapes of words tell where the parser misread a sentence: "the president of X Pavo Renk".

The shapes of ``languages/en/ties.yaml`` over the names of each sentence; what the grammar has tied in the
same way is not tied again. A tie that a verb states is held against the tree like any other: none under
a condition, none that is denied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dalil.claims.frames.context import Context
from dalil.claims.frames.found import Found
from dalil.claims.shadow import shadow
from dalil.claims.ties import Tie, tie_words, ties
from dalil.evidence import MentionType, Predicate, Relation

_NAMES = (MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION)
_GROUPS = (
    frozenset({Predicate.ROLE_AT, Predicate.MEMBER_OF, Predicate.EMPLOYED_BY}),
    frozenset({Predicate.OWNS, Predicate.CONTROLS}),
)
"""Predicates that tell nothing new of a pair that one of them ties."""


def shaped(context: Context, told: Iterable[Found]) -> Iterator[Found]:
    """The ties that shapes add to those already told, in order of place."""
    words = tie_words("en")
    if words is None or not context.tokens:
        return
    known = {key for one in told for key in _keys(context, one.relation)}
    plain = shadow(context.text)
    for sentence in context.document.parse.sentences:
        span = context.tokens[sentence.first].start, context.tokens[sentence.last - 1].end
        named = [m for m in context.document.mentions_in(*span) if m.type in _NAMES]
        if len(named) < 2:
            continue
        for tie in ties(context.document, plain, span, words):
            if not known & _keys(context, tie.relation):
                yield _found(context, tie)


def _keys(context: Context, relation: Relation) -> set[tuple[str, str, str]]:
    """A relation by its ends, under each predicate of its group."""
    if relation.object is None:
        return set()
    entity_of = context.document.entity_of
    one, other = (entity_of.get(e.id, e.id) for e in (relation.subject, relation.object))
    predicate = relation.predicate
    group = next((g for g in _GROUPS if predicate in g), frozenset({predicate}))
    pairs = [(one, other)]
    if predicate in (Predicate.FAMILY, Predicate.MET_WITH):
        pairs.append((other, one))
    return {(str(p), *pair) for p in group for pair in pairs}


def _found(context: Context, tie: Tie) -> Found:
    """A tie as the grammar gives its own, with the verb that states it as its head."""
    first = min(context.token_at(tie.start), len(context.tokens) - 1)
    last = min(context.token_at(tie.end), len(context.tokens))
    verbs = (t.index for t in context.tokens[first:last] if t.pos in ("VERB", "AUX"))
    head = next(verbs, first) if tie.verbal else first
    start, end = context.content(tie.start, tie.end)
    return Found(tie.relation, start, end, head, tie.verbal and context.negated(head))
