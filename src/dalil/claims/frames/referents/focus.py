"""The body that words are about though they do not name it: "The director is X" behind "Y was set up in 2009".

The one organisation that the sentences just before name, or the one that the last of them is about. Where
they name several and are about none of them nobody is told; offices of state have no such body. Here too:
"the latter", and the person of whom a line without a verb goes on ("Director of Y from 2011").
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.parse import Sentence, Token
from dalil.evidence import Mention, MentionType

_SUBJECTS = ("nsubj", "nsubjpass")
_BACK = 3
"""Sentences before a word that are looked at, in its own paragraph."""
_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)


class Focus:
    """What the sentences before a word are about.

    Args:
        context: The document.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.document = context.document

    def body(self, token: Token) -> Mention | None:
        """The organisation that a word without one belongs to; None where the words leave it open."""
        begins = self.context.tree.sentence_extent(token.index)[0]
        here = self._bodies(begins, token.start)
        if here:
            return self._only(here)
        for number, sentence in enumerate(self._before(token)):
            about = self._subject(sentence)
            if about is not None and about.type == MentionType.ORGANISATION:
                return about
            named = self._bodies(*self._extent(sentence))
            if named:
                return self._only(named) if not number or about is None else None
        return None

    def latter(self, token: Token) -> Mention | None:
        """Whom "the latter" means: the last one named in the sentence before."""
        for sentence in self._before(token)[:1]:
            start, end = self._extent(sentence)
            named = [m for m in self.document.mentions_in(start, end) if m.type in _PARTIES]
            return named[-1] if len(named) > 1 else None
        return None

    def goes_on_with(self, noun: Token) -> Token | None:
        """The subject of the sentence before, where a sentence is an office alone, without a verb."""
        sentence = self.document.parse.sentences[noun.sentence]
        words = self.context.tokens[sentence.first : sentence.last]
        if noun.dep != "ROOT" or any(
            t.pos in ("VERB", "AUX") and t.tag != "VBG" for t in words[:12]
        ):
            return None
        for before in self._before(noun):
            root = self._root(before)
            if root is None or root.pos not in ("VERB", "AUX"):
                continue
            return self.context.tree.child(root.index, *_SUBJECTS)
        return None

    def told_of(self, token: Token) -> Mention | None:
        """The body of which the sentence before says what somebody holds: Y of "X finds that Y used less"."""
        for sentence in self._before(token)[:1]:
            root = self._root(sentence)
            told = self.context.tree.child(root.index, "ccomp") if root is not None else None
            found = self._named(told)
            return found if found is not None and found.type == MentionType.ORGANISATION else None
        return None

    def _before(self, token: Token) -> list[Sentence]:
        """The sentences before a word's own in its paragraph, the nearest first."""
        sentences = self.document.parse.sentences
        own = sentences[token.sentence]
        near = sentences[max(0, token.sentence - _BACK) : token.sentence]
        return [s for s in reversed(near) if s.passage == own.passage]

    def _extent(self, sentence: Sentence) -> tuple[int, int]:
        tokens = self.context.tokens
        return tokens[sentence.first].start, tokens[sentence.last - 1].end

    def _root(self, sentence: Sentence) -> Token | None:
        words = self.context.tokens[sentence.first : sentence.last]
        return next((t for t in words if t.dep == "ROOT"), None)

    def _subject(self, sentence: Sentence) -> Mention | None:
        """Of whom a sentence is: "X finds that Y used less" is of Y."""
        root = self._root(sentence)
        if root is None:
            return None
        for verb in (self.context.tree.child(root.index, "ccomp"), root):
            found = self._named(verb)
            if found is not None and found.type in _PARTIES:
                return found
        return None

    def _named(self, verb: Token | None) -> Mention | None:
        subject = self.context.tree.child(verb.index, *_SUBJECTS) if verb is not None else None
        return self.document.mention_at(subject.start, subject.end) if subject is not None else None

    def _bodies(self, start: int, end: int) -> list[Mention]:
        found = self.document.mentions_in(start, end) if start < end else ()
        return [
            m
            for m in found
            if m.type == MentionType.ORGANISATION and start <= m.start and m.end <= end
        ]

    def _only(self, bodies: list[Mention]) -> Mention | None:
        clusters = {self.document.cluster_of(m) for m in bodies}
        return bodies[-1] if len(clusters) == 1 else None
