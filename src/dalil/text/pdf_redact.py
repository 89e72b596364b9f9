"""A redacted copy of a PDF: its pages as pictures, with black boxes where words were to go.

The copy holds pictures and nothing else: no text, fonts, metadata, comments, form values, layers or
attachments are carried over, so that nothing can lie beneath a box. Pages that are pictures are
redacted only where somebody has read them; a page that nobody has read is refused, never passed on.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dalil.errors import Unreadable
from dalil.evidence import Box
from dalil.text.pdf import open_pdf
from dalil.text.pdf_lines import glyphs_of
from dalil.text.pdf_page import Edges, Letters, image_of, runs_of, spots_of
from dalil.text.pdf_picture import is_picture
from dalil.text.vendor_types import PdfDocument

DPI = 150
MOST_PAGES = 300
_MOST_PIXELS = 20_000_000
_MARGIN = 60
"""Hundredths of a point by which a box is wider than its letters on each side."""


def redact_pdf(content: bytes, wanted: Mapping[str, Any]) -> tuple[bytes, list[Box]]:
    """Draw a PDF anew without some words.

    Args:
        content: The PDF.
        wanted: ``expression``: a regular expression of the words, or ""; ``places``: rows of page, left,
            top, right, bottom, words: lines in which words are to go, whole where the words are not
            found in them; ``seen``: pages that are pictures and were read.

    Returns:
        The copy, and the boxes in it.

    Raises:
        Unreadable: The PDF cannot be opened, has too many pages, or has a page that nobody has read.
    """
    document = open_pdf(content)
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable(
                f"It has {len(document):,} pages; at most {MOST_PAGES:,} are redacted at once.",
                "Split it and redact the parts.",
                reason_code="too_large",
            )
        boxes: list[Box] = []
        pages = _pages(document, wanted, boxes)
        return _written(pages), boxes
    finally:
        document.close()


def _pages(
    document: PdfDocument, wanted: Mapping[str, Any], boxes: list[Box]
) -> Iterator[tuple[tuple[int, int], tuple[float, float], bytes]]:
    """Pixels, size in points and packed pixels of each page."""
    asked = wanted["expression"]
    expression = re.compile(asked, re.IGNORECASE) if asked else None
    for index in range(len(document)):
        places = [
            (Box(*row[:5]), str(row[5])) for row in wanted["places"] if int(row[0]) == index + 1
        ]
        letters = glyphs_of(document, index)
        text = "".join(letter for letter, _ in letters)
        if is_picture(document, index, text) and index + 1 not in wanted["seen"]:
            raise Unreadable(
                f"Page {index + 1} is a picture whose words nobody has read, so nobody can say what to hide.",
                "Install tesseract-ocr and run dalil ingest again; or redact a print of it by hand.",
                reason_code="no_ocr",
            )
        found = list(dict.fromkeys(_found(letters, text, expression, places)))
        boxes += [Box(index + 1, *edges) for edges in found]
        yield _drawn(document, index, found)


def _found(
    letters: Letters,
    text: str,
    expression: re.Pattern[str] | None,
    places: Iterable[tuple[Box, str]],
) -> Iterator[Edges]:
    """Boxes to be black, one for each run of letters on a line."""
    for found in expression.finditer(text) if expression else ():
        yield from runs_of(letters[found.start() : found.end()])
    for box, words in places:
        inside = [i for i, (_, edges) in enumerate(letters) if edges and _within(edges, box)]
        spots = spots_of("".join(letters[i][0] for i in inside), words)
        if not spots:
            yield box.left, box.top, box.right, box.bottom
        for spot in spots:
            yield from runs_of([letters[i] for i in inside[spot[0] : spot[1]]])


def _within(edges: Edges, box: Box) -> bool:
    across, down = (edges[0] + edges[2]) // 2, (edges[1] + edges[3]) // 2
    return box.left <= across <= box.right and box.top <= down <= box.bottom


def _drawn(
    document: PdfDocument, index: int, found: Iterable[Edges]
) -> tuple[tuple[int, int], tuple[float, float], bytes]:
    """One page as it is shown, without comments and form fields, with the boxes filled."""
    from PIL import ImageDraw

    page = document[index]
    try:
        width, height = page.get_size()
        image = image_of(page, DPI, _MOST_PIXELS, comments=False)
    finally:
        page.close()
    size = image.size
    pen = ImageDraw.Draw(image)
    across, down = size[0] / (width * 100), size[1] / (height * 100)
    for left, top, right, bottom in found:
        corners = (left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN)
        pen.rectangle(
            (corners[0] * across, corners[1] * down, corners[2] * across, corners[3] * down),
            fill="black",
        )
    return size, (width, height), zlib.compress(image.tobytes(), 6)


def _written(pages: Iterable[tuple[tuple[int, int], tuple[float, float], bytes]]) -> bytes:
    """A PDF 1.4 of one picture on each page and nothing else."""
    bodies: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids: list[int] = []
    for (across, down), (width, height), packed in pages:
        bodies.append(
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB"
            b" /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
            % (across, down, len(packed), packed)
        )
        draw = b"%.3f 0 0 %.3f 0 0 cm /P Do" % (width, height)
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw))
        number = len(bodies)
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.3f %.3f] /Contents %d 0 R"
            b" /Resources << /XObject << /P %d 0 R >> >> >>" % (width, height, number, number - 1)
        )
        kids.append(number + 1)
    order = b" ".join(b"%d 0 R" % kid for kid in kids)
    bodies[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), order)
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(bodies, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(
        b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start)
    )
    return out.getvalue()
