"""One PDF page to lines of text with their boxes and size of type.

PDFium gives a stream of characters in reading order, with line breaks that it infers. Coordinates
leave here as hundredths of a point from the top left corner of the page as it is shown (cropped
and rotated), which is what a page image of the same page uses.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass

from dalil.evidence import Box
from dalil.text.vendor_types import PdfDocument, PdfPage, PdfTextPage

_HYPHEN = 0x02
_BREAKS = frozenset((0x0A, 0x0D))
MAX_CHARACTERS = 2_000_000
"""Most characters of one page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page.

    Attributes:
        text: The words as the file holds them, without the line break.
        box: Where it stands.
        size: Size of type in hundredths of a point (of its middle character).
        page_width: Width of the page in hundredths of a point.
        page_height: Height of the page in hundredths of a point.
        confidence: 0-100 where the line was recognised in a picture, else None.
    """

    text: str
    box: Box
    size: int
    page_width: int
    page_height: int
    confidence: int | None = None


def lines_of(document: PdfDocument, index: int) -> list[Line]:
    """The lines of one page, in the order of the text layer; empty where there is none.

    Args:
        document: An open PDFium document.
        index: 0-based page.
    """
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _Page(page, textpage, index + 1).lines()
        finally:
            textpage.close()
    finally:
        page.close()


def glyphs_of(
    document: PdfDocument, index: int
) -> list[tuple[str, tuple[int, int, int, int] | None]]:
    """The letters of one page with the edges of each, in the order of the text layer.

    Hyphens at a line's end and the break after them are left out, so that a divided word is whole. What
    has no place on the page has None.
    """
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            return _Page(page, textpage, index + 1).glyphs()
        finally:
            textpage.close()
    finally:
        page.close()


class _Page:
    """A page that is open for reading."""

    def __init__(self, page: PdfPage, textpage: PdfTextPage, number: int) -> None:
        import pypdfium2.raw as raw

        self._raw = raw
        self._page = page
        self._textpage = textpage
        self._number = number
        width, height = page.get_size()
        self.width, self.height = round(width * 100), round(height * 100)

    def lines(self) -> list[Line]:
        """All lines that are not blank."""
        get = self._raw.FPDFText_GetUnicode
        count = min(self._textpage.count_chars(), MAX_CHARACTERS)
        codes = [get(self._textpage, i) for i in range(count)]
        found: list[Line] = []
        start = 0
        for i, code in enumerate(codes):
            if code in _BREAKS or code == _HYPHEN:
                end = i + 1 if code == _HYPHEN else i
                self._add(found, codes, start, end)
                start = i + 1
        self._add(found, codes, start, count)
        return found

    def glyphs(self) -> list[tuple[str, tuple[int, int, int, int] | None]]:
        """Each letter and its edges."""
        get = self._raw.FPDFText_GetUnicode
        count = min(self._textpage.count_chars(), MAX_CHARACTERS)
        found: list[tuple[str, tuple[int, int, int, int] | None]] = []
        divided = False
        for i in range(count):
            code = get(self._textpage, i)
            if code == _HYPHEN or (divided and code in _BREAKS):
                divided = True
                continue
            divided = False
            found.append((_decoded([code])[:1] or "\ufffd", self._edges(i)))
        return found

    def _edges(self, place: int) -> tuple[int, int, int, int] | None:
        rect = self._raw.FS_RECTF()
        if not self._raw.FPDFText_GetLooseCharBox(self._textpage, place, ctypes.byref(rect)):
            return None
        (x, y), (to_x, to_y) = (
            self._shown(rect.left, rect.top),
            self._shown(rect.right, rect.bottom),
        )
        if x == to_x and y == to_y:
            return None
        return min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)

    def _add(self, found: list[Line], codes: list[int], start: int, end: int) -> None:
        text = _decoded(codes[start:end])
        if not text.strip():
            return
        box = self._box(start, end - start)
        size = self._size(start, end)
        if box is not None:
            found.append(
                Line(text.rstrip(), box, size or box.bottom - box.top, self.width, self.height)
            )

    def _size(self, start: int, end: int) -> int:
        """Size of type as shown, by the middle character (a footnote's mark stands at an edge)."""
        size = self._raw.FPDFText_GetFontSize(self._textpage, (start + end) // 2)
        return round(float(size) * 100)

    def _box(self, start: int, count: int) -> Box | None:
        """The rectangle around the characters, or None where the page gives none."""
        edges = [ctypes.c_double() for _ in range(4)]
        pointers = [ctypes.byref(edge) for edge in edges]
        corners: list[tuple[int, int]] = []
        for i in range(self._raw.FPDFText_CountRects(self._textpage, start, count)):
            if self._raw.FPDFText_GetRect(self._textpage, i, *pointers):
                left, top, right, bottom = (edge.value for edge in edges)
                corners += [self._shown(left, top), self._shown(right, bottom)]
        if not corners:
            return None
        across, down = [x for x, _ in corners], [y for _, y in corners]
        return Box(self._number, min(across), min(down), max(across), max(down))

    def _shown(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        self._raw.FPDF_PageToDevice(
            self._page,
            0,
            0,
            self.width,
            self.height,
            0,
            x,
            y,
            ctypes.byref(across),
            ctypes.byref(down),
        )
        return across.value, down.value


def _decoded(codes: list[int]) -> str:
    """Characters of PDFium's codes: hyphens at a line's end, pairs of surrogates joined."""
    text = "".join("-" if code == _HYPHEN else chr(code) for code in codes if code <= 0x10FFFF)
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    # U+FFFE and U+FFFF are no characters; PDFium writes them where a hyphen or a glyph was.
    return text.replace("\ufffe", "-").replace("\uffff", "\ufffd")
