"""PowerPoint presentations (Office Open XML): slides in order, their tables, diagrams and notes.

A slide is a page. Its shapes are read in the order in which the file stacks them, the title first;
the speaker's notes follow the slide as notes. Hidden slides are read and said to be hidden. Comments
and charts are counted, not read; nothing is played, linked or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dalil.errors import Unreadable
from dalil.evidence import TextLayer
from dalil.text.blocks import Block, join, number
from dalil.text.office import Package, attribute, local
from dalil.text.ooxml_info import ooxml_info
from dalil.text.port import Read, Source
from dalil.text.sniff import PPTX
from dalil.text.vendor_types import Element

_SHOW = "ppt/presentation.xml"
_TITLES = frozenset({"title", "ctrTitle"})
_EDGES = frozenset({"dt", "ftr", "sldNum", "hdr", "sldImg"})
"""Placeholders that repeat on every slide: date, footer, number."""
_DEEPEST = 100


class PptxReader:
    """Reads PPTX."""

    name = "pptx/1"
    media_types = (PPTX,)

    def read(self, source: Source) -> Read:
        """Read a presentation.

        Raises:
            Unreadable: ``corrupt``, ``encrypted``, ``too_large`` or ``no_text``.
        """
        package = Package(source.content, "the PowerPoint presentation")
        show = _Show(package)
        text, passages = join(show.blocks())
        if not passages:
            raise Unreadable(
                f"None of the {show.slides} slides holds text.",
                "If they hold pictures of text, read the pictures.",
                reason_code="no_text",
            )
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=number(passages),
            reader=self.name,
            media_type=PPTX,
            info=ooxml_info(package),
            notes=tuple(dict.fromkeys([*package.notes, *show.remarks()])),
        )
        return Read(layer)


@dataclass
class _Show:
    """Walks the slides; remembers what is hidden or left out."""

    package: Package
    slides: int = 0
    tables: int = 0
    charts: int = 0
    comments: int = 0
    objects: int = 0
    hidden: list[int] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)

    def blocks(self) -> Iterator[Block]:
        """All slides, each with its notes."""
        root = self.package.root(_SHOW)
        related = self.package.related(_SHOW)
        for item in root.iterfind("{*}sldIdLst/{*}sldId"):
            kind, path = related.get(_relation(item), ("", ""))
            if kind != "slide":
                continue
            self.slides += 1
            number = self.slides
            count = 0
            for block in self._slide(path, number):
                count += bool(block.text.strip())
                yield replace(block, page=number)
            if not count:
                self.bare.append(number)

    def remarks(self) -> Iterator[str]:
        """What is in the file and not, or not openly, in its slides."""
        if self.hidden:
            yield f"Slides hidden in the file are read too: {_listed(self.hidden)}."
        if self.bare:
            yield f"Slides without text, which may hold pictures of text: {_listed(self.bare)}."
        if self.charts:
            yield f"{self.charts:,} charts are not part of the text."
        if self.objects:
            yield f"{self.objects:,} embedded objects were not read."
        if self.comments:
            yield f"{self.comments:,} comments are not part of the text."

    def _slide(self, path: str, number: int) -> Iterator[Block]:
        root = self.package.xml(path)
        if root is None:
            self.package.notes.append(f"Slide {number} is missing or broken.")
            return
        if root.get("show") in ("0", "false"):
            self.hidden.append(number)
        related = self.package.related(path)
        tree = root.find("{*}cSld/{*}spTree")
        shapes = list(_shapes(tree)) if tree is not None else []
        for shape in sorted(shapes, key=lambda item: _holder(item) not in _TITLES):
            yield from self._shape(shape, related)
        for kind, part in related.values():
            if kind == "notesSlide":
                yield from self._speaker(part)
            elif kind in ("comments", "comment"):
                comments = self.package.xml(part)
                self.comments += 0 if comments is None else len(comments)

    def _shape(self, shape: Element, related: dict[str, tuple[str, str]]) -> Iterator[Block]:
        holder = _holder(shape)
        kind = "heading" if holder in _TITLES else "furniture" if holder in _EDGES else ""
        if local(shape) == "graphicFrame":
            yield from self._graphic(shape, related)
            return
        for body in shape.iterfind("{*}txBody"):
            yield from _paragraphs(body, kind)

    def _graphic(self, frame: Element, related: dict[str, tuple[str, str]]) -> Iterator[Block]:
        data = frame.find("{*}graphic/{*}graphicData")
        for item in data if data is not None else ():
            name = local(item)
            if name == "tbl":
                yield from self._table(item)
            elif name == "relIds":
                yield from self._diagram(related.get(attribute(item, "dm") or "", ("", ""))[1])
            elif name == "chart":
                self.charts += 1
            else:
                self.objects += 1

    def _diagram(self, path: str) -> Iterator[Block]:
        root = self.package.xml(path) if path else None
        for body in root.iterfind(".//{*}pt/{*}t") if root is not None else ():
            yield from _paragraphs(body, "item")

    def _table(self, table: Element) -> Iterator[Block]:
        self.tables += 1
        for row_number, row in enumerate(table.iterfind("{*}tr"), start=1):
            for column, cell in enumerate(row.iterfind("{*}tc"), start=1):
                words = " ".join(_words(item) for item in cell.iterfind("{*}txBody/{*}p"))
                yield Block(
                    re.sub(r"[\t\n]", " ", words).strip(),
                    kind="cell",
                    before="\t" if column > 1 else "\n",
                    sheet=f"table {self.tables}",
                    row=row_number,
                    column=column,
                )

    def _speaker(self, path: str) -> Iterator[Block]:
        """The speaker's notes of a slide: its body placeholder only."""
        root = self.package.xml(path)
        tree = root.find("{*}cSld/{*}spTree") if root is not None else None
        for shape in _shapes(tree) if tree is not None else ():
            if _holder(shape) not in _EDGES:
                for body in shape.iterfind("{*}txBody"):
                    yield from _paragraphs(body, "footnote")


