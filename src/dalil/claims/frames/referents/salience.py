"""Which body or person a definite word goes back to: "Its chairman, X", "the pharmacist, X", "The widow, Y".

The nearest candidate by place: the words before it in its sentence, then the sentences before in its
paragraph, their subject first. A public body and a newspaper have no owner and no managing director by the
way; the author of a document is seldom who "its" means there. Used only where words say that somebody stands
at the other end, never to tie two names that no word ties.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Callable
from functools import cached_property

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Sentence, Token
from dalil.evidence import Mention, MentionType

FILE = "relations_en.yaml"
_BACK = 4
"""Sentences before a word, in its own paragraph, that are looked at one by one."""
_MOST = 400
"""Names before a word among which the only body is looked for."""
_FURTHEST = 600
"""Code points before a possessive in which its person is looked for."""
_SUBJECTS = ("nsubj", "nsubjpass")


class Salience:
    """Candidates of one document for what definite words go back to.

    Args:
        context: The document.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.document = context.document
        self._public_words = frozenset({*load(FILE)["public_bodies"], *load(FILE)["press"]})
        named = self.document.mentions
        self._bodies = [
            m for m in named if m.type == MentionType.ORGANISATION and not self.is_public(m)
        ]
        self._starts = [m.start for m in self._bodies]
        self._named = [m for m in named if m.type == MentionType.ORGANISATION]
        self._named_starts = [m.start for m in self._named]

    def body(self, place: int, besides: frozenset[str] = frozenset()) -> Mention | None:
        """The firm or association that "its" or "the" of an office goes back to, named in the paragraph.

        Args:
            place: First code point of the definite words.
            besides: Clusters that are out of the question.
        """
        before = [
            m
            for m in self._bodies[: bisect.bisect_left(self._starts, place)]
            if m.end <= place and self._cluster(m) not in besides
        ]
        if not before:
            return None
        others = [m for m in before if self._cluster(m) not in self._authors]
        return self._near(place, others or before) or self._main(others or before)

    def sole(
        self, place: int, besides: frozenset[str] = frozenset(), *, everywhere: bool = False
    ) -> Mention | None:
        """The one body, public or not, that the paragraph or the whole text has named before a place.

        Args:
            place: First code point of the definite words.
            besides: Clusters that are out of the question.
            everywhere: One in a paragraph is not enough: the text has named no other.
        """
        out = besides | self._authors
        passage = self.context.passage_of(place)
        found: Mention | None = None
        last = bisect.bisect_left(self._named_starts, place)
        for mention in reversed(self._named[max(0, last - _MOST) : last]):
            cluster = self._cluster(mention)
            if mention.end > place or cluster in out:
                continue
            here = self._in(mention, passage)
            if found is not None and not here and not everywhere and self._in(found, passage):
                return found
            if found is not None and cluster != self._cluster(found):
                return None
            found = found or mention
        return found

    def _in(self, mention: Mention, passage: int) -> bool:
        return self.context.passage_of(mention.start) == passage

    def person(
        self, word: Token, besides: Mention, fits: Callable[[Token, Mention], bool]
    ) -> Mention | None:
        """The person that a possessive goes back to, in its paragraph or the one before.

        Args:
            word: "his", "her", or the article of "the widow".
            besides: Who is out of the question: the bearer of the noun.
            fits: Whether a person may be meant by a pronoun.
        """
        own = self._cluster(besides)
        before = [
            m
            for m in self.document.mentions_in(max(0, word.start - _FURTHEST), word.start)
            if m.type == MentionType.PERSON and m.end <= word.start
        ]
        before = [m for m in before if self._cluster(m) != own and fits(word, m)]
        return self._near(word.start, before) or (before[-1] if before else None)

    def is_public(self, mention: Mention) -> bool:
        """Whether a name is a court's, a ministry's or another public body's by one of its words."""
        words = {w.strip(".,()'’").lower() for w in mention.text.split()}
        return bool(words & self._public_words)

    def is_public_noun(self, noun: str) -> bool:
        """Whether a noun is that of a court, a ministry or another public body."""
        return noun in self._public_words

    def _near(self, place: int, before: list[Mention]) -> Mention | None:
        """The candidate of the own sentence, else of the nearest sentence of the paragraph."""
        number = self._sentence_at(place)
        if number is None:
            return None
        sentences = self.document.parse.sentences
        own = sentences[number]
        here = self._inside(own, before)
        if here:
            return self._subject_of(own, here) or here[-1]
        for sentence in reversed(sentences[max(0, number - _BACK) : number]):
            if sentence.passage != own.passage:
                break
            named = self._inside(sentence, before)
            if named:
                return self._subject_of(sentence, named) or named[0]
        return None

    def _main(self, before: list[Mention]) -> Mention | None:
        """The one firm that a document is about so far: named alone, or twice as often as any other."""
        counts = Counter(self._cluster(m) for m in before).most_common(2)
        if len(counts) > 1 and counts[0][1] < 2 * counts[1][1]:
            return None
        return next(m for m in reversed(before) if self._cluster(m) == counts[0][0])

    def _sentence_at(self, place: int) -> int | None:
        tokens = self.context.tokens
        index = min(self.context.token_at(place), len(tokens) - 1)
        return tokens[index].sentence if tokens else None

    def _inside(self, sentence: Sentence, names: list[Mention]) -> list[Mention]:
        tokens = self.context.tokens
        start, end = tokens[sentence.first].start, tokens[sentence.last - 1].end
        return [m for m in names if start <= m.start and m.end <= end]

    def _subject_of(self, sentence: Sentence, names: list[Mention]) -> Mention | None:
        words = self.context.tokens[sentence.first : sentence.last]
        subjects: list[Token] = [t for t in words if t.dep in _SUBJECTS]
        return next((m for t in subjects for m in names if m.start <= t.start < m.end), None)

    def _cluster(self, mention: Mention) -> str:
        return self.document.cluster_of(mention)

    @cached_property
    def _authors(self) -> frozenset[str]:
        found = set()
        for holder in self.document.own_voice:
            own = self.document.by_id.get(holder.reference.id) if holder.reference else None
            if own is not None:
                found.add(self._cluster(own))
        return frozenset(found)
