"""The walk through an RTF file: groups, control words and bytes to paragraphs, cells and notes.

Without recursion: groups nested a hundred thousand deep only lengthen a list. Nothing is evaluated:
fields keep the result that was stored, objects and pictures are passed over.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dalil.text.rtf_words import (
    CHARSETS,
    CODE_PAGES,
    EDGES,
    ENCODINGS,
    OPEN,
    SIGNS,
    SILENT,
    SYMBOLS,
)

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z'])|([{}])|[\r\n\x00]+"
    rb"|([^\\{}\r\n\x00]+)",
    re.S,
)
MOST_DEEP = 100_000


@dataclass(frozen=True, slots=True)
class State:
    r"""What holds inside a group; a copy is kept when a group opens.

    Attributes:
        flow: Where text goes: ``body``, ``note``, ``edge``, ``title``, ``author``, ``fonts``,
            ``styles`` or ``""`` (nowhere).
        outer: The flow around an ``upr`` group.
        page: Python's name of the code page.
        fallback: Characters behind ``\u`` that stand for it in old programs.
        deleted: Tracked as deleted.
        silent: Between ``\htmlrtf`` and ``\htmlrtf0``.
    """

    flow: str = "body"
    outer: str = "body"
    page: str = "cp1252"
    fallback: int = 1
    deleted: bool = False
    hidden: bool = False
    silent: bool = False
    font: int = -1


@dataclass(slots=True)
class Paragraph:
    """A finished paragraph: its words, the number of its style, and what it is."""

    text: str
    style: int = 0
    level: int | None = None
    listed: bool = False
    cells: list[list[str]] | None = None


@dataclass
class Walk:
    r"""Everything that one walk finds.

    Args:
        html: The file wraps a web page (``\fromhtml1``): give back its source in ``source``.
    """

    content: bytes
    html: bool = False
    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    edges: list[str] = field(default_factory=list)
    styles: dict[int, str] = field(default_factory=dict)
    title: str = ""
    author: str = ""
    created: dict[str, int] = field(default_factory=dict)
    comments: int = 0
    deletions: int = 0
    hidden: int = 0
    objects: int = 0
    unclosed: int = 0
    source: str = ""

    def __post_init__(self) -> None:
        self._state = State()
        self._stack: list[State] = []
        self._parts: dict[str, list[str]] = {}
        self._pending = bytearray()
        self._base = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = self._style = self._skip = self._high = 0
        self._now = Paragraph("")
        self._cells: list[list[str]] = []
        self._cell: list[str] = []
        self._table = self._starred = self._dated = False
        self._named = False

    def run(self) -> Walk:
        """Walk to the end; what a file that breaks off leaves open is closed."""
        place, content = 0, self.content
        while place < len(content):
            found = _TOKEN.match(content, place)
            if found is None:
                place += 1
                continue
            place = found.end()
            word, number, code, symbol, brace, words = found.groups()
            if words is not None:
                self._bytes(words)
            elif word is not None:
                if word == b"bin" and number:
                    place += min(max(int(number), 0), len(content))
                else:
                    self._word(word.decode("ascii"), int(number) if number else None)
            elif code is not None:
                self._bytes(bytes([int(code, 16)]))
            elif brace is not None:
                self._brace(brace)
            elif symbol is not None:
                self._symbol(symbol.decode("latin-1"))
        self._flush()
        self.unclosed = len(self._stack)
        self._stack.clear()
        self._state = replace(self._state, flow="body")
        if self._cells or self._cell:
            self._end_row()
        self._end_paragraph()
        self.source = "".join(self._parts.get("html", []))
        return self

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._skip = 0
        self._starred = False
        if brace == b"{":
            if len(self._stack) < MOST_DEEP:
                self._stack.append(self._state)
        elif self._stack:
            before, self._state = self._state, self._stack.pop()
            if before.flow != self._state.flow:
                self._close(before.flow)

    def _close(self, flow: str) -> None:
        """A group with text of its own ends."""
        if flow not in _KEPT or flow == "body":
            return
        words = "".join(self._parts.pop(flow, []))
        if flow == "note":
            self.notes.append(words)
        elif flow == "edge" and words.strip():
            self.edges.append(words)
        elif flow in ("title", "author"):
            setattr(self, flow, " ".join(words.split()))
        elif flow == "styles":
            for entry in words.split(";"):
                number, _, name = entry.partition("\x00")
                if number.strip().isdigit():
                    self.styles[int(number)] = name.strip()

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol in "\r\n":
            self._word("par", None)
        elif symbol in SYMBOLS:
            self._text(SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        starred, self._starred = self._starred, False
        state = self._state
        if word == "u" and number is not None:
            self._unicode(number)
        elif word in SIGNS:
            self._text(SIGNS[word])
        elif word in EDGES:
            self._state = replace(state, flow="edge")
        elif word == "footnote":
            self._open_note()
        elif word in SILENT:
            self._silence(word)
        elif word == "ud":
            self._state = replace(state, flow=state.outer)
        elif (word == "htmltag" and not self.html) or (starred and word not in OPEN):
            self._state = replace(state, flow="")
        else:
            self._plain_word(word, number)

    def _silence(self, word: str) -> None:
        flow = {"fonttbl": "fonts", "stylesheet": "styles"}.get(word, "")
        if word == "info":
            flow = "info"
        self.comments += word == "annotation"
        self.objects += word == "objdata"
        outer = self._state.flow if word == "upr" else self._state.outer
        self._state = replace(self._state, flow=flow, outer=outer)

    def _open_note(self) -> None:
        if self._state.flow == "body":
            self._text(f"[{len(self.notes) + 1}]")
        self._parts["note"] = []
        self._state = replace(self._state, flow="note", deleted=False)

    def _plain_word(self, word: str, number: int | None) -> None:
        state, on = self._state, number != 0
        if word in ("par", "sect", "page", "column", "nestrow"):
            self._break()
        elif word in ("cell", "row"):
            self._end_cell() if word == "cell" else self._end_row()
        elif word == "pard":
            self._now = Paragraph("", listed=self._now.listed)
            self._table = False
        elif word == "intbl":
            self._table = True
        elif word == "plain":
            self._state = replace(state, deleted=False, hidden=False, page=self._base, font=-1)
        elif word == "deleted":
            self.deletions += on and not state.deleted and state.flow == "body"
            self._state = replace(state, deleted=on)
        elif word == "v":
            self.hidden += on and not state.hidden and state.flow == "body"
            self._state = replace(state, hidden=on)
        elif word == "htmlrtf":
            self._state = replace(state, silent=on and self.html)
        elif word == "uc":
            self._state = replace(state, fallback=max(min(number or 0, 16), 0))
        elif word in ("listtext", "pntext"):
            self._now.listed = True
        elif word == "outlinelevel":
            self._now.level = number
        elif word == "s" and number is not None:
            self._style_word(number)
        elif state.flow == "info" or word in _DATE:
            self._info_word(word, number)
        else:
            self._encoding_word(word, number)

    def _style_word(self, number: int) -> None:
        if self._state.flow == "styles":
            self._parts.setdefault("styles", []).append(f"{number}\x00")
        else:
            self._now.style = number

    def _info_word(self, word: str, number: int | None) -> None:
        if word in ("title", "author"):
            self._parts[word] = []
            self._state = replace(self._state, flow=word)
        elif word == "creatim":
            self._state = replace(self._state, flow="date")
        elif word in _DATE and self._state.flow == "date" and number is not None:
            self.created[word] = number

    def _encoding_word(self, word: str, number: int | None) -> None:
        state = self._state
        if word == "f" and number is not None:
            if state.flow == "fonts":
                self._font = number
            else:
                self._state = replace(state, page=self._fonts.get(number, self._base), font=number)
        elif word in ("deff", "fcharset") and number is not None:
            if word == "fcharset" and number in CHARSETS and state.flow == "fonts":
                self._fonts[self._font] = CHARSETS[number]
        elif word == "ansicpg" and number:
            self._set_base(CODE_PAGES.get(number, f"cp{number}"))
        elif word in ENCODINGS:
            self._set_base(ENCODINGS[word])

    def _set_base(self, page: str) -> None:
        try:
            codecs.lookup(page)
        except LookupError:
            return
        self._base = page
        self._state = replace(self._state, page=page)

    def _unicode(self, number: int) -> None:
        code = number + 65536 if number < 0 else number
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000 and self._high:
            self._text(chr(0x10000 + ((self._high - 0xD800) << 10) + (code - 0xDC00)))
            self._high = 0
        elif 0 < code < 0x110000:
            self._text(chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd")
        self._skip = self._state.fallback

    def _bytes(self, raw: bytes) -> None:
        if self._skip:
            taken = min(self._skip, len(raw))
            self._skip -= taken
            raw = raw[taken:]
        self._pending += raw

    def _flush(self) -> None:
        if self._pending:
            raw, self._pending = bytes(self._pending), bytearray()
            self._text(raw.decode(self._state.page, "replace"))

    def _text(self, words: str) -> None:
        if self._pending:
            self._flush()
        state = self._state
        if state.silent or state.deleted:
            return
        if self.html and state.flow == "body":
            self._parts.setdefault("html", []).append(words)
        elif state.flow in _KEPT:
            self._parts.setdefault(state.flow, []).append(words)

    def _break(self) -> None:
        flow = self._state.flow
        if self.html and flow == "body":
            self._text("\n")
        elif flow in ("note", "edge"):
            self._parts.setdefault(flow, []).append("\n")
        elif flow == "body":
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        words = "".join(self._parts.pop("body", []))
        if self._table:
            self._cell.append(words)
            return
        if self._cells or self._cell:
            self._end_row()
        now = self._now
        self.paragraphs.append(Paragraph(words, now.style, now.level, now.listed))
        self._now = Paragraph("", now.style, now.level, False)

    def _end_cell(self) -> None:
        if self._state.flow != "body":
            return
        self._cell.append("".join(self._parts.pop("body", [])))
        self._cells.append([words for words in self._cell if words.strip()])
        self._cell = []

    def _end_row(self) -> None:
        if self._cell:
            self._end_cell()
        if self._cells:
            self.paragraphs.append(Paragraph("", cells=self._cells))
        self._cells = []
        self._now.listed = False

    def blocks_after(self) -> Iterator[str]:
        """Notes in order, under their marks."""
        for number, words in enumerate(self.notes, start=1):
            yield f"[{number}] {words.strip()}"


_KEPT = frozenset({"body", "note", "edge", "title", "author", "styles"})
_DATE = frozenset({"yr", "mo", "dy", "hr", "min"})
