"""Numbers are read alike in every script, with leading zeros or without, one by one."""

from __future__ import annotations

import pytest

from dalil.matching.number_reading import (
    finding_key,
    finding_keys,
    is_row,
    keys_of,
    leading_kind,
    parts_of,
    tells_little,
)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("IMO 9074729", "IMO", "9074729"),
        ("IMO9074729", "IMO", "9074729"),
        ("OGRN: 1027700132195", "OGRN", "1027700132195"),
        ("ОГРН № 1027700132195", "ОГРН", "1027700132195"),
        ("Passport No. AB123456", "Passport No", "AB123456"),
        ("passport AB123456", "passport", "AB123456"),
        ("удостоверение личности № 044123987", "удостоверение личности", "044123987"),
        ("company number 01274967", "company number", "01274967"),
        ("AB123456", "", "AB123456"),
        ("BINGO12345", "", "BINGO12345"),
        ("ID12345", "", "ID12345"),
        ("Nobel 12345", "", "Nobel 12345"),
        ("IMO 12", "", "IMO 12"),
    ],
)
def test_a_kind_that_leads_a_number_is_read(text, kind, number):
    assert leading_kind(text) == (kind, number)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IMO 9074729", "imo9074729"),
        ("IMO 9074729", "9074729"),
        ("77-07-083893", "7707083893"),
        ("010203500187", "10203500187.0"),
        ("\u0410\u0412127496", "AB127496"),
        ("\u041d12749638", "N12749638"),
        ("\uff11\uff12\uff17\uff14\uff19", "12749"),
        ("GB739516402", "739516402"),
        ("A7126354 [expired]", "A7126354"),
    ],
)
def test_one_number_is_found_however_written(one, other):
    assert finding_keys(one) == finding_keys(other) != ()


def test_short_numbers_are_not_looked_for():
    assert finding_keys("1234") == finding_keys("") == ()
    assert finding_key("00012") == ""


def test_a_check_digit_in_brackets_is_kept():
    assert keys_of("A712635(4)") == ("A7126354",)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("AB127496, IIN 900101300187", (("", "AB127496"), ("IIN", "900101300187"))),
        ("AB127496 / N7126354", (("", "AB127496"), ("", "N7126354"))),
        ("12/345/678", (("", "12/345/678"),)),
        ("7,707,083,893", (("", "7,707,083,893"),)),
    ],
)
def test_two_numbers_of_a_cell_are_two(cell, parts):
    assert parts_of(cell) == parts


def test_rows_and_repeats_tell_little():
    for key in ("112233445", "98765432", "123123123", "12341234", "20190101"):
        assert tells_little(key), key
    for key in ("739516402", "7126354", "5493001KJTIIGC8Y1R12", "AB1274"):
        assert not tells_little(key), key
    assert not is_row("739516402")
