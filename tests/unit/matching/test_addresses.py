"""Addresses and places: a number in common makes an address telling."""

from __future__ import annotations

import pytest

from dalil.matching.addresses import (
    ADDRESS_GRADES,
    PLACE_GRADES,
    SAYS,
    address_grade,
    likeness,
    place_grade,
)

HOME = "12 Harbour Street, Port Ostrell, 40917"


@pytest.mark.parametrize(
    ("other", "grade"),
    [
        ("12 Harborstreet, Port Ostrell, 40971", "whole"),
        ("Harbour Street, Port Ostrell, 40917", "whole"),
        ("12 Harbour Street, Varnholm, 40917", "near"),
        ("44 Harbour Street, Port Ostrell, 51288", "alike"),
        ("Port Ostrell", "some"),
        ("7 Mill Lane, Dravna", "none"),
    ],
)
def test_addresses(other, grade):
    assert address_grade(HOME, other)[1] == address_grade(other, HOME)[1] == grade


@pytest.mark.parametrize(
    ("other", "grade"),
    [("Port-Ostrel", "same"), ("Ostrell, Varnia", "alike"), ("Dravna", "other")],
)
def test_places(other, grade):
    assert place_grade("Port Ostrell", other)[1] == grade


def test_nothing_is_like_nothing():
    assert likeness("", HOME) == likeness("", "") == 0.0


def test_every_grade_has_words():
    assert {*ADDRESS_GRADES, *PLACE_GRADES} == set(SAYS)
