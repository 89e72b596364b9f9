"""Texts with names marked in place: marks leave, names keep their places, and no document is in both parts."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from benchmarks.reading.gold import GoldMention  # noqa: E402
from benchmarks.reading.loaders_named import NAMED, moved, named, unmarked  # noqa: E402

MARKED = "Ms [[PER|Ada Mirel]] of [[ORG|Olt & Co.]] wrote to [[?ORG|the Bank]]."


def test_marks_are_taken_out_and_names_stand_where_they_did():
    text, mentions = unmarked(MARKED)
    assert text == "Ms Ada Mirel of Olt & Co. wrote to the Bank."
    assert [(text[m.start : m.end], m.type, m.optional) for m in mentions] == [
        ("Ada Mirel", "PER", False),
        ("Olt & Co.", "ORG", False),
        ("the Bank", "ORG", True),
    ]


@pytest.mark.parametrize(
    "broken", ["of [[ORG|Olt", "of [[FIRM|Olt]]", "of [[ORG|Olt [[PER|Ada]]]]"]
)
def test_a_mark_that_cannot_be_read_is_refused(broken):
    with pytest.raises(ValueError, match="cannot be read"):
        unmarked(broken)


def test_names_follow_a_text_that_was_changed_in_reading():
    text, read = "From: Ada Mirel\nTo: Olt\n\nAda wrote.", 'From: "Ada Mirel"\n\nAda wrote.'
    told = [
        GoldMention(6, 15, "PER", ""),
        GoldMention(20, 23, "ORG", ""),
        GoldMention(25, 28, "PER", ""),
    ]
    found = moved(told, text, read)
    assert [read[m.start : m.end] for m in found] == ["Ada Mirel", "Ada"]


@pytest.mark.parametrize("part", ["learn", "check"])
def test_every_document_can_be_read(part):
    documents = list(named(part))
    assert len(documents) == len(list((NAMED / part).glob("*.txt"))) > 60
    assert all(one.mentions for one in documents)
    for one in documents:
        words = [one.layer.text[m.start : m.end] for m in one.mentions or []]
        assert all(word == word.strip() for word in words)


def test_no_document_is_learned_from_and_checked_by():
    learned = {path.stem for path in (NAMED / "learn").glob("*.txt")}
    assert learned.isdisjoint(path.stem for path in (NAMED / "check").glob("*.txt"))
