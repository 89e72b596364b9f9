"""What the network is asked of a claim: its words, its holder's, how near each word is, and what the rules say."""

import math

import pytest

from dalil.claims.told import Told
from dalil.text.stance_model import MORE_FACTS, asked
from dalil.text.stance_windows import Placed, Window

KNOWN = {"stance=asserts": 0, "rule=cue": 1}


def ask(placed: Placed, told: Told, pieces: int = 200, opening: int = 3):
    window = Window(tuple(range(pieces)), (None,) * pieces, opening, (placed,))
    return {name: rows[0] for name, rows in asked(window, [told], KNOWN).items()}


def test_own_words_and_the_holders_are_marked():
    found = ask(Placed(0, (10, 12), (5, 7)), Told(0, 1, ("Ada",), ()), pieces=14)
    assert found["own"].tolist() == [0] * 10 + [1, 1] + [0] * 2
    assert found["holder"].tolist() == [0] * 5 + [1, 1] + [0] * 7


def test_each_piece_is_told_how_far_before_or_behind_it_stands():
    near = ask(Placed(0, (140, 143), None), Told(0, 1, (), ()), pieces=300)["near"].tolist()
    assert near[140:143] == [9, 9, 9]
    assert [near[140 - far] for far in (1, 2, 3, 4, 127, 128, 130)] == [1, 2, 2, 3, 7, 8, 8]
    assert [near[142 + far] for far in (1, 2, 3, 4, 127, 128, 130)] == [10, 11, 11, 12, 16, 17, 17]


def test_the_opening_and_the_holders_name_are_places_of_their_own():
    near = ask(Placed(0, (1, 6), (4, 8)), Told(0, 1, ("Ada",), ()), pieces=10)["near"].tolist()
    assert near == [18, 18, 18, 9, 19, 19, 19, 19, 11, 12]


@pytest.mark.parametrize(
    ("holders", "place", "expected"),
    [
        ((), None, [1, 0]),
        (("Ada",), (5, 7), [0, 1]),
        (("Ada",), None, [0, 0]),
        (("",), None, [0, 0]),
    ],
    ids=["own voice", "in sight", "out of sight", "unknown"],
)
def test_whose_words_they_are_is_a_fact(holders, place, expected):
    facts = ask(Placed(0, (10, 14), place), Told(0, 1, holders, ()))["facts"].tolist()
    assert facts[2:4] == expected
    assert facts[4:] == [pytest.approx(math.log1p(4) / 4), 0]


def test_facts_that_the_network_does_not_know_are_left_out():
    told = Told(0, 1, (), ("rule=cue", "rule=cue:unheard"))
    facts = ask(Placed(0, (10, 14), None), told)["facts"].tolist()
    assert facts[:2] == [0, 1]
    assert len(facts) == len(KNOWN) + MORE_FACTS


def test_each_claim_is_asked_about_by_its_number():
    window = Window(
        tuple(range(20)), (None,) * 20, 3, (Placed(1, (5, 6), None), Placed(0, (7, 9), None))
    )
    claims = [Told(0, 1, (), ("rule=cue",)), Told(2, 3, (), ("stance=asserts",))]
    found = asked(window, claims, KNOWN)
    assert found["facts"][:, :2].tolist() == [[1, 0], [0, 1]]
    assert found["own"].sum(axis=1).tolist() == [1, 2]
