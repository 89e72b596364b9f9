"""The list formats that Dalil reads, by the name that the command line uses; and telling them apart.

A format is one function ``(Source, Report) -> entries`` in a module of its own, loaded when it is
used. :func:`guess` looks at the first bytes and names a format only where they leave no choice.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dalil.errors import BadInput, BadList, NotFound
from dalil.matching.values import ListEntry
from dalil.readers.report import Report
from dalil.readers.source import Part, Source

Reader = Callable[[Source, Report], Iterator[ListEntry]]


@dataclass(frozen=True, slots=True)
class Format:
    """A list format.

    Attributes:
        name: As on the command line.
        title: What it is, in one line.
        list: Key of the publisher's table; the reader may choose another by what the file says.
        reader: ``module:function`` of this room.
    """

    name: str
    title: str
    list: str
    reader: str

    def load(self) -> Reader:
        """The reading function."""
        module, _, function = self.reader.partition(":")
        found: Reader = getattr(importlib.import_module(f"dalil.readers.{module}"), function)
        return found


FORMATS = {
    f.name: f
    for f in (
        Format(
            "ofac_csv",
            "OFAC SDN or Consolidated, CSV with add, alt, comments",
            "ofac_sdn",
            "ofac_csv:read",
        ),
        Format("ofac_xml", "OFAC sdn.xml or consolidated.xml", "ofac_sdn", "ofac_xml:read"),
        Format(
            "ofac_advanced_xml",
            "OFAC Advanced Sanctions Data Model",
            "ofac_sdn",
            "ofac_advanced:read",
        ),
        Format("ofac_enhanced_xml", "OFAC Enhanced XML", "ofac_sdn", "ofac_enhanced:read"),
        Format("uksl_xml", "UK Sanctions List, XML", "uksl", "uksl_xml:read"),
        Format("uksl_csv", "UK Sanctions List, CSV or workbook", "uksl", "uksl_table:read"),
        Format(
            "ofsi_conlist",
            "OFSI Consolidated List (closed), CSV or XLSX",
            "ofsi",
            "ofsi_conlist:read",
        ),
        Format("eu_fsf_xml", "EU Financial Sanctions Files, XML 1.1", "eu_fsf", "eu_fsf_xml:read"),
        Format("eu_fsf_csv", "EU Financial Sanctions Files, CSV", "eu_fsf", "eu_fsf_csv:read"),
        Format("un_xml", "UN Security Council consolidated list, XML", "un", "un_listing:read"),
        Format("ca_sema_xml", "Canada SEMA and JVCFOA, XML", "ca_sema", "ca_sema:read"),
        Format("ch_seco_xml", "Switzerland SECO, XML", "ch_seco", "ch_seco:read"),
        Format("au_dfat_xlsx", "Australia DFAT, XLSX or CSV", "au_dfat", "au_dfat:read"),
        Format("us_csl_csv", "US Consolidated Screening List, CSV", "us_csl", "us_csl:read"),
        Format(
            "world_bank_xlsx",
            "World Bank ineligible firms, XLSX or CSV",
            "world_bank",
            "debarments:world_bank",
        ),
        Format("iadb_xlsx", "IDB sanctioned firms, XLSX or CSV", "iadb", "debarments:iadb"),
        Format("ebrd_csv", "EBRD ineligible entities, CSV or XLSX", "ebrd", "debarments:ebrd"),
        Format(
            "opensanctions_csv",
            "OpenSanctions targets.simple.csv",
            "opensanctions",
            "targets_simple:read",
        ),
        Format(
            "opensanctions_ftm",
            "OpenSanctions entities.ftm.json",
            "opensanctions",
            "ftm_lines:read",
        ),
        Format("ftm", "FollowTheMoney entities, JSON lines", "ftm", "ftm_lines:read"),
        Format("popolo", "Legislators in Popolo JSON (EveryPolitician)", "peps", "popolo:read"),
        Format("gleif_xml", "GLEIF LEI-CDF, XML", "gleif", "gleif_xml:read"),
        Format("gleif_csv", "GLEIF golden copy, CSV", "gleif", "gleif_csv:read"),
        Format("mapped_csv", "A table of your own with a mapping", "own", "mapped_csv:read"),
    )
}
ALIASES = {
    "un": "un_xml",
    "ofsi_csv": "ofsi_conlist",
    "ofsi_xlsx": "ofsi_conlist",
    "uksl_ods": "uksl_csv",
    "au_dfat_csv": "au_dfat_xlsx",
}


def find_format(name: str) -> Format:
    """The format of a name.

    Raises:
        BadInput: No such format.
    """
    found = FORMATS.get(ALIASES.get(name, name))
    if found is None:
        known = ", ".join(("auto", *FORMATS))
        raise BadInput(f"{name!r} is no list format.", f"Choose from: {known}.")
    return found


_BESIDE = {
    "sdn.csv": ("add.csv", "alt.csv", "sdn_comments.csv"),
    "cons_prim.csv": ("cons_add.csv", "cons_alt.csv", "cons_comments.csv"),
}


def gather(paths: Sequence[Path]) -> tuple[Path, ...]:
    """All files of a list: those of a folder, and OFAC's further files that stand beside the main one.

    Raises:
        NotFound: A path that does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.is_file() and p.name[0] != ".")
            found.update(dict.fromkeys(inside))
        elif path.is_file():
            found[path] = None
        else:
            raise NotFound(f"The file {path} does not exist.", "Check the spelling.")
    for path in list(found):
        for name in _BESIDE.get(path.name.lower(), ()):
            for beside in path.parent.iterdir():
                if beside.name.lower() == name:
                    found[beside] = None
    return tuple(found)


