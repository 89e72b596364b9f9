"""Relations that the words state: family, offices, ownership, mandates, payments, signatures.

Two kinds of evidence: nouns that name a tie ("X, the bank's former chairman", "Y's daughter X") and
verbs ("X owns Y"). Both ends are mentions or, for offices and things signed, the words themselves.
An allegation stays in the claim that holds it; nothing here turns speech into fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from dalil.claims.frames.between import Tie, between
from dalil.claims.frames.clause import predication
from dalil.claims.frames.context import Context
from dalil.claims.frames.holders import Resolver
from dalil.claims.frames.lexicon import load
from dalil.claims.frames.tie_dates import only_date, span_dates
from dalil.claims.parse import Token
from dalil.evidence import (
    Mention,
    MentionType,
    Predicate,
    Reference,
    Relation,
    Share,
)

FILE = "relations_en.yaml"
NEAR = 40
"""Farthest name that is quoted with its office, in code points."""
_SHARE = re.compile(
    r"(more than|over|at least)?\s*(\d{1,3}(?:[.,]\d+)?)\s*(?:%|per\s?cent|percent)"
    r"(?:\s+(?:stake|share|interest|of))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A relation and the words that state it.

    Attributes:
        relation: The relation.
        start: First code point of the evidence.
        end: One past the last.
        head: Token index of the tie's noun or verb.
        negated: The tie is denied.
    """

    relation: Relation
    start: int
    end: int
    head: int
    negated: bool = False


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    data = load(FILE)
    found = dict.fromkeys(data["kin"], "family")
    for predicate, lemmas in data["roles"].items():
        found.update(dict.fromkeys(lemmas, predicate))
    return found


@lru_cache(maxsize=1)
def _verbs() -> dict[str, tuple[Mapping[str, Any], ...]]:
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for entry in load(FILE)["verbs"]:
        for lemma in entry.get("strict", entry["lemmas"]):
            found[lemma] = (*found.get(lemma, ()), entry)
    return found


def relations(context: Context, resolver: Resolver) -> Iterator[Found]:
    """All relations of a document, in order of their words."""
    found = _once(_by_words(context, resolver), between(context))
    yield from sorted(found, key=lambda one: (one.head, one.start, one.end))


def _once(found: Iterator[Found], ties: Iterator[Tie]) -> Iterator[Found]:
    """What verbs and nouns state, then what they missed between two names."""
    known: set[tuple[str, str, str | None]] = set()
    for one in found:
        known.add(_key(one.relation))
        yield one
    for tie in ties:
        if _key(tie.relation) not in known:
            known.add(_key(tie.relation))
            yield Found(tie.relation, tie.start, tie.end, tie.head, tie.negated)


def _key(relation: Relation) -> tuple[str, str, str | None]:
    object_ = relation.object.id if relation.object else None
    return str(relation.predicate), relation.subject.id, object_


def _by_words(context: Context, resolver: Resolver) -> Iterator[Found]:
    nouns, verbs = _nouns(), _verbs()
    for token in context.tokens:
        lemma = token.lemma.lower()
        if token.pos in ("NOUN", "PROPN") and lemma in nouns:
            yield from _by_noun(context, resolver, token, nouns[lemma])
        elif token.pos == "VERB" and lemma in verbs:
            for entry in verbs[lemma]:
                yield from _by_verb(context, resolver, token, entry)


# ── nouns ────────────────────────────────────────────────────────────────────────────────────────
def _by_noun(context: Context, resolver: Resolver, noun: Token, predicate: str) -> Iterator[Found]:
    person = _bearer(context, resolver, noun)
    if person is None:
        return
    mention, at = person
    if mention.type not in (MentionType.PERSON, MentionType.ORGANISATION):
        return
    others = _others(context, resolver, noun, mention, family=predicate == "family")
    if predicate == "family" and (not others or mention.type != MentionType.PERSON):
        return
    first = min(context.tree.left[noun.index], at.index)
    last = max(_noun_end(context, noun), at.index)
    start, end = context.content(context.tokens[first].start, context.tokens[last].end)
    low, high = context.tree.sentence_extent(noun.index)
    beside = low <= mention.start and mention.end <= high and mention.start <= end + NEAR
    if beside and start <= mention.end + NEAR:
        start, end = min(start, mention.start), max(end, mention.end)
    detail = _detail(context, noun)
    inverse = predicate == "owned_by"
    predicate = "owns" if inverse else predicate
    dates = span_dates(context, noun, detail)
    subject = Reference(mention.id, mention.text)
    for other in _or_none(others):
        if other is None and predicate not in ("role_at", "member_of"):
            continue
        object_ = Reference(other.id, other.text) if other is not None else None
        ends = (object_, subject) if inverse and object_ is not None else (subject, object_)
        relation = Relation(
            Predicate(predicate), ends[0], ends[1], value=None if object_ else detail,
            detail=detail, start_date=dates[0], end_date=dates[1],
            share=_share(context.text[start:end]) if inverse else None,
        )  # fmt: skip
        yield Found(relation, start, end, noun.index, context.negated(_predicate(context, noun)))