def _shapes(tree: Element, depth: int = 0) -> Iterator[Element]:
    """Shapes, tables and connectors, through groups; of alternatives the first."""
    if depth > _DEEPEST:
        raise Unreadable("It is nested too deeply to be read.", reason_code="corrupt")
    for child in tree:
        name = local(child)
        if name in ("sp", "graphicFrame", "cxnSp"):
            yield child
        elif name in ("grpSp", "Choice"):
            yield from _shapes(child, depth + 1)
        elif name == "AlternateContent":
            choice = child.find("{*}Choice")
            branch = choice if choice is not None else child.find("{*}Fallback")
            if branch is not None:
                yield from _shapes(branch, depth + 1)


def _holder(shape: Element) -> str:
    """The kind of placeholder that a shape is; "" where it is none."""
    found = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
    return (found.get("type") or "body") if found is not None else ""


def _paragraphs(body: Element, kind: str) -> Iterator[Block]:
    for item in body.iterfind("{*}p"):
        words = _words(item)
        marked = item.find("{*}pPr/{*}buChar") is not None or (
            item.find("{*}pPr/{*}buAutoNum") is not None
        )
        yield Block(words, kind=kind or ("item" if marked else "paragraph"))


def _words(paragraph: Element) -> str:
    parts: list[str] = []
    for child in paragraph:
        name = local(child)
        if name in ("r", "fld"):
            parts += [item.text or "" for item in child.iterfind("{*}t")]
        elif name == "br":
            parts.append("\n")
        elif name == "tab":
            parts.append("\t")
    return "".join(parts)


def _relation(item: Element) -> str:
    """The relation's id: ``r:id``, not the slide's own number in ``id``."""
    return next((str(value) for key, value in item.items() if key.endswith("}id")), "")


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (", ..." if len(numbers) > 20 else "")
