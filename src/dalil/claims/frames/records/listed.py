"""What lists of people and signatures state: offices, memberships, and what was signed.

A list of signatories says that each signed the text it stands under; that is called by the words that
head it ("Motion 12: ...") or by its kind and title ("letter: ..."). Members that a list is headed by
belong to the body named there. A row's words stay as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.claims.document import Document
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.ties.offices import nouns
from dalil.evidence import (
    Kind,
    Mention,
    MentionType,
    Predicate,
    Reference,
    Relation,
    Roster,
    RosterRow,
    Stance,
)

_KINDS = (
    "letter|statement|appeal|petition|declaration|motion|resolution|submission|memorandum|agreement"
    "|contract|affidavit|complaint|report|proposal|amendment|manifesto|communiqué|notice"
)
_OWN = re.compile(rf"\b(?:this|the present) (?:\w+ )?(?P<kind>{_KINDS})\b", re.IGNORECASE)
_NAMED = re.compile(rf"\b(?P<kind>{_KINDS})\b", re.IGNORECASE)
_DEAR = re.compile(r"^\s*Dear [A-Z]", re.MULTILINE)
_HEADED = re.compile(
    r"\b(?:members?|delegates?|directors|trustees|staff) of (?:the )?$", re.IGNORECASE
)
_SIGNED = re.compile(r"/s/[ \t]*|\bsigned(?: by)?\s*:[ \t]*", re.IGNORECASE)
_NO_BODY = frozenset(
    {"independent", "non-attached", "unaffiliated", "no party", "none", "cross-bench", "crossbench"}
)
_HEAD_LINE = 130
"""Longest line that heads a text, in code points."""
_ABOVE = 4000
_HEAD = 3000


def rosters(context: Context) -> Iterator[Frame]:
    """Offices and memberships of the people in lists, and that they signed."""
    document = context.document
    signed = {h.reference.id for h in document.signatories if h.reference is not None}
    for roster in document.rosters:
        body = _heading_body(document, roster)
        for row in roster.rows:
            if row.reference is None:
                continue
            relations = [*_of_row(document, row, row.reference, body)]
            if row.reference.id in signed or roster.title == "signatories":
                what = signed_text(document, row.start)
                relations.append(Relation(Predicate.SIGNED, row.reference, value=what))
            if relations:
                yield _frame(row.start, row.end, tuple(relations))


def signatures(context: Context) -> Iterator[Frame]:
    """Names behind a mark of signature: "/s/ X"."""
    document = context.document
    for match in _SIGNED.finditer(context.text):
        mention = document.mention_at(match.end(), match.end() + 1)
        if mention is None or mention.type != MentionType.PERSON or mention.start > match.end() + 4:
            continue
        if (
            match.group().startswith("/")
            or context.text[match.start() - 1 : match.start()] in "\n "
        ):
            signer = Reference(mention.id, mention.text)
            relation = Relation(
                Predicate.SIGNED, signer, value=signed_text(document, match.start())
            )
            yield _frame(mention.start, mention.end, (relation,))


_FOR = re.compile(
    r"^[ \t]*(?:For|On behalf of)(?: and on behalf of)? [^:\n]{3,60}:[ \t]*(?=\S)", re.MULTILINE
)
_SIGNED_ABOVE = re.compile(r"\b(?:signed|signatures?|execution|executed)\b", re.IGNORECASE)


def for_parties(context: Context) -> Iterator[Frame]:
    """Who signed for a party: "Signed: / For the Client: X"."""
    document = context.document
    for match in _FOR.finditer(context.text):
        mention = document.mention_at(match.end(), match.end() + 1)
        if mention is None or mention.type != MentionType.PERSON:
            continue
        if _SIGNED_ABOVE.search(context.text, max(0, match.start() - 200), match.start()):
            what = signed_text(document, match.start())
            signer = Reference(mention.id, mention.text)
            yield _frame(
                mention.start, mention.end, (Relation(Predicate.SIGNED, signer, value=what),)
            )


def signed_text(document: Document, place: int) -> str | None:
    """What a signature at a place stands under, in words.

    The nearest short line above that names a kind of text; else how the document calls itself; a
    letter by its salutation; else its title alone.
    """
    text, title = document.text, document.layer.info.title
    for line in reversed(text[max(0, place - _ABOVE) : place].split("\n")[:-1]):
        said = line.strip()
        if (
            _NAMED.search(said[:60])
            and 3 < len(said) <= _HEAD_LINE
            and not said.endswith((".", ","))
        ):
            return said
    own = _OWN.search(text)
    if own is not None:
        kind = own["kind"].lower()
    elif _DEAR.search(text[:_HEAD]):
        kind = "letter"
    else:
        return title
    return f"{kind}: {title}" if title else f"this {kind}"


def _frame(start: int, end: int, relations: tuple[Relation, ...]) -> Frame:
    return Frame(
        start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:roster", relations=relations,
        own=True, listed=True,
    )  # fmt: skip


def _of_row(
    document: Document, row: RosterRow, person: Reference, heading: Mention | None
) -> Iterator[Relation]:
    body = _body(document, row, person)
    printed = (row.organisation or "").strip()
    if printed.lower() in _NO_BODY or re.match(
        r"(?:witnessed|signed|represented|attested) by\b", printed
    ):
        return
    if body is None and (document.dates_in(row.start, row.end) or _calling(row.organisation)):
        return  # a column of dates, or what somebody is by calling
    if row.role and body is not None and (row.role.strip() != body.text or _is_office(row.role)):
        yield Relation(Predicate.ROLE_AT, person, body, detail=row.role)
    elif body is not None:
        yield Relation(Predicate.MEMBER_OF, person, body)
    elif row.organisation and not _is_person(document, row.organisation):
        yield Relation(Predicate.MEMBER_OF, person, value=row.organisation)
    if heading is not None:
        yield Relation(Predicate.MEMBER_OF, person, Reference(heading.id, heading.text))


def _is_person(document: Document, words: str) -> bool:
    named = words.strip()
    return any(m.text == named and m.type == MentionType.PERSON for m in document.mentions)


def _is_office(words: str) -> bool:
    """Whether a column's words hold a noun of an office; else they are a body's name alone."""
    return any(w.strip(",.").lower() in nouns() for w in words.split())


def _calling(words: str | None) -> bool:
    """Whether a column says what somebody is, not where: "novelist", "retired teacher"."""
    return bool(words) and not any(
        w[:1].isupper() or w[:1].isdigit() for w in (words or "").split()
    )


def _body(document: Document, row: RosterRow, person: Reference) -> Reference | None:
    others = [
        m
        for m in document.mentions_in(row.start, row.end)
        if m.type == MentionType.ORGANISATION and m.id != person.id
    ]
    printed = row.organisation or ""
    if not others and row.role:  # "former Ambassador to X"
        places = [m for m in document.mentions_in(row.start, row.end) if m.text in row.role]
        others = [m for m in places if m.type == MentionType.LOCATION]
    others.sort(key=lambda m: (m.text not in printed, -len(m.text)))
    return Reference(others[0].id, others[0].text) if others else None


def _heading_body(document: Document, roster: Roster) -> Mention | None:
    """The body whose members a list names by its heading: "the following members of Y"."""
    if not roster.rows:
        return None
    start = roster.rows[0].start
    for mention in reversed(document.mentions_in(max(0, start - 260), start)):
        before = document.text[max(0, mention.start - 30) : mention.start]
        if mention.type == MentionType.ORGANISATION and _HEADED.search(before):
            return mention
    return None
