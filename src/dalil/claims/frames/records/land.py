"""What entries of land registers state: who owns the property, since when, and the price.

"Property: Parcel 12, 4 Quill Street / Owner: X / Acquired: ... / Purchase price: ...", and the numbered entries of a register
of title: "1 (04.09.2019) PROPRIETOR: X LIMITED (incorporated in Y)". Whoever is proprietor of a charge owns no land, and an
owner over whom no property stands owns none that could be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dalil.claims.document import Document
from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.records.entries import PARTIES, ends_of, heading_of
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

_LAND = re.compile(
    r"\b(?:land regist(?:er|ry)|title (?:number|no)|register of title|cadast(?:re|ral)|proprietorship register|real estate register|parcel (?:no|number)|registry of deeds)\b",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")
_MARK = re.compile(r"[ \t•*–-]*(?:\(?\d{1,2}[.)]?[ \t]+)?(?:\((?P<date>[^()\n]{6,20})\)[ \t]*)?")
_PROPERTY = re.compile(
    r"(?:(?:property|property description|property address|address of (?:the )?property|description of (?:the )?property|land|parcel|premises|situation|address|location|unit)[ \t]*:"
    r"|[^\n]{0,160}\b(?:and|land) (?:known as|being)\b)[ \t]*(?P<said>[^\n]+)",
    re.IGNORECASE,
)
_TITLE_NUMBER = re.compile(
    r"title (?:number|no)\.?[ \t]*:?[ \t]*(?P<said>[A-Z]{0,4}[ -]?\d[\w/.-]*)", re.IGNORECASE
)
_OWNER = re.compile(
    r"(?:registered |current |legal |sole )?(?:proprietors?|owners?|title ?holders?)(?:\(s\))?(?: name)?[ \t]*:[ \t]*(?P<said>[^\n]+)",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"[^\n]{0,12}\b(?:price|consideration|purchase price|value paid)\b[^\n]*", re.IGNORECASE
)
_SINCE = re.compile(
    r"(?:acquired|date of (?:acquisition|purchase|registration|transfer)|registered|purchased|since|bought)(?: on)?[ \t]*:?[ \t]*(?P<said>[^\n]+)",
    re.IGNORECASE,
)
_CHARGE = re.compile(
    r"^\W*(?:[A-D\d]{1,3}\W+)?(?:\([^()\n]*\)\s*)?(?:registered |legal |first |second )?(?:charges?|mortgages?|mortgagees?|encumbrances?|burdens?|liens?)\b",
    re.IGNORECASE,
)
"""A line that opens with a charge: what stands under it is owed, and nobody's land."""
_PART = re.compile(
    r"\b(?:proprietorship|property|overseas|ownership) (?:register|section)\b|^\W*property\b|^\W*title (?:number|no)\b",
    re.IGNORECASE,
)
_SEATED = re.compile(
    r"[ \t]*\((?:incorporated|registered|organised|organized) (?:in|under the laws? of)(?: the)? "
)
_TITLE = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr|Sir|Lady|Lord)\b\.?[ \t]+)?")


@dataclass(slots=True)
class _Holding:
    """A property with its owners, as far as the lines have told it."""

    place: Mention | None = None
    words: str | None = None
    owners: tuple[Mention, ...] = ()
    start: int = 0
    end: int = 0
    since: PartialDate | None = None
    price: Amount | None = None


