"""Canada's autonomous sanctions (SEMA) and corrupt foreign officials (JVCFOA), XML.

A record has no number of its own: its id is the regime, schedule and item, which is how the
regulations cite it. Aliases stand in free text and are split where the marks leave no doubt; the text
is kept whole as a name too. Dates may be serial numbers of a spreadsheet. Layouts: 2019 (``Entity``)
and the present one (``EntityOrShip``); Global Affairs Canada.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dalil.matching.values import ListEntry
from dalil.readers.draft import Draft
from dalil.readers.records import Account, records
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.xml_tree import Node

_BIRTHS = ("DateOfBirth", "DateOfBirthOrShipBuildDate")
_TITLES = ("Title", "TitleOrShip")
_BODIES = ("Entity", "EntityOrShip")
_ACCOUNT = Account(
    taken=[
        *("Country", "LastName", "GivenName", "Aliases", "Schedule", "Item", "DateOfListing"),
        *(*_BIRTHS, *_TITLES, *_BODIES, "ShipIMONumber"),
    ]
)
_LABEL = re.compile(
    r"\(?\b(?:also known as|a\.?k\.?a\.?|formerly|f\.?k\.?a\.?|russian|ukrainian|belarusian|cyrillic|"
    r"arabic|farsi|persian|burmese|english|spanish|alias(?:es)?)\s*:\s*\)?",
    re.IGNORECASE,
)
_EPOCH = date(1899, 12, 30)


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the file; entries in its order.

    Raises:
        BadList: Not this format, or not well-formed.
    """
    for record in records(source.main, "data-set", ("record",), ("data-set",), report):
        report.row()
        country = record.first("Country")
        regime = country.partition(" / ")[0].strip()
        key = "-".join(p for p in (record.first("Schedule"), record.first("Item")) if p)
        place = f"{record.path}, line {record.line}, {regime} {key}"
        draft = Draft(_id(regime, key), _type(record), place)
        _ACCOUNT.settle(record, draft, report)
        _take(draft, record, country)
        if not draft.named:
            report.refuse(place, "no name")
            continue
        report.place()
        yield draft.build()


def _id(regime: str, key: str) -> str:
    short = re.sub(r"[^\w]+", "-", regime.casefold()).strip("-")
    return f"ca-{short}-{key}".strip("-")


def _type(record: Node) -> str:
    if record.first("LastName") or record.first("GivenName"):
        return "person"
    said = record.first("TitleOrShip").casefold()
    return "vessel" if record.first("ShipIMONumber") or "ship" in said else "company"


def _take(draft: Draft, record: Node, country: str) -> None:
    last, given = record.first("LastName"), record.first("GivenName")
    parts = (("given", given), ("family", last)) if given and last else ()
    if last or given:
        draft.name(f"{given} {last}".strip(), parts=parts)
    for tag in _BODIES:
        text = record.first(tag)
        if text:
            draft.name(text, "primary" if draft.type != "person" else "alias")
    aliases = record.first("Aliases")
    for alias in split_aliases(aliases):
        draft.name(alias, "alias")
    if aliases:
        draft.rest("Aliases", aliases)
    draft.put("programmes", country)
    draft.rest(
        "Schedule and item", f"{record.first('Schedule')}, {record.first('Item')}".strip(", ")
    )
    for tag in _TITLES:
        if draft.type == "person":
            draft.put("positions", record.first(tag))
        else:
            draft.rest(tag, record.first(tag))
    for tag in _BIRTHS:
        text = record.first(tag)
        if text and draft.type == "person":
            draft.birth(unserial(text), tag)
        else:
            draft.rest(tag, text)
    draft.pair("identifiers", "IMO number", record.first("ShipIMONumber"), "")
    if record.first("DateOfListing"):
        draft.date("listed_on", unserial(record.first("DateOfListing")), "DateOfListing")


def split_aliases(text: str) -> list[str]:
    """The names in a cell of aliases: split at ``;``, line ends, labels, and commas between names.

    A comma stays inside a name where what follows is a legal form (``Ltd.``, ``Inc.``).
    """
    found = []
    for piece in re.split(r"[;\n|]|\s/\s", _LABEL.sub(";", text)):
        for name in re.split(
            r",(?!\s*(?:Ltd|Inc|LLC|LLP|S\.?A|Co|Corp|Limited|PJSC|JSC)\b)", piece
        ):
            bare = " ".join(name.split()).strip(' ,.()\u201c\u201d"')
            if any(char.isalpha() for char in bare):
                found.append(bare)
    return list(dict.fromkeys(found))


def unserial(text: str) -> str:
    """A date that a spreadsheet wrote as the number of days since 1899-12-30; others unchanged."""
    if re.fullmatch(r"\d{5}", text) and 3000 <= int(text) <= 60000:
        return (_EPOCH + timedelta(days=int(text))).isoformat()
    return text
