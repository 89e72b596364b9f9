"""Numbers of documents: what is shared, what only looks so, and nothing hides what contradicts."""

from __future__ import annotations

import pytest

from dalil.matching.compare import Qualifiers, compare
from dalil.matching.identifiers import (
    SHARED_STRONG,
    compare_numbers,
    leading_kind,
    number_key,
    scheme_of,
)


def said(one, other):
    return compare_numbers([one], [other], lambda land: land.lower() if len(land) == 2 else "")


def decision(one, other, kind="person"):
    left, right = (Qualifiers(identifiers=(side,)) for side in (one, other))
    return compare("Orla Venn", "Timur Voskel", kind, left, right).decision


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Passport", "N-123 4567", "Varnia"), ("passport no.", "n1234567", "")),
        (("IMO number", "9074729", ""), ("number", "IMO9074729", "")),
        (("number", "IMO 9074729", ""), ("Vessel Registration Identification", "IMO 9074729", "")),
        (("OGRN", "1027700132195", ""), ("Registration number", "1027700132195", "RU")),
        (("INN", "7707083893", "RU"), ("Tax ID No.", "7707083893", "Russia")),
        (("innCode", "7707083893", ""), ("registrationNumber", "7707083893", "")),
        (("BIN", "940140000385", ""), ("Business registration number", "940140000385", "")),
        (("ИИН", "850101300123", ""), ("National ID No.", "850101300123", "KZ")),
        (("LEI", "5493001KJTIIGC8Y1R12", "US"), ("leiCode", "5493001KJTIIGC8Y1R12", "GB")),
        (("D-U-N-S Number", "61-234-5678", ""), ("dunsCode", "612345678", "")),
        (("number", "7123956", ""), ("Company Number", "07123956".lstrip("0"), "GB")),
        (("SWIFT/BIC", "VARNVLHHXXX", ""), ("bic", "VARN VL HH XXX", "")),
        (("Passport", "AB1234", "KZ"), ("passport", "ab 1234", "KZ")),
    ],
)
def test_a_number_that_names_one_party_decides(one, other):
    for left, right in ((one, other), (other, one)):
        (found,) = said(left, right)
        assert found.decides, found
        assert found.change == SHARED_STRONG
        assert found.why.startswith("identifier shared: ")
        assert decision(left, right) == "match"


@pytest.mark.parametrize(
    "number", ["UNKNOWN", "not available", "00000", "XXXXXXX", "n/a", "-", "999999999"]
)
def test_a_filler_is_no_number(number):
    for kind, other in (("passport", "passport"), ("number", "Registration number")):
        assert said((kind, number, ""), (other, number, "")) == ()
        assert said((kind, number, ""), (other, "N7654321", "")) == ()


def test_numbers_of_two_countries_are_two_numbers():
    """Every state counts its passports and companies by itself; the coincidence is told."""
    for kind in ("passport", "company registration", "tax number"):
        (found,) = said((kind, "7126354", "GB"), (kind, "7126354", "IR"))
        assert (found.change, found.decides, found.shows) == (0.0, False, False)
        assert found.why.startswith("identifier not counted: one number in two countries")
        assert decision((kind, "7126354", "GB"), (kind, "7126354", "CY")) == "no"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("number", "12345", ""), ("registration", "12345", "HK")),
        (("passport", "123456789", ""), ("passport", "123456789", "")),
        (("registration", "1000000", "GB"), ("registration", "1000000", "GB")),
        (("Chinese Commercial Code", "2733 6210 1000", ""), ("number", "273362101000", "")),
    ],
)
def test_a_number_that_many_may_bear_is_weak(one, other):
    (found,) = said(one, other)
    assert 0 < found.change < 3
    assert not found.decides
    assert not found.shows
    assert decision(one, other) == "no"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("permit", "7-126-354", ""), ("registration", "7126354", "")),
        (("number", "77011234567", ""), ("phone", "+7 701 123 45 67", "")),
        (("number", "X7126354", ""), ("identifier", "X-7126354", "")),
    ],
)
def test_a_number_of_another_or_unknown_kind_is_shown_and_decides_nothing(one, other):
    (found,) = said(one, other)
    assert found.shows
    assert not found.decides
    assert decision(one, other) == "review"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("phone", "77011234567", ""), ("passport", "77011234567", "")),
        (("passport", "7126354", ""), ("IMO", "7126354", "")),
        (("private id", "1112345", ""), ("privatised", "2212345", "")),
        (("Passport", "1234", ""), ("Passport", "1234", "")),
        (("passport", "7126354", "GB"), ("passport", "9126354", "IR")),
        (("Tax ID No.", "7707083893", ""), ("INN", "7707083894", "")),
    ],
)
def test_kinds_apart_short_numbers_and_two_papers_of_two_states_say_nothing(one, other):
    assert said(one, other) == ()


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        (("LEI", "AAAA1111BB", ""), ("LEI", "BBBB2222CC", ""), -3.0),
        (("IMO", "9074729", ""), ("number", "IMO 9074730", ""), -3.0),
        (("Passport", "N7126354", ""), ("Passport", "Z9999123", "Varnia"), -0.4),
    ],
)
def test_what_differs_is_shown(one, other, least):
    (found,) = said(one, other)
    assert found.change == least
    assert found.why.startswith("identifier contradicted: ")


