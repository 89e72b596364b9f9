"""Offices, memberships, employments, mandates and holdings that a noun names.

"X, the former chairman of Y", "as a member of the Y parliament, X ...", "Y's lawyer X". Each is tied
to its bearer and its body with the dates beside it. A bare title before a name ("President X") is told
only for offices of state, and only of somebody of whom the document tells no fuller office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.basis.unreal import realised
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.frames.ties.bearers import Bearers
from dalil.claims.frames.ties.bodies import Bodies
from dalil.claims.frames.ties.shares import share_in
from dalil.claims.frames.ties.tie_dates import beside_dates, span_dates
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, PartialDate, Predicate, Reference, Relation

Dates = tuple[PartialDate | None, PartialDate | None]

NEAR = 40
"""Farthest name that is quoted with its office, in code points."""
_HUMAN = frozenset({"role_at", "employed_by"})
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Office:
    """A noun phrase that names an office.

    Attributes:
        noun: Its head.
        lemma: The head's singular, in small letters.
        predicate: What it says of its bearer.
        first: First token of the phrase.
        last: Last token of the phrase.
        title: The phrase as printed.
        bare: It stands right before a name without an article: "President X".
    """

    noun: Token
    lemma: str
    predicate: str
    first: int
    last: int
    title: str
    bare: bool


@lru_cache(maxsize=1)
def nouns() -> dict[str, str]:
    """The predicate of each noun of an office, in the singular."""
    return {
        lemma: predicate for predicate, lemmas in load(FILE)["roles"].items() for lemma in lemmas
    }


def lemma_of(token: Token) -> str:
    """A noun's singular in small letters; a proper noun's lemma is its own form."""
    lemma = token.lemma.lower()
    if token.pos == "PROPN" and lemma not in nouns() and lemma.endswith("s"):
        return lemma[:-1]
    return lemma


def offices(context: Context, ends: Ends) -> list[Found]:
    """Every office of a document, in order of place; a short title only where no fuller one is told."""
    bearers, bodies = Bearers(context, ends), Bodies(context, ends)
    found: list[tuple[Found, Office]] = []
    last: tuple[Office, list[Mention]] | None = None
    for token in context.tokens:
        office = _office(context, token)
        if office is None or _of_relative(context, office.noun):
            continue
        people = bearers.of(office.noun, office.first, office.last)
        if not people and last is not None and _goes_on(context, last[0], office):
            people = last[1]
        people = [p for p in people if _may_bear(office, p)]
        if not people or not _is_held(context, office.noun):
            continue
        last = office, people
        found.extend((one, office) for one in _tied(context, office, people, bodies, bearers))
    return _without_short(context, found)


def _of_relative(context: Context, noun: Token) -> bool:
    """Whether somebody told behind an office is a relative of who holds it: "met the son of the President of Y, X"."""
    tie = context.tokens[noun.head]
    relative = context.tokens[tie.head]
    if noun.dep != "pobj" or tie.lemma != "of" or relative.lemma.lower() not in load(FILE)["kin"]:
        return False
    told = relative.dep in ("attr", "appos", "oprd", "conj", "ROOT", "compound", "nmod")
    named = any(k.pos == "PROPN" for k in context.tree.children(relative.index, "appos"))
    above = context.tokens[
        context.tokens[relative.head].head
    ]  # "the godfather of the daughter of the head, X"
    told = told or (relative.dep == "pobj" and above.lemma.lower() in load(FILE)["kin"])
    return not told and not named and context.tree.child(relative.index, "det") is not None


def _is_held(context: Context, noun: Token) -> bool:
    """Whether an office is said to be held, not wished for: "wanted to become head", "may be the owner"."""
    tokens = context.tokens
    for _ in range(_LONGEST):
        above = tokens[noun.head]
        if noun.dep in ("attr", "oprd") and above.pos in ("VERB", "AUX"):
            return realised(context, above)
        if noun.dep == "pobj" and above.lemma.lower() == "as":
            verb = tokens[above.head]
            return verb.pos not in ("VERB", "AUX") or realised(context, verb)
        if noun.dep != "conj" or above.pos not in ("NOUN", "PROPN"):
            return True
        noun = above
    return True


def _may_bear(office: Office, mention: Mention) -> bool:
    if mention.type == MentionType.ORGANISATION:
        return office.predicate not in _HUMAN
    return mention.type == MentionType.PERSON


def _office(context: Context, token: Token) -> Office | None:
    if token.pos not in ("NOUN", "PROPN"):
        return None
    lemma = lemma_of(token)
    predicate = nouns().get(lemma)
    if predicate is None or _inside_title(context, token):
        return None
    mention = context.document.mention_at(token.start, token.end)
    if mention is not None and mention.type != MentionType.PERSON:
        return None
    first, last = _phrase(context, token)
    tokens, text = context.tokens, context.text
    title = text[tokens[first].start : tokens[last].end]
    head = tokens[token.head]
    bare = token.dep in ("compound", "nmod") and head.index > token.index and last == token.index
    bare = bare and context.tree.child(token.index, "poss", "prep", "det") is None
    return Office(token, lemma, predicate, first, last, title, bare)


def _inside_title(context: Context, token: Token) -> bool:
    """Whether a noun is only the first part of an office: "Deputy" of "Deputy Minister"."""
    head = context.tokens[token.head]
    if token.dep not in ("compound", "nmod", "amod") or head.index <= token.index:
        return False
    if lemma_of(head) in nouns() and head.index - token.index < 5:
        return True
    after = context.tokens[token.index + 1]
    follows = context.document.mention_at(after.start, after.end)
    if follows is not None and follows.type == MentionType.PERSON:
        return False  # right before a name, wherever the parser hung both
    mention = context.document.mention_at(head.start, head.end)
    person = mention is not None and mention.type == MentionType.PERSON
    if person and head.pos == "PROPN":  # "Deputy Minister X": the last of the nouns before the name
        later = context.tokens[token.index + 1 : head.index]
        return any(lemma_of(t) in nouns() and t.dep in ("compound", "nmod") for t in later)
    return not person


def _phrase(context: Context, noun: Token) -> tuple[int, int]:
    """First and last token of an office's own words, without a possessor and a name."""
    tree, tokens = context.tree, context.tokens
    first, last = noun.index, noun.index
    for kid in tree.children(noun.index, "amod", "compound", "nmod", "advmod"):
        if kid.index < noun.index and context.document.mention_at(kid.start, kid.end) is None:
            first = min(first, tree.left[kid.index])
    if noun.dep in ("compound", "nmod"):  # a title before a name: all that stands before it
        while first > 0 and tokens[first - 1].head == noun.head and _titular(context, first - 1):
            first -= 1
    for kid in tree.children(noun.index, "prep"):
        inner = tree.child(kid.index, "pobj")
        if inner is None or kid.lemma.lower() not in ("of", "for") or kid.index > last + 1:
            continue
        mention = context.document.mention_at(inner.start, inner.end)
        person = mention is not None and mention.type == MentionType.PERSON
        if person or tree.right[inner.index] - noun.index > _LONGEST:
            continue
        last = max(last, _own_end(context, inner))
    return first, last


