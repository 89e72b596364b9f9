"""Whose a verb of speaking is to which the parser gave no subject of its own.

"Resigned after a reporter, Orla Venn, revealed that A": the noun hangs on "after", the verb on "resigned". "She
submits A; argues that B; and adds that C": the later verbs hang on what was submitted. It resolves no pronoun.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.parse import Token

_BEFORE_CLAUSES = frozenset({"after", "before", "since", "until", "when", "as", "because"})
_CARRIED = ([";", "and"], [";", "but"])


def after_whom(context: Context, token: Token) -> Token | None:
    """The noun behind "after" or "before" that is the subject of the verb behind its comma."""
    if token.dep != "advcl" or token.tag not in ("VBD", "VBZ", "VBP") or not token.index:
        return None
    comma = context.tokens[token.index - 1]
    noun = context.tokens[comma.head]
    own = context.tree.child(token.index, *SUBJECTS)
    if comma.text != "," or noun.dep != "pobj" or own is not None:
        return None
    before = context.tokens[noun.head]
    return noun if before.lemma.lower() in _BEFORE_CLAUSES and before.head == token.head else None


def carried_on(context: Context, token: Token) -> Token | None:
    """The first cue of a sentence that a verb behind a semicolon carries on."""
    if token.tag not in ("VBZ", "VBD") or context.tree.child(token.index, *SUBJECTS) is not None:
        return None
    before = [t for t in context.tokens[max(0, token.index - 3) : token.index] if t.pos != "ADV"]
    if not before or not (before[-1].text == ";" or [t.text for t in before[-2:]] in _CARRIED):
        return None
    first = context.document.parse.sentences[token.sentence].first
    for other in context.tokens[first : token.index]:
        told = other.tag == token.tag and other.lemma.lower() in context.lexicon.verbs
        if told and context.tree.child(other.index, *SUBJECTS) is not None:
            return other
    return None
