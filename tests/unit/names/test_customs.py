"""Signs of the customs of naming."""

from __future__ import annotations

import pytest

from dalil.names import customs


def test_particles_join_what_follows():
    assert customs.joined(["Juan", "de", "la", "Vega", "y", "Karsu"]) == (
        "Juan",
        "de la Vega",
        "Karsu",
    )
    assert customs.without_particles("van der Steenhage") == "Steenhage"
    assert customs.without_particles("van") == "van"


@pytest.mark.parametrize(
    ("words", "custom", "found"),
    [(["Xiaoming"], "chinese", True), (["Xiao", "ming"], "chinese", True), (["John"], "chinese", False),
     (["Chul-soo"], "korean", True), (["Robert"], "korean", False)],
)  # fmt: skip
def test_given_syllables(words: list[str], custom: str, found: bool):
    assert customs.are_eastern_given(words, custom) is found


def test_units_of_a_chain():
    units = customs.arabic_units(["Salim", "bin", "Abd", "al", "Rahman", "al-Karsi"])
    assert [(role, core) for role, _, core in units] == [
        ("name", "Salim"), ("nasab", "Abd al Rahman"), ("nisba", "Karsi")
    ]  # fmt: skip


def test_compounds_written_together():
    assert customs.is_arabic_compound("Fathullah")
    assert customs.is_arabic_compound("Nuruddin")
    assert not customs.is_arabic_compound("Karim")


def test_places_where_a_family_name_may_end():
    assert customs.family_lengths("王小明", "Han") == [1, 2]
    assert customs.family_lengths("欧阳小明", "Han") == [2]
    assert customs.family_lengths("王", "Han") == []
