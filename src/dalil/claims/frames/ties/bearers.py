"""Whom a noun describes: the bearer of an office, by the ways in which English says it.

"X is the head", "X, the head", "the head, X", "Minister X", "as head, X ...", "in her role as head",
"the election of X as head", "promoted to head", "held the post of head", "X (head of Y)". A noun that
only stands near a name describes nobody.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.mentions.context import kinds_of
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

_COPULAS = frozenset({"be", "become", "remain", "stay", "turn"})
_HOLDING = frozenset({*_COPULAS, "have", "hold", "own", "get", "receive", "serve"})
_AS = frozenset({"as", "whilst", "while", "then", "qua"})
_UP = frozenset({"promote", "elevate", "raise", "appoint", "name", "advance", "return", "transfer"})
_RISING = frozenset({"rise", "return", "move", "advance", "switch", "ascend"})
_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_AGED = re.compile(r"\s*,\s*(?:(?:aged\s+)?\d{2}\s*,\s*)?$")
_WHO_IS = re.compile(
    r"\s*(?:\(\d\d\))?,?\s*(?:who )?(?:is|was|has been|had been|became|serves as|served as|acted as)?"
    r"(?:,? (?:until|till|since|from|in) (?:[A-Z][a-z]+ )?\d{4})?"
    r"(?:,? (?:then|now|also|still|at (?:the|that)(?: time)?|previously|formerly|later|once))*,?\s*(?:the |an? )?",
    re.IGNORECASE,
)
_LEADING = re.compile(r"\s*,?\s*(?:(?:[A-Z]\.){2} |(?:[A-Z][a-z]{1,11}\.? ){0,2})")
_DESCRIBED = re.compile(
    r"\s*,?\s*(?:(?:the|an?|one) )?(?:[a-z-]+ ){0,3}(?P<noun>[a-z-]+) (?:(?:[A-Z][a-z]{1,11}\.? ){0,2})"
)
_FURTHEST = 90
"""Farthest name before or behind a noun phrase that is still beside it, in code points."""
_DEPTH = 6


class Bearers:
    """Finds the bearers of nouns of one document.

    Args:
        context: The document.
        ends: Finds the mentions behind words.
    """

    def __init__(self, context: Context, ends: Ends) -> None:
        self.context = context
        self.ends = ends
        words = load(FILE)
        self._positions = frozenset(words["positions"])
        self._giving = frozenset(words["giving"])
        self._placing = frozenset(words["placing"])
        self._placing = frozenset(words["placing"])
        self._seeing = frozenset(words["seeing"])
        self._firms_offices = frozenset(words["roles"]["represents"])
        self._succession = frozenset(words["succession"])

    def of(self, noun: Token, first: int, last: int) -> list[Mention]:
        """The bearers of a noun.

        Args:
            noun: The noun.
            first: First token of its own phrase ("former deputy minister of ports").
            last: Last token of that phrase.

        Returns:
            One mention for each bearer; empty where the words give none.
        """
        found = self._described(noun, 0)
        if not found:
            found = self._beside(noun, first, last)
        return [m for m in found if m.type in _PARTIES and not m.start <= noun.start < m.end]

    def predicate(self, noun: Token) -> int:
        """The word by which a noun is said of somebody: the copula, else its head."""
        first = noun
        for _ in range(_DEPTH):
            if first.dep != "conj" or self.context.tokens[first.head].pos not in ("NOUN", "PROPN"):
                break
            first = self.context.tokens[first.head]
        return first.head

    def denied(self, noun: Token) -> bool:
        """Whether a noun is denied of its bearer: by its own predicate, not by one that the bearer is in."""
        first = noun
        for _ in range(_DEPTH):
            if first.dep != "conj" or self.context.tokens[first.head].pos not in ("NOUN", "PROPN"):
                break
            first = self.context.tokens[first.head]
        if first.dep in ("attr", "oprd", "acomp", "ROOT", "ccomp"):
            return self.context.negated(first.head)
        verb = self._giving_verb(first)
        return verb is not None and self.context.negated(verb.index)

    def _giving_verb(self, noun: Token) -> Token | None:
        """The verb that gives an object its office: "held the post of head", "served as head", not "met the head, X"."""
        tokens = self.context.tokens
        above = tokens[noun.head]
        if noun.dep == "dobj":
            lemma, named = above.lemma.lower(), self.context.tree.child(noun.index, "det") is None
            return above if lemma in _HOLDING or (named and lemma in self._placing) else None
        if noun.dep != "pobj":
            return None
        over = tokens[above.head]
        if above.lemma.lower() == "as":
            if over.pos == "NOUN" and over.lemma.lower() in self._positions:
                over = tokens[over.head]  # "never held any job as director"
            return over if over.pos in ("VERB", "AUX") else None
        held = over.pos == "NOUN" and over.lemma.lower() in self._positions
        if held and tokens[over.head].pos == "VERB":
            return tokens[over.head]
        return None

    def _described(self, noun: Token, depth: int) -> list[Mention]:
        """Whom a noun describes by the tree."""
        if depth > _DEPTH:
            return []
        tree, tokens = self.context.tree, self.context.tokens
        head = tokens[noun.head]
        behind = next((k for k in tree.children(noun.index, "appos") if k.index > noun.index), None)
        apposed = self._named(noun, behind)
        if apposed:
            return apposed
        if noun.dep in ("attr", "oprd", "acomp") and head.pos in ("VERB", "AUX"):
            return self._by_verb(head)
        if noun.dep == "dobj" and head.text.lower() == "managing":  # "X, then managing director"
            return self._described(replace(noun, dep=head.dep, head=head.head), depth + 1)
        if noun.dep == "dobj" and head.lemma.lower() in self._placing:
            return self._placed_before(noun)
        if noun.dep == "pobj" and head.lemma.lower() == "among":
            return self._persons(tree.child(head.head, "attr", "nsubj"))
        if noun.dep == "pobj" and head.lemma.lower() in _AS:
            return self._by_as(head)
        if noun.dep == "pobj" and head.lemma == "to":
            return self._by_to(tokens[head.head])
        if noun.dep == "pobj" and head.lemma in ("of", "by"):
            return self._by_position(tokens[head.head])
        if noun.dep in ("appos", "conj"):
            own = self._named(noun, head) if noun.dep == "appos" else []
            return own or self._inherited(noun, head, depth)
        if noun.dep in ("compound", "nmod", "amod") and head.index > noun.index:
            return self._named(noun, head) if self._titled(head) else []
        if noun.dep == "nsubj" and head.lemma == "be":
            told = tree.child(head.index, "attr")
            return self._persons(told) or self._apposed(told)
        if noun.dep == "dobj" and head.lemma in ("serve", "become", "remain"):
            return self._by_verb(head)
        if noun.dep == "ROOT":
            return [
                m
                for m in self.ends.all(self.ends.focus.goes_on_with(noun))
                if m.type == MentionType.PERSON
            ]
        return []

    def _apposed(self, noun: Token | None) -> list[Mention]:
        """The person named behind a noun: "its director was his brother, X"."""
        kids = self.context.tree.children(noun.index, "appos") if noun is not None else []
        found = [m for k in kids if k.pos == "PROPN" for m in self._persons(k)]
        return [m for m in found if m.type == MentionType.PERSON][:1]

    @staticmethod
    def _one_of(name: Mention) -> list[Mention]:
        return [name] if name.type == MentionType.PERSON else []

    def _inherited(self, noun: Token, head: Token, depth: int) -> list[Mention]:
        """By the noun that a noun is joined to: "chairman and founder", "a lawyer (head of Y)"."""
        if head.pos not in ("NOUN", "PROPN") or self.ends.document.mention_at(head.start, head.end):
            above = self.context.tokens[head.head]
            if noun.dep == "conj" and above.lemma == "of" and above.dep == "prep":
                return self._described(self.context.tokens[above.head], depth + 1)
            return []
        return self._described(head, depth + 1)

    def _named(self, noun: Token, name: Token | None) -> list[Mention]:
        """The name beside a noun: one for "the head, X and Y", both for "the heads, X and Y"."""
        found = self._persons(name)
        return found if noun.tag in ("NNS", "NNPS") else found[:1]

    def _titled(self, name: Token) -> bool:
        """Whether a title stands before a person's name, not before a word of its own phrase."""
        mention = self.ends.document.mention_at(name.start, name.end)
        return mention is not None and mention.type == MentionType.PERSON

    def _by_verb(self, verb: Token) -> list[Mention]:
        """The subject of "is", the person of "appointed X minister"."""
        tree = self.context.tree
        if verb.lemma in _COPULAS:
            return self.ends.all(tree.subject(verb.index))
        if verb.lemma.lower() not in self._placing and verb.lemma not in ("serve", "act", "work"):
            return []
        return self._placed(verb)

    def _placed(self, verb: Token) -> list[Mention]:
        """The person of a verb that gives or takes an office."""
        tree = self.context.tree
        passive = tree.child(verb.index, "auxpass", "nsubjpass") is not None or (
            verb.tag == "VBN" and verb.dep in ("acl", "relcl", "advcl")
        )
        target = tree.child(verb.index, "dobj", "dative")
        if not passive and target is not None and verb.lemma.lower() in self._placing:
            return self.ends.all(target)
        return self.ends.all(tree.subject(verb.index))

    def _placed_before(self, noun: Token) -> list[Mention]:
        """The person between a verb and an office: "appointed X head of Y"."""
        for kid in self.context.tree.children(noun.index, "nmod", "compound", "poss"):
            found = self._persons(kid) if kid.pos == "PROPN" and kid.index < noun.index else []
            if found and found[0].type == MentionType.PERSON:
                return found
        return []

    def _by_as(self, preposition: Token) -> list[Mention]:
        """Behind "as" and "whilst": the subject of the clause, the owner of a capacity."""
        tree, tokens = self.context.tree, self.context.tokens
        above = tokens[preposition.head]
        lemma = above.lemma.lower()
        if above.pos == "NOUN" and lemma in self._positions | self._giving:
            return self._by_position(above)
        if above.pos in ("VERB", "AUX"):
            return [] if lemma in self._seeing else [*self._placed(above), *self._after(above)]
        own = self._persons(above)
        if own:
            return own
        verb = next((t for t in tree.ancestors(above.index) if t.pos in ("VERB", "AUX")), None)
        near = verb is not None and preposition.lemma.lower() != "as"
        return self.ends.all(tree.subject(verb.index)) if near and verb is not None else []

    def _after(self, verb: Token) -> list[Mention]:
        """The other one of a succession: "X succeeded Y as head", "X was replaced as head by Y"."""
        if verb.lemma.lower() not in self._succession:
            return []
        agent = self.context.tree.child(verb.index, "agent")
        other = self.context.tree.child(agent.index if agent else verb.index, "pobj", "dobj")
        return self._persons(other)

    def _by_to(self, above: Token) -> list[Mention]:
        """Behind "promoted to" and "his appointment to"."""
        lemma = above.lemma.lower()
        if above.pos == "VERB" and lemma in _UP:
            return self._placed(above)
        if above.pos == "VERB" and lemma in _RISING:
            return self.ends.all(self.context.tree.subject(above.index))
        return self._by_position(above) if above.pos == "NOUN" and lemma in self._giving else []

    def _by_position(self, position: Token) -> list[Mention]:
        """The owner of a post: "his post", "X's appointment", "the election of X", "X held the post"."""
        tree, tokens = self.context.tree, self.context.tokens
        lemma = position.lemma.lower()
        if position.pos != "NOUN" or lemma not in self._positions | self._giving:
            return []
        owner = tree.child(position.index, "poss")
        if owner is not None:
            return self.ends.all(owner)
        if lemma in self._giving:
            for kid in tree.children(position.index, "prep"):
                inner = tree.child(kid.index, "pobj")
                if kid.lemma == "of" and self._persons(inner):
                    return self._persons(inner)
        head = tokens[position.head]
        if head.dep == "prep":
            head = tokens[head.head]
        return self._placed(head) if head.pos in ("VERB", "AUX") else []

    def _persons(self, token: Token | None) -> list[Mention]:
        """Persons (or bodies) that are named at a token, with those joined to them."""
        if token is None or token.pos not in ("PROPN", "NOUN", "PRON"):
            return []
        document = self.ends.document
        mention = document.mention_at(token.start, token.end)
        if mention is None or mention.type not in _PARTIES:
            found = self.ends.one(token) if token.pos == "PRON" else None
            return [found] if found is not None else []
        return self.ends.all(token)

    def _beside(self, noun: Token, first: int, last: int) -> list[Mention]:
        """A name right before or behind a noun phrase, where the parser lost the apposition."""
        tokens, text, document = self.context.tokens, self.context.text, self.ends.document
        start, end = tokens[first].start, tokens[last].end
        low, high = self.context.tree.sentence_extent(noun.index)
        before = document.mentions_in(max(low, start - _FURTHEST), start)
        if before:
            name = next((m for m in reversed(before) if m.type == MentionType.PERSON), None)
            if name is not None and name.end <= start and name.start >= low:
                said = text[name.end : start]
                if (
                    _AGED.fullmatch(said)
                    or _WHO_IS.fullmatch(said)
                    or said.strip() in ("(", "–", "—", ", then", ", once")
                ):
                    return [name]
        behind = document.mentions_in(end, min(high, end + 48))
        name = next((m for m in behind if m.start >= end), None)
        if name is not None and name.type == MentionType.PERSON and name.start < high:
            told = _DESCRIBED.fullmatch(text, end, name.start)
            owned = self.context.tree.child(noun.index, "poss", "prep") is not None
            if told and owned and kinds_of(told["noun"]) == (MentionType.PERSON,):
                return [name]  # "her brother-in-law, the farmer X"
        if name is not None and name.start > end + 12:
            return []
        if (
            name is not None
            and noun.lemma.lower() in self._firms_offices
            and text[end : name.start] == ", "
        ):
            return [name] if name.type == MentionType.ORGANISATION else self._one_of(name)
        if name is None or name.type != MentionType.PERSON or name.start >= high:
            return []
        said = text[end : name.start]
        return [name] if _LEADING.fullmatch(said) and said else []
