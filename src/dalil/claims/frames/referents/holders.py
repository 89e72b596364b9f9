"""Who holds a content: names behind pronouns and role nouns, and the chain of speakers.

Pronouns and role nouns ("the minister") are resolved for holders and subjects only, by rules that a
reader can follow: the nearest fitting name that was a subject or a speaker. What cannot be resolved
keeps its own words and no reference. It decides nothing about identity between documents.
"""

from __future__ import annotations

import bisect
import re
from functools import cached_property
from itertools import pairwise

from dalil.claims.document import refer
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Source
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.designations import powers
from dalil.claims.frames.referents.own_body import speaks_of_itself
from dalil.claims.frames.referents.parties import Principals
from dalil.claims.frames.referents.party_words import PartyWords
from dalil.claims.frames.referents.pronouns import Chain
from dalil.claims.frames.referents.speaking_on import goes_on_with, not_told_of
from dalil.claims.mentions.likeness import sex_of
from dalil.claims.parse import Token
from dalil.evidence import Holder, HolderRole, Mention, MentionType, Reference

SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
THING = frozenset({"it", "its", "itself"})
RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
OWN = frozenset({"i", "we", "me", "us", "my", "our", "ours", "mine", "ourselves", "myself"})
_MALE, _FEMALE = (
    frozenset({"mr", "mr.", "sir", "lord"}),
    frozenset({"mrs", "mrs.", "ms", "ms.", "lady"}),
)
_COURT_WORDS = frozenset({"court", "tribunal", "jury", "judge", "magistrate", "arbitrator"})
MOST_PLACES = 12
"""Places of a name in which a title is looked for."""
LOOK_BACK = 30
"""Mentions looked at behind a pronoun."""
_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
CLIENTS = frozenset({"client"})


_OF_BODY = re.compile(r",? (?:of|at|from|with) (?:the )?(?:[\w'’-]+ ){0,4}")
"""What stands between a person and the body that the person is of."""


_AND = re.compile(
    r",? ?(?:and|&|,)(?: (?:the )?(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Dame|Professor|Prof|Judge|Minister)\.?)* ?"
)
"""What stands between two who are named together."""
_TITLED = 14
"""Code points of a title before the first of them."""


