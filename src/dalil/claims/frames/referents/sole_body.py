"""The one body that a part of its name, "the company" or "its" can stand for.

"Brindex's manager" where one name begins with "Brindex"; "the fund's director" and "its chairman" where the paragraph,
or the whole text so far, names one body only. Where there are two nobody is told: an office laid at the wrong body is
worse than one without.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cached_property

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.referents.salience import Salience
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

OF_BODIES = frozenset({"its", "our", "your"})
_SHORTEST = 4
"""Letters of a word that stands for a name."""


class Nearby:
    """Finds such bodies in one document.

    Args:
        context: The document.
        generic: Nouns that stand for bodies.
    """

    def __init__(self, context: Context, generic: Set[str]) -> None:
        self.context = context
        self.document = context.document
        self._generic = generic
        self._salience = Salience(context)

    def meant(self, token: Token) -> Mention | None:
        """The body of a first word of its name, or of "the" with a noun and nothing else; else None."""
        if token.pos == "PROPN" and self.document.mention_at(token.start, token.end) is None:
            return self._first_words.get(token.text)
        lemma = token.lemma.lower()
        if token.pos != "NOUN" or lemma not in self._generic or token.tag == "NNS":
            return None
        tree = self.context.tree
        determiner = tree.child(token.index, "det")
        if determiner is None or determiner.lemma.lower() not in ("the", "this", "that"):
            return None
        if tree.children(
            token.index, "amod", "compound", "prep", "poss", "relcl", "acl", "appos", "conj"
        ):
            return None
        body = self._salience.sole(token.start)
        said = {w.strip(".,()").lower() for w in body.text.split()} if body is not None else set()
        public = self._salience.is_public_noun(lemma) or (
            body is not None and self._salience.is_public(body)
        )
        return None if public and lemma not in said else body

    def owner(self, pronoun: Token) -> Mention | None:
        """The body of "its chairman"; of "our" and "your" only where a text names no second one."""
        everywhere = pronoun.text.lower() != "its"
        return self._salience.sole(pronoun.start, everywhere=everywhere)

    @cached_property
    def _first_words(self) -> dict[str, Mention]:
        """Bodies by the first word of their name, where no other name has it."""
        found: dict[str, Mention | None] = {}
        cluster = self.document.cluster_of
        for mention in self.document.mentions:
            parts = mention.text.split()
            word = parts[0] if parts else ""
            if len(word) < _SHORTEST or not word[:1].isupper():
                continue
            alone = mention.type != MentionType.ORGANISATION or len(parts) < 2
            known = found.get(word, mention)
            same = known is not None and cluster(known) == cluster(mention)
            found[word] = mention if same and not alone else None
        return {word: one for word, one in found.items() if one is not None}
