"""Invented documents with names marked in place: one part to learn names from, one to check them by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

from benchmarks.reading.gold import GoldDocument, GoldMention
from benchmarks.reading.layers import bare_layer

NAMED = Path(__file__).parent / "named"
TYPES = frozenset({"PER", "ORG", "LOC", "NORP", "LAW", "ASSET"})
_MARK = re.compile(
    r"\[\[(?P<open>\??)(?P<kind>PER|ORG|LOC|NORP|LAW|ASSET)\|(?P<name>[^\[\]|]+)\]\]"
)


def named(part: str) -> Iterator[GoldDocument]:
    """The documents of a part ("learn" or "check"); their marks are taken out before anything is read."""
    for path in sorted((NAMED / part).glob("*.txt")):
        text, mentions = unmarked(path.read_text(encoding="utf-8"))
        layer = bare_layer(text)
        if layer.text != text:
            mentions = moved(mentions, text, layer.text)
        yield GoldDocument(path.stem, layer, mentions=mentions, types=TYPES)


def moved(mentions: list[GoldMention], text: str, read: str) -> list[GoldMention]:
    """Places of names in a text that the reader of files changed (marks of a mail, spaces at a line's end).

    A name that it left out, with a head of a letter for instance, is left out.
    """
    place = places_read(text, read)
    found = []
    for one in mentions:
        start, end = place.get(one.start), place.get(one.end - 1)
        if start is not None and end is not None and end - start == one.end - 1 - one.start:
            found.append(replace(one, start=start, end=end + 1))
    return found


def places_read(text: str, read: str) -> dict[int, int]:
    """Where each letter of a text stands in what the reader of files made of it."""
    matched = SequenceMatcher(None, text, read, autojunk=False).get_matching_blocks()
    return {one.a + i: one.b + i for one in matched for i in range(one.size)}


def unmarked(marked: str) -> tuple[str, list[GoldMention]]:
    """A text without its marks, and the names that they marked.

    Raises:
        ValueError: A mark is not closed, or of an unknown kind.
    """
    parts, mentions, place, length = [], [], 0, 0
    for mark in _MARK.finditer(marked):
        before = marked[place : mark.start()]
        start = length + len(before)
        length = start + len(mark["name"])
        mentions.append(GoldMention(start, length, mark["kind"], "", bool(mark["open"])))
        parts += [before, mark["name"]]
        place = mark.end()
    text = "".join([*parts, marked[place:]])
    if stray := re.search(r"\[\[.{0,40}|.{0,40}\]\]", text):
        raise ValueError(f"A mark cannot be read: {stray.group()!r}.")
    return text, mentions
