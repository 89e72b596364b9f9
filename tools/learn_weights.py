"""Learn the weights of the name matcher: ``python tools/learn_weights.py [--data FOLDER] [--check]``.

An additive logistic model with one piecewise linear curve a feature, monotone where the meaning of
the feature asks for it, fitted by iterated weighted least squares with bounds (McCullagh and Nelder
1989, Lawson and Hanson 1974). Written to ``src/dalil/matching/weights.py``, rounded, so that the same
data give the same bytes. ``--check`` writes nothing, fails where the file would change, and prints
what cross-validation measures.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from learn_pairs import Labelled, digests, everything

from dalil.matching.alignment import align
from dalil.matching.analysis import analyse
from dalil.matching.features import NAMES, pair, vector

REPO = Path(__file__).resolve().parent.parent
TARGET = REPO / "src/dalil/matching/weights.py"
SHARED = REPO.parent / "shared" / "data" / "names"
FOLDS = 5
WORKERS = 2

UP, DOWN, FREE = 1, -1, 0
SHAPES: dict[str, tuple[int, tuple[float, ...]]] = {
    "literal": (UP, (0, 1)),
    "worst": (UP, (0, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.96, 1)),
    "mean": (UP, (0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1)),
    "distance": (DOWN, (0, 0.2, 0.6, 1, 1.5, 2, 2.6, 3.2, 4, 6)),
    "rarity": (UP, (0, 8, 12, 16, 20, 26, 34, 45, 60)),
    "met_words": (UP, (0, 1, 2, 3, 4)),
    "contradicted": (DOWN, (0, 0.5, 1, 2, 3)),
    "contradicted_share": (DOWN, (0, 0.1, 0.2, 0.3, 0.4, 0.6, 1)),
    "left_out": (DOWN, (0, 0.5, 1, 2, 3, 4)),
    "left_out_share": (DOWN, (0, 0.15, 0.3, 0.45, 0.6, 1)),
    "patronymic_left_out": (DOWN, (0, 1)),
    "patronymic_contradicted": (DOWN, (0, 1)),
    "initials": (DOWN, (0, 1, 2, 3)),
    "order": (DOWN, (0, 1, 2)),
    "kinship_turned": (DOWN, (0, 1)),
    "whole": (UP, (0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1)),
    "across_scripts": (FREE, (0, 0.5, 1)),
    "transliterated": (UP, (-6, -3, -1.5, -0.5, 0.5, 1.5, 2.5, 4, 6)),
    "nicknames": (DOWN, (0, 1, 2)),
    "gendered": (DOWN, (0, 1, 2)),
    "other_gender": (DOWN, (0, 1, 2)),
    "generation": (DOWN, (0, 1)),
    "alone": (FREE, (0, 1, 2)),
    "letters": (UP, (2, 5, 8, 11, 15, 20, 24)),
    "written_together": (DOWN, (0, 1, 2)),
    "first_letters": (DOWN, (0, 1, 2)),
    "names_in_use": (DOWN, (0, 1, 2)),
    "shortest": (UP, (1, 2, 3, 4, 5, 6, 8)),
    "legal_form": (UP, (-1, 0, 0.5, 1)),
    "only_general_words": (DOWN, (0, 1)),
    "numbers": (DOWN, (0, 1, 2)),
    "translated": (UP, (0, 1)),
    "acronym": (UP, (0, 1)),
    "first_left_out": (DOWN, (0, 1)),
}
"""Direction and knots of each feature's curve."""

LEAST: dict[str, float] = {
    "literal": 0.4,
    "rarity": 0.025,
    "distance": 1.0,
    "order": 0.15,
    "left_out": 0.15,
    "patronymic_left_out": 0.12,
    "patronymic_contradicted": 0.5,
    "initials": 0.3,
    "kinship_turned": 0.5,
    "generation": 1.0,
    "numbers": 4.0,
    "translated": 4.0,
    "written_together": 0.1,
    "other_gender": 5.5,
    "nicknames": 0.3,
    "names_in_use": 1.0,
    "first_letters": 0.6,
    "gendered": 0.2,
    "first_left_out": 1.2,
    "transliterated": 0.6,
}
"""The least that a curve moves by one unit of its feature: order inside the top is asked for
(product.md), and pairs labelled same or different cannot teach it. The learned likeness of words is
a log-likelihood ratio already, against namesakes harder than the groups hold; so its curve keeps
most of its slope. The data say how much more."""

