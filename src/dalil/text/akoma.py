"""Judgments and statutes in Akoma Ntoso XML (OASIS LegalDocML, AKN 3.0): text, numbers, notes, head.

The text is what a court's web page shows: head, numbered paragraphs, quotations, footnotes behind
the body. The number of a paragraph stands before it as the court printed it, outside the paragraph
itself, and is the locator's paragraph. Court, date, citation, judges and parties are taken from the
marks that the publisher set, as printed; nothing is inferred. No schema, style or link is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dalil.errors import Unreadable
from dalil.evidence import DocumentInfo, TextLayer
from dalil.text import furniture
from dalil.text.blocks import UNNUMBERED, Block, join, number
from dalil.text.port import Read, Source
from dalil.text.sniff import AKN
from dalil.text.vendor_types import Element
from dalil.text.xml_safe import parse_xml

_LINES = frozenset(
    "p block heading subheading crossHeading longTitle docTitle listIntroduction listWrapUp "  # noqa: SIM905
    "listConclusion li caption".split()
)
"""Elements whose words make one block, unless they hold other blocks."""
_POINTS = frozenset(("subparagraph", "point", "li", "item", "indent"))
_UNSEEN = frozenset(("meta", "img", "math", "svg", "style", "presentation"))
_SPACE = re.compile(r"[ \t]*[\r\n]\s*")
_LONG_CELL = 400


class AkomaReader:
    """Reads Akoma Ntoso."""

    name = "akn/2"
    media_types = (AKN,)

    def read(self, source: Source) -> Read:
        """Read a judgment or statute.

        Raises:
            Unreadable: ``corrupt``, ``truncated``, ``no_text`` or ``too_large``.
        """
        root = parse_xml(source.content, "The Akoma Ntoso document")
        walker = _Walker()
        blocks = [*walker.story(root, _Place("/*")), *walker.notes()]
        text, found = join(block for block, _ in blocks)
        if not found:
            raise Unreadable("The document holds no text.", reason_code="no_text")
        numbers = [own for block, own in blocks if block.text.strip()]
        passages = number(furniture.mark(text, found))
        if any(own is not None for own in numbers):
            # Two ways of counting in one document would give two paragraphs one number.
            passages = tuple(
                replace(passage, paragraph=None if passage.kind in UNNUMBERED else own)
                for passage, own in zip(passages, numbers, strict=True)
            )
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=passages,
            reader=self.name,
            media_type=AKN,
            info=_info(root),
            notes=tuple(walker.remarks),
        )
        return Read(layer)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walker stands.

    Attributes:
        path: XPath of the element, without names of namespaces; from the nearest ``eId`` on.
        own: The court's number of the paragraph.
        kind: Kind of the blocks, where the place decides it.
        point: Path of the point below a numbered paragraph that it lies in; "" for none.
    """

    path: str
    own: int | None = None
    kind: str = ""
    point: str = ""


@dataclass
class _Walker:
    """Walks a document of at most 256 levels, as the parser bounds it."""

    remarks: list[str] = field(default_factory=list)
    _notes: list[tuple[str, Element, _Place]] = field(default_factory=list)
    _tables: int = 0
    _begun: set[str] = field(default_factory=set)

    def story(self, element: Element, place: _Place) -> Iterator[tuple[Block, int | None]]:
        """Blocks under an element with the number of their paragraph, in reading order."""
        for index, child in enumerate(element, start=1):
            tag = _name(child)
            if tag in _UNSEEN:
                continue
            here = _down(place, child, index)
            if tag == "num":
                yield from self._line(child, replace(here, kind="furniture"), None)
            elif tag == "table":
                yield from self._table(child, here)
            elif tag in _LINES and not _holds_lines(child):
                kind = (
                    "heading"
                    if tag in ("heading", "subheading", "crossHeading", "docTitle")
                    else ""
                )
                yield from self._line(child, replace(here, kind=here.kind or kind), here.own)
            else:
                yield from self._mixed(child, here)

    def _mixed(self, element: Element, place: _Place) -> Iterator[tuple[Block, int | None]]:
        """An element with blocks inside; words that stand between them are blocks of their own."""
        words = _SPACE.sub(" ", element.text or "").strip()
        if words:
            yield self._block(words, place), place.own
        yield from self.story(element, place)
        tails = [_SPACE.sub(" ", child.tail or "").strip() for child in element]
        if any(tails) and _name(element) not in ("judgment", "akomaNtoso"):
            yield self._block(" ".join(filter(None, tails)), place), place.own

    def _line(
        self, element: Element, place: _Place, own: int | None
    ) -> Iterator[tuple[Block, int | None]]:
        text = "".join(self._words(element, place)).strip()
        if text:
            yield self._block(text, place), own

    def _block(self, text: str, place: _Place) -> Block:
        """A block; what goes on within a point after its first words is a paragraph again."""
        first = bool(place.point) and place.point not in self._begun
        if first and place.kind != "furniture":
            self._begun.add(place.point)
        kind = place.kind or ("item" if first else "paragraph")
        return Block(text, kind=kind, xpath=place.path)

    def _words(self, element: Element, place: _Place) -> Iterator[str]:
        """The words of a line; a footnote leaves its mark and is kept for the end."""
        yield _SPACE.sub(" ", element.text or "")
        for index, child in enumerate(element, start=1):
            tag = _name(child)
            if tag == "authorialNote":
                mark = str(len(self._notes) + 1)
                self._notes.append((mark, child, _down(place, child, index)))
                yield f"[{mark}]"
            elif tag in ("br", "eol"):
                yield "\n"
            elif tag == "marker" and child.get("name") == "tab":
                yield "\t"
            elif tag not in _UNSEEN:
                yield from self._words(child, _down(place, child, index))
            yield _SPACE.sub(" ", child.tail or "")

    def notes(self) -> Iterator[tuple[Block, int | None]]:
        """Footnotes, in the order of their marks."""
        done = 0
        while done < len(self._notes):
            mark, note, place = self._notes[done]
            done += 1
            inside = [block.text for block, _ in self._mixed(note, place)]
            words = "\n".join(part.strip() for part in inside if part.strip())
            yield Block(f"[{mark}] {words}", kind="footnote", xpath=place.path), None

    def _table(self, table: Element, place: _Place) -> Iterator[tuple[Block, int | None]]:
        """Rows as tab-separated cells; cells that hold running text become paragraphs."""
        self._tables += 1
        sheet = f"table {self._tables}"
        rows = [child for child in table.iterdescendants() if _name(child) == "tr"]
        for row_number, row in enumerate(rows, start=1):
            cells = [cell for cell in row if _name(cell) in ("td", "th")]
            found = [[b for b, _ in self._mixed(cell, _cell_place(cell, place))] for cell in cells]
            tabular = len(cells) > 1 and all(
                len(cell) <= 1 and all(len(b.text) <= _LONG_CELL and b.sheet is None for b in cell)
                for cell in found
            )
            for column, cell in enumerate(found, start=1):
                if tabular:
                    block = cell[0] if cell else Block("")
                    words = re.sub(r"[\t\n]", " ", block.text)
                    before = "\t" if column > 1 else "\n"
                    yield replace(
                        block, text=words, kind="cell", before=before, sheet=sheet, row=row_number,
                        column=column,
                    ), None  # fmt: skip
                else:
                    for block in cell:
                        yield (
                            replace(
                                block,
                                sheet=block.sheet or sheet,
                                row=block.row or row_number,
                                column=block.column or column,
                            ),
                            place.own,
                        )


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else "#"


