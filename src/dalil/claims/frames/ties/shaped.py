"""Ties that shapes of words tell where the parser misread a sentence: "the president of X Pavo Renk".

The shapes of ``languages/en/ties.yaml`` over the names of each sentence; what the grammar has tied in the
same way is not tied again. Pronouns and "the company" stand for whom the ends of ties know. A tie that a verb states is held against the tree like any other: none under
a condition, none that is denied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.referents.ends import Ends
from dalil.claims.parse import Sentence, Token
from dalil.claims.shadow import shadow
from dalil.claims.ties import StandIn, Tie, tie_words, ties
from dalil.evidence import MentionType, Predicate, Relation

_NAMES = (MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION)
_LONGEST = 2000
"""A sentence longer than this is none that a shape was written for: a list or a wall of words."""
_GROUPS = (
    frozenset({Predicate.ROLE_AT, Predicate.MEMBER_OF, Predicate.EMPLOYED_BY}),
    frozenset({Predicate.OWNS, Predicate.CONTROLS}),
)
"""Predicates that tell nothing new of a pair that one of them ties."""


_PRONOUNS = frozenset({"he", "she", "it", "him", "her", "who"})
"""Possessives are left to the grammar; the shapes name them in words."""


Posts = dict[str, list[tuple[int, int]]]
"""Spans of the words that give an office at a body, by who holds it."""


def shaped(context: Context, ends: Ends, told: Sequence[Found]) -> Iterator[Found]:
    """The ties that shapes add to those already told, in order of place."""
    words = tie_words("en")
    if words is None or not context.tokens:
        return
    known = {key for one in told for key in _keys(context, one.relation)}
    posts = _posts(context, told)
    plain = shadow(context.text)
    for sentence in context.document.parse.sentences:
        span = context.tokens[sentence.first].start, context.tokens[sentence.last - 1].end
        named = [m for m in context.document.mentions_in(*span) if m.type in _NAMES]
        if not named or span[1] - span[0] > _LONGEST:
            continue
        meant = list(_stand_ins(context, ends, sentence))
        if len(named) + len(meant) < 2:
            continue
        for tie in ties(context.document, plain, span, words, stand_ins=meant):
            if known & _keys(context, tie.relation) or _is_field(context, tie, posts):
                continue
            yield _found(context, tie)


def _posts(context: Context, told: Iterable[Found]) -> Posts:
    """Who is told to hold an office at a body, and in which words."""
    found: Posts = {}
    for one in told:
        target = one.relation.object
        body = context.document.by_id.get(target.id) if target is not None else None
        if one.relation.predicate is not Predicate.ROLE_AT or body is None:
            continue
        if body.type == MentionType.ORGANISATION:
            subject = one.relation.subject.id
            cluster = context.document.entity_of.get(subject, subject)
            found.setdefault(cluster, []).append((one.start, one.end))
    return found


def _is_field(context: Context, tie: Tie, posts: Posts) -> bool:
    """Whether a place is only where an office is at work whose body is told: "its head of Olt, X"."""
    relation = tie.relation
    target = context.document.by_id.get(relation.object.id) if relation.object else None
    if relation.predicate is not Predicate.ROLE_AT or target is None:
        return False
    if target.type != MentionType.LOCATION:
        return False
    subject = context.document.entity_of.get(relation.subject.id, relation.subject.id)
    return any(s < tie.end and tie.start < e for s, e in posts.get(subject, ()))


def _stand_ins(context: Context, ends: Ends, sentence: Sentence) -> Iterator[StandIn]:
    """The pronouns and definite nouns of a sentence of which it is known for whom they stand."""
    for token in context.tokens[sentence.first : sentence.last]:
        word = token.text.lower()
        if word in _PRONOUNS and token.pos == "PRON" and token.tag != "PRP$":
            found = ends.one(token)
            if found is not None and found.type in _NAMES:
                yield StandIn(token.start, token.end, found)
        elif token.pos == "NOUN" and (start := _definite(context, token)) is not None:
            found = ends.one(token)
            if found is not None and found.type in _NAMES and found.end <= start:
                yield StandIn(start, token.end, found)


def _definite(context: Context, noun: Token) -> int | None:
    """Where "the" stands right before a noun that has nothing else and is no name."""
    if noun.index == 0 or context.tokens[noun.index - 1].text.lower() != "the":
        return None
    kids = context.tree.children(noun.index, "prep", "poss", "appos", "compound", "amod")
    if kids or context.document.mention_at(noun.start, noun.end) is not None:
        return None
    return context.tokens[noun.index - 1].start


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
