"""The body beside which a noun with "its" is listed: "a complaint against Y, its former head, X", "on Y and on its director".

What is listed with a body is the body's, whoever the subject of the clause is. A noun that stands in no list has no mate.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.parse import Token
from dalil.evidence import MentionType

_DEPTH = 4


def mate_of(context: Context, noun: Token) -> Token | None:
    """The nearest noun before, in the same list.

    Args:
        context: The document.
        noun: The noun that "its" stands before.
    """
    tokens = context.tokens
    token = noun
    for _ in range(_DEPTH):
        head = tokens[token.head]
        if head.index >= token.index:
            return None
        if token.dep in ("conj", "appos") and head.pos in ("PROPN", "NOUN"):
            if head.pos == "PROPN" and not _is_person(context, head):
                return head
            token = head
        elif token.dep == "pobj" and head.dep == "conj":
            before = tokens[head.head]  # "on Y and on its director"
            inner = context.tree.child(before.index, "pobj") if before.pos == "ADP" else None
            return inner if inner is not None and inner.index < noun.index else None
        else:
            return None
    return None


def _is_person(context: Context, token: Token) -> bool:
    found = context.document.mention_at(token.start, token.end)
    return found is not None and found.type == MentionType.PERSON
