"""Whom proceedings concern that name nobody: "the court discharged the orders", "closed its inquiry".

The persons of the sentence, else of the paragraph, else of the paragraph before, where they are at
most two: more leave it open. Judges, counsel and whoever decides are none of them. A claim found so
says in its method that the person was named nearby.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dalil.claims.frames.context import Context
from dalil.claims.frames.quotes import before
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

if TYPE_CHECKING:
    from dalil.claims.frames.holders import Resolver

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
    stretches = [(start, end), *_paragraphs(context, sentence.passage)]
    for low, high in stretches:
        found = _persons(context, resolver, low, high, excluded)
        if found:
            return tuple(found.values()) if len(found) <= MOST else ()
    return ()


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
