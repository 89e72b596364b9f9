"""For whom somebody speaks: counsel and the client, a spokesman and the body, a firm and its mandate.

Read from role nouns ("a lawyer for X", "X's spokeswoman"), from the verbs of acting for somebody, and
from a speaker's own firm. Where a speaker has two clients in a document nobody is named: a denial laid
on the wrong person is worse than one without a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Source
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

_FILE = "proceedings_en.yaml"
_PARTY = (MentionType.PERSON, MentionType.ORGANISATION)
CLIENTS = frozenset({"client", "clients"})


class Names(Protocol):
    """Finds the mention that a noun phrase or a pronoun stands for."""

    def mention(self, token: Token) -> Mention | None:
        """The mention, or None."""
        ...


class Principals:
    """Who acts for whom in one document, by the clusters of their mentions.

    Args:
        context: The document.
        resolver: Finds the mention behind a noun phrase or a pronoun.
    """

    def __init__(self, context: Context, resolver: Names) -> None:
        self._context = context
        self._resolver = resolver
        self._words = load(_FILE)["speaking"]
        self._of: dict[str, dict[str, Mention]] = {}
        self._firms: dict[str, set[str]] = {}
        for token in context.tokens:
            if token.pos in ("NOUN", "PROPN"):
                self._by_noun(token)
            elif token.lemma in self._words["verbs"]:
                self._by_verb(token)

    def of(self, source: Source | None) -> Mention | None:
        """The one for whom the words of a holder speak, or None where there is none or more than one."""
        if source is None:
            return None
        head = self._context.tokens[source.head]
        if head.lemma.lower() in self._words["agents"]:
            named = self._principal(head)
            if named is not None:
                return named
        mention = self._resolver.mention(head)
        return self.of_mention(mention) if mention is not None else None

    def of_mention(self, mention: Mention) -> Mention | None:
        """The one for whom a named speaker, or the speaker's firm, acts."""
        cluster = self._context.document.cluster_of(mention)
        found = dict(self._of.get(cluster, {}))
        for firm in self._firms.get(cluster, ()):
            found |= self._of.get(firm, {})
        return next(iter(found.values())) if len(found) == 1 else None

    def voice_at(self, offset: int) -> Mention | None:
        """Who says "I" at a place outside quotations: the author of an earlier mail, or the document's."""
        document = self._context.document
        holder = document.voice_at(offset) or document.author
        return document.by_id.get(holder.reference.id) if holder.reference is not None else None

    def speaks_for_others(self, source: Source | None) -> bool:
        """Whether a holder is counsel or a spokesman by the words, or has a client."""
        if source is None:
            return False
        head = self._context.tokens[source.head]
        return head.lemma.lower() in self._words["agents"] or self.of(source) is not None

    def _by_noun(self, token: Token) -> None:
        lemma = token.lemma.lower()
        if lemma in self._words["agents"]:
            principal = self._principal(token)
            for agent in self._bearers(token) if principal is not None else ():
                self._keep(agent, principal)
        elif lemma in self._words["members"]:
            firm = self._party(self._phrase(token, ("at", "of", "with", "from", "in")))
            if firm is None:
                return
            cluster = self._context.document.cluster_of
            for agent in self._bearers(token):
                self._firms.setdefault(cluster(agent), set()).add(cluster(firm))

    def _by_verb(self, token: Token) -> None:
        tree = self._context.tree
        target = tree.child(token.index, "dobj")
        if target is None or self._words["verbs"][token.lemma]:
            wanted = self._words["verbs"][token.lemma]
            target = self._phrase(token, tuple(wanted)) if wanted else target
        subject = tree.subject(token.index)
        principal = self._party(target)
        agent = self._resolver.mention(subject) if subject is not None else None
        if subject is not None and subject.text.lower() in ("i", "we"):
            agent = self.voice_at(subject.start)
        if principal is not None and agent is not None and not self._context.negated(token.index):
            self._keep(agent, principal)

    def _keep(self, agent: Mention, principal: Mention | None) -> None:
        cluster = self._context.document.cluster_of
        if principal is not None and cluster(agent) != cluster(principal):
            self._of.setdefault(cluster(agent), {}).setdefault(cluster(principal), principal)

    def _principal(self, token: Token) -> Mention | None:
        """The name behind "lawyer for", "counsel to", or before "'s lawyer"."""
        owner = self._context.tree.child(token.index, "poss")
        if owner is not None:
            return self._party(owner)
        return self._party(self._phrase(token, ("for", "of", "to")))

    def _phrase(self, token: Token, prepositions: tuple[str, ...]) -> Token | None:
        tree = self._context.tree
        for kid in tree.children(token.index, "prep"):
            inner = tree.child(kid.index, "pobj")
            if kid.lemma in prepositions and inner is not None:
                return inner
        return None

    def _party(self, token: Token | None) -> Mention | None:
        if token is None:
            return None
        found = self._resolver.mention(token)
        return found if found is not None and found.type in _PARTY else None

    def _bearers(self, token: Token) -> Iterator[Mention]:
        """Names that bear a role noun: before or behind it in apposition, or as subject of "is"."""
        tree, tokens = self._context.tree, self._context.tokens
        near = [*tree.children(token.index, "appos")]
        above = tokens[token.head]
        if token.dep in ("appos", "compound", "nmod") and above.index != token.index:
            near.append(above)
        if token.dep == "attr" and above.lemma == "be":
            subject = tree.child(above.index, "nsubj")
            near += [subject] if subject is not None else []
        for place in near:
            found = self._context.document.mention_at(place.start, place.end)
            if found is not None and found.type in _PARTY:
                yield found
