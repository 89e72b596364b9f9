"""What the rows of a form or a register's extract state: directors, shareholders, receipts, clients, contacts.

A section's heading says what its rows are ("DIRECTORS", "Receipts", "Principals represented"); a row names
somebody first and then dates, shares or a sum. The body is the one that the form is about. A document that
is about no single body, a heading that is not known, and a row that begins with no name state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dalil.claims.document import Document
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.basis.lexicon import load
from dalil.claims.frames.ties.shares import share_in
from dalil.evidence import (
    Amount,
    Kind,
    Mention,
    MentionType,
    PartialDate,
    Predicate,
    Reference,
    Relation,
    Stance,
)

FILE = "relations_en.yaml"
_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(
    r"^\s*(?:(?:\d{1,2}|[IVX]{1,4}|[a-z])[.)]\s*)?(?:\([a-z]\)\s*)?(?:[IVX]{1,4} - )?"
)
_TAIL = re.compile(r"\s+(?:as at|as of|on|during|for|in)\b.*$|\s*[-–—(].*$")
_BEFORE_NAME = re.compile(
    r"(?:[\s\d./,\-–—•*()|:]|(?P<gone>\bdeleted\b)|\b(?:entered|appointed|elected|no|(?:managing |non-executive )?director|secretary|treasurer|trustee"
    r"|chair|chairman|chairwoman|president|officer|member)\b)*",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:resigned|removed|ceased|retired|until|to|left|terminated)\b", re.IGNORECASE
)
_RESIGNED = re.compile(r"\b(?:resigned|retired|stepped down)\b", re.IGNORECASE)
_SHARES = re.compile(r"\bshares?\b|%|per cent", re.IGNORECASE)
_LONGEST = 70
_MOST_ROWS = 300
_PARTIES = (MentionType.PERSON, MentionType.ORGANISATION)


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a section, and whom it names first."""

    start: int
    end: int
    named: Mention


def sheets(context: Context, body: Mention | None) -> Iterator[Frame]:
    """The rows of all sections, in order of place.

    Args:
        context: The document.
        body: The body that the form or extract is about.
    """
    document = context.document
    if body is None:
        return
    yield from _office_lines(context, body)
    for kind, title, rows in _sections(document):
        for row in rows:
            if document.cluster_of(row.named) == document.cluster_of(body):
                continue
            relations = tuple(_stated(document, kind, title, row, body))
            if relations:
                start, end = context.content(row.start, row.end)
                yield Frame(
                    start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:sheet",
                    relations=relations, own=True, listed=True,
                )  # fmt: skip


_OFFICE_LINE = re.compile(
    r"^[ \t]*(?:[-•*–][ \t]*)?(?P<office>[A-Z][a-z]+(?:[ -][A-Za-z]+){0,4}):[ \t]+(?=\S)",
    re.MULTILINE,
)


def _office_lines(context: Context, body: Mention) -> Iterator[Frame]:
    """Offices that stand before a colon: "Chief executive: X (since 2018)"; several names in a row hold it too."""
    document, text = context.document, context.text
    for match in _OFFICE_LINE.finditer(text):
        office = match["office"]
        noun = office.lower().rpartition(" ")[2]
        owns = noun in _OWNERS
        if noun not in _office_nouns() and not owns:
            continue
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        for mention in document.mentions_in(match.end(), end):
            between = _BRACKET.sub("", text[match.end() : mention.start])
            for other in document.mentions_in(match.end(), mention.start):
                between = between.replace(other.text, "")
            if mention.type not in (_PARTIES if owns else _OFFICERS) or not _ROW.fullmatch(between):
                break
            if document.cluster_of(mention) == document.cluster_of(body):
                break
            relation = Relation(
                Predicate.OWNS if owns else Predicate.ROLE_AT,
                Reference(mention.id, mention.text),
                Reference(body.id, body.text),
                detail=office,
            )
            yield Frame(
                match.start("office"), mention.end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:sheet",
                relations=(relation,), own=True, listed=True,
            )  # fmt: skip


_OWNERS = frozenset({"owner", "owners", "parent"})
_OFFICERS = (MentionType.PERSON,)
_BRACKET = re.compile(r"\([^()\n]*\)")
_ROW = re.compile(r"(?:[\s,;&]|and|(?:Mr|Mrs|Ms|Dr|Sir|Prof)\.?)*")


@lru_cache(maxsize=1)
def _office_nouns() -> frozenset[str]:
    """The last words of offices of bodies, with the plural of those that several hold."""
    nouns = set(load(FILE)["roles"]["role_at"])
    return frozenset(nouns | {f"{noun}s" for noun in nouns} | {"executive", "counsel", "board"})


def in_sheet(document: Document, start: int) -> bool:
    """Whether a place stands in a row of a section whose heading says what it is."""
    return any(rows[0].start <= start < rows[-1].end for _, _, rows in _sections(document) if rows)


@lru_cache(maxsize=1)
def _headings() -> Mapping[str, tuple[str, str]]:
    """The kind of section that each heading opens, and the singular of its office."""
    found: dict[str, tuple[str, str]] = {}
    for kind, words in load(FILE)["sheets"].items():
        if isinstance(words, Mapping):
            found.update({heading: (kind, office) for heading, office in words.items()})
        else:
            found.update(dict.fromkeys(words, (kind, "")))
    return found


