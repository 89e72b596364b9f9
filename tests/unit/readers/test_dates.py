"""Dates as lists print them."""

from __future__ import annotations

import pytest

from dalil.readers.dates import dates_in, iso_date


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1961-05-06", ["1961-05-06"]),
        ("1961-05-06T00:00:00Z", ["1961-05-06"]),
        ("06 May 1961", ["1961-05-06"]),
        ("6th of", []),
        ("May 6, 1961", ["1961-05-06"]),
        ("Mai 1961", ["1961-05"]),
        ("06/05/1961", ["1961-05-06"]),
        ("00/00/1961", ["1961"]),
        ("00/05/1961", ["1961-05"]),
        ("dd/mm/1961", ["1961"]),
        ("dd/05/1961", ["1961-05"]),
        ("circa 1961", ["1961"]),
        ("Approximately 1960- 1961", ["1960", "1961"]),
        ("1960 to 1962", ["1960", "1961", "1962"]),
        ("between 1960 and 1961", ["1960", "1961"]),
        ("01 Jan 1961 to 31 Dec 1961", ["1961", "1961"][:1]),
        ("1961-05-01 to 1961-05-31", ["1961-05"]),
        ("a) 1960 b) 6 May 1961", ["1960", "1961-05-06"]),
        ("1960; 1961 or 1962", ["1960", "1961", "1962"]),
        ("1960/1961", ["1960", "1961"]),
        ("31/02/1961", []),
        ("13 Foo 1961", []),
        ("1960s", []),
        ("1900 to 1999", []),
        ("in the year of the flood", []),
        ("1961; nobody knows", []),
        ("", []),
        ("9999", []),
    ],
)
def test_dates(text: str, values: list[str]):
    found = dates_in(text)
    assert [date.value for date in found] == values
    lengths = {"day": 10, "month": 7, "year": 4}
    assert all(len(date.value) == lengths[date.precision.value] for date in found)


def test_order_of_day_and_month():
    assert iso_date("05/06/1961") == "1961-06-05"
    assert iso_date("05/06/1961", "mdy") == "1961-05-06"
    assert iso_date("13/06/1961", "mdy") is None
    assert iso_date("1961") is None
