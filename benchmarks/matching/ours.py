"""Scores of this project's matcher on the same sets."""

from __future__ import annotations

import time
from collections.abc import Sequence

from benchmarks.matching.sets import Harness, Labelled, Record
from dalil.evidence import PartialDate, Precision
from dalil.matching.compare import Qualifiers, compare, prepared, score_names
from dalil.matching.model import probability

_TYPES = {"Person": "person", "Vessel": "vessel"}
_PRECISION = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}


def score(pairs: Sequence[Labelled]) -> tuple[list[float], float]:
    """Scores of pairs, and the CPU seconds that they took."""
    begun = time.process_time()
    found = [
        compare(
            pair.left.name,
            pair.right.name,
            _TYPES.get(pair.left.schema, "company"),
            facts(pair.left),
            facts(pair.right),
        ).score
        for pair in pairs
    ]
    return found, time.process_time() - begun


def facts(record: Record) -> Qualifiers:
    """What qualifies a record."""
    return Qualifiers(
        birth_dates=_dates(record.birth),
        countries=(record.country,) if record.country else (),
        birth_places=(record.place,) if record.place else (),
        addresses=(record.address,) if record.address else (),
    )


def harness(made: Harness) -> list[tuple[float, str]]:
    """For each query the best candidate, names only."""
    found = []
    for case in made.cases:
        best = (0.0, "")
        for key, names in made.candidates.items():
            for name in names:
                one, other = prepared(str(case["query"]), name, "person")
                if not one.words or not other.words:
                    continue
                value = probability(score_names(one, other).odds)
                if value > best[0]:
                    best = (value, key)
        found.append(best)
    return found


def _dates(text: str) -> tuple[PartialDate, ...]:
    """A date as written, months and days with or without a leading nought; () for what is none."""
    parts = text.split("-")
    if not text or not all(part.isdecimal() for part in parts):
        return ()
    value = "-".join([parts[0].zfill(4), *(part.zfill(2) for part in parts[1:])])
    return (PartialDate(value, _PRECISION[len(parts)]),)
