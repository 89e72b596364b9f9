"""A parsed page to blocks in document order, as a browser would lay them out.

Iterative, so that deep nesting cannot exhaust the stack. It decides what is visible and what parts
blocks, not what the page means.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from dalil.text.blocks import Block
from dalil.text.vendor_types import Element

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "  # noqa: SIM905 - a list of words
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol "
    "optgroup p pre search section summary table tbody td tfoot th thead tr ul".split()
)
_INVISIBLE = frozenset(
    "applet area audio base canvas datalist embed frame frameset head iframe link map meta noembed "  # noqa: SIM905 - a list of words
    "noframes noscript object option param script select source style svg template textarea title "
    "track video math".split()
)
_ASIDE = frozenset("nav aside form button dialog footer".split())  # noqa: SIM905
_ASIDE_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "dialog", "search", "menu", "menubar")
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACE = re.compile(r"[ \t\n\r\f]+")
_LONG_CELL = 400


@dataclass(slots=True)
class Found:
    """A block with what is known of its place.

    Attributes:
        block: Text, kind, xpath and table place.
        tag: The element that makes the block.
        aside: It stands in a menu, side column, form or foot of the page.
        nodes: The text nodes that it was made of, as they stand in the tree.
    """

    block: Block
    tag: str
    aside: bool
    nodes: list[str]


@dataclass(slots=True)
class _Frame:
    """An open element."""

    tag: str
    path: str
    aside: bool
    pre: bool
    block: bool
    children: Counter[str] = field(default_factory=Counter)
    tabular: bool = False


def walk(root: Element) -> tuple[list[Found], int]:
    """All blocks in document order, and how many elements with text were hidden."""
    from lxml import etree

    walker = _Walker()
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        if event == "start":
            if walker.open(element):
                events.skip_subtree()
        else:
            walker.close(element)
    walker.flush()
    return walker.found, walker.hidden


class _Walker:
    """Collects text between block borders."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.hidden = 0
        self._frames: list[_Frame] = []
        self._parts: list[str] = []
        self._nodes: list[str] = []
        self._tables = 0
        self._row = 0
        self._column = 0
        self._rows: list[tuple[int, int, int]] = []

    def open(self, element: Element) -> bool:
        """Enter an element; True where its subtree is to be skipped."""
        tag = element.tag if isinstance(element.tag, str) else "#"
        parent = self._frames[-1] if self._frames else None
        frame = _frame(tag, element, parent)
        skipped = tag in _INVISIBLE or tag == "#" or self._hides(element)
        self._frames.append(frame)
        if skipped:
            frame.tag = "#"
            return True
        if tag == "br":
            self._parts.append("\n")
        if frame.block:
            self.flush(of=parent)
            self._enter(tag, element, frame, parent)
        self._text(element.text, frame)
        return False

    def close(self, element: Element) -> None:
        """Leave an element, and read the text behind it."""
        frame = self._frames.pop()
        if frame.block and frame.tag != "#":
            self.flush(of=frame)
            if frame.tag == "table" and self._rows:
                self._tables_left()
        if self._frames:
            self._text(element.tail, self._frames[-1])

    def flush(self, of: _Frame | None = None) -> None:
        """End the block under way."""
        text = "".join(self._parts)
        text = text.strip("\n") if of is not None and of.pre else _tidy(text)
        nodes, self._parts, self._nodes = self._nodes, [], []
        if not text.strip() or of is None:
            return
        cell = next((f for f in reversed(self._frames) if f.tag in ("td", "th")), None)
        owner = of if of.tag in ("td", "th") else cell
        tabular = owner is not None and owner.tabular
        if tabular:
            text = " ".join(text.split())
        kind = "cell" if tabular else _kind(of.tag, self._frames)
        same_row = tabular and bool(self.found) and self._same_row(self.found[-1].block)
        in_table = bool(self._rows) or tabular
        block = Block(
            text,
            kind=kind,
            before="\t" * max(self._column - (self.found[-1].block.column or 0), 1)
            if same_row
            else "\n",
            sheet=f"table {self._table_number()}" if in_table else None,
            row=self._row or None if in_table else None,
            column=self._column or None if in_table else None,
            xpath=of.path,
        )
        self.found.append(Found(block, of.tag, of.aside, nodes))

    def _same_row(self, block: Block) -> bool:
        return (
            block.kind == "cell"
            and block.row == self._row
            and block.sheet == f"table {self._table_number()}"
            and block.column is not None
            and block.column < self._column
        )

    def _table_number(self) -> int:
        return self._rows[-1][2] if self._rows else self._tables

    def _enter(self, tag: str, element: Element, frame: _Frame, parent: _Frame | None) -> None:
        if tag == "table":
            self._tables += 1
            self._rows.append((self._row, self._column, self._tables))
            self._row = self._column = 0
        elif tag == "tr":
            self._row += 1
            self._column = 0
            frame.tabular = _is_tabular(element)
        elif tag in ("td", "th"):
            self._column += 1
            frame.tabular = parent is not None and parent.tag == "tr" and parent.tabular

    def _tables_left(self) -> None:
        self._row, self._column, _ = self._rows.pop()

    def _text(self, text: str | None, frame: _Frame) -> None:
        if not text or frame.tag == "#":
            return
        if text.strip():
            self._nodes.append(text)
        self._parts.append(text.replace("\r\n", "\n") if frame.pre else _SPACE.sub(" ", text))

    def _hides(self, element: Element) -> bool:
        hides = element.get("hidden") is not None or bool(
            _HIDING.search(element.get("style") or "")
        )
        if hides and any(part.strip() for part in element.itertext()):
            self.hidden += 1
        return hides


def _frame(tag: str, element: Element, parent: _Frame | None) -> _Frame:
    path = ""
    if parent is not None:
        parent.children[tag] += 1
        path = f"{parent.path}/{tag}[{parent.children[tag]}]"
    role = (element.get("role") or "").lower()
    aside = (
        (parent is not None and parent.aside)
        or tag in _ASIDE
        or role in _ASIDE_ROLES
        or (tag == "header" and parent is not None and parent.tag == "body")
    )
    pre = tag == "pre" or (parent is not None and parent.pre)
    return _Frame(tag, path or f"/{tag}", aside, pre, tag in _BLOCKS)


def _kind(tag: str, frames: list[_Frame]) -> str:
    if re.fullmatch("h[1-6]", tag):
        return "heading"
    inner = (tag, *(frame.tag for frame in reversed(frames[-4:])))
    for name in inner:
        if name in ("li", "dt", "dd"):
            return "item"
        if name in ("td", "th", "article", "main", "section"):
            break
    return "paragraph"


def _is_tabular(row: Element) -> bool:
    """Two or more cells, none of which holds running text, a list or a table."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or next(row.iter("table"), None) is not None:
        return False
    for cell in cells:
        if next(cell.iter("ul", "ol", "h1", "h2", "h3"), None) is not None:
            return False
        if len(cell.findall(".//p")) > 1 or sum(map(len, cell.itertext())) > _LONG_CELL:
            return False
    return True


def _tidy(text: str) -> str:
    """One space for several, also where they met across elements; none at the edges of lines."""
    lines = (" ".join(word for word in line.split(" ") if word) for line in text.split("\n"))
    return "\n".join(lines).strip("\n")
