"""Where an office is held: the body, country or person that the words of an office name.

"head of the X office of Y", "Y's head", "Y chairman", "head at Y", and what an office implies: a judge
sits in the one court that the sentence names. No body is guessed from a document's subject.
"""

from __future__ import annotations

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.frames.referents.house import House
from dalil.claims.frames.referents.states import States, named_country
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

TIES = ("of", "at", "for", "to", "in", "with", "on", "within", "from", "over", "under")
_BODIES = (MentionType.ORGANISATION, MentionType.LOCATION)
_NAMES = (*_BODIES, MentionType.GROUP)
_PARTS = frozenset({"prime", "deputy", "vice", "chief", "first", "senior", "acting"})
_SENT = frozenset({"ambassador", "envoy", "representative"})
_OPENING = frozenset({"of", "at", "in", "for", "with"})
_WORDS = 12
"""Words between an office and its body that are looked at where the tree is unsure."""
_NEAR = 600
"""Code points before an office in which the body that it implies may be named."""


class Bodies:
    """Finds the bodies at which offices of one document are held."""

    def __init__(self, context: Context, ends: Ends) -> None:
        self.context = context
        self.ends = ends
        words = load(FILE)
        self._placing = frozenset(words["placing"])
        roles = words["roles"]
        self._attending = frozenset(words["attending"]).union(
            *(roles[key] for key in ("represents", "nominee_for", "funds"))
        )
        self._states = States(ends.document)
        self._implied = words["implied"]
        self._kindred = frozenset(words["kindred"])
        self._firms = frozenset(words["of_firms"])
        self._firms_alone = frozenset(words["of_firms_alone"])
        self._public = frozenset({*words["public_bodies"], *words["press"]})
        self._house = House(ends.document)

    def of(self, noun: Token, lemma: str, bearers: list[Mention], last: int) -> list[Mention]:
        """The bodies of an office; empty where the words name none.

        Args:
            noun: The office.
            lemma: Its lemma.
            bearers: Who holds it: nobody is head of himself.
            last: Last token of the office's own phrase.
        """
        found: dict[str, Mention] = {}
        elsewhere = at_nameless(self.context, noun)
        named = self._named(noun, lemma, last)
        for mention in named or (() if elsewhere else self._of_state(noun, lemma, last)):
            itself = any(self.ends.same(mention, b) for b in bearers)
            if ";" in self.context.text[noun.end : mention.start]:
                continue
            if not itself and mention.text.lower() not in _PARTS:
                found.setdefault(self.ends.document.cluster_of(mention), mention)
        if not found and not elsewhere:
            implied = self._implies(noun, lemma)
            own = (
                [implied] if implied is not None else self._of_us(noun) or self.ends.office_at(noun)
            )
            found = {m.id: m for m in own if not any(self.ends.same(m, b) for b in bearers)}
            if (
                lemma in self._firms_alone
            ):  # a ministry that writes of a firm has no "operations manager"
                found = {key: m for key, m in found.items() if not self._is_public(m)}
        return list(found.values())

    def _named(self, noun: Token, lemma: str, last: int) -> list[Mention]:
        tree, tokens = self.context.tree, self.context.tokens
        found = self._possessors(noun, lemma)
        ties = [k.lemma.lower() for k in tree.children(noun.index, "prep")]
        for kid in tree.children(noun.index, "prep"):
            if kid.lemma.lower() == "from" and {"of", "at", "for"} & set(ties):
                continue  # "as a curator from Olt for Y": where he comes from
            sent = lemma in _SENT and kid.lemma.lower() == "to" and found
            if kid.index > noun.index and kid.lemma.lower() in TIES and not sent:
                behind = self._behind(tree.child(kid.index, "pobj"), lemma)
                found += [m for m in behind if not self._is_field(m, noun)]
        if not found and at_nameless(self.context, noun):
            return []
        if not found:
            found = self._before(noun)
        if not found:
            found = self._of_which(noun) or self._of_verb(noun)
        if not found and last + 1 < len(tokens):
            found = self._follows(noun, last) or self._in_words(noun) or self._next(last)
        if not found:
            found = self._acting(noun)
        if not found and lemma not in self._implied:
            found = self._shared(noun, lemma)
        return found

    def _is_field(self, place: Mention, noun: Token) -> bool:
        """Whether a place is where an office of a body is at work: "its vice president for Olt", "manager in Olt"."""
        if place.type != MentionType.LOCATION:
            return False
        if self.context.tree.child(noun.index, "poss") is not None:
            return True
        before = self.context.text[max(0, place.start - 5) : place.start]
        return noun.lemma.lower() in self._firms and before.endswith((" for ", " in ", " at "))

    def _possessors(self, noun: Token, lemma: str) -> list[Mention]:
        """Owners: "the bank's chairman", "its head", and before a name "Y's Minister X"."""
        tree = self.context.tree
        owners = list(tree.children(noun.index, "poss"))
        name = self.context.tokens[noun.head]
        if noun.dep in ("compound", "nmod") and name.index > noun.index:
            owners += [k for k in tree.children(name.index, "poss") if k.index < noun.index]
        if not owners:
            owners = self._owner_in_front(noun)
        if owners and (own := self._of_house(owners[0])) is not None:
            return [own]
        found = [m for owner in owners for m in self.ends.all(owner) if self._fits(m, lemma)]
        if lemma in self._firms_alone and any(o.text.lower() == "its" for o in owners):
            found = [m for m in found if not self._is_public(m)]
        return [self._seated_at(m) or m for m in found]

    def _is_public(self, body: Mention) -> bool:
        """Whether a name is a public body's by one of its words: it has no manager by the way."""
        return bool({w.strip(".,()'’").lower() for w in body.text.split()} & self._public)

    def _seated_at(self, place: Mention) -> Mention | None:
        """The body that only its seat parts from "whose" or "which": "Y, Olt, whose director"."""
        text, document = self.context.text, self.ends.document
        if place.type != MentionType.LOCATION or not text.startswith(", who", place.end):
            return None
        before = document.mention_at(place.start - 3, place.start - 2) if place.start > 2 else None
        body = before is not None and before.type == MentionType.ORGANISATION
        return before if body and text[place.start - 2 : place.start] == ", " else None

    def _of_us(self, noun: Token) -> list[Mention]:
        """The body that says "we", or is audited, for "the treasurer" in what is written."""
        determiner = self.context.tree.child(noun.index, "det")
        if determiner is None or determiner.lemma.lower() != "the" or self.context.turns:
            return []
        if self._house.own is None or self.context.quoted(noun.start):
            return []
        if self.context.tree.children(noun.index, "prep", "poss", "relcl", "acl"):
            return []
        return [self._house.own]

    def _of_house(self, owner: Token) -> Mention | None:
        """The body of "our chairman" and "your chairman", as a letter or a statement says in its own words."""
        word = owner.text.lower()
        if word not in ("our", "your") or self.context.quoted(owner.start) or self.context.turns:
            return None
        return self._house.ours if word == "our" else self._house.addressed

    def _owner_in_front(self, noun: Token) -> list[Token]:
        """A possessive that only plain words part from an office: "its co-founder X", by place."""
        tokens = self.context.tokens
        for token in reversed(tokens[max(0, noun.index - 5) : noun.index]):
            if token.tag == "PRP$":
                return [token]
            if token.tag == "POS" and token.index > 0:
                return [tokens[token.index - 1]]
            if token.pos not in ("ADJ", "NOUN", "PUNCT", "ADV") or token.text in (",", ";", "("):
                return []
            if token.pos == "PUNCT" and token.text != "-":
                return []
        return []

    def _fits(self, mention: Mention, lemma: str) -> bool:
        if mention.type == MentionType.PERSON:
            return lemma in self._attending
        return mention.type in _BODIES

    def _behind(self, inner: Token | None, lemma: str) -> list[Mention]:
        """The bodies of "of ...": named there, else deeper ("of the supervisory board of Y")."""
        tree = self.context.tree
        for _ in range(4):
            if inner is None:
                return []
            found = [m for m in self.ends.all(inner) if self._fits(m, lemma)]
            if found:
                return found
            if inner.pos == "NOUN" and inner.lemma.lower() in self._kindred:
                return []  # "a director of a sister concern of Y": not of Y
            found = self._inside(inner)
            if found:
                return found
            deeper = [
                tree.child(k.index, "pobj")
                for k in tree.children(inner.index, "prep")
                if k.lemma.lower() in ("of", "at", "in", "within", "for")
            ]
            inner = next((t for t in deeper if t is not None), None)
        return []

    def _inside(self, inner: Token) -> list[Mention]:
        """A name before the noun: "the board of the Y group", "of Y's supervisory board"."""
        tree = self.context.tree
        for kid in tree.children(inner.index, "poss", "compound", "nmod", "appos"):
            mention = self.ends.one(kid) if kid.pos in ("PROPN", "PRON", "NOUN") else None
            if mention is not None and mention.type in _BODIES:
                return [mention]
        return []

    def _before(self, noun: Token) -> list[Mention]:
        """Names before an office: "Y chairman", "KGB officers", "Y Finance Minister"."""
        tree = self.context.tree
        near = list(tree.children(noun.index, "compound", "nmod", "amod", "npadvmod"))
        name = self.context.tokens[noun.head]
        if noun.dep in ("compound", "nmod") and name.index > noun.index:
            near += tree.children(name.index, "compound", "nmod", "amod")
        for kid in near:
            mention = self.ends.document.mention_at(kid.start, kid.end)
            if mention is None or mention.type not in _NAMES:
                continue
            if mention.type == MentionType.GROUP and not mention.text.isupper():
                continue  # an adjective of a country: only offices of state are a country's
            if self._ends_in_matter(mention, noun):
                return self._of_matter(mention)
            if kid.index < noun.index and mention.end <= noun.start:
                return [mention]
        return []

    def _ends_in_matter(self, mention: Mention, noun: Token) -> bool:
        """Whether a name holds the matter of a minister's office: "Korsavian Finance" of "Minister"."""
        words = mention.text.split()
        joined = self.context.text[mention.end : noun.start].strip() == ""
        minister = _is_minister(noun) and joined and len(words) > 1
        return minister and words[-1].lower() in load(FILE)["matters"]

    def _of_matter(self, mention: Mention) -> list[Mention]:
        """The country of "Korsavian Finance Minister", where the document names it."""
        said = mention.text.rsplit(" ", 1)[0]
        document = self.ends.document
        same = [m for m in document.mentions if m.type == MentionType.LOCATION and m.text == said]
        found = same[0] if same else named_country(document, said)
        return [found] if found is not None else []

    def _follows(self, noun: Token, last: int) -> list[Mention]:
        """A body behind the phrase that the parser hung elsewhere: "Head of Unit at Y"."""
        tokens, tree = self.context.tokens, self.context.tree
        tie = tokens[last + 1]
        if tie.lemma.lower() not in ("of", "at", "in", "for") or tie.sentence != noun.sentence:
            return []
        above = tokens[tie.head]
        governs = tree.within(noun.index, above.index) or tree.within(above.index, noun.index)
        inner = tree.child(tie.index, "pobj")
        found = self.ends.one(inner) if governs and inner is not None else None
        return [found] if found is not None and found.type == MentionType.ORGANISATION else []

    def _of_which(self, noun: Token) -> list[Mention]:
        """The body of "Y, of which X is chairman", "Y, where X is chairman"."""
        if noun.dep not in ("attr", "dobj"):
            return []
        clause = self.context.tokens[noun.head]
        where = self.context.tree.children(noun.head, "advmod")
        if clause.dep == "relcl" and any(t.lemma.lower() == "where" for t in where):
            bodies = self.ends.all(self.context.tokens[clause.head])
            return [m for m in bodies if m.type == MentionType.ORGANISATION]
        for kid in self.context.tree.children(noun.head, "prep"):
            inner = self.context.tree.child(kid.index, "pobj")
            if inner is not None and inner.lemma.lower() in ("which", "whom"):
                return [m for m in self.ends.all(inner) if m.type in _BODIES]
        return []

    def _acting(self, noun: Token) -> list[Mention]:
        """Whom an agent acts for by a participle: "the lawyer representing Y", "a lobbyist working for Y"."""
        tree = self.context.tree
        for kid in tree.children(noun.index, "acl"):
            if kid.lemma not in ("represent", "act", "work", "serve", "lead", "head", "run"):
                continue
            end = tree.child(kid.index, "dobj")
            for tie in tree.children(kid.index, "prep"):
                end = end or (tree.child(tie.index, "pobj") if tie.lemma in ("for", "at") else None)
            return self.ends.all(end)
        return []

    def _of_verb(self, noun: Token) -> list[Mention]:
        """The body that the verb names: "joined Y as director", "Y hired X as director"."""
        tokens, tree = self.context.tokens, self.context.tree
        tie = tokens[noun.head]
        verb = tokens[tie.head]
        if noun.dep != "pobj" or tie.lemma.lower() != "as" or verb.pos != "VERB":
            return []
        lemma = verb.lemma.lower()
        if lemma in ("join", "leave", "quit", "serve"):
            end = tree.child(verb.index, "dobj")
        elif lemma in self._placing:
            agent = tree.child(verb.index, "agent")
            active = tree.child(verb.index, "nsubjpass", "auxpass") is None
            end = tree.child(agent.index, "pobj") if agent is not None else None
            end = end or (tree.child(verb.index, "nsubj") if active else None)
        else:
            return []
        return [m for m in self.ends.all(end) if m.type == MentionType.ORGANISATION]

    def _in_words(self, noun: Token) -> list[Mention]:
        """A body that only plain words part from an office, where the tree is unsure of it."""
        tokens, document = self.context.tokens, self.ends.document
        for token in tokens[noun.index + 1 : noun.index + _WORDS]:
            mention = document.mention_at(token.start, token.end)
            if mention is not None and token.index > noun.index + 1:
                return [mention] if mention.type == MentionType.ORGANISATION else []
            first = token.index == noun.index + 1
            if mention is not None or (first and token.lemma.lower() not in _OPENING):
                return []
            plain = token.pos in ("ADP", "DET", "NOUN", "ADJ") or token.tag == "VBG"
            if not plain or not token.text.islower() or token.sentence != noun.sentence:
                return []
        return []

    def _next(self, last: int) -> list[Mention]:
        """A body right behind an office and a comma: "Chair of Media Law, University of Y"."""
        tokens, document = self.context.tokens, self.ends.document
        if tokens[last + 1].text != "," or last + 2 >= len(tokens):
            return []
        index = last + 3 if tokens[last + 2].lemma.lower() == "the" else last + 2
        if index >= len(tokens) or tokens[index].sentence != tokens[last].sentence:
            return []
        mention = document.mention_at(tokens[index].start, tokens[index].end)
        if mention is None or mention.type != MentionType.ORGANISATION:
            return []
        closes = self.context.text[mention.end : mention.end + 1]
        return [mention] if closes in (",", ".", ")", ";", "\n", "") else []

    def _of_state(self, noun: Token, lemma: str, last: int) -> list[Mention]:
        """The ministry or the country of an office of state that names none."""
        if not self._states.is_of_state(lemma):
            return []
        tokens, tree = self.context.tokens, self.context.tree
        before = tree.children(noun.index, "amod", "compound", "nmod")
        for kid in [k for k in before if k.index < noun.index and k.text[:1].isupper()]:
            country = named_country(self.ends.document, kid.text)
            if country is not None:
                return [country]
        first = min([noun.index, *(k.index for k in before if k.index < noun.index)])
        title = self.context.text[tokens[first].start : tokens[last].end]
        heads_one = lemma == "minister" and "prime" not in title.lower()
        found = self._states.ministry(title) if heads_one else None
        found = found or self._states.country
        return [found] if found is not None else []

    def _shared(self, noun: Token, lemma: str) -> list[Mention]:
        """Of two joined offices the body of the second: "founder and chairman of Y"."""
        tree = self.context.tree
        for kid in tree.children(noun.index, "conj"):
            if kid.pos not in ("NOUN", "PROPN") or kid.index < noun.index:
                continue
            between = self.context.tokens[noun.index + 1 : kid.index]
            if any(t.pos in ("ADP", "VERB") or t.dep == "punct" for t in between):
                continue
            if tree.child(kid.index, "det", "poss") is not None:
                continue  # "a lawyer and the owner of Y": nobody's lawyer is told
            return [
                m
                for k in tree.children(kid.index, "prep")
                if k.lemma.lower() in TIES
                for m in self._behind(tree.child(k.index, "pobj"), lemma)
            ]
        return []

    def _implies(self, noun: Token, lemma: str) -> Mention | None:
        """The one body nearby that an office implies: a judge's court, a minister's ministry."""
        words = self._implied.get(lemma)
        if not words:
            return None
        document = self.ends.document
        low, high = self.context.tree.sentence_extent(noun.index)
        passage = document.layer.passages_at(noun.start, noun.end)
        low = min(low, max(passage[0].start if passage else low, noun.start - _NEAR))
        found: dict[str, Mention] = {}
        for mention in document.mentions_in(low, high):
            said = set(mention.text.lower().replace("’", "'").split())
            if mention.type == MentionType.ORGANISATION and said & set(words):
                found.setdefault(document.cluster_of(mention), mention)
        return next(iter(found.values())) if len(found) == 1 else None


def _is_minister(noun: Token) -> bool:
    """Whether a noun is "minister" or "secretary": offices that a matter of state stands before."""
    return noun.lemma.lower() in ("minister", "ministers", "secretary", "ministry")


def at_nameless(context: Context, noun: Token) -> bool:
    """Whether an office is at a body without a name: "X's head of his staff", "commander of one of the units".

    Args:
        context: The document.
        noun: The office.
    """
    tree = context.tree
    for owner in tree.children(noun.index, "poss"):
        mention = context.document.mention_at(owner.start, owner.end)
        if mention is not None and mention.type == MentionType.PERSON:
            return True
    for kid in tree.children(noun.index, "prep"):
        inner = tree.child(kid.index, "pobj") if kid.lemma.lower() == "of" else None
        if inner is None:
            continue
        owners = {t.text.lower() for t in tree.children(inner.index, "poss")}
        if inner.text.lower() == "one" or owners & {"his", "her"}:
            return True
    return False
