"""Readings: the usual spelling first, other systems' after it."""

from __future__ import annotations

import pytest

from dalil.names.translit import readings, romanise


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
