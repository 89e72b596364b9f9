"""Word documents (Office Open XML): paragraphs, tables, notes, headers, text boxes.

What Word shows is read: inserted text is there, deleted text is not, a text box is read once. A
footnote's number stands in the text as ``[1]``; the notes follow the body. Comments are not part of
the text and are counted in a note. No macro, field, link or embedded object is followed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from statistics import fmean, median

from dalil.errors import Unreadable
from dalil.evidence import DocumentInfo, TextLayer
from dalil.text import furniture
from dalil.text.blocks import Block, join, number
from dalil.text.maker import settle_maker
from dalil.text.port import Read, Source
from dalil.text.sniff import DOCX
from dalil.text.vendor_types import Element

MAX_UNPACKED = 512 * 1024 * 1024
MAX_RATIO = 200
"""Most times that a part may grow when unpacked (Word's own parts stay below 40)."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_SKIPPED = frozenset(
    _W + name
    for name in (
        "del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "tblPr", "sectPr",
        "fldData", "annotationRef", "proofErr", "object",
    )
)  # fmt: skip
_LONG_CELL = 400
_LONGEST_HEADING = 100
_SENTENCE = re.compile(r"[\"“”«»‘]|[.;,]$|\.\s+[A-ZА-Я]")
_RUNNING = 30
"""Median number of words from which the entries of a list are paragraphs of a text, not points."""


class DocxReader:
    """Reads DOCX."""

    name = "docx/3"
    media_types = (DOCX,)

    def read(self, source: Source) -> Read:
        """Read a Word document.

        Raises:
            Unreadable: ``corrupt``, ``encrypted``, ``too_large`` or ``no_text``.
        """
        archive = _open(source.content)
        with archive:
            document = _Document(archive)
            text, passages = join(document.blocks())
            info, notes = _info(document), document.remarks()
        if not passages:
            raise Unreadable(
                "The Word document holds no text.",
                "If it holds scanned pages as pictures, read the pictures.",
                reason_code="no_text",
            )
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=number(furniture.mark(text, passages)),
            reader=self.name,
            media_type=DOCX,
            info=settle_maker(info, text),
            notes=notes,
        )
        return Read(layer)


