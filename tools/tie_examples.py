"""Ties between names as :mod:`tools.learn_stances` learns them: which pairs of names of a window tell which, and the loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dalil.claims.told import Name
from dalil.evidence import Predicate
from dalil.text.stance_ties import MOST_NAMES, named
from dalil.text.stance_windows import Window

PREDICATES = [str(one) for one in Predicate]
Cell = tuple[int, int, int]
"""Rows of subject and object, and the place of the predicate."""


@dataclass(frozen=True, slots=True)
class Tied:
    """What is said of the names of a window.

    Attributes:
        given: What the network is given of them.
        told: For each tie that the window tells, the pairs that may tell it: one of them does.
        open: Pairs of which nothing is learned: themselves, other names of the same, and ties that are told elsewhere.
    """

    given: Mapping[str, Any]
    told: list[list[Cell]]
    open: list[Cell]


def tied(row: Mapping[str, Any], cut: Sequence[Window]) -> Iterator[Tied | None]:
    """What is said of the names of each window of a document; None where nobody labelled it, or it has too many."""
    if row.get("ties") is None:
        yield from [None] * len(cut)
        return
    ordered = sorted(row["names"])
    names = [Name(start, end, kind) for start, end, _, kind in ordered]
    shown = [named(window, names) for window in cut]
    entities = [[ordered[number][2] for number in numbers] for numbers, _ in shown]
    cells = [[_cells(tie["ways"], of_window) for of_window in entities] for tie in row["ties"]]
    for place, (_, given) in enumerate(shown):
        if not 2 <= len(entities[place]) <= MOST_NAMES:
            yield None
            continue
        told, left = [], []
        for tie, of_tie in zip(row["ties"], cells, strict=True):
            gaps = [_gap(found, one) for found, (_, one) in zip(of_tie, shown, strict=True)]
            nearest = gaps[place] == min(gaps)
            if of_tie[place] and nearest and not tie["optional"]:
                told.append(of_tie[place])
            else:
                left.extend(of_tie[place])
        yield Tied(given, told, left)


def _cells(ways: Sequence[Any], entities: Sequence[str]) -> list[Cell]:
    return [
        (one, other, PREDICATES.index(predicate))
        for subjects, predicate, objects in ways
        for one, subject in enumerate(entities)
        if subject in subjects
        for other, target in enumerate(entities)
        if target in objects and one != other
    ]


def _gap(cells: Sequence[Cell], given: Mapping[str, Any]) -> int:
    """How many pieces stand between the nearest two names of a tie."""
    starts = given["names"].argmax(1)
    return min((abs(int(starts[a]) - int(starts[b])) for a, b, _ in cells), default=1 << 20)


def loss_of_ties(model: Any, out: Any, tied: Tied) -> Any:
    """What the network is wrong by on one window: of each tie the pairs that it believes in most, and all other pairs."""
    import torch
    from torch.nn.functional import softplus

    scores = model.ties(out, *map(torch.from_numpy, tied.given.values())).float()
    learned = torch.ones_like(scores)
    rows = torch.arange(scores.shape[0])
    learned[rows, rows] = 0
    for cell in (*tied.open, *(cell for tie in tied.told for cell in tie)):
        learned[cell] = 0
    wrong = (softplus(scores) * learned).sum()
    for tie in tied.told:
        own = torch.stack([scores[cell] for cell in tie])
        wrong = wrong + (torch.softmax(own.detach(), 0) * softplus(-own)).sum()
    return wrong
