"""The document's own voice: metadata, byline, signature, list of signatories, publisher."""

from dataclasses import replace

import pytest

from dalil.claims.mentions.rosters import find_rosters
from dalil.claims.voice import find_earlier, find_voice
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


FORWARD = """Dear Halvard, please read this. Tavit Orsk sold the port in 2014.

From: Selma Hartig <hartig@lowe.example>
Sent: Monday, 3 June 2024
To: Orla Venn
Subject: the port

The contract was signed by Milo Brandt.
"""
ANSWER = """I do not agree.

On Mon, 3 Jun 2024 at 12:00, Selma Hartig <hartig@lowe.example> wrote:
> The contract was signed by Milo Brandt.
"""


def test_a_forwarded_mail_is_held_by_its_own_author(build):
    layer = build.make_layer(FORWARD)
    earlier = find_earlier(layer, ())
    words = [FORWARD[part.start : part.end] for part in earlier]
    assert [
        part.holder.text for part in earlier if "contract" in FORWARD[part.start : part.end]
    ] == ["Selma Hartig"]
    assert not any("sold the port" in part for part in words)


def test_quoted_lines_are_held_by_whoever_wrote_them(build):
    text_layer = build.make_layer(ANSWER)
    marked = tuple(
        replace(p, kind="quoted") if ANSWER[p.start] == ">" else p for p in text_layer.passages
    )
    earlier = find_earlier(replace(text_layer, passages=marked), ())
    assert [part.holder.text for part in earlier] == ["Selma Hartig"]
    assert "contract" in ANSWER[earlier[0].start : earlier[0].end]


def test_who_declares_at_the_head_of_a_statement_is_its_author(voice):
    found = voice(
        "WITNESS STATEMENT\n\nI, Ada Mirel, of 4 Quay Street, will say as follows:\n\nText.",
        PER=["Ada Mirel"],
    )
    assert found.author.text == "Ada Mirel"


def test_who_a_text_is_from_that_begins_with_the_head_of_a_mail(voice):
    found = voice("From: Ada Mirel\nTo: Bern Olt\nSubject: sale\n\nText.", PER=["Ada Mirel"])
    assert found.author.text == "Ada Mirel"


def test_one_mail_behind_another_paper_is_the_documents_own_voice(voice):
    found = voice("Register of Velm\n\nFrom: Ada Mirel\nTo: Bern Olt\n\nText.", PER=["Ada Mirel"])
    assert found.author.text == "Ada Mirel"
    two = "From: Ada Mirel\nTo: Bern Olt\n\nText.\n\nFrom: Bern Olt\nTo: Ada Mirel\n\nText."
    assert voice(two, PER=["Ada Mirel"]).author.text == ""
