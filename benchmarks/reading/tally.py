"""Counts by measure, and figures from the counts, so that documents add up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts by measure, and the errors behind them."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def add(self, measure: str, right: int, found: int, gold: int) -> None:
        """Count towards a precision and recall."""
        self.counts[f"{measure}|tp"] += right
        self.counts[f"{measure}|sys"] += found
        self.counts[f"{measure}|gold"] += gold

    def rate(self, measure: str, right: bool, weight: int = 1) -> None:
        """Count towards a share."""
        self.counts[f"{measure}|right"] += weight * right
        self.counts[f"{measure}|of"] += weight


def figures(tally: Tally) -> dict[str, float]:
    """Precision, recall, F1 and shares of everything counted."""
    found: dict[str, float] = {}
    counts = tally.counts
    for measure in sorted({key.partition("|")[0] for key in counts}):
        if f"{measure}|of" in counts:
            found[measure] = counts[f"{measure}|right"] / max(counts[f"{measure}|of"], 1)
            found[f"{measure} n"] = counts[f"{measure}|of"]
        else:
            right = counts[f"{measure}|tp"]
            precision = right / max(counts[f"{measure}|sys"], 1)
            recall = right / max(counts[f"{measure}|gold"], 1)
            found[f"{measure} P"] = precision
            found[f"{measure} R"] = recall
            found[f"{measure} F1"] = 2 * precision * recall / max(precision + recall, 1e-9)
            found[f"{measure} gold"] = counts[f"{measure}|gold"]
    return found
