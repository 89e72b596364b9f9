"""Numbers as the sheet prints them; dates year-month-day."""

from __future__ import annotations

import pytest

from dalil.text.number_format import plain, shown


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (0.5, "0%", "50%"),
        (0.255, "0.0%", "25.5%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234567.5, "[$€-407]#,##0.00", "€1,234,567.50"),
        (40000, '#,##0 "USD"', "40,000 USD"),
        (-5, "#,##0;(#,##0)", "(5)"),
        (-5.5, "0.00", "-5.50"),
        (0, '0;-0;"-"', "-"),
        (7, "000", "007"),
        (1500000, '0.0,,"M"', "1.5M"),
        (3.10, "0.0#", "3.1"),
        (12, "General", "12"),
        (0.1, "General", "0.1"),
        (1.5, "# ?/?", "1.5"),
        (12345.0, "0.00E+00", "12345"),
        (43525, "dd/mm/yyyy", "2019-03-01"),
        (43525.5, "m/d/yy h:mm", "2019-03-01 12:00:00"),
        (43525, "mmm yyyy", "2019-03"),
        (43525, "yyyy", "2019"),
        (43525, '[$-419]d mmmm yyyy" г."', "2019-03-01"),
        (0.75, "h:mm AM/PM", "18:00:00"),
        (1.5, "[h]:mm", "36:00:00"),
        (1, "d.m.yyyy", "1900-01-01"),
        (61, "d.m.yyyy", "1900-03-01"),
        (9e9, "d.m.yyyy", "9000000000"),
        (5, "", "5"),
        (5, ";;;", "5"),
    ],
)
def test_formats(value: float, form: str, words: str):
    assert (shown(value, form) or plain(value)) == words


def test_old_macintosh_files_count_from_1904():
    assert shown(0, "yyyy-mm-dd", from_1904=True) == "1904-01-01"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (123456789012345.0, "123456789012345"),
        (1e300, "1e+300"),
        (float("nan"), "nan"),
    ],
)
def test_plain_numbers(value: float, words: str):
    assert plain(value) == words
