"""Hearsay: what is "believed to", "said to" or "reportedly" so, told of somebody whom the words do not name.

The document does not assert such a clause itself; who does, it does not say. The speaker stays unnamed
unless a "by" phrase names one. A plan, a duty or an order ("is expected to pay by May", "is told to
leave") is no hearsay, and no rule here guesses who is behind it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.claims.frames.basis.clause import predication
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.unreal import untruly
from dalil.claims.frames.proceedings.status import reporting_verbs
from dalil.claims.parse import Token
from dalil.evidence import Kind, Stance

LONGEST = 500
"""Longest clause in code points; a longer one is a mistaken parse."""


_SEEN = frozenset({"know", "see"})


def hearsay(context: Context) -> Iterator[Frame]:
    """Clauses that somebody unnamed is told to hold."""
    passives, adverbs = context.lexicon.hearsay_passives, context.lexicon.hearsay_adverbs
    for token in context.tokens:
        if context.quoted(token.start):
            continue
        lemma = token.lemma.lower()
        if token.pos == "VERB" and lemma in passives:
            yield from _raised(context, token)
        elif token.pos == "ADV" and lemma in adverbs:
            yield from _qualified(context, token)


def _raised(context: Context, verb: Token) -> Iterator[Frame]:
    """A passive with an infinitive: "X is believed to own the bank"."""
    tree = context.tree
    subject = tree.child(verb.index, "nsubjpass")
    clause = tree.child(verb.index, "xcomp")
    if subject is None or clause is None or clause.index < verb.index:
        return
    if tree.child(verb.index, "auxpass") is None or not _is_infinitive(context, clause):
        return
    if verb.lemma.lower() == "suppose" and not _told_of(context, clause):
        return  # "was supposed to follow the speech": a plan
    agent = tree.child(verb.index, "agent")
    named = tree.child(agent.index, "pobj") if agent is not None else None
    span = context.content(
        context.tokens[tree.left[subject.index]].start,
        context.tokens[tree.right[clause.index]].end,
    )
    if span[1] - span[0] > LONGEST:
        return
    yield Frame(
        *span, verb.index, context.source(named) if named is not None else None,
        _harmful(context, clause), Kind.INDIRECT, "hearsay:passive", head=clause.index,
        hedged=verb.lemma.lower() not in _SEEN, unnamed=named is None,
        negated=context.negated(verb.index) or untruly(context, verb),
    )  # fmt: skip


_TAKING = frozenset({"take", "accept", "receive", "pocket", "collect", "demand", "extort"})


def _harmful(context: Context, clause: Token) -> Stance:
    """An accusation where somebody is said to have taken a sum from somebody named, else a plain report."""
    tree = context.tree
    taken = tree.child(clause.index, "dobj")
    perfect = any(t.lemma == "have" for t in tree.children(clause.index, "aux"))
    if taken is None or not perfect or clause.lemma.lower() not in _TAKING:
        return Stance.ASSERTS
    near = [*tree.children(clause.index, "prep"), *tree.children(taken.index, "prep")]
    giver = any(
        t.pos == "PROPN" for k in near if k.lemma == "from" for t in tree.children(k.index, "pobj")
    )
    low, high = tree.extent(taken.index)
    money = bool(context.document.amounts_in(low, high)) or taken.lemma.lower() in _MONEY
    return Stance.ALLEGES if giver and money else Stance.ASSERTS


_MONEY = frozenset({"money", "cash", "sum", "payment"})


def _is_infinitive(context: Context, clause: Token) -> bool:
    return any(t.tag == "TO" for t in context.tree.children(clause.index, "aux"))


def _told_of(context: Context, clause: Token) -> bool:
    """Whether an infinitive tells what was or is, not what was to come: "to have sold", "to own"."""
    perfect = any(t.lemma == "have" for t in context.tree.children(clause.index, "aux"))
    return perfect or clause.lemma.lower() in ("own", "know", "hold", "control", "live", "belong")


def _qualified(context: Context, adverb: Token) -> Iterator[Frame]:
    """A clause with an adverb of hearsay: "X reportedly sold the bank"."""
    verb = context.tokens[adverb.head]
    if verb.pos not in ("VERB", "AUX") or adverb.dep != "advmod":
        return
    if context.tree.subject(verb.index) is None or _told_otherwise(context, verb):
        return
    start, end = predication(context, verb)
    if end - start > LONGEST or not start <= verb.start < end:
        return
    yield Frame(
        start, end, adverb.index, None, _stance(adverb), Kind.INDIRECT, "hearsay:adverb",
        head=verb.index, hedged=True, unnamed=True,
    )  # fmt: skip


def _told_otherwise(context: Context, verb: Token) -> bool:
    """Whether another rule reads the clause: what somebody named reportedly says, a report of proceedings."""
    lemma = verb.lemma.lower()
    speaks = lemma in context.lexicon.verbs and context.tree.child(verb.index, "ccomp", "xcomp")
    return bool(speaks) or lemma in reporting_verbs() - _PLAIN


_PLAIN = frozenset(
    {"take", "pay", "give", "make", "have", "get", "put", "lose", "receive", "accept", "hand"}
)
"""Verbs that report proceedings only in a phrase: "took X off the list"."""


def _stance(adverb: Token) -> Stance:
    return Stance.ALLEGES if adverb.lemma.lower() == "allegedly" else Stance.ASSERTS