def _or_none(found: list[Mention]) -> list[Mention | None]:
    return [*found] or [None]


def _noun_end(context: Context, noun: Token) -> int:
    """Last token of an office's own words: with "of ..." and "since ...", without added clauses."""
    last = noun.index
    for kid in context.tree.children(noun.index):
        if kid.index > noun.index and kid.dep in ("prep", "amod", "acl"):
            last = max(last, context.tree.right[kid.index])
    return last


def _bearer(context: Context, resolver: Resolver, noun: Token) -> tuple[Mention, Token] | None:
    """Whom a noun describes: by apposition, as title before a name, by "is" or "served as"."""
    tree, tokens = context.tree, context.tokens
    candidates: list[Token] = [noun]
    head = tokens[noun.head]
    if noun.dep == "appos" or (
        noun.dep in ("compound", "nmod", "amod") and head.index > noun.index
    ):
        candidates.append(head)
    candidates.extend(tree.children(noun.index, "appos"))
    if noun.dep in ("attr", "oprd") and head.lemma in (
        "be",
        "become",
        "remain",
        "name",
        "appoint",
        "elect",
    ):
        subject = tree.subject(head.index)
        if subject is not None:
            candidates.insert(0, subject)
    if noun.dep == "pobj" and head.lemma == "as":
        verb = tokens[head.head]
        if verb.lemma in (
            "serve",
            "work",
            "act",
            "continue",
            "remain",
            "appoint",
            "elect",
            "register",
        ):
            subject = tree.subject(verb.index)
            candidates.extend([subject] if subject is not None else [])
    if noun.dep == "conj" and head.pos == "NOUN" and head.lemma.lower() in _nouns():
        return _bearer(context, resolver, head)
    before = _before_comma(context, noun)
    candidates.extend([before] if before is not None else [])
    for token in candidates:
        if token is noun and noun.pos == "PROPN":
            continue  # a title that is part of a name
        if token.pos not in ("PROPN", "PRON", "NOUN"):
            continue
        found = resolver.mention(token)
        if found is None or found.type not in (MentionType.PERSON, MentionType.ORGANISATION):
            continue
        if not found.start <= noun.start < found.end:
            return found, token
    return None


def _predicate(context: Context, noun: Token) -> int:
    """The word that a noun is said by: "was not a founder, member or guardian" denies all three."""
    first = noun
    while first.dep == "conj" and context.tokens[first.head].pos in ("NOUN", "PROPN"):
        first = context.tokens[first.head]
    return first.head


def _before_comma(context: Context, noun: Token) -> Token | None:
    """The name before "..., a X son-in-law", where the parser lost the apposition."""
    first = noun.index
    while first > 0 and context.tokens[first - 1].pos in (
        "ADJ",
        "NOUN",
        "PROPN",
        "PART",
        "DET",
        "PRON",
        "NUM",
    ):
        first -= 1
        if noun.index - first > 8 or context.tokens[first].pos == "DET":
            break
    if first < 2 or context.tokens[first - 1].text != ",":
        return None
    name = context.tokens[first - 2]
    return name if name.pos == "PROPN" and name.sentence == noun.sentence else None


_TITLE_PARTS = frozenset({"prime", "deputy", "vice", "chief", "first", "senior", "acting"})


