"""Demands in a speaker's or author's own words: "we require you to", "I move that", "resign, Minister".

A verb of asking in the present with "I" or "we" asks by being said; so does an imperative that is addressed
to somebody. A question asks for an answer, not for a deed, and so does "ask yourself"; neither is a demand.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token

FILE = "decisions_en.yaml"
OPENING = 2
"""Words before an imperative at the start of a content: "or", "then", "please"."""
MOST = 4
"""Predicates of a content that are looked at."""
_BEFORE = frozenset(
    {"or", "and", "but", "then", "now", "so", "please", "do", "not", "n't", "just", "at"}
)
_SELF = frozenset({"i", "we"})


def asks(context: Context, frame: Frame) -> bool:
    """Whether a content asks for something in the words of whoever utters it.

    Args:
        context: The document.
        frame: A content with a head.
    """
    if context.text[frame.start : frame.end].rstrip().endswith("?"):
        return False
    head = context.tokens[frame.head]
    near = [head, *context.tree.children(head.index, "conj", "xcomp")][:MOST]
    return any(_asks(context, verb) for verb in near) or _orders(context, frame, head)


def _asks(context: Context, verb: Token) -> bool:
    """Whether "I" or "we" ask by a verb: "we call on the bank to", "I beg to move that"."""
    needs = load(FILE)["asking"].get(verb.lemma.lower())
    if needs is None or verb.pos != "VERB" or verb.tag not in ("VBP", "VB"):
        return False
    tree = context.tree
    subject = tree.subject(verb.index)
    if subject is None and verb.dep == "xcomp":
        subject = tree.subject(verb.head)
    if subject is None or subject.text.lower() not in _SELF:
        return False
    if any(t.tag == "MD" and t.lemma != "would" for t in tree.children(verb.index, "aux")):
        return False
    found = {kid.dep for kid in tree.children(verb.index)}
    prepositions = {kid.lemma.lower() for kid in tree.children(verb.index, "prep", "prt")}
    return bool(found & set(needs) or prepositions & set(needs)) and not context.negated(verb.index)


def _orders(context: Context, frame: Frame, head: Token) -> bool:
    """Whether a content is an imperative: a bare verb at its start without a subject."""
    first = context.token_at(frame.start)
    if head.pos != "VERB" or head.tag != "VB" or not first <= head.index <= first + OPENING:
        return False
    if any(t.text.lower() not in _BEFORE for t in context.tokens[first : head.index]):
        return False
    if head.lemma.lower() in load(FILE)["telling"]:
        return False
    tree = context.tree
    auxiliaries = tree.children(head.index, "aux")
    bare = not any(t.tag in ("MD", "TO") for t in auxiliaries)
    return bare and tree.child(head.index, "nsubj", "nsubjpass") is None and head.head == head.index
