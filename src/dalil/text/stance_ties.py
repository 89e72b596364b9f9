"""Names of a window as numbers, for the head that tells how they are tied."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from dalil.claims.told import Name
from dalil.evidence import MentionType
from dalil.text.stance_windows import Place, Window, near

KINDS = (MentionType.PERSON, MentionType.ORGANISATION, MentionType.LOCATION)
"""Kinds of names that the head tells apart; 0 stands for all others."""
MOST_NAMES = 90
"""Names of a window that are tied at most: of more, a list, nothing was learned."""


def named(window: Window, names: Sequence[Name]) -> tuple[list[int], dict[str, Any]]:
    """The names that a window has behind its opening, and what the network is given of them.

    Args:
        window: The window.
        names: All names of the text, in order of place.

    Returns:
        Their numbers; ``names`` (names x pieces, 1 where a piece belongs to one), ``near`` (names x pieces, numbers of
        places) and ``kinds``.
    """
    import numpy as np

    found = list(_placed(window, names))
    long = len(window.pieces)
    own, places = np.zeros((len(found), long), "float32"), np.zeros((len(found), long), "int64")
    for row, (_, place) in enumerate(found):
        own[row, slice(*place)] = 1
        places[row] = near(window, place)
    numbers = [number for number, _ in found]
    kinds = [_kind(names[number]) for number in numbers]
    return numbers, {"names": own, "near": places, "kinds": np.array(kinds, "int64")}


def _placed(window: Window, names: Sequence[Name]) -> Iterator[tuple[int, Place]]:
    """Names that lie in a window wholly, by number, with their pieces."""
    words = window.shown()
    if not words:
        return
    behind = bisect_left(names, words[0][0], key=lambda one: one.start)
    for number, name in enumerate(names[behind:], behind):
        if name.start >= words[-1][1]:
            return
        if name.end > words[-1][1]:
            continue
        place = window.covering(words, (name.start, name.end))
        if place is not None:
            yield number, place


def _kind(name: Name) -> int:
    return KINDS.index(name.kind) + 1 if name.kind in KINDS else 0
