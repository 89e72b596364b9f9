"""Names taken apart by the customs of many countries; invented names but for the shapes."""

from __future__ import annotations

import pytest

from dalil.names.anatomy import anatomy


@pytest.mark.parametrize(
    ("name", "custom", "given", "family"),
    [
        ("王小明", "chinese", ("小明",), ("王",)),
        ("欧阳小明", "chinese", ("小明",), ("欧阳",)),
        ("森田太郎", "japanese", ("太郎",), ("森田",)),
        ("森田 太郎", "japanese", ("太郎",), ("森田",)),
        ("김철수", "korean", ("철수",), ("김",)),
        ("남궁민수", "korean", ("민수",), ("남궁",)),
        ("Kim Chul-soo", "korean", ("Chul-soo",), ("Kim",)),
        ("Wang Xiaoming", "chinese", ("Xiaoming",), ("Wang",)),
        ("Xiaoming Wang", "chinese", ("Xiaoming",), ("Wang",)),
        ("约翰·史密斯", "western", ("约翰",), ("史密斯",)),
        ("Kovács István", "hungarian", ("István",), ("Kovács",)),
        ("José Luis Karsález Vesketa", "spanish", ("José", "Luis"), ("Karsález", "Vesketa")),
        ("João Karsu Vesketa", "portuguese", ("João",), ("Karsu", "Vesketa")),
        ("Karim al-Vesketi", "arabic", ("Karim",), ("Vesketi",)),
        ("Abd al-Rahman al-Karsi", "arabic", ("Abd al-Rahman",), ("Karsi",)),
        ("Nur al-Din Karsu", "arabic", ("Nur al-Din",), ("Karsu",)),
        ("عبد الرحمن بن كريم الكرسي", "arabic", ("عبد الرحمن",), ("كرسي",)),
        ("Карсубаев Нурлан Аскарович", "slavic", ("Нурлан",), ("Карсубаев",)),
        ("Нұрлан Қарсубаев Асқарұлы", "slavic", ("Нұрлан",), ("Қарсубаев",)),
        ("Dr. Jan van der Steenhage Jr", "western", ("Jan",), ("Steenhage",)),
        ("J. R. Steenhage", "western", ("J", "R"), ("Steenhage",)),
        ("STEENHAGE, John", "western", ("John",), ("STEENHAGE",)),
    ],
)
def test_given_and_family_names(
    name: str, custom: str, given: tuple[str, ...], family: tuple[str, ...]
):
    found = anatomy(name)
    assert (found.custom, found.given, found.family) == (custom, given, family)


def test_chains_keep_their_markers():
    found = anatomy("Karim bin Salim bin Nasir Al Karsi")
    assert [(part.text, part.core) for part in found.of("nasab")] == [
        ("bin Salim", "Salim"),
        ("bin Nasir", "Nasir"),
    ]
    assert anatomy("Abu Salim al-Karsi").of("kunya")[0].core == "Salim"


def test_a_name_that_reads_both_ways_has_an_alternative():
    found = anatomy("Li Wei")
    assert found.family == ("Li",)
    assert [[part.core for part in other if part.role == "family"] for other in found.alternatives] == [
        ["Wei"]
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["", "🙂", "123", "   "])
def test_nothing_gives_nothing(name: str):
    assert anatomy(name).parts == ()


def test_a_title_alone_is_a_title():
    assert [(part.text, part.role) for part in anatomy("Dr.").parts] == [("Dr.", "title")]


def test_a_flood_of_words_is_bounded():
    assert len(anatomy("Abu Karim bin " * 10_000).parts) <= 40
