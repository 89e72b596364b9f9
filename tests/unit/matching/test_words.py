"""Likeness of words, symmetric and explained."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dalil.matching.words import SAME, edits, initial_of, likeness, skeleton


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Orlam", "ORLAM", "same letters"),
        ("vesketai", "вескетай", "same reading across scripts"),
        ("vesketai", "vesketay", "same reading"),
        ("mohammed", "muhammad", "same consonants, other vowels"),
        ("o.", "orlam", "initial fits"),
        ("orlam", "olram", "two neighbouring letters swapped"),
        ("vesketai", "vesketar", "1 letter differs"),
        ("...", "orlam", "no letters to compare"),
    ],
)
def test_why(one, other, why):
    assert likeness(one, other).why == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("viktor", "viktoria"),
        ("daruzi", "faruzi"),
        ("su", "ho"),
        ("kim", "kem"),
        ("tamerjin", "tamerlan"),
    ],
)
def test_other_names(one, other):
    assert likeness(one, other).value < SAME


words = st.text(st.characters(whitelist_categories=("Ll", "Lu")), max_size=10)


@given(words, words)
def test_symmetric_and_bounded(one, other):
    forth, back = likeness(one, other), likeness(other, one)
    assert forth.value == back.value
    assert 0 <= forth.value <= 1


@given(words, words)
def test_edits_count(one, other):
    whole = edits(one, other, limit=99)
    assert edits(one, other, limit=1) in (whole, 2)
    assert whole <= max(len(one), len(other))
    assert (whole == 0) == (one == other)


def test_parts():
    assert skeleton("orlam") == "orlm"
    assert initial_of("O.", "Orlam")
    assert not initial_of("K.", "Orlam")
    assert not initial_of("Orlam", "Orlan")
