"""Who only seems to share a possessive: X of "X and Y's wife, Z, were charged" owns no wife, and is charged too.

A parser joins X to Y. "'s" stands behind Y alone, so X is joined to the whole only where the predicate shows that
several are meant and the noun is of one of the two: a spouse. Of "X and Y's driver, Z, was charged" and "charged X and
Y's driver, Z" neither X nor Y is told to be charged.
"""

from __future__ import annotations

from collections.abc import Iterable

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token
from dalil.evidence import MentionType

_PLURAL = ("NNS", "NNPS")
_MANY = frozenset({"were", "are", "have"})
_ONE = frozenset({"was", "is", "has"})
_POSSESSIVE = ("'s", "’s")


def beside_owner(context: Context, noun: Token) -> Token | None:
    """The one who is joined to a noun although a parse joins him to its owner; None for nobody.

    Args:
        context: The document.
        noun: A noun with a possessor: the "wife" of "X and Y's wife, Z".
    """
    spouses = load("relations_en.yaml")["spouses"]
    if noun.lemma.lower() not in spouses or not _said_of(context, noun, _MANY):
        return None
    return _first_of_owners(context, noun)


def owner_alone(context: Context, owner: Token) -> Token:
    """The owner that a possessive has: the last of those that a parse joins, unless the predicate is of one only."""
    head = context.tokens[owner.head]
    if owner.dep != "poss" or _first_of_owners(context, head) is None:
        return owner
    if _said_of(context, head, _ONE):
        return owner  # "X and Y's son, Z, was": of both
    return context.tree.children(owner.index, "conj")[-1]


def not_owners(context: Context, words: Iterable[Token]) -> list[Token]:
    """Of several joined words those of whom a predicate is said: none that only owns one of them.

    Args:
        context: The document.
        words: The words that a parse joins, in order of place; alone, a word stays.
    """
    words = sorted(words, key=lambda w: w.index)
    bare = [w for w in words if not _is_possessor(context, w)]
    if len(words) == 1 or _said_of(context, words[0], _MANY):
        return bare if len(words) > 1 else words
    shared = [w.index for w in words if _is_persons(context, w)]
    return [w for w in bare if not shared or w.index >= shared[-1] or _is_persons(context, w)]


def _is_persons(context: Context, word: Token) -> bool:
    """Whether a word names a person as a possessor or what a named person owns: a firm's head is not shared."""
    owner = word if _is_possessor(context, word) else _owner(context, word)
    mention = context.document.mention_at(owner.start, owner.end) if owner is not None else None
    return mention is not None and mention.type == MentionType.PERSON


def _first_of_owners(context: Context, noun: Token) -> Token | None:
    """The first of two names that a parse makes the owners of a noun with a name beside it."""
    first = _owner(context, noun)
    if first is None or noun.tag in _PLURAL or noun.pos != "NOUN":
        return None
    joined = context.tree.children(first.index, "conj")
    if not joined or not context.tree.children(noun.index, "appos"):
        return None
    return None if _is_possessor(context, first) else first


def _owner(context: Context, noun: Token) -> Token | None:
    """The name that owns a noun."""
    owner = context.tree.child(noun.index, "poss")
    return owner if owner is not None and owner.pos == "PROPN" else None


def _is_possessor(context: Context, word: Token) -> bool:
    mention = context.document.mention_at(word.start, word.end)
    return mention is not None and context.text[mention.end : mention.end + 2] in _POSSESSIVE


def _said_of(context: Context, subject: Token, forms: frozenset[str]) -> bool:
    """Whether a word is the subject of a predicate with one of the forms that tell its number."""
    if subject.dep not in ("nsubj", "nsubjpass"):
        return False
    verb = context.tokens[subject.head]
    auxiliaries = context.tree.children(verb.index, "aux", "auxpass")
    return any(t.text.lower() in forms for t in (verb, *auxiliaries))