def _titular(context: Context, index: int) -> bool:
    token = context.tokens[index]
    named = context.document.mention_at(token.start, token.end) is not None
    return token.dep in ("compound", "nmod", "amod") and not named and token.pos != "DET"


def _own_end(context: Context, inner: Token) -> int:
    """Last token of "of ..." without what is added behind it."""
    tree = context.tree
    last = tree.right[inner.index]
    for kid in tree.children(inner.index):
        if kid.index > inner.index and kid.dep in ("appos", "relcl", "acl", "punct"):
            last = min(last, tree.left[kid.index] - 1)
    while last > inner.index and context.tokens[last].dep == "punct":
        last -= 1
    return max(last, inner.index)


def _goes_on(context: Context, before: Office, office: Office) -> bool:
    """Whether an office follows another one's words and dates: "..., and Deputy Minister until 2023"."""
    if before.noun.sentence != office.noun.sentence or before.predicate not in _HUMAN:
        return False
    start, end = context.tokens[before.last].end, context.tokens[office.first].start
    said = context.text[start:end]
    if start >= end or end - start > 90 or not ("," in said or ";" in said or " and " in said):
        return False
    for date in context.document.dates_in(start, end):
        if date.start is not None and date.end is not None:
            said = said.replace(context.text[date.start : date.end], " ")
    words = {w.strip(".,;()–-").lower() for w in said.split()} - {""}
    return words <= _JOINING


_OF_FIRM = re.compile(r"\bof (?:the )?(?:law )?(?:firm|chambers|practice)\b")
_BAR = re.compile(r"(?:.* )?Bar(?: (?:of|Association|Council)\b.*)?$")
_JOINING = frozenset(
    {"and", "from", "since", "until", "till", "to", "between", "in", "then", "later", "the", "a", "an",
     "as", "also", "before", "that", "after", "subsequently", "finally", "previously", "now"}
)  # fmt: skip


