"""What qualifies a name: each comparison says which way it points, and with which values."""

from __future__ import annotations

import pytest

from dalil.evidence import PartialDate, Precision
from dalil.matching.addresses import ADDRESS_GRADES, PLACE_GRADES
from dalil.matching.qualifier_weights import WEIGHTS
from dalil.matching.qualifiers import (
    DATE_GRADES,
    YEAR_GRADES,
    Qualifiers,
    address,
    birth_date,
    birth_place,
    country,
    country_key,
    gender,
    of_kin,
    weigh,
)

PRECISION = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


def dates(*values: str, text: str = "") -> tuple[PartialDate, ...]:
    return tuple(PartialDate(v, PRECISION[len(v)], text=text) for v in values)


@pytest.mark.parametrize(
    ("left", "right", "says"),
    [
        ("1961-08-17", "1961-08-17", "agrees"),
        ("1961-08-17", "1961", "agrees"),
        ("1961-08-07", "1961-07-08", "day and month swapped"),
        ("1961-08-17", "1961-08-11", "one digit differs"),
        ("1961-08-17", "1916-08-17", "two neighbouring digits swapped"),
        ("1961-08-17", "1962-08-17", "one digit differs"),
        ("1959-08-17", "1960-08-17", "same day of a neighbouring year"),
        ("1961-08-17", "1961-03-02", "same year, another day"),
        ("1961-08-17", "1961-03-27", "two digits differ"),
        ("1961-08-17", "1938-01-05", "23 years apart"),
    ],
)
def test_birth_dates(left, right, says):
    found = birth_date(dates(left), dates(right))
    assert says in found.why
    assert left in found.why
    assert right in found.why


def test_birth_dates_in_order():
    others = (
        "1961-08-17",
        "1961-08",
        "1961",
        "1961-08-11",
        "1961-03-02",
        "1963-02-01",
        "1970-02-01",
        "1990-02-01",
    )
    changes = [birth_date(dates("1961-08-17"), dates(other)).change for other in others]
    assert changes == sorted(changes, reverse=True)
    assert changes[0] > 4 > 0 > changes[-1]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("1900-01-01", "1900-01-01"),
        ("1970-01-01", "1975-01-01"),
        ("1900-01-01", "1970-08-02"),
        ("0001-01-01", "1970-08-02"),
        ("9999-12-31", "9999-12-31"),
        ("1349-05-11", "1970-08-02"),
        ("2513-08-02", "1970-08-02"),
    ],
)
def test_days_for_unknown_ones_and_years_of_other_calendars_neither_lift_nor_clear(left, right):
    for one, other in ((left, right), (right, left)):
        found = birth_date(dates(one), dates(other))
        assert found.change == 0
        assert "not counted" in found.why


def test_the_first_of_january_is_its_year_on_either_side():
    assert birth_date(dates("1985-01-01"), dates("1985-01-01")).grade == "year"
    assert birth_date(dates("1985-01-01"), dates("1984-07-09")).grade == "next_year"
    assert birth_date(dates("1349-05-11"), dates("1349-05-11")).grade == "day"


def test_an_unknown_day_beside_a_known_one_hides_nothing():
    found = birth_date(dates("1900-01-01", "1961-08-17"), dates("1938-02-05"))
    assert found.change < -2


def test_a_state_is_no_town_and_a_town_may_be_called_otherwise():
    assert birth_place(("USSR",), ("Port Ostrell",)) is None
    assert birth_place(("Russia",), ("Port Ostrell",)) is None
    assert birth_place(("Varnholm",), ("Port Ostrell",)).moves
    assert country(("Soviet Union",), ("RU",)) is None
    assert country_key("СССР") == country_key("Soviet Union") == "su"


def test_one_right_date_is_enough():
    assert birth_date(dates("1938", "1961-08-17"), dates("1961-08-17")).change > 4


def test_about():
    assert birth_date(dates("1962"), dates("1960", text="APPROXIMATELY 1960")).change == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kazakhstan", "kz"), ("Казахстан", "KZ"), ("French", "France"), ("Atlantis", "ATLANTIS")],
)
def test_countries_meet(one, other):
    assert country((one,), (other, "Chad")).change > 0
    assert country_key(one) == country_key(other)


def test_other_country_says_little_against():
    assert -2 < country(("Kenya",), ("Chad",)).change < 0


@pytest.mark.parametrize(
    ("one", "other", "sign"), [("male", "M", 1), ("female", "мужской", -1), ("female", "ж", 1)]
)
def test_genders(one, other, sign):
    assert gender(one, other).change * sign > 0


def test_what_is_not_stated_says_nothing():
    assert gender("", "male") is None
    assert gender("unknown", "male") is None
    assert birth_date((), dates("1961")) is None
    assert weigh(Qualifiers(), Qualifiers()) == ()


def test_places_and_addresses_in_order():
    whole = "12 Harbour Street, Port Ostrell"
    others = (
        whole,
        "12 Harbor Str, Port Ostrell",
        "44 Harbour Street, Varnholm",
        "7 Mill Lane, Dravna",
    )
    changes = [address((whole,), (other,)).change for other in others]
    assert changes == sorted(changes, reverse=True)
    assert changes[-1] < 0 < changes[1]
    assert birth_place(("Port Ostrell",), ("Port Ostrel",)).change > 0


def test_numbers_are_weighed_with_the_rest_and_none_hides_another():
    """A passport in common and two IINs that differ are both said."""
    left = Qualifiers(identifiers=(("Passport", "N-123 4567", "KZ"), ("IIN", "850101300123", "")))
    right = Qualifiers(
        identifiers=(("passport no.", "n1234567", "KZ"), ("iin", "620202400999", ""))
    )
    shared, against = weigh(left, right)
    assert shared.why.startswith(
        "identifier shared: Passport N-123 4567 KZ = passport no. n1234567"
    )
    assert against.why.startswith("identifier contradicted: IIN 850101300123")
    assert (shared.feature, against.feature) == ("identifier", "identifier")
    assert not shared.decides
    assert shared.shows


def test_the_weights_cover_every_grade_and_fall():
    tables = {
        "birth_date": DATE_GRADES,
        "birth_year": YEAR_GRADES,
        "birth_place": PLACE_GRADES,
        "address": ADDRESS_GRADES,
        "address_of_kin": ADDRESS_GRADES,
    }
    for name, grades in tables.items():
        assert tuple(WEIGHTS[name]) == grades
        values = list(WEIGHTS[name].values())
        assert values == sorted(values, reverse=True)


def test_relatives_share_an_address():
    shared = address(
        ("12 Harbour Street, Port Ostrell 40917",), ("12 Harbor Str, Port Ostrell 40917",)
    )
    assert 0 < of_kin(shared).change < shared.change
    assert "relatives share one" in of_kin(shared).why


@pytest.mark.parametrize(
    ("one", "other"),
    [("UK", "GBR"), ("EL", "Greece"), ("KOR", "Korea, Republic of"), ("England", "United Kingdom")],
)
def test_codes_and_names_of_one_country_are_one(one, other):
    assert country_key(one) == country_key(other)


def test_a_country_that_is_not_understood_speaks_for_nobody_and_against_nobody():
    assert country(("Atlantis",), ("FR",)) is None
    assert country(("Atlantis", "FR"), ("FR",)).change > 0
    assert country(("DE",), ("FR",)).change < 0
