"""Numbers in names of companies and vessels."""

from __future__ import annotations

import pytest

from dalil.names.numerals import number, numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("School No. 5", (5,)),
        ("Fifth School", (5,)),
        ("Школа № 5", (5,)),
        ("Пятая школа", (5,)),
        ("Бірінші мектеп", (1,)),
        ("OCEAN STAR II", (2,)),
        ("II Trading", (2,)),
        ("Twenty First Century", (21,)),
        ("Двадцать один", (21,)),
        ("第一银行", (1,)),
        ("第十二工厂", (12,)),
        ("第二十工厂", (20,)),
        ("3M and 7 Up", (3, 7)),
        ("٣ شركة", (3,)),
        ("XI Trading House", ()),
        ("Dos Santos", ()),
        ("Mix Civil Ltd", ()),
        ("", ()),
    ],
)
def test_numbers_of_a_name(text: str, found: tuple[int, ...]):
    assert numbers(text) == found


def test_a_flood_of_digits_is_bounded():
    assert numbers("1 " * 10_000) == (1,) * 16
    assert numbers("9" * 10_000) == (999_999_999_999,)


def test_one_word():
    assert [number(word) for word in ["fifth", "пятая", "VII", "12", "Smith", "", "5 6"]] == [
        5, 5, 7, 12, None, None, None
    ]  # fmt: skip
