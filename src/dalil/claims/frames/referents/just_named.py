"""Whose "His lawyer, X" at the head of a sentence is: the only one named in the sentence before who may be meant.

Where the sentence before names several who may be meant, or none, nothing is said here.
"""

from __future__ import annotations

from collections.abc import Callable

from dalil.claims.frames.basis.context import Context
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

_OWNED_BY = {
    "his": MentionType.PERSON, "her": MentionType.PERSON, "its": MentionType.ORGANISATION,
}  # fmt: skip
_DEFINITE = ("the", "this", "that")
_POINTING = {
    MentionType.PERSON: frozenset({"he", "she", "his", "her", "him", "who", "i", "you"}),
    MentionType.ORGANISATION: frozenset({"it", "its", "we", "our", "they"}),
}
"""Words of the sentence before that stand for somebody who may be meant as well."""
_OPENING = 1
"""Tokens before the possessive: an opening quotation mark."""


def just_named(
    context: Context, pronoun: Token, may_be: Callable[[Token, Mention], bool]
) -> Mention | None:
    """The owner of what a sentence opens with.

    Args:
        context: The document.
        pronoun: The possessive.
        may_be: Whether nothing says that somebody is of the other sex than the pronoun.
    """
    kind = _OWNED_BY.get(pronoun.text.lower())
    if kind is None or pronoun.dep != "poss" or pronoun.sentence == 0:
        return None
    sentences = context.document.parse.sentences
    now, before = sentences[pronoun.sentence], sentences[pronoun.sentence - 1]
    if pronoun.index > now.first + _OPENING or before.passage != now.passage:
        return None
    span = context.tokens[before.first].start, context.tokens[before.last - 1].end
    said = {t.text.lower() for t in context.tokens[before.first : before.last]}
    if said & _POINTING[kind]:
        return None  # "He met Y. His wife": his who met
    if _is_told_of(context, before.first, before.last):
        return None  # "The bank sued Y. Its head": the bank's
    named: dict[str, Mention] = {}
    for mention in context.document.mentions_in(*span):
        if mention.type == kind and span[0] <= mention.start and may_be(pronoun, mention):
            named[context.document.cluster_of(mention)] = mention
    return next(iter(named.values())) if len(named) == 1 else None


def _is_told_of(context: Context, first: int, last: int) -> bool:
    """Whether a sentence tells of somebody by a noun with "the" or "this", whose name stands elsewhere."""
    tree = context.tree
    for token in context.tokens[first:last]:
        if token.dep not in ("nsubj", "nsubjpass") or token.pos != "NOUN":
            continue
        named = any(
            context.document.mention_at(t.start, t.end) is not None
            for t in (token, *tree.children(token.index, "appos"))
        )
        determiner = tree.child(token.index, "det")
        if not named and determiner is not None and determiner.lemma.lower() in _DEFINITE:
            return True
    return False
