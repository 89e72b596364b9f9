"""A dossier as a Word file with real footnotes: the file that a case worker edits and a lawyer opens.

The words are those of the tree, as in the HTML and JSON renderings. A footnote stands where its claim
is first used (quote, holder, exhibit, place, hash, address); later uses refer back to it by field, so
that both stay right when somebody edits the text. No macro, no link, nothing loaded from elsewhere.
"""

from __future__ import annotations

import datetime
import io
import math
from dataclasses import dataclass, field
from itertools import zip_longest

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle
from docx.table import Table as Grid
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from dalil.dossier.values import (
    Block,
    Box,
    Columns,
    Dossier,
    Excerpts,
    Footnote,
    Plain,
    Section,
    Sentence,
    Table,
)
from dalil.dossier.visible import visible
from dalil.dossier.word_parts import (
    Footnotes,
    again,
    bookmark,
    complex_field,
    fixed,
    reference,
    text_runs,
    word_element,
)

_INK = RGBColor(0x1F, 0x29, 0x33)
_QUIET = RGBColor(0x5B, 0x67, 0x70)
_ACCENT = RGBColor(0x1B, 0x4D, 0x5C)
_SHADES = {"status": "EEF3F5", "contrary": "FBF1E6"}
_FACTS = 100_000
"""Ids of the bookmarks of facts begin here, after those of the footnotes."""
SHORT = 600
"""Characters up to which a row of a table is kept on one page."""
WIDTH = 16.4
"""Of the text, in centimetres."""


def render(dossier: Dossier) -> bytes:
    """The dossier as an Office Open XML document (A4); the same tree gives the same bytes."""
    document = docx.Document()
    _drop_picture(document)
    _page(document)
    _styles(document)
    writer = _Writer(document, Footnotes(), _notes(dossier))
    document.add_paragraph(visible(dossier.title), style="Title")
    document.add_paragraph(visible(dossier.subtitle), style="Subtitle")
    for section in dossier.sections:
        writer.section(section)
    writer.footnotes.put(document)
    _running(document, dossier)
    _properties(document, dossier)
    out = io.BytesIO()
    document.save(out)
    return fixed(out.getvalue())


def _notes(dossier: Dossier) -> dict[int, Footnote]:
    return {note.number: note for section in dossier.sections for note in section.notes}


