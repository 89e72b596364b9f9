"""Plain text and Markdown: the decoded content, unchanged character for character.

Passages are paragraphs: stretches between blank lines, with hard-wrapped lines joined and lists of
names or addresses kept line by line. Markup stays in the text; the signs of a heading and the label of a note are
furniture. Byte spans are exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from dalil.errors import Unreadable
from dalil.evidence import DocumentInfo, Passage, TextLayer
from dalil.text import furniture
from dalil.text.blocks import check_length, inked, number
from dalil.text.decode import Decoded, decode
from dalil.text.port import Read, Source
from dalil.text.sniff import MARKDOWN, TEXT

_LINE = re.compile(r"[^\r\n\f\x0b\u2028\u2029]*")
_BREAK = re.compile(r"\r\n|[\r\n\f\x0b\u2028\u2029]")
ITEM = re.compile(
    r"\s*(?:[-*+•·‣▪◦●–—]|\(?\d{1,3}[.)]|[a-zа-я][.)]|\([A-Za-zА-Яа-я]\)|\(?[ivx]{1,5}[.)]|[IVX]{2,5}\.)[ \t\xa0]+\S"
)
"""Signs of a list's item. A capital letter with a dot is none: it is a person's initial."""
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]+|$)")
_NOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:[ \t]*")
"""The label of a note in Markdown: the words behind it are the note."""
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})\s*$")
_RULE = re.compile(r"\s*(?:[-*_=~#+.·•—–]\s*){3,}$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
MOST_WRAPPED = 110
"""Longest line of a text that was wrapped by hand or by a mail program."""
_LEAST_WRAPPED = 45
_LONGEST_TITLE = 8
_SMALL_WORD = 3
_POSSESSIVE = re.compile(r"[^\W\d_](?:['’]s|s['’])(?=\s|$)")
_NARROWEST = 24
"""Narrowest column of prose, in characters."""
_FEWEST_RUNNING = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: its span without the line break."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        return not self.text.strip()


class PlainReader:
    """Reads plain text and Markdown."""

    name = "plain/2"
    media_types = (TEXT, MARKDOWN)

    def read(self, source: Source) -> Read:
        """Read a plain text.

        Raises:
            Unreadable: ``empty`` or ``too_large``.
        """
        decoded = decode(source.content)
        check_length(len(decoded.text))
        markdown = source.media_type == MARKDOWN
        found = passages(decoded.text, markdown=markdown)
        if not found:
            raise Unreadable("The file holds no text.", reason_code="empty")
        found = furniture.mark(decoded.text, found)
        layer = TextLayer(
            exhibit=source.exhibit,
            text=decoded.text,
            passages=number(_with_bytes(decoded, found)),
            reader=self.name,
            media_type=source.media_type,
            info=_info(decoded.text, found) if markdown else DocumentInfo(),
            notes=decoded.notes,
            encoding=decoded.encoding,
        )
        return Read(layer)


def passages(text: str, *, markdown: bool = False, base: int = 0) -> list[Passage]:
    """Cut a text into passages by its lines.

    Args:
        text: The text.
        markdown: Headings, lists and rules have Markdown's signs.
        base: Added to every offset.
    """
    lines = list(_lines(text))
    width = _wrap_width(lines)
    found: list[Passage] = []
    for block in _blocks(lines):
        for group, kind in _groups(block, width, markdown=markdown):
            words = text[group[0].start : group[-1].end]
            start, end = first, last = inked(words)
            here = base + group[0].start
            if markdown:
                start, end, kind = _unsigned(words, start, end, kind)
                start = min(start, last)
                found += _signs(words, first, start, here)
            if start < end:
                if kind == "paragraph" and len(group) == 1 and _titles(group[0].text):
                    kind = "heading"
                found.append(Passage(here + start, here + end, kind=kind))
            found += _signs(words, max(start, end), last, here)
    return found


def _signs(words: str, start: int, end: int, here: int) -> list[Passage]:
    """Signs of Markdown that are no part of a passage: accounted for, as furniture, and not read."""
    left, right = inked(words[start:end])
    place = here + start
    return [Passage(place + left, place + right, kind="furniture")] if left < right else []


def _unsigned(words: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
    """A passage without the signs that only tell what it is: those of a heading, the label of a note."""
    if kind == "heading":
        sign = _HEADING.match(words, start, end)
        start = sign.end() if sign is not None else start
        return start, start + len(words[start:end].rstrip("# \t")), kind
    label = _NOTE.match(words, start, end)
    return (label.end(), end, "footnote") if label is not None else (start, end, kind)


def _titles(line: str) -> bool:
    """A line of its own that titles somebody's part: "The Appellant's Case:", every word of weight large."""
    words = line.strip().rstrip(":").split()
    return (
        1 < len(words) <= _LONGEST_TITLE
        and bool(_POSSESSIVE.search(" ".join(words[:-1])))
        and words[0][:1].isupper()
        and words[-1][-1:].isalpha()
        and all(word[:1].isupper() for word in words if len(word) > _SMALL_WORD)
    )


