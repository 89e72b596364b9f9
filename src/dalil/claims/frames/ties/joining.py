"""Parties and unions that a possessive names: "X's party, the Y", "His union, the Y".

Whoever has a party is its member. The name stands right behind the noun; a party that is only somebody's in another
sense ("the party's leader") is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.referents.ends import Ends
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_JOINED = frozenset({"party", "union", "movement", "faction", "guild", "lodge"})


def joining(context: Context, ends: Ends, told: Iterable[Found]) -> Iterator[Found]:
    """Memberships by a possessive and a name behind the noun, in order of place; none that is told."""
    entity_of = context.document.entity_of
    known = {
        frozenset(entity_of.get(e.id, e.id) for e in (o.relation.subject, o.relation.object) if e is not None)
        for o in told
    }  # fmt: skip
    for token in context.tokens:
        if token.pos != "NOUN" or token.lemma.lower() not in _JOINED or token.tag == "NNS":
            continue
        owner = context.tree.child(token.index, "poss")
        body = _named(context, token)
        if owner is None or body is None:
            continue
        for person in ends.all(owner):
            pair = frozenset(
                {context.document.cluster_of(person), context.document.cluster_of(body)}
            )
            if person.type == MentionType.PERSON and pair not in known:
                relation = Relation(
                    Predicate.MEMBER_OF, Reference(person.id, person.text), Reference(body.id, body.text)
                )  # fmt: skip
                yield Found(relation, *context.content(owner.start, body.end), token.index)


def _named(context: Context, noun: Token) -> Mention | None:
    """The body named right behind a noun: "his party, the Y,"."""
    for kid in context.tree.children(noun.index, "appos"):
        found = context.document.mention_at(kid.start, kid.end)
        near = found is not None and 0 <= found.start - noun.end <= len(", the ")
        if found is not None and near and found.type == MentionType.ORGANISATION:
            return found
    return None
