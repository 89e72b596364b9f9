"""Judgements of a second hand: known values, places inside the text that was judged, another text refused."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT))

from benchmarks.reading import loaders_judged  # noqa: E402
from benchmarks.reading.gold import GoldDocument  # noqa: E402
from benchmarks.reading.layers import bare_layer  # noqa: E402
from benchmarks.reading.loaders import load  # noqa: E402
from benchmarks.reading.loaders_judged import JUDGED, judged, values  # noqa: E402
from tools.stance_labels import shares  # noqa: E402

SETS = sorted(path.stem for path in JUDGED.glob("*.jsonl"))


def test_a_value_and_one_that_is_just_as_right():
    assert values("a/charge|s/-") == (("alleges", "charge"), ("asserts", "none"))


@pytest.mark.parametrize("broken", ["q/-", "a/guilt", "a/charge|", "a"])
def test_an_unknown_value_is_refused(broken):
    with pytest.raises(ValueError, match=r"Unknown|unpack"):
        values(broken)


def test_two_hands_share_and_each_leaves_a_part_to_its_second_value():
    assert shares([["alleges"], ["asserts", "alleges"]]) == pytest.approx(
        {"alleges": 0.61, "asserts": 0.39}
    )
    assert shares([["denies"]]) == {"denies": 1}


def test_another_text_than_the_judged_one_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(loaders_judged, "JUDGED", tmp_path)
    row = {"doc": "d", "text": loaders_judged.digest("He took it."), "claims": [[0, 10, "a/-"]]}
    (tmp_path / "x.jsonl").write_text(json.dumps(row) + "\n")
    same, other = (
        GoldDocument("d", bare_layer(text), claims=[]) for text in ("He took it.", "He left.")
    )
    assert judged("x", [same])["d"][(0, 10)].values == (("alleges", "none"),)
    with pytest.raises(ValueError, match="judged from another text"):
        judged("x", [other])


def test_a_set_that_nobody_judged_has_none():
    assert judged("no such set", []) == {}


@pytest.mark.parametrize("name", SETS)
def test_every_judgement_stands_in_its_document(name, request):
    if name in loaders_judged.BESIDE:
        request.getfixturevalue("shared")
    documents = load(name)
    texts = {one.name: one.layer.text for one in documents}
    found = judged(name, documents)
    assert found
    for document, claims in found.items():
        for start, end in claims:
            assert texts[document][start:end].strip(), document
