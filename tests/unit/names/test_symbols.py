"""Symbols: what of a word in another script carries sound."""

from __future__ import annotations

import unicodedata

import pytest

from dalil.names.symbols import LONGEST, family_of, pinyin, sounds, syllable, symbols


def test_families_join_both_kana():
    assert [family_of(word) for word in ["カナ", "かな", "漢字", "한글", "Иван", "abc", ""]] == [
        "Kana", "Kana", "Han", "Hangul", "Cyrillic", "Latin", "Common"
    ]  # fmt: skip


def test_hangul_falls_into_jamo():
    assert symbols("김") == unicodedata.normalize("NFD", "김")


@pytest.mark.parametrize(
    ("kana", "found"),
    [("カナ", "KANA"), ("きょう", "KI3U"), ("トーマス", "TO-MASU"), ("ファン", "HUan")],
)
def test_kana_fall_into_consonants_and_vowels(kana: str, found: str):
    assert symbols(kana) == found


def test_points_and_shapes_fall_off():
    assert symbols("כַּהָן") == symbols("כהן")
    assert symbols("مُحَمَّد") == symbols("محمد")
    assert symbols("کریم") == symbols("كريم")
    assert symbols("Σωτήρης") == "σωτηρης"


def test_han_characters_have_syllables_and_sounds():
    assert syllable("张") == "zhang"
    assert pinyin("曾") == ("ceng", "zeng") or "zeng" in pinyin("曾")
    assert sounds("张") == sounds("張")
    assert pinyin("a") == ()


def test_symbols_are_bounded():
    assert len(symbols("я" * 10_000)) == LONGEST
