"""A parse as a tree that can be walked: children, clause extents, subjects.

Built once per document in time linear in its tokens. It knows no vendor and no lexicon; it does not
correct the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dalil.claims.parse import Parse, Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
"""Dependency labels of subjects (CLEAR style)."""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Tags of verbs that carry a clause."""


MAX_CHILDREN = 100
"""Children of one word that are looked at, the nearest: a word of good text has few, a list pasted
as a sentence may have ten thousand."""
_CLIPPED = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")


def _corrected(token: Token) -> Token:
    """A token whose lemma lost its e: "hoped" is of "hope", since "hop" gives "hopped"."""
    lemma, text = token.lemma, token.text.lower()
    clipped = token.pos == "VERB" and text in (lemma + "ed", lemma + "ing", lemma + "es")
    if clipped and _CLIPPED.fullmatch(lemma):
        return replace(token, lemma=lemma + "e")
    return token


class Tree:
    """Children and extents of every token of a parse.

    Attributes:
        tokens: The tokens of the parse.
        kids: Children by token index, in order of place.
        left: First token of each token's subtree.
        right: Last token of each token's subtree.
    """

    def __init__(self, parse: Parse) -> None:
        parse = replace(parse, tokens=tuple(_corrected(t) for t in parse.tokens))
        self.parse = parse
        self.tokens = parse.tokens
        count = len(parse.tokens)
        self.kids: list[list[int]] = [[] for _ in range(count)]
        for token in parse.tokens:
            if token.head != token.index and 0 <= token.head < count:
                self.kids[token.head].append(token.index)
        self.left = list(range(count))
        self.right = list(range(count))
        for index in reversed(self._downwards()):
            for kid in self.kids[index]:
                self.left[index] = min(self.left[index], self.left[kid])
                self.right[index] = max(self.right[index], self.right[kid])
        for index, kids in enumerate(self.kids):
            if len(kids) > MAX_CHILDREN:
                near = sorted(kids, key=lambda kid, at=index: abs(kid - at))  # type: ignore[misc]
                self.kids[index] = sorted(near[:MAX_CHILDREN])

    def _downwards(self) -> list[int]:
        order = [t.index for t in self.tokens if t.head == t.index]
        for index in order:  # grows while it is walked: breadth first, no recursion
            order.extend(self.kids[index])
        return order

    def children(self, index: int, *deps: str) -> list[Token]:
        """Children of a token, of the given labels if any are given."""
        found = (self.tokens[k] for k in self.kids[index])
        return [t for t in found if not deps or t.dep in deps]

    def child(self, index: int, *deps: str) -> Token | None:
        """The first child with one of the labels."""
        return next(iter(self.children(index, *deps)), None)

    def ancestors(self, index: int) -> Iterator[Token]:
        """Heads from the nearest to the root."""
        seen = 0
        while self.tokens[index].head != index and seen < 200:
            index = self.tokens[index].head
            seen += 1
            yield self.tokens[index]

    def subject(self, index: int) -> Token | None:
        """Subject of a verb: its own, else that of the verb it is joined or subordinated to.

        Participles and infinitives take the subject of the clause that governs them; a relative
        clause takes its relative pronoun.
        """
        for _ in range(6):
            own = self.child(index, *SUBJECTS) or self._of_auxiliary(index)
            if own is not None:
                return own
            token = self.tokens[index]
            if token.dep in ("acl", "relcl"):
                head = self.tokens[token.head]
                if token.tag == "VB":
                    return None  # "grounds to suspect": nobody named suspects
                return head if head.pos in ("NOUN", "PROPN", "PRON") else None
            if token.dep not in (
                "conj",
                "xcomp",
                "acomp",
                "advcl",
                "aux",
                "pcomp",
                "prep",
                "ccomp",
                "dep",
            ):
                return None
            if token.dep == "pcomp":
                verb = self.tokens[self.tokens[token.head].head]
                target = self.child(verb.index, "dobj", "nsubjpass")
                if self.tokens[token.head].lemma in ("for", "of", "from") and target is not None:
                    return target  # "accused her of taking", "was fined for hiding"
            if token.dep == "ccomp" and token.tag in ("VBD", "VBZ", "VBP"):
                return None
            index = token.head
        return None

    def _of_auxiliary(self, index: int) -> Token | None:
        """A subject that the parser hung on the auxiliary: "the verdict was later overturned"."""
        found = (self.child(k.index, *SUBJECTS) for k in self.children(index, "aux", "auxpass"))
        return next((t for t in found if t is not None), None)

    def governing(self, index: int) -> Token | None:
        """The verb of which a noun is the object; so it is behind "as" in "dismissed as fiction a report that"."""
        token = self.tokens[index]
        above = self.tokens[token.head]
        if token.dep in ("dobj", "nsubjpass"):
            return above if above.pos == "VERB" else None
        called = self.child(above.index, "pobj")
        if token.dep != "pobj" or above.lemma != "as" or called is None or called.index >= index:
            return None
        verb = self.tokens[above.head]
        return verb if verb.pos == "VERB" else None

    def extent(self, index: int) -> tuple[int, int]:
        """Offsets of a token's whole subtree."""
        return self.tokens[self.left[index]].start, self.tokens[self.right[index]].end

    def sentence_extent(self, index: int) -> tuple[int, int]:
        """Offsets of the sentence that holds a token."""
        sentence = self.parse.sentences[self.tokens[index].sentence]
        return self.tokens[sentence.first].start, self.tokens[sentence.last - 1].end

    def within(self, index: int, above: int) -> bool:
        """Whether a token stands in the subtree of another (or is it)."""
        return index == above or any(t.index == above for t in self.ancestors(index))
