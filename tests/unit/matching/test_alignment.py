"""Which words meet: order, joined words, initials, particles, numbers."""

from __future__ import annotations

import pytest

from dalil.matching.alignment import align
from dalil.matching.analysis import analyse
from dalil.names.similarity import How


def links(left, right, person=True):
    one, other = analyse(left, person), analyse(right, person)
    found = align(one, other)
    return [(link.left, link.right, link.how) for link in found.links], found


def test_swapped_words_meet():
    met, found = links("Orlam Vesketai", "VESKETAI, Orlam")
    assert met == [((0,), (1,), How.SAME), ((1,), (0,), How.SAME)]
    assert found.left_over == found.right_over == ()


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("OrlamVesketai", "Orlam Vesketai"),
        ("Orlam Vesketai", "Orlam Ves Ketai"),
        ("Khaled Alotaibi", "Khaled al-Otaibi"),
        ("Orlam Benvesket", "Orlam ben Vesket"),
        ("王建国", "Wang Jian Guo"),
    ],
)
def test_words_written_together_meet(left, right):
    met, found = links(left, right)
    assert any(how == How.CUT for _, _, how in met) or found.left_over == found.right_over == ()
    assert found.left_over == found.right_over == ()


def test_initials_meet_their_letter_only():
    assert links("O. Vesketai", "Orlam Vesketai")[0][0] == ((0,), (0,), How.INITIAL)
    assert links("P. Vesketai", "Orlam Vesketai")[1].left_over == (0,)


def test_numbers_meet_by_value():
    assert links("Karsu Fund II", "Karsu Fund 2", person=False)[1].left_over == ()
    assert links("Karsu Fund II", "Karsu Fund III", person=False)[1].left_over == (2,)


def test_translations_meet():
    met, _ = links("Karsu Trading House", "Торговый дом Карсу", person=False)
    assert How.TRANSLATED in [how for _, _, how in met]


def test_each_word_is_used_once():
    met, found = links("Orlam Orlam", "Orlam Vesketai")
    assert len(met) == 1
    assert found.left_over == (1,)
    assert found.right_over == (1,)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Orlam bin Vesket Daruzi", "Daruzi Orlam"),
        ("Ves Ketai Orlam", "Orlam Vesketai O."),
        ("王建国", "Jian Guo Wang"),
    ],
)
def test_sides_are_equal(left, right):
    forth = [(a, b, how) for a, b, how in links(left, right)[0]]
    back = [(b, a, how) for a, b, how in links(right, left)[0]]
    assert sorted(forth) == sorted(back)