def _open(content: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise Unreadable(
            f"The Word document's ZIP is broken: {error}.", reason_code="corrupt"
        ) from error
    unpacked = sum(info.file_size for info in infos)
    grown = max((info.file_size / max(info.compress_size, 1) for info in infos), default=0)
    if unpacked > MAX_UNPACKED or (grown > MAX_RATIO and unpacked > 50 * 1024 * 1024):
        raise Unreadable(
            f"The Word document would unpack to {unpacked:,} bytes (up to {grown:.0f} times a part's "
            "packed size): it looks like a ZIP bomb.",
            reason_code="too_large",
        )
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable(
            "The Word document is encrypted.",
            "Save it without a password.",
            reason_code="encrypted",
        )
    return archive


@dataclass
class _Document:
    """One open document; parts are parsed when they are asked for."""

    archive: zipfile.ZipFile
    notes: list[str] = field(default_factory=list)
    seen_notes: dict[str, dict[str, str]] = field(default_factory=dict)
    deletions: int = 0
    tables: int = 0
    styles: dict[str, str] = field(default_factory=dict)
    running: set[str] = field(default_factory=set)
    numbered: dict[str, tuple[str, str]] = field(default_factory=dict)
    based: dict[str, str] = field(default_factory=dict)
    points: set[Element] = field(default_factory=set)

    def part(self, name: str) -> Element | None:
        """The root element of a part, in the transitional namespace; None where there is none."""
        from lxml import etree

        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        try:
            with self.archive.open(info) as stream:
                raw = stream.read(MAX_UNPACKED + 1)
            if _STRICT[1:-1].encode() in raw:
                raw = raw.replace(_STRICT[1:-1].encode(), _W[1:-1].encode())
            parser = etree.XMLParser(
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
                remove_comments=True,
            )
            root = etree.fromstring(raw, parser)
        except (
            etree.XMLSyntaxError,
            zipfile.BadZipFile,
            OSError,
            EOFError,
            ValueError,
            NotImplementedError,
            RuntimeError,
            zlib.error,
        ) as error:
            if name == "word/document.xml":
                raise Unreadable(
                    f"The Word document's text ({name}) is broken: {error}.", reason_code="corrupt"
                ) from error
            self.notes.append(f"The part {name} is broken and was left out: {error}.")
            return None
        if root.getroottree().docinfo.doctype:
            raise Unreadable(
                f"The part {name} declares a document type, which Word never writes.",
                "It may be an attack by entities; look at it by hand.",
                reason_code="corrupt",
            )
        return root

    def blocks(self) -> Iterator[Block]:
        """Everything to be read, in reading order: body, notes, headers and footers."""
        root = self.part("word/document.xml")
        body = root.find(_W + "body") if root is not None else None
        if body is None:
            raise Unreadable("The Word document has no body.", reason_code="corrupt")
        self.styles = self._styles()
        self.running = self._running(body)
        yield from self._story(body)
        yield from self._notes("footnote", "")
        yield from self._notes("endnote", "e")
        yield from self._edges()

    def remarks(self) -> tuple[str, ...]:
        """What is in the file and not in the text."""
        comments = self.part("word/comments.xml")
        count = 0 if comments is None else len(comments.findall(_W + "comment"))
        if count:
            self.notes.append(f"{count} comments are not part of the text.")
        if self.deletions:
            self.notes.append(f"{self.deletions} tracked deletions are not shown.")
        return tuple(self.notes)

    def _story(self, parent: Element, kind: str = "") -> Iterator[Block]:
        """Paragraphs and tables under an element, through content controls and insertions."""
        for child in parent:
            tag = child.tag
            if tag == _W + "p":
                yield from self._paragraph(child, kind)
            elif tag == _W + "tbl":
                yield from self._table(child, kind)
            elif tag == _MC + "AlternateContent":
                chosen = _choice(child)
                if chosen is not None:
                    yield from self._story(chosen, kind)
            elif tag == _W + "del":
                self.deletions += 1
            elif isinstance(tag, str) and tag not in _SKIPPED:
                yield from self._story(child, kind)

    def _paragraph(self, element: Element, kind: str = "") -> Iterator[Block]:
        boxes: list[Element] = []
        text = "".join(self._runs(element, boxes))
        yield Block(text, kind=kind or self._kind(element, text))
        for box in boxes:
            yield from self._story(box, kind)

    def _runs(self, element: Element, boxes: list[Element]) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == _W + "t":
                yield child.text or ""
            elif tag in (_W + "tab", _W + "ptab"):
                yield "\t"
            elif tag in (_W + "br", _W + "cr"):
                yield "\n"
            elif tag == _W + "noBreakHyphen":
                yield "\u2011"
            elif tag == _W + "softHyphen":
                yield "\u00ad"
            elif tag == _W + "sym":
                yield _symbol(child)
            elif tag in (_W + "footnoteReference", _W + "endnoteReference"):
                yield self._mark(child)
            elif tag == _W + "txbxContent":
                boxes.append(child)
            elif tag == _MC + "AlternateContent":
                chosen = _choice(child)
                if chosen is not None:
                    yield from self._runs(chosen, boxes)
            elif tag in (_W + "del", _W + "moveFrom"):
                self.deletions += 1
            elif isinstance(tag, str) and tag not in _SKIPPED:
                yield from self._runs(child, boxes)

    def _mark(self, reference: Element) -> str:
        kind = "footnote" if reference.tag == _W + "footnoteReference" else "endnote"
        key = reference.get(_W + "id") or ""
        marks = self.seen_notes.setdefault(kind, {})
        marks.setdefault(key, ("" if kind == "footnote" else "e") + str(len(marks) + 1))
        return f"[{marks[key]}]"

    def _kind(self, paragraph: Element, text: str) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = self.styles.get(style.get(_W + "val") or "", "") if style is not None else ""
        if re.match(
            r"(?:heading|title|subtitle|заголовок|название|überschrift|titre)\b", name, re.I
        ):
            return "heading"
        if paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None and len(text) < 200:
            level = paragraph.find(f"{_W}pPr/{_W}outlineLvl").get(_W + "val")
            return "heading" if level in set("012345678") else "paragraph"
        series = self._series(paragraph)
        if series:
            running = series in self.running and paragraph not in self.points
            return "paragraph" if running else "item"
        return "heading" if self._stands_out(paragraph, text) else "paragraph"

    def _stands_out(self, paragraph: Element, text: str) -> bool:
        """Whether a short line is set apart by hand, all of it bold or underlined: a heading without a style.

        A line in quotation marks or with a full stop is a sentence that somebody stressed.
        """
        words = text.strip()
        if not 0 < len(words) <= _LONGEST_HEADING or _SENTENCE.search(words):
            return False
        runs = [
            run
            for run in paragraph.iter(_W + "r")
            if any((part.text or "").strip() for part in run.iter(_W + "t"))
        ]
        return bool(runs) and all(map(_stressed, runs))

    def _series(self, paragraph: Element) -> str:
        """The list that a paragraph belongs to: its numbering and level, or its style; "" for none."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        identifier = (style.get(_W + "val") or "") if style is not None else ""
        key, depth = _numbering(paragraph)
        for one in self._bases(identifier):
            own, level = self.numbered.get(one, ("", ""))
            key, depth = key or own, depth or level
        if key not in ("", "0"):
            return f"{key}/{depth if depth.isascii() and depth.isdigit() else '0'}"
        name = self.styles.get(identifier, "")
        return name.lower() if re.match(r"list\b", name, re.I) else ""

    def _running(self, body: Element) -> set[str]:
        """Lists whose entries are running text: the numbered paragraphs of a judgment or statute.

        Their entries are long, and most of their stretches follow a line that introduces nothing (no
        colon), so that no entry is a point of the line before it, even where that ends with one. Below
        the first level a stretch that a colon does introduce is kept as points of that line.
        """
        words: dict[str, list[int]] = {}
        introduced: dict[str, list[bool]] = {}
        opened: dict[str, bool] = {}
        before, colon = "", False
        for paragraph in body.iter(_W + "p"):
            text = "".join(part.text or "" for part in paragraph.iter(_W + "t")).strip()
            if not text:
                continue
            series = self._series(paragraph)
            if series:
                words.setdefault(series, []).append(len(text.split()))
                if before != series and not _deeper(before, series):
                    introduced.setdefault(series, []).append(colon)
                    opened[series] = colon and "/" in series and not series.endswith("/0")
                if opened.get(series):
                    self.points.add(paragraph)
            before, colon = series, text.endswith(":")
        return {
            series
            for series, counts in words.items()
            if median(counts) >= _RUNNING and fmean(introduced.get(series) or [False]) < 0.5
        }

    def _styles(self) -> dict[str, str]:
        root = self.part("word/styles.xml")
        if root is None:
            return {}
        found = {}
        for style in root.findall(_W + "style"):
            name = style.find(_W + "name")
            identifier = style.get(_W + "styleId") or ""
            found[identifier] = (name.get(_W + "val") or "") if name is not None else identifier
            base = style.find(_W + "basedOn")
            if not re.match("heading", found[identifier], re.I):
                self.numbered[identifier] = _numbering(style)
                self.based[identifier] = (base.get(_W + "val") or "") if base is not None else ""
        return found

    def _bases(self, style: str) -> Iterator[str]:
        """A style and those that it is based on, the nearest first."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            yield style
            style = self.based.get(style, "")

    def _table(self, table: Element, kind: str) -> Iterator[Block]:
        """Rows as tab-separated cells; cells that hold running text become paragraphs."""
        self.tables += 1
        sheet = f"table {self.tables}"
        for row_number, row in enumerate(_rows(table), start=1):
            cells = [list(self._story(cell, kind)) for cell in _cells(row)]
            cells = [[block for block in cell if block.text.strip()] for cell in cells]
            tabular = len(cells) > 1 and all(_is_cell(cell) for cell in cells)
            for column, cell in enumerate(cells, start=1):
                if tabular:
                    block = cell[0] if cell else Block("")
                    yield Block(
                        re.sub(r"[\t\n]", " ", block.text),
                        kind=kind or "cell",
                        before="\t" if column > 1 else "\n",
                        sheet=sheet,
                        row=row_number,
                        column=column,
                    )
                else:
                    for block in cell:
                        place = (
                            block.sheet or sheet,
                            block.row or row_number,
                            block.column or column,
                        )
                        yield replace(block, sheet=place[0], row=place[1], column=place[2])

    def _notes(self, kind: str, _prefix: str) -> Iterator[Block]:
        root = self.part(f"word/{kind}s.xml")
        if root is None:
            return
        marks = self.seen_notes.get(kind, {})
        notes = {note.get(_W + "id") or "": note for note in root.findall(_W + kind)}
        for key, mark in marks.items():
            note = notes.pop(key, None)
            if note is None:
                self.notes.append(f"The {kind} [{mark}] is missing in the file.")
                continue
            words = "\n".join(
                block.text for block in self._story(note, "footnote") if block.text.strip()
            )
            yield Block(f"[{mark}] {words.strip()}", kind="footnote")

    def _edges(self) -> Iterator[Block]:
        """Headers and footers, each wording once, as furniture."""
        seen: set[str] = set()
        for name in sorted(self.archive.namelist()):
            if not re.fullmatch(r"word/(?:header|footer)\d*\.xml", name):
                continue
            root = self.part(name)
            for block in self._story(root, "furniture") if root is not None else ():
                key = block.text.strip()
                if key and key not in seen:
                    seen.add(key)
                    yield replace(block, kind="furniture")


def _numbering(element: Element) -> tuple[str, str]:
    """The numbering and the level that a paragraph or a style names itself; "" for what it leaves open.

    What is left open comes from the style that it is based on (ECMA-376 part 1, 17.7.4.3 and 17.9).
    """
    parts = (element.find(f"{_W}pPr/{_W}numPr/{_W}{name}") for name in ("numId", "ilvl"))
    key, level = ((part.get(_W + "val") or "") if part is not None else "" for part in parts)
    return key, level


def _stressed(run: Element) -> bool:
    """A run is bold or underlined by its own mark."""
    marks = (run.find(f"{_W}rPr/{_W}{name}") for name in ("b", "u"))
    return any(
        mark is not None and (mark.get(_W + "val") or "true") not in ("0", "false", "off", "none")
        for mark in marks
    )


def _deeper(one: str, other: str) -> bool:
    """The first series is a lower level of the same numbering than the second."""
    number_, _, level = one.partition("/")
    same, _, above = other.partition("/")
    return bool(level and above) and number_ == same and int(level) > int(above)


def _choice(alternative: Element) -> Element | None:
    """One branch of alternative content: the same text box stands in both."""
    chosen = alternative.find(_MC + "Choice")
    return chosen if chosen is not None else alternative.find(_MC + "Fallback")


def _symbol(element: Element) -> str:
    try:
        return chr(int(element.get(_W + "char") or "FFFD", 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == _W + "tr":
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "customXml", _W + "ins"):
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == _W + "tc":
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "customXml", _W + "ins"):
            yield from _cells(child)


def _is_cell(blocks: list[Block]) -> bool:
    return len(blocks) <= 1 and all(
        len(block.text) <= _LONG_CELL and block.sheet is None for block in blocks
    )


# What a program leaves in its files where nobody says otherwise: nobody wrote the document then.
_TEMPLATE_AUTHOR, _TEMPLATE_DATE = "python-docx", "2013-12-23T23:15:00Z"


def _info(document: _Document) -> DocumentInfo:
    root = document.part("docProps/core.xml")
    if root is None:
        return DocumentInfo()

    def pick(tag: str) -> str | None:
        found = root.find(tag)
        return (found.text or "").strip() or None if found is not None else None

    author = pick(_DC + "creator")
    if author == _TEMPLATE_AUTHOR:
        author = None
    dates = (pick(_DCTERMS + "created"), pick(_DCTERMS + "modified"))
    return DocumentInfo(
        title=pick(_DC + "title"),
        authors=tuple(name.strip() for name in (author or "").split(";") if name.strip()),
        publisher=pick(_DC + "publisher"),
        date=next((date for date in dates if date and date != _TEMPLATE_DATE), None),
    )
