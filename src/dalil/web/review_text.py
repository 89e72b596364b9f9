"""The text around a claim under review: what is selected in it can be found again by its place.

A piece carries the code point at which it begins; the page's script adds what lies before a selection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dalil.evidence import Claim, Passage, TextLayer

AROUND = 70


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same claims.

    Attributes:
        start: Its first code point in the text layer.
        text: The characters, unchanged.
        chosen: It is of the claim that is looked at.
        claim: Id of another claim that covers it; "" where none does.
        ends: A passage ends here.
        kind: Of the passage.
    """

    start: int
    text: str
    chosen: bool
    claim: str
    ends: bool
    kind: str


def pieces(
    layer: TextLayer, passages: Sequence[Passage], chosen: Claim, others: Sequence[Claim]
) -> list[Piece]:
    """Cut passages at the borders of the claims that stand in them."""
    found: list[Piece] = []
    for passage in passages:
        over = [
            one
            for one in others
            if one.locator.start < passage.end and one.locator.end > passage.start
        ]
        borders = {passage.start, passage.end}
        for one in (chosen, *over):
            if one.exhibit == layer.exhibit:
                borders |= {one.locator.start, one.locator.end}
        cuts = sorted(at for at in borders if passage.start <= at <= passage.end)
        for left, right in pairwise(cuts):
            here = [
                one.id
                for one in over
                if one.locator.start <= left and right <= one.locator.end and one.id != chosen.id
            ]
            place = chosen.locator
            found.append(
                Piece(
                    left,
                    layer.text[left:right],
                    place.start <= left and right <= place.end,
                    here[0] if here else "",
                    right == passage.end,
                    passage.kind,
                )
            )
    return found


def context(layer: TextLayer | None, start: int, end: int) -> tuple[str, str, str]:
    """Words before a span, the span, and words after it."""
    if layer is None:
        return "", "", ""
    first, last = max(start - AROUND, 0), end + AROUND
    return layer.text[first:start], layer.text[start:end], layer.text[end:last]
