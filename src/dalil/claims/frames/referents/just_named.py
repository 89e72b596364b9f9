"""Whose "His lawyer, X" at the head of a sentence is: the only one named in the sentence before who may be meant.

Where the sentence before names several who may be meant, or none, or tells of somebody by a noun alone ("A gunman wounded
X. His brother"), nothing is said here.
"""

from __future__ import annotations

from collections.abc import Callable

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Sentence, Token
from dalil.evidence import Mention, MentionType

FILE = "relations_en.yaml"
_OWNED_BY = {
    "his": MentionType.PERSON, "her": MentionType.PERSON, "its": MentionType.ORGANISATION,
}  # fmt: skip
_DEFINITE = ("the", "this", "that")
_PLACES = ("nsubj", "nsubjpass", "dobj", "pobj", "dative")
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
    opened = _sentence_before(context, pronoun)
    if opened is None:
        return None
    kind, before = opened
    span = context.tokens[before.first].start, context.tokens[before.last - 1].end
    said = {t.text.lower() for t in context.tokens[before.first : before.last]}
    if said & _POINTING[kind]:
        return None  # "He met Y. His wife": his who met
    if _is_told_of(context, before.first, before.last, kind):
        return None  # "The bank sued Y. Its head": the bank's
    named: dict[str, Mention] = {}
    for mention in context.document.mentions_in(*span):
        if mention.type == kind and span[0] <= mention.start and may_be(pronoun, mention):
            named[context.document.cluster_of(mention)] = mention
    return next(iter(named.values())) if len(named) == 1 else None


def by_noun_alone(context: Context, pronoun: Token) -> bool:
    """Whether a sentence opens with "His" behind one whose subject is somebody without a name: "A gunman wounded X".

    Args:
        context: The document.
        pronoun: The possessive.
    """
    opened = _sentence_before(context, pronoun)
    if opened is None:
        return False
    kind, before = opened
    return any(
        t.dep == "nsubj" and t.pos == "NOUN" and not _is_named(context, t) and _may_own(t, kind)
        and not context.tree.children(t.index, "poss")
        and (determiner := context.tree.child(t.index, "det")) is not None
        and determiner.lemma.lower() not in _DEFINITE
        for t in context.tokens[before.first : before.last]
    )  # fmt: skip


def _sentence_before(context: Context, pronoun: Token) -> tuple[MentionType, Sentence] | None:
    """What kind of owner a possessive that opens a sentence has, and the sentence before it in its passage."""
    kind = _OWNED_BY.get(pronoun.text.lower())
    if kind is None or pronoun.dep != "poss" or pronoun.sentence == 0:
        return None
    sentences = context.document.parse.sentences
    now, before = sentences[pronoun.sentence], sentences[pronoun.sentence - 1]
    if pronoun.index > now.first + _OPENING or before.passage != now.passage:
        return None
    return kind, before


def _is_told_of(context: Context, first: int, last: int, kind: MentionType) -> bool:
    """Whether a sentence tells of somebody by a noun whose name stands nowhere: "the bank", "a gunman"."""
    for token in context.tokens[first:last]:
        if token.dep not in _PLACES or token.pos != "NOUN" or _is_named(context, token):
            continue
        determiner = context.tree.child(token.index, "det")
        definite = determiner is not None and determiner.lemma.lower() in _DEFINITE
        if definite and token.dep in ("nsubj", "nsubjpass"):
            return True
        above = context.tokens[token.head]
        if _may_own(token, kind) and not (token.dep == "pobj" and above.lemma == "as"):
            return True
    return False


def _is_named(context: Context, noun: Token) -> bool:
    near = (noun, *context.tree.children(noun.index, "appos"))
    return any(context.document.mention_at(t.start, t.end) is not None for t in near)


def _may_own(noun: Token, kind: MentionType) -> bool:
    """Whether a noun is of people, or for "its" of a body: by its ending or as a word of the lists."""
    words, lemma = load(FILE), noun.lemma.lower()
    if noun.tag == "NNS":
        return False
    if kind is MentionType.ORGANISATION:
        return lemma in words["generic"] or lemma in words["public_bodies"]
    return of_people(lemma)


def of_people(lemma: str) -> bool:
    """Whether a noun is of people, by its ending or as a word of the lists.

    Args:
        lemma: The noun in lower case.
    """
    words = load(FILE)
    people = words["people"]
    roles = (lemma in lemmas for lemmas in words["roles"].values())
    ends = lemma.endswith(tuple(people["endings"])) and lemma not in people["things"]
    return ends or lemma in words["kin"] or lemma in people["nouns"] or any(roles)
