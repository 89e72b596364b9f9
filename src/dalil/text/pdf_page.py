"""One page of a PDF as a picture, as it is shown, with the lines of quotes boxed.

For the eye alone: nothing is recognised, nothing is hidden (that is :mod:`dalil.text.pdf_redact`), and
the picture is never kept. Comments and form fields are drawn, for whoever printed the page saw them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dalil.errors import Unreadable
from dalil.text.pdf import open_pdf
from dalil.text.pdf_lines import glyphs_of
from dalil.text.vendor_types import PdfPage, PillowImage

DPI = 110
_MOST_PIXELS = 4_000_000
_MARGIN = 150
"""Hundredths of a point by which a box is wider than its words on each side."""
_PENS = {True: ((178, 34, 34), 3), False: ((150, 120, 40), 1)}
"""Colour and width in pixels: of the claim that was asked for, and of others."""


Edges = tuple[int, int, int, int]
"""Left, top, right, bottom in hundredths of a point from the top left corner of the page as shown."""
Letters = Sequence[tuple[str, Edges | None]]


def spots_of(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in the letters of a page or line; white space is not compared."""
    # Spaces that the page's description leaves out have no place: they are not asked for.
    pattern = r"\s*".join(map(re.escape, "".join(words.split())))
    return [spot.span() for spot in re.finditer(pattern, text)] if pattern else []


def runs_of(letters: Letters) -> Iterator[Edges]:
    """The boxes around letters that stand beside each other; a new line begins a new box."""
    run: Edges | None = None
    for _, edges in letters:
        if edges is None:
            continue
        if run is not None and edges[1] < run[3] and edges[3] > run[1]:
            run = (
                min(run[0], edges[0]), min(run[1], edges[1]), max(run[2], edges[2]), max(run[3], edges[3]),
            )  # fmt: skip
            continue
        if run is not None:
            yield run
        run = edges
    if run is not None:
        yield run


def image_of(page: PdfPage, dpi: int, most: int, *, comments: bool = True) -> PillowImage:
    """A page as it is shown, in colour.

    Args:
        page: An open page.
        dpi: Dots an inch, fewer where the picture would pass the bound.
        most: Pixels at most.
        comments: Comments and form fields too.
    """
    import pypdfium2.raw as raw
    from PIL import Image

    width, height = page.get_size()
    bitmap = page.render(
        scale=min(dpi / 72, (most / max(width * height, 1)) ** 0.5),
        may_draw_forms=comments,
        draw_annots=comments,
        rev_byteorder=True,
        force_bitmap_format=raw.FPDFBitmap_BGR,
    )
    try:
        size = (bitmap.width, bitmap.height)
        pixels = bytes(bitmap.buffer)
        return Image.frombuffer("RGB", size, pixels, "raw", "RGB", bitmap.stride, 1).copy()
    finally:
        bitmap.close()


def draw_page(content: bytes, wanted: Mapping[str, Any]) -> bytes:
    """Draw one page.

    Args:
        content: The PDF.
        wanted: ``page``: from 1; ``quotes``: rows of the words, the lines in which they stand (as
            :data:`Edges`), and whether the quote is the one asked for. Where the words are not found
            letter by letter, or the page is a picture, the lines are boxed.

    Returns:
        A PNG.

    Raises:
        Unreadable: The PDF cannot be opened, or has no such page (``no_page``).
    """
    from PIL import ImageDraw

    document = open_pdf(content)
    try:
        number = int(wanted["page"])
        if not 1 <= number <= len(document):
            raise Unreadable(
                f"It has {len(document):,} pages; there is no page {number:,}.",
                reason_code="no_page",
            )
        page = document[number - 1]
        try:
            width, height = page.get_size()
            image = image_of(page, DPI, _MOST_PIXELS)
            letters = glyphs_of(document, number - 1)
        finally:
            page.close()
    finally:
        document.close()
    pen = ImageDraw.Draw(image)
    size = image.size
    across, down = size[0] / (width * 100), size[1] / (height * 100)
    for (left, top, right, bottom), chosen in _boxes(letters, wanted["quotes"]):
        colour, thick = _PENS[chosen]
        corners = (
            max((left - _MARGIN) * across, 0),
            max((top - _MARGIN) * down, 0),
            min((right + _MARGIN) * across, size[0] - 1),
            min((bottom + _MARGIN) * down, size[1] - 1),
        )
        if corners[0] < corners[2] and corners[1] < corners[3]:
            pen.rectangle(corners, outline=colour, width=thick)
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _boxes(letters: Letters, quotes: Iterable[Sequence[Any]]) -> Iterator[tuple[Edges, bool]]:
    """The boxes to draw, those of the quote that was asked for last."""
    text = "".join(letter for letter, _ in letters)
    for words, lines, chosen in sorted(quotes, key=lambda row: bool(row[2])):
        found = [
            box
            for start, end in spots_of(text, str(words))
            for box in runs_of(letters[start:end])
            if any(_meet(box, line) for line in lines)
        ]
        for box in found or lines:
            left, top, right, bottom = box
            yield (int(left), int(top), int(right), int(bottom)), bool(chosen)


def _meet(one: Edges, other: Sequence[int]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