def _holds_lines(element: Element) -> bool:
    return any(
        _name(inner) in _LINES or _name(inner) == "table"
        for inner in element.iterdescendants()
        if not _in_note(inner, element)
    )


def _in_note(element: Element, top: Element) -> bool:
    while element is not None and element is not top:
        if _name(element) == "authorialNote":
            return True
        element = element.getparent()
    return False


def _down(place: _Place, child: Element, index: int) -> _Place:
    identity = child.get("eId")
    plain = identity and re.fullmatch(r"[\w.-]+", identity)
    path = f"//*[@eId='{identity}']" if plain else f"{place.path}/*[{index}]"
    own = place.own
    if _name(child) == "paragraph" and own is None:
        num = next((part for part in child if _name(part) == "num"), None)
        words = "".join(num.itertext()).strip() if num is not None else ""
        found = re.fullmatch(r"[\[(]?(\d{1,5})[\])]?\.?", words)
        own = int(found.group(1)) if found else None
    return _Place(path, own, place.kind, path if _is_point(child) else place.point)


def _is_point(element: Element) -> bool:
    """An entry of a list, or a numbered part of a paragraph; one without a number goes on with it."""
    return _name(element) in ("li", "item") or (
        _name(element) in _POINTS and any(_name(part) == "num" for part in element)
    )


def _cell_place(cell: Element, place: _Place) -> _Place:
    steps: list[str] = []
    element = cell
    while element is not None and _name(element) != "table":
        parent = element.getparent()
        steps.append(f"*[{parent.index(element) + 1}]" if parent is not None else "*")
        element = parent
    return replace(place, path="/".join([place.path, *reversed(steps)]))


def _info(root: Element) -> DocumentInfo:
    """What the publisher marked: court, date, citation, judges, parties."""

    def all_of(tag: str) -> list[Element]:
        return [element for element in root.iter() if _name(element) == tag]

    def value(tag: str, attribute: str) -> str | None:
        work = next(iter(all_of("FRBRWork")), None)
        inside = work.iter() if work is not None else iter(())
        return next(
            (e.get(attribute) for e in inside if _name(e) == tag and e.get(attribute)), None
        )

    shown = {e.get("eId"): e.get("showAs") for e in root.iter() if _name(e).startswith("TLC")}
    author = (value("FRBRauthor", "href") or "").lstrip("#")
    cites = [*all_of("neutralCitation"), *all_of("cite")]
    date = value("FRBRdate", "date")
    parties = dict.fromkeys(_party(element, shown) for element in all_of("party"))
    judges = dict.fromkeys(_words(element) for element in all_of("judge"))
    return DocumentInfo(
        title=value("FRBRname", "value") or next(map(_words, all_of("docTitle")), None),
        publisher=shown.get(author),
        # The National Archives write this date where a judgment has none.
        date=None if date == "1000-01-01" else date,
        address=value("FRBRuri", "value") or value("FRBRthis", "value"),
        citation=next((words for words in map(_words, cites) if words), None),
        judges=tuple(name for name in judges if name),
        parties=tuple(name for name in parties if name),
    )


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _party(element: Element, shown: dict[str | None, str | None]) -> str:
    """A party as printed, with its role: ``Shell Ltd (Claimant)``; "before the v" is no role."""
    role = shown.get((element.get("as") or "").lstrip("#")) or ""
    name = _words(element)
    return f"{name} ({role})" if name and role and "the v" not in role.lower() else name