def _tied(
    context: Context, office: Office, people: list[Mention], bodies: Bodies, bearers: Bearers
) -> Iterator[Found]:
    found: list[Mention | None] = [*bodies.of(office.noun, office.lemma, people, office.last)]
    predicate = _predicate(office)
    if predicate == "represents" and found and found[0] is not None:
        gap = context.text[context.tokens[office.last].end : found[0].start]
        predicate = "employed_by" if _OF_FIRM.search(gap) else predicate  # no client
        at_bar = _BAR.match(found[0].text) and " for " not in f"{gap} "
        predicate = "member_of" if at_bar else predicate
    if predicate == "party_to":
        case = _case(context, office)
        people = [p for p in people if not _decides(p)]
        if case is None or not people:
            return
        found = [None]
        office = replace(office, title=case)
    if predicate == "member_of":
        people = [p for p in people if p.type == MentionType.PERSON or found]
    if predicate == "owns":
        found = [m for m in found if m is not None and _may_be_owned(m)]
    if predicate == "represents":  # "a lawyer at the Bar of Y": of no client
        found = [m for m in found if m is not None and _is_client(context, office, m)]
    if not found:
        if predicate not in ("role_at", "member_of") or not _tells(context, office):
            return
        found = [None]
    inverse = office.predicate == "owned_by"
    start, end = _quoted(context, office, people)
    dates = _dates(context, office)
    negated = bearers.denied(office.noun) or _neither(context, office.noun)
    for person in people:
        for body in found:
            relation = _relation(predicate, person, body, office)
            subject, target = (relation.object, relation.subject) if inverse else (None, None)
            if subject is not None:
                relation = Relation(Predicate.OWNS, subject, target, detail=office.title)
            words = context.text[start:end] if len(people) == 1 else ""
            relation = _dated(relation, dates, words)
            yield Found(relation, start, end, office.noun.index, negated)


def _may_be_owned(mention: Mention) -> bool:
    """Whether a name may have an owner: no person, and no board of a body."""
    words = {w.lower() for w in mention.text.split()[:3]}
    return mention.type != MentionType.PERSON and "board" not in words


def _is_client(context: Context, office: Office, mention: Mention) -> bool:
    """Whether one acts for a name: for a place only by "for"; a bar and a court have no counsel."""
    gap = context.text[office.noun.end : mention.start]
    place = mention.type == MentionType.LOCATION
    return not (place and mention.start > office.noun.end and " for " not in f"{gap} ")


def _neither(context: Context, noun: Token) -> bool:
    """Whether an office is said of nobody: "neither a director nor a shareholder", "no director of Y"."""
    first = noun
    while first.dep == "conj" and context.tokens[first.head].pos in ("NOUN", "PROPN"):
        first = context.tokens[first.head]
    kids = [
        k for t in {first, noun} for k in context.tree.children(t.index, "preconj", "det", "cc")
    ]
    return any(k.lemma.lower() in ("neither", "nor", "no") for k in kids)


def _case(context: Context, office: Office) -> str | None:
    """What somebody is a party to: the proceedings of the sentence; a part alone ties to nothing."""
    sentence = context.document.parse.sentences[office.noun.sentence]
    words = load(FILE)["cases"]
    for token in context.tokens[sentence.first : sentence.last]:
        if token.pos == "NOUN" and token.lemma.lower() in words and token.dep != "compound":
            first = token.index
            for kid in context.tree.children(token.index, "det", "amod", "compound"):
                first = min(first, kid.index)
            if context.tokens[first].lemma.lower() in ("a", "an", "another", "any", "no"):
                continue  # "lodged an appeal": a new one, of which nobody is told to be a party
            return context.text[context.tokens[first].start : token.end]
    return None


def _decides(mention: Mention) -> bool:
    """Whether a name is a court's, which is no party before itself."""
    words = {w.strip(".,'’").lower() for w in mention.text.split()}
    return bool(words & {"court", "tribunal", "commission"})


def _tells(context: Context, office: Office) -> bool:
    """Whether an office without a body says enough: one of state, said by a verb or dated.

    A bare title before a name, and a calling ("the journalist X"), tie nobody to anything.
    """
    if office.lemma not in load(FILE)["public"]:
        return office.last > office.noun.index  # "the head of the port authority"
    return _is_said(context, office.noun) or _dates(context, office) != (None, None)


