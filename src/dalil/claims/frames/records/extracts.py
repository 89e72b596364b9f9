"""What the extract of a company's register states in entries: officers with their dates, owners with their stakes, the seat.

"HALVORSEN LIMITED / Company number ... / Officers / VENN, Orla / Role: Director / Appointed on: ...". The body is the one
that stands over its number or its seat; an extract may hold several. An entry that tells neither an office nor a stake ties
nobody, and neither does one over which no such body stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dalil.claims.document import Document
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.records.entries import (
    PARTIES,
    Entry,
    Field,
    Heading,
    date_of,
    ends_of,
    entries,
)
from dalil.claims.frames.records.stakes_told import nature_of, stake_in
from dalil.claims.frames.ties.offices import nouns
from dalil.evidence import (
    Kind,
    Mention,
    MentionType,
    PartialDate,
    Predicate,
    Reference,
    Relation,
    Stance,
)

_OF_BODY = ("number", "state", "founded", "seat")
_STATE_OF = re.compile(r"^(?:active|current|resigned|former|previous)\s+", re.IGNORECASE)
_JOINED = re.compile(
    r"(?:[\s,;&]|\([^()\n]*\)|\band\b|(?:[-–—:] ?)?\d[\d.,]* ?(?:%|per cent)|\b(?:Mr|Mrs|Ms|Dr)\b\.?)*"
)
_SINCE = re.compile(r"\b(?:since|from|appointed(?: on)?)[ \t]+$", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?:\b(?:until|to|till|resigned(?: on)?|ceased(?: on)?)|[-–—])[ \t]*$", re.IGNORECASE
)
_RESIGNED = re.compile(r"resign|retire", re.IGNORECASE)
_MEMBERS = frozenset({"member", "members", "partner", "partners"})
_LISTS = ("listed", "group")


@dataclass(frozen=True, slots=True)
class _Named:
    """Somebody of an entry, with the words that go on from the name in its line."""

    mention: Mention
    tail: tuple[int, int]


def extracts(
    context: Context, form: Mention | None, found: Sequence[Entry] | None = None
) -> Iterator[Frame]:
    """The ties of all entries of extracts, in order of place.

    Args:
        context: The document.
        form: The body that the form is about, where its labels say so; rows without fields are read with it elsewhere.
        found: The entries, where they are known already.
    """
    document = context.document
    read = list(entries(document)) if found is None else list(found)
    if any(entry.all(kind) for entry in read for kind in _LISTS):
        return  # a list of sanctions, whose entries say other things
    body, own = form, False
    for entry in read:
        if _is_body(document, entry):
            body, own = entry.named, True
            yield from _seat(context, entry)
            continue
        if body is None:
            continue
        for named in _all_named(document, entry):
            if document.cluster_of(named.mention) == document.cluster_of(body):
                continue
            if entry.told is None and not own and not entry.fields:
                continue
            yield from _framed(context, entry, named, body)


def _is_body(document: Document, entry: Entry) -> bool:
    """Whether an entry is that of the body itself: it is told to be, or its number, state and seat stand under it."""
    if entry.named.type != MentionType.ORGANISATION or _is_public(entry.named):
        return False
    if entry.told is not None:
        return entry.told.kind == "body" and any(entry.all(kind) for kind in _OF_BODY)
    own = sum(1 for kind in _OF_BODY if entry.all(kind))
    within = entry.heading is not None and entry.heading.kind in ("owners", "offices")
    return bool(entry.all("number")) and own > 1 if within else own > 1 or bool(entry.all("number"))


def _is_public(mention: Mention) -> bool:
    words = {w.strip(".,()'’").lower() for w in mention.text.split()}
    return bool(words & frozenset(load("relations_en.yaml")["public_bodies"]))


def _all_named(document: Document, entry: Entry) -> Iterator[_Named]:
    """Whom an entry names: one, or several in the line of a label ("Shareholders: X (40%), Y (60%)")."""
    text = document.text
    line_end = text.find("\n", entry.end)
    line_end = len(text) if line_end < 0 else line_end
    line_end = min([line_end, *(f.start for f in entry.fields)])
    named = [entry.named]
    if entry.told is not None:
        for mention in document.mentions_in(entry.end, line_end):
            if mention.start < named[-1].end or mention.type not in PARTIES:
                continue
            if _JOINED.fullmatch(_plain(document, named[-1].end, mention.start)) is None:
                break
            if entry.told.kind == "offices" and mention.type != entry.named.type:
                break  # the firm for which an officer works
            named.append(mention)
    for place, mention in enumerate(named):
        high = named[place + 1].start if place + 1 < len(named) else line_end
        yield _Named(mention, (mention.end, max(high, mention.end)))


def _plain(document: Document, low: int, high: int) -> str:
    """The words between two names without the places in them: "X 51 %; Y, Lisbon 49 %"."""
    said = document.text[low:high]
    for place in document.mentions_in(low, high):
        if place.type == MentionType.LOCATION and low <= place.start and place.end <= high:
            said = said.replace(place.text, "")
    return said


def _framed(context: Context, entry: Entry, named: _Named, body: Mention) -> Iterator[Frame]:
    relations = tuple(_relations(context.document, entry, named, body))
    if not relations:
        return
    used = [f.end for f in entry.fields if f.kind in ("office", "began", "ended", "share")]
    low = (
        entry.start
        if entry.told is not None and named.mention is entry.named
        else named.mention.start
    )
    start, end = context.content(low, max([named.tail[1], *used]))
    yield Frame(
        start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:entry", relations=relations,
        subjects=ends_of(context, named.mention, relations), own=True, listed=True,
    )  # fmt: skip


def _relations(
    document: Document, entry: Entry, named: _Named, body: Mention
) -> Iterator[Relation]:
    text = document.text
    one, other = (Reference(m.id, m.text) for m in (named.mention, body))
    begins, ends = _dates(document, entry, named)
    office = _office(document, entry)
    if office is not None:
        yield Relation(
            Predicate.ROLE_AT, one, other, detail=office, start_date=begins, end_date=ends
        )
        left = any(_RESIGNED.search(f.label) for f in entry.all("ended"))
        if ends is not None and left:
            yield Relation(Predicate.RESIGNED_FROM, one, other, detail=office, start_date=ends)
        return
    told = entry.told or entry.heading
    if told is not None and told.kind not in ("owners", "body"):
        return
    stakes = [
        f for f in entry.all("share") if not f.label.lower().startswith(("duration", "voting"))
    ]
    said = "\n".join(text[f.value : f.end] for f in stakes)
    nature = nature_of(said) if said.strip() else None
    if nature is None and told is not None and told.kind == "owners":
        share = stake_in(text[slice(*named.tail)].partition(";")[0])
        if share is None and _of_members(text, entry):
            yield Relation(Predicate.MEMBER_OF, one, other, start_date=begins, end_date=ends)
            return
        nature = (Predicate.OWNS, share)
    if nature is not None:
        yield Relation(nature[0], one, other, share=nature[1], start_date=begins, end_date=ends)


def _of_members(text: str, entry: Entry) -> bool:
    """Whether an entry tells members and no stakes: those of an association are no owners."""
    line = text[entry.start : entry.named.start].strip(" :\t").lower()
    return line in _MEMBERS


def _office(document: Document, entry: Entry) -> str | None:
    """The office that an entry tells: of its field, of its label, or of the heading it stands under."""
    for one in entry.all("office"):
        said = document.text[one.value : one.end].strip(" \t\n.;,|")
        words = [w.strip(",.()").lower() for w in said.split()]
        if 0 < len(words) <= 9 and any(nouns().get(w) for w in words):
            return (
                _STATE_OF.sub("", said) if words[0] in ("active", "current", "resigned") else said
            )
    if entry.told is not None:
        return entry.told.office or None
    if entry.heading is not None and entry.heading.kind == "entered":
        return _in_row(document.text, entry)
    return _of_heading(entry.heading) if not entry.all("share") else None


def _in_row(text: str, entry: Entry) -> str | None:
    """The office among the words of a row: "X, of Bern, in Zug, chairman of the board, with single signature"."""
    for piece in text[entry.end : entry.last].split("\n")[0].split(","):
        words = [w.strip(".()").lower() for w in piece.split()]
        plain = not any(c.isupper() for c in piece) and len(words) <= 9
        if plain and any(nouns().get(w) == "role_at" or w in ("member", "auditor") for w in words):
            return piece.strip(" .")
    return None


def _of_heading(heading: Heading | None) -> str | None:
    if heading is None or heading.kind != "offices":
        return None
    return heading.office


def _dates(
    document: Document, entry: Entry, named: _Named
) -> tuple[PartialDate | None, PartialDate | None]:
    """When a tie began and ended: by its fields, else by "since ..." or "(2008 - 2011)" behind the name."""
    begins = date_of(document, entry.all("began"))
    ends = date_of(document, entry.all("ended"))
    if begins is not None or ends is not None:
        return begins, ends
    for date in document.dates_in(*named.tail):
        if date.start is None:
            continue
        before = document.text[named.tail[0] : date.start]
        if _UNTIL.search(before):
            ends = ends or date
        elif _SINCE.search(before) or before.endswith("("):
            begins = begins or date
    return begins, ends


def _seat(context: Context, entry: Entry) -> Iterator[Frame]:
    """Where the seat of the body is: the town or country of its registered office."""
    place, said = _place_of(context.document, entry.all("seat"))
    if place is None or said is None:
        return
    relation = Relation(
        Predicate.LOCATED_IN, Reference(entry.named.id, entry.named.text), Reference(place.id, place.text),
        detail=said.label.lower(),
    )  # fmt: skip
    start, end = context.content(said.start, said.end)
    yield Frame(
        start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:entry", relations=(relation,),
        subjects=ends_of(context, entry.named, (relation,)), own=True, listed=True,
    )  # fmt: skip


def _within(document: Document, place: Mention) -> bool:
    """Whether a place is part of a street's name: "8, rue des Bains"."""
    return (
        re.search(r"\b[a-zà-ÿ]+['’ ]$", document.text[max(0, place.start - 12) : place.start])
        is not None
    )


def _place_of(document: Document, seats: Sequence[Field]) -> tuple[Mention | None, Field | None]:
    for one in seats:
        places = [
            m for m in document.mentions_in(one.value, one.end)
            if m.type == MentionType.LOCATION and m.start >= one.value
        ]  # fmt: skip
        towns = [
            m for m in places if not any(c.isdigit() for c in m.text) and not _within(document, m)
        ]
        if towns or places:
            return (towns or places)[0], one
    return None, None
