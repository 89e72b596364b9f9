"""PDF: lines with boxes, paragraphs by geometry, furniture, refusals."""

from __future__ import annotations

import ctypes
import io

import pypdfium2
from drawn_samples import ENGLISH, drawn, needs_ocr
from text_samples import code, layer, pdf, read, words

from dalil.text.dispatch import read_here
from dalil.text.port import Aid

LONG = [
    "The agency said on Monday that the bridge at Olmet had been paid for twice, first by the",
    "province and then by the ministry, and that nobody could say where the second sum of the",
    "money had gone.",
]


def column(lines: list[str], top: float, size: float = 11, left: float = 72) -> list:
    return [(left, top - i * size * 1.3, size, line) for i, line in enumerate(lines)]


def test_wrapped_lines_make_a_paragraph_and_keep_their_breaks():
    found = layer(pdf([column(LONG, 780) + column(LONG, 700)]))
    assert words(found, "paragraph") == ["\n".join(LONG)] * 2
    assert [p.page for p in found.passages] == [1, 1]


def test_boxes_are_hundredths_of_a_point_from_the_top_left():
    found = layer(pdf([[(72, 742, 10, "The fee was paid.")]]))
    (box,) = found.passages[0].boxes
    assert box.page == 1
    assert abs(box.left - 7200) < 150
    assert 9000 < box.top < 9700
    assert 9700 < box.bottom < 10300
    assert box.right > box.left + 5000


def test_boxes_follow_rotation():
    found = layer(pdf([[(72, 742, 10, "The fee was paid.")]], extra="/Rotate 90"))
    (box,) = found.passages[0].boxes
    # Turned clockwise: what stood near the top now stands near the right edge, 842 points wide.
    assert box.left > 70000
    assert box.bottom - box.top > 5000


def test_names_below_each_other_stay_apart():
    names = ["Maren Tarvik, clerk", "Orsolin Vex, reader in public law", "Brannick Sool, director"]
    found = layer(pdf([column(LONG * 3, 780) + column(names, 500)]))
    assert words(found, "paragraph")[-3:] == names


def test_names_alone_on_the_last_page_stay_apart():
    names = [
        "Maren Tarvik, senior clerk of the council of the province of Olmet",
        "Orsolin Vex, reader in public law",
        "Brannick Sool, director",
    ]
    found = layer(pdf([column(LONG * 6, 780), column(names, 780)]))
    assert words(found, "paragraph")[-3:] == names


def test_running_heads_and_page_numbers_are_furniture():
    pages = [
        [
            (72, 815, 9, "Report of the Olmet council"),
            *column([f"{word} {line}" for line in LONG], 760),
            (280, 30, 9, f"Page {number} of 3"),
        ]
        for number, word in enumerate(["First", "Second", "Third"], start=1)
    ]
    found = layer(pdf(pages))
    furniture = words(found, "furniture")
    assert furniture.count("Report of the Olmet council") == 3
    assert "Page 2 of 3" in furniture
    assert len(words(found, "paragraph")) == 3


def test_notes_at_the_foot_in_smaller_type():
    lines = column(LONG * 4, 780) + column(["1 Ledger of 3 May, leaf 7."], 120, size=8)
    found = layer(pdf([lines]))
    assert words(found, "footnote") == ["1 Ledger of 3 May, leaf 7."]


def test_numbered_rows_in_smaller_type_are_no_notes():
    rows = [f"{i}. On 3 May {i},000.00" for i in range(1, 6)]
    found = layer(pdf([column(LONG * 4, 780), column(rows, 400, size=8)]))
    assert words(found, "footnote") == []
    assert words(found, "furniture") == [f"{i}." for i in range(1, 6)]


def test_larger_type_is_a_heading():
    found = layer(pdf([[(72, 790, 18, "Findings"), *column(LONG, 740)]]))
    assert words(found, "heading") == ["Findings"]


def test_items():
    found = layer(
        pdf(
            [
                column(LONG, 780)
                + column(["(a) to freeze the sums;", "(b) to name the owners."], 720)
            ]
        )
    )
    assert words(found, "item") == ["to freeze the sums;", "to name the owners."]
    assert words(found, "furniture") == ["(a)", "(b)"]