_GAINED = frozenset({"become", "serve", "remain", "act"})


def _is_said(context: Context, noun: Token) -> bool:
    """Whether a predicate gives an office: "was governor", "served as governor", not "convicted the governor, X"."""
    table, tokens = load(FILE), context.tokens
    for _ in range(_LONGEST):
        above = tokens[noun.head]
        if noun.dep != "conj" or above.pos not in ("NOUN", "PROPN"):
            break
        noun = above
    above = tokens[noun.head]
    over = tokens[above.head]
    if noun.dep in ("attr", "oprd"):
        return True
    if noun.dep == "dobj":
        return above.lemma.lower() in _GAINED.union(table["placing"])
    if noun.dep != "pobj":
        return False
    posts = {*table["positions"], *table["giving"], *table["placing"], "rise", "return", "move"}
    return above.lemma.lower() in ("as", "than") or over.lemma.lower() in posts


def _predicate(office: Office) -> str:
    return "owns" if office.predicate == "owned_by" else office.predicate


def _relation(predicate: str, person: Mention, body: Mention | None, office: Office) -> Relation:
    return Relation(
        Predicate(predicate),
        Reference(person.id, person.text),
        Reference(body.id, body.text) if body is not None else None,
        value=office.title if body is None else None,
        detail=office.title,
    )


def _dated(relation: Relation, dates: Dates, words: str) -> Relation:
    share = share_in(words) if relation.predicate is Predicate.OWNS else None
    return replace(relation, start_date=dates[0], end_date=dates[1], share=share)


def _dates(context: Context, office: Office) -> Dates:
    found = beside_dates(context, context.tokens[office.last].end, office.noun)
    return found if found != (None, None) else span_dates(context, office.noun, office.title)


def _quoted(context: Context, office: Office, people: list[Mention]) -> tuple[int, int]:
    """The words of an office with its dates, and the bearer's name where it stands beside them."""
    tree, tokens = context.tree, context.tokens
    last = max(office.last, _end(context, office.noun))
    first = min(office.first, tree.left[office.noun.index])
    first = first if first >= office.noun.index - _LONGEST else office.first
    start, end = context.content(tokens[first].start, tokens[last].end)
    low, high = tree.sentence_extent(office.noun.index)
    for person in people:
        inside = low <= person.start and person.end <= high
        if inside and person.start <= end + NEAR and start <= person.end + NEAR:
            start, end = min(start, person.start), max(end, person.end)
    return start, end


def _end(context: Context, noun: Token) -> int:
    """Last token of an office's words with "of ..." and "since ...", without added clauses."""
    tree, last = context.tree, noun.index
    for kid in tree.children(noun.index):
        if kid.index > noun.index and kid.dep in ("prep", "amod", "acl"):
            last = max(last, tree.right[kid.index])
    return last


def _without_short(context: Context, found: list[tuple[Found, Office]]) -> list[Found]:
    """Without a title for whose bearer the document tells the same office with its body."""
    full: set[tuple[str, str]] = set()
    any_office: set[str] = set()
    for one, office in found:
        cluster = _cluster(context, one.relation.subject)
        if one.relation.object is not None and not one.negated:
            full.add((cluster, office.lemma))
            any_office.add(cluster)
    worded = {
        (_cluster(context, one.relation.subject), office.lemma)
        for one, office in found
        if one.relation.object is not None and not _implied(context, one, office)
    }
    kept, told = [], set()
    for one, office in found:
        if one.relation.object is None:
            cluster = _cluster(context, one.relation.subject)
            if (cluster, office.lemma) in full or (office.bare and cluster in any_office):
                continue
            if office.bare and (cluster, office.lemma) in told:
                continue
            told.add((cluster, office.lemma))
        elif (_cluster(context, one.relation.subject), office.lemma) in worded and _implied(
            context, one, office
        ):
            continue  # "Defence Minister" of no country, of whom the text tells of which he was
        kept.append(one)
    return kept


def _implied(context: Context, one: Found, office: Office) -> bool:
    """Whether the country of an office of state stands outside its sentence: it was found, not said."""
    if one.relation.object is None or office.lemma not in load(FILE)["state_offices"]["offices"]:
        return False
    body = context.document.by_id.get(one.relation.object.id)
    low, high = context.tree.sentence_extent(one.head)
    return body is not None and not low <= body.start < high


def _cluster(context: Context, reference: Reference) -> str:
    return context.document.entity_of.get(reference.id, reference.id)
