"""The account of rows."""

from __future__ import annotations

import pytest

from dalil.errors import BadList
from dalil.readers.publishers import publishers
from dalil.readers.report import MOST_REFUSALS, Report


def report() -> Report:
    return Report("toy", "2026-11-22", publishers()["own"])


def test_a_row_that_went_nowhere_stops_the_import():
    told = report()
    told.row()
    told.row()
    told.place()
    with pytest.raises(BadList, match="unaccounted for"):
        told.summary(1)
    told.refuse("row 2", "torn")
    assert told.summary(1).refused_count == 1


def test_no_entry_is_no_list():
    told = report()
    told.row()
    told.refuse("row 1", "torn")
    with pytest.raises(BadList, match=r"no entry that can be read.*torn"):
        told.summary(0)


def test_refusals_are_counted_beyond_those_told():
    told = report()
    for number in range(MOST_REFUSALS + 5):
        told.row()
        told.refuse(f"row {number}", "torn")
    told.row()
    told.place()
    found = told.summary(1)
    assert (len(found.refused), found.refused_count) == (MOST_REFUSALS, MOST_REFUSALS + 5)


def test_the_latest_date_names_the_version():
    told = report()
    for date in ("2026-01-01", None, "", "no date", "2026-03-01T10:00:00Z", "2025-01-01"):
        told.dated(date)
    told.note("odd")
    told.note("odd")
    found = told.summary(1)
    assert (found.version, found.notes) == ("2026-03-01", ("odd (2 times)",))
    assert "day of import" in report().summary(1).notes[0]