def test_blank_pages_are_no_loss_and_a_blank_document_is_refused():
    found = layer(pdf([[(72, 780, 11, "The fee was paid.")], [], []]))
    assert found.notes == ()
    refusal = read_here(pdf([[], []]), "0" * 64, "blank.pdf").refusal
    assert refusal is not None
    assert (refusal.code, "Its pages are blank." in refusal.reason) == ("no_text", True)


def mixed() -> bytes:
    """A page of text, a scan, a scan with a stamp, and a scan over which its text was laid."""
    scan = drawn(ENGLISH)
    out = pypdfium2.PdfDocument.new()
    for stamp in (None, "", "Page 3 of 4", " ".join(ENGLISH.split())[:300]):
        page = out.new_page(595, 202)
        if stamp is not None:
            picture = pypdfium2.PdfImage.new(out)
            picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(scan))
            picture.set_matrix(pypdfium2.PdfMatrix().scale(595, 202))
            page.insert_obj(picture)
        words = "The fee was paid. " * 8 if stamp is None else stamp
        if words:
            text = pypdfium2.raw.FPDFPageObj_NewTextObj(out.raw, b"Helvetica", 9.0)
            wide = (words + "\0").encode("utf-16-le")
            pypdfium2.raw.FPDFText_SetText(text, ctypes.cast(wide, ctypes.POINTER(ctypes.c_ushort)))
            pypdfium2.raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 20, 8)
            pypdfium2.raw.FPDFPage_InsertObject(page.raw, text)
        page.gen_content()
    sink = io.BytesIO()
    out.save(sink)
    return sink.getvalue()


@needs_ocr
def test_only_pages_that_are_pictures_are_recognised_and_it_is_said():
    found = layer(mixed())
    by_page = {n: [p for p in found.passages if p.page == n] for n in (1, 2, 3, 4)}
    assert all(p.confidence is None for p in by_page[1] + by_page[4])
    assert all(p.confidence is not None for p in by_page[2])
    assert {p.confidence is None for p in by_page[3]} == {True, False}
    assert found.text.count("Page 3 of 4") == 1
    assert "2 pages (2, 3) are pictures: the text was recognised by tesseract" in found.notes[0]
    assert "Page 4 has a picture over the whole page and a text layer" in found.notes[1]


def test_without_the_program_the_rest_is_read_and_the_scans_are_named():
    outcome = read_here(mixed(), "0" * 64, "mixed.pdf", Aid("none"))
    assert outcome.layer is not None
    assert outcome.layer.text.startswith("The fee was paid.")
    (note,) = [n for n in outcome.layer.notes if "OCR" in n]
    assert note.startswith("2 pages (2, 3) are pictures without text; no OCR program is installed")


def test_meta_data():
    raw = pdf(
        [[(72, 780, 11, "Orsolin Vex writes")]],
        info="/Title (Paid twice) /Author (Orsolin Vex) /CreationDate (D:20240611100000+02'00')",
    )
    info = layer(raw).info
    assert (info.title, info.authors) == ("Paid twice", ("Orsolin Vex",))
    assert info.date == "2024-06-11T10:00:00+02:00"


def test_broken_files_are_refused_with_a_reason():
    whole = pdf([[(72, 780, 11, "The fee was paid.")]])
    assert code(b"%PDF-1.4\n%%EOF") == "corrupt"
    assert code(b"%PDF-1.7\n" + bytes(range(256)) * 8) == "truncated"
    assert code(whole[:120]) in ("truncated", "no_text")
    refusal = read(b"%PDF-1.4\n%%EOF").refusal
    assert not refusal.reason.rstrip().endswith("..")
    assert ".." not in refusal.reason


def test_a_font_that_says_no_letters_makes_the_page_a_picture():
    from dalil.text.pdf_picture import is_garbled

    signs = "".join(chr(1 + n % 8) for n in range(200))
    outcome = read(pdf([[(72, 700, 11, signs)], [(72, 700, 11, "The fee was paid.")]]), "a.pdf")
    assert outcome.layer is not None
    assert outcome.layer.text.strip() == "The fee was paid."
    assert any("says no letters" in note for note in outcome.layer.notes)
    assert not is_garbled("Naïve façade – №7 \u00ad“x”")
    assert is_garbled("\ue001\ue002 \ue003\ue004")
