"""Read a labelled set and print how well; compare with the pinned minima."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from benchmarks.reading.loaders import digest, load
from benchmarks.reading.scores import score
from benchmarks.reading.scores_names import clusters_across
from benchmarks.reading.tally import Tally, figures
from dalil.claims.mentions.gazetteer import Gazetteer
from dalil.claims.read import RULES, read_document
from dalil.text.name_models import ManyLanguages
from dalil.text.parser_spacy import SpacyParser
from dalil.text.stance_model import LearnedStances

MINIMA = Path(__file__).with_name("minima.json")
SETS = (
    "dev",
    "example",
    "heldout",
    "polnear",
    "polnear-odd",
    "polnear-even",
    "polnear-train",
    "re3d",
    "wikigold",
    "nerel",
    "kaznerd",
    "kaznerd-unseen",
    "factrueval",
    "public-dev",
    "public-test",
    "practice",
    "practice-odd",
    "practice-even",
    "lessons-odd",
    "lessons-even",
    "named",
    "named-check",
    "told",
    "told-check",
)
UNSEEN = frozenset(
    {
        "polnear",
        "polnear-even",
        "heldout",
        "example",
        "public-test",
        "kaznerd-unseen",
        "practice-even",
        "lessons-even",
        "named-check",
        "told-check",
    }
)
"""Sets whose texts and per-document output the authors of rules do not see."""


def measure(name: str, *, rules_alone: bool = False) -> tuple[dict[str, float], Tally]:
    """Read every document of a set and count."""
    documents = load(name)
    english = SpacyParser()
    english._load()
    parser, stances = ManyLanguages(english), None if rules_alone else LearnedStances()
    if stances is not None:
        stances.load()  # before anything is timed
    tally, words, spent = Tally(), 0, 0.0
    readings = []
    for document in documents:
        started = time.perf_counter()
        reading = read_document(document.layer, parser, Gazetteer(), stances)
        spent += time.perf_counter() - started
        words += len(document.layer.text.split())
        score(document, reading, tally)
        readings.append(reading)
    clusters_across(documents, readings, tally)
    found = {k: v for k, v in figures(tally).items() if not k.startswith("b-cubed")}
    for kind in ("b-cubed", "b-cubed across"):
        if count := tally.counts[f"{kind}|n"]:
            precision = tally.counts[f"{kind}|p"] / 1e6 / count
            recall = tally.counts[f"{kind}|r"] / 1e6 / count
            found[f"{kind} F1"] = 2 * precision * recall / max(precision + recall, 1e-9)
    found["documents"] = len(documents)
    found["words"] = words
    found["words per second"] = words / max(spent, 1e-9)
    return found, tally


def check(name: str, found: dict[str, float]) -> list[str]:
    """What lies below the pinned minima, or a corpus that is not the pinned one."""
    pinned = json.loads(MINIMA.read_text(encoding="utf-8")).get(name) if MINIMA.is_file() else None
    if pinned is None:
        return [f"no minima are pinned for {name}"]
    faults = []
    if pinned["digest"] != digest(name):
        faults.append(f"the files of {name} are not the pinned ones")
    for key, least in pinned["minima"].items():
        if found.get(key, 0.0) < least:
            faults.append(f"{name}: {key} is {found.get(key, 0.0):.3f}, the minimum is {least:.3f}")
    return faults


def main() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--set", choices=SETS, action="append")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true", help="exit 1 below the pinned minima")
    parser.add_argument("--errors", action="store_true", help="list errors (not of unseen sets)")
    parser.add_argument("--rules-alone", action="store_true", help="weigh no stance and no stage")
    options = parser.parse_args()
    faults: list[str] = []
    for name in options.set or ["dev", "example", "heldout", "polnear"]:
        found, tally = measure(name, rules_alone=options.rules_alone)
        if options.json:
            print(json.dumps({"set": name, "rules": RULES, "digest": digest(name), **found}))
        else:
            print(f"== {name} ({RULES}, corpus {digest(name)[:12]})")
            for key, value in found.items():
                if not key.endswith((" P", " R", " gold", " n")):
                    extra = [found[f"{key[:-3]} {p}"] for p in "PR" if f"{key[:-3]} {p}" in found]
                    size = found.get(f"{key[:-3]} gold", found.get(f"{key} n"))
                    tail = f"  P {extra[0]:.3f} R {extra[1]:.3f}" if len(extra) == 2 else ""
                    print(f"  {key:<28} {value:8.3f}{tail}" + (f"  n={size:.0f}" if size else ""))
        if options.errors and name not in UNSEEN:
            print("\n".join(tally.errors))
        if options.check:
            faults.extend(check(name, found))
    print("\n".join(faults), file=sys.stderr) if faults else None
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
