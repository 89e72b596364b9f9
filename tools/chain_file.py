"""The lines of a file of weights of a linear chain, as ``learn_names.py`` and ``learn_kazakh_names.py`` write them.

Labels; a line for each label with what it says for the one behind it; a line for each feature. Whole numbers,
so that the same weights give the same bytes. It learns nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

LEAST = 2
"""Weights of fewer units are left out."""


def table(
    state: Mapping[tuple[str, str], float], steps: Mapping[tuple[str, str], float], unit: float
) -> list[str]:
    """The lines, without those that say where the weights are from.

    Args:
        state: Weight of a feature for a label.
        steps: Weight of a label before another.
        unit: Units that make one.
    """
    names = sorted({label for _, label in state} | {label for pair in steps for label in pair})
    names = ["O", *(name for name in names if name != "O")]
    rows: dict[str, list[str]] = {}
    for (feature, label), weight in sorted(
        state.items(), key=lambda one: (one[0][0], names.index(one[0][1]))
    ):
        value = round(weight * unit)
        if abs(value) >= LEAST:
            rows.setdefault(feature, []).append(f"{names.index(label)}:{value}")
    return [
        "\t".join(names),
        *("\t".join(str(round(steps.get((one, other), 0.0) * unit)) for other in names) for one in names),
        *("\t".join((feature, *said)) for feature, said in sorted(rows.items())),
    ]  # fmt: skip
