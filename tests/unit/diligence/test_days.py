"""Dates in one form: every way to write the same moment compares alike."""

from __future__ import annotations

import pytest

from dalil.diligence.days import one_form, or_as_it_stands


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2031-05-04", "2031-05-04"),
        ("20310504", "2031-05-04"),
        ("2031-W18-7", "2031-05-04"),
        ("2031-05-04T10:00:00Z", "2031-05-04T10:00:00Z"),
        ("2031-05-04T10:00:00.250+00:00", "2031-05-04T10:00:00Z"),
        ("2031-05-04T01:00:00+05:00", "2031-05-03T20:00:00Z"),
        ("2031-05-04 10:00", "2031-05-04T10:00:00Z"),
    ],
)
def test_one_moment_has_one_form(text, form):
    assert one_form(text) == form


@pytest.mark.parametrize("text", ["", "yesterday", "2031-13-04", "04.05.2031"])
def test_what_is_no_date_is_an_error_or_stays(text):
    with pytest.raises(ValueError, match=r".*"):
        one_form(text)
    assert or_as_it_stands(text) == text
