"""Entries under another type than was asked are shown for review, and never as a match."""

from __future__ import annotations

import pytest

from dalil.matching.other_types import BELOW, screen_all_types
from dalil.matching.screen import ListIndex, Subject
from dalil.matching.values import ListEntry, ListName, ListVersion

VERSION = ListVersion(
    "own", "2031-02-03", "a" * 64, "P", "L", 3, "2031-02-04T00:00:00Z", kind="sanctions"
)
INDEX = ListIndex(
    VERSION,
    [
        ListEntry("1", "company", (ListName("Harbour Foods LLC"),)),
        ListEntry("2", "person", (ListName("Orlam Vesketai"),)),
        ListEntry("3", "company", (ListName("Vesketai Trading LLP"),)),
    ],
)


def found(name: str, type_: str, **more: float):
    asked = {"threshold": 0.7, "limit": 10, **more}
    return screen_all_types(INDEX, Subject((name,), type_), **asked)


@pytest.mark.parametrize(
    ("name", "asked", "id_", "listed"),
    [
        ("Harbour Foods", "person", "1", "company"),
        ("Orlam Vesketai", "company", "2", "person"),
        ("Orlam Vesketai", "vessel", "2", "person"),
    ],
)
def test_the_same_name_under_another_type_is_shown_for_review(name, asked, id_, listed):
    (match,) = found(name, asked)
    assert (match.entry.id, match.decision) == (id_, "review")
    assert match.score <= BELOW
    assert match.why[-1] == f"type: listed as a {listed}, asked as a {asked}"


def test_the_right_type_is_told_as_before_and_alone():
    (match,) = found("Orlam Vesketai", "person")
    assert (match.entry.id, match.decision) == ("2", "match")
    assert not any(line.startswith("type:") for line in match.why)


def test_a_name_that_is_only_like_under_another_type_is_left_out():
    assert found("Orlam Veskin", "company") == ()


def test_a_higher_threshold_leaves_other_types_out():
    assert found("Orlam Vesketai", "aircraft", threshold=0.95) == ()
