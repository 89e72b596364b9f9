"""Whom proceedings concern that name nobody: "the court discharged the orders", "closed its inquiry".

The persons of the clause itself, else of the sentences that are tied to it by an argument: they speak of
the same thing ("the loan" into which an inquiry was closed) or tell of wrongdoing or proceedings. A
bystander who is only named in the paragraph is nobody's accused. First the paragraph is looked at, then
the one before; more than two persons leave it open. Judges, counsel and whoever decides are none of them.
A claim found so says in its method that the person was named nearby.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.basis.quotes import before
from dalil.claims.frames.basis.wrongdoing import wrongs
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

if TYPE_CHECKING:
    from dalil.claims.frames.referents.holders import Resolver

FAR = 40
"""Tokens of a clause in which its nouns are looked for."""
MOST_SENTENCES = 40
MOST = 2
"""Persons at most: with more it is open whom the proceedings concern."""
_TITLES = frozenset({"judge", "justice", "magistrate", "prosecutor", "president"})


def nearby(
    context: Context, resolver: Resolver, verb: Token, authority: Token | None
) -> tuple[int, ...]:
    """Tokens of the persons whom a report without a name concerns; empty where that is open."""
    sentence = context.document.parse.sentences[verb.sentence]
    start = context.tokens[sentence.first].start
    end = context.tokens[sentence.last - 1].end
    excluded = _excluded(context, resolver, authority)
    found = _persons(context, resolver, start, end, excluded)
    if found:
        return tuple(found.values()) if len(found) <= MOST else ()
    things = _things(context, verb)
    own, *earlier = _paragraphs(context, sentence.passage)
    stretches = [_tied(context, things, *own)]
    if _follows(context, verb):  # "No charges followed": what was told before it
        stretches += [[(own[0], start)], *([place] for place in earlier)]
    stretches += [_tied(context, things, *place) for place in earlier]
    for stretch in stretches:
        tied: dict[str, int] = {}
        for first, last in stretch:
            tied.update(_persons(context, resolver, first, last, excluded))
        if tied:
            return tuple(tied.values()) if len(tied) <= MOST else ()
    return ()


def _follows(context: Context, verb: Token) -> bool:
    """Whether a report goes on with what stands before: it, or the sentence before it, says what "followed"."""
    if verb.lemma in _FOLLOWING:
        return True
    sentences = context.document.parse.sentences
    number = verb.sentence - 1
    if number < 0 or sentences[number].passage != sentences[verb.sentence].passage:
        return False
    tokens = context.tokens[sentences[number].first : sentences[number].last]
    nouns = {t.lemma.lower() for t in tokens if t.pos == "NOUN"}
    return bool(nouns & _proceedings()) and any(t.lemma in _FOLLOWING for t in tokens)


_FOLLOWING = frozenset({"follow", "result", "ensue"})


def _things(context: Context, verb: Token) -> set[str]:
    """Nouns of a report's clause: what an inquiry was into, what orders were over."""
    tree = context.tree
    first, last = tree.left[verb.index], min(tree.right[verb.index], verb.index + FAR)
    tokens = context.tokens[first : last + 1]
    return {t.lemma.lower() for t in tokens if t.pos == "NOUN"} - _PLAIN


def _tied(context: Context, things: set[str], low: int, high: int) -> list[tuple[int, int]]:
    """Sentences of a stretch that share a thing with a report, or tell of wrongdoing or proceedings."""
    sentences = context.document.parse.sentences
    wrong = {t.sentence for t in wrongs(context)}
    first, last = context.token_at(low), context.token_at(high)
    numbers = sorted({t.sentence for t in context.tokens[first:last]})
    found: list[tuple[int, int]] = []
    for number in numbers[:MOST_SENTENCES]:
        sentence = sentences[number]
        tokens = context.tokens[sentence.first : sentence.last]
        nouns = {t.lemma.lower() for t in tokens if t.pos == "NOUN"}
        if number in wrong or nouns & things or nouns & _proceedings():
            found.append((tokens[0].start, tokens[-1].end))
    return found


@cache
def _proceedings() -> frozenset[str]:
    words = load("proceedings_en.yaml")
    return frozenset((*words["deniable"], *words["wrongdoing"]["nouns"])) - {
        "report",
        "article",
        "story",
    }


_PLAIN = frozenset(
    {"year", "month", "day", "week", "time", "reason", "person", "people", "man", "woman"}
)


def _paragraphs(context: Context, index: int) -> list[tuple[int, int]]:
    """The paragraph of an index, and the one before it."""
    passages = context.document.layer.passages
    own = passages[index]
    found = [(own.start, own.end)]
    place = before(context.document.layer, index)
    if place is not None and passages[place].kind == own.kind == "paragraph":
        found.append((passages[place].start, passages[place].end))
    return found


def _excluded(context: Context, resolver: Resolver, authority: Token | None) -> set[str]:
    cluster = context.document.cluster_of
    named = resolver.mention(authority) if authority is not None else None
    return {cluster(named)} if named is not None else set()


def _persons(
    context: Context, resolver: Resolver, low: int, high: int, excluded: set[str]
) -> dict[str, int]:
    """First token of each person named in a stretch, by cluster."""
    found: dict[str, int] = {}
    for mention in context.document.mentions_in(low, high)[:60]:
        cluster = context.document.cluster_of(mention)
        if mention.type != MentionType.PERSON or cluster in excluded or cluster in found:
            continue
        if _is_official(context, mention) or _is_counsel(resolver, mention):
            continue
        place = context.token_at(mention.end - 1)
        found[cluster] = min(context.token_at(mention.start), max(place - 1, 0))
    return found


def _is_official(context: Context, mention: Mention) -> bool:
    first = context.token_at(mention.start)
    words = context.tokens[max(0, first - 2) : first + 1]
    return any(t.text.lower().strip(".") in _TITLES for t in words)


def _is_counsel(resolver: Resolver, mention: Mention) -> bool:
    return resolver.principals is not None and resolver.principals.of_mention(mention) is not None
