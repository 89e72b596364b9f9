"""Where a quote begins and ends: whole names, both marks of a quotation, no "that", no dateline.

The rules find a content by its words; here its edges are put where a reader would put them, before two contents of
one place are told apart. No word of the content is lost, and only what stands right beside it is taken in.
"""

from __future__ import annotations

import re

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame, moved
from dalil.claims.frames.basis.graph import SUBJECTS
from dalil.claims.wordlists import words
from dalil.evidence import MentionType

_NAMES = frozenset({MentionType.PERSON, MentionType.ORGANISATION})
_TITLE = re.compile(r"(?P<word>[A-Z][a-z]{0,12})\.? $")
LONGEST_TITLE = 16
_DATELINE = re.compile(
    r"[ \t]*(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3})(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?(?:, \d{1,2} [A-Z][a-z]+|, [A-Z][a-z]+\.? \d{1,2})?"
    r"(?: \([\w /.]{2,30}\))? ?(?:--|[-–—]) ?(?=[A-Z\"“])"
)
"""A town in capitals, a date or an agency, and a dash: "NEW OLMET, March 3 (Wire) - "."""


def tidied(context: Context, frame: Frame) -> Frame:
    """The same frame with the edges of its content where they belong."""
    start, end = frame.start, frame.end
    start = _behind_dateline(context, start, end)
    start = _behind_that(context, start, end)
    start, end = _whole_names(context, start, end)
    start, end = _both_marks(context, start, end)
    end = _both_brackets(context.text, start, end)
    return frame if (start, end) == (frame.start, frame.end) else moved(frame, start, end)


def _behind_dateline(context: Context, start: int, end: int) -> int:
    """The first place behind a dateline in which a content begins."""
    place = context.passage_of(start)
    if place < 0:
        return start
    passage = context.document.layer.passages[place]
    if start - passage.start > LONGEST_DATELINE:
        return start
    line = _DATELINE.match(context.text, passage.start, passage.end)
    inside = line is not None and passage.start <= start < line.end() < end
    return line.end() if inside and line is not None else start


LONGEST_DATELINE = 80


def _behind_that(context: Context, start: int, end: int) -> int:
    """The first place behind a "that" that only joins a content to its cue."""
    if context.text[start : start + 5].lower() != "that ":
        return start
    index = context.token_at(start)
    if index + 1 >= len(context.tokens) or context.tokens[index].start != start:
        return start
    token, after = context.tokens[index], context.tokens[index + 1]
    verb = context.tokens[token.head]
    beside = context.tree.child(verb.index, *SUBJECTS)
    taken = token.dep == "dobj" and beside is not None and token.index < beside.index
    joins = token.tag == "IN" or token.dep == "mark" or taken
    return after.start if joins and after.start < end else start


def _whole_names(context: Context, start: int, end: int) -> tuple[int, int]:
    """A content without half a name at either end; a person's title stands with the name."""
    document = context.document
    first = document.mention_at(start, start + 1)
    if first is not None and first.type in _NAMES:
        if first.start < start:
            start = _unbroken(context, first.start, start)
        if first.start == start and first.type == MentionType.PERSON:
            start = _with_title(context, start)
    last = document.mention_at(end - 1, end) if end > start else None
    if last is not None and last.type in _NAMES and last.end > end and last.start >= start:
        end = last.end
    return start, end


def _unbroken(context: Context, earlier: int, start: int) -> int:
    """The earlier place, where one sentence and the same marks hold both."""
    same = context.quotation_at(earlier) == context.quotation_at(start)
    left, right = context.token_at(earlier), context.token_at(start)
    if not same or right >= len(context.tokens):
        return start
    tokens = context.tokens
    return earlier if tokens[left].sentence == tokens[right].sentence else start


def _with_title(context: Context, start: int) -> int:
    """The place of a title before a name that begins a content: "Mr Qureshi never held ..."."""
    found = _TITLE.search(context.text, max(0, start - LONGEST_TITLE), start)
    if found is None or found["word"].lower() not in words("mentions_names", "titles"):
        return start
    return _unbroken(context, found.start(), start)


def _both_marks(context: Context, start: int, end: int) -> tuple[int, int]:
    """A content that holds one mark of a quotation and all its words, with the other mark."""
    opened = context.quotation_at(end - 1) or context.quotation_at(end)
    if opened is not None and start <= opened.start < end < opened.end and not opened.runs_on:
        between = context.text[end : opened.end]
        if not any(char.isalnum() for char in between):
            end = opened.end
    closed = context.quotation_at(start)
    if closed is not None and closed.start < start < closed.end <= end and not closed.continued:
        between = context.text[closed.start : start]
        outside = any(char.isalpha() for char in context.text[closed.end : end])
        if outside and not any(char.isalnum() for char in between):
            start = closed.start
    return start, end


def _both_brackets(text: str, start: int, end: int) -> int:
    """The end of a content with the bracket that closes one in it: "owned by Ada Mirel (a cousin)"."""
    said = text[start:end]
    open_ = said.count("(") > said.count(")")
    return end + 1 if open_ and text[end : end + 1] == ")" else end