class Resolver:
    """Resolves the words of holders and subjects of one document, from its start to its end."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.document = context.document
        self._people = [
            m
            for m in context.document.mentions
            if m.type in (MentionType.PERSON, MentionType.ORGANISATION)
        ]
        self._starts = [m.start for m in self._people]
        self._titles = self._role_words()
        self.parties = PartyWords(context)
        self.last_speaker: Mention | None = None
        self._agent = ""
        self._client_of: Mention | None = None
        self.chain = Chain(
            context, [m for m in self._people if m.type == MentionType.PERSON], self.parties.meant
        )
        self.principals: Principals | None = None
        self.principals = Principals(context, self)

    def speaks(self, source: Source | None, place: int | None = None) -> None:
        """Tell who speaks the words that are resolved next: "her client" is the client of that one.

        Args:
            source: The words of the holder; None where the document itself speaks.
            place: Where it does, for a part by another author.
        """
        self._agent, self._client_of = "", None
        if self.principals is None:
            return
        if source is None:
            author = self.principals.voice_at(place) if place is not None else None
            self._client_of = self.principals.of_mention(author) if author is not None else None
            return
        named = self.mention(self.context.tokens[source.head])
        client = self.principals.of(source)
        if client is not None and named is not None:
            self._agent = self.document.cluster_of(named)
        self._client_of = client

    def client(self) -> Mention | None:
        """The one for whom the present speaker acts, if only one."""
        return self._client_of

    @cached_property
    def sanctioners(self) -> list[Mention]:
        """The authorities that designate in this document."""
        return powers(self.context)

    def _role_words(self) -> dict[str, list[Mention]]:
        """Role nouns by the names that stand beside them: "the lawyer Brona Tolvik"."""
        found: dict[str, list[Mention]] = {}
        tree = self.context.tree
        for mention in self._people:
            head = self.head_of(mention)
            if head is None:
                continue
            beside = [t for t in tree.children(head.index, "appos", "compound") if t.pos == "NOUN"]
            above = self.context.tokens[head.head]
            if head.dep == "appos" and above.pos == "NOUN":
                beside.append(above)
            if head.dep == "nsubj" and above.lemma == "be":
                beside.extend(t for t in tree.children(above.index, "attr") if t.pos == "NOUN")
            for token in beside:
                found.setdefault(token.lemma, []).append(mention)
            if mention.type == MentionType.ORGANISATION:
                for word in mention.text.split():
                    if len(word) > 3 and word[0].isupper():
                        found.setdefault(word.lower(), []).append(mention)
        return found

    def head_of(self, mention: Mention) -> Token | None:
        """The token of a mention whose head lies outside it."""
        tokens = self.context.document.tokens_in(mention.start, mention.end)[:12]
        inside = {t.index for t in tokens}
        return next((t for t in tokens if t.head not in inside or t.head == t.index), None)

    def holder(self, source: Source, role: HolderRole) -> Holder | None:
        """A holder from its words; None where they are the document's own "we", "I", or its own body."""
        token = self.context.tokens[source.head]
        if token.text.lower() in OWN or speaks_of_itself(self.context, source):
            return None
        mention = self.who_speaks(token)
        words = self.context.text[source.start : source.end]
        if mention is None and token.text.lower() in RELATIVE:
            words = self._described_by(token, words)
        if mention is not None:
            both = self.beside(source)
            words = self.context.text[source.start : both[-1].end] if both else mention.text
            self.last_speaker = mention
        reference = refer(mention) if mention is not None else None
        return Holder(
            self._role(token, words, role), reference, words, start=source.start, end=source.end
        )

    def beside(self, source: Source | None) -> tuple[Mention, ...]:
        """Those named together as one holder: "Orla Venn and Milo Brandt"; nobody where one alone is."""
        if source is None:
            return ()
        named = self.document.mentions_in(source.start, source.end)
        named = tuple(m for m in named if m.type in _PARTIES and m.end <= source.end)
        if len(named) < 2 or named[0].start - source.start > _TITLED:
            return ()
        between = (self.context.text[a.end : b.start] for a, b in pairwise(named))
        return named if all(_AND.fullmatch(words) for words in between) else ()

    def who_speaks(self, token: Token) -> Mention | None:
        """Who speaks: for a pronoun whoever spoke before; nobody where that one has no name and another one has."""
        before = goes_on_with(self.context, token)
        if before is None:
            return not_told_of(self.context, token, self.mention(token))
        word, named = token.text.lower(), self.mention(before)
        if named is not None and word in SINGULAR:
            agrees = _fits(self.context, named, word) and _gender(named, word) > -1
            return named if agrees else not_told_of(self.context, token, self.mention(token))
        if named is not None:
            return named
        found, extent = self.mention(token), self.context.tree.extent(before.index)
        return found if found is not None and extent[0] <= found.start < extent[1] else None

    def _described_by(self, token: Token, words: str) -> str:
        """The noun phrase that "who" stands for: "clerks who say that ..."."""
        antecedent = self._antecedent(token)
        if antecedent is None:
            return words
        found = self.context.source(antecedent)
        return self.context.text[found.start : found.end]

    def _role(self, token: Token, words: str, role: HolderRole) -> HolderRole:
        named = any(word.strip(".,").lower() in ("court", "tribunal") for word in words.split())
        if role is HolderRole.SPEAKER and (token.lemma.lower() in _COURT_WORDS or named):
            return HolderRole.COURT
        return role

    def reference(self, token: Token) -> Reference | None:
        """The mention that a noun phrase or pronoun stands for, as a reference."""
        found = self.mention(token)
        return refer(found) if found is not None else None

    def mention(self, token: Token) -> Mention | None:
        """The mention that a noun phrase or pronoun stands for."""
        word = token.text.lower()
        if token.pos == "PRON" or word in SINGULAR or word in RELATIVE:
            return self._pronoun(token, word)
        named = self._named(token)
        if named is not None:
            return named
        named = self._apposed(token)
        if named is not None:
            return named
        head = self.context.tokens[token.head]
        if token.dep == "appos" and token.pos == "NOUN" and head.index != token.index:
            return self._named(head)  # "Brona Tolvik, a lawyer who ..."
        return self.parties.meant(token) or self._by_role(token)

    def _named(self, token: Token) -> Mention | None:
        found = self.document.mention_at(token.start, token.end)
        if found is None or found.type in (MentionType.MONEY, MentionType.DATE):
            return None
        return None if found.type == MentionType.GROUP and token.pos == "ADJ" else found

    def _apposed(self, token: Token) -> Mention | None:
        """The name behind a role: "the head of the office, Brona Tolvik"."""
        tree = self.context.tree
        for kid in tree.children(token.index, "appos"):
            named = self._named(kid)
            if named is not None:
                return named
        if token.pos != "NOUN":
            return None
        for index in range(token.index + 2, min(tree.right[token.index], token.index + 20) + 1):
            below = self.context.tokens[index]
            before = self.context.tokens[tree.left[index] - 1]
            if below.dep == "appos" and below.pos == "PROPN" and before.text == ",":
                named = self._named(below)
                if named is not None and named.type == MentionType.PERSON:
                    return named
        return None

    def _by_role(self, token: Token) -> Mention | None:
        """An organisation or person named before, for "the foundation", "the same firm", "the lawyer"."""
        if token.pos != "NOUN":
            return None
        tree = self.context.tree
        if token.lemma in CLIENTS:
            return self._client(token)
        determiner = tree.child(token.index, "det")
        if determiner is None or determiner.lemma.lower() not in ("the", "this", "that"):
            return None
        described = tree.children(token.index, "poss", "prep", "amod", "compound", "relcl")
        if any(t.lemma.lower() not in ("same", "latter") for t in described):
            return None
        earlier = [m for m in self._titles.get(token.lemma, ()) if m.end <= token.start]
        return self._only(token, earlier) if earlier else self._body(token)

    def _client(self, token: Token) -> Mention | None:
        """Whom "her client" means: the one for whom the owner of the pronoun, or the speaker, acts."""
        owner = self.context.tree.child(token.index, "poss")
        if owner is None:
            return None
        if self._client_of is not None or owner.text.lower() in OWN:
            return self._client_of
        named = self.mention(owner)
        if named is None or self.principals is None:
            return None
        return self.principals.of_mention(named)

    def _only(self, token: Token, earlier: list[Mention]) -> Mention | None:
        """The last of several, unless another one stands in the same sentence."""
        last = earlier[-1]
        place = self.context.token_at(last.start)
        sentence = self.context.tokens[place].sentence if place < len(self.context.tokens) else -1
        for other in reversed(earlier[-6:-1]):
            at = self.context.token_at(other.start)
            if self.context.tokens[at].sentence != sentence:
                continue
            if self.document.cluster_of(other) != self.document.cluster_of(last):
                return None
        return last

    def _body(self, token: Token) -> Mention | None:
        """The one body named shortly before that "the company" or "the firm" can mean."""
        forms = load("proceedings_en.yaml")["bodies"].get(token.lemma.lower())
        if forms is None:
            return None
        last = bisect.bisect_left(self._starts, token.start)
        begins = self._paragraph(token.start)
        found: dict[str, Mention] = {}
        for mention in reversed(self._people[max(0, last - 12) : last]):
            if mention.type != MentionType.ORGANISATION or mention.start < begins:
                continue
            words = {w.strip(".,()").lower() for w in mention.text.split()}
            if words & set(forms["fits"]) and not words & set(forms.get("never", ())):
                found.setdefault(self.document.cluster_of(mention), mention)
        return next(iter(found.values())) if len(found) == 1 else None

    def _pronoun(self, token: Token, word: str) -> Mention | None:
        if word in RELATIVE:
            antecedent = self._antecedent(token)
            found = self.mention(antecedent) if antecedent is not None else None
            if word in ("who", "whom") and found is not None:
                found = self._member(found, token) or found
            if word in ("who", "whom", "whose") and (found is None or found.type not in _PARTIES):
                other = antecedent is not None and self._is_other(antecedent)
                return None if other else self._before(antecedent or token)
            return found
        if word in SINGULAR:
            described = self._described(token)
            if described is not None and _fits(self.context, described, word):
                return described
            return self._earlier(token, (MentionType.PERSON,), word)
        if word in THING or word in PLURAL:
            return self._earlier(token, (MentionType.ORGANISATION,), word)
        return None

    def _is_other(self, noun: Token) -> bool:
        """Whether a noun brings in somebody without a name: "X has a brother who works for Y"."""
        brought_in = noun.dep in ("dobj", "pobj", "nsubj", "nsubjpass", "conj")
        kin = noun.lemma.lower() in load("relations_en.yaml")["kin"]
        return noun.pos == "NOUN" and brought_in and kin

    def _member(self, body: Mention, token: Token) -> Mention | None:
        """The person of a body that "who" means: "Orla Venn of the Dockers' Union, who ..."."""
        if body.type != MentionType.ORGANISATION:
            return None
        person = self._before(token)
        if person is None or person.end > body.start:
            return None
        return person if _OF_BODY.fullmatch(self.context.text[person.end : body.start]) else None

    def _before(self, token: Token) -> Mention | None:
        """The nearest person named before in the sentence: "X, once chairman of B, whom a court ..."."""
        last = bisect.bisect_left(self._starts, token.end)
        sentence = self.document.parse.sentences[token.sentence]
        start = self.context.tokens[sentence.first].start
        for mention in reversed(self._people[max(0, last - 6) : last]):
            if mention.start < start:
                return None
            if mention.type == MentionType.PERSON:
                return mention
        return None

    def _described(self, token: Token) -> Mention | None:
        """The person whom a relative clause around the pronoun describes."""
        for above in self.context.tree.ancestors(token.index):
            if above.dep != "relcl":
                continue
            head = self.context.tokens[above.head]
            subject = self.context.tree.child(above.index, "nsubj", "nsubjpass")
            if subject is None or subject.text.lower() != "who":
                continue
            found = self.mention(head) if head.pos != "PRON" else None
            return found if found is not None and found.type == MentionType.PERSON else None
        return None

    def _antecedent(self, token: Token) -> Token | None:
        for above in self.context.tree.ancestors(token.index):
            if above.dep == "relcl":
                head = self._not_excluded(self.context.tokens[above.head])
                return head if head.index < token.index and head.pos != "PRON" else None
        return None

    def _not_excluded(self, noun: Token) -> Token:
        """Of "X, and not Y, who ..." the first: the other is named as the one who did not."""
        first = self.context.tokens[noun.head]
        if noun.dep not in ("conj", "appos") or noun.index < first.index:
            return noun
        left = self.context.tree.left[noun.index]
        words = self.context.tokens[max(left - 1, 0) : noun.index]
        return first if any(t.lemma.lower() == "not" for t in words) else noun

    def _earlier(self, token: Token, types: tuple[str, ...], word: str) -> Mention | None:
        """The best fitting name before a pronoun: near, a subject, the last speaker."""
        last = bisect.bisect_left(self._starts, token.start)
        best: tuple[float, Mention] | None = None
        for mention in reversed(self._people[max(0, last - LOOK_BACK) : last]):
            if mention.type not in types or not _fits(self.context, mention, word):
                continue
            head = self.head_of(mention)
            if head is None:
                continue
            distance = token.sentence - head.sentence
            if distance > 6:
                break
            if distance == 0 and self._same_clause_object(token, head):
                continue
            if self._is_talking(token, mention) or self._quotes(token, head):
                continue
            value = self._weight(head, distance, mention, word)
            if best is None or value > best[0]:
                best = (value, mention)
        if best is None or self._crosses(token, best[1]):
            return None
        return best[1]

    def _quotes(self, token: Token, head: Token) -> bool:
        """Whether a name stands in the very words that are quoted beside a pronoun: "“Tavit is rich,” he said"."""
        quoted = self.context.quoted(head.start) and not self.context.quoted(token.start)
        return quoted and head.sentence == token.sentence

    def _is_talking(self, token: Token, mention: Mention) -> bool:
        """Whether a name is the one whose turn of a transcript this is: such a one says "I"."""
        passage = self.document.parse.sentences[token.sentence].passage
        turn = self.context.turn_of.get(passage)
        if turn is None or mention.type != MentionType.PERSON:
            return False
        speaking = self.document.mention_at(turn.start, turn.end)
        if speaking is None:
            return False
        return self.document.cluster_of(speaking) == self.document.cluster_of(mention)

    def _crosses(self, token: Token, mention: Mention) -> bool:
        """Whether a name stands in an earlier paragraph, although the pronoun's own begins with another.

        Who is meant is then in doubt: nobody is named rather than the wrong person accused.
        """
        begins = self._paragraph(token.start)
        if mention.start >= begins:
            return False
        first = bisect.bisect_left(self._starts, begins)
        last = bisect.bisect_left(self._starts, token.start)
        return any(
            other.type in (MentionType.PERSON, MentionType.ORGANISATION)
            and self.document.cluster_of(other) != self.document.cluster_of(mention)
            for other in self._people[first:last]
        )

    def _paragraph(self, offset: int) -> int:
        """Where the passage begins that holds an offset."""
        held = self.document.layer.passages_at(offset, offset + 1)
        return held[0].start if held else 0

    def _weight(self, head: Token, distance: int, mention: Mention, word: str) -> float:
        value = -float(distance) + _gender(mention, word)
        if self._agent and self.document.cluster_of(mention) == self._agent:
            value -= 3.0  # counsel who says "he" speaks of another
        if head.dep in SUBJECTS:
            value += 2.0
            above = self.context.tokens[head.head].lemma.lower()
            value += 1.0 if distance and above in self.context.lexicon.verbs else 0.0
        elif head.dep in ("poss", "compound", "pobj"):
            value -= 1.0
        speaker = self.last_speaker
        if speaker is not None and distance <= 4:
            same = self.document.cluster_of(speaker) == self.document.cluster_of(mention)
            value += 1.5 if same else 0.0
        return value

    def _same_clause_object(self, token: Token, head: Token) -> bool:
        """A pronoun and a name that depend on one verb are two people."""
        return token.head == head.head and token.dep in SUBJECTS and head.dep not in SUBJECTS