def _others(
    context: Context, resolver: Resolver, noun: Token, bearer: Mention, *, family: bool
) -> list[Mention]:
    """The other end: possessor, "of ..." phrase, or a name before the noun."""
    tree, document = context.tree, context.document
    heads: list[Token] = list(tree.children(noun.index, "poss"))
    name = context.tokens[noun.head]
    if noun.dep in ("compound", "nmod") and name.index > noun.index:
        heads.extend(tree.children(name.index, "poss"))
        heads.extend(
            k for k in tree.children(name.index, "compound", "nmod") if k.index < noun.index
        )
    heads.extend(
        k
        for k in tree.children(noun.index, "compound", "nmod", "amod")
        if k.pos in ("PROPN", "ADJ")
    )
    ties = ("of", "to") if family else ("of", "at", "for", "to", "in", "with")
    for kid in tree.children(noun.index, "prep"):
        inner = tree.child(kid.index, "pobj")
        if kid.lemma in ties and inner is not None:
            heads.extend([inner, *tree.children(inner.index, "conj")])
    found: dict[str, Mention] = {}
    for head in heads:
        mention = resolver.mention(head)
        if mention is None or mention.type in (MentionType.MONEY, MentionType.DATE):
            continue
        if family and mention.type != MentionType.PERSON:
            continue
        if mention.text.lower() in _TITLE_PARTS:
            continue  # "Prime" of "Deputy Prime Minister", which the model took for a name
        if document.cluster_of(mention) != document.cluster_of(bearer):
            found.setdefault(document.cluster_of(mention), mention)
    return list(found.values())


def _detail(context: Context, noun: Token) -> str:
    """The office as printed, without the possessor: "former deputy minister of ports"."""
    tree, tokens = context.tree, context.tokens
    first, last = noun.index, noun.index
    for kid in tree.children(noun.index, "amod", "compound", "nmod", "advmod"):
        if kid.index < noun.index and not _is_name(context, kid):
            first = min(first, tree.left[kid.index])
    for kid in tree.children(noun.index, "prep"):
        inner = tree.child(kid.index, "pobj")
        if inner is None or kid.lemma not in ("of", "for") or kid.index > noun.index + 2:
            continue
        if not _is_person(context, inner) and tree.right[inner.index] - noun.index < 12:
            last = max(last, tree.right[inner.index])
    if context.text[noun.end : noun.end + 7].lower() == "-in-law":
        last = max(last, context.token_at(noun.end + 4))
    return context.text[tokens[first].start : tokens[last].end]


def _is_name(context: Context, token: Token) -> bool:
    return context.document.mention_at(token.start, token.end) is not None


def _is_person(context: Context, token: Token) -> bool:
    found = context.document.mention_at(token.start, token.end)
    return found is not None and found.type == MentionType.PERSON


# ── verbs ────────────────────────────────────────────────────────────────────────────────────────
def _by_verb(
    context: Context, resolver: Resolver, verb: Token, entry: Mapping[str, Any]
) -> Iterator[Found]:
    tree = context.tree
    passive = tree.child(verb.index, "auxpass", "nsubjpass") is not None or (
        verb.tag == "VBN" and verb.dep == "acl"
    )
    if any(a.tag == "MD" for a in tree.children(verb.index, "aux")) or verb.dep == "amod":
        return
    slots = _slots(context, verb, entry, passive=passive)
    subjects = _ends(resolver, context, slots.get("subject"))
    objects = _ends(resolver, context, slots.get("object"))
    thing = _thing(context, entry, slots.get("object"))
    if thing:
        objects = []
    if not subjects or (not objects and not thing and not entry.get("value") and not _bare(entry)):
        return
    if entry.get("person") and subjects[0].type != MentionType.PERSON:
        return
    start, end = predication(context, verb)
    value, detail = _value(context, verb, entry, slots)
    value = thing or value
    if not objects and not (value or detail or entry.get("bare")):
        return
    amounts = context.document.amounts_in(start, end)
    dates = span_dates(context, verb, "", verbal=True)
    if dates == (None, None):
        dates = only_date(context, start, end), None
    for subject in subjects:
        for other in _or_none(objects):
            if other is not None and context.document.cluster_of(
                other
            ) == context.document.cluster_of(subject):
                continue
            relation = Relation(
                Predicate(entry["predicate"]),
                Reference(subject.id, subject.text),
                Reference(other.id, other.text) if other is not None else None,
                value=value if other is None else None,
                detail=detail,
                start_date=dates[0],
                end_date=dates[1],
                share=_share(context.text[start:end])
                if entry["predicate"] in ("owns", "controls")
                else None,
                amount=amounts[0] if amounts and entry["predicate"] in _PRICED else None,
            )
            yield Found(relation, start, end, verb.index, context.negated(verb.index))


