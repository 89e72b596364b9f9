"""How far two annotators agree: `python -m benchmarks.reading.public.agreement FOLDER FOLDER [--list]`.

Both folders hold readable labels in the line format of `heldout/README.md`. Neither is taken as right:
F1 is symmetric. A label that is optional, or that meets only an optional one of the other, is left out.
It prints words of the texts only with `--list`.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.reading.public.make_labels import PublicSource
from benchmarks.reading.public.texts_of import Place, places

Row = dict[str, Any]
NAMED = ("PER", "ORG", "LOC")


def overlap(one: Row, two: Row) -> float:
    """Intersection over union of two spans."""
    common = min(one["end"], two["end"]) - max(one["start"], two["start"])
    whole = max(one["end"], two["end"]) - min(one["start"], two["start"])
    return max(0.0, float(common)) / float(whole)


def pair(left: Sequence[Row], right: Sequence[Row], least: float) -> list[tuple[int, int]]:
    """Pairs one to one, the best overlap first."""
    scored = sorted(
        (-overlap(a, b), i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if overlap(a, b) >= least
    )
    lefts: set[int] = set()
    rights: set[int] = set()
    found = []
    for _, i, j in scored:
        if i not in lefts and j not in rights:
            lefts.add(i)
            rights.add(j)
            found.append((i, j))
    return found


class Agreement:
    """Counts over all documents."""

    def __init__(self) -> None:
        """Start with none."""
        self.counts: Counter[str] = Counter()
        self.values: dict[str, list[tuple[str, str]]] = {}
        self.differences: list[str] = []

    def spans(
        self, name: str, left: list[Row], right: list[Row], same: Callable[[Row, Row], bool]
    ) -> None:
        """Count labels of a place that both have, and those that one alone has."""
        pairs = [(i, j) for i, j in pair(left, right, 0.01) if same(left[i], right[j])]
        both = {(i, j) for i, j in pairs if not (_free(left[i]) or _free(right[j]))}
        self.counts[f"{name}|both"] += 2 * len(both)
        self.counts[f"{name}|all"] += 2 * len(both)
        for side, rows, others, taken in (
            ("first", left, right, {i for i, _ in pairs}),
            ("second", right, left, {j for _, j in pairs}),
        ):
            for number, row in enumerate(rows):
                excused = any(_free(o) and overlap(row, o) for o in others)
                if number not in taken and not _free(row) and not excused:
                    self.counts[f"{name}|all"] += 1
                    self.differences.append(f"{name} {side} only: {_told(row)}")

    def value(self, name: str, left: object, right: object, accepted: bool, told: str) -> None:
        """Count a field of two labels of one thing."""
        self.values.setdefault(name, []).append((str(left), str(right)))
        self.counts[f"{name}, alternatives|both"] += accepted
        self.counts[f"{name}, alternatives|all"] += 1
        if not accepted:
            self.differences.append(f"{name}: {left} / {right}: {told}")

    def show(self) -> str:
        """All figures, one a line."""
        lines = []
        for key in sorted(k[:-4] for k in self.counts if k.endswith("|all")):
            whole = self.counts[f"{key}|all"]
            lines.append(f"{key:<28} {self.counts[f'{key}|both'] / max(whole, 1):.3f}  n={whole}")
        for key, rows in sorted(self.values.items()):
            same = sum(a == b for a, b in rows) / len(rows)
            left, right = Counter(a for a, _ in rows), Counter(b for _, b in rows)
            chance = sum(left[v] * right[v] for v in left) / len(rows) ** 2
            kappa = (same - chance) / max(1 - chance, 1e-9)
            lines.append(f"{key + ', first values':<28} {same:.3f}  kappa {kappa:.3f}")
        return "\n".join(lines)


def _free(row: Row) -> bool:
    return bool(row.get("optional"))


def _told(row: Row) -> str:
    return f"{row.get('type', row.get('predicate', ''))} {row.get('text', row.get('quote'))!r}"


def compare(left: Row, right: Row, tally: Agreement) -> None:
    """Count the labels of one document."""
    for kind in NAMED:
        tally.spans(
            f"mention {kind} exact",
            [m for m in left["mentions"] if m["type"] == kind],
            [m for m in right["mentions"] if m["type"] == kind],
            lambda a, b: (a["start"], a["end"]) == (b["start"], b["end"]),
        )
    tally.spans(
        "mention overlap",
        [m for m in left["mentions"] if m["type"] in NAMED],
        [m for m in right["mentions"] if m["type"] in NAMED],
        lambda a, b: bool(a["type"] == b["type"]),
    )
    tally.spans(
        "amounts", left["amounts"], right["amounts"],
        lambda a, b: (a["value"], a["currency"]) == (b["value"], b["currency"]),
    )  # fmt: skip
    tally.spans(
        "dates", left["dates"], right["dates"],
        lambda a, b: (a["value"], a["precision"]) == (b["value"], b["precision"]),
    )  # fmt: skip
    tally.spans("claim span", left["claims"], right["claims"], lambda a, b: overlap(a, b) >= 0.5)
    same = _same_entities(left, right)
    for i, j in pair(left["claims"], right["claims"], 0.5):
        _fields(left["claims"][i], right["claims"][j], same, tally)
    relations(left, right, same, tally)


def _fields(one: Row, two: Row, same: dict[str, str], tally: Agreement) -> None:
    for field in ("stance", "stage", "kind", "negated", "hedged"):
        a, b = one[field], two[field]
        accepted = a == b or a in two.get("also", {}).get(field, [])
        accepted = accepted or b in one.get("also", {}).get(field, [])
        tally.value(field, a, b, accepted, one["quote"][:70])
    chains = [[r["holders"], *r.get("also", {}).get("holders", [])] for r in (one, two)]
    first = [_innermost(side[0], same if n == 0 else {}) for n, side in enumerate(chains)]
    every = [{_innermost(c, same if n == 0 else {}) for c in side} for n, side in enumerate(chains)]
    told = one["quote"][:70]
    tally.value("innermost holder", first[0], first[1], bool(every[0] & every[1]), told)
    depths = [{len(chain) for chain in side} for side in chains]
    deep = len(chains[0][0]) - 1, len(chains[1][0]) - 1
    tally.value("depth", deep[0], deep[1], bool(depths[0] & depths[1]), told)


def _innermost(chain: Sequence[Row], same: dict[str, str]) -> str:
    """The first holder of a chain; the document's own voice whoever lends it."""
    return _holder(chain[0], same) if len(chain) > 1 else "(author)"