def land(context: Context) -> Iterator[Frame]:
    """Who owns which property, one frame for each entry, in order of place."""
    document, text = context.document, context.text
    if _LAND.search(text) is None:
        return
    holding, charges = _Holding(), False
    for line in _LINE.finditer(text):
        if _CHARGE.search(line.group()):
            charges = True
        elif heading_of(line.group()) is not None or _PART.search(line.group()[:60]):
            charges = False
        mark = _MARK.match(text, line.start(), line.end())
        low = mark.end() if mark else line.start()
        number = _TITLE_NUMBER.match(text, low, line.end())
        named = None if charges else _PROPERTY.match(text, low, line.end())
        owner = None if charges else _OWNER.match(text, low, line.end())
        if number is not None or (named is not None and owner is None):
            if holding.owners:
                yield from _told(context, holding)
                holding = _Holding(words=holding.words if number is None else None)
            _describe(document, holding, number or named, titled=number is not None)
        elif owner is not None and (holding.place is not None or holding.words is not None):
            if holding.owners:
                yield from _told(context, holding)
            _owned(document, holding, owner, mark)
        elif holding.owners and not charges:
            _go_on(document, holding, low, line.end())
    yield from _told(context, holding)


def _describe(
    document: Document, holding: _Holding, match: re.Match[str] | None, *, titled: bool
) -> None:
    if match is None:
        return
    low, high = match.span("said")
    said = match["said"].strip(" .")
    if titled:
        holding.words = f"title number {said}"
        return
    places = [
        m
        for m in document.mentions_in(low, high)
        if m.type in (MentionType.LOCATION, MentionType.ASSET) and m.start >= low
    ]
    streets = [m for m in places if any(c.isdigit() for c in m.text)]
    holding.place = streets[0] if streets else None
    if holding.place is None:
        holding.words = said


def _owned(
    document: Document, holding: _Holding, owner: re.Match[str], mark: re.Match[str] | None
) -> None:
    text = document.text
    low, high = owner.span("said")
    title = _TITLE.match(text, low, high)
    low = title.end() if title else low
    found: list[Mention] = []
    for mention in document.mentions_in(low, high):
        if mention.type not in PARTIES or mention.start < low:
            continue
        between = text[found[-1].end if found else low : mention.start]
        if not re.fullmatch(
            r"\s*(?:(?:and|,|;|&)\s*)*(?:(?:Mr|Mrs|Ms|Dr)\.? )?",
            re.sub(r"\([^()\n]*\)", "", between),
        ):
            break
        found.append(mention)
    holding.owners, holding.start, holding.end = tuple(found), owner.start(), high
    holding.price, holding.since = None, None
    if mark is not None and mark["date"]:
        holding.since = next(iter(document.dates_in(*mark.span("date"))), None)


def _go_on(document: Document, holding: _Holding, low: int, high: int) -> None:
    """A line behind the owner: since when, and for what price."""
    text = document.text
    price = _PRICE.match(text, low, high)
    since = _SINCE.match(text, low, high)
    amounts = document.amounts_in(low, high)
    dates = document.dates_in(low, high)
    if price is not None and len(amounts) == 1:
        holding.price, holding.end = amounts[0], high
        if holding.since is None and len(dates) == 1:
            holding.since = dates[0]
    elif since is not None and len(dates) == 1:
        holding.since, holding.end = dates[0], high


def _told(context: Context, holding: _Holding) -> Iterator[Frame]:
    relations = []
    for owner in holding.owners:
        relations.append(
            Relation(
                Predicate.OWNS, Reference(owner.id, owner.text),
                Reference(holding.place.id, holding.place.text) if holding.place is not None else None,
                value=holding.words if holding.place is None else None,
                start_date=holding.since, amount=holding.price if len(holding.owners) == 1 else None,
            )
        )  # fmt: skip
        seated = _SEATED.match(context.text, owner.end)
        place = context.document.mention_at(seated.end(), seated.end() + 1) if seated else None
        if place is not None and place.type == MentionType.LOCATION:
            relations.append(
                Relation(
                    Predicate.LOCATED_IN,
                    Reference(owner.id, owner.text),
                    Reference(place.id, place.text),
                )
            )
    if relations:
        start, end = context.content(holding.start, holding.end)
        yield Frame(
            start, end, -1, None, Stance.ASSERTS, Kind.AUTHOR, "author:entry", relations=tuple(relations),
            subjects=ends_of(context, holding.owners[0], relations), own=True, listed=True,
        )  # fmt: skip
