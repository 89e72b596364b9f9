"""What the parse says of a name's type: whose deeds people alone do, what a clause says a name is.

"Ada Mirel presents herself as", "Velm was born", "Tolmak is a politician (leader of ...)": votes by the
grammar of the sentence, where the words right beside the name say nothing. They are added to the votes of
:mod:`dalil.claims.mentions.types`; nothing is decided here.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from dalil.claims.mentions.context import kinds_of
from dalil.claims.parse import Parse, Token
from dalil.claims.wordlists import lexicon
from dalil.evidence import MentionType

PER, ORG, LOC = MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION
Votes = Counter[MentionType]
_SUBJECTS = ("nsubj", "nsubjpass")
_SELF = frozenset({"himself", "herself"})
_MOST = 40
"""Tokens of a clause that are looked at."""


class Syntax:
    """Votes by the grammar of a parse, looked up by place."""

    def __init__(self, parse: Parse) -> None:
        self._tokens = parse.tokens
        self._starts = [token.start for token in parse.tokens]

    @cached_property
    def _kids(self) -> Mapping[int, list[int]]:
        found: dict[int, list[int]] = {}
        for token in self._tokens:
            if token.head != token.index:
                found.setdefault(token.head, []).append(token.index)
        return found

    def votes(self, start: int, end: int) -> Votes:
        """Votes for the name at a place; none where the parse does not cover it."""
        head = self._head(start, end)
        return self._of(head) if head else Counter()

    def acts(self, start: int, end: int) -> bool:
        """Whether the name at a place does something, owns something, or has something done to it."""
        head = self._head(start, end)
        if head is None:
            return False
        above = self._tokens[head.head]
        if head.dep in (*_SUBJECTS, "dobj", "dative"):
            called = above.lemma == "be" and any(
                self._tokens[kid].dep == "attr" for kid in self._kids.get(above.index, ())[:_MOST]
            )
            return above.pos in ("VERB", "AUX", "ADJ") and not called
        return head.dep == "poss"

    def _head(self, start: int, end: int) -> Token | None:
        """The word of a name on which its others depend."""
        first = bisect.bisect_left(self._starts, start)
        last = bisect.bisect_left(self._starts, end)
        inside = range(first, min(last, first + 12))
        head = next((i for i in inside if self._tokens[i].head not in inside), None)
        if head is None:
            head = next((i for i in inside if self._tokens[i].head == i), None)
        return self._tokens[head] if head is not None else None

    def _of(self, token: Token) -> Votes:
        votes: Votes = Counter()
        above = self._tokens[token.head]
        words = lexicon("mentions_syntax")
        if token.dep in _SUBJECTS and above.pos in ("VERB", "AUX"):
            lemma = above.lemma.lower()
            passive = token.dep == "nsubjpass"
            for kind in (PER, ORG):
                verbs = words["suffering" if passive else "doing"][kind.value]
                votes[kind] += 2 if lemma in verbs else 0
            if above.lemma == "be":
                votes.update(self._called(above))
            votes[PER] += 3 if self._reflexive(above) else 0
        elif token.dep == "dobj":
            for kind in (PER, ORG):
                votes[kind] += 2 if above.lemma.lower() in words["suffering"][kind.value] else 0
        for kid in self._kids.get(token.index, ())[:_MOST]:
            below = self._tokens[kid]
            if below.dep == "appos" and below.pos == "NOUN" and kid > token.index:
                votes.update(_named(below.lemma.lower()))
            if below.dep == "relcl" and self._who(kid):
                votes[PER] += 2
        if token.dep == "appos" and above.pos == "NOUN" and above.index < token.index:
            votes.update(_named(above.lemma.lower()))
        return +votes

    def _called(self, copula: Token) -> Votes:
        """What a clause says that its subject is: "X is a politician"."""
        for kid in self._kids.get(copula.index, ())[:_MOST]:
            below = self._tokens[kid]
            if below.dep == "attr" and below.pos == "NOUN":
                return _named(below.lemma.lower())
        return Counter()

    def _reflexive(self, verb: Token) -> bool:
        return any(
            self._tokens[kid].text.lower() in _SELF
            for kid in self._kids.get(verb.index, ())[:_MOST]
        )

    def _who(self, verb: int) -> bool:
        return any(
            self._tokens[kid].text.lower() in ("who", "whom")
            for kid in self._kids.get(verb, ())[:_MOST]
        )


def _named(noun: str) -> Votes:
    """Votes of a noun that says what a name is."""
    kinds = kinds_of(noun)
    return Counter(dict.fromkeys(kinds, 4)) if len(kinds) == 1 else Counter()
