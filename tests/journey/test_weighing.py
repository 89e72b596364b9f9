"""Who trusts no weights turns them off: then the rules alone tell holders, stances and stages, and the reading says so."""

import hashlib
from pathlib import Path

import pytest

from dalil.assembly import build
from dalil.claims.overruled import rules_said
from dalil.config import Config
from dalil.errors import BadConfig
from dalil.evidence import Claim, TextLayer
from dalil.text.dispatch import read_here

OP_ED = "documents/04_op-ed_corwin-halbrook_2024-06-25.txt"


def _layer(example: Path) -> TextLayer:
    content = (example / OP_ED).read_bytes()
    layer = read_here(content, hashlib.sha256(content).hexdigest(), "op-ed.txt").layer
    assert layer is not None
    return layer


def _told(claim: Claim) -> dict[str, str]:
    return {
        "holder": str(claim.holders[0].role),
        "stance": str(claim.stance),
        "stage": str(claim.stage or "none"),
    }


def test_weights_are_turned_off(tmp_path, example):
    layer = _layer(example)
    on, off = (
        next(build(Config.load({"DALIL_HOME": str(tmp_path), **env})).claims.read_all([layer]))
        for env in ({}, {"DALIL_WEIGHING": "off"})
    )
    assert "dalil-stances-en/" in on.method
    assert "stances" not in off.method
    assert any(rules_said(claim.method) for claim in on.claims)
    assert [claim.quote for claim in on.claims] == [claim.quote for claim in off.claims]
    for weighed, ruled in zip(on.claims, off.claims, strict=True):
        assert not rules_said(ruled.method)
        assert _told(ruled) == {**_told(weighed), **rules_said(weighed.method)}


def test_another_word_is_refused():
    with pytest.raises(BadConfig, match="DALIL_WEIGHING is 'no', but 'on' or 'off' is needed"):
        Config.load({"DALIL_WEIGHING": "no"})
