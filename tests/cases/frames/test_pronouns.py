"""Whom a pronoun accuses: in doubt nobody, never the wrong person (invented texts)."""

from __future__ import annotations

import hashlib

import pytest

from dalil.assembly_reading import claim_reader
from dalil.text.dispatch import read_here

PARAGRAPHS = """The minister Tolvar Esteck, who owned two houses, met the press.

Then there is the editor. Brunel Kasvary calls himself a martyr. He is nothing of the kind. He was convicted by an independent court of stealing 300 crowns from his own newspaper.
"""


@pytest.fixture(scope="module")
def reading():
    content = PARAGRAPHS.encode("utf-8")
    layer = read_here(content, hashlib.sha256(content).hexdigest(), "a.txt").layer
    return claim_reader()(layer)


def test_a_conviction_does_not_cross_into_another_paragraph(reading):
    convicted = [c for c in reading.claims if "convicted" in c.quote]
    assert convicted
    for claim in convicted:
        named = {r.text for r in claim.about} | {r.subject.text for r in claim.relations}
        assert not any("Esteck" in name for name in named)


def test_the_deed_is_no_part_of_the_name_of_the_court(reading):
    courts = [h.text for c in reading.claims for h in c.holders if "court" in h.text.lower()]
    assert courts
    assert not any("stealing" in court for court in courts)
