"""Who stands beside somebody in what is told of him: "They were charged", "X was charged together with Y".

"They" and "both" are the names that the sentence just before joins as its subject, where neither it nor the words before
the pronoun speak of other people. Who is named behind "together with" and "alongside", by no more than what he is, shares
what a passive verb says. Of lawyers, officers and others who act in proceedings, and of "X's driver", "the wife of X",
"the man who shot X" nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.just_named import of_people
from dalil.claims.parse import Token
from dalil.evidence import Mention, MentionType

_THEY = frozenset({"they", "them", "both"})
_SUBJECTS = ("nsubj", "nsubjpass")
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady)\.? )?"
_AND = re.compile(r"(?:,|,? ?and|,? ?as well as)(?: (?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady)\.?)?")
_WITH = re.compile(
    r"(?P<said>[^,.;:]{0,30}?),? (?:together with|along with|alongside|as was|as were) (?P<who>(?:(?:his|her|its|their|the|an?) )?(?:[A-Za-z-]+ ){0,6}?"
    rf"(?:[A-Za-z-]+, )?){_TITLE}$"
)
_FURTHEST = 120
_POSSESSIVE = ("'s", "’s")
_OTHER_DEED = ("VERB", "AUX")
_NO_DESCRIPTION = ("VERB", "AUX", "ADP", "SCONJ")


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
    if _persons(context, here, about.start) or context.quoted(about.start):
        return []
    named = _persons(context, start, end)
    gaps = [" ".join(context.text[a.end : b.start].split()) for a, b in pairwise(named)]
    if not gaps or not all(_AND.fullmatch(gap) for gap in gaps):
        return []
    if _others_told(context, before.first, about.index, named):
        return []
    return named if "and" in gaps[-1] and _is_subject(context, named[0]) else []


def with_them(context: Context, about: Token) -> list[Mention]:
    """Who shares what a passive verb tells of its subject: Y of "X was charged together with Y".

    Args:
        context: The document.
        about: The subject of the verb.
    """
    verb = context.tokens[about.head]
    if about.dep != "nsubjpass" or verb.pos not in ("VERB", "AUX") or context.negated(verb.index):
        return []
    end = min(context.tree.sentence_extent(verb.index)[1], verb.end + _FURTHEST)
    for mention in _persons(context, verb.end, end):
        match = _WITH.fullmatch(context.text[verb.end : mention.start].replace("\n", " "))
        if match is None or context.text[mention.end : mention.end + 2] in _POSSESSIVE:
            return []
        parted = verb.end + match.start("who")
        said = context.document.tokens_in(verb.end, verb.end + match.end("said"))
        who = context.document.tokens_in(parted, mention.start)
        return [mention] if _shares(context, said, who, mention) else []
    return []


def _shares(
    context: Context, said: Sequence[Token], who: Sequence[Token], mention: Mention
) -> bool:
    """Whether the words behind a verb name somebody with its subject, and only say what he is.

    "Convicted of plotting together with Y", "arrested by Z together with Y", "arrested along with the wife of Y" and
    "arrested alongside a man Y had hired" do not.
    """
    if any(t.pos in _OTHER_DEED or t.lemma.lower() == "by" for t in said):
        return False
    if any(t.pos in _NO_DESCRIPTION for t in who):
        return False
    name = context.document.tokens_in(mention.start, mention.end)
    if any({t.lemma.lower(), t.text.lower()} & _acting() for t in (*who, *name)):
        return False
    return not _is_subject(context, mention)


def _others_told(context: Context, first: int, last: int, named: Sequence[Mention]) -> bool:
    """Whether words tell of several people besides those named, or say of these that they act in proceedings.

    Two firms, too, may be what "both" were.
    """
    tokens = context.tokens[first:last]
    plain = [t for t in tokens if t.tag == "NNS" or t.lemma.lower() == "police"]
    if any(of_people(t.lemma.lower()) for t in plain if t.pos != "PROPN"):
        return True
    titles = context.document.tokens_in(max(0, named[0].start - _NEAR), named[-1].end)
    if any(t.index >= first and t.lemma.lower() in _acting() for t in titles):
        return True
    start, end = context.tokens[first].start, context.tokens[last].start
    firms = [
        m for m in context.document.mentions_in(start, end) if m.type == MentionType.ORGANISATION
    ]
    return len(firms) > 1


_NEAR = 20
"""Code points before a name in which a title of several stands: "Judges X and Y"."""


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
