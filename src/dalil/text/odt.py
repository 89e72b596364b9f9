"""OpenDocument texts and presentations: paragraphs, lists, tables, notes, headers, text boxes.

What the program shows is read: inserted text is there, deleted text is not and is counted, notes
follow the body under their marks, a slide's notes follow the slide. Comments are counted and not
part of the text. No macro, field, link or embedded object is followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from dalil.errors import Unreadable
from dalil.evidence import TextLayer
from dalil.text import furniture
from dalil.text.blocks import Block, join, number
from dalil.text.odf import Aside, OdfPackage, odf_info, plain_text
from dalil.text.office import attribute, local
from dalil.text.port import Read, Source
from dalil.text.rtf import LONG_ITEM
from dalil.text.sniff import ODP, ODT
from dalil.text.vendor_types import Element

_LONG_CELL = 400
_MOST_REPEATED = 200
"""A filled cell that is repeated more often is written out so many times."""
_DEEPEST = 100
"""Tables, lists and frames nested deeper are refused as an attack."""


class OdtReader:
    """Reads ODT and ODP."""

    name = "odt/1"
    media_types = (ODT, ODP)

    def read(self, source: Source) -> Read:
        """Read an OpenDocument text or presentation.

        Raises:
            Unreadable: ``corrupt``, ``encrypted``, ``too_large`` or ``no_text``.
        """
        slides = source.media_type == ODP
        what = "the OpenDocument presentation" if slides else "the OpenDocument text"
        package = OdfPackage(source.content, what)
        story = _Story(package)
        text, passages = join(story.slides() if slides else story.pages())
        if not passages:
            raise Unreadable(
                f"{what[:1].upper()}{what[1:]} holds no text.",
                "If it holds scanned pages as pictures, read the pictures.",
                reason_code="no_text",
            )
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=number(furniture.mark(text, passages)),
            reader=self.name,
            media_type=source.media_type,
            info=odf_info(package),
            notes=tuple(dict.fromkeys([*package.notes, *story.remarks()])),
        )
        return Read(layer)


@dataclass
class _Story:
    """Walks one document; remembers notes, tables and what is left out."""

    package: OdfPackage
    aside: Aside = field(default_factory=Aside)
    tables: int = 0
    deletions: int = 0
    hidden: int = 0
    objects: int = 0

    def pages(self) -> Iterator[Block]:
        """Body, notes, then headers and footers, of a text."""
        body = self.package.content.find("{*}body/{*}text")
        if body is None:
            raise Unreadable("The OpenDocument text has no body.", reason_code="corrupt")
        for changes in body.iterfind("{*}tracked-changes"):
            self.deletions += sum(1 for _ in changes.iterfind("{*}changed-region/{*}deletion"))
        yield from self._blocks(body)
        yield from self._notes()
        yield from self._edges()

    def slides(self) -> Iterator[Block]:
        """Slides in order, each followed by its notes; a slide is a page."""
        body = self.package.content.find("{*}body/{*}presentation")
        if body is None:
            raise Unreadable("The OpenDocument presentation has no body.", reason_code="corrupt")
        for index, page in enumerate(body.iterfind("{*}page"), start=1):
            for block in self._blocks(page):
                yield replace(block, page=index)
        yield from self._notes()

    def remarks(self) -> Iterator[str]:
        """What is in the file and not in the text."""
        if self.aside.comments:
            yield f"{self.aside.comments:,} comments are not part of the text."
        if self.deletions:
            yield f"{self.deletions:,} tracked deletions are not shown."
        if self.objects:
            yield f"{self.objects:,} embedded objects or formulas were not read."
        if self.hidden:
            yield f"{self.hidden:,} paragraphs that the document hides are read too."

    def _blocks(self, parent: Element, kind: str = "", depth: int = 0) -> Iterator[Block]:
        if depth > _DEEPEST:
            raise Unreadable("It is nested too deeply to be read.", reason_code="corrupt")
        for child in parent:
            name = local(child)
            if name in ("p", "h"):
                yield from self._paragraph(child, kind, depth)
            elif name == "table":
                yield from self._table(child, kind, depth)
            elif name in ("list", "list-item", "list-header"):
                inner = kind or ("item" if name != "list" else "")
                yield from self._blocks(child, inner, depth + 1)
            elif name == "annotation":
                self.aside.comments += 1
            elif name in ("object", "object-ole"):
                self.objects += 1
            elif name == "notes" and kind != "footnote":
                yield from self._blocks(child, "footnote", depth + 1)
            elif name not in (
                "tracked-changes",
                "forms",
                "sequence-decls",
                "index-title-template",
                "",
            ):
                yield from self._blocks(child, kind, depth + 1)

    def _paragraph(self, element: Element, kind: str, depth: int) -> Iterator[Block]:
        before = len(self.aside.frames)
        text = plain_text(element, self.aside)
        own = "heading" if local(element) == "h" and not kind else kind or "paragraph"
        yield Block(text, kind="paragraph" if own == "item" and len(text) > LONG_ITEM else own)
        frames = self.aside.frames[before:]
        del self.aside.frames[before:]
        for frame in frames:
            yield from self._blocks(frame, kind, depth + 1)

    def _table(self, table: Element, kind: str, depth: int) -> Iterator[Block]:
        """Rows as tab-separated cells; cells that hold running text become paragraphs."""
        self.tables += 1
        sheet = f"table {self.tables}"
        for row_number, row in enumerate(_rows(table), start=1):
            cells = [
                [block for block in self._blocks(cell, kind, depth + 1) if block.text.strip()]
                for cell in _cells(row)
            ]
            tabular = len(cells) > 1 and all(_is_cell(cell) for cell in cells)
            for column, cell in enumerate(cells, start=1):
                if tabular:
                    words = re.sub(r"[\t\n]", " ", cell[0].text) if cell else ""
                    yield Block(
                        words,
                        kind=kind or "cell",
                        before="\t" if column > 1 else "\n",
                        sheet=sheet,
                        row=row_number,
                        column=column,
                    )
                    continue
                for block in cell:
                    place = (block.sheet or sheet, block.row or row_number, block.column or column)
                    yield replace(block, sheet=place[0], row=place[1], column=place[2])

    def _notes(self) -> Iterator[Block]:
        """Footnotes, then endnotes; a note inside a note comes after it."""
        done = 0
        counts = {"": 0, "e": 0}
        late: list[Block] = []
        while done < len(self.aside.notes):
            note = self.aside.notes[done]
            done += 1
            sign = "e" if attribute(note, "note-class") == "endnote" else ""
            counts[sign] += 1
            body = note.find("{*}note-body")
            inner = self._blocks(body, "footnote") if body is not None else ()
            words = "\n".join(block.text for block in inner if block.text.strip())
            block = Block(f"[{sign}{counts[sign]}] {words.strip()}", kind="footnote")
            if sign:
                late.append(block)
            else:
                yield block
        yield from late

    def _edges(self) -> Iterator[Block]:
        """Headers and footers, each wording once, as furniture."""
        styles = self.package.xml("styles.xml")
        seen: set[str] = set()
        for page in styles.iterfind(".//{*}master-page") if styles is not None else ():
            for part in page:
                if not local(part).startswith(("header", "footer")):
                    continue
                for block in self._blocks(part, "furniture"):
                    key = block.text.strip()
                    if key and key not in seen:
                        seen.add(key)
                        yield replace(block, kind="furniture")


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        name = local(child)
        if name == "table-row":
            yield child
        elif name in ("table-header-rows", "table-row-group", "table-rows"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for cell in row:
        name = local(cell)
        if name not in ("table-cell", "covered-table-cell"):
            continue
        again = attribute(cell, "number-columns-repeated") or "1"
        for _ in range(min(int(again) if again.isdigit() else 1, _MOST_REPEATED)):
            yield cell


def _is_cell(blocks: Iterable[Block]) -> bool:
    found = list(blocks)
    return len(found) <= 1 and all(
        len(block.text) <= _LONG_CELL and block.sheet is None for block in found
    )