UNTIL: dict[str, float] = {"distance": 3.2}
"""Where a least slope ends: a word that is hardly alike must not cost more than one that is another."""

PRIOR_STRENGTH = 0.02
SHARES = {
    "person": {
        "bench": (0.12, 0.15),
        "un": (0.08, 0.14),
        "spelled": (0.05, 0.15),
        "slips": (0.15, 0.12),
        "ofac": (0.08, 0.07),
    },
    "organisation": {"bench": (0.15, 0.15), "ofac": (0.10, 0.15), "bodies": (0.25, 0.20)},
}
"""How much the same and the different pairs of each set count. Namesakes across scripts are the
errors that cost most, and groups of spellings hold some that nobody would call one name."""


def measure(one: Labelled) -> tuple[float, ...]:
    """The features of a pair."""
    left, right = analyse(one.left, one.person), analyse(one.right, one.person)
    return vector(pair(left, right, align(left, right)))


def features(pairs: list[Labelled]) -> np.ndarray:
    """The features of all pairs, one row each, in their order."""
    with ProcessPoolExecutor(WORKERS) as pool:
        return np.array(list(pool.map(measure, pairs, chunksize=250)), dtype=np.float64)


def kept(pairs: list[Labelled], path: Path | None, kind: str) -> np.ndarray:
    """Features, from a file of an earlier run where one is named: for trying other curves only."""
    file = path / f"{kind}.npy" if path else None
    if file and file.exists():
        return np.load(file)
    found = features(pairs)
    if file:
        np.save(file, found)
    return found


def ramps(values: np.ndarray) -> tuple[np.ndarray, list[tuple[str, int, float]]]:
    """One column a stretch between two knots: how far into it a value reaches; name, sign, least."""
    columns, names = [np.ones(len(values))], [("", FREE, 0.0)]
    for at, name in enumerate(NAMES):
        direction, knots = SHAPES[name]
        for low, high in itertools.pairwise(knots):
            columns.append(np.clip((values[:, at] - low) / (high - low), 0, 1))
            least = 0.0 if low >= UNTIL.get(name, high) else LEAST.get(name, 0.0)
            names.append((name, direction, least * (high - low)))
    return np.stack(columns, axis=1), names


def weigh(pairs: list[Labelled], kind: str) -> np.ndarray:
    """Weights that give each label of each set its share."""
    counts: dict[tuple[str, bool], int] = {}
    for one in pairs:
        counts[one.source, one.same] = counts.get((one.source, one.same), 0) + 1
    shares = SHARES[kind]
    return np.array(
        [len(pairs) * shares[p.source][not p.same] / counts[p.source, p.same] for p in pairs]
    )


def fit(
    design: np.ndarray,
    labels: np.ndarray,
    weights: np.ndarray,
    bounds: list[tuple[str, int, float]],
) -> np.ndarray:
    """Weighted logistic regression with signs held: Newton steps, each solved by coordinates."""
    theta = np.zeros(design.shape[1])
    penalty = np.full(design.shape[1], PRIOR_STRENGTH * weights.sum() / 100)
    penalty[0] = 1e-6
    for _ in range(25):
        odds = np.clip(design @ theta, -30, 30)
        chance = 1 / (1 + np.exp(-odds))
        curvature = weights * np.maximum(chance * (1 - chance), 1e-4)
        gram = (design * curvature[:, None]).T @ design + np.diag(penalty)
        target = design.T @ (curvature * odds + weights * (labels - chance))
        new = _bounded(gram, target, theta.copy(), bounds)
        moved = np.abs(new - theta).max()
        theta = theta + 0.8 * (new - theta)
        if moved < 1e-3:
            break
    return theta


