"""Both owners of what changes hands: "X sold her shares in Y to Z", "Z bought Y from X", "Y was sold by X to Z".

The one who sells had it, the one who buys has it: two ties of ownership beside the passing on. Read only of firms and
stakes in them, not of "it" (which may be the money), under a verb that tells it as done; a stake's body may hang on the verb where a parser put it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dalil.claims.frames.basis.clause import predication
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.basis.unreal import realised
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.frames.ties.deeds import ends_at
from dalil.claims.frames.ties.shares import share_in
from dalil.claims.frames.ties.tie_dates import only_date
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, PartialDate, Predicate, Reference, Relation, Share

_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)


def sales(context: Context, ends: Ends, told: Iterable[Found]) -> Iterator[Found]:
    """The ownerships that sales and gifts of firms tell and nothing else has told, in order of place."""
    known = {_key(context, one.relation) for one in told}
    words = load(FILE)["sales"]
    verbs = {*words["selling"], *words["passing"], *words["buying"]}
    for token in context.tokens:
        if token.pos != "VERB" or token.lemma.lower() not in verbs:
            continue
        if token.dep == "amod" or not realised(context, token) or context.negated(token.index):
            continue
        for one in _owners(context, ends, token):
            if _key(context, one.relation) not in known:
                known.add(_key(context, one.relation))
                yield one


def _owners(context: Context, ends: Ends, verb: Token) -> Iterator[Found]:
    """Who had it and who has it since."""
    tree = context.tree
    bought = verb.lemma.lower() in load(FILE)["sales"]["buying"]
    passive = tree.child(verb.index, "nsubjpass")
    thing = passive or tree.child(verb.index, "dobj")
    if thing is None or thing.pos == "PRON" or (
        passive is None and tree.child(verb.index, "auxpass") is None and verb.tag == "VBN"
        and verb.dep in ("acl", "relcl")
    ):  # fmt: skip
        return
    agent = tree.child(verb.index, "agent")
    doer = tree.subject(verb.index) if passive is None else None
    if agent is not None:
        doer = tree.child(agent.index, "pobj")
    other = _behind(context, verb, thing, "from" if bought else "to")
    old, new = (other, doer) if bought else (doer, other)
    bodies = _bodies(context, ends, verb, thing)
    start, end = predication(context, verb)
    when = only_date(context, start, end)
    share = share_in(context.text[start:end])
    for side, later in ((old, False), (new, True)):
        for owner in ends_at(context, ends, side) if other is not None or bought else ():
            if owner.type not in _PARTIES:
                continue
            for body in bodies:
                if not ends.same(owner, body):
                    yield _found(verb, (owner, body), (start, end), (when, later, share))


def _behind(context: Context, verb: Token, thing: Token, preposition: str) -> Token | None:
    """Who stands behind "to" or "from", on the verb or, as a parser may have it, on the thing."""
    tree = context.tree
    level = [verb, thing]
    for token in level:
        for kid in tree.children(token.index, "prep", "dative"):
            inner = tree.child(kid.index, "pobj")
            if inner is not None and kid.lemma.lower() == preposition:
                return inner
            if inner is not None and token is not verb and len(level) < 5:
                level.append(inner)
    given = tree.child(verb.index, "dative")
    return given if given is not None and given.pos != "ADP" and preposition == "to" else None


def _bodies(context: Context, ends: Ends, verb: Token, thing: Token) -> list[Mention]:
    """The firms that change hands: named as such, or as the body of a stake."""
    tree = context.tree
    stake = thing.lemma.lower() in load(FILE)["stakes"]
    if not stake and verb.lemma.lower() in load(FILE)["sales"]["lending"]:
        return []
    found = [] if stake else ends.all(thing)
    if stake:
        for above in (thing, verb):
            for kid in tree.children(above.index, "prep"):
                inner = tree.child(kid.index, "pobj")
                if kid.lemma.lower() in ("in", "of") and inner is not None and not found:
                    found = ends_at(context, ends, inner)
    return [m for m in found if m.type == MentionType.ORGANISATION]


def _found(
    verb: Token, ends: tuple[Mention, Mention], span: tuple[int, int],
    told: tuple[PartialDate | None, bool, Share | None],
) -> Found:  # fmt: skip
    owner, body = ends
    when, later, share = told
    relation = Relation(
        Predicate.OWNS, Reference(owner.id, owner.text), Reference(body.id, body.text),
        start_date=when if later else None, end_date=None if later else when, share=share,
    )  # fmt: skip
    return Found(relation, *span, verb.index)


def _key(context: Context, relation: Relation) -> tuple[str, str, str]:
    entity_of = context.document.entity_of
    ends = (relation.subject, relation.object)
    one, other = (entity_of.get(e.id, e.id) if e is not None else "" for e in ends)
    return str(relation.predicate), one, other