def test_what_contradicts_is_shown_beside_what_is_shared():
    ours = [("passport", "N7126354", ""), ("iin", "850101300123", "")]
    theirs = [("iin", "620202400999", ""), ("passport", "N7126354", "")]
    shared, against = compare_numbers(ours, theirs, lambda _: "")
    assert (shared.decides, shared.shows) == (False, True)
    assert shared.why.endswith(", though another is contradicted")
    assert against.change == -3.0
    left, right = (Qualifiers(identifiers=tuple(side)) for side in (ours, theirs))
    found = compare("Orla Venn", "Timur Voskel", "person", left, right)
    assert found.decision == "review"
    assert any("contradicted: iin 850101300123" in line for line in found.why)


def test_one_of_several_numbers_in_common_contradicts_nothing():
    ours = [("passport", "N7126354", ""), ("passport", "N1111987", "")]
    (found,) = compare_numbers(ours, ours[1:], lambda _: "")
    assert found.decides


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("Tax ID No.", "tax"),
        ("taxNumber", "tax"),
        ("C.U.I.T.", "tax"),
        ("VAT registration number", "vat"),
        ("National ID No.", "nationalid"),
        ("Identity card", "nationalid"),
        ("UK Company Number", "registration"),
        ("Unified Social Credit Code (USCC)", "registration"),
        ("Vessel Registration Identification", "registration"),
        ("Diplomatic Passport", "passport"),
        ("Digital Currency Address - XBT", "crypto"),
        ("swiftBic", "bic"),
        ("idNumber", None),
        ("number", None),
        ("private id", None),
        ("privatised", None),
        ("reinsurance", None),
        ("taxi", None),
    ],
)
def test_kinds_are_told_by_whole_words(kind, name):
    found = scheme_of(kind)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("IMO 9074729", "IMO", "9074729"),
        ("IMO9074729", "IMO", "9074729"),
        ("OGRN: 1027700132195", "OGRN", "1027700132195"),
        ("ОГРН № 1027700132195", "ОГРН", "1027700132195"),
        ("Passport No. AB123456", "Passport No", "AB123456"),
        ("passport AB123456", "passport", "AB123456"),
        ("AB123456", "", "AB123456"),
        ("BINGO12345", "", "BINGO12345"),
        ("ID12345", "", "ID12345"),
        ("Nobel 12345", "", "Nobel 12345"),
        ("IMO 12", "", "IMO 12"),
    ],
)
def test_a_kind_that_leads_a_number_is_read(text, kind, number):
    assert leading_kind(text) == (kind, number)


def test_numbers_are_found_without_signs_and_leading_kind():
    assert number_key("IMO 9074729") == number_key("imo9074729") == number_key("9074729")
    assert number_key("77-07-083893") == "7707083893"
    assert number_key("1234") == number_key("") == ""
