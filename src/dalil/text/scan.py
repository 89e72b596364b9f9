"""Pages that are pictures: which they are, what was recognised in them, and what has to be said.

Used by the readers of PDF and of picture files. A page that has its own text keeps it and is not
recognised again; a stamp on a scan (a page number, a scanner's mark) is no page of text. Where a
page could not be recognised, a remark names it: its text is never silently empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from dalil.errors import Unreadable
from dalil.evidence import Box
from dalil.text.blocks import Block
from dalil.text.ocr import MISSING, Ocr, Picture, SeenLine, find_ocr, named, recognise, remarks
from dalil.text.ocr_turn import Turned
from dalil.text.pdf_lines import Line
from dalil.text.port import Aid


@dataclass
class Scans:
    """Recognises pages of one exhibit and remembers what became of each.

    Attributes:
        aid: The OCR program and its bounds.
        seen: Number and recognised lines of each page that was looked at.
        failed: Why a page could not be recognised, by its number.
        unread: Pages that nobody could look at: no program, or too many.
        turned: Pages that do not lie upright, and how they were turned to be read.
    """

    aid: Aid
    seen: list[tuple[int, Sequence[SeenLine]]] = field(default_factory=list)
    failed: dict[int, str] = field(default_factory=dict)
    unread: list[int] = field(default_factory=list)
    turned: dict[int, Turned] = field(default_factory=dict)
    _ocr: Ocr | None = None
    _asked: bool = False

    @property
    def ocr(self) -> Ocr | None:
        """The program, looked for when the first picture comes."""
        if not self._asked:
            self._ocr, self._asked = find_ocr(self.aid), True
        return self._ocr

    def skip(self, number: int) -> bool:
        """Whether the page cannot be recognised; it is remembered then."""
        if self.ocr is None or len(self.seen) + len(self.failed) >= self.aid.pages:
            self.unread.append(number)
            return True
        return False

    def read(self, picture: Picture, beside: Sequence[Line] = ()) -> list[Line]:
        """The lines of a picture of a page; those that the page's own text covers are left out."""
        if self.ocr is None:
            return []
        try:
            lines = recognise(self.ocr, picture, self.aid)
        except Unreadable as error:
            self.failed[picture.number] = str(error)
            return []
        lines = [line for line in lines if not _covered(line.turned.back(line.box), beside)]
        self.seen.append((picture.number, lines))
        if lines and lines[0].turned.degrees:
            self.turned[picture.number] = lines[0].turned
        return list(_as_lines(lines, picture))

    def upright(self, lines: Iterable[Line], page: int) -> list[Line]:
        """Lines of a page's own text as they stand on the page as it was turned to be read."""
        way = self.turned.get(page)
        if way is None:
            return list(lines)
        sideways = way.degrees in (90, 270)
        width, height = (way.height, way.width) if sideways else (way.width, way.height)
        return [
            replace(line, box=way.there(line.box), page_width=width, page_height=height)
            for line in lines
        ]

    def placed(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """Blocks with their boxes on the pages as they lie in the file."""
        for block in blocks:
            ways = self.turned.keys() & {box.page for box in block.boxes}
            if ways:
                boxes = (
                    self.turned[box.page].back(box) if box.page in ways else box
                    for box in block.boxes
                )
                yield replace(block, boxes=tuple(boxes))
            else:
                yield block

    @property
    def program(self) -> str:
        """What recognised text, for the name of the reader; "" where nothing was recognised."""
        return self.ocr.words if self.ocr and any(lines for _, lines in self.seen) else ""

    def remarks(self) -> Iterator[str]:
        """What a reader of the text has to know of the pictures."""
        if self.ocr is not None and self.seen:
            yield from remarks(self.ocr, self.seen)
        for number, why in list(self.failed.items())[:20]:
            yield f"Page {number} is a picture and was not recognised: {why}"
        if self.unread and self.ocr is None:
            yield f"{named(self.unread)} without text; {MISSING}, then take the file into a new case."
        elif self.unread:
            yield (
                f"{named(self.unread)} and not recognised: {self.aid.pages} pages of one file are. "
                "Split the file and take in its parts."
            )


def _covered(box: Box, beside: Iterable[Line]) -> bool:
    """The middle of the box lies in a line that the page's own text has."""
    across, down = (box.left + box.right) // 2, (box.top + box.bottom) // 2
    return any(
        line.box.left <= across <= line.box.right and line.box.top <= down <= line.box.bottom
        for line in beside
    )


def _as_lines(lines: Sequence[SeenLine], picture: Picture) -> Iterator[Line]:
    """Lines for the layout; one size of type for all, since heights of boxes depend on the letters."""
    size = round(median([line.box.bottom - line.box.top for line in lines])) if lines else 0
    width, height = round(picture.width * picture.points), round(picture.height * picture.points)
    if lines and lines[0].turned.degrees in (90, 270):
        width, height = height, width
    for line in lines:
        yield Line(line.text, line.box, size, width, height, confidence=round(line.confidence))