def _holder(row: Row, same: dict[str, str]) -> str:
    if row["entity"]:
        return same.get(row["entity"], str(row["entity"]))
    return str(row["text"]).lower().removeprefix("the ")


def _same_entities(left: Row, right: Row) -> dict[str, str]:
    """The entity of the second annotator that shares most mentions with each of the first's."""
    votes: dict[str, Counter[str]] = {}
    for i, j in pair(left["mentions"], right["mentions"], 0.3):
        a, b = left["mentions"][i]["entity"], right["mentions"][j]["entity"]
        if a and b:
            votes.setdefault(a, Counter())[b] += 1
    return {a: found.most_common(1)[0][0] for a, found in votes.items()}


def relations(left: Row, right: Row, same: dict[str, str], tally: Agreement) -> None:
    """Triples that both name; a value in words is not compared, alternatives of a predicate are."""

    def triples(row: Row, names: dict[str, str], *, mine: bool) -> set[tuple[str, str, str]]:
        subject = names.get(row["subject"], str(row["subject"]))
        other = names.get(row["object"] or "", str(row["object"] or ""))
        found: set[tuple[str, str, str]] = set()
        for predicate in [row["predicate"], *row.get("also", {}).get("predicate", [])]:
            found.add((subject, predicate, other))
            if predicate == "family" and mine:
                found.add((other, predicate, subject))
        return found

    rows = [left["relations"], right["relations"]]
    sets = [
        [triples(r, same if n == 0 else {}, mine=n == 0) for r in rows[n] if not r.get("negated")]
        for n in (0, 1)
    ]
    rows = [[r for r in side if not r.get("negated")] for side in rows]
    for n, side in enumerate(("first", "second")):
        for row, mine in zip(rows[n], sets[n], strict=True):
            found = any(mine & other for other in sets[1 - n])
            if not found and _free(row):
                continue
            if found and (
                _free(row)
                or all(_free(r) for r, o in zip(rows[1 - n], sets[1 - n], strict=True) if mine & o)
            ):
                continue  # fmt: skip
            tally.counts["relations|all"] += 1
            tally.counts["relations|both"] += found
            if not found:
                tally.differences.append(
                    f"relations {side} only: {row['subject']} {row['predicate']} "
                    f"{row['object'] or row['value']} {row['quote'][:60]!r}"
                )


def labels_in(folder: Path, place: Place) -> Row | None:
    """One document's labels, None where there are none."""
    path = folder / f"{place.id}.labels"
    return PublicSource(path, place).labels() if path.is_file() else None


def main() -> int:
    """Print the figures of all documents that both have labelled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs=2)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    tally, number = Agreement(), 0
    for place in places():
        left, right = (labels_in(folder, place) for folder in options.folders)
        if left is None or right is None:
            continue
        number += 1
        before = len(tally.differences)
        compare(left, right, tally)
        tally.differences[before:] = [f"{place.id} {d}" for d in tally.differences[before:]]
    print(f"{number} documents\n{tally.show()}")
    if options.list:
        print("\n".join(tally.differences))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
