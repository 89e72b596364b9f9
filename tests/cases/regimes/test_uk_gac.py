"""The table of small files, each with the grade that every element must get."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
import yaml

from dalil.evidence import Finality, Kind, Predicate, Proceedings, Stage, Stance
from dalil.regimes.material import Material
from dalil.regimes.registry import apply_regime, regime

HERE = Path(__file__).parent
CASES = yaml.safe_load((HERE / "uk_gac.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def book():
    path = HERE.parents[1] / "unit" / "regimes" / "casebook.py"
    spec = importlib.util.spec_from_file_location("casebook", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def claim(book, row):
    relations = []
    if "relation" in row:
        predicate, subject, other, detail = row["relation"]
        relations = [book.rel(Predicate(predicate), subject, other, detail=detail)]
    stage = Stage(row["stage"]) if "stage" in row else None
    finality = Finality(row["finality"]) if "finality" in row else None
    proceedings = {"proceedings": Proceedings(stage=stage, finality=finality)} if stage else {}
    return book.claim(
        row["words"],
        *relations,
        about=tuple(row["about"]),
        by=row.get("speaker", ""),
        kind=Kind(row.get("kind", "author")),
        stance=Stance(row.get("stance", "asserts")),
        hedged=row.get("hedged", False),
        **proceedings,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_grades(book, case):
    view = book.view(*[claim(book, row) for row in case["claims"]])
    material = Material(view, f"e_{case['target']}", "2024-08-01", book.one_each)
    findings = apply_regime(regime("uk-gac"), material).findings
    found = {f.element: f"{f.support.value}/{f.contrary.value}" for f in findings}
    expected = {f.element: "none/none" for f in findings} | case["grades"]
    assert found == expected
