"""Ties of a name by the noun beside it whose other end was named before: "Its chairman, X", "X, the pharmacist".

The noun phrase right before or behind a name, word by word back to its determiner, whatever the parser made
of it. "Its", "the" and a bare title go back to a body by :mod:`~dalil.claims.frames.referents.salience`; "his" goes to the
person that the ends of ties know. Offices of state, which belong to no body by the way, are left to the grammar, and
what the grammar has tied with a name at its other end is not told again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.frames.referents.just_named import by_noun_alone
from dalil.claims.frames.referents.salience import Salience
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_NAMES = (MentionType.PERSON, MentionType.ORGANISATION)
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "lady",
        "lord",
        "dame",
        "sheikh",
        "hon",
        "eng",
        "engineer",
        "don",
        "doña",
        "dona",
        "maître",
        "me",
        "rev",
        "fr",
        "st",
        "capt",
        "gen",
        "col",
        "maj",
        "lt",
        "sgt",
        "haji",
        "hajiya",
        "shri",
        "smt",
        "kum",
        "encik",
        "datuk",
        "dato",
        "tan",
        "sri",
        "alhaji",
        "ing",
        "mag",
        "dott",
    ]
)
_ADJECTIVES = 6
"""Words between a noun and its determiner."""
_NEAR = 160
"""Code points within which a tie that was told of the same person is the same one."""
_GROUP = {
    "role_at": "post", "employed_by": "post", "member_of": "post", "resigned_from": "post", "dismissed_from": "post",
    "owns": "stake", "controls": "stake", "family": "family", "represents": "mandate", "lobbies_for": "mandate",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun beside a name, with its determiner.

    Attributes:
        noun: The noun.
        kind: The predicate that it tells.
        det: First token: a possessive, an article, a possessor's mark, or the first word of a bare phrase.
        owner: "its", "his", "their", "named", "the", "bare" or "an".
        start: First code point of the whole.
        end: One past the last.
        detail: The words of the tie.
    """

    noun: Token
    kind: str
    det: Token
    owner: str
    start: int
    end: int
    detail: str


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    table = load(FILE)
    found = dict.fromkeys(table["kin"], "family")
    for predicate in ("member_of", "located_in", "funds", "party_to", "nominee_for"):
        found |= dict.fromkeys(table["roles"][predicate], "")
    for predicate in ("employed_by", "role_at", "represents", "owns"):
        found |= dict.fromkeys(table["roles"][predicate], predicate)
    return found


def beside(context: Context, ends: Ends, told: Iterable[Found]) -> Iterator[Found]:
    """All such ties that are not told yet, in order of place."""
    if not context.tokens:
        return
    finder = _Beside(context, ends, told)
    for mention in context.document.mentions:
        if mention.type in _NAMES:
            yield from finder.of(mention)


