"""Entries of a list found by the words that a person types."""

from __future__ import annotations

import pytest

from dalil.matching.finding import Asked
from dalil.matching.values import ListEntry, ListName, ListVersion
from dalil.store.entryfinder import Finder, make

VERSION = ListVersion("own", "2031-02-03", "0" * 64, "Tolmak", "none", 3, "2031-02-04T00:00:00Z")
NAMES = ("Łotysz Đurđevek", "Jonna Møen", "Орлам Вескетай")


@pytest.fixture
def finder(tmp_path):
    entries = [ListEntry(str(at), "person", (ListName(name),)) for at, name in enumerate(NAMES)]
    make(tmp_path / "own.db", "seal", entries, VERSION)
    return Finder(tmp_path / "own.db", "seal")


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("łotysz", 0),
        ("lotysz", 0),
        ("durdevek", 0),
        ("Møen", 1),
        ("moen", 1),
        ("vesketay", 2),
        ("вескетай", 2),
    ],
)
def test_a_name_is_found_as_a_keyboard_without_its_letters_writes_it(finder, typed, at):
    assert [position for _, position in finder.search(Asked(typed)).found] == [at]


def test_a_file_made_from_something_else_does_not_fit(finder, tmp_path):
    assert finder.fits()
    assert not Finder(tmp_path / "own.db", "another seal").fits()