def _sections(document: Document) -> Iterator[tuple[str, str, list[_Row]]]:
    """Kind, office and rows of every section."""
    lines = list(_LINE.finditer(document.text))
    place = 0
    while place < len(lines):
        known = _heading(document, lines[place])
        place += 1
        if known is None:
            continue
        rows, place = _rows(document, lines, place)
        yield known[0], known[1], rows


def _heading(document: Document, line: re.Match[str]) -> tuple[str, str] | None:
    said = _MARK.sub("", line.group(), count=1).strip().rstrip(":").lower()
    if not said or len(said) > _LONGEST or said.endswith("."):
        return None
    headings = _headings()
    return headings.get(said) or headings.get(_TAIL.sub("", said).strip())


def _rows(document: Document, lines: Sequence[re.Match[str]], place: int) -> tuple[list[_Row], int]:
    """The rows of a section from a line on, and the line behind them."""
    rows: list[_Row] = []
    while place < len(lines) and len(rows) < _MOST_ROWS:
        line = lines[place]
        apart = document.text[lines[place - 1].end() : line.start()].count("\n") > 1
        if _heading(document, line) is not None or (apart and rows):
            break
        named = _first_name(document, line)
        if named is None and (rows or apart):
            if not re.match(r"\s*(?:sub)?total\b", line.group(), re.IGNORECASE):
                break
        elif named is not None:
            rows.append(_Row(line.start(), line.end(), named))
        place += 1
    return rows, place


def _first_name(document: Document, line: re.Match[str]) -> Mention | None:
    """The name that a row begins with, behind a number, a date or a mark."""
    for mention in document.mentions_in(line.start(), line.end()):
        if mention.type not in _PARTIES or mention.start < line.start():
            continue
        before = document.text[line.start() : mention.start]
        for date in document.dates_in(line.start(), mention.start):
            if date.text:
                before = before.replace(date.text, " ")
        titled = re.sub(r"\b[A-Z][a-z]{1,5}\.? $", "", before)
        return mention if _BEFORE_NAME.fullmatch(titled) else None
    return None


def _stated(
    document: Document, kind: str, title: str, row: _Row, body: Mention
) -> Iterator[Relation]:
    named, about = (Reference(m.id, m.text) for m in (row.named, body))
    begins, ends = _dates(document, row)
    if kind == "offices":
        yield Relation(
            Predicate.ROLE_AT, named, about, detail=title, start_date=begins, end_date=ends
        )
        if ends is not None and _RESIGNED.search(document.text, row.named.end, row.end):
            yield Relation(Predicate.RESIGNED_FROM, named, about, detail=title, start_date=ends)
    elif kind == "members":
        held = _SHARES.search(document.text, row.named.end, row.end) is not None
        predicate = Predicate.OWNS if held else Predicate.MEMBER_OF
        yield Relation(predicate, named, about, start_date=begins, end_date=ends)
    elif kind == "owners":
        share = share_in(document.text[row.named.end : row.end])
        yield Relation(Predicate.OWNS, named, about, share=share, start_date=begins, end_date=ends)
    elif kind == "clients":
        lobbies = _LOBBYING.search(document.text) is not None
        predicate = Predicate.LOBBIES_FOR if lobbies else Predicate.REPRESENTS
        yield Relation(predicate, about, named, start_date=begins, end_date=ends)
    elif kind in ("received", "paid") and (amount := _sum(document, row)) is not None:
        payer, payee = (named, about) if kind == "received" else (about, named)
        when = next(iter(document.dates_in(row.start, row.end)), None)
        yield Relation(Predicate.PAYS, payer, payee, amount=amount, start_date=when)
    elif kind == "contacts":
        yield from _contact(document, row, about, named)


_LOBBYING = re.compile(
    r"\blobby(?:ing|ists?)? (?:register|registration|disclosure|act|report|activit)|\bregister of (?:\w+ ){0,2}lobb|\bentrusted with lobbying\b",
    re.IGNORECASE,
)
"""What a register of lobbyists calls itself: its clients are lobbied for."""


def _contact(
    document: Document, row: _Row, about: Reference, named: Reference
) -> Iterator[Relation]:
    """A line of contacts: a meeting, and where the one who was met works."""
    said = document.text[row.named.end : row.end]
    when = next(iter(document.dates_in(row.start, row.end)), None)
    if re.search(r"\bmeeting|\bmet\b|\blunch|\bdinner", said, re.IGNORECASE):
        yield Relation(Predicate.MET_WITH, about, named, start_date=when)
    for mention in document.mentions_in(row.named.end, row.end):
        between = document.text[row.named.end : mention.start]
        near = re.fullmatch(r",(?: [a-z][a-z ]{2,30},)?(?: the| The)? ?", between)
        if mention.type == MentionType.ORGANISATION and near:
            yield Relation(Predicate.EMPLOYED_BY, named, Reference(mention.id, mention.text))
        break


def _dates(document: Document, row: _Row) -> tuple[PartialDate | None, PartialDate | None]:
    """When the tie of a row began and ended: "appointed ...", "resigned ..."."""
    begins = ends = None
    place = row.named.end
    for date in document.dates_in(row.named.end, row.end):
        if date.start is None or date.end is None:
            continue
        if _ENDED.search(document.text, place, date.start):
            ends = ends or date
        else:
            begins = begins or date
        place = date.end
    return begins, ends


def _sum(document: Document, row: _Row) -> Amount | None:
    return next(iter(document.amounts_in(row.named.end, row.end)), None)
