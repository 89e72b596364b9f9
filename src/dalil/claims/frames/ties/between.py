"""Relations by all that stands between two names: "X received $40,000 from Y", "X belongs to Y".

Where a parser's tree is unsure, the words between two neighbouring names often are not. The whole
gap must fit a pattern of the word list; sums and dates in it are let through and kept. One sentence
only, nothing is inferred, and a tie that the verbs and nouns have found is not found again here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.found import Found
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.ties.shares import SHARE, share_in
from dalil.evidence import (
    Amount,
    Mention,
    MentionType,
    PartialDate,
    Predicate,
    Reference,
    Relation,
)

FILE = "relations_en.yaml"
_FARTHEST = 140
_NEIGHBOURS = 4
_PASSED = frozenset({"pays", "funds", "transferred_to"})
"""What is passed to somebody's account or firm is passed to him."""
_ENDS = frozenset({MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION})
TITLE = re.compile(
    r"(?<=\s)(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Lord|Lady|Dame|Baroness|Judge|Justice|General|Colonel|Captain"
    r"|Minister|President|Sheikh|Senator|Sen|Rep|Reverend|Father|Sister)\.? ?$"
)
"""A title that parts two names: it belongs to the second."""
_DENIED = re.compile(
    r"\b(?:not|never|no longer|no|denie[sd]|deny|denying|without)\b[^.;]*$", re.IGNORECASE
)
_NEVER = re.compile(r"\b(?:not|never|no longer)\b(?! only)")
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WHEN = re.compile(r" ?,? ?(?P<tie>in|on|since|from|until|till|between) $")


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], Mapping[str, Any]], ...]:
    found = []
    for entry in load(FILE)["between"]:
        date = rf"(?: (?:in|on|since|from) <date>| (?:on |last )?{_DAY})?"
        pattern = rf",?(?: who| which)?(?P<not> (?:never|not|no longer))?{date} ?{entry['pattern']}{date}(?: the| an?)?"
        found.append((re.compile(pattern, re.IGNORECASE), entry))
    return tuple(found)


def between(context: Context) -> Iterator[Found]:
    """All ties of neighbouring names, in order of place."""
    if not context.tokens:  # a document of which nothing is main text still names people
        return
    names = [m for m in context.document.mentions if m.type in _ENDS]
    for place, one in enumerate(names):
        for step, other in enumerate(names[place + 1 : place + 1 + _NEIGHBOURS], place + 1):
            if other.start - one.end > _FARTHEST:
                break
            if tie := _tie(context, one, other):
                yield tie
                for more in _joined(context, names[step : step + _MOST_JOINED]):
                    if again := _made_again(tie, other, more):
                        yield again
                break


_MOST_JOINED = 12
_LINKED = re.compile(
    r"(?:,|(?:,? ?and|,? ?as well as)(?: (?:to|by|of))?)(?: (?:the|an?))?(?:(?: (?!(?:of|for|to|by|with|from|in|at|on|who|whose|that)\b)[A-Z]?[a-z-]+){0,3} (?:company|firm|bank|group|fund|concern"
    r"|businessman|businesswoman|banker|broker|trader|lawyer|investor)| (?:man|woman|person|somebody|someone)(?: called| named)?)?"
)
"""What joins the names of a list, with what the next one is: "X and the Turkish firm Y"."""


def _joined(context: Context, names: Sequence[Mention]) -> Iterator[Mention]:
    """Names that a list joins to the first of them: "X, Y and Z", by its words and the parser's joints."""
    text = context.text
    for one, other in pairwise(names):
        gap = " ".join(TITLE.sub("", text[one.end : other.start]).split())
        if other.type != one.type or _LINKED.fullmatch(gap) is None or _begins(context, other):
            return
        head = min(context.token_at(other.start), len(context.tokens) - 1)
        chain = [context.tokens[head], *list(context.tree.ancestors(head))[:3]]
        inside = [t for t in chain if other.start <= t.start < other.end]
        if not any(t.dep in ("conj", "appos") for t in inside):
            return
        yield other


def _begins(context: Context, name: Mention) -> bool:
    """Whether a name opens a clause of its own: "a firm run by his cousin, X met the minister", "two directors, X said"."""
    tokens = context.document.tokens_in(name.start, name.end)
    if not tokens:
        return False
    behind = context.tokens[tokens[-1].index + 1 : tokens[-1].index + 2]
    verb = any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in behind)
    return verb or any(
        t.dep in ("nsubj", "nsubjpass") and t.head > tokens[-1].index for t in tokens
    )


def _made_again(tie: Found, other: Mention, more: Mention) -> Found | None:
    """The same tie with the next name of a list at its second end."""
    relation, ends = tie.relation, Reference(more.id, more.text)
    if relation.share is not None or relation.object is None:
        return None
    if relation.object.id == other.id:
        return replace(tie, relation=replace(relation, object=ends), end=max(tie.end, more.end))
    return replace(tie, relation=replace(relation, subject=ends), end=max(tie.end, more.end))


def _tie(context: Context, one: Mention, other: Mention) -> Found | None:
    document = context.document
    head = _verb_between(context, one, other)
    low, high = context.tree.sentence_extent(head)
    same = document.cluster_of(one) == document.cluster_of(other)
    if same or not (low <= one.start and other.end <= high):
        return None
    said = _gap(context, one.end, other.start)
    owned_next = document.text[other.end : other.end + 2] in ("'s", "’s")
    for pattern, entry in _patterns():
        match = pattern.fullmatch(said)
        if match and owned_next and entry["predicate"] not in _PASSED:
            return None  # "controlled by X's brother" is not said of X
        if match and entry.get("described") and _begins(context, other):
            return None
        if match and not _unfit(entry, one, other) and _fits(document.text, entry, one, other):
            denied = (
                bool(match["not"])
                or _NEVER.search(said) is not None
                or bool(
                    entry.get("after")
                    and _DENIED.search(document.text, max(low, one.start - 60), one.start)
                )
            )
            return _made(context, entry, (one, other), head, denied)
    return None


