"""Measure name matching: ``python -m benchmarks.matching [--check] [--plot FILE] [--set NAME ...]``.

Runs ours, and the peers where ``make peers`` has been run, on the same pairs in one run, and prints
one table. ``--check`` fails where a pinned minimum is missed or a set is another than it was.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.matching import calibration, ours, sets
from benchmarks.matching.sets import Harness, Labelled

HERE = Path(__file__).resolve().parent
PEERS = sets.REPO / ".venv-peers/bin/python"
MINIMA = HERE / "minima.json"
REVIEW, SURE, HARNESS_AT = 0.7, 0.9, 0.85
PAIRS = {
    "name_bench": sets.name_bench,
    "cross_script": sets.cross_script,
    "un_names": sets.un_names,
    "un_full": sets.un_full,
    "febrl": sets.febrl,
}
HARNESS_NAMES = 30


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--set", action="append", choices=[*PAIRS, "harness"], dest="chosen")
    parser.add_argument(
        "--errors", action="store_true", help="list the pairs that are decided wrongly"
    )
    asked = parser.parse_args()
    chosen = asked.chosen or [*PAIRS, "harness"]
    if not sets.SHARED.is_dir():
        print(
            f"{sets.SHARED} is not here: only the set of the repository is measured.",
            file=sys.stderr,
        )
        chosen = [name for name in chosen if name == "cross_script"]
    pairs = {name: PAIRS[name]() for name in chosen if name in PAIRS}
    peers = _peers(pairs, "harness" in chosen)
    print(
        f"{'set':22}{'pairs':>7} {'matcher':12} {'AUC':>6} {'at .7: P':>9} {'R':>6} {'F1':>6} {'FPR':>6}{'at .9: P':>10} {'R':>6}"
    )
    measured: dict[str, dict[str, float]] = {}
    curves = {}
    for name, made in pairs.items():
        mine, seconds = ours.score(made)
        labels = [pair.same for pair in made]
        measured[name] = _row(name, "dalil", mine, labels)
        curves[name] = calibration.table(mine, labels)
        for part in sorted({pair.kind for pair in made}):
            keep = [at for at, pair in enumerate(made) if pair.kind == part]
            _row(f"  {part}"[:22], "dalil", [mine[at] for at in keep], [labels[at] for at in keep])
        for label, found in peers["scores"].items():
            _row(name, label, found[name], labels)
        print(
            f"  {len(made) / max(seconds, 1e-9):,.0f} pairs a CPU second (plain Python, explained); calibration error {calibration.error(curves[name]):.3f}"
        )
        if asked.errors:
            _errors(made, mine)
    for name, made in peers["harness"].items():
        measured[f"harness {name}"] = _harness(name, made)
    if asked.plot:
        calibration.draw(curves, asked.plot)
    return _check(measured) if asked.check else 0


def _peers(pairs: dict[str, list[Labelled]], harness: bool) -> dict[str, dict]:
    """What the other matchers say; nothing where they are not installed."""
    if not PEERS.exists():
        print("No .venv-peers (make peers): ours alone; the harness needs it.", file=sys.stderr)
        return {"scores": {}, "harness": {}}
    names = {}
    if harness:
        listed = [p.right.name for p in sets.un_full() if p.same]
        names = {
            "UN": [n for n in listed if len(n.split()) > 1][:HARNESS_NAMES],
            "invented": INVENTED,
        }
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.json", Path(folder) / "out.json"
        content = {
            "pairs": {name: sets.as_json(made) for name, made in pairs.items()},
            "harness": names,
        }
        source.write_text(json.dumps(content), encoding="utf-8")
        subprocess.run([PEERS, HERE / "peers.py", source, target], check=True)
        return json.loads(target.read_text(encoding="utf-8"))


INVENTED = [
    "Orlam Yusuf VESKETAI", "Ahmad Khalid al-Daruzi", "Aleksandr Ivanovich KARSUNOV", "José Eduardo Brennt-Salvaz",
    "Wei Ming ZHUANG", "Hussein Nasser bin Farrash", "Sergei Dmitrievich O'Carrighan", "Yevgeny del Morano Qasimov",
    "Osama Jaber ABDALLAHI", "Dmitri Petrossovian",
]  # fmt: skip


def measure(scores: list[float], labels: list[bool], threshold: float) -> dict[str, float]:
    """Precision, recall, F1 and false-positive rate at a threshold."""
    hits = [s >= threshold for s in scores]
    right = sum(h and y for h, y in zip(hits, labels, strict=True))
    wrong = sum(hits) - right
    true = sum(labels)
    precision, recall = right / max(1, right + wrong), right / max(1, true)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(1e-9, precision + recall),
        "fpr": wrong / max(1, len(labels) - true),
    }


def auc(scores: list[float], labels: list[bool]) -> float:
    """Share of (same, different) pairs in the right order; ties count half."""
    ranked = sorted(zip(scores, labels, strict=True))
    below, ties, total, at = 0, 0.0, 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        same = sum(y for _, y in ranked[at:end])
        other = end - at - same
        total += same * (below + other / 2)
        below += other
        at = end
    true = sum(labels)
    return total / max(1, true * (len(labels) - true)) + ties


def _row(name: str, matcher: str, scores: list[float], labels: list[bool]) -> dict[str, float]:
    at, sure = measure(scores, labels, REVIEW), measure(scores, labels, SURE)
    print(
        f"{name:22}{len(labels):>7} {matcher:12} {auc(scores, labels):6.3f} {at['precision']:9.3f} {at['recall']:6.3f}"
        f" {at['f1']:6.3f} {at['fpr']:6.3f}{sure['precision']:10.3f} {sure['recall']:6.3f}"
    )
    return at


def _errors(made: list[Labelled], scores: list[float]) -> None:
    for pair, score in zip(made, scores, strict=True):
        if (score >= REVIEW) != pair.same:
            print(
                f"    {score:.3f} {'missed' if pair.same else 'wrongly'}: {pair.left.name} | {pair.right.name}"
            )


def _harness(name: str, made: dict) -> dict[str, float]:
    mine = ours.harness(Harness(made["candidates"], made["cases"]))
    rows = {"dalil": mine, **made["scores"]}
    result = {}
    for label, found in rows.items():
        hits: dict[str, list[bool]] = {}
        for case, (score, key) in zip(made["cases"], found, strict=True):
            fired = score >= HARNESS_AT
            right = fired and key == case["expected"] if case["expected"] else fired
            hits.setdefault(case["kind"] if case["expected"] else "-" + case["kind"], []).append(
                right
            )
        good = [h for kind, found in hits.items() if kind[0] != "-" for h in found]
        bad = [h for kind, found in hits.items() if kind[0] == "-" for h in found]
        values = {"recall": sum(good) / len(good), "fpr": sum(bad) / len(bad)}
        print(
            f"harness {name:14}{len(found):>7} {label:12} at {HARNESS_AT}: recall {values['recall']:.3f}, false positives {values['fpr']:.3f}"
        )
        if label == "dalil":
            result = values
            print(
                "   "
                + ", ".join(f"{kind} {sum(h) / len(h):.2f}" for kind, h in sorted(hits.items()))
            )
    return result


def _check(measured: dict[str, dict[str, float]]) -> int:
    pinned = json.loads(MINIMA.read_text(encoding="utf-8"))
    failed = []
    for name, wanted in pinned.items():
        if name not in measured:
            continue
        if "digest" in wanted and sets.digest(name) != wanted["digest"]:
            failed.append(f"{name}: the set is another one than the minima were pinned on")
        for what, least in wanted.get("least", {}).items():
            if measured[name][what] < least:
                failed.append(f"{name}: {what} {measured[name][what]:.3f} is below {least}")
        for what, most in wanted.get("most", {}).items():
            if measured[name][what] > most:
                failed.append(f"{name}: {what} {measured[name][what]:.3f} is above {most}")
    for line in failed:
        print(line, file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
