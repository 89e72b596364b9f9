"""Numbers of documents: what is shared, what only looks so, and nothing hides what contradicts."""

from __future__ import annotations

import pytest

from dalil.evidence import PartialDate, Precision
from dalil.matching.compare import Qualifiers, compare
from dalil.matching.identifiers import SHARED_STRONG, compare_numbers, scheme_of
from dalil.matching.number_reading import finding_keys


def said(one, other):
    return compare_numbers([one], [other], lambda land: land.lower() if len(land) == 2 else "")


def day(value: str) -> PartialDate:
    return PartialDate(value, Precision.DAY)


def decision(one, other, kind="person"):
    left, right = (Qualifiers(identifiers=(side,)) for side in (one, other))
    return compare("Orla Venn", "Timur Voskel", kind, left, right).decision


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Passport", "N-712 6354", "KZ"), ("passport no.", "n7126354", "KZ")),
        (("IMO number", "9074729", ""), ("number", "IMO9074729", "")),
        (("number", "IMO 9074729", ""), ("Vessel Registration Identification", "IMO 9074729", "")),
        (("OGRN", "1027700132195", ""), ("Registration number", "1027700132195", "RU")),
        (("INN", "7707083893", "RU"), ("Tax ID No.", "7707083893", "RU")),
        (("INN", "7707083893", ""), ("innCode", "7707083893", "")),
        (("ИИН", "850101300123", ""), ("National ID No.", "850101300123", "KZ")),
        (("LEI", "5493001KJTIIGC8Y1R12", "US"), ("leiCode", "5493001KJTIIGC8Y1R12", "GB")),
        (("D-U-N-S Number", "61-234-5678", ""), ("dunsCode", "612345678", "")),
        (("Passport", "AB1274", "KZ"), ("passport", "ab 1274", "KZ")),
        (("IIN", "010203500187", ""), ("iin", "10203500187", "")),
        (("Company number", "01274967", "GB"), ("company no", "1274967", "GB")),
        (("IMO", "9074729", ""), ("IMO", "9074729.0", "")),
        (("IMO", "\u0669\u0660\u0667\u0664\u0667\u0662\u0669", ""), ("IMO", "9074729", "")),
        (("passport", "\u0410\u0412127496", "BY"), ("passport", "AB127496", "BY")),
        (("passport", "\u041d12749638", "KZ"), ("passport", "N12749638", "KZ")),
        (("passport", "A7126354 (expired)", "GB"), ("passport", "A7126354", "GB")),
        (("VAT", "GB739516402", ""), ("VAT", "739516402", "GB")),
        (("number", "AB127496, IIN 900101300187", ""), ("iin", "900101300187", "")),
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
    ("one", "other"),
    [
        (("Passport", "N-712 6354", "Varnia"), ("passport no.", "n7126354", "")),
        (("innCode", "7707083893", ""), ("registrationNumber", "7707083893", "")),
        (("BIN", "940140000385", ""), ("Business registration number", "940140000385", "")),
        (("number", "739516402", ""), ("passport", "739516402", "IR")),
        (("VAT", "7395164027", ""), ("INN", "7395164027", "")),
    ],
)
def test_a_long_number_without_its_state_or_its_kind_is_shown_and_decides_nothing(one, other):
    for left, right in ((one, other), (other, one)):
        (found,) = said(left, right)
        assert (found.decides, found.shows) == (False, True)
        assert decision(left, right) == "review"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("registration", "7395164", "GB"), ("registration", "7395164", "")),
        (("IMO", "7395164", ""), ("registration number", "7395164", "PA")),
        (("number", "7126954", ""), ("Company Number", "7126954", "GB")),
        (("permit", "7-126-354", ""), ("registration", "7126354", "")),
        (("SWIFT/BIC", "VARNVLHHXXX", ""), ("bic", "VARN VL HH XXX", "")),
        (("BIK", "044525225", ""), ("BIK", "044525225", "")),
    ],
)
def test_a_number_that_others_may_bear_counts_only_where_names_agree(one, other):
    (found,) = said(one, other)
    assert 0 < found.change < SHARED_STRONG
    assert (found.decides, found.shows) == (False, False)
    assert decision(one, other) == "no"
    left, right = (Qualifiers(identifiers=(side,)) for side in (one, other))
    alone = compare("Orla Venn Timurson", "Orla Venn Timursky", "person")
    near = compare("Orla Venn Timurson", "Orla Venn Timursky", "person", left, right)
    assert alone.score < near.score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("IIN", "010203500187", ""), ("iin", "10203500187", "")),
        (("Company number", "01274967", ""), ("company no", "1274967", "")),
        (("passport", "\u041d12749638", ""), ("passport", "N12749638", "")),
        (("VAT", "GB739516402", ""), ("VAT", "739516402", "")),
        (("passport", "AB127496, N7126354", ""), ("passport", "N7126354", "")),
        (("IMO", "9074729.0", ""), ("IMO", "9074729", "")),
    ],
)
def test_one_number_written_otherwise_is_never_contradicted_and_is_found(one, other):
    for left, right in ((one, other), (other, one)):
        assert not [found for found in said(left, right) if found.change < 0]
    assert set(finding_keys(one[1])) & set(finding_keys(other[1]))


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("registration date", "2017-04-19"),
        ("passport issue date", "2015-03-18"),
        ("passport expiry", "20301231"),
        ("Registration authority", "RA000472"),
        ("Tax office", "4601823"),
        ("passport issuing authority", "6201182"),
        ("дата выдачи паспорта", "18.03.2015"),
        ("national id", "1970-01-01"),
        ("passport", "issued 12 March 2030"),
    ],
)
def test_days_places_and_offices_are_no_numbers(kind, number):
    assert said((kind, number, "KZ"), (kind, number, "KZ")) == ()


