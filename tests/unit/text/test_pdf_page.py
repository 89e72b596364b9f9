"""Pages as pictures: the right page, boxes where the lines stand, and nothing that hostile bytes raise."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from PIL import Image

from dalil.errors import Unreadable
from dalil.text.dispatch import draw_here, read_here
from dalil.text.pdf_page import draw_page

RED = (178, 34, 34)


@pytest.fixture
def letter() -> bytes:
    from text_samples import EVERY_FORMAT

    return EVERY_FORMAT["letter.pdf"]


def drawn(content: bytes, **wanted) -> Image.Image:
    image = Image.open(io.BytesIO(draw_page(content, {"page": 1, "quotes": [], **wanted})))
    image.load()
    return image


def red(image: Image.Image) -> list[tuple[int, int]]:
    """Places of red points, as (x, y)."""
    found = np.argwhere((np.asarray(image) == RED).all(axis=2))
    return [(int(x), int(y)) for y, x in found]


def test_the_box_stands_around_the_line_that_was_read(letter):
    layer = read_here(letter, hashlib.sha256(letter).hexdigest(), "letter.pdf").layer
    assert layer is not None
    line = next(box for passage in layer.passages for box in passage.boxes)
    box = [line.left, line.top, line.right, line.bottom]
    image = drawn(letter, quotes=[["no such words", [box], True]])
    places = red(image)
    assert places
    left, right = min(x for x, _ in places), max(x for x, _ in places)
    top, bottom = min(y for _, y in places), max(y for _, y in places)
    inside = np.asarray(image).sum(axis=2)[top + 4 : bottom - 3, left + 4 : right - 3] < 150
    assert inside.sum() > 20, "the words of the line are in the box"
    assert not red(drawn(letter))
    assert not red(drawn(letter, quotes=[["x", [box], False]])), (
        "another claim's is of another colour"
    )
    word = layer.text[layer.passages[0].start : layer.passages[0].end].split()[0]
    fewer = red(drawn(letter, quotes=[[word, [box], True]]))
    assert fewer
    assert max(x for x, _ in fewer) - left < (right - left) * 0.9, "the word alone, not its line"


def test_a_page_that_is_not_there_and_no_pdf_are_refused_with_a_reason(letter):
    with pytest.raises(Unreadable, match="no page 9"):
        draw_page(letter, {"page": 9, "quotes": []})
    for content in (b"", b"%PDF-1.7\nbroken", letter[: len(letter) // 2]):
        outcome = draw_here(content, "0" * 64, {"page": 1, "quotes": []})
        assert (outcome.refusal is None) != (not outcome.members)
        if outcome.refusal is not None:
            assert outcome.refusal.code != "failed", outcome.refusal.reason


def test_boxes_beyond_the_page_or_turned_over_do_no_harm(letter):
    lines = [[-10, -10, 10**9, 10**9], [500, 500, 100, 100], [10**9, 0, 10**9, 0]]
    wild = [["", lines, True], ["(" * 50, lines, False]]
    assert drawn(letter, quotes=wild).size == drawn(letter).size
