"""Names near each other that are two people's or two bodies', and spellings of one that were refused."""

from __future__ import annotations

import pytest

from dalil.evidence import PartialDate, Precision
from dalil.matching.compare import Qualifiers, compare


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Станислав Вескетов", "Станислава Вескетова", "person"),
        ("Валентин Дудник", "Валентина Дудник", "person"),
        ("Валентин Вескетов", "Valentina Vesketova", "person"),
        ("Le Quoc Dung", "Do Quoc Dung", "person"),
        ("Du Wei Bo", "Li Wei Bo", "person"),
        ("Karsu Fund A", "Karsu Fund B", "company"),
    ],
)
def test_two_are_not_shown(left, right, kind):
    assert compare(left, right, kind).decision == compare(right, left, kind).decision == "no"


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("杜伟", "Du Wei", "person"),
        ("小野寺裕一", "Onodera Yuichi", "person"),
        ("松本清太郎", "Matsumoto Seitaro", "person"),
        ("五十嵐健太", "Igarashi Kenta", "person"),
        ("Le Quoc Dung", "Lê Quốc Dũng", "person"),
        ("La Van Canh", "La Văn Cảnh", "person"),
        ("Орлам Нермин оглы Касимов", "Orlam Nermin oglu Kasimov", "person"),
        ("Орлам Нерминович Касимов", "Orlam Nermin oğlu Kasimov", "person"),
        ("Лейла Нерминовна Касимова", "Leyla Nermin qizi Kasimova", "person"),
        ("Stephen Vesket", "Steven Vesket", "person"),
        ("Kristina Vesket", "Christina Vesket", "person"),
        ("Möwe Lübben GmbH", "Moewe Luebben GmbH", "company"),
    ],
)
def test_spellings_of_one_are_a_match(left, right, kind):
    assert compare(left, right, kind).decision == compare(right, left, kind).decision == "match"


def test_repeated_words_keep_their_order():
    why = compare("Orlam Orlam Vesketai", "Ibram Orlam Orlam Vesketai", "person").why
    assert not any(line.startswith("order:") for line in why)


def test_a_particle_in_small_letters_stays_one():
    assert compare("Jan van Dam", "Jan Dam", "person").decision == "match"


def test_nobody_is_called_a_namesake_where_no_word_met():
    one = Qualifiers((PartialDate("1961-08-17", Precision.DAY),), ("Derbezhan",))
    other = Qualifiers((PartialDate("1990-02-03", Precision.DAY),), ("Varnia",))
    why = compare("Orla Vesk", "Timur Kelmet", "person", one, other).why
    assert not any(line.startswith("namesakes:") for line in why)
