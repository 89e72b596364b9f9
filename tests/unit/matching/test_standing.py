"""What a list says of a delisting, and from which day it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dalil.matching.list_entities import is_target, topics_of
from dalil.matching.screen import ListIndex, Subject
from dalil.matching.standing import is_off, standing_line
from dalil.matching.values import ListEntry, ListName, ListVersion

ENTRY = ListEntry("P4", "person", (ListName("Orlam Vesketai"),))
VERSION = ListVersion(
    "own", "2025-06-01", "a" * 64, "P", "L", 1, "2025-06-02T00:00:00Z", kind="sanctions"
)


@pytest.mark.parametrize(
    ("day", "status", "off"),
    [
        (None, None, False),
        (None, "active", False),
        (None, "De-listed", True),
        (None, "Removed", True),
        ("2020-01-01", None, True),
        ("2020-01-01", "delisted", True),
        ("2025-06-01", None, True),
        ("2025-06-02", None, False),
        ("2030-01-01", "expired", False),
        ("2024", None, True),
        ("2025", None, False),
        ("2025-06", None, False),
        ("2025-05", None, True),
    ],
)
def test_off_the_list_from_the_day_that_the_list_says(day, status, off):
    entry = replace(ENTRY, delisted_on=day, status=status)
    assert is_off(entry, VERSION.version) is off
    assert is_target(entry, VERSION) is not off
    assert topics_of(entry, VERSION) == (() if off else ("sanction",))
    assert bool(standing_line(entry)) is bool(day or off)


@pytest.mark.parametrize(
    ("status", "off"),
    [
        ("Removed from the list", True),
        ("de-listed 3 March 2019", True),
        ("Sanctions lifted on 3 March 2019", True),
        ("Deleted", True),
        ("исключён из перечня", True),
        ("radiée de la liste", True),
        ("former", False),
        ("not removed", False),
        ("partially lifted", False),
        ("active (an earlier listing was revoked)", False),
        ("listed", False),
    ],
)
def test_a_status_says_in_words_that_the_listing_is_over(status, off):
    assert is_off(replace(ENTRY, status=status), VERSION.version) is off


def test_topics_that_are_no_measure_stay():
    entry = replace(ENTRY, delisted_on="2020", topics=("sanction.linked", "role.pep", "debarment"))
    assert topics_of(entry, VERSION) == ("role.pep",)


def test_a_hit_on_a_delisted_entry_says_so_and_keeps_its_score():
    plain = ListIndex(VERSION, [ENTRY]).screen(Subject(("Orlam Vesketai",), "person"))[0]
    off = replace(ENTRY, delisted_on="2020-01-01", status="delisted")
    found = ListIndex(VERSION, [off]).screen(Subject(("Orlam Vesketai",), "person"))[0]
    assert found.score == plain.score
    assert found.why == (
        *plain.why,
        "end of the listing: off the list from 2020-01-01, says the list (status: delisted)",
    )
