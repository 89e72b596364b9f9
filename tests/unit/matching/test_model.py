"""Curves are read as drawn, rise and fall as they must, and the weights fit the features."""

from __future__ import annotations

import pytest

from dalil.matching.features import NAMES
from dalil.matching.model import at, contributions, log_odds, probability
from dalil.matching.weights import BASE, CURVES, LEARNED_FROM


@pytest.mark.parametrize(("value", "height"), [(-1, 0), (0, 0), (0.5, 1), (1, 2), (3, 1), (9, 0)])
def test_a_curve_is_straight_between_its_knots_and_flat_outside(value, height):
    assert at(((0, 1, 5), (0, 2, 0)), value) == height


@pytest.mark.parametrize("kind", ["person", "organisation"])
def test_there_is_a_curve_for_every_feature(kind):
    assert set(CURVES[kind]) == set(NAMES)
    for knots, heights in CURVES[kind].values():
        assert len(knots) == len(heights)
        assert list(knots) == sorted(set(knots))


@pytest.mark.parametrize("kind", ["person", "organisation"])
@pytest.mark.parametrize(
    ("feature", "rises"),
    [
        ("literal", True),
        ("worst", True),
        ("rarity", True),
        ("transliterated", True),
        ("distance", False),
        ("contradicted", False),
        ("left_out", False),
        ("order", False),
        ("initials", False),
        ("numbers", False),
        ("other_gender", False),
    ],
)
def test_a_worse_match_never_scores_higher(kind, feature, rises):
    heights = CURVES[kind][feature][1]
    assert list(heights) == sorted(heights, reverse=not rises)


@pytest.mark.parametrize("kind", ["person", "organisation"])
def test_order_inside_the_top_is_kept(kind):
    for feature in ("literal", "rarity", "distance", "order", "left_out", "initials"):
        heights = CURVES[kind][feature][1]
        assert heights[0] != heights[-1]


def test_log_odds_are_the_sum():
    vector = [0.5] * len(NAMES)
    assert log_odds(vector, "person") == pytest.approx(
        BASE["person"] + sum(contributions(vector, "person"))
    )


@pytest.mark.parametrize(("odds", "share"), [(0.0, 0.5), (-1000.0, 0.0), (20.0, 1.0)])
def test_probability(odds, share):
    assert probability(odds) == pytest.approx(share, abs=1e-6)


def test_what_was_learned_from_is_named():
    assert LEARNED_FROM
    assert all(len(digest) == 64 for digest in LEARNED_FROM.values())
