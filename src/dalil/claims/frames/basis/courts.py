"""Courts and prosecutors behind words that do not name them: "they held", "it found no crime", "the Chamber".

A pronoun stands for a court where the clause before it, in the same paragraph, has the court as its
subject. Whether a decision was right is nobody's business here.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token

_MEANT = frozenset({"it", "they", "he", "she"})
BACK = 3
"""Sentences before a pronoun in which its court is looked for."""
_FILE = "proceedings_en.yaml"


def court_of(context: Context, token: Token) -> Token | None:
    """The court that a noun phrase names or a pronoun stands for; None where it is none."""
    if context.is_court(token):
        return token
    if token.tag in ("WDT", "WP"):
        return _antecedent(context, token)
    if token.text.lower() not in _MEANT:
        return None
    if token.text.lower() == "it" and (near := _before(context, token)) is not None:
        return near
    sentences = context.document.parse.sentences
    passage = sentences[token.sentence].passage
    for number in range(token.sentence - 1, max(token.sentence - 1 - BACK, -1), -1):
        if sentences[number].passage != passage:
            return None
        subject = main_subject(context, number)
        if subject is None:
            return None
        if context.is_court(subject):
            return subject
        if subject.text.lower() != token.text.lower():
            return None  # another one is spoken of
    return None


def _antecedent(context: Context, pronoun: Token) -> Token | None:
    """The court that "which" or "who" stands for: "the judgment of the High Court, which dismissed the claim"."""
    verb = context.tokens[pronoun.head]
    if verb.dep != "relcl":
        return None
    noun = context.tokens[verb.head]
    near = [noun]
    for kid in context.tree.children(noun.index, "prep"):
        near += [t for t in context.tree.children(kid.index, "pobj") if t.index < pronoun.index]
    return next((t for t in reversed(near) if context.is_court(t)), None)


def _before(context: Context, token: Token) -> Token | None:
    """The court named last before "it" in the same sentence, where its verb is one of deciding."""
    verb = context.tokens[token.head].lemma.lower()
    if verb not in _DECIDING:
        return None
    first = context.document.parse.sentences[token.sentence].first
    for other in reversed(context.tokens[first : token.index]):
        if other.pos in ("NOUN", "PROPN") and context.is_court(other):
            return other
    return None


_DECIDING = frozenset(
    {"dismiss", "allow", "refuse", "convict", "acquit", "sentence", "quash", "uphold", "rule"}
)


def main_subject(context: Context, number: int) -> Token | None:
    """The subject of a sentence's main clause; None where it has none of its own."""
    sentence = context.document.parse.sentences[number]
    for token in context.tokens[sentence.first : sentence.last]:
        if token.head == token.index:
            return context.tree.child(token.index, *SUBJECTS)
    return None


def prosecutes(context: Context, token: Token | None) -> bool:
    """Whether a noun phrase names who investigates or prosecutes: no court, no party.

    A pronoun does where its sentence names such a body before.
    """
    if token is None or context.is_court(token):
        return False
    words = set(load(_FILE)["prosecuting"])
    if token.text.lower() in _MEANT:
        first = context.document.parse.sentences[token.sentence].first
        return any(t.lemma.lower() in words for t in context.tokens[first : token.index])
    source = context.source(token)
    named = context.text[source.start : source.end].lower().replace("'s", "").replace("’s", "")
    return any(word.strip(".,").removesuffix("s") in words for word in named.split())


_TURNED_DOWN = frozenset({"dismiss", "reject", "refuse", "deny"})


def turns_down(context: Context, head: int) -> bool:
    """Whether a predicate turns down what was asked of a court: "was dismissed", "refused"."""
    return head >= 0 and context.tokens[head].lemma.lower() in _TURNED_DOWN