def _verb_between(context: Context, one: Mention, other: Mention) -> int:
    """The first verb between two names, else the first word behind the first name."""
    first = min(context.token_at(one.end), len(context.tokens) - 1)
    last = context.token_at(other.start)
    verbs = (t.index for t in context.tokens[first:last] if t.pos in ("VERB", "AUX"))
    return next(verbs, first)


def _gap(context: Context, start: int, end: int) -> str:
    """The words between two names, with marks for sums, dates and shares."""
    document, text, place, parts = context.document, context.text, start, []
    marks: list[tuple[int, int, str]] = [
        (a.start, a.end, "<sum>") for a in document.amounts_in(start, end)
    ]
    marks += [(d.start or 0, d.end or 0, "<date>") for d in document.dates_in(start, end)]
    marks += [(*(m.span()), "<share>") for m in SHARE.finditer(text, start, end)]
    for first, last, mark in sorted(marks):
        if first >= place:
            parts += [text[place:first], " " if text[first : first + 1].isspace() else "", mark]
            place = last
    parts.append(text[place:end])
    said = TITLE.sub("", "".join(parts))
    return f" {' '.join(said.split())}".rstrip().replace(" ,", ",")


def _unfit(entry: Mapping[str, Any], one: Mention, other: Mention) -> bool:
    subject = other if entry.get("inverse") else one
    return bool(entry.get("person")) and subject.type != MentionType.PERSON


def _fits(text: str, entry: Mapping[str, Any], one: Mention, other: Mention) -> bool:
    """Whether the words before the first name, and who the names are, let a tie stand."""
    before = text[max(0, one.start - 60) : one.start]
    if entry.get("after") and not re.search(entry["after"], before):
        return False
    if entry.get("then") and not re.search(entry["then"], text[other.end : other.end + 24]):
        return False
    if entry.get("person_second") and other.type != MentionType.PERSON:
        return False
    places = MentionType.LOCATION in (one.type, other.type)
    if entry.get("owned_place"):
        return one.type == MentionType.LOCATION and other.type == MentionType.ORGANISATION
    if entry.get("place_second"):
        return other.type == MentionType.LOCATION and one.type != MentionType.LOCATION
    if entry.get("party") and places:
        return False
    if entry.get("bodies_both") and {one.type, other.type} != {MentionType.ORGANISATION}:
        return False
    if entry.get("body_second") and other.type != MentionType.ORGANISATION:
        return False
    if entry.get("owned_body"):
        body = other if not entry.get("inverse") else one
        if body.type != MentionType.ORGANISATION:
            return False
    if entry.get("sanctioning"):
        return one.type != MentionType.PERSON and other.type != MentionType.LOCATION
    owned = other if not entry.get("inverse") else one
    placed = entry["predicate"] == "owns" and owned.type == MentionType.LOCATION
    return not (placed and re.search(r"\b(?:in|at|of|near)(?: the)? $", text[: owned.start][-12:]))


def _made(
    context: Context,
    entry: Mapping[str, Any],
    ends: tuple[Mention, Mention],
    head: int,
    denied: bool,
) -> Found:
    one, other = ends
    document = context.document
    subject, object_ = (other, one) if entry.get("inverse") else (one, other)
    dates, end = _dates(context, one, other)
    sums = document.amounts_in(one.end, other.start) if entry.get("amount") else ()
    amount: Amount | None = sums[0] if sums else None
    share = share_in(context.text[one.end : other.start]) if entry["predicate"] == "owns" else None
    predicate = Predicate(entry["predicate"])
    if predicate is Predicate.TRANSFERRED_TO and amount is not None:  # what is passed is money
        predicate = Predicate.PAYS
    relation = Relation(
        predicate,
        Reference(subject.id, subject.text),
        Reference(object_.id, object_.text),
        detail=entry.get("detail"),
        start_date=dates[0],
        end_date=dates[1],
        share=share,
        amount=amount,
    )
    start, end = context.content(one.start, end)
    return Found(relation, start, end, head, denied)


def _dates(
    context: Context, one: Mention, other: Mention
) -> tuple[tuple[PartialDate | None, PartialDate | None], int]:
    """Start and end by the dates inside and right behind; and where the words end."""
    document, text = context.document, context.text
    start: PartialDate | None = None
    end: PartialDate | None = None
    last = other.end
    near: Sequence[PartialDate] = document.dates_in(one.end, min(len(text), other.end + 60))
    for date in near:
        if date.start is None or date.end is None or one.start <= date.start < one.end:
            continue
        inside = date.start < other.start
        tie = _WHEN.search(text, one.end if inside else last, date.start)
        joined = start is not None and re.fullmatch(
            r"\s*(?:to|until|and|–|-)\s*", text[last : date.start]
        )
        if not inside and tie is None and not joined:
            break
        if not inside and tie is not None and len(text[last : date.start]) > 40:
            break
        if joined or (tie and tie["tie"] in ("until", "till")):
            end = end or date
        else:
            start = start or date
        last = max(last, date.end)
    return (start, end), last
