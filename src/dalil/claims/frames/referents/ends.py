"""Who stands at an end of a tie: names behind nouns, pronouns, and several joined by "and".

Over the resolver of holders it adds what only ties need: a generic noun with a name beside it ("the
Brindex conglomerate", "the agency Vantor Events"), "both", the first person of a turn, the name that a
form gives to "the registrant". What stays unclear has no end, and its tie is not made.
"""

from __future__ import annotations

import bisect
import re
from functools import cached_property

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import DOCUMENTS, load
from dalil.claims.frames.referents.called import holders_of, owned_by_nobody
from dalil.claims.frames.referents.coordinated import beside_owner, owner_alone
from dalil.claims.frames.referents.focus import Focus
from dalil.claims.frames.referents.forms import endings, entered_body
from dalil.claims.frames.referents.holders import Resolver
from dalil.claims.frames.referents.just_named import by_noun_alone, just_named
from dalil.claims.frames.referents.mates import mate_of
from dalil.claims.frames.referents.pronouns import GENDERS, gender_of
from dalil.claims.frames.referents.sole_body import OF_BODIES, Nearby
from dalil.claims.frames.referents.together import one_of_two
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

FILE = "relations_en.yaml"
MOST = 40
"""Joined names at one end that are looked at."""
_PLACES = frozenset(
    {"country", "republic", "state", "nation", "city", "town", "region", "province"}
)
_OFFICES_OF_FIRMS = frozenset(
    {"partner", "director", "officer", "manager", "principal", "president", "employee", "shareholder",
     "owner", "chairman", "chairwoman", "secretary", "treasurer", "founder", "beneficiary", "trustee", "ceo",
     "co-founder", "co-owner", "rector", "dean", "editor", "auditor", "accountant", "executive", "liquidator", "head"}
)  # fmt: skip
_FIRMS = frozenset({"company", "firm", "business"})
_LOOK_BACK = 700
"""Code points before "the company" in which its name is looked for."""
_NAMED_FIRM = re.compile(
    r"\b(?:company|firm|business)(?: called| named| known as)? $", re.IGNORECASE
)
_CALLED_FIRM = re.compile(
    r",? (?:an? |the )?(?:[a-z-]+ ){0,3}(?:company|firm|business|supplier|trader)\b"
)
_CIRCLES = frozenset(
    {"family", "friend", "ally", "associate", "entourage", "circle", "relative", "supporter", "aide",
     "colleague", "neighbour", "neighbor", "acquaintance", "opponent", "rival", "critic", "victim"}
)  # fmt: skip
_BESIDE = 60
"""Code points beside a name in which its office stands."""
_OPENING = ("nsubj", "nsubjpass", "attr")
_FIGURES = (MentionType.MONEY, MentionType.DATE)