def _gender(mention: Mention, word: str) -> float:
    """A slight leaning by the ending of a given name: "Orla" is rather a woman, "Milo" a man."""
    given = mention.text.split()[0].lower()
    if len(mention.text.split()) < 2 or mention.type != MentionType.PERSON or len(given) < 3:
        return 0.0
    woman = given.endswith(("a", "ia", "ette", "elle", "ine")) or sex_of(mention.text) == "f"
    if word in ("she", "her", "hers", "herself"):
        return 1.5 if woman else -3.5
    return -3.5 if woman and word in ("he", "him", "his", "himself") else 0.0


_KIN_MALE = frozenset(
    {"father", "husband", "brother", "son", "uncle", "nephew", "grandfather", "grandson", "widower", "stepson",
     "stepfather", "king", "prince", "monk", "spokesman", "chairman", "businessman", "stepbrother"}
)  # fmt: skip
_KIN_FEMALE = frozenset(
    {"mother", "wife", "sister", "daughter", "aunt", "niece", "grandmother", "granddaughter", "widow",
     "stepdaughter", "stepmother", "queen", "princess", "nun", "spokeswoman", "chairwoman", "businesswoman",
     "stepsister", "actress"}
)  # fmt: skip


def _titles(context: Context, mention: Mention) -> set[str]:
    """The words before and first in the places where a person is named, where a title would stand.

    A comma between is passed over: "his mother, Rozalia".
    """
    same = context.document.clusters.get(context.document.cluster_of(mention), (mention,))
    found: set[str] = set()
    for one in same[:MOST_PLACES]:
        first = context.token_at(one.start)
        before = first - 1
        if before > 0 and context.tokens[before].text == ",":
            before -= 1
        found |= {t.text.lower() for t in context.tokens[max(0, before) : first + 1]}
    return found


def _fits(context: Context, mention: Mention, word: str) -> bool:
    titles = _titles(context, mention)
    if word in ("he", "him", "his", "himself"):
        return not titles & (_FEMALE | _KIN_FEMALE)
    if word in ("she", "her", "hers", "herself"):
        return not titles & (_MALE | _KIN_MALE)
    return True
