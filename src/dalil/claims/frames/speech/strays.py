"""Contents of a cue that the parser hung elsewhere: "told a meeting of owners that ...", "said after the vote he ...".

Asked only where a verb of saying or thinking was given no content at all. Words between the cue and its
content tell to whom, when or where it was said. It does not say who the holder is.
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.frames.basis.lexicon import Cue
from dalil.claims.parse import Token

FAR = 16
"""Tokens behind a cue in which its content begins."""
_SAYING = frozenset({"say", "think", "allege", "point-out", "ask"})
_CLAUSES = ("relcl", "acl", "advcl", "ccomp", "dep")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_RESULT = frozenset({"so", "such"})
_EMPTY = frozenset(
    {"nothing", "something", "anything", "everything", "little", "much", "more", "this", "these"}
)
"""Words that stand for what is said, so that a clause behind them is none: "said nothing because ..."."""
_RELATIVES = ("WDT", "WP", "WP$", "WRB")


def strays(context: Context, token: Token, cue: Cue) -> Iterator[tuple[int, int, int]]:
    """Token ranges (first, last, head) of the content of a cue that has none: one at most."""
    if cue.id not in _SAYING or context.tree.subject(token.index) is None:
        return
    found = _behind_that(context, token) or _behind_phrase(context, token)
    if found is None and token.lemma == "say":
        found = _all_behind(context, token)
    if found is not None:
        yield found


def _behind_that(context: Context, token: Token) -> tuple[int, int, int] | None:
    """A that-clause hung on a word of whom it is said to or of when: "told the owners on Monday that ..."."""
    tree, tokens = context.tree, context.tokens
    last = min(tree.right[token.index], token.index + FAR)
    for that in tokens[token.index + 1 : last + 1]:
        verb = tokens[that.head]
        asked = token.lemma == "ask" and that.text.lower() in ("if", "whether")
        if not (asked or that.text.lower() == "that") or not that.index < verb.index:
            continue
        if verb.dep not in _CLAUSES or that.dep not in ("mark", "advmod", "dobj", "det", "nsubj"):
            continue
        subject = tree.child(verb.index, *SUBJECTS)
        if subject is None or subject.index <= that.index or not _hangs(context, token, verb):
            continue
        filled = verb.pos == "ADJ" or tree.child(verb.index, "auxpass") is not None
        filled = filled or tree.child(token.index, "nsubjpass") is not None
        if that.dep == "dobj" and not filled:
            continue
        if any(t.lemma.lower() in _RESULT for t in tokens[token.index + 1 : that.index]):
            return None  # "spoke so low that ...": what came of it
        return that.index + (not asked), tree.right[verb.index], verb.index
    return None


def _hangs(context: Context, cue: Token, verb: Token) -> bool:
    """Whether nothing but nouns and prepositions stands between a clause and the cue above it."""
    for above in context.tree.ancestors(verb.index):
        if above.index == cue.index:
            return True
        if above.pos in ("VERB", "AUX") or above.lemma.lower() in context.lexicon.nouns:
            return False
    return False


def _behind_phrase(context: Context, token: Token) -> tuple[int, int, int] | None:
    """A clause without "that" behind a phrase of time or place: "said after the vote she would resign"."""
    tree, tokens = context.tree, context.tokens
    opening = tokens[min(token.index + 1, len(tokens) - 1)]
    if opening.pos != "ADP":
        return None
    for verb in tokens[token.index + 2 : token.index + 2 * FAR]:
        if verb.sentence != token.sentence:
            return None
        subject = tree.child(verb.index, *SUBJECTS)
        if verb.dep not in ("advcl", "ccomp", "relcl") or subject is None:
            continue
        if not _finite(context, verb) or tree.child(verb.index, "mark") is not None:
            return None
        first = tree.left[subject.index]
        between = tokens[token.index + 1 : first]
        plain = all(t.pos not in ("VERB", "AUX", "PUNCT") for t in between)
        near = (*between, *tree.children(verb.index))
        related = any(t.tag in _RELATIVES for t in near)
        if verb.dep == "relcl" and token.lemma != "say":
            return None
        if plain and not related and first > token.index + 2 and _hangs(context, token, verb):
            return first, tree.right[verb.index], verb.index
        return None
    return None


def _all_behind(context: Context, token: Token) -> tuple[int, int, int] | None:
    """All words behind "said" where a finite verb stands among them and its parse is in pieces."""
    tree, tokens = context.tree, context.tokens
    subject = tree.subject(token.index)
    first, last = token.index + 1, tree.right[token.index]
    if subject is None or subject.index > token.index or last - first < 2:
        return None
    opens = tokens[first].pos in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM")
    if not opens or tokens[first].tag in _RELATIVES or tokens[first].lemma.lower() in _EMPTY:
        return None
    for verb in tokens[first + 1 : last + 1]:
        if verb.text in (",", ";", ":") or context.quoted(verb.start):
            return None
        if verb.tag in _FINITE and verb.dep not in ("relcl", "aux", "auxpass"):
            return first, last, verb.index
    return None


def _finite(context: Context, verb: Token) -> bool:
    near = (verb, *context.tree.children(verb.index, "aux", "auxpass"))
    return any(t.tag in _FINITE for t in near)
