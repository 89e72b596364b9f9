"""The example's holdings, read from the register file itself, against hand-written labels."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from dalil.casework.trace import TraceOptions, to_json, trace
from dalil.claims.entities import assemble
from dalil.claims.registers import read_table
from dalil.claims.view import CaseView
from dalil.text.port import Source
from dalil.text.table import TableReader

LABELS = json.loads(
    (Path(__file__).parents[1] / "example" / "ownership.json").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def view(example: Path) -> CaseView:
    path = example / "documents" / "08_company-holdings_extract_2024-06-03.csv"
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    layer = TableReader().read(Source(content, sha256, path.name, "text/csv")).layer
    read = read_table(layer)
    entities = assemble(read.mentions, read.links, {sha256: 0})
    return CaseView(
        "example",
        mentions={m.id: m for m in read.mentions},
        claims={c.id: c for c in read.claims},
        judgements=read.links,
        entities=entities.by_id,
        entity_of=entities.entity_of,
    )


def entity(view: CaseView, name: str) -> str:
    found = [e.id for e in view.entities.values() if name in e.names]
    assert len(found) == 1, (name, found)
    return found[0]


def outcomes(view, as_of, test):
    first, *others = [entity(view, row["name"]) for row in LABELS["listed"]]
    options = TraceOptions(tests=(test,), listed=(first, *others))
    (outcome,) = to_json(trace(view, first, as_of, options), view)["outcomes"]
    return {path["name"]: path["outcome"] for path in outcome["paths"]}


@pytest.mark.parametrize("row", LABELS["outcomes"], ids=lambda r: f"{r['test']} {r['as_of']}")
def test_outcomes(view, row):
    found = outcomes(view, row["as_of"], row["test"])
    for word in ("owned", "possible"):
        assert sorted(n for n, o in found.items() if o == word) == sorted(row[word])
    assert all(found.get(name, "not owned") == "not owned" for name in row["not_owned"])


@pytest.mark.parametrize("row", LABELS["hypothetical"], ids=lambda r: r["as_of"])
@pytest.mark.parametrize("test", ["ofac", "eu", "uk"])
def test_dates(view, row, test):
    found = outcomes(view, row["as_of"], test)
    assert found.get(row["company"], "not owned").replace(" ", "_") == row[test]