_ROOTS = {
    "sanctionsData": "ofac_enhanced_xml",
    "Sanctions": "ofac_advanced_xml",
    "sdnList": "ofac_xml",
    "Designations": "uksl_xml",
    "export": "eu_fsf_xml",
    "CONSOLIDATED_LIST": "un_xml",
    "data-set": "ca_sema_xml",
    "swiss-sanctions-list": "ch_seco_xml",
    "LEIData": "gleif_xml",
}
_HEADERS = (
    ("group_id name_6 regime", "ofsi_conlist"),
    ("unique_id name_6 regime_name", "uksl_csv"),
    ("naal_wholename entity_logical_id", "eu_fsf_csv"),
    ("namealias_wholename entity_logicalid", "eu_fsf_csv"),
    ("source entity_number programs alt_names", "us_csl_csv"),
    ("id schema name aliases dataset", "opensanctions_csv"),
    ("lei entity_legalname", "gleif_csv"),
    ("reference name_of_individual_or_entity", "au_dfat_xlsx"),
    ("firm_name notice_effective_at_ebrd", "ebrd_csv"),
    ("title entity idb_sanction_type", "iadb_xlsx"),
    ("firm_name grounds", "world_bank_xlsx"),
)


def guess(source: Source) -> Format:
    """The format of files, from their names and first bytes.

    Raises:
        BadInput: They leave a choice.
    """
    if source.find("sdn.csv", "cons_prim.csv"):
        return FORMATS["ofac_csv"]
    if len(source.parts) == 1:
        name = _by_content(source.parts[0])
        if name is not None:
            return FORMATS[name]
    names = ", ".join(part.name for part in source.parts)
    raise BadInput(
        f"The format of {names} cannot be told from the file.",
        f"Name it, one of: {', '.join(FORMATS)}.",
    )


def _by_content(part: Part) -> str | None:
    head = part.head(65536)
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "ignore")
    text = text.lstrip("\ufeff \t\r\n")
    if text.startswith("<"):
        root = re.search(r"<(?:[A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)[\s>/]", text)
        return _ROOTS.get(root.group(1)) if root else None
    if text.startswith("{"):
        return _json_format(text)
    return _table_format(part)


def _json_format(text: str) -> str | None:
    first = text.splitlines()[0]
    if '"schema"' in first and '"properties"' in first:
        return "opensanctions_ftm" if '"first_seen"' in first and '"target"' in first else "ftm"
    return "popolo" if re.search(r'"(?:persons|memberships|organizations)"\s*:', text) else None


def _table_format(part: Part) -> str | None:
    from dalil.readers.publishers import publishers
    from dalil.readers.tables import cells_of, slug

    report = Report("auto", "", publishers()["own"])
    for delimiter in (",", ";"):
        try:
            for count, (_, cells) in enumerate(cells_of(part, report, delimiter)):
                slugs = {slug(cell) for cell in cells}
                for columns, name in _HEADERS:
                    if set(columns.split()) <= slugs:
                        return name
                if count > 8:
                    break
        except BadList:
            return None
    return None
