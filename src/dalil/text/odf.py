"""OpenDocument packages: opening, encryption, the words of a paragraph, what the document says of itself.

Tracked deletions stand apart in the file and are not read as said; comments are counted and left
out; scripts, forms and embedded objects are not followed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dalil.evidence import DocumentInfo
from dalil.text.office import Package, attribute, local, locked
from dalil.text.vendor_types import Element

_APART = frozenset({
    "annotation", "annotation-end", "tracked-changes", "note", "frame", "rect", "custom-shape", "line",
    "ellipse", "polygon", "path", "connector", "g", "object", "script", "bookmark", "reference-mark-start",
    "event-listeners", "dde-connection-decls", "forms", "change", "change-start", "change-end", "ruby-text",
})  # fmt: skip
"""Inside a paragraph: what is no running text of it."""
_SPACE = re.compile(r"[ \t\r\n]+")
MOST_SPACES = 1000


class OdfPackage(Package):
    """One open OpenDocument file; ``content`` is the root of its text."""

    def __init__(self, content: bytes, what: str) -> None:
        super().__init__(content, what)
        manifest = self.xml("META-INF/manifest.xml")
        if manifest is not None and manifest.find(".//{*}encryption-data") is not None:
            raise locked(what)
        self.content: Element = self.root("content.xml")


@dataclass
class Aside:
    """What stands inside a paragraph and is not running text of it.

    Attributes:
        notes: Footnotes and endnotes in order.
        frames: Frames and shapes, which may hold paragraphs of their own.
        comments: How many comments.
    """

    notes: list[Element] = field(default_factory=list)
    frames: list[Element] = field(default_factory=list)
    comments: int = 0


def plain_text(paragraph: Element, aside: Aside | None = None) -> str:
    """The words of a paragraph; spaces collapse as the format says, ``text:s`` keeps them.

    A note's mark is asked of ``aside``: the n-th note of the document gives ``[n]``.
    """
    parts: list[str] = []
    # Without recursion, so that spans nested a thousand deep cannot hurt.
    stack: list[tuple[Element | None, str]] = [(paragraph, "")]
    while stack:
        element, tail = stack.pop()
        if element is None:
            _put(parts, tail)
            continue
        name = local(element)
        if element is not paragraph:
            stack.append((None, element.tail or ""))
        if not name or (name in _APART and element is not paragraph):
            if aside is not None:
                _set_aside(name, element, aside, parts)
            continue
        if name == "s":
            count = attribute(element, "c") or "1"
            parts.append(" " * min(int(count) if count.isdigit() else 1, MOST_SPACES))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        else:
            _put(parts, element.text or "")
            stack.extend((child, "") for child in reversed(element))
    return "".join(parts)


def _put(parts: list[str], words: str) -> None:
    """Add words; runs of white space are one space, none after another (ODF 1.3 part 3, 6.1.2)."""
    if not words:
        return
    folded = _SPACE.sub(" ", words)
    if folded.startswith(" ") and (not parts or parts[-1].endswith((" ", "\n", "\t"))):
        folded = folded[1:]
    if folded:
        parts.append(folded)


def _set_aside(name: str, element: Element, aside: Aside, parts: list[str]) -> None:
    if name == "note":
        aside.notes.append(element)
        kind = "e" if attribute(element, "note-class") == "endnote" else ""
        alike = sum(
            attribute(note, "note-class") == attribute(element, "note-class")
            for note in aside.notes
        )
        parts.append(f"[{kind}{alike}]")
    elif name in ("frame", "custom-shape", "rect", "ellipse", "g"):
        aside.frames.append(element)
    elif name == "annotation":
        aside.comments += 1


def odf_info(package: Package) -> DocumentInfo:
    """Title, author and date from ``meta.xml``, in the document's own words."""
    root = package.xml("meta.xml")
    if root is None:
        return DocumentInfo()

    def pick(name: str) -> str | None:
        found = root.find(f".//{{*}}{name}")
        return " ".join((found.text or "").split()) or None if found is not None else None

    author = pick("initial-creator") or pick("creator")
    return DocumentInfo(
        title=pick("title"),
        authors=(author,) if author else (),
        date=pick("creation-date") or pick("date"),
    )
