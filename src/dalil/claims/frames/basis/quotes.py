"""Quotation marks: which stretches of a text stand between them.

Straight, curly and low-high double marks, guillemets, doubled apostrophes (``''``) as news wires set
them, and single marks where they enclose words. A quotation may run over several sentences; one that
is opened again at the head of the next paragraph runs on (the printers' rule for long quotations).
This module does not say who speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dalil.evidence import TextLayer

OPENING = "“«„‟"
CLOSING = "”»"
LONGEST_LABEL = 24
"""Code points of the longest label of a paragraph, with the mark before it."""
_OPENS = OPENING + '"‘'
_MARK = re.compile(r"[“”„‟«»\"]|''|``|´´|‘‘|’’|‘|’(?=[\s.,;:!?)\]—–-]|$)|'(?=\w)|'(?=\W|$)")
_CUTS = ("single-open", "open", "end")
_SINGLE = ("‘", "’", "'")
_BEFORE_OPENING = re.compile(r"[\s(\[—–\-/:‘'“\"]$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    Attributes:
        start: Offset of the opening mark.
        end: One past the closing mark.
        inner_start: First code point of the words.
        inner_end: One past the last code point of the words.
        passage: Index of the passage.
        runs_on: No closing mark: the next paragraph goes on with the quotation.
        continued: It goes on from the paragraph before.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    passage: int
    runs_on: bool = False
    continued: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    sort: str  # open, close, single-open, single-close, single-likely, end


def quotations(layer: TextLayer) -> list[Quotation]:
    """All quotations of the main passages of a text layer, in order of place, not nested."""
    found: list[Quotation] = []
    for index, passage in enumerate(layer.passages):
        if passage.kind in ("furniture", "cell"):
            continue
        earlier = found[-1] if found and found[-1].passage >= index - 2 else None
        found.extend(_in_passage(layer, index, earlier is not None and earlier.runs_on))
    return found


def _in_passage(layer: TextLayer, index: int, continued: bool) -> list[Quotation]:
    passage = layer.passages[index]
    text, end = layer.text, passage.end
    found: list[Quotation] = []
    opened: _Mark | None = None
    likely: _Mark | None = None  # "’" behind an s: a possessive, unless no better mark follows
    for mark in (*_marks(text, _head(layer, index), end), _Mark(end, end, "end")):
        if opened is not None and opened.sort == "single-open" and mark.sort in _CUTS and likely:
            found.append(_made(text, opened, likely, index, continued and not found))
            opened = likely = None
        if opened is None:
            if mark.sort in ("open", "single-open"):
                opened, likely = mark, None
        elif mark.sort == opened.sort.replace("open", "close"):
            found.append(_made(text, opened, mark, index, continued and not found))
            opened = None
        elif mark.sort == "single-likely":
            likely = likely or mark
        elif opened.sort == "single-open" and mark.sort == "open":
            opened = mark  # the single mark was an apostrophe or was never closed
    if opened is not None and opened.sort == "open" and _goes_on(layer, index):
        closing = _Mark(end, end, "close")
        made = _made(text, opened, closing, index, continued and not found, runs_on=True)
        found.append(made)
    return [
        replace(q, inner_start=max(q.inner_start, passage.start))
        for q in found
        if q.inner_end > max(q.inner_start, passage.start)
    ]


def is_label(layer: TextLayer, index: int) -> bool:
    """Whether a passage is the printed label of the next one ("12.", "(a)"), as readers set it apart."""
    passage = layer.passages[index]
    short = passage.end - passage.start <= LONGEST_LABEL
    return passage.kind == "furniture" and short


def before(layer: TextLayer, index: int) -> int | None:
    """Index of the passage before one, its own label passed over; None for the first."""
    place = index - 1
    if place >= 0 and is_label(layer, place):
        place -= 1
    return place if place >= 0 else None


def _head(layer: TextLayer, index: int) -> int:
    """Where a passage's marks begin: at its label, where a quotation opens before that (“12. He ...)."""
    if index and is_label(layer, index - 1):
        label = layer.passages[index - 1]
        if layer.text[label.start] in _OPENS:
            return label.start
    return layer.passages[index].start


def _made(
    text: str, opened: _Mark, closed: _Mark, index: int, continued: bool, *, runs_on: bool = False
) -> Quotation:
    start, end = opened.end, closed.start
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or (text[end - 1] == "," and not runs_on)):
        end -= 1  # the comma before "he said" is the writer's, not the speaker's
    return Quotation(opened.start, closed.end, start, end, index, runs_on, continued)


def _goes_on(layer: TextLayer, index: int) -> bool:
    """Whether the next paragraph opens with a mark, as a quotation that runs on does."""
    for place in range(index + 1, min(index + 3, len(layer.passages))):
        start = layer.passages[place].start
        head = layer.text[start : start + 2]
        if head[:1] in OPENING + '"' or head == "''":
            return True
        if not is_label(layer, place):
            return False
    return False


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    marks: list[_Mark] = []
    inside = False
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        before, after = text[max(start, match.start() - 1) : match.start()], text[match.end() :][:1]
        sort = _sort(mark, before, after, inside=inside)
        if sort is None:
            continue
        if sort in ("open", "close"):
            inside = sort == "open"
        marks.append(_Mark(match.start(), match.end(), sort))
    return marks


def _sort(mark: str, before: str, after: str, *, inside: bool) -> str | None:
    if mark in _SINGLE:
        return _single(mark, before, after)
    if mark in OPENING or mark in ("``", "‘‘"):
        return "close" if mark == "“" and inside and before not in ("", " ") else "open"
    if mark in CLOSING or mark in ("’’", "´´"):
        return "open" if not inside and (not before or before.isspace()) else "close"
    opens = not before or bool(_BEFORE_OPENING.search(before))
    closes = not after or after.isspace() or not after.isalnum()
    if opens and closes:
        return "close" if inside else "open"
    return "open" if opens and not inside else "close"


def _single(mark: str, before: str, after: str) -> str | None:
    if mark == "‘":
        return "single-open"
    if mark == "'" and after.isalpha() and (not before or before.isspace() or before in "(—–"):
        return "single-open"
    if mark in ("’", "'") and before and not before.isspace() and not after.isalnum():
        # "workers' rights": after a plain s with a word following it is a possessive
        return "single-likely" if before == "s" and after == " " else "single-close"
    return None
