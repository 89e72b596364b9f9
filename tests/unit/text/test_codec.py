"""Outcomes go through the pipe and come back equal."""

from __future__ import annotations

import pytest
from text_samples import EVERY_FORMAT, mail, read

from dalil.evidence import Box, DocumentInfo, Member, Passage, Refusal, TextLayer
from dalil.text.codec import decode_outcome, encode_outcome, member_sizes
from dalil.text.port import ReadOutcome


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_every_format_comes_back_equal(name: str):
    outcome = read(EVERY_FORMAT[name], name)
    assert decode_outcome(*encode_outcome(outcome)) == outcome


def test_every_field_comes_back():
    passage = Passage(0, 3, "cell", 2, (Box(1, 2, 3, 4, 5),), 7, "s", 8, 9, "/a[1]", (10, 11), "kk")
    info = DocumentInfo("t", ("a", "b"), "p", "d", "u", ("r",))
    layer = TextLayer(
        "ab" * 32, "a\x00\u2028", (passage,), "r/1", "m", "kk", info, True, ("n",), "e"
    )
    outcome = ReadOutcome("m", layer=layer, members=(Member("ä/ü", b"\x00\xff"),))
    head, contents = encode_outcome(outcome)
    assert member_sizes(head) == [2]
    assert decode_outcome(head, contents) == outcome


def test_refusals_and_members_come_back():
    refused = ReadOutcome("m", refusal=Refusal("ab", "empty", "why", "r/1"))
    assert decode_outcome(*encode_outcome(refused)) == refused
    outcome = read(mail(**{"a.bin": bytes(range(256))}))
    assert decode_outcome(*encode_outcome(outcome)).members[0].content == bytes(range(256))
