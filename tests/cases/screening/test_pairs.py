"""The table of pairs that was written before the matcher."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dalil.evidence import PartialDate, Precision
from dalil.matching.compare import MATCH, REVIEW, Qualifiers, compare

TABLE = Path(__file__).with_name("pairs.csv").read_text(encoding="utf-8")
PAIRS = list(csv.DictReader(TABLE.splitlines()))
PRECISION = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


def facts(row, side: str) -> Qualifiers:
    birth, country = row[f"{side}_birth"], row[f"{side}_country"]
    dates = (PartialDate(birth, PRECISION[len(birth)]),) if birth else ()
    return Qualifiers(dates, (country,) if country else ())


@pytest.mark.parametrize("row", PAIRS, ids=lambda r: f"{r['left']} | {r['right']}")
def test_pair(row):
    found = compare(row["left"], row["right"], row["type"], facts(row, "left"), facts(row, "right"))
    bounds = {"same": (REVIEW, 1.01), "shown": (REVIEW, MATCH), "different": (0.0, REVIEW)}
    low, high = bounds[row["label"]]
    assert low <= found.score < high, (row["why"], found)
    assert found.why, "every score gives its reasons"


def test_table_is_large_enough():
    assert len(PAIRS) >= 60
    assert sum(row["label"] == "different" for row in PAIRS) >= 30


@pytest.mark.parametrize("row", PAIRS, ids=lambda r: f"{r['left']} | {r['right']}")
def test_sides_are_equal(row):
    forth = compare(row["left"], row["right"], row["type"], facts(row, "left"), facts(row, "right"))
    back = compare(row["right"], row["left"], row["type"], facts(row, "right"), facts(row, "left"))
    assert forth.score == pytest.approx(back.score)
