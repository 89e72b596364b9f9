"""Whose view or account a phrase gives: "in the clerk's view", "by her own account", "on the prosecution's case".

Only a phrase that stands by itself, between marks, at the head of a sentence or behind its auxiliary, with a noun that
somebody owns.
"""

from __future__ import annotations

from functools import cache

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.holders import OWN
from dalil.claims.parse import Token

_BOUNDS = frozenset({",", ".", ":", ";", "-", "–", "—", "(", ")", "“", '"'})

_SUBJECT = frozenset({"PRON", "DET", "PROPN", "NOUN", "NUM", "ADJ"})
"""What a clause begins with."""


@cache
def _nouns(key: str) -> frozenset[str]:
    """Words of ``speech_en.yaml``, under "views"."""
    return frozenset(load("speech_en.yaml")["views"].get(key, ()))


def in_ones_view(context: Context, token: Token) -> Token | None:
    """Whose view it is in "in X's view, ...", "by X's own account"; None elsewhere, and where it is the document's own."""
    known = _nouns(f"of_{token.text.lower()}")
    noun = context.tree.child(token.index, "pobj") if known else None
    if noun is None or noun.lemma.lower() not in known:
        return None
    owner = context.tree.child(noun.index, "poss")
    if owner is None or owner.text.lower() in OWN or context.tree.right[noun.index] > noun.index:
        return None
    sentence = context.document.parse.sentences[token.sentence]
    opens = token.index == sentence.first or context.tokens[token.index - 1].text in _BOUNDS
    after = noun.index + 1
    closes = after >= sentence.last or context.tokens[after].text in _BOUNDS
    if noun.lemma.lower() in _nouns("cases") and owner.lemma.lower() not in _nouns("sides"):
        return None  # "on Orla Venn's case": whoever works on it
    if token.text.lower() == "in" and noun.lemma.lower() in _nouns("plainly"):
        before = context.tokens[token.index - 1]
        within = token.index > sentence.first and before.lemma.lower() in ("be", "have")
        alone = token.index == sentence.first and context.tokens[after].pos in _SUBJECT
        opens, closes = opens or within, closes or alone or within
    return owner if opens and closes else None