def _bounded(
    gram: np.ndarray, target: np.ndarray, theta: np.ndarray, bounds: list[tuple[str, int, float]]
) -> np.ndarray:
    for _ in range(60):
        largest = 0.0
        for k, (_, direction, least) in enumerate(bounds):
            value = theta[k] + (target[k] - gram[k] @ theta) / gram[k, k]
            if direction and direction * value < least:
                value = direction * least
            largest = max(largest, abs(value - theta[k]))
            theta[k] = value
        if largest < 1e-5:
            break
    return theta


def fold(group: str) -> int:
    return hashlib.sha256(group.encode()).digest()[0] % FOLDS


def scores(theta: np.ndarray, design: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(design @ theta)))


def measured(labels: np.ndarray, found: np.ndarray, threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 at a threshold."""
    hits = found >= threshold
    right = float((hits & (labels == 1)).sum())
    precision = right / max(1.0, float(hits.sum()))
    recall = right / max(1.0, float(labels.sum()))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def cross_validate(
    pairs: list[Labelled], design: np.ndarray, bounds: list[tuple[str, int, float]], kind: str
) -> np.ndarray:
    """Score every pair by a model that did not see its group."""
    labels = np.array([float(p.same) for p in pairs])
    places = np.array([fold(p.group) for p in pairs])
    weights = weigh(pairs, kind)
    found = np.zeros(len(pairs))
    for number in range(FOLDS):
        theta = fit(
            design[places != number], labels[places != number], weights[places != number], bounds
        )
        found[places == number] = scores(theta, design[places == number])
    for source in SHARES[kind]:
        mine = np.array([p.source == source for p in pairs])
        line = ", ".join(
            "{}: P {:.3f} R {:.3f} F1 {:.3f}".format(t, *measured(labels[mine], found[mine], t))
            for t in (0.7, 0.85, 0.9)
        )
        print(f"{kind:12} {source:8} {int(mine.sum()):6}  {line}")
    return found


def curves(
    theta: np.ndarray, names: list[tuple[str, int, float]]
) -> tuple[float, dict[str, tuple[tuple[float, ...], tuple[float, ...]]]]:
    found: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {}
    steps: dict[str, list[float]] = {}
    for (name, _, _), value in zip(names, theta, strict=True):
        if name:
            steps.setdefault(name, [0.0]).append(float(value))
    for name, values in steps.items():
        heights = tuple(round(float(h), 3) + 0.0 for h in np.cumsum(values))
        found[name] = (tuple(float(k) for k in SHAPES[name][1]), heights)
    return round(float(theta[0]), 3), found


def written(
    models: dict[str, tuple[float, dict[str, tuple[tuple[float, ...], tuple[float, ...]]]]],
    data: Path,
) -> str:
    """The text of weights.py."""
    lines = [
        '"""What each feature of a pair of names is worth, in log-odds.',
        "",
        "Generated by tools/learn_weights.py from the files named in LEARNED_FROM; do not edit.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "BASE: dict[str, float] = {",
        *(f'    "{kind}": {base},' for kind, (base, _) in models.items()),
        "}",
        "CURVES: dict[str, dict[str, tuple[tuple[float, ...], tuple[float, ...]]]] = {",
    ]
    for kind, (_, found) in models.items():
        lines.append(f'    "{kind}": {{')
        for name, (knots, heights) in found.items():
            lines.append(f'        "{name}": (')
            lines += [f"            {knots},", f"            {heights},", "        ),"]
        lines.append("    },")
    lines += ["}", "LEARNED_FROM: dict[str, str] = {"]
    lines += [f'    "{name}": "{digest}",' for name, digest in digests(data).items()]
    lines += ["}", ""]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--check", action="store_true")
    parser.add_argument(
        "--keep", type=Path, help="folder for features, to try other curves quickly"
    )
    chosen = parser.parse_args()
    pairs = everything(chosen.data)
    models = {}
    for kind in SHARES:
        mine = [one for one in pairs if one.person == (kind == "person")]
        design, bounds = ramps(kept(mine, chosen.keep, kind))
        cross_validate(mine, design, bounds, kind)
        labels = np.array([float(one.same) for one in mine])
        models[kind] = curves(fit(design, labels, weigh(mine, kind), bounds), bounds)
    text = written(models, chosen.data)
    if chosen.check:
        return int(TARGET.read_text(encoding="utf-8") != text)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
