"""Who stands beside somebody in what is told of him: "They were charged", "X was charged together with Y".

"They" and "both" are the names that the sentence just before joins as its subject, where it names no other person. Who is
named behind "together with" and "alongside" shares what a passive verb says. Of lawyers, officers and others who act in
proceedings, and of "X's driver", nothing is told.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

_THEY = frozenset({"they", "them", "both"})
_SUBJECTS = ("nsubj", "nsubjpass")
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady)\.? )?"
_AND = re.compile(r"(?:,|,? ?and|,? ?as well as)(?: (?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady)\.?)?")
_WITH = re.compile(
    r"[^,.;:]{0,30}?,? (?:together with|along with|alongside|as was|as were) (?P<who>(?:(?:his|her|its|their|the|an?) )?(?:[A-Za-z-]+ ){0,6}?"
    rf"(?:[A-Za-z-]+, )?){_TITLE}$"
)
_FURTHEST = 120
_POSSESSIVE = ("'s", "’s")


def told_as_they(context: Context, about: Token) -> list[Mention]:
    """The persons that "they" or "both" stands for; empty where the sentence before leaves it open.

    Args:
        context: The document.
        about: The word of whom something is told.
    """
    if about.text.lower() not in _THEY or about.sentence == 0:
        return []
    sentences = context.document.parse.sentences
    own, before = sentences[about.sentence], sentences[about.sentence - 1]
    if before.passage != own.passage:
        return []
    start, end = context.tokens[before.first].start, context.tokens[before.last - 1].end
    here = context.tokens[own.first].start
    if _persons(context, here, about.start):
        return []
    named = _persons(context, start, end)
    gaps = [" ".join(context.text[a.end : b.start].split()) for a, b in pairwise(named)]
    if not gaps or not all(_AND.fullmatch(gap) for gap in gaps):
        return []
    return named if "and" in gaps[-1] and _is_subject(context, named[0]) else []


def with_them(context: Context, about: Token) -> list[Mention]:
    """Who shares what a passive verb tells of its subject: Y of "X was charged together with Y".

    Args:
        context: The document.
        about: The subject of the verb.
    """
    verb = context.tokens[about.head]
    if about.dep != "nsubjpass" or verb.pos not in ("VERB", "AUX"):
        return []
    end = min(context.tree.sentence_extent(verb.index)[1], verb.end + _FURTHEST)
    for mention in _persons(context, verb.end, end):
        match = _WITH.fullmatch(context.text[verb.end : mention.start].replace("\n", " "))
        if match is None or context.text[mention.end : mention.end + 2] in _POSSESSIVE:
            return []
        words = {w.strip(",").lower() for w in match["who"].split()}
        return [] if words & _acting() else [mention]
    return []


def _persons(context: Context, start: int, end: int) -> list[Mention]:
    return [
        m
        for m in context.document.mentions_in(start, end)
        if m.type == MentionType.PERSON and start <= m.start and m.end <= end
    ]


def _is_subject(context: Context, mention: Mention) -> bool:
    tokens = context.document.tokens_in(mention.start, mention.end)
    return any(t.dep in _SUBJECTS for t in tokens)


@lru_cache(maxsize=1)
def _acting() -> frozenset[str]:
    """Words for those who take part in proceedings against others."""
    table = load("relations_en.yaml")
    return frozenset(
        (*table["acting"], *table["roles"]["represents"], "police", "witness", "victim")
    )
