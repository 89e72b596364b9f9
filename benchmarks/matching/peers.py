"""Scores of other matchers; run by the Python of .venv-peers: ``peers.py IN.json OUT.json``.

It knows nothing of dalil. IN holds pairs by set and the names for sanctions-screening-benchmark; OUT
holds scores by set and matcher, and the queries which that harness built, so that ours answers the
same.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

_IDS = itertools.count()
Record = dict[str, str]
Score = Callable[[Record, Record], float]


def entity(model: object, record: Record) -> object:
    """A record as a FollowTheMoney entity; nomenklatura caches by id, so every one has its own."""
    properties = {"name": [record["name"]]}
    if record["schema"] == "Person":
        properties |= {
            "birthDate": [record["birth"]] if record["birth"] else [],
            "nationality": [record["country"]] if record["country"] else [],
            "birthPlace": [record["place"]] if record["place"] else [],
        }
    properties["address"] = [record["address"]] if record["address"] else []
    kept = {name: values for name, values in properties.items() if values}
    return model.get_proxy({"id": f"e{next(_IDS)}", "schema": record["schema"], "properties": kept})


def logic_v2() -> Score:
    """Scorer of pairs of records."""
    from followthemoney import model
    from nomenklatura.matching import get_algorithm

    algorithm = get_algorithm("logic-v2")
    config = algorithm.default_config()

    def score(left: Record, right: Record) -> float:
        one, other = entity(model, left), entity(model, right)
        return float(algorithm.compare(one, other, config).score)

    return score


def rapidfuzz_sort() -> Score:
    """token_sort_ratio of the names in lower case."""
    from rapidfuzz import fuzz

    return lambda left, right: (
        fuzz.token_sort_ratio(left["name"].lower(), right["name"].lower()) / 100
    )


def rapidfuzz_weighted() -> Score:
    """WRatio of the names in lower case."""
    from rapidfuzz import fuzz

    return lambda left, right: fuzz.WRatio(left["name"].lower(), right["name"].lower()) / 100


def harness(names: list[str]) -> object:
    """Build sanctions-screening-benchmark's cases from a list of names."""
    from ssb import benchmark
    from ssb.sources import Entity, ListSnapshot

    entities = [Entity(f"n{at:04}", name, "individual") for at, name in enumerate(names)]
    snapshot = ListSnapshot("names given", "", entities)
    return benchmark.build(snapshot, limit=None, seed=0)


def main() -> None:
    """Read, score, write."""
    source, target = map(Path, sys.argv[1:3])
    asked = json.loads(source.read_text(encoding="utf-8"))
    built = {name: harness(names) for name, names in asked["harness"].items()}
    out = {"scores": {}, "harness": {}, "seconds": {}}
    for name, made in built.items():
        out["harness"][name] = {
            "candidates": made.candidates,
            "cases": [
                {"query": c.query, "expected": c.expected_entity_id, "kind": c.perturbation}
                for c in made.cases
            ],
        }
    for label, make in (
        ("logic-v2", logic_v2),
        ("token_sort", rapidfuzz_sort),
        ("WRatio", rapidfuzz_weighted),
    ):
        score = make()
        begun = time.process_time()
        found = {
            name: [round(score(pair["left"], pair["right"]), 4) for pair in pairs]
            for name, pairs in asked["pairs"].items()
        }
        out["scores"][label] = found
        out["seconds"][label] = round(time.process_time() - begun, 2)
        for name, made in built.items():
            out["harness"][name].setdefault("scores", {})[label] = best(made, score)
    target.write_text(json.dumps(out), encoding="utf-8")


def best(made: object, score: Score) -> list[list[object]]:
    """For each case the best candidate with its score."""
    found = []
    for case in made.cases:
        query = record(case.query)
        top = max(
            (
                (score(query, record(name)), key)
                for key, names in made.candidates.items()
                for name in names
            ),
            key=lambda pair: pair[0],
        )
        found.append([round(top[0], 4), top[1]])
    return found


def record(name: str) -> Record:
    """A bare name as a record of a person."""
    return {
        "name": name,
        "schema": "Person",
        "birth": "",
        "country": "",
        "place": "",
        "address": "",
    }


if __name__ == "__main__":
    main()
