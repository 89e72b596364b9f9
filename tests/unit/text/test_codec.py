"""Outcomes go through the pipe and come back equal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from text_samples import EVERY_FORMAT, mail, read

from dalil.evidence import Box, DocumentInfo, Member, Passage, Refusal, TextLayer
from dalil.text.codec import checked, decode_outcome, encode_outcome, member_sizes
from dalil.text.pool import BoundedReader, _Worker
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


@pytest.mark.parametrize(
    "broken",
    [
        lambda one: replace(one, layer=replace(one.layer, exhibit="f" * 64)),
        lambda one: replace(one, layer=replace(one.layer, text="")),
        lambda one: replace(one, layer=replace(one.layer, passages=one.layer.passages[::-1])),
        lambda one: replace(one, layer=replace(one.layer, notes=(7,))),
        lambda one: replace(one, members=(Member(["x"], b""),)),
        lambda one: replace(one, refusal=Refusal("e" * 64, "failed", "x", "y")),
    ],
)
def test_an_answer_that_cannot_be_true_is_not_believed(broken):
    passages = (Passage(0, 3), Passage(4, 7))
    whole = ReadOutcome("text/plain", TextLayer("e" * 64, "The fee", passages, "r", "text/plain"))
    assert checked(whole, "e" * 64) is whole
    with pytest.raises((ValueError, TypeError)):
        checked(broken(whole), "e" * 64)


@pytest.mark.parametrize(
    "said",
    [b"{", b"[" * 100_000, b"{}", b'{"members":7}', b'{"members":[[1,2]],"layer":3}', b"\xff"],
)
def test_a_process_that_says_nonsense_is_a_refusal(said: bytes, monkeypatch):
    monkeypatch.setattr(_Worker, "_part", lambda worker, most: said)
    with BoundedReader() as reader:
        outcome = reader.read(b"The fee.", "e" * 64, "a.txt")
    assert outcome.refusal is not None
    assert outcome.refusal.code == "crashed"
