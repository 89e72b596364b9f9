"""Places in documents, in words and in numbers."""

from __future__ import annotations

import pytest

from dalil.errors import RefusedQuote
from dalil.evidence import Box, Locator, Mention, Passage, TextLayer, check_quote, in_order, locate

TEXT = "Title\nOrla owns the quay.\nname\tshare\nOrla\t40%"
BOX = Box(2, 10, 20, 30, 40)
LAYER = TextLayer(
    "0" * 64,
    TEXT,
    (
        Passage(0, 5, kind="heading", page=2, paragraph=1),
        Passage(6, 25, page=2, boxes=(BOX,), paragraph=2, xpath="/p[2]"),
        Passage(26, 30, kind="cell", sheet="S", row=1, column=1),
        Passage(31, 36, kind="cell", sheet="S", row=1, column=2),
        Passage(37, 41, kind="cell", sheet="S", row=2, column=1),
        Passage(42, 45, kind="cell", sheet="S", row=2, column=2),
    ),
    "pdf/1",
    "application/pdf",
)


def test_a_place_in_words():
    """Page and paragraph, sheet and cell, or characters where nothing else is known."""
    assert locate(LAYER, 6, 10).place == "page 2, paragraph 2"
    assert locate(LAYER, 42, 45).place == "sheet S, row 2, column 2"
    assert Locator(3, 7, "abcd").place == "characters 3-7"


def test_a_place_carries_what_the_passage_knows():
    """Words, surroundings, boxes of all passages that it touches."""
    found = locate(LAYER, 11, 15)
    assert found.exact == "owns"
    assert found.prefix == "Title\nOrla "
    assert found.suffix.startswith(" the quay.")
    assert found.xpath == "/p[2]"
    assert found.boxes == (BOX,)
    across = locate(LAYER, 0, 10)
    assert (across.paragraph, across.boxes) == (1, (BOX,))


@pytest.mark.parametrize("span", [(0, 0), (5, 3), (-1, 4), (0, 999)])
def test_no_place_outside_the_text(span: tuple[int, int]):
    """The span, the exhibit and the length of the text are named."""
    with pytest.raises(RefusedQuote, match=f"{span[0]}:{span[1]}.*{len(TEXT)}"):
        locate(LAYER, *span)


def test_a_quote_that_does_not_stand_says_what_stands_there():
    """For the person who has to repair it."""
    with pytest.raises(RefusedQuote, match=r"'sold'.*'owns'"):
        check_quote(LAYER, Locator(11, 15, "sold"))


def test_mentions_in_order_of_place_longer_first():
    """So that an outer name comes before the inner one."""

    def mention(start: int, end: int) -> Mention:
        return Mention("0" * 64, start, end, "x", "PER")

    given = [mention(5, 6), mention(0, 2), mention(0, 9)]
    assert [(m.start, m.end) for m in in_order(given)] == [(0, 9), (0, 2), (5, 6)]
    assert mention(0, 2).id == Mention("0" * 64, 0, 2, "other", "ORG", "rule/2").id
    assert mention(0, 2).id != mention(0, 3).id
