"""Streaming, bounded reading of XML with the exact byte place of every value.

Expat is used because it tells the byte at which each value begins and ends, which lxml does not,
so that a fact of a list can be quoted at its place in the file. A document type declaration is
refused, and with it every entity, external subset and entity bomb; nothing is fetched. This
module knows no list format and never repairs structure: the recover mode replaces single
characters that cannot stand in XML, one byte for one byte, and says which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from dalil.errors import BadList

MAX_BYTES = 256 * 1024 * 1024
MAX_DEPTH = 24
MAX_TEXT = 1_000_000
REPLACEMENT = "\ufffd"

_STAND_IN = b"\x7f"  # legal in XML 1.0 and one byte long, so that every byte keeps its place
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DELETE = re.compile(rb"\x7f")
_STRAY_AND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_STRAY_LESS = re.compile(rb"<(?![?!]|/?[A-Za-z_][A-Za-z0-9_.:-]*(?:\s[^<>]*)?/?>)")


@dataclass(slots=True)
class Node:
    """An element while it is read.

    Attributes:
        tag: Name of the element.
        path: XPath from the root, with 1-based positions where siblings share a name.
        line: 1-based line of the start tag.
        start: First byte of the element.
        end: One past its last byte.
        raw: Byte span of the text between the tags, white space at both ends left out.
    """

    tag: str
    path: str
    line: int
    start: int
    attributes: dict[str, str] = field(default_factory=dict)
    end: int = 0
    raw: tuple[int, int] = (0, 0)
    children: list[Node] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The text as it stands, white space at both ends left out."""
        return "".join(self.parts).strip()

    def all(self, tag: str) -> list[Node]:
        """The children of a name."""
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> str:
        """The text of the first child of a name, or ""."""
        return next((child.text for child in self.children if child.tag == tag), "")

    def leaves(self) -> Iterator[Node]:
        """This element and all below it that hold text of their own, in order."""
        if self.text:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Repair:
    """One byte that cannot stand where it stands, and was replaced by U+FFFD."""

    offset: int
    byte: int
    why: str


@dataclass(slots=True)
class XmlRead:
    """What was read.

    Attributes:
        root: The root element without the streamed records.
        repairs: Bytes that were replaced (recover mode only).
    """

    root: Node
    repairs: tuple[Repair, ...]


def read_xml(
    content: bytes,
    record_tags: frozenset[str],
    on_record: Callable[[Node], None],
    *,
    recover: bool = False,
) -> XmlRead:
    """Read an XML file record by record; a record is dropped from memory once it was handed on.

    Args:
        content: The bytes of the file.
        record_tags: Names of the elements that make a record.
        on_record: Takes each record as it is complete.
        recover: Replace characters that cannot stand in XML instead of refusing the file.

    Raises:
        BadList: Too large, cut, not XML, with a DTD, or (unless ``recover``) with illegal characters.
    """
    if not content.strip():
        raise BadList("The list file is empty.", "Fetch it again from its publisher.")
    if len(content) > MAX_BYTES:
        raise BadList(f"The list file has {len(content)} bytes; the bound is {MAX_BYTES}.")
    repairs: tuple[Repair, ...] = ()
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        repairs = _illegal(content, markup=recover)
        if repairs and not recover:
            raise BadList(*_refusal(content, repairs))
    body = _replace(content, repairs)
    reader = _Reader(body, record_tags, on_record, repaired=bool(repairs))
    return XmlRead(reader.read(), repairs)


def _illegal(content: bytes, *, markup: bool) -> tuple[Repair, ...]:
    """Every byte that XML 1.0 forbids; with ``markup``, stray ``<`` and ``&`` as well."""
    found = [
        Repair(m.start(), content[m.start()], "control character")
        for m in _CONTROL.finditer(content)
    ]
    if (
        re.search(rb"encoding=[\"'](?i:utf-?8|us-ascii)", content[:200])
        or b"encoding=" not in content[:200]
    ):
        found += [Repair(at, content[at], "not UTF-8") for at in _not_utf8(content)]
    if markup:
        stray = ((_STRAY_AND, "stray &"), (_STRAY_LESS, "stray <"), (_DELETE, "control character"))
        for pattern, why in stray:
            found += [Repair(m.start(), content[m.start()], why) for m in pattern.finditer(content)]
    return tuple(sorted({r.offset: r for r in found}.values(), key=lambda r: r.offset))


