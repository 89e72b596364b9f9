"""Where the blocks of a page stand in its bytes.

The parser keeps no byte places, so the source is cut into runs of text between tags, and the text
nodes of the tree are matched with them in order. Where a match is not certain (broken markup that
the parser repaired), no place is named rather than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from dalil.text.decode import Decoded

_TAG = re.compile(
    r"<!--|<(script|style|textarea|title|noscript|template|iframe|svg)\b|</?[A-Za-z!?][^<>]*>?",
    re.I,
)
_AHEAD = 60

Run = tuple[int, int, str]


def text_runs(source: str) -> list[Run]:
    """Stretches of text between tags: start, end, and their words with entities resolved."""
    return [
        (start, end, words)
        for start, end in _between(source)
        if (words := _key(unescape(source[start:end])))
    ]


def _between(source: str) -> Iterator[tuple[int, int]]:
    place = 0
    while True:
        tag = _TAG.search(source, place)
        if tag is None:
            yield place, len(source)
            return
        if tag.start() > place:
            yield place, tag.start()
        if tag.group() == "<!--":
            end = source.find("-->", tag.end())
            place = end + 3
        elif tag.group(1):
            closing = re.compile(rf"</{tag.group(1)}\b[^<>]*>?", re.I).search(source, tag.end())
            end = place = closing.end() if closing else -1
        else:
            end = place = tag.end()
        if end < 0:
            return


def align(
    nodes: Sequence[Sequence[str]], runs: Sequence[Run], decoded: Decoded
) -> list[tuple[int, int] | None]:
    """The byte span of each block, or None.

    Args:
        nodes: The text nodes of each block, in document order.
        runs: What :func:`text_runs` found.
        decoded: Encoding and size of the byte order mark.
    """
    place = 0
    spans: list[tuple[int, int] | None] = []
    for block in nodes:
        hits: list[Run | None] = []
        for node in block:
            key = _key(node)
            at = next(
                (i for i in range(place, min(place + _AHEAD, len(runs))) if runs[i][2] == key), None
            )
            hits.append(runs[at] if at is not None else None)
            place = at + 1 if at is not None else place
        first, last = (hits[0], hits[-1]) if hits else (None, None)
        spans.append((first[0], last[1]) if first and last else None)
    return _in_bytes(spans, runs, decoded)


def _in_bytes(
    spans: Sequence[tuple[int, int] | None], runs: Sequence[Run], decoded: Decoded
) -> list[tuple[int, int] | None]:
    """Characters to bytes, in one pass; None everywhere where characters were replaced."""
    text, encoding = decoded.text, decoded.encoding
    if any(
        "could not be decoded" in note or "no meaning" in note or "not valid" in note
        for note in decoded.notes
    ):
        return [None] * len(spans)
    marks = sorted({edge for span in spans if span for edge in span})
    found: dict[int, int] = {}
    place, offset = 0, decoded.offset
    for mark in marks:
        offset += len(text[place:mark].encode(encoding, "replace"))
        found[mark] = offset
        place = mark
    return [(found[span[0]], found[span[1]]) if span else None for span in spans]


def _key(words: str) -> str:
    return " ".join(words.split())
