"""Long lists and long texts come in pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dalil.evidence import Passage, TextLayer
from dalil.web.paging import PAGE_PIECES, PAGE_TEXT, PIECE, document_pages, page_at, page_of


@given(st.integers(0, 500), st.integers(-5, 50))
def test_a_page_number_always_gives_a_page(total, number):
    page = page_of(range(total), number, 20)
    assert 1 <= page.number <= page.pages
    assert len(page.items) <= 20
    assert page.total == total


def test_pages_hold_every_item_once():
    items = [item for number in range(1, 9) for item in page_of(range(155), number, 20).items]
    assert items == list(range(155))


def layer(lengths: list[int], *, rows: int = 0) -> TextLayer:
    passages, at = [], 0
    for index, length in enumerate(lengths):
        passages.append(Passage(at, at + length, row=index // rows + 1 if rows else None))
        at += length + 1
    return TextLayer("0" * 64, "x" * at, tuple(passages), "fake/1", "text/plain")


@given(st.lists(st.integers(1, 3 * PIECE), max_size=60))
def test_a_text_is_shown_whole_and_in_bounds(lengths):
    found = document_pages(layer(lengths))
    pieces = [piece for page in found for piece in page]
    assert sum(piece.end - piece.start for piece in pieces) == sum(lengths)
    for page in found:
        assert sum(piece.end - piece.start for piece in page) <= PAGE_TEXT + PIECE
    for number, page in enumerate(found, start=1):
        assert not page or page_at(found, page[0].start) == number


def test_rows_of_a_table_stay_together():
    found = document_pages(layer([1] * 2 * PAGE_PIECES, rows=7))
    assert len(found) > 1
    first_rows = [page[0].row for page in found]
    last_rows = [page[-1].row for page in found]
    assert all(a < b for a, b in zip(last_rows, first_rows[1:], strict=False))
