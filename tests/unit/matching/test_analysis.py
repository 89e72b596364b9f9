"""A name taken apart: kinds of words, numbers, generations, what particles leave behind."""

from __future__ import annotations

import pytest

from dalil.matching.analysis import MOST_WORDS, Kind, analyse, organisation_word, person_word


def texts(name, person=True):
    return [word.spelling.text for word in analyse(name, person).words]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("orlam", Kind.NAME),
        ("o.", Kind.INITIAL),
        ("o", Kind.INITIAL),
        ("van", Kind.PARTICLE),
        ("dr", Kind.TITLE),
        ("jr", Kind.SUFFIX),
        ("吴", Kind.NAME),
    ],
)
def test_kinds_of_words_of_persons(word, kind):
    assert person_word(word).kind == kind


@pytest.mark.parametrize(
    ("word", "number"),
    [("2004", 2004), ("iv", 4), ("first", 1), ("2nd", 2), ("civil", -1), ("l", -1)],
)
def test_numbers(word, number):
    assert organisation_word(word).number == number


def test_titles_and_particles_are_not_compared_but_remembered():
    found = analyse("Dr Orlam van der Vesk Jr.")
    assert [word.spelling.text for word in found.words] == ["orlam", "vesk"]
    assert found.generation == 2
    assert found.words[1].led.text == "vandervesk"


def test_sons_are_marked():
    assert [word.son for word in analyse("Orlam bin Vesket al-Daruzi").words] == [
        False,
        True,
        False,
    ]


def test_a_written_article_is_taken_off_beside():
    assert analyse("Khalid Alotaibi").words[1].bare.text == "otaibi"
    assert analyse("Orlam Alen").words[1].bare is None


def test_whom_a_compound_serves_stands_beside_it():
    """Karim is left of Abdul Karim where a clerk drops or turns a word."""
    assert analyse("Abdul Karim Vesketai").words[0].bare.text == "karim"
    assert analyse("عبد الكريم").words[0].bare.text == "كريم"
    assert analyse("Abdulla Vesketai").words[0].bare is None


def test_the_word_for_a_company_is_a_form():
    for name in ("Компания Востел", "شركة درفنا", "Karsu Company"):
        assert len(analyse(name, person=False).words) == 1, name
    assert texts("Company", person=False) == ["company"]


@pytest.mark.parametrize("name", ["", "...", "🙂", "Mr", "Dr. Prof."])
def test_what_holds_no_name_has_no_words(name):
    assert analyse(name).words == ()


def test_a_name_of_particles_only_is_a_name():
    assert texts("Van Den") == ["van", "den"]


def test_a_last_letter_may_be_a_numeral_of_a_body():
    assert analyse("Karsu Fund V", person=False).words[-1].number == 5
    assert analyse("V Karsu Fund", person=False).words[0].number == -1


def test_rare_words_tell_more():
    common, rare = analyse("Maria Vesketaridze").words
    assert common.bits < rare.bits


def test_nicknames_share_an_id():
    assert set(person_word("bill").ids) & set(person_word("william").ids)


def test_long_names_are_bounded_and_say_so():
    found = analyse("Orlam " * 5000)
    assert len(found.words) == MOST_WORDS
    assert found.cut
