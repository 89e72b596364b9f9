"""Picture files: every format, many pages, what moves, what is broken or too large."""

from __future__ import annotations

import struct
import zlib

import pytest
from drawn_samples import ENGLISH, drawn, errors, needs_ocr, saved

from dalil.text.dispatch import read_here
from dalil.text.image import MAX_PIXELS


def refusal(content: bytes):
    found = read_here(content, "0" * 64, "picture").refusal
    assert found is not None
    return found


@needs_ocr
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP", "JPEG2000"])
def test_every_format(form: str):
    page = drawn("Lakeside Holdings Ltd").crop((200, 250, 1200, 450))
    layer = read_here(saved(page, form=form), "0" * 64, "a").layer
    assert layer is not None
    assert layer.text == "Lakeside Holdings Ltd"
    assert layer.reader.startswith("image/1 with tesseract")


@needs_ocr
def test_transparent_and_deep_pictures_are_shown_on_paper():
    page = drawn("Lakeside Holdings Ltd").crop((200, 250, 1200, 450))
    clear = page.convert("RGBA")
    clear.putdata([(0, 0, 0, 255 - grey) for grey in page.tobytes()])
    deep = page.convert("I").point(lambda value: value * 200)
    for picture, form in ((clear, "PNG"), (deep, "TIFF")):
        layer = read_here(saved(picture, form=form), "0" * 64, "a").layer
        assert layer is not None
        assert layer.text == "Lakeside Holdings Ltd"


@needs_ocr
def test_a_small_picture_is_enlarged_and_its_boxes_are_of_the_original():
    page = drawn("Lakeside Holdings Ltd").crop((200, 250, 1200, 450)).resize((400, 80))
    layer = read_here(saved(page, form="PNG"), "0" * 64, "a.png").layer
    assert layer is not None
    assert layer.text == "Lakeside Holdings Ltd"
    (box,) = layer.passages[0].boxes
    assert 0 < box.left < box.right <= 400 * 100
    assert 0 < box.top < box.bottom <= 80 * 100


@needs_ocr
def test_pages_of_a_tiff_and_frames_of_a_gif():
    pages = [drawn(ENGLISH), drawn("The second page.")]
    layer = read_here(saved(*pages, form="TIFF"), "0" * 64, "a.tif").layer
    assert layer is not None
    assert errors(layer.text, f"{ENGLISH} The second page.") < 0.01
    assert [p.page for p in layer.passages][-1] == 2
    small = [page.crop((200, 250, 1200, 450)) for page in reversed(pages)]
    moving = read_here(saved(*small, form="GIF"), "0" * 64, "a.gif").layer
    assert moving is not None
    assert "several frames; the first was read" in moving.notes[-1]


@needs_ocr
def test_a_picture_without_text_is_refused_and_says_so():
    blank = refusal(saved(drawn(""), form="PNG"))
    assert blank.code == "no_text"
    assert "no text was recognised" in blank.reason


@needs_ocr
def test_broken_and_hostile_pictures():
    whole = saved(drawn("x"), form="PNG")
    assert refusal(whole[: len(whole) // 2]).code in ("truncated", "corrupt")
    assert refusal(whole[:20]).code == "corrupt"
    assert refusal(b"II*\x00" + b"\xff" * 40).code == "corrupt"
    bomb = refusal(_png(60_000, 60_000))
    assert bomb.code == "too_large"
    assert f"{MAX_PIXELS:,}" in bomb.reason


def _png(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds almost nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))