def test_what_is_known_of_two_outweighs_a_number_in_common():
    passport = ("passport", "N7126354", "KZ")
    left = Qualifiers((day("1950-03-02"),), ("KZ",), "male", identifiers=(passport,))
    right = Qualifiers((day("1991-11-23"),), ("IR",), "female", identifiers=(passport,))
    found = compare("Orla Venn", "Timur Voskel", "person", left, right)
    assert found.decision == "review"
    assert any("does not outweigh what else is known" in line for line in found.why)


def test_the_countries_of_two_records_stand_in_for_those_of_their_numbers():
    bare = ("passport", "N7126354", "")
    kazakh, iranian = (Qualifiers((), (land,), identifiers=(bare,)) for land in ("KZ", "IR"))
    assert compare("Orla Venn", "Timur Voskel", "person", kazakh, kazakh).decision == "match"
    assert compare("Orla Venn", "Timur Voskel", "person", kazakh, iranian).decision == "review"


@pytest.mark.parametrize(
    "number",
    [
        *("UNKNOWN", "not available", "00000", "XXXXXXX", "n/a", "-", "999999999", "UNKNOWN1"),
        *("NONE0000", "TEST12345", "unknown2020", "pending 2020", "see remarks 1", "AB0000000"),
    ],
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
        (("passport", "123123123", "GB"), ("passport", "123123123", "GB")),
        (("passport", "12341234", "GB"), ("passport", "12341234", "GB")),
        (("passport", "112233445", "GB"), ("passport", "112233445", "GB")),
        (("national id", "19700101", "GB"), ("national id", "19700101", "GB")),
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
        (("LEI", "5493001KJTIIGC8Y1R12", ""), ("LEI", "529900T8BM49AURSDO55", ""), -3.0),
        (("IMO", "9074729", ""), ("number", "IMO 9074730", ""), -3.0),
        (("Passport", "N7126354", ""), ("Passport", "Z9999123", "Varnia"), -0.4),
    ],
)
def test_what_differs_is_shown(one, other, least):
    (found,) = said(one, other)
    assert found.change == least
    assert found.why.startswith("identifier contradicted: ")


def test_what_contradicts_is_shown_beside_what_is_shared():
    ours = [("passport", "N7126354", "KZ"), ("iin", "850101300123", "")]
    theirs = [("iin", "620202400999", ""), ("passport", "N7126354", "KZ")]
    shared, against = compare_numbers(ours, theirs, str.lower)
    assert (shared.decides, shared.shows) == (False, True)
    assert shared.why.endswith(", though another is contradicted")
    assert against.change == -3.0
    left, right = (Qualifiers(identifiers=tuple(side)) for side in (ours, theirs))
    found = compare("Orla Venn", "Timur Voskel", "person", left, right)
    assert found.decision == "review"
    assert any("contradicted: iin 850101300123" in line for line in found.why)


def test_one_of_several_numbers_in_common_contradicts_nothing():
    ours = [("passport", "N7126354", "KZ"), ("passport", "N1111987", "KZ")]
    (found,) = compare_numbers(ours, ours[1:], str.lower)
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
