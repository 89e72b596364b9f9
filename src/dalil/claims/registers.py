"""Tables to register claims: what a row of a register says, cell by cell.

The quote of a claim is one cell, verbatim; its holder is the register. Every column is accounted
for: it has a reading, is kept by the layout with a reason, or stands in the reading's notes. A
table that no layout fits gives a note and no claims: headers are read, contents are not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from dalil.claims.cells import Cell, read_amount, read_date, read_share
from dalil.claims.layouts import Layout, Link, Thing, fit
from dalil.claims.reading import Reading
from dalil.evidence import (
    Amount,
    Claim,
    Holder,
    HolderRole,
    Judgement,
    Kind,
    Mention,
    MentionType,
    PartialDate,
    Predicate,
    Reference,
    Relation,
    Roster,
    RosterRow,
    Share,
    Stance,
    TextLayer,
    Verdict,
    locate,
)
from dalil.names.orgforms import parse_org
from dalil.names.parts import looks_like_person

METHOD = "register/1"
_HEADER_ROWS = 6
_TOTALS = frozenset({"total", "totals", "sum", "итого", "всего", "row count"})
_PERSON_KINDS = re.compile(r"individual|person(?!.*legal)|natural|физ", re.IGNORECASE)
_NOT_PERSON = re.compile(r"legal|corporate|company|entity|firm|juridical|юр", re.IGNORECASE)
_CONTROL = re.compile(r"voting|appoint|influence|control(?!led by shares)", re.IGNORECASE)
_OWNERSHIP = re.compile(r"owner|share|capital|equity|holding", re.IGNORECASE)
_SEVERAL = re.compile(r"\s*[;|]\s*|,\s+(?=[a-z-]+$)")


def read_table(layer: TextLayer) -> Reading:
    """Read every sheet of a table.

    Args:
        layer: A text layer with ``table`` set: one passage a cell.

    Returns:
        Mentions, claims, rosters, and links between cells that a register's own number joins or
        keeps apart. ``notes`` names columns and rows that gave nothing, and why.
    """
    table = _Table(layer)
    for sheet, rows in _sheets(layer).items():
        table.read_sheet(sheet, rows)
    return table.reading()


def _sheets(layer: TextLayer) -> dict[str | None, dict[int, dict[int, Cell]]]:
    sheets: dict[str | None, dict[int, dict[int, Cell]]] = {}
    for passage in layer.passages:
        raw = layer.text[passage.start : passage.end]
        text = raw.strip()
        if passage.row is None or passage.column is None or not text:
            continue
        start = passage.start + raw.index(text)
        cell = Cell(passage.row, passage.column, start, start + len(text), text)
        sheets.setdefault(passage.sheet, {}).setdefault(cell.row, {})[cell.column] = cell
    return sheets


def _header(rows: Mapping[int, Mapping[int, Cell]]) -> tuple[int, Layout | None]:
    """Find the header: the first of the top rows that a layout fits (titles may stand above it)."""
    top = sorted(rows)[:_HEADER_ROWS]
    for row in top:
        if layout := fit({column: cell.text for column, cell in rows[row].items()}):
            return row, layout
    return (top[0] if top else 0), None


@dataclass
class _Table:
    """Gathers what the rows of one text layer say."""

    layer: TextLayer
    mentions: dict[str, Mention] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    rosters: list[Roster] = field(default_factory=list)
    amounts: dict[int, Amount] = field(default_factory=dict)
    dates: dict[int, PartialDate] = field(default_factory=dict)
    links: list[Judgement] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    layouts: list[str] = field(default_factory=list)

    def read_sheet(self, sheet: str | None, rows: Mapping[int, Mapping[int, Cell]]) -> None:
        place = f"sheet {sheet}, " if sheet else ""
        at, layout = _header(rows)
        if layout is None:
            headers = ", ".join(cell.text for _, cell in sorted(rows.get(at, {}).items()))
            self.notes.append(f"{place}no register layout fits the columns: {headers[:400]}")
            return
        self.layouts.append(layout.id)
        if layout.unread:
            self.notes.append(f"{place}columns without a reading: {', '.join(layout.unread)}")
        people: list[RosterRow] = []
        identities = _Identities()
        for row in sorted(row for row in rows if row > at):
            self._read_row(_Row(layout, rows[row], row, max(rows[at])), place, identities, people)
        self.links += identities.links
        if people and layout.roster:
            title = self.layer.info.title or layout.title
            self.rosters.append(Roster(self.layer.exhibit, title, tuple(people)))

    def _read_row(
        self, row: _Row, place: str, identities: _Identities, people: list[RosterRow]
    ) -> None:
        named = {name: self._mention(row, thing) for name, thing in row.layout.things.items()}
        found = {name: mention for name, mention in named.items() if mention}
        text = " | ".join(cell.text for _, cell in sorted(row.cells.items()))[:120]
        if max(row.cells) > row.width:
            reason = "has more cells than the header, so it is not sure which says what"
            self.notes.append(f"{place}row {row.number} {reason}: {text}")
            return
        first = min(row.cells.values(), key=lambda cell: cell.column)
        if not found or first.text.lower().split(":")[0].strip() in _TOTALS:
            self.notes.append(f"{place}row {row.number} is no record: {text}")
            return
        self.mentions |= {mention.id: mention for mention in found.values()}
        for name, mention in found.items():
            self._identify(row, row.layout.things[name], mention, identities)
            self._country(row, row.layout.things[name], mention, identities)
        for link in row.layout.links:
            self._relate(row, link, found)
        if row.layout.roster and "person" in found:
            people.append(self._person(row, found["person"]))

    def _mention(self, row: _Row, thing: Thing) -> Mention | None:
        cell = row.cells.get(thing.name)
        if cell is None or thing.type == "none":
            return None
        kind = _type_of(row, thing, cell)
        return Mention(self.layer.exhibit, cell.start, cell.end, cell.text, kind, METHOD)

    def _named(self, cell: Cell, kind: str) -> Mention:
        mention = Mention(self.layer.exhibit, cell.start, cell.end, cell.text, kind, METHOD)
        return self.mentions.setdefault(mention.id, mention)

    def _identify(self, row: _Row, thing: Thing, mention: Mention, known: _Identities) -> None:
        for column in thing.also:
            if cell := row.cells.get(column):
                other = self._named(cell, mention.type)
                reason = f"row {row.number} names it {mention.text!r} and {cell.text[:60]!r}"
                self.links.append(_same(mention, other, "register_row", reason))
        numbers = tuple(row.cells[column].text for column in thing.ids if column in row.cells)
        country = row.cells.get(thing.country) if thing.country else None
        known.add(mention, numbers, country.text if country else "")

    def _country(self, row: _Row, thing: Thing, mention: Mention, known: _Identities) -> None:
        cell = row.cells.get(thing.country) if thing.country else None
        if cell:
            place = self._named(cell, MentionType.LOCATION)
            known.add(place, (), "")
            relation = Relation(
                Predicate.LOCATED_IN, _ref(mention), _ref(place), detail=thing.country_detail
            )
            self._claim(row, cell, relation)

    def _relate(self, row: _Row, link: Link, found: Mapping[str, Mention]) -> None:
        subject, target = found.get(link.subject), found.get(link.object)
        if subject is None or target is None:
            return
        base = Relation(
            predicate=Predicate(link.predicate),
            subject=_ref(subject),
            object=_ref(target),
            detail=_detail(row, link),
            start_date=self._date(row, link, "start"),
            end_date=self._date(row, link, "end"),
            amount=self._amount(row, link),
        )
        cell = row.cells[row.layout.things[link.quote].name]
        for relation in self._by_nature(row, link, base):
            self._claim(row, cell, relation)

    def _by_nature(self, row: _Row, link: Link, base: Relation) -> list[Relation]:
        """One relation for each nature of control that the row names; one, where it names none."""
        share = self._share(row, link)
        natures = row.cells.get(link.columns.get("nature", 0))
        if natures is None:
            return [replace(base, share=share)]
        relations = []
        for nature in _SEVERAL.split(natures.text):
            controls = bool(_CONTROL.search(nature)) and not _OWNERSHIP.search(nature)
            relations.append(
                replace(
                    base,
                    predicate=Predicate.CONTROLS if controls else base.predicate,
                    detail=nature,
                    share=share or (read_share(nature) if re.search(r"\d", nature) else None),
                )
            )
        return relations

    def _share(self, row: _Row, link: Link) -> Share | None:
        for use in ("share", "band"):
            if cell := row.cells.get(link.columns.get(use, 0)):
                share = read_share(cell.text)
                if share:
                    return share
                self.notes.append(
                    f"row {row.number}: the share {cell.text[:60]!r} was not understood"
                )
        return None

    def _date(self, row: _Row, link: Link, use: str) -> PartialDate | None:
        cell = row.cells.get(link.columns.get(use, 0))
        if cell is None:
            return None
        date = read_date(cell, row.layout.dates)
        if date:
            self.dates[cell.start] = date
        else:
            self.notes.append(f"row {row.number}: the date {cell.text[:60]!r} was not understood")
        return date

    def _amount(self, row: _Row, link: Link) -> Amount | None:
        cell = row.cells.get(link.columns.get("amount", 0))
        if cell is None:
            return None
        named = row.cells.get(link.columns.get("currency", 0))
        amount = read_amount(cell, named.text.upper() if named else row.layout.currency)
        if amount:
            self.amounts[cell.start] = amount
        else:
            self.notes.append(f"row {row.number}: the sum {cell.text[:60]!r} was not understood")
        return amount

    def _claim(self, row: _Row, cell: Cell, relation: Relation) -> None:
        about = tuple(ref for ref in (relation.subject, relation.object) if ref)
        dates = tuple(date for date in (relation.start_date, relation.end_date) if date)
        self.claims.append(
            Claim(
                exhibit=self.layer.exhibit,
                locator=locate(self.layer, cell.start, cell.end),
                holders=(Holder(HolderRole.REGISTER, text=_register_name(self.layer)),),
                stance=Stance.ASSERTS,
                kind=Kind.REGISTER,
                about=about,
                relations=(relation,),
                amounts=(relation.amount,) if relation.amount else (),
                dates=dates,
                method=f"{METHOD}:{row.layout.id}",
            )
        )

    def _person(self, row: _Row, mention: Mention) -> RosterRow:
        cells = {use: row.cells.get(column) for use, column in row.layout.roster.items()}
        told = {use: cell.text for use, cell in cells.items() if cell and use != "name"}
        return RosterRow(mention.text, mention.start, mention.end, _ref(mention), **told)

    def reading(self) -> Reading:
        claims = {claim.id: claim for claim in self.claims}
        return Reading(
            exhibit=self.layer.exhibit,
            method=":".join([METHOD, *dict.fromkeys(self.layouts)]),
            language=self.layer.language,
            mentions=tuple(sorted(self.mentions.values(), key=lambda m: (m.start, -m.end))),
            claims=tuple(sorted(claims.values(), key=lambda c: (c.locator.start, c.id))),
            rosters=tuple(self.rosters),
            amounts=tuple(self.amounts[start] for start in sorted(self.amounts)),
            dates=tuple(self.dates[start] for start in sorted(self.dates)),
            links=tuple(self.links),
            notes=tuple(self.notes),
        )


@dataclass(frozen=True, slots=True)
class _Row:
    layout: Layout
    cells: Mapping[int, Cell]
    number: int
    width: int


@dataclass
class _Identities:
    """Cells of one table that the register's own numbers join or keep apart."""

    by_number: dict[tuple[str, ...], Mention] = field(default_factory=dict)
    by_name: dict[str, Mention] = field(default_factory=dict)
    numbers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    links: list[Judgement] = field(default_factory=list)

    def add(self, mention: Mention, numbers: Iterable[str], country: str) -> None:
        """Join a cell to the first that carries its number, or its exact name where it has none."""
        key = (*numbers, country.casefold()) if numbers else ()
        name = f"{mention.type} {' '.join(mention.text.casefold().split())}"
        first = self.by_number.get(key) if key else self.by_name.get(name)
        if first is None:
            namesake = self.by_name.get(name)
            if key and namesake and self.numbers.get(namesake.id):
                self._part(namesake, mention, key)
            elif namesake:
                first = namesake
        if first and first.id != mention.id:
            numbered = bool(key) and self.by_number.get(key) is first
            what = f"number {', '.join(key[:-1])}" if numbered else "name"
            reason = f"the table gives {first.text!r} and {mention.text!r} one {what}"
            self.links.append(_same(first, mention, "register_identifier", reason))
        if key:
            self.by_number.setdefault(key, mention)
            self.numbers[mention.id] = key
        self.by_name.setdefault(name, mention)

    def _part(self, one: Mention, other: Mention, key: tuple[str, ...]) -> None:
        held = ", ".join(self.numbers[one.id][:-1])
        reason = f"{one.text!r} has number {held} in one row and {', '.join(key[:-1])} in another"
        rule = "rule:register_identifier"
        self.links.append(Judgement(one.id, other.id, Verdict.DIFFERENT, reason, rule))


def _same(one: Mention, other: Mention, rule: str, reason: str) -> Judgement:
    return Judgement(one.id, other.id, Verdict.SAME, reason, f"rule:{rule}")


def _ref(mention: Mention) -> Reference:
    return Reference(mention.id, mention.text)


def _register_name(layer: TextLayer) -> str:
    return layer.info.publisher or layer.info.title or ""


def _detail(row: _Row, link: Link) -> str | None:
    cell = row.cells.get(link.columns.get("detail", 0))
    if cell is None:
        return link.detail_text
    return f"{link.detail_label} {cell.text}" if link.detail_label else cell.text


def _type_of(row: _Row, thing: Thing, cell: Cell) -> str:
    """Type of the thing a cell names: the layout's, else what the kind column or the name says."""
    if thing.type != "auto":
        return thing.type
    kind = row.cells.get(thing.kind) if thing.kind else None
    if kind and _NOT_PERSON.search(kind.text):
        return MentionType.ORGANISATION
    if kind and _PERSON_KINDS.search(kind.text):
        return MentionType.PERSON
    organisation = parse_org(cell.text)
    if organisation.form or "#" in organisation.key or not looks_like_person(cell.text):
        return MentionType.ORGANISATION
    return MentionType.PERSON