class Ends:
    """Finds the mentions that a noun phrase of one document stands for.

    Args:
        context: The document.
        resolver: Finds the mention behind a pronoun or a plain noun phrase.
    """

    def __init__(self, context: Context, resolver: Resolver) -> None:
        self.context = context
        self.document = context.document
        self._resolver = resolver
        words = load(FILE)
        self._generic = frozenset(words["generic"])
        self._persons = [m for m in self.document.mentions if m.type == MentionType.PERSON]
        self._starts = [m.start for m in self._persons]
        self._places = [m for m in self.document.mentions if m.type == MentionType.LOCATION]
        self._place_starts = [m.start for m in self._places]
        self._bodies_by_end = endings(self.document)
        self._parts = resolver.parties
        self._chain = resolver.chain
        self._known: dict[int, Mention | None] = {}
        self.focus = Focus(context)
        self.form_body = entered_body(self.document, self._parts.named)

    def one(self, token: Token | None) -> Mention | None:
        """The mention that a noun phrase or pronoun stands for."""
        if token is None:
            return None
        if token.index not in self._known:
            found = self._found(token)
            if found is not None and token.text.lower() == "its":
                found = self._its(token, found)
            self._known[token.index] = found
        return self._known[token.index]

    def all(self, token: Token | None) -> list[Mention]:
        """The mentions of a noun phrase and of those joined to it, one for each entity."""
        if token is None:
            return []
        both = [
            k
            for k in self.context.tree.children(token.index, "det", "predet")
            if k.lemma.lower() == "both"
        ]
        if (token.lemma.lower() == "both" and token.dep != "det") or (both and token.tag == "NNS"):
            return self._both(token)
        found: dict[str, Mention] = {}
        if several := self._parts.all(token):
            return several
        for part in self._named_by(token) or self.joined(token):
            mention = self.one(part)
            if mention is not None:
                found.setdefault(self.document.cluster_of(mention), mention)
        return list(found.values())

    def _named_by(self, token: Token) -> list[Token]:
        """The names that a plural noun announces: "the brothers X and Y", "three friends: X, Y and Z"."""
        if token.tag != "NNS" or self.document.mention_at(token.start, token.end) is not None:
            return []
        kids = self.context.tree.children(token.index, "appos")
        named = next((k for k in kids if k.index > token.index and self._is_named(k)), None)
        return self.joined(named) if named is not None else []

    def _is_named(self, token: Token) -> bool:
        return self.document.mention_at(token.start, token.end) is not None

    def joined(self, token: Token) -> list[Token]:
        """A noun and those joined to it by "and" or commas."""
        parts = [owner_alone(self.context, token)]
        if (other := beside_owner(self.context, token)) is not None:
            parts.insert(0, other)
        for part in parts:
            if len(parts) < MOST:
                parts.extend(
                    k
                    for k in self.context.tree.children(part.index, "conj")
                    if k.pos in ("NOUN", "PROPN", "PRON")
                )
        return parts

    def part(self, name: str) -> list[Mention]:
        """Whom a form, a definition or a case gives a part: "registrant", "claimant", "respondents"."""
        return self._parts.part(name)

    def contracts(self, token: Token) -> bool:
        """Whether a word is a term that the document has defined for a party: "the Consultant"."""
        return self._parts.is_defined(token)

    def office_at(self, token: Token) -> list[Mention]:
        """The body of an office in words: "resigned as partner of Y"; the form's own where it has one."""
        for kid in self.context.tree.children(token.index, "prep"):
            if kid.lemma in ("of", "at", "in", "for"):
                found = self.all(self.context.tree.child(kid.index, "pobj"))
                if found:
                    return found
        if token.lemma.lower() not in _OFFICES_OF_FIRMS:
            return []
        own = self._parts.named.get("registrant") or self.form_body or self._bridged(token)
        of_nobody = own is not None and owned_by_nobody(token.lemma.lower(), own)
        return [own] if own is not None and not of_nobody else []

    def _bridged(self, token: Token) -> Mention | None:
        """The body just spoken of, for "The director is X" and "X is listed as director"."""
        tree = self.context.tree
        if tree.children(token.index, "prep", "poss"):
            return None
        determiner = tree.child(token.index, "det")
        definite = determiner is not None and determiner.lemma.lower() == "the"
        listed = token.dep == "pobj" and self.context.tokens[token.head].lemma.lower() == "as"
        return self.focus.body(token) if definite or (listed and determiner is None) else None

    def may_be(self, pronoun: Token, mention: Mention) -> bool:
        """Whether nothing says that a person is of the other sex than a pronoun."""
        return self._chain.fits(pronoun, mention)

    def same(self, one: Mention, other: Mention) -> bool:
        """Whether two mentions are of one entity."""
        return self.document.cluster_of(one) == self.document.cluster_of(other)

    def _found(self, token: Token) -> Mention | None:
        word = token.text.lower()
        if word in ("i", "me", "my", "mine"):
            return self._first_person(token)
        if word in ("we", "us", "our", "ours"):
            body = self._first_person(token)
            return body if body is not None and body.type == MentionType.ORGANISATION else None
        if token.dep == "poss" and word in ("his", "her", "its", "their"):
            owner = self._owner(token)
            owner = owner or just_named(self.context, token, self._chain.fits)
            if owner is not None and self._chain.fits(token, owner):
                return owner
            if by_noun_alone(self.context, token):
                return None
        part = self._parts.meant(token) or self._document_of(token) or self._latest_firm(token)
        part = part or self._apposed_to(token) or self._styled(token) or self._continued(token)
        part = part or self._goes_on(token)
        if part is not None:
            return part
        if self._is_circle(token):
            return None
        found = self._chain.meant(token, self._resolver.mention(token))
        if word == "latter":
            found = self.focus.latter(token)
        if found is None and token.pos in ("NOUN", "PROPN"):
            found = self._beside(token) or self._that_place(token) or self._only_body(token)
            found = found or self._in_office(token) or self.nearby.meant(token)
        if found is None and token.dep == "poss" and word in OF_BODIES:
            found = self.nearby.owner(token)
        if found is None or found.type in _FIGURES:
            return None
        return None if one_of_two(self.context.text, self._persons, token, found) else found

    @cached_property
    def nearby(self) -> Nearby:
        """Bodies that a document calls by a part of their name, by a noun or by "its"."""
        return Nearby(self.context, self._generic)

    def _owner(self, pronoun: Token) -> Mention | None:
        """Whom a possessive means by its place: "X and his daughter"; "In his capacity as ..., X did"."""
        tokens, tree = self.context.tokens, self.context.tree
        wanted = MentionType.ORGANISATION if pronoun.text.lower() == "its" else MentionType.PERSON
        noun = tokens[pronoun.head]
        first = tokens[noun.head]
        if noun.dep == "conj" and first.pos == "NOUN" and wanted == MentionType.ORGANISATION:
            found = self.one(first)  # "the bank or its chairman"
            if found is not None and found.type == wanted:
                return found
        if wanted == MentionType.ORGANISATION and (mate := mate_of(self.context, noun)) is not None:
            found = self.one(mate)  # "against Y, its former head" and "on Y and on its head"
            if found is not None and found.type == wanted:
                return found
        if noun.dep == "conj" and first.pos == "PROPN" and pronoun.text.lower() != "their":
            found = self.document.mention_at(first.start, first.end)
            if found is not None and found.type == wanted:
                return found
        verb = next((t for t in tree.ancestors(pronoun.index) if t.pos in ("VERB", "AUX")), None)
        subject = tree.child(verb.index, "nsubj", "nsubjpass") if verb is not None else None
        agent = tree.child(verb.index, "agent") if verb is not None else None
        if agent is not None and wanted == MentionType.ORGANISATION and agent.index < pronoun.index:
            by = self.one(tree.child(agent.index, "pobj"))  # "employed by Y as its director"
            if by is not None and by.type == wanted:
                return by
        if wanted == MentionType.ORGANISATION and self._is_added(noun, pronoun):
            return self._body_before(pronoun)
        if verb is None or subject is None or not pronoun.index < subject.index < verb.index:
            return None
        if subject.pos != "PROPN" or tree.within(pronoun.index, subject.index):
            return None
        found = self.document.mention_at(subject.start, subject.end)
        return found if found is not None and found.type == wanted else None

    def _is_added(self, noun: Token, pronoun: Token) -> bool:
        """Whether a noun with its possessive is added to a name: "X, formerly its head of mergers"."""
        before = self.context.tokens[max(pronoun.index - 2, 0) : pronoun.index]
        named = self.document.mentions_in(max(0, pronoun.start - 24), pronoun.start)
        person = any(m.type == MentionType.PERSON for m in named)
        return (
            person
            and noun.dep in ("appos", "conj", "npadvmod")
            and any(t.text in (",", ")") for t in before)
        )

    def _body_before(self, pronoun: Token) -> Mention | None:
        """The body named last before a pronoun in its sentence."""
        low = self.context.tree.sentence_extent(pronoun.index)[0]
        found = [m for m in self.document.mentions_in(low, pronoun.start) if low <= m.start]
        return next((m for m in reversed(found) if m.type == MentionType.ORGANISATION), None)

    def _document_of(self, token: Token) -> Mention | None:
        """Whose the document is, for "this report": what funds it funds its author."""
        if token.lemma.lower() not in DOCUMENTS or token.pos != "NOUN":
            return None
        determiner = self.context.tree.child(token.index, "det")
        if determiner is None or determiner.lemma.lower() != "this":
            return None
        holder = self.document.author
        return self.document.by_id.get(holder.reference.id) if holder.reference else None

    def _that_place(self, token: Token) -> Mention | None:
        """The country or town named last before "that country"."""
        if token.lemma.lower() not in _PLACES:
            return None
        determiner = self.context.tree.child(token.index, "det")
        if determiner is None or determiner.lemma.lower() not in ("that", "this"):
            return None
        place = bisect.bisect_left(self._place_starts, token.start)
        return self._places[place - 1] if place else None

    def _apposed_to(self, token: Token) -> Mention | None:
        """The body that a generic noun describes: "Y, a firm owned by ..."."""
        if token.dep != "appos" or token.lemma.lower() not in self._generic:
            return None
        head = self.context.tokens[token.head]
        found = self.document.mention_at(head.start, head.end)
        fits = found is not None and found.type == MentionType.ORGANISATION
        return found if fits and head.index < token.index else None

    def _is_circle(self, token: Token) -> bool:
        """Whether a noun stands for people around somebody: "the family of the minister, X", not X."""
        if token.pos != "NOUN" or token.lemma.lower() not in _CIRCLES:
            return False
        tree = self.context.tree
        return tree.child(token.index, "poss", "prep") is not None and not any(
            k.pos == "PROPN" for k in tree.children(token.index, "appos")
        )

    def _continued(self, token: Token) -> Mention | None:
        """Of whom a sentence goes on: "He owns Y. His wife, ...": the same as "he" before it."""
        kind = next((k for k in GENDERS if token.text.lower() in k), None)
        head = self.context.tokens[token.head]
        opens = token.dep in ("nsubj", "nsubjpass") or (
            token.dep == "poss" and head.dep in ("nsubj", "nsubjpass")
        )
        if kind is None or not opens or token.sentence == 0:
            return None
        sentences = self.document.parse.sentences
        before = sentences[token.sentence - 1]
        if before.passage != sentences[token.sentence].passage:
            return None
        words = self.context.tokens[before.first : before.last]
        root = next((t for t in words if t.dep == "ROOT"), None)
        subject = self.context.tree.child(root.index, "nsubj", "nsubjpass") if root else None
        if subject is None or subject.text.lower() not in kind:
            return None
        return self.one(subject)

    def _goes_on(self, token: Token) -> Mention | None:
        """The body that a sentence goes on with: "The company denies it. Its owner, ..."."""
        if token.text.lower() not in ("it", "its") or token.sentence == 0:
            return None
        head = self.context.tokens[token.head]
        opens = token.dep == "nsubj" or (token.dep == "poss" and head.dep in _OPENING)
        sentences = self.document.parse.sentences
        now, before = sentences[token.sentence], sentences[token.sentence - 1]
        if not opens or token.index > now.first + 2 or before.passage != now.passage:
            return None
        if (told := self.focus.told_of(token)) is not None:
            return told
        words = self.context.tokens[before.first : before.last]
        root = next((t for t in words if t.dep == "ROOT"), None)
        subject = self.context.tree.child(root.index, "nsubj", "nsubjpass") if root else None
        found = self.one(subject) if subject is not None and subject.pos != "PRON" else None
        return found if found is not None and found.type == MentionType.ORGANISATION else None

    def _styled(self, token: Token) -> Mention | None:
        """The person before letters that are no part of a name: "Laura Quill QC"."""
        if token.pos != "PROPN" or not token.text.isupper() or len(token.text) > 4:
            return None
        if self.document.mention_at(token.start, token.end) is not None or token.index == 0:
            return None
        before = self.context.tokens[token.index - 1]
        found = self.document.mention_at(before.start, before.end)
        return found if found is not None and found.type == MentionType.PERSON else None

    def _latest_firm(self, token: Token) -> Mention | None:
        """The company named last before "the company": by its legal form, or called so beside its name."""
        if token.lemma.lower() not in _FIRMS or token.tag in ("NNS", "NNPS"):
            return None
        tree = self.context.tree
        determiner = tree.child(token.index, "det")
        if determiner is None or determiner.lemma.lower() not in ("the", "this", "that"):
            return None
        if tree.children(token.index, "amod", "compound", "poss", "relcl", "acl", "appos", "prep"):
            return None
        return self._firm_before(token)

    @cached_property
    def _firms(self) -> frozenset[str]:
        """Clusters of companies: a spelling ends in a legal form, or "a company" stands beside it."""
        forms = load("proceedings_en.yaml")["bodies"]["company"]["fits"]
        found: set[str] = set()
        for mention in self.document.mentions:
            if mention.type != MentionType.ORGANISATION:
                continue
            said = {w.strip(".,()").lower() for w in mention.text.split()[1:]}
            beside = self.document.text[mention.end : mention.end + 40]
            before = self.document.text[max(0, mention.start - 30) : mention.start]
            named = _NAMED_FIRM.search(before) is not None
            formed = mention.method.startswith("rule:legal-form")
            if formed or (said & set(forms)) - {"bank"} or named or _CALLED_FIRM.match(beside):
                found.add(self.document.cluster_of(mention))
        return frozenset(found)

    def _in_office(self, token: Token) -> Mention | None:
        """Who alone is called so by the document: "the governor" of "its governor, X"."""
        tree = self.context.tree
        determiner = tree.child(token.index, "det")
        if determiner is None or determiner.lemma.lower() not in ("the", "this", "that"):
            return None
        if tree.children(token.index, "prep", "poss", "relcl", "acl", "appos"):
            return None
        found = self._offices.get(token.lemma.lower())
        before = tree.children(token.index, "compound", "amod")
        if found is None or not before:
            return found
        said = re.compile(
            rf"\b{re.escape(self.document.text[before[0].start : token.end])}\b", re.IGNORECASE
        )
        beside = (m for m in self.document.clusters[self.document.cluster_of(found)])
        spans = (self.document.text[max(0, m.start - _BESIDE) : m.end + _BESIDE] for m in beside)
        return found if any(said.search(span) for span in spans) else None

    @cached_property
    def _offices(self) -> dict[str, Mention]:
        return holders_of(self.document.text, self._persons, self.same)

    def _its(self, pronoun: Token, found: Mention) -> Mention | None:
        """Whose "its" is, of whom was found: "its owner" is of no court, and seldom of the author."""
        noun = self.context.tokens[pronoun.head].lemma.lower()
        body = self._firm_before(pronoun) if owned_by_nobody(noun, found) else found
        return None if body is not None and self._is_author(body) else body

    def _is_author(self, mention: Mention) -> bool:
        """Whether a body wrote or published the document: it is seldom what "its" means there."""
        author = self.document.author.reference
        own = self.document.by_id.get(author.id) if author is not None else None
        return own is not None and self.same(own, mention)

    def _firm_before(self, token: Token) -> Mention | None:
        """The company named last before a word."""
        for mention in reversed(
            self.document.mentions_in(max(0, token.start - _LOOK_BACK), token.start)
        ):
            if self.document.cluster_of(mention) in self._firms:
                return mention
        only = next(iter(self._firms)) if len(self._firms) == 1 else ""
        named = self.document.clusters.get(only, ())
        return named[0] if named and named[0].end <= token.start else None

    def _only_body(self, token: Token) -> Mention | None:
        """The one body of a document whose name ends in the noun: "the fund" of a "Reserve Fund"."""
        tree = self.context.tree
        determiner = tree.child(token.index, "det")
        if determiner is None or determiner.lemma.lower() not in ("the", "this", "that"):
            return None
        if tree.children(token.index, "amod", "compound", "prep", "poss", "relcl", "acl"):
            return None
        return self._bodies_by_end.get(token.lemma.lower())

    def _beside(self, token: Token) -> Mention | None:
        """The name that a generic noun has beside it: before it, or in apposition."""
        if token.lemma.lower() not in self._generic:
            return None
        tree = self.context.tree
        near = tree.children(token.index, "appos")
        near += [k for k in tree.children(token.index, "compound", "nmod") if k.pos == "PROPN"]
        for kid in near:
            mention = self.document.mention_at(kid.start, kid.end)
            if mention is not None and mention.type == MentionType.ORGANISATION:
                return mention
        return None

    def pair(self, token: Token) -> list[Mention]:
        """The two persons of the clause before a word, if there are just two: "X, Y and their son"."""
        named = self._both(token)
        if len(named) == 2 or token.sentence == 0:
            return named
        before = self.document.parse.sentences[token.sentence - 1]
        found: dict[str, Mention] = {}
        for word in self.context.tokens[before.first : before.last]:
            one = self.one(word) if gender_of(word) else None
            one = one or self.document.mention_at(word.start, word.end)
            if one is not None and one.type == MentionType.PERSON:
                found.setdefault(self.document.cluster_of(one), one)
        return list(found.values()) if len(found) == 2 else named

    def _both(self, token: Token) -> list[Mention]:
        """The two persons of the clause before, if there are just two."""
        place = bisect.bisect_left(self._starts, token.start)
        begins = self.context.tree.sentence_extent(token.index)[0]
        found: dict[str, Mention] = {}
        for mention in reversed(self._persons[max(0, place - 6) : place]):
            if mention.start < begins and found:
                break
            found.setdefault(self.document.cluster_of(mention), mention)
        return list(found.values()) if len(found) == 2 else []

    def _first_person(self, token: Token) -> Mention | None:
        """Who says "I" outside quotations: the speaker of the turn, else the document's author."""
        if self.context.quoted(token.start):
            return None
        passages = self.document.layer.passages_at(token.start, token.end)
        if passages:
            first = self.document.mention_at(passages[0].start, passages[0].start + 1)
            colon = self.context.text.find(":", passages[0].start, passages[0].start + 90)
            if first is not None and first.type == MentionType.PERSON and 0 < colon < token.start:
                return first
            for mention in self._persons[bisect.bisect_left(self._starts, passages[0].start) :]:
                opens = self.context.text[passages[0].start : mention.start]
                if mention.end < colon < token.start and len(opens) < 40 and "\n" not in opens:
                    return mention
                break
        holder = self.document.voice_at(token.start) or self.document.author
        return self.document.by_id.get(holder.reference.id) if holder.reference else None
