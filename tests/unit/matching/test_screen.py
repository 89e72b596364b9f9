"""Screening against an index: what comes up, what does not, and in which order."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
import yaml

from dalil.evidence import PartialDate, Precision
from dalil.matching.compare import REVIEW, Qualifiers, compare
from dalil.matching.screen import ListIndex, Subject
from dalil.matching.values import ListEntry, ListName, ListVersion
from dalil.readers.un_xml import UnXml

VERSION = ListVersion("toy", "2024-06-01", "sha", "P", "L", 4, "now")
ENTRIES = (
    ListEntry("1", "person", (ListName("Orlam Vesketai"), ListName("Captain O", "alias", "low"))),
    ListEntry("2", "person", (ListName("Sirin Vesketai"),)),
    ListEntry("3", "company", (ListName("Vesketai Trade House"),)),
    ListEntry("4", "person", (ListName("Orlam Vesketai"),), (PartialDate("1901", Precision.YEAR),)),
)


@pytest.fixture(scope="module")
def index() -> ListIndex:
    return ListIndex(VERSION, ENTRIES)


def ids(index, *names, **more):
    return [m.entry.id for m in index.screen(Subject(names, more.pop("type", "person")), **more)]


@pytest.mark.parametrize(
    "name", ["Orlam Vesketai", "Орлам Вескетай", "VESKETAY, Orlam", "Orlam Vesketia"]
)
def test_found_in_any_spelling(index, name):
    assert ids(index, name) == ["1", "4"]


def test_a_relative_and_a_company_do_not_come_up(index):
    assert ids(index, "Orlam Vesketai") == ["1", "4"]
    assert ids(index, "Vesketai Trade House", type="company") == ["3"]
    assert ids(index, "Zorin Malek") == []


def test_all_names_of_a_subject_are_held(index):
    assert ids(index, "No Such", "Сирин Вескетай") == ["2"]


def test_best_first_with_reasons_and_version(index):
    facts = Qualifiers((PartialDate("1961-05-06", Precision.DAY),))
    first, second = index.screen(Subject(("Orlam Vesketai",), "person", facts))
    assert (first.entry.id, first.decision) == ("1", "match")
    assert (second.entry.id, second.decision) == ("4", "review")
    assert (first.list, first.version) == ("toy", "2024-06-01")
    assert any("60 years apart" in line for line in second.why)


def test_weak_alias_says_so(index):
    (match,) = index.screen(Subject(("Captain O",), "person"), threshold=0.5)
    assert match.decision != "match"
    assert match.why[-1] == "weak alias on the list: Captain O (quality low)"


def test_limit_and_threshold(index):
    assert len(ids(index, "Orlam Vesketai", limit=1)) == 1
    assert ids(index, "Orlam Vesketai", threshold=1.01) == []


CASES = Path(__file__).parents[2] / "cases" / "names"
TRUE = [
    row
    for row in csv.DictReader((CASES / "cross_script.csv").read_text(encoding="utf-8").splitlines())
    if row["same"] == "1"
]
MARKS = yaml.safe_load((CASES / "marks.yaml").read_text(encoding="utf-8"))["same"]


@pytest.mark.parametrize(("listed", "asked"), [("right", "left"), ("left", "right")])
def test_what_would_be_shown_is_brought_up_in_every_script(listed, asked):
    """A name on a small list is found in Han, Hangul, Arabic ... as in Latin letters."""
    entries = tuple(
        ListEntry(str(at), row["type"], (ListName(row[listed]),)) for at, row in enumerate(TRUE)
    )
    index, shown = ListIndex(VERSION, entries), 0
    for at, row in enumerate(TRUE):
        found = index.candidates([row[asked]], type_=row["type"])
        if compare(row[asked], row[listed], row["type"]).score >= REVIEW:
            shown += 1
            assert str(at) in {entry.id for entry in found}, row
    assert shown >= 0.97 * len(TRUE)


def test_a_name_is_found_by_its_writing_without_marks():
    index = ListIndex(
        VERSION,
        tuple(ListEntry(names[0], "person", (ListName(names[0]),)) for names in MARKS),
    )
    for whole, *others in MARKS:
        for other in others:
            assert ids(index, other)[:1] == [whole], other


def test_companies_are_found_by_what_their_words_mean():
    names = ("北京东方科技有限公司", "شركة النور للتجارة")
    index = ListIndex(
        VERSION, tuple(ListEntry(name, "company", (ListName(name),)) for name in names)
    )
    assert ids(index, "Beijing Dongfang Technology Co Ltd", type="company") == [names[0]]
    assert ids(index, "Al Nour Trading Company", type="company", threshold=0.5) == [names[1]]


def test_a_renamed_vessel_is_found_by_its_number_however_it_is_written():
    entry = ListEntry(
        "v", "vessel", (ListName("HARBOUR LIGHT"),), identifiers=(("IMO number", "9074729", ""),)
    )
    index = ListIndex(VERSION, (entry,))
    said = {
        "9074729": "review",
        "IMO 9074729": "match",
        "IMO9074729": "match",
        "imo: 907 4729": "match",
    }
    for number, decision in said.items():
        facts = Qualifiers(identifiers=(("number", number, ""),))
        (found,) = index.screen(Subject(("Some Other Boat",), "vessel", facts))
        assert found.decision == decision, number


@pytest.mark.parametrize("sign", ["MT", "M/V", "SS", "F/V", "LPG/C", "T/B"])
@pytest.mark.parametrize("kind", ["vessel", "any"])
def test_a_vessel_is_found_with_and_without_its_sign(sign, kind):
    listed = ListEntry("1", "vessel", (ListName("HARBOUR LIGHT"),))
    signed = ListEntry("2", "vessel", (ListName(f"{sign} HARBOUR LIGHT"),))
    index = ListIndex(VERSION, (listed, signed))
    for name in ("Harbour Light", f"{sign} Harbour Light"):
        found = index.screen(Subject((name,), kind))
        assert {match.entry.id for match in found if match.decision == "match"} == {"1", "2"}


def test_index_loses_nothing_that_a_full_scan_finds(shared: Path):
    """On a real list: every entry is found by its own names, and quickly."""
    content = (shared / "data/sanctions/un_sc_xml/consolidated_2024-11-30.xml").read_bytes()
    file = UnXml().read(content)
    began = time.perf_counter()
    index = ListIndex(VERSION, file.entries)
    assert time.perf_counter() - began < 10
    for entry in file.entries[::17]:
        found = index.screen(Subject((entry.names[0].text,), entry.type), limit=50)
        assert entry.id in [m.entry.id for m in found], entry.names[0].text


def test_a_number_in_common_is_told_whatever_the_types():
    tax = ("INN", "7707083893", "RU")
    entry = ListEntry("c", "company", (ListName("Karsu Trading House"),), identifiers=(tax,))
    index = ListIndex(VERSION, (entry,))
    asked = Subject(("Orla Venn",), "person", Qualifiers(identifiers=(("inn", "7707083893", ""),)))
    (found,) = index.screen(asked)
    assert found.decision == "review"
    assert "type: asked as a person, listed as a company: a person is to judge" in found.why
    assert index.screen(Subject(("Orla Venn",), "person")) == ()
