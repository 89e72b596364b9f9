"""A text beyond the limit is read up to a whole paragraph, and what was not read is said."""

from __future__ import annotations

import re

import pytest

from dalil.claims import extent
from dalil.claims.parse import Parse
from dalil.claims.read import read_document
from dalil.claims.readjson import to_json
from dalil.evidence import Passage, TextLayer

PARTS = [f"Payment {i}: the port sent EUR {i}00,000 on 0{i} March 2021." for i in range(1, 7)]


class Deaf:
    """A parser that finds no sentence; it keeps which passages it was given."""

    method = "deaf/1"

    def parse(self, layer: TextLayer) -> Parse:
        self.asked = layer.passages
        return Parse((), (), (), self.method)


def layer(*, furniture: bool = False) -> TextLayer:
    text, passages = "", []
    for number, part in enumerate(PARTS):
        kind = "furniture" if furniture and number < 3 else "paragraph"
        passages.append(Passage(len(text), len(text) + len(part), kind=kind, paragraph=number + 1))
        text += part + "\n\n"
    return TextLayer("0" * 64, text, tuple(passages), "t/1", "text/plain", "en")


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(extent, "LIMIT", 2 * len(PARTS[0]) + 5)


def test_a_long_text_is_read_in_part_and_says_so(short):
    parser = Deaf()
    reading = read_document(layer(), parser)
    assert len(parser.asked) == 2
    assert [a.text for a in reading.amounts] == ["EUR 100,000", "EUR 200,000"]
    assert len(reading.notes) == 1
    start = layer().passages[2].start
    assert f"From character {start:,} on" in reading.notes[0]
    assert to_json(layer(), reading)["notes"] == list(reading.notes)
    assert extent.unread(layer()) == reading.notes[0]
    assert extent.is_partial(reading.notes)
    assert not extent.is_partial(("3 rows are no records.",))


def test_what_is_not_main_text_does_not_count(short):
    parser = Deaf()
    read_document(layer(furniture=True), parser)
    assert len(parser.asked) == 5


def test_a_text_within_the_limit_is_read_whole():
    assert extent.readable(layer()) == (layer(), None)
    assert read_document(layer(), Deaf()).notes == ()


@pytest.mark.parametrize("gap", [" ", "\n", "\u00a0", " \n"])
def test_no_gap_is_read_at_its_whole_length(gap):
    text = f"Ada Mirel paid.{gap * 5000}Bern Olt denied it."
    whole = TextLayer("0" * 64, text, (Passage(0, len(text)),), "t/1", "text/plain", "en")
    short = extent.with_short_gaps(whole).text
    assert len(short) == len(text)
    assert max(map(len, re.findall(r"\s+", short))) <= 400
    assert short.replace("\u2060", "").split() == text.split()
    assert extent.with_short_gaps(layer()) == layer()
