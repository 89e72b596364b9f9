"""The document's own voice: metadata, byline, signature, list of signatories, publisher."""

from dataclasses import replace

import pytest

from dalil.claims.rosters import find_rosters
from dalil.claims.voice import find_voice
from dalil.evidence import DocumentInfo, HolderRole


@pytest.fixture
def voice(build):
    def run(text, info=None, **types):
        layer = replace(build.make_layer(text), info=info or DocumentInfo())
        mentions = build.make_mentions(text, **types)
        return find_voice(layer, mentions, find_rosters(layer, mentions))

    return run


def test_metadata_comes_first(voice):
    info = DocumentInfo(authors=("Ada Mirel", "Bern Olt"), publisher="Velm Post")
    found = voice("By Cara Duun\n\nText by Ada Mirel.", info, PER=["Ada Mirel", "Cara Duun"])
    assert found.author.text == "Ada Mirel and Bern Olt"
    assert found.author.role is HolderRole.AUTHOR
    assert found.author.reference is not None
    assert found.author.reference.text == "Ada Mirel"


def test_byline(voice):
    found = voice("Title\nBy Ada Mirel and Bern Olt\n\nText.", PER=["Ada Mirel", "Bern Olt"])
    assert found.author.text == "Ada Mirel and Bern Olt"


def test_signature(voice):
    found = voice("Dear Sir\n\nText.\n\nYours sincerely,\n\nAda Mirel", PER=["Ada Mirel"])
    assert found.author.text == "Ada Mirel"


def test_signatories(voice):
    text = "Text.\n\nSigned\n\nAda Mirel, Velm Trust\n\nBern Olt, Olt House\n\nCara Duun, in a personal capacity"
    found = voice(text, PER=["Ada Mirel", "Bern Olt", "Cara Duun"])
    assert [h.text for h in found.signatories] == ["Ada Mirel", "Bern Olt", "Cara Duun"]
    assert found.signatories[2].capacity == "in a personal capacity"
    assert found.author.text == ""


def test_publisher_and_nobody(voice):
    found = voice("Text.", DocumentInfo(publisher="Velm Post"))
    assert (found.author.role, found.author.text) == (HolderRole.PUBLISHER, "Velm Post")
    assert voice("Text.").author.text == ""
