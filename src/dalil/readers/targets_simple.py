"""OpenSanctions' ``targets.simple.csv``: one row a target, several values with ``;`` in one cell.

A cell is itself a line of CSV with semicolons, so that a text in quotes may hold one. The data are
under a licence that forbids commercial use; the version says so. Source: OpenSanctions, *Bulk data
formats*.
"""
# ruff: noqa: RUF005  long tables of names stay readable as sums of short lists

from __future__ import annotations

import csv
from collections.abc import Iterator

from dalil.matching.values import ListEntry
from dalil.readers.draft import Draft
from dalil.readers.ftm_schema import type_of
from dalil.readers.report import Report
from dalil.readers.source import Source
from dalil.readers.tables import Row, table

_TAKEN = frozenset(
    ["id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers"]
    + ["sanctions", "phones", "emails", "program_ids", "last_change", "first_seen", "dataset"]
)
KNOWN = _TAKEN | {"last_seen"}


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the table; entries in its order.

    Raises:
        BadList: No header with ``id``, ``schema`` and ``name``.
    """
    found = table(source.main, report, known=KNOWN, needed=("id", "schema", "name"))
    for row in found.rows:
        draft = Draft(row["id"], type_of(row["schema"]) or "any", row.place)
        _take(draft, row, found.labels)
        if not draft.id or not draft.named:
            report.refuse(row.place, "no id or no name")
            continue
        report.place()
        report.dated(row["last_seen"])
        yield draft.build()


def several(cell: str) -> list[str]:
    """The values of a cell."""
    try:
        parts = next(csv.reader([cell], delimiter=";"), [])
    except csv.Error:
        parts = [cell]
    return [part.strip() for part in parts if part.strip()]


def _take(draft: Draft, row: Row, labels: dict[str, str]) -> None:
    row.keep(draft, _TAKEN, labels)
    draft.rest("schema", row["schema"])
    draft.name(row["name"])
    for name in several(row["aliases"]):
        draft.name(name, "alias")
    for text in several(row["birth_date"]):
        draft.birth(text, "birth_date")
    draft.put("countries", *several(row["countries"]))
    draft.put("addresses", *several(row["addresses"]))
    draft.put("programmes", *several(row["program_ids"]))
    for text in several(row["identifiers"]):
        draft.pair("identifiers", "identifier", text, "")
    for key, kind in (("phones", "phone"), ("emails", "email")):
        for text in several(row[key]):
            draft.pair("contacts", kind, text)
    for text in several(row["sanctions"]):
        draft.reason(text)
    for text in several(row["dataset"]):
        draft.rest("dataset", text)
    if row["last_change"]:
        draft.date("updated_on", row["last_change"][:10], "last_change")
    draft.rest("first_seen", row["first_seen"])
