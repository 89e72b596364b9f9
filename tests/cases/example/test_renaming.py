"""No rule knows a person of the example: everybody renamed, in all formats, the counts hold."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from pathlib import Path

import pytest

from dalil.assembly_reading import claim_reader
from dalil.text.dispatch import read_here

LABELS = Path(__file__).with_name("labels.json")
SWAP = str.maketrans(
    "aoeiubdgktpmnrlszvAOEIUBDGKTPMNRLSZVаоеиубдгктпмнрлсзвАОЕИУБДГКТПМНРЛСЗВ",
    "oaueidbkgptnmlrzsvOAUEIDBKGPTNMLRZSVоауеидбкгптнмлрзсвОАУЕИДБКГПТНМЛРЗСВ",
)
"""Another letter of the same kind for each: lengths, so offsets, stay as they are."""


def people() -> list[str]:
    """Every word of every person's name in the labels, longest first."""
    documents = json.loads(LABELS.read_text(encoding="utf-8"))["documents"]
    rows = documents.values() if isinstance(documents, dict) else documents
    words = {
        word
        for row in rows
        for entity in row["entities"]
        if entity["type"] == "PER"
        for name in entity["names"]
        for word in re.findall(r"[^\W\d_]{4,}", name)
        if word[0].isupper()
    }
    return sorted(words, key=len, reverse=True)


@pytest.fixture(scope="module")
def counts(example):
    read = claim_reader()
    names = re.compile(r"\b(" + "|".join(map(re.escape, people())) + r")")
    found = {}
    for path in sorted((example / "documents").iterdir(), reverse=True):
        content = path.read_bytes()
        layer = read_here(content, hashlib.sha256(content).hexdigest(), path.name).layer
        if layer is None or layer.table:
            continue
        text = names.sub(lambda match: match[0].translate(SWAP), layer.text)
        assert len(text) == len(layer.text)
        found[path.name] = [
            len(read(one).claims) for one in (layer, dataclasses.replace(layer, text=text))
        ]
    return found


def test_there_are_people_to_rename():
    assert len(people()) > 40


def test_claims_hold_when_everybody_is_renamed(counts):
    before, after = (sum(pair[side] for pair in counts.values()) for side in (0, 1))
    assert len(counts) >= 8
    assert abs(before - after) <= before * 0.05, counts
