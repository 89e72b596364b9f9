"""Entries as lines of JSON and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dalil.evidence import PartialDate, Precision
from dalil.matching.listjson import (
    entry_from_line,
    entry_line,
    summary_from_line,
    summary_line,
)
from dalil.matching.values import ListEntry, ListName, ListSummary, RowRefusal

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
MANY = st.lists(TEXT, max_size=3).map(tuple)
ENTRIES = st.builds(
    ListEntry,
    id=TEXT,
    type=st.sampled_from(["person", "company", "vessel", "aircraft", "any"]),
    names=st.lists(
        st.builds(
            ListName,
            TEXT,
            st.sampled_from(["primary", "alias"]),
            st.none() | TEXT,
            st.none() | TEXT,
            st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    birth_dates=st.lists(
        st.builds(PartialDate, TEXT, st.sampled_from(Precision), text=TEXT), max_size=2
    ).map(tuple),
    countries=MANY,
    identifiers=st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=2).map(tuple),
    programmes=MANY,
    rest=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
    relations=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
    status=st.none() | TEXT,
    delisted_on=st.none() | TEXT,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ENTRIES)
def test_comes_back_as_it_went(entry: ListEntry):
    line = entry_line(entry)
    assert line.count(b"\n") == 1
    assert entry_from_line(line) == entry


def test_empty_fields_are_left_out():
    line = json.loads(entry_line(ListEntry("1", "any", (ListName("A"),))))
    assert line == {"id": "1", "type": "any", "names": [{"text": "A"}]}


def test_summary():
    told = ListSummary(
        "un", "2026-11-20", "P", "L", "un_xml", restrictions=("unclear",), entries=1, rows=2,
        refused=(RowRefusal("row 2", "torn"),), refused_count=1, unknown=(("X", 3),), notes=("n",),
    )  # fmt: skip
    assert summary_from_line(summary_line(told)) == told


@pytest.mark.parametrize("line", [b"[]", b"{}", b'{"names": 1}', b"no"])
def test_what_is_no_entry(line: bytes):
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        entry_from_line(line)
