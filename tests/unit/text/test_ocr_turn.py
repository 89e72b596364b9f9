"""Scanned pages on their side and upside down: read upright, with boxes on the page as it lies."""

from __future__ import annotations

from functools import cache

import pytest
from drawn_samples import ENGLISH, drawn, errors, needs_ocr, saved

from dalil.evidence import Box
from dalil.text.dispatch import read_here
from dalil.text.ocr_turn import Turned, best_turn, turned


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_boxes_go_there_and_back(degrees: int):
    """The dark rectangle of a picture stands where its box says, turned and turned back."""
    width, height, box = 7, 4, Box(1, 1, 2, 3, 3)
    pixels = bytes(
        0 if box.left <= x < box.right and box.top <= y < box.bottom else 255
        for y in range(height)
        for x in range(width)
    )
    way = Turned(degrees, width, height)
    there = way.there(box)
    assert way.back(there) == box
    wide, high, seen = turned(width, height, pixels, degrees)
    assert (wide, high) == ((height, width) if degrees in (90, 270) else (width, height))
    dark = {(n % wide, n // wide) for n, value in enumerate(seen) if value == 0}
    assert dark == {
        (x, y) for x in range(there.left, there.right) for y in range(there.top, there.bottom)
    }


class Word:
    def __init__(self, text: str, sure: float, wide: int, high: int) -> None:
        self.text, self.sure = text, sure
        self.left, self.top, self.right, self.bottom = 0, 0, wide, high


@pytest.mark.parametrize(
    ("words", "there", "turn"),
    [
        ([Word("letters", 90, 70, 20)] * 5, {}, 0),
        ([Word("letters", 40, 70, 20)] * 5, {180: [Word("letters", 95, 70, 20)] * 5}, 180),
        ([Word("letters", 40, 70, 20)] * 5, {180: [Word("letters", 50, 70, 20)] * 5}, 0),
        ([Word("letters", 95, 20, 70)] * 5, {270: [Word("letters", 95, 70, 20)] * 5}, 270),
        ([Word("letters", 40, 20, 70)] * 5, {90: [Word("letters", 95, 70, 20)] * 5}, 90),
        ([Word("letters", 95, 20, 70)] * 5, {}, 0),
        ([Word("a", 10, 5, 5)], {180: [Word("letters", 95, 70, 20)]}, 0),
        ([], {180: [Word("letters", 95, 70, 20)]}, 0),
    ],
)
def test_the_turn_at_which_the_program_is_surest(words, there, turn):
    degrees, _ = best_turn(words, lambda asked: there.get(asked, []))
    assert degrees == turn


@cache
def upright(form: str):
    return read_here(saved(drawn(ENGLISH), form=form), "0" * 64, f"a.{form.lower()}").layer


@needs_ocr
@pytest.mark.parametrize(("degrees", "form"), [(90, "PDF"), (180, "PNG"), (270, "PDF")])
def test_a_turned_page_reads_as_the_upright_one(degrees: int, form: str):
    page, straight = drawn(ENGLISH), upright(form)
    content = saved(page.rotate(degrees, expand=True), form=form)
    layer = read_here(content, "0" * 64, f"b.{form.lower()}").layer
    assert layer is not None
    assert errors(layer.text, ENGLISH) < 0.02
    assert ("upside down" if degrees == 180 else "on the side") in " ".join(layer.notes)
    assert not any("lying" in note for note in straight.notes)
    width, height = (round(side * upright_unit(form)) for side in page.size)
    # The page was turned against the clock by so many degrees; it is read turned by the rest.
    way = Turned(-degrees % 360, *((height, width) if degrees in (90, 270) else (width, height)))
    for old, new in zip(straight.passages, layer.passages, strict=True):
        for one, other in zip(old.boxes, new.boxes, strict=True):
            back = way.there(other)
            assert abs(back.left - one.left) + abs(back.top - one.top) < 800
            assert abs(back.right - one.right) + abs(back.bottom - one.bottom) < 800


def upright_unit(form: str) -> float:
    """Hundredths of a point for one pixel: 300 dots an inch in a PDF, a point a pixel in a picture."""
    return 7200 / 300 if form == "PDF" else 100
