"""Ordinary words against names that people bear."""

import pytest

from dalil.claims.mentions.likeness import is_given, is_ordinary, is_plain, person_votes


@pytest.mark.parametrize(
    "word", ["dismissal", "Dismissal", "policies", "carried", "making", "damages"]
)
def test_ordinary_words_and_what_is_inflected_from_them(word):
    assert is_ordinary(word)
    assert is_plain(word)


@pytest.mark.parametrize("word", ["Mirel", "Pettifer", "Olt", "", "X", "C-37", "Волков"])
def test_words_that_no_dictionary_holds(word):
    assert not is_ordinary(word)
    assert not is_plain(word)


def test_a_word_that_many_bear_is_not_plain():
    assert is_ordinary("green")
    assert not is_plain("Green")
    assert is_given("Vivian")
    assert not is_given("Green")


@pytest.mark.parametrize(
    "name",
    ["Wrongful Dismissal", "Market Garden", "Further Information", "Debtors", "Mirel Airport"],
)
def test_votes_against_a_person(name):
    assert person_votes(tuple(name.split())) < 0


@pytest.mark.parametrize("name", ["Anna Mirel", "Vivian Oldgate", "Johnson Mirel", "Anna Green"])
def test_votes_for_a_person(name):
    assert person_votes(tuple(name.split())) > 0


@pytest.mark.parametrize("word", ["Imogen", "Benedek", "Wilhelmina", "Gellert", "Fumiko"])
def test_given_names_of_many_countries(word):
    assert is_given(word)
    assert person_votes((word, "Xqolt")) >= 3


def test_a_given_name_that_is_an_ordinary_word_has_no_weight():
    assert not is_given("Summer")
    assert not is_given("Harbour")


@pytest.mark.parametrize("name", ["Олт Дуун", "K. T.", "", "de la"])
def test_no_votes_where_nothing_is_known(name):
    assert person_votes(tuple(name.split())) == 0
