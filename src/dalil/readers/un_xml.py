"""The UN Security Council consolidated list, in its official XML, whole.

Every filled element of an entry ends up in a field of :class:`ListEntry` or, by name, in its
``rest``; elements that the format does not name are kept there too and reported. Names stay as
printed; an alias that holds several names is kept whole and its parts are added beside it. This
module does not match, and does not judge who an entry is.

Layout: ``CONSOLIDATED_LIST[@dateGenerated]/(INDIVIDUALS/INDIVIDUAL | ENTITIES/ENTITY)``, as in
https://www.un.org/sc/resources/sc-sanctions.xsd and the files since 2018.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from dalil.errors import BadList
from dalil.evidence import PartialDate, Precision
from dalil.matching.values import ListEntry, ListFile, ListName
from dalil.readers.xml_tree import REPLACEMENT, Node, Repair, read_xml

FORMAT = "un_xml"
LIST = "un"
PUBLISHER = "United Nations Security Council"
LICENCE = "United Nations website terms of use: personal, non-commercial use; redistribution needs permission"
RECORDS = frozenset({"INDIVIDUAL", "ENTITY"})
ROOT = "CONSOLIDATED_LIST"

_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_ADDRESS_PARTS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")
_BIRTH_PARTS = {"DATE", "YEAR", "FROM_YEAR", "TO_YEAR"}
_PLACE = {"STREET", "CITY", "STATE_PROVINCE", "COUNTRY", "NOTE"}
_DOCUMENT_PARTS = {"TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER", "ISSUING_COUNTRY"}
_ALIAS = {"QUALITY", "ALIAS_NAME"}
_VALUES = {"TITLE", "DESIGNATION", "NATIONALITY", "LIST_TYPE", "LAST_DAY_UPDATED"}

# Elements that become a field of the entry; every other filled element goes to ``rest``.
_TAKEN = frozenset(
    [*_NAME_PARTS, "NAME_ORIGINAL_SCRIPT", "REFERENCE_NUMBER", "LISTED_ON", "COMMENTS1"]
    + ["UN_LIST_TYPE", "NATIONALITY/VALUE"]
    + [f"{kind}_ALIAS/{part}" for kind in ("INDIVIDUAL", "ENTITY") for part in _ALIAS]
    + [f"{kind}_ADDRESS/{part}" for kind in ("INDIVIDUAL", "ENTITY") for part in _ADDRESS_PARTS]
    + [f"INDIVIDUAL_DATE_OF_BIRTH/{part}" for part in _BIRTH_PARTS]
)
_KNOWN = _TAKEN | frozenset(
    ["DATAID", "VERSIONNUM", "GENDER", "SUBMITTED_ON", "SUBMITTED_BY", "SORT_KEY"]
    + [
        "SORT_KEY_LAST_MOD",
        "INDIVIDUAL_DATE_OF_BIRTH/NOTE",
        "INDIVIDUAL_DATE_OF_BIRTH/TYPE_OF_DATE",
    ]
    + [f"{name}/VALUE" for name in _VALUES]
    + [f"INDIVIDUAL_PLACE_OF_BIRTH/{part}" for part in _PLACE]
    + [f"INDIVIDUAL_DOCUMENT/{part}" for part in _DOCUMENT_PARTS]
    + [f"INDIVIDUAL_DOCUMENT/{p}" for p in ("CITY_OF_ISSUE", "COUNTRY_OF_ISSUE", "DATE_OF_ISSUE")]
    + ["INDIVIDUAL_DOCUMENT/NOTE", "INDIVIDUAL_ALIAS/NOTE", "ENTITY_ALIAS/NOTE"]
    + [f"INDIVIDUAL_ALIAS/{p}" for p in ("DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH")]
)
_SHAPES = {
    "LISTED_ON": r"\d{4}-\d{2}-\d{2}",
    "DATE": r"\d{4}-\d{2}-\d{2}",
    "YEAR": r"\d{4}",
    "FROM_YEAR": r"\d{4}",
    "TO_YEAR": r"\d{4}",
    "QUALITY": r"Good|Low|a\.k\.a\.|f\.k\.a\.",
}
_OUTSIDE = frozenset({ROOT, "INDIVIDUALS", "ENTITIES"})


class UnXml:
    """Reader of the format ``un_xml``."""

    format = FORMAT

    def read(self, content: bytes, *, recover: bool = False) -> ListFile:
        """Read the whole list.

        Args:
            content: The bytes of the file.
            recover: Replace characters that XML forbids by U+FFFD, recorded in the notes.

        Raises:
            BadList: Not this format, cut, without a date or entries, a reference twice, or with
                forbidden characters (unless ``recover``).
        """
        return read_list(content, recover=recover)


def read_list(
    content: bytes, on_record: Callable[[Node], None] | None = None, *, recover: bool = False
) -> ListFile:
    """Read the whole list; ``on_record`` sees each entry's element as it passes.

    Raises:
        BadList: As :meth:`UnXml.read`.
    """
    entries: list[ListEntry] = []
    unknown: Counter[str] = Counter()

    def take(record: Node) -> None:
        entries.append(_entry(record, unknown))
        if on_record is not None:
            on_record(record)

    read = read_xml(content, RECORDS, take, recover=recover)
    version = _version(read.root)
    unknown.update(_bare(n.path) for n in _walk(read.root) if n.tag not in _OUTSIDE or n.text)
    _check(entries)
    return ListFile(
        list=LIST,
        version=version,
        publisher=PUBLISHER,
        licence=LICENCE,
        entries=tuple(entries),
        unknown=tuple(sorted(unknown.items())),
        notes=_notes(read.repairs, entries),
    )


def _walk(node: Node) -> list[Node]:
    return [node, *(below for child in node.children for below in _walk(child))]


def _version(root: Node) -> str:
    if root.tag != ROOT:
        raise BadList(
            f"The root element is <{root.tag}>, but the UN consolidated list begins with <{ROOT}>.",
            "Name the format that the file is in.",
        )
    generated = root.attributes.get("dateGenerated", "")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}(T[0-9:.]+(Z|[+-]\d{2}:\d{2})?)?", generated):
        raise BadList(f"The list's dateGenerated is {generated!r}, which is no ISO date.")
    return generated[:10]


def _check(entries: list[ListEntry]) -> None:
    if not entries:
        raise BadList("The list file holds no entry. Nothing was imported.")
    for reference, count in Counter(entry.id for entry in entries).items():
        if count > 1:
            raise BadList(f"The reference {reference!r} stands {count} times in the list.")


def _notes(repairs: tuple[Repair, ...], entries: list[ListEntry]) -> tuple[str, ...]:
    if not repairs:
        return ()
    kinds = Counter(repair.why for repair in repairs)
    hurt = [entry.id for entry in entries if any(REPLACEMENT in text for text in _texts(entry))]
    return (
        f"recover mode: {len(repairs)} bytes that cannot stand in XML were replaced by U+FFFD ("
        + ", ".join(f"{why}: {count}" for why, count in sorted(kinds.items()))
        + f"), the first at offset {repairs[0].offset}",
        f"entries with replaced characters ({len(hurt)}): {', '.join(hurt)}",
    )


def _texts(entry: ListEntry) -> list[str]:
    names = [name.text for name in entry.names]
    rest = [text for _, text in entry.rest]
    return [*names, *rest, *entry.addresses, *entry.countries, entry.reasons or ""]


def _bare(path: str) -> str:
    return re.sub(r"\[\d+\]", "", path).removeprefix(f"/{ROOT}").lstrip("/") or ROOT


def _below(record: Node, node: Node) -> str:
    return re.sub(r"\[\d+\]", "", node.path[len(record.path) + 1 :])


def _entry(record: Node, unknown: Counter[str]) -> ListEntry:
    reference = record.first("REFERENCE_NUMBER") or record.first("DATAID")
    if not reference:
        raise BadList(f"The entry at {record.path} (line {record.line}) has no REFERENCE_NUMBER.")
    names = _names(record)
    if not names:
        raise BadList(f"The entry {reference} at {record.path} (line {record.line}) has no name.")
    for node in _walk(record)[1:]:
        below = _below(record, node)
        known = below in _KNOWN or any(name.startswith(f"{below}/") for name in _KNOWN)
        if not known:
            unknown[f"{record.tag}/{below}"] += 1
    return ListEntry(
        id=reference,
        type="person" if record.tag == "INDIVIDUAL" else "company",
        names=names,
        birth_dates=tuple(d for n in record.all("INDIVIDUAL_DATE_OF_BIRTH") for d in _births(n)),
        countries=tuple(
            v.text for n in record.all("NATIONALITY") for v in n.all("VALUE") if v.text
        ),
        identifiers=_identifiers(record),
        addresses=_addresses(record),
        programmes=tuple(n.text for n in record.all("UN_LIST_TYPE") if n.text),
        listed_on=record.first("LISTED_ON")[:10] or None,
        reasons="\n".join(n.text for n in record.all("COMMENTS1") if n.text) or None,
        rest=_rest(record),
        place=f"{record.path}, line {record.line}, bytes {record.start}-{record.end}",
    )


def _rest(record: Node) -> tuple[tuple[str, str], ...]:
    """Every filled element without a field of its own, and every attribute."""
    found: list[tuple[str, str]] = []
    for node in _walk(record):
        below = node.path[len(record.path) + 1 :]
        found += [(f"{below}@{name}", value) for name, value in node.attributes.items()]
        if node.text and (_below(record, node) not in _TAKEN or not _fits(node)):
            found.append((below, node.text))
    return tuple(found)


def _fits(node: Node) -> bool:
    """Whether a field takes the whole value; what is left over is kept in ``rest``."""
    shape = _SHAPES.get(node.tag)
    return shape is None or re.fullmatch(shape, node.text) is not None


def _names(record: Node) -> tuple[ListName, ...]:
    parts = [child.text for tag in _NAME_PARTS for child in record.all(tag) if child.text]
    names = [ListName(_line(" ".join(parts)), "primary")] if parts else []
    for node in record.all("NAME_ORIGINAL_SCRIPT"):
        names += _with_parts(_line(node.text), "original script", None)
    for node in record.all(f"{record.tag}_ALIAS"):
        quality = node.first("QUALITY").casefold() or None
        kind = "former name" if quality == "f.k.a." else "alias"
        for alias in node.all("ALIAS_NAME"):
            names += _with_parts(_line(alias.text), kind, quality)
    return tuple(dict.fromkeys(name for name in names if name.text))


def _with_parts(text: str, kind: str, quality: str | None) -> list[ListName]:
    parts = split_names(text)
    return [
        ListName(text, kind, quality),
        *(ListName(p, f"part of {kind}", quality) for p in parts),
    ]


_LABEL = re.compile(r"^(?:original script|الكنية)\s*:?\s*", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s*[;؛،]\s*|\s+/\s+|\s*,(?=\s*$)")
_BRACKET = re.compile(r"\(([^()]*)\)")


def split_names(text: str) -> tuple[str, ...]:
    """The single names in a cell that holds several, or a name with its original in brackets.

    Returns:
        The parts that differ from the whole; empty for a cell with one plain name.
    """
    outer = _BRACKET.sub(" ", text)
    if "(" in outer:  # a bracket that is never closed
        outer = outer[: outer.index("(")]
    found = _SEPARATORS.split(outer)
    for inner in _BRACKET.findall(text):
        bare = _LABEL.sub("", inner)
        if bare != inner or (_scripts(outer) and _scripts(bare) - _scripts(outer)):
            found += _SEPARATORS.split(bare)
    parts = dict.fromkeys(_line(part).strip(" ,") for part in found)
    whole = _line(text)
    return tuple(part for part in parts if part != whole and any(c.isalpha() for c in part))


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(char, "").split(" ")[0] for char in text if char.isalpha()}


def _line(text: str) -> str:
    return " ".join(text.split())


def _births(node: Node) -> list[PartialDate]:
    kind = node.first("TYPE_OF_DATE").upper()
    found: list[PartialDate] = []
    about = "" if kind in ("", "EXACT") else f"{kind} "
    for child in node.children:
        if child.tag == "DATE" and re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", child.text):
            found.append(PartialDate(child.text[:10], Precision.DAY, text=about + child.text[:10]))
        elif child.tag == "YEAR" and re.fullmatch(r"\d{4}", child.text):
            found.append(PartialDate(child.text, Precision.YEAR, text=about + child.text))
    first, last = node.first("FROM_YEAR"), node.first("TO_YEAR")
    years = [year for year in (first, last) if re.fullmatch(r"\d{4}", year)]
    if years:
        low, high = sorted((int(years[0]), int(years[-1])))
        words = f"BETWEEN {first or '?'} AND {last or '?'}"
        span = range(low, min(high, low + 120) + 1)
        found += [PartialDate(str(year), Precision.YEAR, text=words) for year in span]
    return found


def _identifiers(record: Node) -> tuple[tuple[str, str, str], ...]:
    found = []
    for node in record.all("INDIVIDUAL_DOCUMENT"):
        number = node.first("NUMBER")
        if number:
            kind = node.first("TYPE_OF_DOCUMENT") or node.first("TYPE_OF_DOCUMENT2")
            country = node.first("ISSUING_COUNTRY") or node.first("COUNTRY_OF_ISSUE")
            found.append((kind, number, country))
    return tuple(found)


def _addresses(record: Node) -> tuple[str, ...]:
    found = []
    for node in record.all(f"{record.tag}_ADDRESS"):
        parts = [child.text for tag in _ADDRESS_PARTS for child in node.all(tag) if child.text]
        if parts:
            found.append(_line(", ".join(parts)))
    return tuple(found)