@dataclass
class _Writer:
    """Writes sections into a document and remembers which notes and facts it has met."""

    document: Document
    footnotes: Footnotes
    notes: dict[int, Footnote]
    met: set[int] = field(default_factory=set)
    facts: set[int] = field(default_factory=set)

    def section(self, section: Section) -> None:
        self.document.add_heading(visible(section.title), level=1)
        if section.lead is not None:
            self.sentence(self.document.add_paragraph(style="Lead"), section.lead)
        for block in section.blocks:
            self.block(block, anchor=section.id == "said")

    def block(self, block: Block, *, anchor: bool) -> None:
        if isinstance(block, Box):
            self.box(block)
        elif isinstance(block, Plain):
            for sentence in block.sentences:
                self.sentence(self.document.add_paragraph(), sentence)
        elif isinstance(block, Columns):
            self.columns(block, anchor=anchor)
        elif isinstance(block, Table):
            self.table(block)
        else:
            self.excerpts(block)

    def box(self, box: Box) -> None:
        grid = self.document.add_table(rows=1, cols=1, style="Table Grid")
        cell = grid.cell(0, 0)
        _shade(cell, _SHADES.get(box.kind, "F4F5F6"))
        title = cell.paragraphs[0]
        title.style = "Box Title"
        title.add_run(visible(box.title))
        for sentence in box.sentences:
            self.sentence(cell.add_paragraph(style="List Bullet"), sentence)
        self._gap()

    def columns(self, block: Columns, *, anchor: bool) -> None:
        self.document.add_heading(visible(block.title), level=2)
        if block.lead is not None:
            self.sentence(self.document.add_paragraph(), block.lead)
        grid = self.document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
        for index, column in enumerate(block.columns):
            head = grid.cell(0, index)
            _shade(head, "E6ECEF")
            head.paragraphs[0].style = "Cell Head"
            head.paragraphs[0].add_run(visible(column.label))
        # A row for each pair of sentences: Word breaks pages between rows, not within a tall one.
        for row in zip_longest(*(column.sentences for column in block.columns)):
            cells = grid.add_row().cells
            for index, sentence in enumerate(row):
                self.cell(cells[index], (sentence,) if sentence else (), anchor=anchor)
        _repeat(grid)
        self._gap()

    def table(self, table: Table) -> None:
        caption = self.document.add_paragraph(style="Caption")
        caption.add_run(visible(table.caption))
        caption.paragraph_format.keep_with_next = True
        grid = self.document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        for index, name in enumerate(table.columns):
            head = grid.cell(0, index)
            _shade(head, "E6ECEF")
            head.paragraphs[0].style = "Cell Head"
            head.paragraphs[0].add_run(visible(name))
        for row in table.rows:
            cells = grid.add_row().cells
            for index, sentences in enumerate(row):
                self.cell(cells[index], sentences, anchor=False)
        _widths(grid)
        _repeat(grid)
        self._gap()

    def cell(self, cell: _Cell, sentences: tuple[Sentence, ...], *, anchor: bool) -> None:
        cell.paragraphs[0].style = "Cell"
        for index, sentence in enumerate(sentences):
            paragraph = cell.add_paragraph() if index else cell.paragraphs[0]
            paragraph.style = "Cell"
            self.sentence(paragraph, sentence, anchor=anchor)

    def excerpts(self, block: Excerpts) -> None:
        self.document.add_heading(visible(block.title), level=2)
        for excerpt in block.excerpts:
            place = self.document.add_paragraph(style="Caption")
            place.add_run(visible(excerpt.place))
            place.paragraph_format.keep_with_next = True
            paragraph = self.document.add_paragraph(style="Quote")
            for segment in excerpt.segments:
                style = "QuotedWords" if segment.notes else None
                for run in text_runs(segment.text, style, excerpt.language):
                    paragraph._p.append(run)
                self.references(paragraph, segment.notes)

    def sentence(self, paragraph: Paragraph, sentence: Sentence, *, anchor: bool = False) -> None:
        """One sentence: its number, words, footnotes, facts, labels, and what stands beside it."""
        if sentence.number is not None:
            self.number(paragraph, sentence.number, anchor=anchor)
        for run in text_runs(sentence.text, None, sentence.language):
            paragraph._p.append(run)
        self.references(paragraph, sentence.notes)
        self.pointers(paragraph, sentence.facts)
        marks = [mark for mark in sentence.marks if mark != sentence.text]
        if marks:
            paragraph.add_run(" ")
            paragraph.add_run(f"[{'; '.join(visible(mark) for mark in marks)}]", style="Mark")
        for beside in sentence.beside:
            paragraph.add_run(" ")
            self.sentence(paragraph, beside)

    def number(self, paragraph: Paragraph, number: int, *, anchor: bool) -> None:
        run = paragraph.add_run(f"¶{number}", style="Fact Number")
        if anchor and number not in self.facts:
            self.facts.add(number)
            start, end = bookmark(_FACTS + number, f"fact_{number}")
            run._r.addprevious(start)
            run._r.addnext(end)
        paragraph.add_run(" ")

    def pointers(self, paragraph: Paragraph, facts: tuple[int, ...]) -> None:
        if not facts:
            return
        paragraph.add_run(" fact " if len(facts) == 1 else " facts ", style="Mark")
        for index, fact in enumerate(facts):
            if index:
                paragraph.add_run(", ", style="Mark")
            for part in complex_field(f" REF fact_{fact} \\h ", f"¶{fact}", "Mark"):
                paragraph._p.append(part)

    def references(self, paragraph: Paragraph, numbers: tuple[int, ...]) -> None:
        for index, number in enumerate(numbers):
            if index:
                paragraph.add_run(", ", style="Footnote Reference")
            if number in self.met:
                parts = again(number)
            else:
                self.met.add(number)
                self.note(self.notes[number])
                parts = reference(number)
            for part in parts:
                paragraph._p.append(part)

    def note(self, note: Footnote) -> None:
        words = [(f"“{note.quote}”", None), (" ", None), (note.source, None), (" ", None)]
        self.footnotes.add(note.number, [*words, (note.trail, "Trail")], note.language)

    def _gap(self) -> None:
        self.document.add_paragraph(style="Gap")


def _drop_picture(document: Document) -> None:
    """The blank document of the library brings a picture of itself; it is not ours to send."""
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype == RELATION.THUMBNAIL]:
        relations.pop(key)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.2)


