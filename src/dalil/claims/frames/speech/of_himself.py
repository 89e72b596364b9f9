"""Accusations of whoever spoke last: "Orsk told the court that he slept. He strangled the guard.".

What goes on behind somebody's words is his, but hardly where it tells what he did wrong himself: the document says
that. A confession says so by its word of saying ("He admitted that ..."), or goes on in the past perfect.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame, Source
from dalil.claims.frames.basis.wrongdoing import wrongs
from dalil.evidence import Mention, MentionType

_ONE = frozenset({"he", "she"})


def accuses_teller(context: Context, frame: Frame, teller: Source) -> bool:
    """Whether a clause accuses the one who spoke before it, by name or as "he" where nobody else may be meant.

    Args:
        context: The document.
        frame: The clause.
        teller: Who spoke.
    """
    own = context.document.mention_at(teller.start, teller.end)
    if own is None or own.type != MentionType.PERSON:
        return False
    for verb in wrongs(context):
        if not frame.start <= verb.start < frame.end:
            continue
        subject = context.tree.subject(verb.index)
        if subject is None or any(
            t.text == "had" for t in context.tree.children(verb.index, "aux")
        ):
            continue
        named = context.document.mention_at(subject.start, subject.end)
        if named is not None and _same(context, named, own):
            return True
        if subject.text.lower() in _ONE and _only_one(context, frame, own):
            return True
    return False


def _only_one(context: Context, frame: Frame, own: Mention) -> bool:
    """Whether the passage has named no other person before a clause."""
    passage = context.document.layer.passages[context.passage_of(frame.start)]
    before = context.document.mentions_in(passage.start, frame.start)
    persons = [one for one in before if one.type == MentionType.PERSON]
    return all(_same(context, one, own) for one in persons)


def _same(context: Context, one: Mention, other: Mention) -> bool:
    return context.document.cluster_of(one) == context.document.cluster_of(other)
