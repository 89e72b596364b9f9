"""Who left what where the words name only the person: "the company dismissed X", "She was sacked in 2020", "X resigned".

The body is the verb's own subject ("the bank fired X"), else the one body at which the document says that the person
works or holds an office. Somebody with two such bodies left neither by these words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.unreal import realised
from dalil.claims.frames.referents.ends import Ends
from dalil.claims.frames.ties.tie_dates import span_dates
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_SENT_AWAY = frozenset({"dismiss", "fire", "sack", "oust", "suspend", "remove"})
_WENT = frozenset({"resign", "quit"})
_JUDGING = frozenset({"court", "tribunal", "panel", "chamber", "commission"})
_PUBLIC = frozenset(
    {
        "parliament",
        "president",
        "government",
        "council",
        "cabinet",
        "ministry",
        "senate",
        "assembly",
        "congress",
    }
)
"""Bodies that dismiss people from others."""
_POSTS = frozenset({Predicate.ROLE_AT, Predicate.EMPLOYED_BY, Predicate.MEMBER_OF})


def left(context: Context, ends: Ends, told: Iterable[Found]) -> Iterator[Found]:
    """Every departure whose body the sentence leaves out, in order of place."""
    posts: dict[str, dict[str, Reference]] = {}
    entity_of = context.document.entity_of
    for one in told:
        relation = one.relation
        if relation.predicate in _POSTS and relation.object is not None and not one.negated:
            own = posts.setdefault(entity_of.get(relation.subject.id, relation.subject.id), {})
            own.setdefault(entity_of.get(relation.object.id, relation.object.id), relation.object)
    for token in context.tokens:
        lemma = token.lemma.lower()
        if token.pos == "VERB" and lemma in _SENT_AWAY | _WENT and realised(context, token):
            yield from _by(context, ends, token, posts)


def _by(
    context: Context, ends: Ends, verb: Token, posts: dict[str, dict[str, Reference]]
) -> Iterator[Found]:
    tree = context.tree
    went = verb.lemma.lower() in _WENT
    passive = tree.child(verb.index, "nsubjpass")
    gone = (
        tree.subject(verb.index) if went or passive is not None else tree.child(verb.index, "dobj")
    )
    named_from = any(k.lemma.lower() in ("from", "as") for k in tree.children(verb.index, "prep"))
    if gone is None or named_from or gone.text.lower() in ("i", "we"):
        return
    people = [m for m in ends.all(gone) if m.type == MentionType.PERSON]
    subject = tree.subject(verb.index) if not went and passive is None else None
    agent = tree.child(verb.index, "agent")
    by = subject or (tree.child(agent.index, "pobj") if agent is not None else None)
    bodies = (
        [m for m in ends.all(by) if m.type == MentionType.ORGANISATION] if by is not None else []
    )
    for person in people:
        body = _body(context, person, bodies, posts, by=agent is not None)
        if body is None:
            continue
        dates = span_dates(context, verb, "", verbal=True)
        predicate = Predicate.RESIGNED_FROM if went else Predicate.DISMISSED_FROM
        relation = Relation(
            predicate, Reference(person.id, person.text), body, start_date=dates[0] or dates[1]
        )  # fmt: skip
        start, end = context.content(min(gone.start, verb.start), max(gone.end, verb.end))
        yield Found(relation, start, end, verb.index, context.negated(verb.index))


def _body(
    context: Context,
    person: Mention,
    bodies: list[Mention],
    posts: dict[str, dict[str, Reference]],
    *,
    by: bool,
) -> Reference | None:
    own = posts.get(context.document.cluster_of(person), {})
    for body in bodies:
        if _JUDGING & {w.strip(".,()").lower() for w in body.text.split()}:
            return None  # "the court dismissed X": his claim
        named = by and not _PUBLIC & {w.strip(".,()").lower() for w in body.text.split()}
        if context.document.cluster_of(body) in own or not own or named:
            return Reference(body.id, body.text)
    return next(iter(own.values())) if len(own) == 1 else None
