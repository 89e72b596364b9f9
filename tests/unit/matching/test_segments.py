"""Where names are cut: scripts without spaces, articles, compounds, phrases."""

from __future__ import annotations

import pytest

from dalil.matching.segments import organisation_words, person_words, without_ship_sign


@pytest.mark.parametrize(
    ("name", "cut"),
    [
        ("Orlam Vesketai", ("orlam", "vesketai")),
        ("王建国", ("王", "建国")),
        ("欧阳志远", ("欧阳", "志远")),
        ("김영호", ("김", "영호")),
        ("남궁현", ("남궁", "현")),
        ("田中 一郎", ("田中", "一郎")),
        ("谢尔盖·彼得罗夫", ("谢尔盖", "彼得罗夫")),
        ("محمد الخطيب", ("محمد", "ال", "خطيب")),
        ("Abd al-Rahman Daruzi", ("abdulrahman", "daruzi")),
        ("Abdul Rahman Daruzi", ("abdulrahman", "daruzi")),
        ("عبد الرحمن", ("عبدالرحمن",)),
        ("Abd Alrahman Daruzi", ("abdulrahman", "daruzi")),
        ("Abd Alim Daruzi", ("abdulalim", "daruzi")),
        ("Abu Bakr Daruzi", ("abubakr", "daruzi")),
        ("Shams al-Din", ("shamsuddin",)),
        ("राजेश वर्मा", ("राजेश", "वर्मा")),
        ("", ()),
    ],
)
def test_persons(name, cut):
    assert person_words(name) == cut


def test_organisations_lose_their_form_and_keep_their_brackets():
    assert organisation_words("Karsu Ostrell (Varnia) Limited") == (
        ("karsu", ""),
        ("ostrell", ""),
        ("varnia", ""),
    )


def test_a_phrase_is_one_word_with_its_class():
    ours, theirs = (
        dict(organisation_words(n)) for n in ("Karsu Trading House", "Торговый дом Карсу")
    )
    assert ours["trading house"] == theirs["торговый дом"] != ""


def test_a_plain_word_is_cut_the_same_whatever_stands_beside_it():
    from dalil.matching.segments import is_plain

    assert all(map(is_plain, ("orlam", "вескетай", "çevik")))
    assert not any(
        map(is_plain, ("abd", "al", "uddin", "din", "الزبير", "习近平", "оrlam", "ﬁlip"))
    )


@pytest.mark.parametrize(
    "printed",
    ["MT {}", "M/T {}", "M.T. {}", "MV {}", "M V {}", "SS {}", "S/S {}", "FV {}", "F/V {}", "LPG/C {}",
     "LNGC {}", "T/B {}", "TB {}", "Motor Vessel {}", "mt. {}", "т/х {}"],
)  # fmt: skip
def test_a_ship_s_sign_is_left_out(printed):
    assert without_ship_sign(printed.format("Harbour Light")) == "Harbour Light"


@pytest.mark.parametrize(
    "name", ["Mistral", "MSC Vega", "MT", "MV 7", "Tug", "Synthia", "Mtsensk", "Harbour MT"]
)
def test_other_words_are_no_ship_s_sign(name):
    assert without_ship_sign(name) == name
