"""Family ties: "X's daughter Y", "Y, the daughter of X", "his wife, Y", "X and Y are brothers".

The kind is kept as printed. A relative without a name ties nobody; one whose other end is told only in
words ("the Prime Minister's brother, Y") keeps those words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE, Ends
from dalil.claims.frames.ties.bearers import Bearers
from dalil.claims.frames.ties.tie_dates import span_dates
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

NEAR = 40
_TIES = ("of", "to")
_OF_TWO = frozenset({"son", "daughter", "child", "twin"})
_MUTUAL = frozenset(
    {"brother", "sister", "sibling", "cousin", "twin", "spouse", "relative", "half-brother"}
)


@lru_cache(maxsize=1)
def kin() -> frozenset[str]:
    """The nouns of family ties, in the singular."""
    return frozenset(load(FILE)["kin"])


def family(context: Context, ends: Ends) -> Iterator[Found]:
    """Every family tie that a noun names, in order of place."""
    bearers = Bearers(context, ends)
    for token in context.tokens:
        if token.pos in ("NOUN", "PROPN") and token.lemma.lower() in kin():
            paired = list(_paired(context, ends, token))
            yield from paired or _tied(context, ends, bearers, token)


def _paired(context: Context, ends: Ends, noun: Token) -> Iterator[Found]:
    """Two relatives for two nouns: "X's daughter and son-in-law, Y and Z"."""
    joined = context.tree.children(noun.index, "conj")
    other = next((k for k in joined if k.lemma.lower() in kin() and k.index > noun.index), None)
    owners = [m for m in _others(context, ends, noun) if m.type == MentionType.PERSON]
    if other is None or len(owners) != 1:
        return
    phrases = (_phrase(context, noun), _phrase(context, other))
    place = context.tokens[phrases[1][1]].end
    names = [m for m in context.document.mentions_in(place, place + 90) if m.start >= place][:2]
    if len(names) != 2 or any(m.type != MentionType.PERSON for m in names):
        return
    text = context.text
    apart = text[place : names[0].start].strip(), text[names[0].end : names[1].start].strip(" ,")
    if apart != (",", "and"):
        return
    start = min(owners[0].start, context.tokens[phrases[0][0]].start)
    for person, (first, last) in zip(names, phrases, strict=True):
        kind = text[context.tokens[first].start : context.tokens[last].end]
        relation = Relation(
            Predicate.FAMILY, Reference(person.id, person.text),
            Reference(owners[0].id, owners[0].text), detail=kind,
        )  # fmt: skip
        yield Found(relation, start, names[1].end, noun.index)


def _tied(context: Context, ends: Ends, bearers: Bearers, noun: Token) -> Iterator[Found]:
    first, last = _phrase(context, noun)
    people = [m for m in bearers.of(noun, first, last) if m.type == MentionType.PERSON]
    people = _subject(context, ends, noun, people) or people
    if not people:
        return
    others = [m for m in _others(context, ends, noun) if m.type == MentionType.PERSON]
    others = others or _named_behind(context, noun, people)
    if not others and len(people) == 2 and noun.lemma.lower() in _MUTUAL and noun.dep == "attr":
        people, others = people[:1], people[1:]
    words = None if others else _owner(context, ends, noun)
    if not others and words is None:
        return
    kind = context.text[context.tokens[first].start : context.tokens[last].end]
    dates = span_dates(context, noun, kind)
    start, end = _quoted(context, noun, first, last, people)
    negated = bearers.denied(noun)
    for person in people:
        ends_of: list[Mention | None] = [*others]
        for other in ends_of or [None]:
            if other is not None and ends.same(person, other):
                continue
            relation = Relation(
                Predicate.FAMILY,
                Reference(person.id, person.text),
                Reference(other.id, other.text) if other is not None else None,
                value=words if other is None else None,
                detail=kind, start_date=dates[0], end_date=dates[1],
            )  # fmt: skip
            yield Found(relation, start, end, noun.index, negated)


def _subject(context: Context, ends: Ends, noun: Token, people: list[Mention]) -> list[Mention]:
    """Who is a relative by "is", where a name stands behind whose: "Y is the daughter of the mayor, X" is of Y."""
    if noun.dep != "attr" or not people or people[0].start < noun.end:
        return []
    if " of " not in context.text[noun.end : people[0].start]:
        return []
    return [m for m in ends.all(context.tree.subject(noun.head)) if m.type == MentionType.PERSON]


def _phrase(context: Context, noun: Token) -> tuple[int, int]:
    """The kin word with "elder" before and "-in-law" behind it."""
    tree, first, last = context.tree, noun.index, noun.index
    for kid in tree.children(noun.index, "amod", "compound", "nmod"):
        named = context.document.mention_at(kid.start, kid.end) is not None
        if kid.index < noun.index and not named:
            first = min(first, tree.left[kid.index])
    if context.text[noun.end : noun.end + 7].lower() == "-in-law":
        last = max(last, context.token_at(noun.end + 4))
    return first, last


def _others(context: Context, ends: Ends, noun: Token) -> list[Mention]:
    """Whose relative: the possessor, also of the name that the noun stands before, or "of ..."."""
    tree = context.tree
    heads = list(tree.children(noun.index, "poss"))
    name = context.tokens[noun.head]
    if noun.dep in ("compound", "nmod") and name.index > noun.index:
        heads += [k for k in tree.children(name.index, "poss") if k.index < noun.index]
        before = tree.children(name.index, "compound", "nmod", "appos")
        heads += [k for k in before if k.index < noun.index and k.pos == "PROPN"]
    heads += [k for k in tree.children(noun.index, "compound", "nmod", "amod") if k.pos == "PROPN"]
    for kid in tree.children(noun.index, "prep"):
        inner = tree.child(kid.index, "pobj")
        if kid.lemma in _TIES and inner is not None:
            heads.append(inner)
    found: dict[str, Mention] = {}
    for head in heads:
        both = head.text.lower() == "their" and noun.lemma.lower() in _OF_TWO
        for mention in ends.pair(head) if both else ends.all(head):
            found.setdefault(context.document.cluster_of(mention), mention)
    alone = noun.lemma.lower() in _OF_ONE and noun.tag not in ("NNS", "NNPS")
    return list(found.values())[:1] if alone else list(found.values())


_OF_ONE = frozenset(
    {"wife", "husband", "spouse", "widow", "widower", "ex-wife", "ex-husband", "fiancé", "fiancée"}
)
_OFFICE_NAMED = re.compile(r" (?:of|to) (?:the|an?) [^.;:\n,]{2,60}, (?:[A-Z][a-z]{1,11}\.? )?")


def _named_behind(context: Context, noun: Token, people: list[Mention]) -> list[Mention]:
    """Whose relative, where an office stands before the name: "a niece of the governor, X"."""
    document = context.document
    for mention in document.mentions_in(noun.end, noun.end + 80):
        if mention.start < noun.end or mention.type != MentionType.PERSON:
            continue
        told = _OFFICE_NAMED.fullmatch(context.text, noun.end, mention.start)
        other = all(document.cluster_of(mention) != document.cluster_of(p) for p in people)
        return [mention] if told and other else []
    return []


def _owner(context: Context, ends: Ends, noun: Token) -> str | None:
    """The other end in words: "the Prime Minister", "the bank's owner"; no pronoun."""
    tree = context.tree
    owner = tree.child(noun.index, "poss")
    if owner is None:
        name = context.tokens[noun.head]
        before = tree.children(name.index, "poss") if noun.dep in ("compound", "nmod") else []
        owner = next((k for k in before if k.index < noun.index), None)
    if owner is None:
        for kid in tree.children(noun.index, "prep"):
            inner = tree.child(kid.index, "pobj")
            if kid.lemma == "of" and inner is not None:
                owner = inner
    if owner is None or owner.pos not in ("NOUN", "PROPN"):
        return None
    return context.words(owner.index).removesuffix("'s").removesuffix("’s")


def _quoted(
    context: Context, noun: Token, first: int, last: int, people: list[Mention]
) -> tuple[int, int]:
    tree, tokens = context.tree, context.tokens
    low, high = min(first, tree.left[noun.index]), last
    for kid in tree.children(noun.index, "prep", "acl"):
        if kid.index > noun.index:
            high = max(high, tree.right[kid.index])
    start, end = context.content(tokens[low].start, tokens[high].end)
    begins, ends_at = tree.sentence_extent(noun.index)
    for person in people:
        inside = begins <= person.start and person.end <= ends_at
        if inside and person.start <= end + NEAR and start <= person.end + NEAR:
            start, end = min(start, person.start), max(end, person.end)
    return start, end
