"""Where an entry of a list of sanctions says that somebody is: "RENK, Pavo (a.k.a. ...), Olt, Korsavia; DOB 1968 [SDN]".

The address stands behind the name and its brackets, before the first semicolon or the code of the programme. Read only
where a line begins with the name and bears such a code or a date of birth, so that no sentence is taken for an entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.evidence import MentionType, Predicate, Reference, Relation

_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)
_LINE = re.compile(r"(?:^|\n)[ \t]*(?:[-–•*]|\d{1,3}[.)])?[ \t]*$")
_TO_PLACE = re.compile(
    r"(?:\s?\([^()\n]{1,200}(?:\n[^()\n]{1,200}){0,3}\))*,\s(?:c/o [^,;\n]{3,60},\s)?$"
)
_BEHIND = re.compile(r"(?:,\s[^;\[\]\n]{2,60}){0,2}\s?(?:;|\.?\s?\[)")
_CODED = re.compile(r"\[[A-Z][A-Z0-9-]{2,}\]|\bDOB\b")
_LONGEST = 500


def addresses(context: Context, told: Iterable[Found]) -> Iterator[Found]:
    """The places of the entries, in order of place; none that is told.

    Args:
        context: The document.
        told: The ties that are told already.
    """
    text, document = context.text, context.document
    if not context.tokens or _CODED.search(text) is None:
        return
    known = {
        document.entity_of.get(one.relation.subject.id, one.relation.subject.id)
        for one in told
        if one.relation.predicate is Predicate.LOCATED_IN
    }
    for mention in document.mentions:
        if mention.type not in _PARTIES or document.cluster_of(mention) in known:
            continue
        if _LINE.search(text[max(0, mention.start - 12) : mention.start]) is None:
            continue
        line = text[mention.end : mention.end + _LONGEST].split("\n\n", 1)[0]
        if _CODED.search(line) is None:
            continue
        for place in document.mentions_in(mention.end, mention.end + len(line)):
            if place.type != MentionType.LOCATION or place.start < mention.end:
                continue
            if _TO_PLACE.fullmatch(text, mention.end, place.start) is None:
                continue
            if _BEHIND.match(text, place.end) is not None:
                head = min(context.token_at(mention.start), len(context.tokens) - 1)
                relation = Relation(
                    Predicate.LOCATED_IN,
                    Reference(mention.id, mention.text),
                    Reference(place.id, place.text),
                )
                yield Found(relation, *context.content(mention.start, place.end), head)
            break