def _lines(text: str) -> Iterator[Line]:
    place = 0
    while place <= len(text):
        content = _LINE.match(text, place)
        assert content is not None  # the pattern matches the empty string  # noqa: S101
        yield Line(place, content.end(), content.group())
        gap = _BREAK.match(text, content.end())
        if gap is None:
            return
        place = gap.end()


def _wrap_width(lines: list[Line]) -> int:
    """Column at which the text was wrapped, or 0 where every line is a paragraph."""
    lengths = sorted(len(line.text.rstrip()) for line in lines if not line.blank)
    if len(lengths) < 3:
        return 0
    longest = lengths[int(len(lengths) * 0.98)]
    if _NARROWEST <= longest < _LEAST_WRAPPED:
        return longest if _runs_on(lines, longest) else 0
    wrapped = _LEAST_WRAPPED <= longest <= MOST_WRAPPED and not _begins_anew(lines, longest)
    return longest if wrapped else 0


def _begins_anew(lines: list[Line], width: int) -> bool:
    """Whether full lines are followed by lines that begin something: headlines, turns, messages of a chat.

    Prose that was wrapped goes on in small letters three times of four. Lines in capitals say nothing.
    """
    pairs = [(a.text, b.text.lstrip()) for a, b in pairwise(lines) if not a.blank and not b.blank]
    full = [b for a, b in pairs if _is_full(a, b, width) and not b.isupper()]
    anew = sum(b[:1].isupper() or not b[:1].isalpha() for b in full)
    return anew > _MOST_ANEW * len(full)


_MOST_ANEW = 0.75


def _is_full(upper: str, lower: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted."""
    return len(upper.rstrip()) + 1 + len(lower.split(maxsplit=1)[0]) > width * 0.92


def _runs_on(lines: list[Line], width: int) -> bool:
    """Whether short lines are a narrow column of prose: nearly each is full, many go on in small letters.

    Lists of names, addresses and verse have short lines too; theirs end where the thought ends.
    """
    pairs = [(a.text, b.text) for a, b in pairwise(lines) if not a.blank and not b.blank]
    if len(pairs) < _FEWEST_RUNNING:
        return False
    full = sum(_is_full(a, b, width) for a, b in pairs)
    small = sum(b.lstrip()[:1].islower() for _, b in pairs)
    return full >= 0.85 * len(pairs) and small >= 0.25 * len(pairs)


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if not line.blank:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _groups(block: list[Line], width: int, *, markdown: bool) -> Iterator[tuple[list[Line], str]]:
    """Lines that make one passage each, with the passage's kind."""
    group: list[Line] = []
    kind = "paragraph"
    fenced = False
    for line in block:
        if markdown and _FENCE.match(line.text):
            fenced = not fenced
        starts = _kind_of(line.text, markdown=markdown)
        joins = (
            bool(group)
            and (starts == "paragraph" if kind != "quoted" else starts == kind)
            and kind not in ("heading", "furniture")
            and (fenced or markdown or _wrapped(group[-1].text, line.text, width))
        )
        if markdown and group and kind == "paragraph" and _UNDERLINE.match(line.text):
            yield [*group, line], "heading"
            group = []
            continue
        if joins:
            group.append(line)
            continue
        if group:
            yield group, kind
        group, kind = [line], starts
    if group:
        yield group, kind


def _kind_of(line: str, *, markdown: bool) -> str:
    if markdown and _HEADING.match(line):
        return "heading"
    if _RULE.match(line):
        return "furniture"
    if not markdown and line.lstrip().startswith(">"):
        return "quoted"
    return "item" if ITEM.match(line) else "paragraph"


def _wrapped(upper: str, lower: str, width: int) -> bool:
    """The break between two lines was made by wrapping: the next word would not have fitted."""
    word = lower.split(maxsplit=1)[0] if lower.strip() else ""
    cut = upper.rstrip()[-2:]
    if cut[-1:] == "-" and cut[:1].isalpha() and word[:1].islower():
        return True  # a word cut at the end of a line
    if not width:
        return False
    return (bool(word) and _is_full(upper, lower, width)) or (
        # A line broken earlier than need be that plainly goes on: no stop, and a small letter next.
        len(upper.rstrip()) > width * 0.6
        and upper.rstrip()[-1:] not in ".:;!?"
        and word[:1].islower()
    )


def _with_bytes(decoded: Decoded, found: list[Passage]) -> Iterator[Passage]:
    """Add the byte span of every passage; left out where bytes without meaning were replaced."""
    if decoded.notes and "\ufffd" in decoded.text:
        yield from found
        return
    place, offset = 0, decoded.offset
    for passage in found:
        offset += len(decoded.text[place : passage.start].encode(decoded.encoding, "replace"))
        size = len(decoded.text[passage.start : passage.end].encode(decoded.encoding, "replace"))
        yield replace(passage, raw=(offset, offset + size))
        place, offset = passage.end, offset + size


def _info(text: str, found: list[Passage]) -> DocumentInfo:
    """A Markdown text's title is its first heading of the first rank."""
    for passage in found:
        first = text.rfind("\n", 0, passage.start) + 1
        if passage.kind == "heading" and text[first : passage.start].strip() == "#":
            return DocumentInfo(title=text[passage.start : passage.end])
    return DocumentInfo()
