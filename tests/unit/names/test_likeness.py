"""Spellings of one name are told from other names, across scripts; invented and historic names."""

from __future__ import annotations

import pytest

from dalil.names.likeness import BOUND, token_likeness, token_probability

SAME = [
    ("Дербежан", "Derbezhan"),
    ("Дербежан", "Derbejan"),
    ("Қарсубаев", "Karsubayev"),
    ("Қарсубаев", "Qarsubaev"),
    ("Щукаренко", "Shchukarenko"),
    ("Щукаренко", "Schtschukarenko"),
    ("كريم", "Karim"),
    ("كريم", "Kareem"),
    ("شهرزاد", "Shahrazad"),
    ("منصور", "Mansour"),
    ("גולדמן", "Goldman"),
    ("שמעון", "Shimon"),
    ("박", "Park"),
    ("영수", "Youngsoo"),
    ("카를로스", "Carlos"),
    ("卡洛斯", "Carlos"),
    ("亚历山大", "Alexander"),
    ("欧阳", "Ouyang"),
    ("カルロス", "Carlos"),
    ("さくら", "Sakura"),
    ("Αλέξανδρος", "Alexandros"),
    ("Գրիգորյան", "Grigoryan"),
    ("გიორგი", "Giorgi"),
    ("कुमार", "Kumar"),
    ("Karsubayev", "Qarsubaev"),
    ("Дербежан", "دربيجان"),
    ("Карлос", "卡洛斯"),
]
OTHER = [
    ("Дербежан", "Derevyanko"),
    ("Қарсубаев", "Karimov"),
    ("كريم", "Kamal"),
    ("منصور", "Nasser"),
    ("גולדמן", "Feldman"),
    ("박", "Choi"),
    ("卡洛斯", "Thomas"),
    ("亚历山大", "Alexei"),
    ("カルロス", "Karl"),
    ("Karsubayev", "Karimov"),
    ("Карлос", "托马斯"),
    ("Αλέξανδρος", "Anastasios"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_are_likely(one: str, other: str):
    assert token_likeness(one, other) > 0.5


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_names_are_unlikely(one: str, other: str):
    assert token_likeness(one, other) < -0.5


def test_the_order_of_the_two_does_not_matter():
    for one, other in SAME + OTHER:
        assert token_likeness(one, other) == token_likeness(other, one)


def test_one_word_is_as_like_itself_as_can_be():
    assert token_likeness("Дербежан", "дербежан") == BOUND


@pytest.mark.parametrize("word", ["", "123", "🙂", "-", "ⵜⵉⴼⵉⵏⴰⵖ"])
def test_nothing_is_said_where_nothing_is_known(word: str):
    assert token_likeness(word, "Karim") == 0.0


def test_a_probability_follows_from_ratio_and_prior():
    assert token_probability("Дербежан", "Derbezhan", 0.5) > 0.9
    assert token_probability("Дербежан", "Derbezhan", 0.001) < token_probability(
        "Дербежан", "Derbezhan", 0.5
    )
    assert token_probability("Дербежан", "Karimov", 0.5) < 0.1


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("陈", "Chan"),
        ("王", "Wong"),
        ("朴", "Park"),
        ("이", "Rhee"),
        ("정", "Chung"),
        ("曾", "Tseng"),
    ],
)
def test_the_spellings_that_families_keep_are_likely(native: str, latin: str):
    assert token_likeness(native, latin) >= 1.5