def _styles(document: Document) -> None:
    styles = document.styles
    body = styles["Normal"]
    _font(body, "Cambria", 10.5, _INK)
    body.paragraph_format.space_after = Pt(6)
    body.paragraph_format.line_spacing = 1.15
    _lines(styles["Table Grid"])
    for name, size in (("Title", 24), ("Heading 1", 15), ("Heading 2", 12)):
        _font(styles[name], "Calibri", size, _ACCENT)
        styles[name].paragraph_format.keep_with_next = True
    styles["Heading 1"].paragraph_format.space_before = Pt(20)
    _font(styles["Subtitle"], "Calibri", 11, _QUIET)
    styles["Subtitle"].font.italic = False
    _font(styles["Caption"], "Calibri", 9.5, _QUIET)
    _font(styles["Quote"], "Cambria", 10.5, _INK)
    styles["Quote"].font.italic = False
    styles["Quote"].paragraph_format.left_indent = Cm(0.8)
    _new(document, "Lead", "Cambria", 10.5, _QUIET, after=8)
    _new(document, "Box Title", "Calibri", 11, _ACCENT, after=3).font.bold = True
    _new(document, "Cell", "Cambria", 9.5, _INK, after=3)
    _new(document, "Cell Head", "Calibri", 9.5, _ACCENT, after=2).font.bold = True
    _new(document, "Gap", "Cambria", 4, _INK, after=0)
    _new(
        document, "Footnote Text", "Cambria", 8.5, _INK, after=2
    ).paragraph_format.line_spacing = 1.0
    characters = WD_STYLE_TYPE.CHARACTER
    styles.add_style("Footnote Reference", characters).font.superscript = True
    _font(styles.add_style("Mark", characters), "Calibri", 8.5, _QUIET)
    _font(styles.add_style("Fact Number", characters), "Calibri", 9, _ACCENT)
    _font(styles.add_style("Trail", characters), "Consolas", 7, _QUIET)
    quoted = styles.add_style("Quoted Words", characters)
    quoted.element.get_or_add_rPr().append(_fill("FFF3C4"))


def _font(style: CharacterStyle | ParagraphStyle, name: str, size: float, colour: RGBColor) -> None:
    """Set a face for Latin, Cyrillic and right-to-left text alike."""
    font = style.font
    font.name, font.size, font.color.rgb = name, Pt(size), colour
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        faces.set(qn(f"w:{script}"), name)
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        faces.attrib.pop(qn(f"w:{theme}"), None)


def _lines(style: BaseStyle) -> None:
    """Hair lines in a quiet grey around and inside tables."""
    for line in style.element.iter(qn("w:tblBorders")):
        for side in line:
            side.set(qn("w:color"), "C3CCD1")


def _new(
    document: Document, name: str, face: str, size: float, colour: RGBColor, *, after: float
) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _font(style, face, size, colour)
    style.paragraph_format.space_after = Pt(after)
    return style


def _shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(_fill(colour))


def _fill(colour: str) -> BaseOxmlElement:
    return word_element("w:shd", val="clear", color="auto", fill=colour)


def _repeat(grid: Grid) -> None:
    """The head row stands again on each page; a short row is not torn between two pages."""
    grid.rows[0]._tr.get_or_add_trPr().append(word_element("w:tblHeader"))
    for row in grid.rows:
        if max(len(cell.text) for cell in row.cells) < SHORT:
            row._tr.get_or_add_trPr().insert(0, word_element("w:cantSplit"))


def _widths(grid: Grid) -> None:
    """Columns as wide as their words ask for: by the root of what stands in them, none too narrow."""
    columns = [[cell.text for cell in column.cells] for column in grid.columns]
    asked = [math.sqrt(max(len(text) for text in column)) for column in columns]
    words = [
        max(len(word) for text in column for word in (text.split() or [""])) for column in columns
    ]
    floors = [min(0.2 * word + 0.4, WIDTH / len(columns)) for word in words]
    spare = WIDTH - sum(floors)
    grid.autofit = False
    for column, floor, share in zip(grid.columns, floors, asked, strict=True):
        width = Cm(floor + spare * share / (sum(asked) or 1))
        column.width = width
        for cell in column.cells:
            cell.width = width


def _running(document: Document, dossier: Dossier) -> None:
    """Head and foot of each page: what this is, for whom, and the page's number."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.add_run(visible(f"{dossier.title} · for: {dossier.audience}"), style="Mark")
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in complex_field(" PAGE ", "1", "Mark"):
        foot._p.append(part)


def _properties(document: Document, dossier: Dossier) -> None:
    """Say what the file is; its times are those of the checkpoint, so that the bytes are the same again.

    Without a checkpoint there is no time: the template's own must not stand as the document's.
    """
    core = document.core_properties
    core.title, core.author = visible(dossier.title)[:255], "Dalil"
    core.subject = visible(dossier.subtitle)[:255]
    core.last_modified_by, core.comments, core.language = "Dalil", "", "en"
    if dossier.checkpoint is not None:
        at = datetime.datetime.fromisoformat(dossier.checkpoint.at).replace(tzinfo=None)
        core.created = core.modified = at
    else:
        for time in core._element.xpath("dcterms:created | dcterms:modified"):
            core._element.remove(time)
    core.revision = 1
