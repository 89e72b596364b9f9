"""OFAC's SDN and Consolidated lists in their CSV files: main, addresses, alternate names, comments.

The files have no header and no date; ``-0-`` is null, the last byte is 0x1A, and what does not fit
into 1,000 characters of remarks goes on in the comments file, in the middle of a word if need be.
The remarks hold birth dates, identifiers and weak aliases; :mod:`dalil.readers.ofac_remarks` takes
them apart. Layout: OFAC, *Data Specification*, 2023-09-25 (``dat_spec.txt``).
"""

from __future__ import annotations

from collections.abc import Iterator

from dalil.errors import BadList
from dalil.matching.values import ListEntry
from dalil.readers.draft import Draft
from dalil.readers.ofac_remarks import settle_remarks
from dalil.readers.publishers import publishers
from dalil.readers.report import Report
from dalil.readers.source import Part, Source
from dalil.readers.tables import cells_of

MAIN = [
    "ent_num",
    "SDN_Name",
    "SDN_Type",
    "Program",
    "Title",
    "Call_Sign",
    "Vess_type",
    "Tonnage",
    "GRT",
    "Vess_flag",
    "Vess_owner",
    "Remarks",
]
ADD = ["Ent_num", "Add_num", "Address", "City_State_Province_PostalCode", "Country", "Add_remarks"]
ALT = ["ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"]
COMMENTS = ["ent_num", "Remarks"]
_NULL = "-0-"
_TYPES = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft", "": "company"}
_KINDS = {"aka": "alias", "fka": "former name", "nka": "alias"}
_SETS = (
    ("ofac_sdn", "sdn.csv", "add.csv", "alt.csv", "sdn_comments.csv"),
    ("ofac_cons", "cons_prim.csv", "cons_add.csv", "cons_alt.csv", "cons_comments.csv"),
)


def read(source: Source, report: Report) -> Iterator[ListEntry]:
    """Read the set of files; entries in the order of the main file.

    Raises:
        BadList: No main file, or one without a row.
    """
    names = next((names for names in _SETS if source.find(names[1])), None)
    if names is None:
        given = ", ".join(part.name for part in source.parts)
        raise BadList(
            f"There is no sdn.csv or cons_prim.csv among {given}: addresses and aliases alone are no list.",
            "Give the main file; add, alt and comments are found beside it in a folder or ZIP.",
        )
    report.publisher = publishers()[names[0]]
    files = [source.find(name) for name in names[1:]]
    for name, part in zip(names[2:], files[1:], strict=True):
        if part is None:
            report.note(f"{name} was not given: what stands in it is missing from the entries")
    drafts: dict[str, Draft] = {}
    remarks: dict[str, str] = {}
    for cells, where in _rows(files[0], MAIN, report):
        _main(cells, where, drafts, remarks, report)
    for cells, where in _rows(files[3], COMMENTS, report):
        if cells[0] not in drafts:
            report.refuse(where, f"no entry has the number {cells[0]!r}")
        else:
            remarks[cells[0]] = remarks.get(cells[0], "") + cells[1]
            report.place()
    for part, columns, take in ((files[2], ALT, _alias), (files[1], ADD, _address)):
        for cells, where in _rows(part, columns, report):
            draft = drafts.get(cells[0])
            if draft is None:
                report.refuse(where, f"no entry has the number {cells[0]!r}")
                continue
            take(draft, cells)
            report.place()
    for number, draft in drafts.items():
        settle_remarks(draft, remarks.get(number, ""))
        yield draft.build()


def _rows(part: Part | None, columns: list[str], report: Report) -> Iterator[tuple[list[str], str]]:
    """Rows of a file as cells without nulls; a row of another width is refused or told."""
    if part is None:
        return
    for number, cells in cells_of(part, report):
        where = f"{part.name} row {number}"
        report.row()
        if len(cells) < len(columns):
            told = f"{len(cells)} cells, but the format has {len(columns)}"
            report.refuse(where, told, short=True)
            continue
        for at in range(len(columns), len(cells)):
            report.unknown[f"{part.name} column {at + 1}"] += 1
        yield ["" if cell == _NULL else cell for cell in cells], where


def _main(
    cells: list[str], where: str, drafts: dict[str, Draft], remarks: dict[str, str], report: Report
) -> None:
    number, name, kind = cells[:3]
    if not number or not name or number in drafts:
        reason = "the number stands twice" if number in drafts else "no number or no name"
        report.refuse(where, reason)
        return
    report.place()
    type_ = _TYPES.get(kind.casefold())
    draft = drafts[number] = Draft(number, type_ or "any", where)
    if type_ is None:
        draft.rest("SDN_Type", kind)
    draft.name(name, parts=split(name) if type_ == "person" else ())
    draft.put("programmes", *cells[3].replace("[", "").split("]"))
    draft.put("positions", cells[4])
    for column, text in zip(MAIN[5:11], cells[5:11], strict=True):
        draft.rest(column, text)
    if cells[9]:
        draft.put("countries", cells[9])
    remarks[number] = cells[11]
    _extra(draft, cells, len(MAIN))


def _alias(draft: Draft, cells: list[str]) -> None:
    kind = _KINDS.get(cells[2].casefold())
    name = cells[3]
    parts = split(name) if draft.type == "person" else ()
    draft.name(name, kind or "alias", "strong", parts=parts)
    if kind is None:
        draft.rest("alt_type", cells[2])
    if cells[4]:
        draft.rest("alt_remarks", f"{name}: {cells[4]}")
    _extra(draft, cells, len(ALT))


def _address(draft: Draft, cells: list[str]) -> None:
    draft.put("addresses", ", ".join(cell for cell in cells[2:5] if cell))
    if cells[5]:
        draft.rest("Add_remarks", cells[5])
    _extra(draft, cells, len(ADD))


def _extra(draft: Draft, cells: list[str], width: int) -> None:
    for at, text in enumerate(cells[width:], width + 1):
        draft.rest(f"column {at}", text)


def split(name: str) -> tuple[tuple[str, str], ...]:
    """Family and given name of ``FAMILY, Given``."""
    family, comma, given = name.partition(",")
    return (("family", family.strip()), ("given", given.strip())) if comma else ()
