"""Properties of reading: plain text is unchanged, shadows keep their length, no bytes raise."""

from __future__ import annotations

import hashlib

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from dalil.claims.shadow import shadow
from dalil.evidence import Passage, TextLayer
from dalil.text import furniture
from dalil.text.codec import decode_outcome, encode_outcome
from dalil.text.decode import decode
from dalil.text.dispatch import read_here
from dalil.text.plain import passages
from dalil.text.port import ReadOutcome, Source

ODD = "\x00\u200b\u202e\u00a0\u2028\r\n\t\f\x0b\x85 \u00ad\ufeffСС«»“”—–[1].,"
TEXTS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(ODD)), max_size=300)
HEADS = st.sampled_from(
    [
        b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html><body>", b"<!DOCTYPE html>", b"From: a@b.example\nTo: c\n",
        b"a,b,c\n1,2,3\n", b"# Head\n\n", b"\xff\xfe", b"\xef\xbb\xbf", b"<?xml version='1.0'?>", b"{",
        b"From: a\nSubject: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
    ]
)  # fmt: skip


@given(TEXTS)
@example("\r\n\r")
@example("Х\u00a0—\u200b«x»\x00")
def test_plain_text_is_unchanged(text: str):
    assume(not text.startswith("\ufeff"))
    raw = text.encode("utf-8")
    found = decode(raw)
    assume(found.encoding == "utf-8")  # a text of alternating NULs cannot be told from UTF-16
    assert found.text == text
    assert found.notes == ()


@given(TEXTS)
def test_passages_of_plain_text_cover_all_ink(text: str):
    last = 0
    for passage in furniture.mark(text, passages(text)):
        assert last <= passage.start < passage.end <= len(text)
        assert not text[last : passage.start].strip()
        last = passage.end
    assert not text[last:].strip()


@given(TEXTS)
def test_markdown_passages_cover_all_ink(text: str):
    covered = sum(p.end - p.start for p in passages(text, markdown=True))
    assert covered <= len(text)
    assert bool(covered) == bool(text.strip())


@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"]))
def test_byte_spans_decode_to_the_passage(text: str, encoding: str):
    from dalil.text.plain import PlainReader

    assume(text.strip("\x00\ufeff").strip())
    raw = text.encode(encoding)
    layer = PlainReader().read(Source(raw, "ab", "a.txt", "text/plain")).layer
    for passage in layer.passages:
        if passage.raw is not None:
            first, last = passage.raw
            assert (
                raw[first:last].decode(layer.encoding or "")
                == layer.text[passage.start : passage.end]
            )


@given(TEXTS)
def test_shadows_keep_the_length_and_the_line_breaks(text: str):
    made = shadow(text)
    assert len(made) == len(text)
    for before, after in zip(text, made, strict=True):
        assert (before in "\r\n") == (after in "\r\n")
        if before.isalpha() and before != "\u02bc":  # the modifier apostrophe counts as a letter
            assert after == before


@given(TEXTS)
def test_a_shadow_of_a_shadow_is_itself(text: str):
    assert shadow(shadow(text)) == shadow(text)


@settings(max_examples=300, deadline=None)
@given(HEADS, st.binary(max_size=400), st.sampled_from(["", "a.txt", "a.csv", "a.md", "a.eml"]))
def test_no_bytes_raise_and_none_are_answered_twice(head: bytes, tail: bytes, name: str):
    content = head + tail
    outcome = read_here(content, hashlib.sha256(content).hexdigest(), name)
    assert (outcome.layer is None) != (outcome.refusal is None)
    if outcome.refusal is not None:
        assert outcome.refusal.code != "failed", outcome.refusal.reason
    assert decode_outcome(*encode_outcome(outcome)) == outcome


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["<div>", "</p>", "<p>", "<td>", "<tr>", "<table>", "</table>", "<li>", "<pre>",
    "<br>", "<!--", "-->", "<script>", "</script>", "words", " and ", "&amp;", "&#x0;", "\x00", "<h1>", "<td hidden>",
    "<svg>", "</body>", "<body>", "<aside>", "<![CDATA[", "<p style='display:none'>"]), max_size=60))  # fmt: skip
def test_any_heap_of_tags_is_a_page(parts: list[str]):
    content = ("<html>" + "".join(parts)).encode()
    outcome = read_here(content, "ab", "a.html")
    assert outcome.refusal is None or outcome.refusal.code == "no_text", outcome.refusal
    if outcome.layer is not None:
        last = 0
        for passage in outcome.layer.passages:
            assert not outcome.layer.text[last : passage.start].strip()
            assert passage.start >= last
            last = passage.end


@given(st.text(max_size=50), st.lists(st.integers(0, 50), min_size=2, max_size=2, unique=True))
def test_layers_go_through_the_pipe_unchanged(text: str, edges: list[int]):
    start, end = sorted(edges)
    layer = TextLayer("ab", text, (Passage(start, end),), "r/1", "text/plain")
    outcome = ReadOutcome("text/plain", layer=layer)
    assert decode_outcome(*encode_outcome(outcome)) == outcome
