"""Each feature measures what it says, and nothing else."""

from __future__ import annotations

import pytest

from dalil.matching.alignment import align
from dalil.matching.analysis import analyse
from dalil.matching.features import FEATURES, NAMES, pair, vector


def features(left, right, person=True):
    one, other = analyse(left, person), analyse(right, person)
    return dict(zip(NAMES, vector(pair(one, other, align(one, other))), strict=True))


@pytest.mark.parametrize(
    ("left", "right", "feature", "value"),
    [
        ("Orlam Vesketai", "ORLAM vesketai", "literal", 1),
        ("Orlam Vesketai", "Vesketai Orlam", "literal", 0),
        ("Orlam Vesketai", "Vesketai Orlam", "order", 1),
        ("Orlam Bero Vesketai", "Bero Orlam Vesketai", "order", 2),
        ("Orlam Vesketai", "Orlam Vesketai", "met_words", 2),
        ("Orlam Vesketai", "Orlam Brannock", "contradicted", 1),
        ("Orlam Bero Vesketai", "Orlam Vesketai", "contradicted", 0),
        ("Orlam Bero Vesketai", "Orlam Vesketai", "left_out", 1),
        ("Orlam Berovich Vesketai", "Orlam Vesketai", "left_out", 0),
        ("Orlam Berovich Vesketai", "Orlam Vesketai", "patronymic_left_out", 1),
        ("Orlam Berovich Vesketai", "Orlam Ivanovich Vesketai", "patronymic_contradicted", 1),
        ("O. Vesketai", "Orlam Vesketai", "initials", 1),
        ("Orlam bin Vesket Daruzi", "Vesket bin Orlam Daruzi", "kinship_turned", 1),
        ("Orlam bin Vesket Daruzi", "Orlam bin Vesket Daruzi", "kinship_turned", 0),
        ("Orlam Vesketai Jr", "Orlam Vesketai Sr", "generation", 1),
        ("Orlam Vesketai Jr", "Orlam Vesketai", "generation", 0),
        ("Vesketai", "Orlam Vesketai", "alone", 1),
        ("Vesketai", "Vesketai", "alone", 2),
        ("Valery Vesketai", "Valeria Vesketai", "other_gender", 1),
        ("Orlam Карсунов", "Orlam Karsunov", "across_scripts", 0.5),
        ("Orlam Vesketai", "Borlam Vesketai", "first_letters", 1),
        ("OrlamVesketai", "Orlam Vesketai", "written_together", 1),
        ("Orlam Vesketai", "Orlam Vesketai", "whole", 1),
    ],
)
def test_persons(left, right, feature, value):
    assert features(left, right)[feature] == value
    assert features(right, left)[feature] == value


@pytest.mark.parametrize(
    ("left", "right", "feature", "value"),
    [
        ("Karsu LLP", "Karsu LLP", "legal_form", 1),
        ("Karsu LLP", "Karsu JSC", "legal_form", -1),
        ("Karsu LLP", "Karsu", "legal_form", 0),
        ("Karsu Fund II", "Karsu Fund III", "numbers", 2),
        ("Karsu Fund II", "Karsu Fund", "numbers", 1),
        ("Bank of Varnia", "Bank of Ostrell", "only_general_words", 1),
        ("Karsu Trading House", "ТОО «Торговый дом «Карсу»", "translated", 1),
        ("KTF", "Karsu Timber Federation", "acronym", 1),
    ],
)
def test_organisations(left, right, feature, value):
    assert features(left, right, person=False)[feature] == value


def test_every_feature_says_what_it_measures():
    for feature in FEATURES:
        assert feature.__doc__.endswith(".")
    assert len(set(NAMES)) == len(NAMES)


def test_a_rare_name_tells_more_than_a_common_one():
    assert (
        features("Orlam Vesketaridze", "Orlam Vesketaridze")["rarity"]
        > features("Maria Smith", "Maria Smith")["rarity"]
    )


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ("Hala Tamer Orjum al-Vesku", "Tamer Orjum al-Vesku", 1),
        ("Tamer Orjum al-Vesku", "Tamer al-Vesku", 0),
        ("Hala Orjum", "Orjum", 0),
    ],
)
def test_first_left_out(left, right, found):
    assert (
        features(left, right)["first_left_out"] == features(right, left)["first_left_out"] == found
    )


def test_a_father_without_the_child_is_turned():
    assert features("Khalid bin Ahmad al-Vesku", "Ahmad al-Vesku")["kinship_turned"] == 1
    assert features("Khalid bin Ahmad al-Vesku", "Khalid al-Vesku")["kinship_turned"] == 0


def test_two_common_names_are_two():
    assert features("Karim Vesku", "Karam Vesku")["names_in_use"] == 1
    assert features("Mustafa Vesku", "Moustafa Vesku")["names_in_use"] == 0
