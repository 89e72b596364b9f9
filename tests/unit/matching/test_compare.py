"""Whole names and what qualifies them: each rule moves the score as it says."""

from __future__ import annotations

import pytest

from dalil.evidence import PartialDate, Precision
from dalil.matching.compare import MATCH, REVIEW, Qualifiers, compare, decide

PRECISION = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


def born(*values: str, text: str = "") -> Qualifiers:
    return Qualifiers(tuple(PartialDate(v, PRECISION[len(v)], text=text) for v in values))


@pytest.mark.parametrize("name", ["", " ", "...", "—"])
def test_nothing_to_compare(name):
    found = compare(name, "Orlam Vesketai", "person")
    assert (found.score, found.decision) == (0.0, "no")
    assert found.why


def test_order_at_the_top():
    """The same letters, the same reading, a patronymic more: each a little lower, all matches."""
    scores = [
        compare("Orlam Vesketai", other, "person").score
        for other in (
            "Orlam Vesketai",
            "VESKETAI, Orlam",
            "Орлам Вескетай",
            "Орлам Сорухович Вескетай",
        )
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert scores[-1] >= MATCH


@pytest.mark.parametrize(
    ("left", "right", "says"),
    [
        ("1961-08-17", "1961-08-17", "agrees"),
        ("1961-08-17", "1961", "agrees"),
        ("1961-08-17", "1961-09-01", "same year, another day"),
        ("1961", "1962", "1 years apart"),
        ("1961", "1938", "23 years apart"),
    ],
)
def test_birth_dates(left, right, says):
    found = compare("Orlam Veskitai", "Orlam Vesketai", "person", born(left), born(right))
    assert any(says in line for line in found.why)


def test_birth_dates_move_the_score_in_order():
    def score(right):
        return compare(
            "Orlam Vesketai", "Вескетай Орлам", "person", born("1961-08-17"), born(right)
        ).score

    scores = [score(d) for d in ("1961-08-17", "1961", "1961-09-01", "1962", "1970")]
    assert scores == sorted(scores, reverse=True)


def test_any_of_several_dates_may_be_right():
    best = compare("A Vesketai", "A Vesketai", "person", born("1961"), born("1938", "1961"))
    assert any("agrees" in line for line in best.why)


def test_approximate_dates_do_not_contradict_near_years():
    about = born("1960", text="APPROXIMATELY 1960")
    found = compare("Orlam Vesketai", "Орлам Вескетай", "person", born("1962"), about)
    assert any("within an approximate date" in line for line in found.why)


def test_a_matching_name_is_shown_with_its_contradiction():
    found = compare("Orlam Vesketai", "Orlam Vesketai", "person", born("1961"), born("1900"))
    assert REVIEW <= found.score < MATCH
    assert found.why[-1].startswith("the name alone matches: always shown")


def test_countries():
    left, right = Qualifiers(countries=("Derbezhan",)), Qualifiers(countries=("Mestria",))
    apart = compare("Orlam Vesketai", "Орлам Вескетай", "person", left, right)
    same = compare("Orlam Vesketai", "Орлам Вескетай", "person", left, left)
    assert apart.score < same.score
    assert any(line == "country: Derbezhan against Mestria" for line in apart.why)


def test_decisions():
    assert [decide(s) for s in (0.69, 0.7, 0.89, 0.9)] == ["no", "review", "review", "match"]


@pytest.mark.parametrize("text", ["x" * 10_000, "😀😀", "a" * 50 + " " + "b" * 50, "\u202eOrlam"])
def test_odd_names_do_no_harm(text):
    assert 0 <= compare(text, "Orlam Vesketai", "any").score <= 1
