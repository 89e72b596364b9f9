"""Pages of a PDF as pictures: whether a page is one, and the picture that OCR looks at.

Drawing is PDFium's, in memory, in grey, with a bound on the number of pixels. Nothing is recognised
here.
"""

from __future__ import annotations

from math import sqrt
from unicodedata import category

from dalil.text.ocr import DPI, MOST_PIXELS, Picture
from dalil.text.vendor_types import PdfDocument, PdfPage

MOST_OBJECTS = 2000
"""Objects of a page that are looked at for pictures."""
_STAMP = 100
"""A page with fewer characters of its own than this may be a scan with a stamp."""
_LEAST = 4
"""Fewer signs are not judged."""
_SHARE = 0.5
"""Share of the page that a picture covers where the page is taken for a scan."""


def is_garbled(text: str) -> bool:
    """Whether a page's text is no text: its font has no map to Unicode, and codes stand for letters.

    Control signs, signs of private use and signs that replace others make up a third of it or more.
    """
    signs = [sign for sign in text if not sign.isspace()]
    return len(signs) >= _LEAST and 3 * sum(map(_meaningless, signs)) >= len(signs)


def _meaningless(sign: str) -> bool:
    return sign == "\ufffd" or category(sign) in ("Cc", "Co", "Cn", "Cs")


def is_picture(document: PdfDocument, index: int, text: str) -> bool:
    """Whether a page is a picture whose words are not in its text.

    Args:
        document: An open PDFium document.
        index: 0-based page.
        text: The page's own text.
    """
    characters = 0 if is_garbled(text) else len(text)
    if characters >= _STAMP:
        return False
    page = document[index]
    try:
        count, share = _pictures(page)
    finally:
        page.close()
    return share >= _SHARE if characters else count > 0


def is_covered(document: PdfDocument, index: int) -> bool:
    """Whether a picture covers nearly the whole page: its text was laid under it by a scanner."""
    page = document[index]
    try:
        return _pictures(page)[1] >= 0.85
    finally:
        page.close()


def picture_of(document: PdfDocument, index: int) -> Picture:
    """The page as it is shown, in grey, at 300 dots an inch where the bound on pixels allows."""
    import pypdfium2.raw as raw

    page = document[index]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, sqrt(MOST_PIXELS / max(width * height, 1)))
        bitmap = page.render(scale=scale, force_bitmap_format=raw.FPDFBitmap_Gray)
        try:
            across, down, stride = bitmap.width, bitmap.height, bitmap.stride
            buffer = memoryview(bitmap.buffer)
            rows = (bytes(buffer[row * stride : row * stride + across]) for row in range(down))
            return Picture(across, down, b"".join(rows), index + 1, 100 * width / max(across, 1))
        finally:
            bitmap.close()
    finally:
        page.close()


def _pictures(page: PdfPage) -> tuple[int, float]:
    """Number of drawn objects, and the largest share of the page that one picture covers."""
    import ctypes

    import pypdfium2.raw as raw

    width, height = page.get_size()
    count = raw.FPDFPage_CountObjects(page)
    largest = 0.0
    edges = [ctypes.c_float() for _ in range(4)]
    pointers = [ctypes.byref(edge) for edge in edges]
    for place in range(min(count, MOST_OBJECTS)):
        item = raw.FPDFPage_GetObject(page, place)
        kind = raw.FPDFPageObj_GetType(item)
        if kind not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            continue
        if raw.FPDFPageObj_GetBounds(item, *pointers):
            left, bottom, right, top = (edge.value for edge in edges)
            wide = max(min(right, width) - max(left, 0), 0)
            high = max(min(top, height) - max(bottom, 0), 0)
            largest = max(largest, wide * high / max(width * height, 1))
    return count, largest
