"""Debarments of the development banks: World Bank, Inter-American Development Bank, EBRD.

The tables have no reference numbers: an id is a hash of bank, name, country and first day, so that
the same row has the same id in the next version. A debarment is no sanction and no conviction; the
entries say ``debarment``. Layouts: the banks' tables of January 2025.
"""
# ruff: noqa: RUF005  long tables of names stay readable as sums of short lists

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.dates import iso_date
from dalil.readers.draft import Draft
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.tables import Row, table

_TITLES = re.compile(r"^(?:mr|mrs|ms|miss|dr|eng|engr|sr|sra|m/s)\.?\s", re.IGNORECASE)
_OPEN = frozenset({"ongoing", "permanent", "indefinite", "n/a", ""})
_QUOTED = re.compile(r"\s*\(\s*[\u201c\"]([^\u201c\u201d\"]{2,80})[\u201d\"]\s*\)")


def world_bank(source: Source, report: Report) -> Iterator[ListEntry]:
    """The World Bank's listing of ineligible firms and individuals.

    Raises:
        BadList: No header with ``Firm Name`` and ``Grounds``.
    """
    columns = {"from": "ineligibility_period", "to": "column 6", "other": "additional_firm_info"}
    known = ["firm_name", "address", "country", "grounds", "from_date", "to_date"]
    found = table(
        source.main, report, known=[*known, *columns.values()], needed=("firm_name", "grounds")
    )
    for above in found.before:
        for cell in above:
            report.dated(iso_date(cell.rpartition("on:")[2].strip().split(" ")[0]))
    if "from_date" in found.labels:
        columns |= {"from": "from_date", "to": "to_date"}
    for row in found.rows:
        if not row["firm_name"] and row[columns["from"]].casefold() == "from date":
            report.place()  # the second row of the header
            continue
        draft = _start(row, "wb", row["firm_name"], row[columns["from"]])
        draft.put("countries", row["country"])
        draft.put("addresses", row["address"])
        draft.put("legal_basis", row["grounds"])
        other = row[columns["other"]]
        if any(char.isalpha() for char in other):
            draft.name(other.strip("* "), "alias")
        draft.rest("Additional Firm Info", other)
        _period(draft, row[columns["from"]], row[columns["to"]])
        row.keep(draft, frozenset([*known, *columns.values()]), found.labels)
        yield from _finish(draft, row, report)


def iadb(source: Source, report: Report) -> Iterator[ListEntry]:
    """The IDB Group's sanctioned firms and individuals.

    Raises:
        BadList: No header with ``Title``, ``Entity`` and ``Grounds``.
    """
    taken = frozenset(
        ["title", "entity", "nationality", "country", "from", "to", "grounds", "source"]
        + ["idb_sanction_type", "idb_sanction_source", "other_name", "projects"]
    )
    found = table(source.main, report, known=taken, needed=("title", "entity", "grounds"))
    for row in found.rows:
        draft = _start(row, "iadb", row["title"], row["from"])
        if row["entity"]:
            draft.type = {"individual": "person", "firm": "company"}.get(
                row["entity"].casefold(), "any"
            )
        for name in row["other_name"].split(";"):
            draft.name(name, "alias")
        draft.put("countries", row["nationality"])
        draft.rest("Country of the project", row["country"])
        draft.put("legal_basis", row["grounds"])
        draft.put("measures", row["idb_sanction_type"])
        for key in ("source", "idb_sanction_source", "projects"):
            draft.rest(found.labels.get(key, key), row[key])
        _period(draft, row["from"], row["to"])
        row.keep(draft, taken, found.labels)
        yield from _finish(draft, row, report)


def ebrd(source: Source, report: Report) -> Iterator[ListEntry]:
    """The EBRD's ineligible entities.

    Raises:
        BadList: No header with ``Firm Name`` and ``Prohibited Practice``.
    """
    taken = frozenset(
        ["firm_name", "address", "nationality", "ineligible_from", "ineligible_until"]
        + ["notice_effective_at_ebrd", "originating_institution", "prohibited_practice"]
    )
    needed = ("firm_name", "prohibited_practice")
    found = table(source.main, report, known=taken, needed=needed)
    for row in found.rows:
        since = row["ineligible_from"] or row["notice_effective_at_ebrd"]
        draft = _start(row, "ebrd", row["firm_name"], since)
        draft.put("addresses", row["address"])
        draft.put("countries", row["nationality"])
        draft.put("legal_basis", row["prohibited_practice"])
        for key in ("originating_institution", "notice_effective_at_ebrd"):
            draft.rest(found.labels.get(key, key), row[key])
        _period(draft, since, row["ineligible_until"])
        row.keep(draft, taken, found.labels)
        yield from _finish(draft, row, report)


def _start(row: Row, bank: str, name: str, since: str) -> Draft:
    country = row["country"] or row["nationality"]
    told = "|".join((bank, " ".join(name.split()).casefold(), country.casefold(), since[:12]))
    number = hashlib.sha256(told.encode()).hexdigest()[:12]
    kind = "person" if _TITLES.match(name.strip()) else "any"
    draft = Draft(f"{bank}-{number}", kind, row.place, order="mdy")
    for quoted in _QUOTED.findall(name):
        draft.name(quoted, "alias")
    bare = _QUOTED.sub("", name).strip(" *")
    draft.name(bare)
    if bare != name.strip(" *"):
        draft.rest("name as printed", name)
    draft.put("topics", "debarment")
    return draft


def _period(draft: Draft, first: str, last: str) -> None:
    for field, text, label in (
        ("listed_on", first, "ineligible from"),
        ("delisted_on", last, "ineligible until"),
    ):
        if text.casefold() in _OPEN:
            draft.rest(label, text)
        else:
            draft.date(field, text, label)


def _finish(draft: Draft, row: Row, report: Report) -> Iterator[ListEntry]:
    if not draft.named:
        report.refuse(row.place, "no name")
        return
    report.place()
    yield draft.build()
