"""Where somebody lives or works and a firm sits, told by a calling and a place: "X, a dentist in Basel", "a firm in Malta named Y".

Only what stands right between two neighbouring names of one sentence. An office is no calling: the mayor of a town is
tied to it by his office. Where somebody merely was, or was born, is not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.referents.ends import FILE
from dalil.evidence import Mention, MentionType, Predicate, Reference, Relation

_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_CALLING = re.compile(
    r", (?:now |today )?(?:(?:an?|the) )?(?P<words>(?:[a-z][a-z-]+ ){1,5}?)(?:of|in|at|near|from|practising in) (?:the )?"
)
_IS_IN = re.compile(
    r",? (?:is|lives|resides|has lived|is resident|is based|remains|practises) (?:now )?(?:in|at) (?:the )?"
)
_BEFORE = re.compile(
    r"\b(?:company|firm|shop|business|bank|broker|dealer|trader|subsidiary|venture|association|foundation|house|office"
    r"|supplier|agency|carrier|charity|trust|lawyer|jeweller|consultancy) (?:in|at|of) (?:the )?$",
    re.IGNORECASE,
)
_CALLED = re.compile(r"(?:,| named| called| by the name of|, called|, namely) [\"“‘']?")
_NO_CALLING = frozenset(
    {"born", "arrested", "detained", "died", "killed", "held", "seen", "convicted", "sentenced", "tried", "met", "national",
     "citizen", "native", "people", "government", "republic", "kingdom", "president"}
)  # fmt: skip


_PUBLIC = frozenset(
    {"ministry", "government", "court", "parliament", "assembly", "senate", "council", "republic", "commission", "police",
     "treasury", "state", "bank", "university", "bar", "chamber", "department", "office", "archbishop", "diocese", "church"}
)  # fmt: skip


_EVERYWHERE = frozenset(
    {
        "court",
        "tribunal",
        "commission",
        "party",
        "police",
        "front",
        "prosecutor",
        "prosecutor's",
        "parliament",
    }
)


def dwelling(context: Context, told: Iterable[Found]) -> Iterator[Found]:
    """Every such tie between names that nothing else ties to a place, in order of place."""
    if not context.tokens:
        return
    document, text = context.document, context.text
    entity_of = document.entity_of
    known = {
        frozenset(entity_of.get(e.id, e.id) for e in (o.relation.subject, o.relation.object) if e is not None)
        for o in told
    }  # fmt: skip
    names = [m for m in document.mentions if m.type in (*_PARTIES, MentionType.LOCATION)]
    for one, other in pairwise(names):
        gap = " ".join(text[one.end : other.start].split("\n"))
        pair = _pair(text, one, other, gap) or _seated(context, one, other, gap)
        if pair is None or not _one_sentence(context, one, other):
            continue
        if gap.startswith(",") and _is_clause(context, one.end, other.start):
            continue
        party, place = pair
        if frozenset({document.cluster_of(party), document.cluster_of(place)}) in known:
            continue
        ends = Reference(party.id, party.text), Reference(place.id, place.text)
        head = min(context.token_at(one.start), len(context.tokens) - 1)
        yield Found(
            Relation(Predicate.LOCATED_IN, *ends), *context.content(one.start, other.end), head
        )


def _seated(
    context: Context, one: Mention, other: Mention, gap: str
) -> tuple[Mention, Mention] | None:
    """A body and where it sits, by "in" or "at" that the parse hangs on its name: "the Hotel Olt at Velm"."""
    if one.type != MentionType.ORGANISATION or other.type != MentionType.LOCATION:
        return None
    if gap not in (" in ", " at ", " of ") or context.text[other.end : other.end + 2] in (
        "'s",
        "’s",
    ):
        return None
    said = {w.strip(".,()").lower() for w in one.text.split()}
    if said & _EVERYWHERE or (gap == " of " and said & _PUBLIC):
        return (
            None  # "the Ministry of Trade of Y" is Y's; a court, a party sit somewhere by the way
        )
    tie = context.tokens[min(context.token_at(one.end), len(context.tokens) - 1)]
    head = context.tokens[tie.head]
    return (one, other) if tie.dep == "prep" and one.start <= head.start < one.end else None


def _pair(text: str, one: Mention, other: Mention, gap: str) -> tuple[Mention, Mention] | None:
    """Who is placed, and where, by the words between two names."""
    if one.type in _PARTIES and other.type == MentionType.LOCATION:
        told = _CALLING.fullmatch(gap)
        if told is not None and _is_calling(told["words"], person=one.type == MentionType.PERSON):
            return one, other
        return (one, other) if _IS_IN.fullmatch(gap) else None
    if one.type == MentionType.LOCATION and other.type in _PARTIES and _CALLED.fullmatch(gap):
        before = text[max(0, one.start - 40) : one.start]
        return (other, one) if _BEFORE.search(before.replace("\n", " ")) else None
    return None


def _is_calling(words: str, *, person: bool) -> bool:
    """Whether words between a name and a place tell what somebody is there, no office and no event."""
    table = load(FILE)
    said = words.split()
    offices = {*table["roles"]["role_at"], *table["roles"]["member_of"], *table["kin"]}
    if not said or set(said) & (_NO_CALLING | offices):
        return False
    return person or said[-1] in table["generic"] or said[-1] in table["property"]


def _is_clause(context: Context, start: int, end: int) -> bool:
    """Whether the words between two names hold a verb or join something else: no calling then."""
    words = context.tokens[context.token_at(start) : context.token_at(end)]
    told = [t for t in words if start <= t.start and t.end <= end and t.lemma != "practise"]
    return any(t.pos in ("VERB", "AUX", "CCONJ", "PRON", "SCONJ") for t in told)


def _one_sentence(context: Context, one: Mention, other: Mention) -> bool:
    head = min(context.token_at(one.start), len(context.tokens) - 1)
    low, high = context.tree.sentence_extent(head)
    return low <= one.start and other.end <= high
