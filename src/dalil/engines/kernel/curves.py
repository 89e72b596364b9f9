"""The model's curves over arrays: the compiled twin of ``matching.model``.

What a feature is, :mod:`pairs` measures; nothing is learned here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from dalil.engines.kernel.jit import njit
from dalil.matching.features import NAMES
from dalil.matching.model import settled as _settled

SIZE = len(NAMES)
ROUNDING = 1e-6
settled = njit(_settled)


class Curves(NamedTuple):
    """The model, a line for each of the two kinds.

    ``base`` log-odds; ``off``, ``knots`` and ``heights`` of each feature; ``whole`` the gain of what is
    measured last; ``most`` the base and the most that the features give which :mod:`hopeless` does
    not bound.
    """

    base: Any
    off: Any
    knots: Any
    heights: Any
    whole: Any
    most: Any


@njit
def _read(curves, start, end, value):
    """What a curve that is not empty gives: straight between its knots, flat beyond them."""
    if value <= curves.knots[start]:
        return curves.heights[start]
    if value >= curves.knots[end - 1]:
        return curves.heights[end - 1]
    at = start + 1
    while curves.knots[at] <= value:
        at += 1
    share = (value - curves.knots[at - 1]) / (curves.knots[at] - curves.knots[at - 1])
    return curves.heights[at - 1] + share * (curves.heights[at] - curves.heights[at - 1])


@njit
def odds(vector, kind, curves):
    """Log-odds of a vector: the base of its kind and what each curve gives."""
    total, line = 0.0, kind * (SIZE + 1)
    for f in range(SIZE):
        start, end = curves.off[line + f], curves.off[line + f + 1]
        if start != end:
            total += _read(curves, start, end, vector[f])
    return curves.base[kind] + total


@njit
def most_within(curves, kind, f, low, high):
    """The most that a curve gives for values from ``low`` to ``high``."""
    line = kind * (SIZE + 1) + f
    start, end = curves.off[line], curves.off[line + 1]
    if start == end:
        return 0.0
    best = max(_read(curves, start, end, low), _read(curves, start, end, high))
    for at in range(start, end):
        if low < curves.knots[at] < high:
            best = max(best, curves.heights[at])
    return best
