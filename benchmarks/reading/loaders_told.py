"""Invented documents with claims marked in place: stance and stage are learned from one part, checked by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.reading.gold import GoldClaim, GoldDocument, Span
from benchmarks.reading.layers import bare_layer
from benchmarks.reading.loaders_named import places_read

TOLD = Path(__file__).parent / "told"
STANCES = {
    "s": "asserts",
    "a": "alleges",
    "d": "denies",
    "x": "disputes",
    "r": "reports_court_held",
    "c": "calls_for",
}
"""The letters of the marks."""
_MARK = re.compile(r"\[\[(?P<stance>[sadxrc])/(?P<stage>[a-z]+|-): ?|(?P<end>\]\])")
_HEAD = re.compile(r"(?m)^=== .*\n")


def told(part: str) -> Iterator[GoldDocument]:
    """The documents of a part ("learn" or "check"); their marks are taken out before anything is read."""
    for path in sorted((TOLD / part).glob("*.txt")):
        for number, marked in enumerate(marked_documents(path), 1):
            yield document_told(f"{path.stem}-{number}", marked)


def marked_documents(path: Path) -> list[str]:
    """The documents of a file with their marks."""
    return [one.strip("\n") for one in _HEAD.split(path.read_text(encoding="utf-8"))[1:]]


def document_told(name: str, marked: str) -> GoldDocument:
    """A marked document: its text as the reader of files gives it, and the claims."""
    text, claims = unmarked(marked)
    layer = bare_layer(text)
    if layer.text != text:
        claims = _moved(claims, places_read(text, layer.text))
    return GoldDocument(name, layer, claims=claims)


def unmarked(marked: str) -> tuple[str, list[GoldClaim]]:
    """A text without its marks, and the claims that they marked, in order of their beginnings.

    Raises:
        ValueError: A mark is not closed, or of an unknown kind.
    """
    parts: list[str] = []
    open_marks: list[tuple[int, str, str]] = []
    claims, place, length = [], 0, 0
    for mark in _MARK.finditer(marked):
        parts.append(marked[place : mark.start()])
        length += len(parts[-1])
        place = mark.end()
        if mark["end"]:
            if not open_marks:
                raise ValueError(f"A mark is closed that is not open: {parts[-1][-40:]!r}.")
            claims.append(_claim(*open_marks.pop(), length))
        else:
            open_marks.append((length, mark["stance"], mark["stage"]))
    text = "".join([*parts, marked[place:]])
    if stray := open_marks or re.search(r"\[\[.{0,40}|.{0,40}\]\]", text):
        raise ValueError(f"A mark cannot be read: {stray!r}.")
    return text, sorted(claims, key=lambda one: (one.spans[0][0], -one.spans[0][1]))


def _claim(start: int, stance: str, stage: str, end: int) -> GoldClaim:
    """Holders are not marked: no holder, so that none is measured."""
    return GoldClaim(
        spans=((start, end),), stance=STANCES[stance], stage=None if stage == "-" else stage
    )


def _moved(claims: list[GoldClaim], place: dict[int, int]) -> list[GoldClaim]:
    """Claims at the places where the read text has their first and last letter; others are left out."""
    found = []
    for one in claims:
        start, end = place.get(one.spans[0][0]), place.get(one.spans[0][1] - 1)
        if start is not None and end is not None:
            span: Span = (start, end + 1)
            found.append(replace(one, spans=(span,)))
    return found
