"""Sums and dates against labelled ones."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.reading.gold import GoldDocument, GoldFigure
from benchmarks.reading.tally import Tally


def _same_figure(gold: GoldFigure, figure: GoldFigure) -> bool:
    """Equal value, and a unit that is right; words of currencies without case and plural."""
    units = {_unit(unit) for unit in (gold.unit, *gold.units)}
    return gold.value == figure.value and _unit(figure.unit) in units


def _unit(unit: str | None) -> str | None:
    return unit if unit is None or unit.isupper() else unit.lower().removesuffix("s")


def figures_of(
    measure: str,
    document: GoldDocument,
    gold: Sequence[GoldFigure],
    mine: Sequence[GoldFigure],
    tally: Tally,
) -> None:
    """Sums and dates: overlapping place, equal value and unit (precision)."""
    right = wrong = 0
    used: set[int] = set()
    for figure in mine:
        over = [
            i
            for i, g in enumerate(gold)
            if g.start < figure.end and figure.start < g.end and i not in used
        ]
        good = [i for i in over if _same_figure(gold[i], figure)]
        if good:
            used.add(good[0])
            right += not gold[good[0]].optional
        elif not any(gold[i].optional for i in over):
            wrong += 1
            tally.errors.append(
                f"{document.name}: wrong {measure} {document.layer.text[figure.start : figure.end]!r} {figure.value} {figure.unit}, "
                f"label {[(gold[i].value, gold[i].unit) for i in over]}"
            )
    needed = [i for i, g in enumerate(gold) if not g.optional]
    tally.add(measure, right, right + wrong, len(needed))
    _apart_of_unit(measure, gold, mine, tally)
    for i in needed:
        if i not in used:
            g = gold[i]
            tally.errors.append(
                f"{document.name}: missed {measure} {document.layer.text[g.start : g.end]!r} {g.value} {g.unit}"
            )


def _apart_of_unit(
    measure: str, gold: Sequence[GoldFigure], mine: Sequence[GoldFigure], tally: Tally
) -> None:
    """The same by place alone, and by place and value: shows what the unit costs."""
    for name, same in (
        ("place", lambda one, other: True),
        ("value", lambda one, other: one.value == other.value),
    ):
        used: set[int] = set()
        right = free = 0
        for figure in mine:
            over = [i for i, g in enumerate(gold) if g.start < figure.end and figure.start < g.end]
            good = [i for i in over if i not in used and same(gold[i], figure)]
            if good:
                used.add(good[0])
                right += not gold[good[0]].optional
                free += gold[good[0]].optional
            else:
                free += any(gold[i].optional for i in over)
        needed = sum(not g.optional for g in gold)
        tally.add(f"{measure} by {name}", right, len(mine) - free, needed)
