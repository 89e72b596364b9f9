"""Who only seems to share a possessive: X of "X and Y's wife, Z, were charged" owns no wife, and is charged too.

A parser joins X to Y. "'s" stands behind Y alone, and one wife, driver or lawyer is seldom of two: X is joined to the
whole.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.parse import Token

_PLURAL = ("NNS", "NNPS")


def beside_owner(context: Context, noun: Token) -> Token | None:
    """The one who is joined to a noun although a parse joins him to its owner; None for nobody.

    Args:
        context: The document.
        noun: A noun with a possessor: the "wife" of "X and Y's wife, Z".
    """
    tree = context.tree
    first = tree.child(noun.index, "poss")
    if first is None or first.pos != "PROPN" or noun.tag in _PLURAL or noun.pos != "NOUN":
        return None
    joined = tree.children(first.index, "conj")
    if not joined or not tree.children(noun.index, "appos"):
        return None
    mention = context.document.mention_at(first.start, first.end)
    if mention is None or context.text[mention.end : mention.end + 2] in ("'s", "’s"):
        return None
    return first


def owner_alone(context: Context, owner: Token) -> Token:
    """The owner that a possessive has: the last of those that a parse joins, where the first is beside it."""
    head = context.tokens[owner.head]
    if owner.dep != "poss" or beside_owner(context, head) is None:
        return owner
    return context.tree.children(owner.index, "conj")[-1]
