"""Readings: the usual spelling first, other systems' after it."""

from __future__ import annotations

import itertools
import random

import pytest

from dalil.names.translit import readings, romanise, romanise_all


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Жанболат Мамай", "Zhanbolat Mamay"),
        ("Щукин", "Shchukin"),
        ("ТОРГОВЫЙ ДОМ", "TORGOVY DOM"),
        ("Соловьев", "Solovyev"),
        ("Κωνσταντίνος", "Konstantinos"),
        ("Kestrel", "Kestrel"),
        ("努尔", "努尔"),
        ("", ""),
    ],
)
def test_usual_spelling(text, latin) -> None:
    assert romanise(text) == latin


def test_readings_hold_what_people_write() -> None:
    assert {"Zhanbolat", "Janbolat"} <= set(readings("Жанболат"))
    assert readings("Жанболат")[0] == romanise("Жанболат")


def test_readings_are_bounded_and_distinct() -> None:
    found = readings("Щербаков Юрий Ёжиков Цхинвал", limit=8)
    assert len(found) == len(set(found)) == 8


def test_a_long_text_is_read_in_bounded_time() -> None:
    assert len(readings("Щ" * 10_000)) <= 8


def test_many_words_are_written_as_one_by_one() -> None:
    letters, rng = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяђіїјљў", random.Random(4)
    words = ["".join(pair) for pair in itertools.product(letters, repeat=2)]
    words += ["".join(rng.choices(letters, k=rng.randrange(3, 12))) for _ in range(500)]
    words += [
        "",
        "Орлам",
        "орлам вескетай",
        "orlam",
        "Βασίλης",
        "қарсу",
        "орла\u0301м",
        "林小明",
        "ь",
    ]
    assert romanise_all(words) == [romanise(word) for word in words]
    assert romanise_all([]) == []
