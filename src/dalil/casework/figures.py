"""Figures of a case that do not add up by the documents' own words, as questions.

Computed from the text layers whenever they are asked for: nothing is stored, nothing corrected, and a
document whose figures fit is not listed. What a table says in its cells is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dalil.claims.dates.told import find_dates
from dalil.claims.figures_check import check_figures
from dalil.claims.index import CaseIndex, Shelved
from dalil.claims.money.sums import find_amounts
from dalil.claims.ports import ClaimStore
from dalil.evidence import Passage, TextLayer, locate

BATCH = 50
"""Documents that are asked for at a time."""


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """A figure at its place: the words verbatim, and the place in a reader's words."""

    start: int
    end: int
    words: str
    place: str


@dataclass(frozen=True, slots=True)
class AskedFigures:
    """Figures that do not fit together.

    Attributes:
        kind: ``total``, ``sum``, ``share``, ``rate``, ``age`` or ``shares``.
        question: What does not fit, in words.
        figures: The figures, each at its place in the text layer.
    """

    kind: str
    question: str
    figures: tuple[AskedFigure, ...]


def asked_of(layer: TextLayer, start: int = 0, end: int | None = None) -> tuple[AskedFigures, ...]:
    """Ask what does not add up in a stretch of a text layer.

    Args:
        layer: The layer; a table is not asked.
        start: First code point of the stretch.
        end: One past the last; None for the end of the text.
    """
    if layer.table:
        return ()
    text = layer.text[start:end]
    part = replace(layer, text=text, passages=(Passage(0, len(text)),) if text else ())
    found = []
    for one in check_figures(part, find_amounts(text), find_dates(part)):
        places = [(start + first, start + last) for first, last in one.places]
        figures = tuple(
            AskedFigure(a, b, layer.text[a:b], locate(layer, a, b).place) for a, b in places
        )
        found.append(AskedFigures(one.kind, one.question, figures))
    return tuple(found)


def asked_in_case(
    index: CaseIndex, store: ClaimStore
) -> Iterator[tuple[Shelved, tuple[AskedFigures, ...]]]:
    """Every document of a case whose figures do not fit, in order of arrival."""
    first = 0
    while shelf := index.documents(first, BATCH):
        for shelved in shelf:
            layer = store.layer(shelved.exhibit.sha256)
            found = asked_of(layer) if layer is not None else ()
            if found:
                yield shelved, found
        first += len(shelf)
