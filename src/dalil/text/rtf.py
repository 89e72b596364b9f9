"""RTF documents: paragraphs, tables, footnotes, headers, in the letters of their code pages.

What Word shows is read: fields show their stored result, deleted text is not read and is counted,
notes follow the body under their marks. Comments, pictures and embedded objects are counted and not
part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dalil.errors import Unreadable
from dalil.evidence import DocumentInfo, TextLayer
from dalil.text import furniture
from dalil.text.blocks import Block, join, number
from dalil.text.port import Read, Source
from dalil.text.rtf_walk import Paragraph, Walk
from dalil.text.sniff import RTF

_HEADING = re.compile(r"(?:heading|title|subtitle|заголовок|название|überschrift|titre)\b", re.I)
_LONG_CELL = 400
LONG_ITEM = 300
"""A longer numbered stretch is a numbered paragraph of prose, as judgments have them."""


class RtfReader:
    """Reads RTF."""

    name = "rtf/1"
    media_types = (RTF,)

    def read(self, source: Source) -> Read:
        """Read an RTF document.

        Raises:
            Unreadable: ``no_text`` or ``too_large``.
        """
        walk = Walk(source.content).run()
        text, passages = join(blocks(walk))
        if not passages:
            raise Unreadable(
                "The RTF document holds no text.",
                "If it holds scanned pages as pictures, read the pictures.",
                reason_code="no_text",
            )
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=number(furniture.mark(text, passages)),
            reader=self.name,
            media_type=RTF,
            info=_info(walk),
            notes=tuple(_remarks(walk)),
        )
        return Read(layer)


def blocks(walk: Walk) -> Iterator[Block]:
    """Body, notes, then headers and footers, each wording once."""
    table = row = 0
    for paragraph in walk.paragraphs:
        if paragraph.cells is None:
            row = 0
            yield Block(paragraph.text, kind=_kind(walk, paragraph))
            continue
        table += row == 0
        row += 1
        yield from _row(paragraph.cells, f"table {table}", row)
    for note in walk.blocks_after():
        yield Block(note, kind="footnote")
    for words in dict.fromkeys(words.strip() for words in walk.edges):
        for line in words.split("\n"):
            yield Block(line, kind="furniture")


def _row(cells: list[list[str]], sheet: str, row: int) -> Iterator[Block]:
    """Cells of a row, tab-separated; cells that hold running text become paragraphs."""
    short = all(
        len(cell) <= 1 and all(len(words) <= _LONG_CELL for words in cell) for cell in cells
    )
    tabular = len(cells) > 1 and short
    for column, cell in enumerate(cells, start=1):
        if tabular:
            words = re.sub(r"[\t\n]", " ", cell[0]) if cell else ""
            before = "\t" if column > 1 else "\n"
            yield Block(words, kind="cell", before=before, sheet=sheet, row=row, column=column)
            continue
        for words in cell:
            yield Block(words, sheet=sheet, row=row, column=column)


def _kind(walk: Walk, paragraph: Paragraph) -> str:
    named = _HEADING.match(walk.styles.get(paragraph.style, "")) if paragraph.style else None
    outlined = paragraph.level is not None and paragraph.level < 9 and len(paragraph.text) < 200
    if named or outlined:
        return "heading"
    return "item" if paragraph.listed and len(paragraph.text) <= LONG_ITEM else "paragraph"


def _info(walk: Walk) -> DocumentInfo:
    parts = [walk.created.get(name) for name in ("yr", "mo", "dy")]
    year, month, day = parts
    date = f"{year:04d}-{month:02d}-{day:02d}" if year and month and day else None
    return DocumentInfo(
        title=walk.title or None, authors=(walk.author,) if walk.author else (), date=date
    )


def _remarks(walk: Walk) -> Iterator[str]:
    if walk.comments:
        yield f"{walk.comments:,} comments are not part of the text."
    if walk.deletions:
        yield f"{walk.deletions:,} tracked deletions are not shown."
    if walk.hidden:
        yield f"{walk.hidden:,} passages that the document hides are read too."
    if walk.objects:
        yield f"{walk.objects:,} embedded objects were not read."
    if walk.unclosed:
        yield "The document breaks off: not all of its groups are closed."
