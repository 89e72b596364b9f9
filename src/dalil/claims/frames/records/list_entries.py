"""What the entries of a list of sanctions state: who listed whom and when, the positions, the parent company, the relatives.

"RENK, Pavo / DOB: ... Position: (1) Former Mayor of Olt (2) Chairman, Brindle Bank. Listed on: 21/03/2024 Group ID: 16388."
The authority is the one that designates in the document; where it names none, the name of the list stands in its place.
Entries under "Deletions" are told as removed. A position whose words name no body ties nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dalil.claims.document import Document
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.records.entries import LISTING, PARTIES, Entry, Field, date_of, ends_of
from dalil.claims.frames.referents.designations import powers
from dalil.claims.frames.ties.kin import kin
from dalil.claims.frames.ties.offices import nouns
from dalil.evidence import (
    Forum,
    Kind,
    Mention,
    MentionType,
    Predicate,
    Proceedings,
    Reference,
    Relation,
    Stage,
    Stance,
)

_MATTER = re.compile(
    r"\bsanctions?\b|\bdesignat|restrictive measures|asset[- ]freez|\bSDN\b|\bdebarr|(?:Implementing|Council) (?:Decision|Regulation)",
    re.IGNORECASE,
)
_LIST_NAME = re.compile(
    r"\b(?:[A-Z][\w’'.]*[ ])*(?:Sanctions List|SDN List|Consolidated List(?:[ ][Oo]f[ ][A-Z]\w+(?:[ ][A-Z]\w+)*)?|consolidated list|Sanctions Register|Debarment List)"
    r"|\bCONSOLIDATED LIST\b[^\n]{0,60}|\bFinancial Sanctions Notice\b|\b(?:COUNCIL|Council) (?:IMPLEMENTING |Implementing )?(?:DECISION|Decision|REGULATION|Regulation)[^\n]{0,40}"
)
_ITEMS = re.compile(r"\(\d{1,2}\)|;|\n|\b[a-e]\)[ ]")
_KIN_OF = re.compile(
    r"^\W*(?:the )?(?P<said>(?:[a-z]+[ -]){0,2}?(?P<kin>[a-z]+(?:-in-law)?)) of (?:the )?",
    re.IGNORECASE,
)
_BODY_OF = re.compile(r"\b(?:of|for|in|at)(?: the)? $")
_REMOVED = re.compile(
    r"\b(?:removed|deleted|deletions?|delisted|de-listed|revoked)\b", re.IGNORECASE
)
_FOLLOWING = re.compile(
    r"\bfollowing\b[^\n.]{0,120}\b(?:have|has) been (?P<verb>\w+)|\bfollowing (?P<noun>deletions|additions|changes|amendments) ",
    re.IGNORECASE,
)


def list_entries(context: Context, found: Sequence[Entry]) -> Iterator[Frame]:
    """The frames of the entries of a list of sanctions, in order of place.

    Args:
        context: The document.
        found: Its entries.
    """
    listed = [e for e in found if e.all("listed") or e.all("group")]
    people = any(e.named.type == MentionType.PERSON and e.all("listed") for e in listed)
    if not listed or not (people or _MATTER.search(context.text)):
        return  # securities are listed too, persons are not
    known = powers(context)
    power = known[0] if len(known) == 1 else None
    for entry in listed:
        yield from _listing(context, entry, power)
        for one in (*entry.all("office"), *entry.all("parent"), *entry.all("subsidiary")):
            relations = tuple(_told(context.document, entry, one))
            if relations:
                yield _frame(context, entry.named, one, relations)


def _listing(context: Context, entry: Entry, power: Mention | None) -> Iterator[Frame]:
    """That somebody was put on the list, or taken off it."""
    fields = entry.all("listed")
    removed = _is_removed(context.text, entry)
    date = date_of(context.document, fields)
    if not fields and not removed:
        return
    authority = power or _list_owner(context.document)
    name = None if authority is not None else _list_name(context.text)
    relation = Relation(
        Predicate.SANCTIONED_BY,
        Reference(entry.named.id, entry.named.text),
        Reference(authority.id, authority.text) if authority is not None else None,
        value=name,
        detail="removed from the list" if removed else None,
        start_date=date,
    )
    relations = (relation,) if authority is not None or name is not None else ()
    stage = Stage.DELISTING if removed else Stage.DESIGNATION
    proceedings = Proceedings(
        stage=stage, forum=Forum.ADMINISTRATIVE, date=None if removed else date
    )
    where = (
        fields[0] if fields else Field("head", "", entry.named.start, entry.named.start, entry.end)
    )
    yield _frame(context, entry.named, where, relations, proceedings)


def _is_removed(text: str, entry: Entry) -> bool:
    """Whether an entry stands among those removed: under such a heading, or below "The following have been removed"."""
    if entry.heading is not None and entry.heading.kind in ("removed", "kept"):
        return entry.heading.kind == "removed"
    told = list(_FOLLOWING.finditer(text, 0, entry.start))
    if not told:
        return False
    return _REMOVED.fullmatch(told[-1]["verb"] or told[-1]["noun"]) is not None


def _list_owner(document: Document) -> Mention | None:
    """The state or body by which the list is called: "UK Sanctions List"."""
    for mention in document.mentions:
        if mention.type in (MentionType.LOCATION, MentionType.ORGANISATION):
            behind = document.text[mention.end : mention.end + 24]
            if re.match(r"[ ](?:Sanctions List|sanctions list|Statement of Reasons)\b", behind):
                return mention
    return None


def _list_name(text: str) -> str | None:
    match = _LIST_NAME.search(text)
    return " ".join(match.group().split()) if match else None


def _told(document: Document, entry: Entry, one: Field) -> Iterator[Relation]:
    """The ties of a field of positions, of a parent company or of subsidiaries."""
    text, own = document.text, document.cluster_of(entry.named)
    subject = Reference(entry.named.id, entry.named.text)
    if one.kind in ("parent", "subsidiary"):
        for mention in document.mentions_in(one.value, one.end):
            if (
                mention.type in PARTIES
                and mention.start >= one.value
                and document.cluster_of(mention) != own
            ):
                other = Reference(mention.id, mention.text)
                ends = (other, subject) if one.kind == "parent" else (subject, other)
                yield Relation(Predicate.OWNS, *ends, detail=one.label.lower())
        return
    for low, high in _items(text, one):
        relation = _position(document, subject, low, high)
        if relation is not None and relation.object is not None:
            named = document.by_id[relation.object.id]
            if document.cluster_of(named) != own:
                yield relation


def _items(text: str, one: Field) -> Iterator[tuple[int, int]]:
    place = one.value
    for match in _ITEMS.finditer(text, one.value, one.end):
        yield place, match.start()
        place = match.end()
    yield place, one.end


def _position(document: Document, subject: Reference, low: int, high: int) -> Relation | None:
    """An office with its body, or a family tie: "Former Mayor of Olt", "Chairman, Brindle Bank", "spouse of Pavo Renk"."""
    text = document.text
    named = [m for m in document.mentions_in(low, high) if low <= m.start and m.end <= high]
    relative = _KIN_OF.match(text[low:high])
    if relative is not None and relative["kin"].lower() in kin():
        person = next((m for m in named if m.type == MentionType.PERSON), None)
        if person is None:
            return None
        return Relation(
            Predicate.FAMILY,
            subject,
            Reference(person.id, person.text),
            detail=relative["said"].lower(),
        )
    body = next((m for m in named if m.type == MentionType.ORGANISATION), None)
    if body is None:
        states = [
            m
            for m in named
            if m.type == MentionType.LOCATION and _BODY_OF.search(text[low : m.start])
        ]
        body = states[-1] if states else None
    if body is None:
        return None
    said = [w.strip(",.;()").lower() for w in re.split(r"[\s-]+", text[low : body.start])]
    kinds = [nouns()[w] for w in said if w in nouns()]
    if not kinds or re.search(
        r"\b(?:by|with|from|against|linked|associat\w+)\b", text[low : body.start]
    ):
        return None
    member = "member_of" in kinds and "role_at" not in kinds and "board" not in said
    detail = text[low:high].strip(" \t\n.,;")
    since = next(iter(document.dates_in(low, high)), None)
    predicate = Predicate.MEMBER_OF if member else Predicate.ROLE_AT
    return Relation(
        predicate, subject, Reference(body.id, body.text), detail=detail, start_date=since
    )


def _frame(
    context: Context,
    named: Mention,
    one: Field,
    relations: tuple[Relation, ...],
    proceedings: Proceedings | None = None,
) -> Frame:
    start, end = context.content(one.start, one.end)
    return Frame(
        start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, LISTING, proceedings=proceedings,
        relations=relations, subjects=ends_of(context, named, relations), own=True, listed=True,
    )  # fmt: skip
