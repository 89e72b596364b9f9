"""Offices that stand in lines, not in sentences: under a signature, before a colon, in a bracket behind who was present.

"P. Venn, Secretary" under a report, "Orla Venn" over "Director, Clean Ledger" at the end of a letter, "Company secretary: Y",
"Present: X (Chair)". The body is the one that the line names, else the one in whose name the document is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.document import Document
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.referents.house import House
from dalil.claims.frames.ties.offices import nouns
from dalil.evidence import Kind, Mention, MentionType, Predicate, Reference, Relation, Stance

TAIL = 1200
"""Code points at the end of a text in which it is signed."""
_SIGNED = re.compile(r"[ \t]*(?:,|\n|\||[–—-])[ \t]*(?P<office>[^\n|;:()]{3,70}?)[ \t]*(?=$|\n|\|)")
_LABEL = re.compile(
    r"^[ \t]*(?:[-•*–][ \t]*)?(?P<office>[A-Z][A-Za-z]+(?:[ -][A-Za-z]+){0,4})(?: of (?:the )?(?P<body>[^:\n]{2,60}))?:[ \t]+(?=\S)",
    re.MULTILINE,
)
_PRESENT = re.compile(
    r"^[ \t]*(?:Members present|Present|In attendance|Members|Panel|Attendees|Participants)[ \t]*:[ \t]*",
    re.MULTILINE,
)
_LINE = re.compile(r"[^\n]+")
_GAP = re.compile(r"[ \t]{3,}|\t")
_BRACKET = re.compile(r" ?\((?P<office>[A-Za-z][A-Za-z -]{2,40})\)")
_WITHIN = re.compile(r" ?\((?P<office>[A-Za-z][A-Za-z -]{2,40}?)(?:,| of| at)(?: the)? ")
_BETWEEN = re.compile(r"(?:[\s,;&]|and|(?:Mr|Mrs|Ms|Dr|Sir|Prof|Hon|Kum|Smt|Shri|Capt|Eng)\.?)*")
_BODIES_TOO = frozenset({"secretary", "auditor", "auditors", "administrator", "trustee", "trustees", "liquidator", "custodian", "registrar"})  # fmt: skip
_NOUNS = frozenset({"executive", "compliance", "board", "partner", "operations", "affairs"})  # fmt: skip
_ALONE = ("executive",)


def lines(context: Context, form: Mention | None) -> Iterator[Frame]:
    """Offices told by lines of a document.

    Args:
        context: The document.
        form: The body that a form or an extract is about; its labels are read with its rows.
    """
    house = House(context.document)
    yield from _signatures(context, house)
    if house.body is not None and form is None and not context.of_court:
        yield from _labels(context, house.body)
    yield from _bracketed(context)
    if house.body is not None:
        yield from _present(context, house.body)


def _signatures(context: Context, house: House) -> Iterator[Frame]:
    document, text = context.document, context.text
    yield from _columns(context, house)
    for person in document.mentions_in(max(0, len(text) - TAIL), len(text)):
        if any(r.start <= person.start < r.end for roster in document.rosters for r in roster.rows):
            continue
        said = _SIGNED.match(text, person.end) if person.type == MentionType.PERSON else None
        if said is None or not _opens_line(text, person.start):
            continue
        low, high = said.span("office")
        office = _office(document, low, high)
        if office is None:
            continue
        named = [m for m in document.mentions_in(low, _line_end(text, high)) if m.start >= low]
        body = next((m for m in named if m.type == MentionType.ORGANISATION), None)
        body = body or (house.body if house.body is not None and not context.of_court else None)
        if body is not None and not _same(document, person, body):
            yield _frame(person, body, office)


def _columns(context: Context, house: House) -> Iterator[Frame]:
    """Names beside each other over their offices, or under one that they share: "The Liquidators / X    Z"."""
    document, text, body = context.document, context.text, house.body
    if body is None or context.of_court:
        return
    place = max(0, len(text) - TAIL)
    for line in _LINE.finditer(text, place):
        people = [
            m for m in document.mentions_in(line.start(), line.end()) if m.start >= line.start()
        ]
        apart = [m.span() for m in _GAP.finditer(text, line.start(), line.end())]
        persons = len(people) > 1 and all(m.type == MentionType.PERSON for m in people)
        if not persons or len(apart) < len(people) - 1 or _outside(text, line, people):
            continue
        above = text[text.rfind("\n", 0, line.start() - 1) + 1 : line.start()].strip()
        below = [
            w.strip()
            for w in _GAP.split(text[line.end() : _line_end(text, line.end() + 1)])
            if w.strip()
        ]
        shared = re.sub(r"^[Tt]he ", "", above)
        if shared.endswith("s") and len(shared) < 40 and _is_office(shared[:-1]):
            below = [shared[:-1]] * len(people)
        for person, office in zip(people, below, strict=False):
            if len(below) == len(people) and _is_office(office):
                yield _frame(person, body, office)


def _outside(text: str, line: re.Match[str], people: list[Mention]) -> bool:
    """Whether a line holds more than names and gaps."""
    rest = list(line.group())
    for person in people:
        first, last = person.start - line.start(), person.end - line.start()
        rest[first:last] = " " * (last - first)
    return any(len(w) > 5 for w in "".join(rest).split())


def _is_office(words: str) -> bool:
    said = [w.strip(",.").lower() for w in re.split(r" (?:of|for|to) ", words)[0].split()]
    return bool(said) and len(said) < 6 and nouns().get(said[-1]) == "role_at"


def _opens_line(text: str, start: int) -> bool:
    """Whether hardly anything but a title stands before a name in its line."""
    low = text.rfind("\n", 0, start) + 1
    return (
        re.fullmatch(r"[ \t(]*(?:[A-Z][a-z]{1,4}\.? |/s/ |Signed:? |By:? )?", text[low:start])
        is not None
    )


def _office(document: Document, low: int, high: int) -> str | None:
    """The words of an office at a place, without the body behind it; None where they are a sentence."""
    named = [m.start for m in document.mentions_in(low, high) if m.start >= low]
    words = document.text[low : min([high, *named])].strip(" \t,-–—.")
    words = re.sub(r",? (?:of|at|for|in)(?: the)?$", "", words).rstrip(" ,")
    said = [
        w.strip(",.").lower() for w in re.split(r"[ ,]", re.split(r" (?:of|for|to) ", words)[0])
    ]
    if not said or len(said) > 6 or not words[:1].isalpha():
        return None
    if {"counsel", "attorney", "solicitor", "lawyer"} & set(said) and "general" not in said:
        return None  # of a client
    known = any(nouns().get(w) == "role_at" for w in said) or said[-1] in _NOUNS
    return words if known and not _is_clause(said) else None


def _is_clause(said: list[str]) -> bool:
    return bool({"who", "is", "was", "has", "said", "told", "and", "then"} & set(said))


def _labels(context: Context, house: Mention) -> Iterator[Frame]:
    """Offices that stand before a colon: "Company secretary: X", "Directors of Y: X and Z"."""
    document, text = context.document, context.text
    for match in _LABEL.finditer(text):
        noun = match["office"].lower().rpartition(" ")[2]
        single = noun[:-1] if noun.endswith("s") else noun
        if nouns().get(single) != "role_at" and noun not in _ALONE:
            continue
        body = house if match["body"] is None else _body(document, *match.span("body"))
        if body is None:
            continue
        kinds = [MentionType.PERSON, *([MentionType.ORGANISATION] if noun in _BODIES_TOO else [])]
        place = match.end()
        for mention in document.mentions_in(place, _line_end(text, place)):
            if mention.start < place:
                continue
            between = text[place : mention.start]
            if mention.type not in kinds or not _BETWEEN.fullmatch(between):
                break
            if not _same(document, mention, body):
                yield _frame(mention, body, match["office"])
            place = mention.end


def _body(document: Document, low: int, high: int) -> Mention | None:
    named = [m for m in document.mentions_in(low, high) if m.type == MentionType.ORGANISATION]
    return named[0] if named else None


def _present(context: Context, body: Mention) -> Iterator[Frame]:
    """Offices in brackets behind those who were present: "Present: X (Chair), Z (company secretary)"."""
    document, text = context.document, context.text
    for match in _PRESENT.finditer(text):
        for person in document.mentions_in(match.end(), _line_end(text, match.end())):
            said = _BRACKET.match(text, person.end)
            if person.type != MentionType.PERSON or said is None:
                continue
            office = _office(document, *said.span("office"))
            if office is not None and not document.mentions_in(*said.span("office")):
                yield _frame(person, body, office)


def _bracketed(context: Context) -> Iterator[Frame]:
    """Offices with their bodies in brackets: "X (finance director, Y plc)"."""
    document, text = context.document, context.text
    for person in document.mentions:
        said = _WITHIN.match(text, person.end) if person.type == MentionType.PERSON else None
        if said is None:
            continue
        body = document.mention_at(said.end(), said.end() + 1)
        closed = body is not None and text[body.end : body.end + 1] in (")", ",", ";")
        if body is None or body.type != MentionType.ORGANISATION or not closed:
            continue
        office = _office(document, *said.span("office"))
        if office is not None and not document.mentions_in(*said.span("office")):
            yield _frame(person, body, office)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)


def _same(document: Document, one: Mention, other: Mention) -> bool:
    return document.cluster_of(one) == document.cluster_of(other)


def _frame(person: Mention, body: Mention, office: str) -> Frame:
    relation = Relation(
        Predicate.ROLE_AT, Reference(person.id, person.text), Reference(body.id, body.text), detail=office
    )  # fmt: skip
    return Frame(
        person.start, person.end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:label",
        relations=(relation,), own=True, listed=True,
    )  # fmt: skip
