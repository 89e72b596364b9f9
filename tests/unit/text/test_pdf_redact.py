"""Redacted copies of PDFs: pictures with boxes in the right places, and nothing else."""

from __future__ import annotations

import re
import zlib

import pytest
from text_samples import layer, pdf

from dalil.errors import Unreadable
from dalil.text.dispatch import redact_here
from dalil.text.pdf_redact import redact_pdf

NAME = "Maren Tarvik"
HIDDEN = {"expression": r"Maren\s+Tarvik|Tarvik", "places": [], "seen": []}
LINES = [
    (72, 780, 11, f"The fee was paid to {NAME} in May, as was agreed before the summer began."),
    (72, 740, 11, "Nobody signed. Tarvik was told so in a letter that the office never kept."),
    (72, 700, 11, "The rest of the page says nothing of anybody and may be read by all who ask."),
]
EXTRA = "/Annots [<< /Type /Annot /Subtype /Text /Rect [9 9 30 30] /Contents (Maren Tarvik) >>]"


def source() -> bytes:
    return pdf([LINES, LINES[2:]], f"/Title (On {NAME}) /Author ({NAME})", EXTRA)


def inside(content: bytes) -> bytes:
    """All bytes of the file, packed streams unpacked."""
    parts = [content]
    for found in re.finditer(rb"stream\n(.*?)\nendstream", content, re.S):
        try:
            parts.append(zlib.decompress(found.group(1)))
        except zlib.error:
            continue
    return b"".join(parts)


def pixels(content: bytes, page: int):
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return document[page].render(scale=2, draw_annots=False).to_pil().convert("L")
    finally:
        document.close()


def test_no_word_stays_in_any_byte():
    copy, boxes = redact_pdf(source(), HIDDEN)
    whole = inside(copy)
    for word in ("Maren", "Tarvik", "Title", "Author", "Annot", "Font", "Tj"):
        for coded in (word.encode(), word.encode("utf-16-be"), word.encode("utf-16-le")):
            assert coded not in whole, word
    assert len(boxes) == 2
    assert {box.page for box in boxes} == {1}
    import pypdfium2

    document = pypdfium2.PdfDocument(copy)
    assert [document[i].get_textpage().count_chars() for i in range(2)] == [0, 0]
    assert not document.get_metadata_dict(skip_empty=True)
    assert not document.count_attachments()
    document.close()


def test_the_boxes_cover_the_places_and_nothing_else():
    before, after = pixels(source(), 0), pixels(redact_pdf(source(), HIDDEN)[0], 0)
    _, boxes = redact_pdf(source(), HIDDEN)
    for box in boxes:
        place = tuple(round(edge / 50) for edge in (box.left, box.top, box.right, box.bottom))
        assert max(after.crop(place).tobytes()) < 40
        assert max(before.crop(place).tobytes()) > 200
    third = (140, 2 * (842 - 712), 1100, 2 * (842 - 694))
    assert min(after.crop(third).tobytes()) < 128  # the other line is still to be read
    assert max(after.crop(third).tobytes()) > 200
    untouched = pixels(redact_pdf(source(), HIDDEN)[0], 1)
    assert (
        sum(pixel < 40 for pixel in untouched.tobytes()) < 0.02 * untouched.width * untouched.height
    )


def test_a_span_hides_its_words_only_where_they_stand():
    read = layer(source(), "a.pdf")
    (first,) = [p for p in read.passages if p.page == 1 and "Nobody" in read.text[p.start : p.end]]
    lines = read.text[first.start : first.end].split("\n")
    at = first.boxes[[line.startswith("Nobody") for line in lines].index(True)]
    rows = [[1, at.left, at.top, at.right, at.bottom, "signed"]]
    _, (box,) = redact_pdf(source(), {"expression": "", "places": rows, "seen": []})
    assert at.left < box.left < box.right < at.right
    rows[0][5] = "words that do not stand there"
    _, (box,) = redact_pdf(source(), {"expression": "", "places": rows, "seen": []})
    assert (box.left, box.right) == (at.left, at.right)


def test_a_page_that_nobody_has_read_is_refused():
    from drawn_samples import saved
    from PIL import Image

    scan = saved(Image.new("L", (600, 800), 200))
    with pytest.raises(Unreadable, match="Page 1 is a picture") as error:
        redact_pdf(scan, HIDDEN)
    assert error.value.reason_code == "no_ocr"
    assert redact_pdf(scan, {**HIDDEN, "seen": [1]})[1] == []


def test_what_cannot_be_opened_is_a_refusal():
    outcome = redact_here(b"%PDF-1.4 broken", "0" * 64, HIDDEN)
    assert outcome.refusal is not None
    assert outcome.refusal.reader == "redact/1"
    assert not outcome.members
