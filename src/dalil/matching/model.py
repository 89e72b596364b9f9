"""From features to a probability: an additive model of learned piecewise linear curves.

Each feature adds what its curve gives (straight lines between the knots, flat outside), and the sum
is read as log-odds. Curves only rise or only fall where the meaning of the feature asks for it, so a
worse match can never score higher for being worse. The curves are in ``weights.py``, written by
``tools/learn_weights.py``; nothing is learned while the program runs.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

from dalil.matching.features import NAMES
from dalil.matching.weights import BASE, CURVES

_LEAST, _BEND, _ROOM = -8.0, 3.0, 2.5
Curve = tuple[tuple[float, ...], tuple[float, ...]]


def contributions(vector: Sequence[float], kind: str) -> tuple[float, ...]:
    """What each feature adds to the log-odds.

    Args:
        vector: The features, in the order of :data:`dalil.matching.features.FEATURES`.
        kind: ``person`` or ``organisation``.
    """
    curves = CURVES[kind]
    return tuple(at(curves[name], value) for name, value in zip(NAMES, vector, strict=True))


def log_odds(vector: Sequence[float], kind: str) -> float:
    """Log-odds that two names are one name."""
    return BASE[kind] + sum(contributions(vector, kind))


def settled(odds: float) -> float:
    """Bound log-odds of a name so that what qualifies it can move every pair, order kept.

    Below -8 flat; above 3 ever flatter towards 5.5: three letters in common more or less say little
    once a name is the same, and a contradicted birth date must still weigh.
    """
    if odds <= _BEND:
        return max(_LEAST, odds)
    return _BEND + _ROOM * (1 - math.exp(-(odds - _BEND) / _ROOM))


def probability(odds: float) -> float:
    """The probability that belongs to log-odds."""
    return 1 / (1 + math.exp(-odds)) if odds > -700 else 0.0


def at(curve: Curve, value: float) -> float:
    """Read a curve at a value: straight between its knots, flat beyond them."""
    knots, heights = curve
    if not knots or value <= knots[0]:
        return heights[0] if heights else 0.0
    if value >= knots[-1]:
        return heights[-1]
    place = bisect_right(knots, value)
    below, above = knots[place - 1], knots[place]
    share = (value - below) / (above - below)
    return heights[place - 1] + share * (heights[place] - heights[place - 1])
