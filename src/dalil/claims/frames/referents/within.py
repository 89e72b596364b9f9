"""Whether a name is only mentioned within the subject of a verb: Y of "X, an adviser to Y, owns Z" owns nothing.

The words between two names cannot tell it ("Y, owns Z"), the tree can. What is done by a part of somebody ("the
government of Y", "Y's board") is still done by him.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token
from dalil.evidence import Mention

FILE = "relations_en.yaml"
_DEPTH = 10
_SUBJECTS = ("nsubj", "nsubjpass")
_ASIDE = frozenset({"pobj", "poss"})
_CLAUSES = frozenset({"relcl", "acl"})


def within_subject(context: Context, name: Mention, before: int) -> bool:
    """Whether a name stands within the subject of a verb that follows it, and is not that subject.

    Args:
        context: The document.
        name: The name that seems to be the subject.
        before: First code point of the other end; the verb stands before it.
    """
    token, aside = _head(context, name), False
    for _ in range(_DEPTH):
        if token is None:
            return False
        above = context.tokens[token.head]
        if token.dep in _SUBJECTS and name.end <= above.start < before:
            return aside
        if token.dep in _CLAUSES or (token.dep in _ASIDE and not _joins(context, token)):
            aside = True
        token = above if above.index != token.index else None
    return False


def _head(context: Context, name: Mention) -> Token | None:
    """The token of a name whose head lies outside it."""
    tokens = context.document.tokens_in(name.start, name.end)[:12]
    inside = {t.index for t in tokens}
    return next((t for t in tokens if t.head not in inside), None)


def _joins(context: Context, token: Token) -> bool:
    """Whether somebody takes part for all that: "together with Y", or a part of Y stands for him."""
    above = context.tokens[token.head]
    before = context.tokens[max(above.index - 1, 0)].lemma.lower()
    joint = above.lemma == "with" and before in load(FILE)["jointly"]
    with_him = above.lemma == "alongside" or joint
    return (token.dep == "pobj" and with_him) or _is_part(context, token)


def _is_part(context: Context, token: Token) -> bool:
    """Whether a noun above stands for the one named: "the government of Y", "an account of Y"."""
    above = context.tokens[token.head]
    noun = above if token.dep == "poss" else context.tokens[above.head]
    words = load(FILE)
    parts = {*words["parts"], *words["stakes"], *words["boards"]} - {"company", "firm"}
    return noun.lemma.lower() in parts and (token.dep == "poss" or above.lemma == "of")
