"""The ownership puzzles: our own table, and the whole reference file where it is at hand."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from dalil.evidence import Share
from dalil.ownership.tests import Facts, Joint, apply_test
from dalil.ownership.values import ControlEvidence, Holding

TABLE = yaml.safe_load(Path(__file__).with_name("vectors.yaml").read_text(encoding="utf-8"))
AS_OF = "2025-01-01"


def share(value) -> Share:
    if isinstance(value, list):
        return Share(Decimal(value[0]), Decimal(value[1]), open_low=True)
    return Share(Decimal(value), Decimal(value))


def facts(vector) -> Facts:
    nominees = vector.get("nominee", {})
    holdings = []
    for right in ("shares", "votes"):
        for index, (arc, value) in enumerate(vector.get(right, {}).items()):
            owner, owned = arc.split(">")
            principal = nominees.get(owner, owner)
            held_by = owner if owner in nominees else None
            claim = f"c_{right}{index}"
            holdings.append(
                Holding(principal, owned, share(value), claim, right=right, held_by=held_by)
            )
    control = [
        ControlEvidence(*arc.split(">"), text, f"c_control{i}")
        for i, (arc, text) in enumerate(vector.get("control", {}).items())
    ]
    joint = tuple(Joint(tuple(group)) for group in vector.get("joint", []))
    return Facts(tuple(holdings), joint, tuple(control))


def by_outcome(outcome, word: str) -> list[str]:
    return sorted(p.entity for p in outcome.paths if p.outcome == word)


@pytest.mark.parametrize("test", ["ofac", "eu", "uk"])
@pytest.mark.parametrize("vector", TABLE, ids=lambda v: v["id"])
def test_table(vector, test):
    outcome = apply_test(test, facts(vector), vector["listed"], vector.get("as_of", AS_OF))
    assert by_outcome(outcome, "owned") == vector["owned"][test]
    assert by_outcome(outcome, "possible") == vector.get("possible", {}).get(test, [])
    weighed = sorted(p.entity for p in outcome.paths if p.control and p.outcome == "not owned")
    assert weighed == vector.get("to_test", {}).get(test, [])
    for path in outcome.paths:
        if path.outcome != "not owned":
            owners = {h.owner for h in path.holdings}
            assert owners & set(vector["listed"]), "a path must begin with a listed person"


def test_reference_file(shared: Path):
    """Every published vector; where it rests on control evidence, that evidence must be named."""
    path = shared / "reference" / "legal" / "ownership_tests.yaml"
    reference = yaml.safe_load(path.read_text(encoding="utf-8"))["vectors"]
    assert {v["id"] for v in reference} >= {
        "O1",
        "O2",
        "O3",
        "O4",
        "O5",
        "A3",
        "N1",
        "C4",
        "M1",
        "X1",
    }
    for vector in reference:
        evidence = vector.get("control_evidence", [])
        companies = {arc.split(">")[1] for arc in vector["shares"]}
        vector["control"] = {
            f"{vector['listed'][0]}>{c}": text for c in companies for text in evidence
        }
        for test, expected in vector["expect"].items():
            outcome = apply_test(test.lower(), facts(vector), vector["listed"], AS_OF)
            answer = set(by_outcome(outcome, "owned"))
            answer |= {p.entity for p in outcome.paths if p.control}
            assert answer == set(expected), (vector["id"], test)
            assert not re.search(r"\d+\.\d{3,}", " ".join(p.reason for p in outcome.paths))