def _thing(context: Context, entry: Mapping[str, Any], token: Token | None) -> str | None:
    """What is owned and has no name: "a flat in London"."""
    if entry["predicate"] != "owns" or token is None or token.pos not in ("NOUN", "ADJ"):
        return None
    return context.words(token.index) if token.lemma.lower() in load(FILE)["property"] else None


_PRICED = frozenset({"pays", "funds", "owns", "transferred_to", "represents", "lobbies_for"})


def _bare(entry: Mapping[str, Any]) -> bool:
    return bool(entry.get("bare") or entry.get("office") or entry.get("office_as"))


def _slots(
    context: Context, verb: Token, entry: Mapping[str, Any], *, passive: bool
) -> dict[str, Token | None]:
    tree = context.tree
    agent = tree.child(verb.index, "agent")
    subject = tree.subject(verb.index)
    places: dict[str, Token | None] = {
        "subj": (tree.child(agent.index, "pobj") if agent is not None else None)
        if passive
        else subject,
        "obj": subject if passive else tree.child(verb.index, "dobj", "dative"),
    }
    if entry.get("passive_subject") and passive:
        places["subj"] = subject
    for kid in tree.children(verb.index, "prep", "dative"):
        inner = tree.child(kid.index, "pobj")
        if inner is not None:
            places.setdefault(kid.lemma, inner)
    flipped = verb.lemma in entry.get("inverse", ())
    wanted = ("obj", "subj") if flipped else (entry["subject"], entry["object"])
    slots = {"subject": places.get(wanted[0]), "object": places.get(wanted[1])}
    for other in entry.get("alternative", ()):
        if slots["object"] is None or (
            other == "to" and places.get("to") is not None and entry.get("amount")
        ):
            slots["object"] = places.get(other) or slots["object"]
    return slots


def _ends(resolver: Resolver, context: Context, token: Token | None) -> list[Mention]:
    """The mentions at one end, with those joined to it by "and"."""
    if token is None:
        return []
    found: dict[str, Mention] = {}
    for part in _joined(context, token):
        mention = resolver.mention(part)
        if mention is not None and mention.type not in (MentionType.MONEY, MentionType.DATE):
            found.setdefault(context.document.cluster_of(mention), mention)
    if not found and token.pos == "NOUN":
        for kid in context.tree.children(token.index, "prep"):
            inner = context.tree.child(kid.index, "pobj")
            if kid.lemma in ("of", "in") and inner is not None:
                for part in _joined(context, inner):
                    mention = resolver.mention(part)
                    if mention is not None:
                        found.setdefault(context.document.cluster_of(mention), mention)
    return list(found.values())


def _joined(context: Context, token: Token) -> list[Token]:
    parts = [token]
    for part in parts:
        if len(parts) < 40:
            parts.extend(context.tree.children(part.index, "conj"))
    return parts


def _value(
    context: Context, verb: Token, entry: Mapping[str, Any], slots: Mapping[str, Token | None]
) -> tuple[str | None, str | None]:
    """The object in words, and the exact kind."""
    tree = context.tree
    if entry.get("office"):
        office = tree.child(verb.index, "oprd", "attr", "xcomp")
        return None, context.words(office.index) if office is not None else None
    object_ = slots.get("object")
    if entry.get("office_as"):
        return None, context.words(object_.index) if object_ is not None else None
    if entry.get("detail"):
        return None, verb.lemma
    return (context.words(object_.index) if object_ is not None else None), None


def _share(said: str) -> Share | None:
    """A stake in the words: "51 per cent", "more than 25%"."""
    match = _SHARE.search(said)
    if match is None:
        return None
    value = Decimal(match.group(2).replace(",", "."))
    if value > 100:
        return None
    more = match.group(1) is not None
    return Share(
        value,
        Decimal(100) if more else value,
        open_low=more and match.group(1).lower() != "at least",
    )
