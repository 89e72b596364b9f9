"""Readings of words in any script, the likeliest first."""

from __future__ import annotations

import pytest

from dalil.names.reading import (
    first_reading,
    possible_readings,
    readings,
    romanised,
    script_is_read,
    weighted_readings,
)


@pytest.mark.parametrize(
    ("word", "spellings"),
    [
        ("Щукаренко", {"shchukarenko"}),
        ("Юрій", {"yuriy"}),
        ("Қарсубаев", {"karsubaev", "qarsubaev"}),
        ("شريف", {"sharif"}),
        ("גולדמן", {"goldman"}),
        ("정", {"jung", "chung", "jeong"}),
        ("林", {"lin", "lam"}),
        ("田中", {"tanaka"}),
        ("すずき", {"suzuki"}),
        ("Βασίλης", {"vasilis"}),
        ("Գրիգորյան", {"grigoryan"}),
        ("გიორგი", {"giorgi"}),
        ("कुमार", {"kumar"}),
        ("สมชาย", {"somchai"}),
        ("Öztürk", {"ozturk", "oeztuerk"}),
    ],
)
def test_a_word_has_the_spellings_that_people_write(word: str, spellings: set[str]):
    assert spellings <= set(readings(word, 16))


def test_readings_are_bounded_and_distinct():
    found = readings("Щукаренко", 5)
    assert len(found) == len(set(found)) == 5
    assert readings("я" * 10_000)
    assert readings("") == readings("🙂") == ()


def test_shares_add_up():
    found = weighted_readings("Щукаренко", 4)
    assert sum(share for _, share in found) == pytest.approx(1)
    assert [share for _, share in found] == sorted((share for _, share in found), reverse=True)


def test_a_whole_name_is_romanised_word_by_word():
    assert romanised("Юлия Щукаренко") == "yulia shchukarenko"


WORDS = (
    "Щукаренко Юрій ўткир Қарсубаев شريف محمد ال גולדמן 정 제갈 林 歐陽 田中 林小明 龘 すずき タ Βασίλης "
    "Գրիգորյան გიორგი कुमार সেন สมชาย Öztürk Oʻktam Оrlam ь Ъ 9 🙂 - x"
)


@pytest.mark.parametrize("word", WORDS.split())
def test_the_first_reading_is_found_without_the_others(word):
    assert first_reading(word) == next(iter(readings(word, 1)), "")


def test_the_scripts_that_are_read_are_named():
    assert script_is_read("Иван")
    assert not script_is_read("ⵜⵉⴼ")


@pytest.mark.parametrize(
    ("word", "spelling"),
    [("محمد", "muhammad"), ("משה", "moshe"), ("כהן", "cohen"), ("鈴木", "suzuki")],
)
def test_common_words_that_leave_sounds_unwritten_have_their_usual_spellings(
    word: str, spelling: str
):
    assert spelling in readings(word, 8)


@pytest.mark.parametrize(
    "word",
    ["Вескетай", "محمد", "عبدالرحمن", "ישראל", "林小明", "王", "김", "정은", "たなか", "タナカ", "Παπάς", "Արմեն", "სანდრო", "सिंह", "Orlam"],
)  # fmt: skip
def test_readings_are_chosen_from_the_possible_ones(word: str):
    assert set(readings(word, 8)) <= possible_readings(word)
