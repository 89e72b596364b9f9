"""What parties were held against: cut hits, old lists, and lists that hold hardly anything."""

from __future__ import annotations

from typing import Any

import pytest

from client_samples import TODAY, Builder, changed, complete
from dalil.casework.lists import STALE_DAYS
from dalil.diligence.inspection import inspect_file
from dalil.diligence.points import Point
from dalil.diligence.rules import load_rules
from dalil.diligence.screened import OLD_DAYS, too_old
from dalil.diligence.values import ClientFile

RULES = load_rules()
CHECK = next(step for step in complete().steps if step.kind == "check")
BOTH = {("completeness", "sanctions-check"), ("completeness", "pep-check")}


def with_lists(**more: Any) -> ClientFile:
    """The complete file, its lists of another kind."""
    lists = [{**one, **more} for one in CHECK.body["lists"]]
    return changed(complete().file(), "check", lists=lists)


def lacking(file: ClientFile) -> set[tuple[str, str]]:
    return {(p.test, p.id) for p in inspect_file(file, RULES, TODAY).lacking}


def looks(file: ClientFile) -> list[Point]:
    return list(inspect_file(file, RULES, TODAY).to_look_at)


def test_a_list_is_called_old_here_as_elsewhere():
    assert OLD_DAYS == STALE_DAYS


@pytest.mark.parametrize(
    ("version", "lacks", "look"),
    [
        ("2031-04-15", set(), False),
        ("2031-03-01", set(), True),
        ("2030-05-01", set(), True),
        ("2030-04-30", {("completeness", "sanctions-check")}, True),
        ("2026-05-01", {("completeness", "sanctions-check")}, True),
        ("2026-04-30", BOTH, True),
        ("2011-01-01", BOTH, True),
        # A list without a day of its own is called by its import: nobody can say how old it is.
        ("of old", set(), False),
    ],
)
def test_how_old_a_list_was_at_the_check(version, lacks, look):
    file = with_lists(version=version)
    assert lacking(file) == lacks
    assert bool(looks(file)) == look


def test_it_is_said_how_old_the_newest_list_was():
    said = [p.found for p in inspect_file(with_lists(version="2011-01-01"), RULES, TODAY).lacking]
    assert all("was 7,425 days old" in one for one in said)
    assert any("un@2011-01-01" in one for one in said)


def test_one_new_list_of_the_kind_is_enough_and_a_later_check_takes_nothing_away():
    old = {**CHECK.body["lists"][0], "list": "old", "version": "2001-01-01"}
    file = changed(complete().file(), "check", lists=[*CHECK.body["lists"], old])
    assert lacking(file) == set()
    assert [p.id for p in looks(file)] == ["list old"]
    assert "days old" in looks(file)[0].found
    made = Builder()
    made.steps = list(complete().steps)
    made.add("check", at="2031-05-04T08:00:00Z", **{**CHECK.body, "lists": [old]})
    assert lacking(made.file()) == set()
    assert too_old(made.steps[-1], "sanctions", 365)
    assert too_old(made.steps[-1], "sanctions", 0) == ""


def test_a_list_without_a_day_of_its_own_is_to_be_looked_at():
    found = looks(with_lists(dated=False))
    assert {p.id for p in found} == {"list un", "list ep"}
    assert all("names no day" in p.found for p in found)


def test_a_list_of_hardly_any_entries_is_to_be_looked_at():
    assert all("holds 1 entry" in p.found for p in looks(with_lists(entries=1)))
    assert looks(with_lists(entries=900)) == []


def test_a_table_of_ones_own_that_calls_itself_a_list_is_to_be_looked_at():
    found = looks(with_lists(format="mapped_csv", entries=900, publisher="UN Security Council"))
    assert {p.id for p in found} == {"list un", "list ep"}
    assert all("of UN Security Council by its mapping alone" in p.found for p in found)


@pytest.mark.parametrize(
    ("more", "lacks"),
    [
        ({"entries": 1}, BOTH),
        ({"entries": 999}, BOTH),
        ({"entries": 1_000}, set()),
        ({}, set()),  # a vendor's: its word
        ({"entries": 5_000, "holds": {"sanctions": 0, "peps": 0}}, BOTH),
        (
            {"entries": 5_000, "holds": {"sanctions": 100, "peps": 0}},
            {("completeness", "pep-check")},
        ),
        ({"entries": 20, "holds": {"sanctions": 3, "peps": 7}}, set()),
    ],
)
def test_a_mixed_list_counts_as_far_as_it_holds_such_entries(more, lacks):
    file = with_lists(kinds=["mixed"], **more)
    assert lacking(file) == lacks
    said = [p.found for p in inspect_file(file, RULES, TODAY).lacking]
    assert all("of none is it on file that it holds any" in one for one in said)


@pytest.mark.parametrize(
    "more",
    [{"notes": ["Orla Venn: more than 50 hits on un"]}, {"cut": [["Orla Venn", "un"]]}],
    ids=["in words", "as data"],
)
def test_hits_that_were_cut_off_lack_until_all_are_kept(more):
    made = Builder()
    made.steps = list(changed(complete().file(), "check", **more).steps)
    points = inspect_file(made.file(), RULES, TODAY).lacking
    assert [(p.test, p.id, p.party) for p in points] == [
        ("completeness", "hits on un", "Orla Venn")
    ]
    assert "--most" in points[0].found
    # Held against another list, the party still was not asked of on this one.
    other = {**CHECK.body, "lists": list(CHECK.body["lists"])[1:]}
    made.add("check", at="2031-05-04T08:00:00Z", **other)
    assert lacking(made.file()) == {("completeness", "hits on un")}
    made.add("check", at="2031-05-04T09:00:00Z", **CHECK.body)
    assert lacking(made.file()) == set()
