"""Subtitles (WebVTT, SRT): what was said, with the times of the recording and speakers as printed.

Each cue is a passage with its first and last millisecond. A speaker's label stands in the text as
"Name: words", as it does in SRT; WebVTT's voice marks are brought to the same form. Who speaks
without a label is not guessed, and a time is the file's own claim, not measured. Markup, styles
and positions are not text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from dalil.errors import Unreadable
from dalil.evidence import DocumentInfo, TextLayer
from dalil.text.blocks import Block, join
from dalil.text.decode import decode
from dalil.text.port import Read, Source
from dalil.text.sniff import SRT, VTT

_TIME = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}(?:[ \t].*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>]{1,200})>")
_MARK = re.compile(
    r"</?(?:c|i|b|u|s|v|em|strong|font|ruby|rt|lang)\b[^<>]{0,200}>|<\d[\d:.]{0,20}>", re.I
)
_STYLED = re.compile(r"\{\\[a-z]{1,5}\d*[^{}]{0,40}\}", re.I)
_BESIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
MOST_LINES = 2_000_000


class SubtitleReader:
    """Reads WebVTT and SRT."""

    name = "subtitles/1"
    media_types = (VTT, SRT)

    def read(self, source: Source) -> Read:
        """Read subtitles.

        Raises:
            Unreadable: ``no_text`` or ``too_large``.
        """
        decoded = decode(source.content)
        lines = re.split(r"\r\n|\r|\n", decoded.text)
        if len(lines) > MOST_LINES:
            raise Unreadable(f"It has more than {MOST_LINES:,} lines.", reason_code="too_large")
        notes = list(decoded.notes)
        cues = list(_cues(lines, notes))
        text, passages = join(_blocks(cues))
        if not passages:
            raise Unreadable("The subtitles hold no words.", reason_code="no_text")
        layer = TextLayer(
            exhibit=source.exhibit,
            text=text,
            passages=passages,
            reader=self.name,
            media_type=source.media_type,
            info=_info(lines) if source.media_type == VTT else DocumentInfo(),
            notes=tuple(notes),
            encoding=decoded.encoding,
        )
        return Read(layer)


@dataclass(frozen=True, slots=True)
class _Cue:
    """A time span and the lines shown in it."""

    start: int
    end: int
    lines: tuple[str, ...]


def _cues(lines: list[str], notes: list[str]) -> Iterator[_Cue]:
    """The cues in order of the file; words that stand outside of one are counted in a note."""
    place, outside = 0, 0
    first = True
    while place < len(lines):
        line = lines[place].lstrip("\ufeff")
        timing = _TIMING.match(line)
        if timing:
            place, words = _take(lines, place + 1)
            start, end = _milliseconds(timing.groups()[:4]), _milliseconds(timing.groups()[4:])
            if end < start:
                notes.append(
                    f"The cue at line {place} ends before it begins; its times are as printed."
                )
                start, end = min(start, end), max(start, end)
            yield _Cue(start, end, tuple(words))
        elif (first and line.startswith("WEBVTT")) or _BESIDE.match(line):
            place, _ = _take(lines, place)
        else:
            follows = place + 1 < len(lines) and _TIMING.match(lines[place + 1])
            outside += bool(line.strip()) and not follows and not line.strip().isdigit()
            place += 1
        first = False
    if outside:
        notes.append(f"{outside} lines stand outside of any cue and were not read.")


def _take(lines: list[str], place: int) -> tuple[int, list[str]]:
    """The lines up to the next blank one, and the place behind it.

    A number and a timing without a blank line before them begin the next cue, as players have it.
    """
    words: list[str] = []
    while place < len(lines) and lines[place].strip():
        if _TIMING.match(lines[place]):
            if words and words[-1].strip().isdigit():
                words.pop()
            return place, words
        words.append(lines[place])
        place += 1
    return place + 1, words


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = parts
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((rest or "0").ljust(3, "0"))


def _blocks(cues: list[_Cue]) -> Iterator[Block]:
    """A block for each cue; a cue that repeats the end of the one before (roll-up) adds only what is new."""
    before: list[str] = []
    for cue in cues:
        words = [_plain(line) for line in cue.lines]
        words = [line for line in words if line.strip()]
        fresh = words[_rolled(before, words) :]
        before = words or before
        if fresh:
            yield Block("\n".join(fresh), time=(cue.start, cue.end))


def _rolled(before: list[str], now: list[str]) -> int:
    """How many lines at the head of a cue stood at the foot of the one before."""
    for size in range(min(len(before), len(now)), 0, -1):
        if before[-size:] == now[:size]:
            return size
    return 0


def _plain(line: str) -> str:
    """The words of a line, with the speaker's label where a voice mark names one."""
    labelled = _VOICE.sub(lambda voice: f"{' '.join(unescape(voice.group(1)).split())}: ", line)
    return unescape(_STYLED.sub("", _MARK.sub("", labelled))).strip()


def _info(lines: list[str]) -> DocumentInfo:
    """The title behind the first word of a WebVTT file."""
    title = lines[0].lstrip("\ufeff").removeprefix("WEBVTT").strip(" \t-–—")
    return DocumentInfo(title=title or None)
