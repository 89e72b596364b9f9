"""A list asked through its index says what the same list says from memory, namesakes and all."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dalil.evidence import PartialDate, Precision
from dalil.matching.compare import Qualifiers
from dalil.matching.screen import ListIndex, Subject
from dalil.matching.values import ListEntry, ListName, ListVersion

VERSION = ListVersion("own", "2031-05-04", "0" * 64, "P", "L", 0, "2031-05-04T00:00:00Z")


class Shelf:
    """Holds the entries of one list in memory."""

    def __init__(self, entries):
        self.entries = entries

    def at(self, list_id, version, places):
        return [self.entries[place] for place in places]


@pytest.fixture
def opened(interpreted, tmp_path):
    from dalil.engines.kernel import index
    from dalil.engines.kernel.lists import ListKernel

    def make(entries):
        return ListKernel(VERSION, index.create(tmp_path, entries, {}), Shelf(entries))

    return make


def others(start: int) -> list[ListEntry]:
    """Bearers of other names, so that a word tells something."""
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    return [
        ListEntry(
            str(n),
            "person",
            (
                ListName(
                    f"{syllables[n % 60]}{syllables[n * 7 % 60]}n {syllables[n * 11 % 60]}mor".title()
                ),
            ),
        )
        for n in range(start, start + 60)
    ]


def born(number: int) -> tuple[PartialDate, ...]:
    value = f"{1950 + number % 40}-{1 + number % 12:02}-{2 + number % 26:02}"
    return (PartialDate(value, Precision.DAY),)


def test_who_is_meant_is_found_among_namesakes(opened):
    entries = [
        ListEntry(str(n), "person", (ListName("Tarsin Kelmet"),), birth_dates=born(n))
        for n in range(70)
    ] + others(100)
    kernel, oracle = opened(entries), ListIndex(VERSION, entries)
    for number in (3, 51, 69):
        subject = Subject(("Tarsin Kelmet",), "person", Qualifiers(born(number)))
        told = [(found.entry.id, found.score) for found in kernel.screen(subject)]
        assert told[0] == (str(number), 1.0)
        assert told == [(found.entry.id, found.score) for found in oracle.screen(subject)]


def test_all_bearers_of_a_bare_name_are_counted(opened):
    entries = [ListEntry(str(n), "person", (ListName("Tarsin Kelmet"),)) for n in range(70)]
    entries += others(100)
    found = opened(entries).screen(Subject(("Tarsin Kelmet",), "person"), limit=500)
    assert len(found) == 70


CASES = Path(__file__).parents[2] / "cases" / "names" / "cross_script.csv"
WRITTEN_OTHERWISE = (
    ("天津金海航运", "Tianjin Jinhai Shipping", "company"),
    ("北京天河科技有限公司", "Beijing Tianhe Technology Co Ltd", "company"),
    ("陳偉明", "Chan Wai-ming", "person"),
    ("Dr. 李小龙", "李小龙", "person"),
    ("Ντίνος Μπέης", "Dinos Beis", "person"),
)


def test_an_index_finds_across_scripts_what_is_found_in_memory(opened):
    """Every third pair of the table, and names whose words a list writes together or by other letters."""
    with CASES.open(encoding="utf-8", newline="") as file:
        told = [row for row in csv.DictReader(file) if row["same"] == "1"][::3]
    pairs = [(row["right"], row["left"], row["type"]) for row in told]
    pairs += WRITTEN_OTHERWISE
    pairs += [(right, left, kind) for left, right, kind in WRITTEN_OTHERWISE]
    entries = [
        ListEntry(str(n), kind, (ListName(listed),)) for n, (_, listed, kind) in enumerate(pairs)
    ]
    entries += others(1000)
    kernel, oracle = opened(entries), ListIndex(VERSION, entries)
    for number, (asked, _, kind) in enumerate(pairs):
        subject, id_ = Subject((asked,), kind), str(number)
        found = {match.entry.id: match.score for match in kernel.screen(subject)}
        expected = {match.entry.id: match.score for match in oracle.screen(subject)}
        if number >= len(told):
            assert id_ in expected, asked
        assert found.get(id_) == expected.get(id_), asked