class _Beside:
    def __init__(self, context: Context, ends: Ends, told: Iterable[Found]) -> None:
        self.context = context
        self.document = context.document
        self.tokens = context.tokens
        self.ends = ends
        self.salience = Salience(context)
        self._told: dict[tuple[str, str], list[int]] = {}
        for one in told:
            if one.relation.object is not None:
                for end in (one.relation.subject, one.relation.object):
                    cluster = self.document.entity_of.get(end.id, end.id)
                    group = _GROUP.get(str(one.relation.predicate), "")
                    self._told.setdefault((cluster, group), []).append(one.start)
        table = load(FILE)
        self._generic = frozenset((*table["generic"], *table["property"], "accused"))
        self._state = frozenset(table["public"]) | frozenset(table["of_state"])
        self._private = frozenset(table["of_firms"])

    def of(self, mention: Mention) -> Iterator[Found]:
        first = self.context.token_at(mention.start)
        phrase = self._before(mention, first)
        if phrase is None:
            phrase = self._behind(mention)
        if phrase is None or self._is_told(mention, phrase):
            return
        if mention.type == MentionType.ORGANISATION and phrase.kind not in ("owns", "represents"):
            return
        bearers = [mention, *(self._joined(mention) if phrase.noun.tag in ("NNS", "NNPS") else ())]
        for other in self._others(mention, phrase):
            for one in bearers:
                if self.document.cluster_of(other) != self.document.cluster_of(one):
                    yield self._tie(one, other, phrase)

    def _tie(self, one: Mention, other: Mention, phrase: Phrase) -> Found:
        relation = Relation(
            Predicate(phrase.kind), Reference(one.id, one.text), Reference(other.id, other.text), detail=phrase.detail
        )  # fmt: skip
        start, end = self.context.content(min(phrase.start, one.start), max(phrase.end, one.end))
        return Found(relation, start, end, phrase.noun.index)

    def _joined(self, first: Mention) -> Iterator[Mention]:
        """The names that a list joins to the first: "its directors, X, Y and Z"."""
        last = first
        for mention in self.document.mentions_in(first.end, first.end + _LISTED):
            if mention.start < first.end:
                continue
            gap = " ".join(self.context.text[last.end : mention.start].split())
            if mention.type != first.type or not _AND.fullmatch(gap):
                return
            yield mention
            last = mention

    def _is_told(self, mention: Mention, phrase: Phrase) -> bool:
        places = self._told.get((self.document.cluster_of(mention), _GROUP[phrase.kind]), ())
        return any(abs(place - mention.start) < _NEAR for place in places)

    def _before(self, mention: Mention, first: int) -> Phrase | None:
        """The noun phrase right before a name: "its former chairman, Mr X", "his brother, Senator X"."""
        place = self._behind_title(first)
        comma = place >= 0 and self.tokens[place].text == ","
        place -= comma
        name = self.tokens[min(first, len(self.tokens) - 1)]
        if place < 0 or (self.tokens[place].sentence != name.sentence and not comma):
            return None
        if self.context.passage_of(self.tokens[place].start) != self.context.passage_of(
            mention.start
        ):
            return None
        noun = self.tokens[self._noun_before(place)]
        kind = self._kind(noun)
        if kind is None:
            return None
        return self._phrase(noun, kind, self.tokens[place].end, comma=comma)

    def _behind_title(self, first: int) -> int:
        """The last token before a name that is no title: "Mr", or an office in capitals behind a comma."""
        index = first - 1
        while index >= 0 and (self.tokens[index].text == "." or self._is_title(self.tokens[index])):
            index -= 1
        high = index
        while index > max(first - 6, 0) and self._is_capital(self.tokens[index]):
            index -= 1
        if index < high and self.tokens[index].text.lower() == "former":
            index -= 1
        return index if index >= 0 and self.tokens[index].text == "," else high

    def _is_title(self, token: Token) -> bool:
        return token.text.rstrip(".").lower() in _TITLES

    def _is_capital(self, token: Token) -> bool:
        named = self.document.mention_at(token.start, token.end) is not None
        return token.text[:1].isupper() and token.pos in ("PROPN", "NOUN", "ADJ") and not named

    def _noun_before(self, index: int) -> int:
        """The head of "head of the desk", walking back over "of" and plain words; else the word itself."""
        words = [t.text.lower() for t in self.tokens[max(index - 4, 0) : index + 1]]
        if words[-4:] == ["-", "in", "-", "law"]:
            return index - 4
        if self._kind(self.tokens[index]) is not None:
            return index
        for back in range(index - 1, max(index - 6, 0), -1):
            token = self.tokens[back]
            if (
                token.text.lower() in ("of", "for")
                and self._kind(self.tokens[back - 1]) is not None
            ):
                named = any(t.lemma.lower() in self._generic for t in self.tokens[back : index + 1])
                return index if named else back - 1
            if token.pos not in ("NOUN", "ADJ", "DET", "ADP", "CCONJ") or not token.text.islower():
                break
            if self.document.mention_at(token.start, token.end) is not None:
                break
        return index

    def _kind(self, token: Token) -> str | None:
        word = token.text.lower()
        if token.pos not in ("NOUN", "PROPN", "ADJ") or self.document.mention_at(
            token.start, token.end
        ):
            return None
        kinds = _kinds()
        kind = kinds.get(word) or kinds.get(token.lemma.lower())
        if (
            kind == "represents"
            and token.index
            and self.tokens[token.index - 1].text.lower()
            in (
                "general",
                "group",
                "legal",
                "in-house",
                "corporate",
            )
        ):
            kind = "role_at"
        if not kind or (word in self._state and kind == "role_at"):
            return None
        return kind

    def _phrase(self, noun: Token, kind: str, end: int, *, comma: bool) -> Phrase | None:
        """A noun with the words back to its determiner."""
        index, count = noun.index - 1, 0
        while index >= 0 and count < _ADJECTIVES and self._is_plain(self.tokens[index], noun):
            index, count = index - 1, count + 1
        start = self.tokens[index + 1]
        detail = self.context.text[start.start : end]
        det = self.tokens[max(index, 0)]
        owner = self._owner(det, index, noun, comma=comma)
        if owner is None:
            return None
        first = start if owner == "bare" else det
        return Phrase(noun, kind, det, owner, first.start, end, detail)

    def _is_plain(self, token: Token, noun: Token) -> bool:
        if token.sentence != noun.sentence or token.text.lower() in ("the", "a", "an"):
            return False
        if self.document.mention_at(token.start, token.end) is not None:
            return False
        plain = token.pos in ("ADJ", "NOUN", "PROPN", "NUM", "ADV")
        return plain or token.text.lower() in ("-", "then", "&", "managing")

    def _owner(self, det: Token, index: int, noun: Token, *, comma: bool) -> str | None:
        word = det.text.lower()
        if det.tag == "PRP$" or word == "whose":
            return _WHOSE.get(word)
        if det.tag == "POS":
            return "named"
        if word == "the":
            return "the"
        if word in ("a", "an", "one", "another"):
            return None
        if index < 0 or det.sentence != noun.sentence or det.text in _OPENERS:
            return "bare" if noun.text[:1].isupper() or not comma else None
        return "bare" if det.pos == "VERB" and not comma else None

    def _behind(self, mention: Mention) -> Phrase | None:
        """The noun phrase right behind a name and a comma: "X, its chairman,", "X (the internal auditor)"."""
        match = _OPENS.match(self.context.text, mention.end)
        if match is None:
            return None
        index = self.context.token_at(match.end())
        if index >= len(self.tokens) or self.tokens[index].start != match.end():
            return None
        det, noun = self.tokens[index], None
        for token in self.tokens[index : index + _ADJECTIVES + 2]:
            if token.sentence != det.sentence or (
                noun is not None and not self._is_plain(token, det)
            ):
                break
            if token.index > index and not self._is_plain(token, det):
                break
            noun = token if self._kind(token) is not None else noun
        if noun is None or noun.index + 1 >= len(self.tokens):
            return None
        if not _CLOSES.match(self.context.text, noun.end):
            return None
        kind = self._kind(noun)
        phrase = self._phrase(noun, kind or "", noun.end, comma=True)
        if phrase is None or phrase.det.index < index - 1:
            return None
        return phrase

    def _others(self, mention: Mention, phrase: Phrase) -> list[Mention]:
        """Who stands at the other end."""
        own = frozenset({self.document.cluster_of(mention)})
        if by_noun_alone(self.ends.context, phrase.det):
            return []  # "A gunman wounded Y. His brother, X": whose is open
        if phrase.owner == "named":
            return self._possessor(phrase)
        if phrase.kind == "family":
            return self._relatives(mention, phrase)
        if phrase.owner in ("his", "their") and phrase.kind in ("represents", "employed_by"):
            return [m for m in self.ends.all(phrase.det) if m.type in _NAMES]
        if phrase.owner in ("his", "their") or (
            phrase.kind == "represents" and phrase.owner != "its"
        ):
            return []
        if phrase.owner == "its":
            found = self.ends.one(phrase.det)
            if (
                found is not None
                and found.type == MentionType.ORGANISATION
                and self._may_have(found, phrase)
            ):
                return [found]
            if phrase.det.text.lower() != "its" or phrase.kind == "represents":
                return []
        return self._body_before(phrase, own)

    def _body_before(self, phrase: Phrase, own: frozenset[str]) -> list[Mention]:
        """The body that a definite office goes back to: the only one named, or the firm of the paragraph."""
        firms = phrase.kind == "owns" or phrase.noun.lemma.lower() in self._private
        body = self.salience.sole(phrase.start, own, everywhere=not firms)
        if body is not None and self._may_have(body, phrase):
            definite = phrase.owner == "the" and not self.salience.is_public(body)
            if firms or definite:
                return [body]
        body = self.salience.body(phrase.start, own) if firms else None
        return [body] if body is not None else []

    def _may_have(self, body: Mention, phrase: Phrase) -> bool:
        """Whether a body may have such an office: a court has no owner."""
        return phrase.noun.lemma.lower() not in self._private or not self.salience.is_public(body)

    def _possessor(self, phrase: Phrase) -> list[Mention]:
        token = self.tokens[max(phrase.det.index - 1, 0)]
        found = self.document.mention_at(token.start, token.end)
        if found is None:
            found = self.ends.one(token)
        if found is None:
            return []
        person = found.type == MentionType.PERSON
        if phrase.kind == "family" and not person:
            return []
        if phrase.kind in ("role_at", "owns") and person:
            return []
        return [found]

    def _relatives(self, mention: Mention, phrase: Phrase) -> list[Mention]:
        if phrase.owner == "their":
            return [m for m in self.ends.pair(phrase.det) if m.type == MentionType.PERSON]
        if phrase.owner == "his":
            found = [m for m in self.ends.all(phrase.det) if m.type == MentionType.PERSON]
            own = self.document.cluster_of(mention)
            if found and self.document.cluster_of(found[0]) != own:
                return found
        mine = phrase.det.text.lower() == "my"
        if (phrase.owner == "his" and not mine) or (
            phrase.owner == "the" and phrase.noun.lemma.lower() in _LEFT
        ):
            person = self.salience.person(phrase.det, mention, self.ends.may_be)
            return [person] if person is not None else []
        return []


_WHOSE = {
    "its": "its",
    "our": "its",
    "your": "its",
    "their": "their",
    "his": "his",
    "her": "his",
    "my": "his",
}
_OPENERS = frozenset({",", ";", ":", "(", "-", "–", "—", "and", ".", "”", '"'})
_LEFT = frozenset({"widow", "widower", "wife", "husband"})
"""Relatives of whom "the" tells whose: of the person spoken of."""
_LISTED = 160
_AND = re.compile(
    r"(?:,|and|, and|as well as|&)(?: (?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady)\.?| an? (?:man|woman|person) (?:called|named))?"
)
_OPENS = re.compile(
    r"(?: \(\d\d\))?(?:,| \(| [–—-]) ?(?:\d\d, |aged \d\d, )?(?:then |now |formerly |currently |until recently )?"
)
_CLOSES = re.compile(
    r"(?: of the (?:company|firm|bank|group|fund|foundation|business|party|association|movement|board|organisation))?(?:[,.;:)\n]| (?:who|said|told|since|until|from|at the time)\b)"
)
