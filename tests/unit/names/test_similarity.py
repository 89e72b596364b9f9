"""Names beside each other: order of scores and reasons in words."""

from __future__ import annotations

import pytest

from dalil.names.similarity import compare, compare_organisations, compare_persons, edits, meet


@pytest.mark.parametrize(
    ("name", "better", "worse"),
    [
        ("Arvo Kestrel", "KESTREL, Arvo", "A. Kestrel"),
        ("Arvo Kestrel", "A. Kestrel", "Mira Kestrel"),
        ("Arvo Kestrel", "Arvo Petrovich Kestrel", "Kestrel"),
        ("Женгул Ордасбаев", "Zhengul Ordasbayev", "Zhengul Ordasbayeva"),
        ("Arvo Kestrel", "Arvo Kestrell", "Arvo Kessler"),
        ("Arvo Petrovich Kestrel", "Arvo Kestrel", "Arvo Ivanovich Kestrel"),
    ],
)
def test_order_of_persons(name, better, worse) -> None:
    assert compare_persons(name, better).score > compare_persons(name, worse).score


@pytest.mark.parametrize(
    ("name", "better", "worse"),
    [
        ("Karvo Trade House", "ТОО «Торговый дом «Карво»", "Karvon Trade House"),
        ("Karvo LLP", "Karvo", "Karvo JSC"),
        ("Bank of Ostrell", "Ostrell Bank", "Bank of Varnia"),
    ],
)
def test_order_of_organisations(name, better, worse) -> None:
    assert compare_organisations(name, better).score > compare_organisations(name, worse).score


def test_different_given_names_score_low() -> None:
    assert compare_persons("Arvo Kestrel", "Mira Kestrel").score < 0.5


def test_comparison_is_symmetric() -> None:
    for one, other in (
        ("Arvo Kestrel", "Арво Кестрел"),
        ("A. Kestrel", "Arvo Kestrel"),
        ("Brine LLP", "Brine"),
    ):
        assert compare(one, other).score == compare(other, one).score


def test_reasons_name_the_words() -> None:
    found = compare_persons("Женгул Тартумат", "Zhengul Tartumat")
    assert "женгул ~ zhengul: same reading" in found.reasons
    assert compare_persons("Arvo Kestrel", "Mira Kestrel").reasons[-1] == "arvo stands against mira"


@pytest.mark.parametrize(
    ("one", "other"), [("", ""), ("Kestrel", ""), ("Mr", "Dr"), ("!!!", "Kestrel"), ("努", "ن")]
)
def test_what_holds_no_name_matches_nothing(one, other) -> None:
    assert compare(one, other).score == 0 or one == other


def test_two_words_against_one_written_together() -> None:
    assert compare_persons("Abdul Rahman Kestrel", "Abdulrahman Kestrel").score > 0.9


def test_edits() -> None:
    assert (edits("abc", "abc", 2), edits("abcd", "abdc", 2), edits("abc", "xyz", 2)) == (0, 1, 3)


def test_meet_says_how() -> None:
    assert meet("Ivanova", "Ivanov").how == "masculine and feminine form"
    assert meet("Орджумата", "Орджумат").how == "declined form"
    assert meet("abc", "xyz") is None
