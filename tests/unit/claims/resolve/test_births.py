"""Births that claims tell: only of one person alone, only after the word."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.claims.views import CaseBuilder

from dalil.claims.resolve.births import birth_told, births_told
from dalil.evidence import PartialDate, Precision


def told(quote: str, about: tuple[str, ...], day: str, at: int):
    claim = CaseBuilder().say(quote, about=about)
    start = claim.locator.start + at
    return replace(claim, dates=(PartialDate(day, Precision.DAY, start, start + 4),))


def test_the_date_after_the_word_is_taken_and_the_one_before_is_not():
    quote = "Arvo Kestrel, born on 3 May 1961, chairs the board."
    assert birth_told(told(quote, ("Arvo Kestrel",), "1961-05-03", 22))[1].value == "1961-05-03"
    assert birth_told(told(quote, ("Arvo Kestrel",), "1961-05-03", 2)) is None


def test_a_sentence_about_two_tells_nobodys_birth():
    quote = "Arvo Kestrel and Ilma Kestrel were born in 1961 and 1963."
    assert birth_told(told(quote, ("Arvo Kestrel", "Ilma Kestrel"), "1961", 43)) is None


def test_births_stand_under_the_mention_of_whom_they_are_told():
    claim = told(
        "Ilma Kestrel, née le 4 juin 1970, dirige la banque.", ("Ilma Kestrel",), "1970-06-04", 21
    )
    assert births_told([claim]) == {claim.about[0].id: frozenset({"1970-06-04"})}


def test_of_two_it_is_his_whose_name_stands_before_the_word():
    quote = "Arvo Kestrel, born on 3 May 1961, chairs Karsu House Ltd."
    claim = told(quote, ("Karsu House Ltd", "Arvo Kestrel"), "1961-05-03", 22)
    assert birth_told(claim)[0] == claim.about[1].id