def _not_utf8(content: bytes) -> Iterator[int]:
    """Offsets of bytes that are not UTF-8, line by line so that many of them stay cheap."""
    start = 0
    for line in content.splitlines(keepends=True):
        at = 0
        while at < len(line):
            try:
                line[at:].decode("utf-8")
                break
            except UnicodeDecodeError as error:
                yield from range(start + at + error.start, start + at + error.end)
                at += error.end
        start += len(line)


def _refusal(content: bytes, repairs: tuple[Repair, ...]) -> tuple[str, str]:
    first = repairs[0]
    line = content.count(b"\n", 0, first.offset) + 1
    column = first.offset - (content.rfind(b"\n", 0, first.offset) + 1) + 1
    return (
        f"Byte 0x{first.byte:02X} at offset {first.offset} (line {line}, byte {column} of the line) "
        f"cannot stand in XML: {first.why}; {len(repairs)} such bytes in the file. Nothing was imported.",
        "Fetch the file again from its publisher, or read it in recover mode, which replaces each "
        "such byte by U+FFFD and records that it did.",
    )


def _replace(content: bytes, repairs: tuple[Repair, ...]) -> bytes:
    if not repairs:
        return content
    body = bytearray(content)
    for repair in repairs:
        body[repair.offset : repair.offset + 1] = _STAND_IN
    return bytes(body)


class _Reader:
    """Expat handlers that keep one record at a time as a tree."""

    def __init__(
        self,
        content: bytes,
        record_tags: frozenset[str],
        on_record: Callable[[Node], None],
        *,
        repaired: bool,
    ) -> None:
        self._content = content
        self._wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        self._record_tags = record_tags
        self._on_record = on_record
        self._repaired = repaired
        self._stack: list[Node] = []
        self._root: Node | None = None
        self._parser = parser = expat.ParserCreate()
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def read(self) -> Node:
        try:
            self._parser.Parse(self._content, True)
        except expat.ExpatError as error:
            raise BadList(self._broken(error)) from error
        except (LookupError, ValueError) as error:
            raise BadList(f"The list file cannot be decoded: {error}.") from error
        assert self._root is not None  # noqa: S101  expat refuses a file without a root element
        return self._root

    def _broken(self, error: expat.ExpatError) -> str:
        at = self._parser.ErrorByteIndex
        where = f"line {error.lineno}, column {error.offset + 1}, byte {at} of {len(self._content)}"
        reason = expat.ErrorString(error.code)
        cut = "; the file is cut off" if at >= len(self._content) - 1 else ""
        inside = f" inside {self._stack[-1].path}" if self._stack else ""
        return f"The list file is not well-formed XML at {where}{inside}: {reason}{cut}. Nothing was imported."

    def _doctype(self, name: str, *_rest: object) -> None:
        raise BadList(
            f"The list file declares a document type ({name!r}, line {self._parser.CurrentLineNumber}); "
            "official lists have none, and it could hide an entity bomb. Nothing was imported."
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        parser = self._parser
        if len(self._stack) >= MAX_DEPTH:
            raise BadList(f"The list file nests deeper than {MAX_DEPTH} at {self._stack[-1].path}.")
        parent = self._stack[-1] if self._stack else None
        path = f"/{tag}"
        if parent is not None:
            position = parent.counts[tag] = parent.counts.get(tag, 0) + 1
            path = f"{parent.path}/{tag}[{position}]"
        node = Node(tag, path, parser.CurrentLineNumber, parser.CurrentByteIndex, attributes)
        node.raw = (-1, -1)
        self._stack.append(node)
        if parent is None:
            self._root = node

    def _text(self, text: str) -> None:
        if not self._stack:
            return
        node = self._stack[-1]
        if node.raw[0] < 0:
            node.raw = (self._parser.CurrentByteIndex, -1)
        node.parts.append(text.replace("\x7f", REPLACEMENT) if self._repaired else text)

    def _end(self, tag: str) -> None:
        node = self._stack.pop()
        at = self._parser.CurrentByteIndex
        node.end = self._content.find(b">", at) + 1
        node.raw = self._trim(node.raw[0], at) if node.raw[0] >= 0 else (at, at)
        if sum(map(len, node.parts)) > MAX_TEXT:
            raise BadList(f"The text of {node.path} (line {node.line}) is longer than {MAX_TEXT}.")
        if tag in self._record_tags:
            self._on_record(node)
        elif self._stack:
            self._stack[-1].children.append(node)

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        if self._wide:
            return start, end
        body = self._content[start:end]
        return start + len(body) - len(body.lstrip()), end - (len(body) - len(body.rstrip()))
