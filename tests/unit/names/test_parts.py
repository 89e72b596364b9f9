"""Names of persons taken apart by their signs."""

from __future__ import annotations

import pytest

from dalil.names.parts import is_patronymic, looks_like_person, masculine, parse_person


@pytest.mark.parametrize(
    ("name", "given", "patronymic", "family"),
    [
        ("Arvo Kestrel", ["Arvo"], [], ["Kestrel"]),
        ("KESTREL, Arvo J.", ["Arvo", "J."], [], ["Kestrel".upper()]),
        ("Dr Arvo KESTREL", ["Arvo"], [], ["KESTREL"]),
        ("Mr. Kestrel", [], [], ["Kestrel"]),
        ("Иванов Арво Петрович", ["Арво"], ["Петрович"], ["Иванов"]),
        ("Арво Петрович Иванов", ["Арво"], ["Петрович"], ["Иванов"]),
        ("Анна Петровна", ["Анна"], ["Петровна"], []),
        ("Айгүл Маратқызы Сейтова", ["Айгүл"], ["Маратқызы"], ["Сейтова"]),
        ("Т. С. Тартумат", ["Т.", "С."], [], ["Тартумат"]),
        ("Т.С. Тартумат", ["Т.", "С."], [], ["Тартумат"]),
        ("Тартумат Т. С.", ["Т.", "С."], [], ["Тартумат"]),
        ("Joris van der Steen", ["Joris"], [], ["van der Steen"]),
        ("Arvo Kestrel QC", ["Arvo"], [], ["Kestrel"]),
        ("Roman Halvardovich", ["Roman"], [], ["Halvardovich"]),
        ("Arvo Kestrel (Old Salt)", ["Arvo"], [], ["Kestrel"]),
        ("", [], [], []),
    ],
)
def test_parts(name, given, patronymic, family) -> None:
    found = parse_person(name)
    assert [list(found.given), list(found.patronymic), list(found.family)] == [
        given,
        patronymic,
        family,
    ]


@pytest.mark.parametrize(
    ("feminine", "expected"),
    [
        ("Ivanova", "Ivanov"),
        ("Иванова", "Иванов"),
        ("Dolskaya", "Dolsky"),
        ("Дольская", "Дольский"),
        ("Kestrel", "Kestrel"),
        ("Eva", "Eva"),
    ],
)
def test_gendered_family_names_meet_in_the_masculine(feminine, expected) -> None:
    assert masculine(feminine) == expected


@pytest.mark.parametrize(
    "word", ["Петрович", "Petrovna", "Әбішұлы", "Маратқызы", "Petrovicha", "Петровича"]
)
def test_patronymics(word) -> None:
    assert is_patronymic(word) is (word != "Petrovicha")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arvo Kestrel", True),
        ("Kestrel, Arvo J.", True),
        ("Kestrel", False),
        ("Bank of Salt", False),
        ("Salt 12", False),
    ],
)
def test_shape_of_a_person(text, expected) -> None:
    assert looks_like_person(text) is expected


def test_ten_thousand_characters_are_read() -> None:
    parse_person("Kestrel " * 1250)


def test_a_family_name_may_stand_between_given_name_and_patronymic():
    found = parse_person("Нұрлан Қарсубаев Асқарұлы")
    assert (found.given, found.family, found.patronymic) == (
        ("Нұрлан",),
        ("Қарсубаев",),
        ("Асқарұлы",),
    )


def test_ordinals_after_a_name_are_no_name():
    assert parse_person("Jan Steenhage 2nd").family == ("Steenhage",)


@pytest.mark.parametrize(
    ("name", "titles"),
    [("Г-н Карсубаев Нурлан", ("Г-н",)), ("الدكتور كريم الكرسي", ("الدكتور",)),
     ("Deputy Minister Nurlan Karsu", ("Deputy", "Minister")), ("Jan Steenhage Jnr", ("Jnr",))],
)  # fmt: skip
def test_titles_in_many_languages(name: str, titles: tuple[str, ...]):
    assert parse_person(name).titles == titles
