"""Skeletons: spellings of one name share a key."""

from __future__ import annotations

import pytest

from dalil.names.skeleton import keys, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Derbezhan", "Derbejan"),
        ("Karsubayev", "Qarsubaev"),
        ("Muhammad", "Mohamed"),
        ("Schukarenko", "Shchukarenko"),
        ("Yusuf", "Yousef"),
        ("Catherine", "Katarina"),
    ],
)
def test_spellings_share_a_skeleton(one: str, other: str):
    assert skeleton(one) == skeleton(other)


def test_other_consonants_give_another_skeleton():
    assert skeleton("Derbezhan") != skeleton("Karimov")
    assert skeleton("") == ""
    assert skeleton("Ai") == "A"


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("Дербежан", "Derbezhan"),
        ("منصور", "Mansur"),
        ("박", "Park"),
        ("田中", "Tanaka"),
        ("陈", "Chan"),
    ],
)
def test_a_native_word_shares_a_key_with_its_spelling(native: str, latin: str):
    assert skeleton(latin) in keys(native)


def test_keys_are_few():
    assert len(keys("شهرزاد", 5)) <= 5
