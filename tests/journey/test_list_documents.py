"""A sanctions list among a case's documents: read in a bounded process, refused there when it is broken."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dalil.assembly import build
from dalil.casework.ports import Content
from dalil.config import Config
from dalil.readers import un_reading


def read(content: bytes):
    documents = build(Config.load({"DALIL_WORKERS": "1"})).documents
    one = Content(hashlib.sha256(content).hexdigest(), "list.xml", lambda: content)
    ((_, outcome),) = documents.read_all([one])
    return one, outcome


def test_a_list_becomes_the_same_layer_as_without_a_process(example: Path):
    content = next((example / "documents").glob("10_*.xml")).read_bytes()
    one, outcome = read(content)
    assert outcome.layer == un_reading.text_layer(content, one.sha256)


def test_a_broken_list_is_a_refusal(example: Path):
    content = next((example / "documents").glob("10_*.xml")).read_bytes()
    _, outcome = read(content[: len(content) // 2])
    assert outcome.layer is None
    assert "not well-formed" in outcome.refusal.reason
