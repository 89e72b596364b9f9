"""What an office under a person, on a board or without a body amounts to.

"X's chief of staff" works for X, "X's spokeswoman" speaks for X, and X's deputy holds an office where X holds his.
A member of a board holds an office at the body. An office that no words give a body ("the head of internal audit, Y")
is held at the firm that the paragraph is about; where there is none it keeps its words alone. Offices of state are
left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE
from dalil.claims.frames.referents.house import House
from dalil.claims.frames.referents.salience import Salience
from dalil.claims.frames.ties.bodies import at_nameless
from dalil.evidence import MentionType, Predicate, Reference

_SPEAKING = frozenset({"spokesman", "spokeswoman", "spokesperson", "counsel", "attorney", "agent"})
_NEXT = frozenset({"deputy", "vice", "vice-president", "predecessor", "successor"})
_OWN_BOARDS = frozenset({"board", "management", "committee"})
"""Bodies that every firm has: a member of one holds an office at the firm."""
_LEFT_OR_HELD = frozenset(
    {Predicate.ROLE_AT, Predicate.MEMBER_OF, Predicate.RESIGNED_FROM, Predicate.DISMISSED_FROM}
)
_POSTS = (Predicate.ROLE_AT, Predicate.EMPLOYED_BY)


def settled_posts(context: Context, told: Iterable[Found]) -> Iterator[Found]:
    """The ties with offices under persons, on boards and without a body put right; others as they are."""
    if not context.tokens:
        return
    told = list(told)
    bodies = _bodies(context, told)
    salience, house = Salience(context), House(context.document)
    for one in told:
        relation = one.relation
        if relation.predicate is Predicate.MEMBER_OF and _on_board(one):
            one = replace(one, relation=replace(relation, predicate=Predicate.ROLE_AT))
        elif relation.predicate is Predicate.ROLE_AT and relation.object is not None:
            one = _under(context, one, bodies)
        elif relation.predicate is Predicate.ROLE_AT:
            one = _with_body(context, one, salience, house)
        yield one


_ORGAN = re.compile(
    r"(?:the )?(?:supervisory |management |executive )?board(?: of (?:directors|trustees|management))?",
    re.IGNORECASE,
)


def of_organs(context: Context, found: Iterable[Found]) -> Iterator[Found]:
    """Ties with a board that has no name as ties with the body that writes of it: "resigned from the Board"."""
    house = House(context.document)
    for one in found:
        end = one.relation.object
        nameless = end is not None and _ORGAN.fullmatch(end.text) is not None
        if (
            nameless
            and one.relation.predicate in _LEFT_OR_HELD
            and house.speaks
            and house.body is not None
        ):
            body = Reference(house.body.id, house.body.text)
            one = replace(one, relation=replace(one.relation, object=body))
        yield one


def _bodies(context: Context, told: Iterable[Found]) -> dict[str, dict[str, Reference]]:
    """The bodies at which each person holds a post, by clusters."""
    entity_of = context.document.entity_of
    found: dict[str, dict[str, Reference]] = {}
    for one in told:
        end = one.relation.object
        if one.relation.predicate not in _POSTS or end is None or one.negated:
            continue
        mention = context.document.by_id.get(end.id)
        if mention is not None and mention.type != MentionType.PERSON:
            subject = one.relation.subject.id
            own = found.setdefault(entity_of.get(subject, subject), {})
            own.setdefault(entity_of.get(end.id, end.id), end)
    return found


def _on_board(one: Found) -> bool:
    """Whether a membership is of a board, by the words of the office."""
    words = (one.relation.detail or "").lower().split()
    body = one.relation.object.text.lower().split() if one.relation.object is not None else ()
    return "board" in words and "board" not in body


def _under(context: Context, one: Found, bodies: dict[str, dict[str, Reference]]) -> Found:
    """An office under a person as what it is: employment, speaking for him, or an office beside his."""
    end = one.relation.object
    mention = context.document.by_id.get(end.id) if end is not None else None
    if end is None or mention is None or mention.type != MentionType.PERSON:
        return one
    lemma = context.tokens[one.head].lemma.lower()
    if lemma in _SPEAKING:
        return replace(one, relation=replace(one.relation, predicate=Predicate.REPRESENTS))
    if lemma in _NEXT:
        own = bodies.get(context.document.cluster_of(mention), {})
        body = next(iter(own.values())) if len(own) == 1 else None
        return (
            replace(one, relation=replace(one.relation, object=body)) if body is not None else one
        )
    return replace(one, relation=replace(one.relation, predicate=Predicate.EMPLOYED_BY))


def _with_body(context: Context, one: Found, salience: Salience, house: House) -> Found:
    """An office without a body with the firm that its paragraph is about, or that says "we" in the text."""
    table, noun = load(FILE), context.tokens[one.head]
    if noun.lemma.lower() in {*table["public"], *table["of_state"]} or noun.pos == "VERB":
        return one
    if at_nameless(context, noun):
        return one
    said = {w.strip(".,").lower() for w in (one.relation.value or "").split()}
    kinds = ("generic", "public_bodies", "press", "property")
    if said & {w for kind in kinds for w in table[kind]} - _OWN_BOARDS:
        return one  # "dean of the faculty" tells its body in words
    own = context.document.entity_of.get(one.relation.subject.id, one.relation.subject.id)
    besides = frozenset({own})
    body = house.own if not context.quoted(noun.start) else None
    body = body or salience.sole(noun.start, besides)
    if body is None or salience.is_public(body):
        body = salience.body(noun.start, besides)
    if body is None:
        return one
    return replace(
        one, relation=replace(one.relation, object=Reference(body.id, body.text), value=None)
    )
