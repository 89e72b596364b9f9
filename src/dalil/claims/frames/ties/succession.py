"""Offices that a successor takes over unnamed: "X, head of Y, stepped down and was replaced by Z".

Z gets the office that X alone is told to hold or have held; who stepped down left it. Where X has two offices, or the
words name the office themselves ("as head of Y"), nothing is added here. Who only follows somebody, or steps aside on no
day, takes over and leaves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dalil.claims.frames.basis.clause import predication
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.basis.unreal import realised, stated
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.frames.ties.tie_dates import only_date
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation


def succession(context: Context, ends: Ends, told: Iterable[Found]) -> Iterator[Found]:
    """All such ties, in order of place."""
    told = list(told)
    words = load(FILE)["succession"]
    offices = _offices(context, told)
    for token in context.tokens:
        if token.pos != "VERB" or not realised(context, token) or context.negated(token.index):
            continue
        if not stated(context, token.index):
            continue
        lemma = token.lemma.lower()
        if lemma in words["replacing"]:
            yield from _followed(context, ends, token, offices)
        elif lemma in words["stepping"]:
            yield from _stepped(context, ends, token, offices)


def _offices(context: Context, told: Iterable[Found]) -> dict[str, dict[str, Relation]]:
    """The offices of each person by body."""
    entity_of = context.document.entity_of
    found: dict[str, dict[str, Relation]] = {}
    for one in told:
        relation = one.relation
        if relation.predicate is Predicate.ROLE_AT and relation.object and not one.negated:
            own = found.setdefault(entity_of.get(relation.subject.id, relation.subject.id), {})
            own.setdefault(entity_of.get(relation.object.id, relation.object.id), relation)
    return found


def _office(
    context: Context, one: Mention, offices: dict[str, dict[str, Relation]]
) -> Relation | None:
    own = list(offices.get(context.document.cluster_of(one), {}).values())
    return own[0] if len(own) == 1 else None


def _of_court(office: Relation) -> bool:
    """Whether an office is a judge's: he stands down from a case."""
    body = office.object.text.lower() if office.object is not None else ""
    return any(word in body for word in load(FILE)["succession"]["courts"])


def _followed(
    context: Context, ends: Ends, verb: Token, offices: dict[str, dict[str, Relation]]
) -> Iterator[Found]:
    """The office of who is replaced, for who replaces him."""
    tree = context.tree
    if any(k.lemma in ("as", "at", "in") for k in tree.children(verb.index, "prep")):
        return
    agent = tree.child(verb.index, "agent")
    subject = tree.subject(verb.index)
    if agent is not None:
        old, new = subject, tree.child(agent.index, "pobj")
    else:
        old, new = tree.child(verb.index, "dobj"), subject
    if old is None or new is None:
        return
    before = [m for m in ends.all(old) if m.type == MentionType.PERSON]
    after = [m for m in ends.all(new) if m.type == MentionType.PERSON]
    if len(before) != 1 or len(after) != 1 or ends.same(before[0], after[0]):
        return
    office = _office(context, before[0], offices)
    if office is None or context.document.cluster_of(after[0]) in offices:
        return
    start, end = predication(context, verb)
    relation = Relation(
        Predicate.ROLE_AT, Reference(after[0].id, after[0].text), office.object,
        detail=office.detail, start_date=only_date(context, start, end),
    )  # fmt: skip
    low, high = min(start, after[0].start), max(end, after[0].end)
    yield Found(relation, *context.content(low, high), verb.index)


def _stepped(
    context: Context, ends: Ends, verb: Token, offices: dict[str, dict[str, Relation]]
) -> Iterator[Found]:
    """What somebody left who stepped down: his one office."""
    tree = context.tree
    words = load(FILE)["succession"]
    said = {k.lemma.lower() for k in tree.children(verb.index, "prt", "advmod")}
    if not said & set(words["stepping"][verb.lemma.lower()]):
        return
    if any(k.lemma in ("from", "as") for k in tree.children(verb.index, "prep")):
        return
    subject = tree.subject(verb.index)
    for one in ends.all(subject) if subject is not None else ():
        office = _office(context, one, offices) if one.type == MentionType.PERSON else None
        if office is not None and not _of_court(office):
            start, end = predication(context, verb)
            when = only_date(context, start, end)
            if when is None and said & set(words["dated"]):
                continue  # "stepped aside to let Y pass"
            relation = Relation(
                Predicate.RESIGNED_FROM, Reference(one.id, one.text), office.object, start_date=when
            )  # fmt: skip
            yield Found(relation, start, end, verb.index)
