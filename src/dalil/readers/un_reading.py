"""Entries of the UN list as a text layer and as register claims with verbatim quotes.

The text layer has one line a field, ``FIELD<tab>value``; the value is the text of the element as
it stands, and its passage names the XPath and the bytes. The parts of a name stand on one line.
Claims are made only for the entries that are asked for: nobody is profiled because they occur on
a list. The claims say what the list says; the list is their holder.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from dalil.claims.reading import Reading
from dalil.evidence import (
    Claim,
    Forum,
    Holder,
    HolderRole,
    Judgement,
    Kind,
    Mention,
    MentionType,
    PartialDate,
    Passage,
    Precision,
    Predicate,
    Proceedings,
    Reference,
    Relation,
    Stage,
    Stance,
    TextLayer,
    Verdict,
    locate,
)
from dalil.evidence.document import DocumentInfo
from dalil.readers.un_xml import RECORDS, ROOT, read_list
from dalil.readers.xml_tree import Node

READER = "un_xml/1"
METHOD = "un_xml/1"
_NAME_TAGS = frozenset({"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"})
_RECORD = re.compile(rf"^/{ROOT}/\w+\[\d+\]/(\w+)\[\d+\]")
_LISTING = ("UN_LIST_TYPE", "REFERENCE_NUMBER", "LISTED_ON")


def text_layer(content: bytes, exhibit: str, *, recover: bool = False) -> TextLayer:
    """Read a UN list file as text, one field a line.

    Args:
        content: The bytes of the file.
        exhibit: Their sha256.
        recover: As in :meth:`UnXml.read`.

    Raises:
        BadList: As :meth:`UnXml.read`.
    """
    page = _Page()
    listed = read_list(content, page.add, recover=recover)
    return TextLayer(
        exhibit=exhibit,
        text="".join(page.lines),
        passages=tuple(page.passages),
        reader=READER,
        media_type="application/xml",
        info=DocumentInfo(title="Consolidated list", date=listed.version),
        notes=listed.notes,
    )


@dataclass(slots=True)
class _Page:
    """The growing text layer."""

    lines: list[str] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    at: int = 0
    row: int = 0

    def add(self, record: Node) -> None:
        group: list[Node] = []
        for leaf in record.leaves():
            if leaf.tag in _NAME_TAGS:
                group.append(leaf)
                continue
            self._line(record, group)
            group = []
            self._line(record, [leaf])
        self._line(record, group)
        self._write("\n")

    def _line(self, record: Node, leaves: list[Node]) -> None:
        if not leaves:
            return
        self.row += 1
        label = leaves[0].path[len(record.path) + 1 :] if len(leaves) == 1 else "NAME"
        self._cell(re.sub(r"\[1\]", "", label), 1, None)
        for index, leaf in enumerate(leaves):
            self._write("\t" if index == 0 else " ")
            self._cell(leaf.text, 2 + index, leaf)
        self._write("\n")

    def _cell(self, text: str, column: int, leaf: Node | None) -> None:
        start = self.at
        self._write(text)
        self.passages.append(
            Passage(
                start,
                self.at,
                "cell" if leaf else "furniture",
                row=self.row,
                column=column,
                xpath=leaf.path if leaf else None,
                raw=leaf.raw if leaf else None,
            )
        )

    def _write(self, text: str) -> None:
        self.lines.append(text)
        self.at += len(text)


@dataclass(slots=True)
class _Entry:
    """The value cells of one entry, by field."""

    kind: str
    cells: list[tuple[str, Passage]] = field(default_factory=list)

    def all(self, name: str) -> list[Passage]:
        return [cell for label, cell in self.cells if label == name]


def reading(layer: TextLayer, entries: Collection[str] | None = None) -> Reading:
    """The entries of a UN list as mentions and register claims.

    Args:
        layer: As :func:`text_layer` gives it.
        entries: References of the entries that are wanted (all when None).

    Returns:
        Mentions of every name of an entry, ``same`` judgements that join them by the rule
        ``list_entry``, and claims: the listing (``sanctioned_by``), the statement of reasons,
        offices, nationality, birth date, addresses and documents. All offsets are the layer's.
    """
    mentions: list[Mention] = []
    claims: list[Claim] = []
    links: list[Judgement] = []
    for entry in _entries(layer):
        numbers = [layer.text[c.start : c.end] for c in entry.all("REFERENCE_NUMBER")]
        if entries is not None and not set(numbers) & set(entries):
            continue
        found = _EntryClaims(layer, entry, numbers[0] if numbers else "")
        mentions += found.mentions
        links += found.links()
        claims += found.claims()
    return Reading(
        exhibit=layer.exhibit,
        method=METHOD,
        language=None,
        mentions=tuple(sorted(mentions, key=lambda m: (m.start, -m.end))),
        claims=tuple(sorted(claims, key=lambda c: (c.locator.start, c.id))),
        links=tuple(links),
    )


def _entries(layer: TextLayer) -> Iterator[_Entry]:
    found: dict[str, _Entry] = {}
    for passage in layer.passages:
        match = _RECORD.match(passage.xpath or "")
        if not match or match.group(1) not in RECORDS:
            continue
        label = re.sub(r"\[\d+\]", "", (passage.xpath or "")[match.end() + 1 :])
        entry = found.setdefault(match.group(0), _Entry(match.group(1)))
        entry.cells.append((label, passage))
    yield from found.values()


class _EntryClaims:
    """Mentions and claims of one entry."""

    def __init__(self, layer: TextLayer, entry: _Entry, number: str) -> None:
        self._layer, self._entry, self._number = layer, entry, number
        kind = MentionType.PERSON if entry.kind == "INDIVIDUAL" else MentionType.ORGANISATION
        spans = [self._name_span()]
        spans += [(c.start, c.end) for c in entry.all("NAME_ORIGINAL_SCRIPT")]
        spans += [(c.start, c.end) for c in entry.all(f"{entry.kind}_ALIAS/ALIAS_NAME")]
        self.mentions = [
            Mention(layer.exhibit, start, end, layer.text[start:end], kind, "rule:list_entry")
            for start, end in spans
            if end > start
        ]
        lists = entry.all("LIST_TYPE/VALUE")
        said = layer.text[lists[0].start : lists[0].end] if lists else ""
        self._holders = (Holder(HolderRole.REGISTER, None, said),)

    def _name_span(self) -> tuple[int, int]:
        cells = [c for label, c in self._entry.cells if label in _NAME_TAGS]
        return (cells[0].start, cells[-1].end) if cells else (0, 0)

    def links(self) -> list[Judgement]:
        """All names of an entry are one: the list says so."""
        reason = f"two names of entry {self._number} of the list"
        return [
            Judgement(self.mentions[0].id, other.id, Verdict.SAME, reason, "rule:list_entry")
            for other in self.mentions[1:]
        ]

    def claims(self) -> list[Claim]:
        if not self.mentions:
            return []
        subject = Reference(self.mentions[0].id, self.mentions[0].text)
        found = [self._listing(subject)]
        entry = self._entry
        plain = entry.all("COMMENTS1") + entry.all("INDIVIDUAL_DOCUMENT/NUMBER")
        found += [self._claim(cell, subject, None) for cell in plain]
        for name, predicate, detail in (
            ("DESIGNATION/VALUE", Predicate.ROLE_AT, None),
            ("NATIONALITY/VALUE", Predicate.LOCATED_IN, "nationality"),
            (f"{entry.kind}_ADDRESS/COUNTRY", Predicate.LOCATED_IN, "address"),
        ):
            for cell in entry.all(name):
                relation = Relation(predicate, subject, value=self._text(cell), detail=detail)
                found.append(self._claim(cell, subject, relation))
        for name in ("INDIVIDUAL_DATE_OF_BIRTH/DATE", "INDIVIDUAL_DATE_OF_BIRTH/YEAR"):
            found += [self._birth(cell, subject) for cell in entry.all(name)]
        return found

    def _text(self, cell: Passage) -> str:
        return self._layer.text[cell.start : cell.end]

    def _claim(
        self,
        cell: Passage,
        subject: Reference,
        relation: Relation | None,
        dates: tuple[PartialDate, ...] = (),
    ) -> Claim:
        return Claim(
            exhibit=self._layer.exhibit,
            locator=locate(self._layer, cell.start, cell.end),
            holders=self._holders,
            stance=Stance.ASSERTS,
            kind=Kind.REGISTER,
            about=(subject,),
            relations=(relation,) if relation else (),
            dates=dates,
            method=METHOD,
        )

    def _birth(self, cell: Passage, subject: Reference) -> Claim:
        value = self._text(cell)[:10]
        precision = Precision.DAY if len(value) == len("2000-01-01") else Precision.YEAR
        date = PartialDate(value, precision, cell.start, cell.end, self._text(cell))
        return self._claim(cell, subject, None, (date,))

    def _listing(self, subject: Reference) -> Claim:
        """The listing itself: regime, reference and date, quoted together where they stand so."""
        cells = [self._entry.all(name)[0] for name in _LISTING if self._entry.all(name)]
        rows = [cell.row or 0 for cell in cells]
        together = rows == list(range(rows[0], rows[0] + len(rows))) if rows else False
        dated = self._entry.all("LISTED_ON")
        start, end = (cells[0].start, cells[-1].end) if together else _span(dated or cells[:1])
        date = None
        if dated:
            words = self._text(dated[0])
            date = PartialDate(words[:10], Precision.DAY, dated[0].start, dated[0].end, words)
        regime = self._entry.all("UN_LIST_TYPE")
        value = self._text(regime[0]) if regime else None
        return Claim(
            exhibit=self._layer.exhibit,
            locator=locate(self._layer, start, end),
            holders=self._holders,
            stance=Stance.ASSERTS,
            kind=Kind.REGISTER,
            about=(subject,),
            relations=(
                Relation(
                    Predicate.SANCTIONED_BY,
                    subject,
                    value=value,
                    detail=self._number,
                    start_date=date,
                ),
            ),
            proceedings=Proceedings(Stage.DESIGNATION, Forum.ADMINISTRATIVE, date=date),
            dates=(date,) if date else (),
            method=METHOD,
        )


def _span(cells: list[Passage]) -> tuple[int, int]:
    return cells[0].start, cells[-1].end
