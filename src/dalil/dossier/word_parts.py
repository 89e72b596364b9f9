"""The parts of a Word file that python-docx does not write: footnotes, fields, fixed bytes.

Footnotes are real ones (ECMA-376 part 1, section 17.11): a part of their own with separators, an
automatic number, and styles. Nothing here knows a dossier.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from dalil.dossier.visible import runs, visible

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_EMPTY = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""

Styled = tuple[str, str | None]
"""Text and the character style that it is set in."""


class Footnotes:
    """The footnotes part of a document, written note by note."""

    def __init__(self) -> None:
        self._root = parse_xml(_EMPTY)

    def add(self, number: int, words: list[Styled], language: str | None) -> None:
        """Write footnote ``number`` (from 1) as one paragraph of styled words."""
        note = word_element("w:footnote", id=str(number))
        paragraph = word_element("w:p")
        properties = word_element("w:pPr")
        properties.append(word_element("w:pStyle", val="FootnoteText"))
        paragraph.append(properties)
        paragraph.append(_mark("w:footnoteRef"))
        for text, style in (" ", None), *words:
            for run in text_runs(text, style, language):
                paragraph.append(run)
        note.append(paragraph)
        self._root.append(note)

    def put(self, document: Document) -> None:
        """Put the notes into a document, as a part of their own."""
        content = etree.tostring(
            self._root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, content, document.part.package)
        document.part.relate_to(part, RELATION.FOOTNOTES)


def reference(number: int) -> list[BaseOxmlElement]:
    """The place in the text where footnote ``number`` stands, with a bookmark for later references."""
    run = _mark("w:footnoteReference", id=str(number))
    start = word_element("w:bookmarkStart", id=str(number), name=f"note_{number}")
    return [start, run, word_element("w:bookmarkEnd", id=str(number))]


def again(number: int) -> list[BaseOxmlElement]:
    """A second reference to a footnote: a NOTEREF field, which Word keeps in step."""
    return complex_field(f" NOTEREF note_{number} \\h ", str(number), "FootnoteReference")


def complex_field(code: str, shown: str, style: str | None = None) -> list[BaseOxmlElement]:
    """A complex field (ECMA-376 part 1, section 17.16) with the text that it shows until updated."""
    found = []
    for kind, content in (
        ("begin", ""),
        ("", code),
        ("separate", ""),
        ("shown", shown),
        ("end", ""),
    ):
        run = _run(style)
        if kind in ("begin", "separate", "end"):
            run.append(word_element("w:fldChar", fldCharType=kind))
        else:
            text = OxmlElement("w:t" if kind == "shown" else "w:instrText")
            text.text = content
            text.set(qn("xml:space"), "preserve")
            run.append(text)
        found.append(run)
    return found


def bookmark(number: int, name: str) -> tuple[BaseOxmlElement, BaseOxmlElement]:
    """Start and end of a bookmark."""
    return word_element("w:bookmarkStart", id=str(number), name=name), word_element(
        "w:bookmarkEnd", id=str(number)
    )


def text_runs(text: str, style: str | None, language: str | None) -> Iterator[BaseOxmlElement]:
    """Text as runs, each in one script and tagged with its language; the invisible is shown as signs.

    Args:
        text: Any text, hostile ones included.
        style: Id of a character style.
        language: ISO 639-1 code of the quoted document, used where its script fits.
    """
    for part, tag, right_to_left in runs(visible(text), language):
        run = _run(style)
        if tag is not None:
            if right_to_left:
                run.rPr.append(word_element("w:rtl"))
            kind = (
                "bidi"
                if right_to_left
                else "eastAsia"
                if tag.endswith(("zh", "ja", "ko"))
                else "val"
            )
            run.rPr.append(word_element("w:lang", **{kind: tag}))
        # A line break of the source stays in the text, where Word shows it as a space: the words are
        # the exhibit's, its line ends are not the dossier's.
        for place, cell in enumerate(part.split("\t")):
            if place:
                run.append(word_element("w:tab"))
            content = word_element("w:t")
            content.text = cell
            content.set(qn("xml:space"), "preserve")
            run.append(content)
        yield run


def fixed(content: bytes) -> bytes:
    """The same package with its members in order and without the time of packing.

    The same tree must give the same bytes (product.md, "Pinned"); a ZIP keeps the time of writing.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            new.writestr(entry, old.read(name), compresslevel=6)
    return out.getvalue()


def _run(style: str | None) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    if style is not None:
        properties.append(word_element("w:rStyle", val=style))
    run.append(properties)
    return run


def _mark(tag: str, **attributes: str) -> BaseOxmlElement:
    run = _run("FootnoteReference")
    run.append(word_element(tag, **attributes))
    return run


def word_element(tag: str, **attributes: str) -> BaseOxmlElement:
    """An element of WordprocessingML with its attributes."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
