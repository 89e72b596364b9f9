"""The properties of an Outlook message (MS-OXMSG, MS-OXPROPS) inside its OLE file.

Properties are asked for by number. Strings that are no Unicode are decoded in the message's own code
page, else in one guessed from their letters.
"""

from __future__ import annotations

import codecs
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from dalil.text.decode import decode
from dalil.text.ole import Node, Ole
from dalil.text.ole_write import Tree, write_ole

_PROPERTIES = "__properties_version1.0"
_NAMES = "__nameid_version1.0"
MAX_NESTED = 50
"""How deep folders are followed when a message inside is written to a file of its own."""


@dataclass
class Item:
    """A message, a recipient or an attachment: a folder of properties.

    Attributes:
        header: Bytes before the fixed properties.
        names: The folder of names, shared by the whole file.
    """

    ole: Ole
    node: Node
    header: int
    page: str = ""
    names: Node | None = None
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._fixed: dict[int, bytes] = {}
        stream = self.node.children.get(_PROPERTIES)
        raw = self.ole.read(stream) if stream is not None and stream.stream else b""
        for place in range(self.header, len(raw) - 15, 16):
            (key,) = struct.unpack_from("<H", raw, place + 2)
            self._fixed.setdefault(key, raw[place + 8 : place + 16])
        if not self.page:
            self.page = _page(self.integer(0x3FFD) or self.integer(0x3FDE))

    def text(self, key: int) -> str:
        """A string property, "" where there is none."""
        if wide := self._stream(key, "001F"):
            return wide.decode("utf-16-le", "replace").rstrip("\x00")
        narrow = (self._stream(key, "001E") or b"").rstrip(b"\x00")
        return narrow.decode(self.page, "replace") if self.page else decode(narrow).text

    def raw(self, key: int) -> bytes:
        """A binary property, empty where there is none."""
        return self._stream(key, "0102") or b""

    def integer(self, key: int) -> int | None:
        """A 32-bit property."""
        value = self._fixed.get(key)
        return int(struct.unpack("<I", value[:4])[0]) if value else None

    def moment(self, key: int) -> str:
        """A time property as ISO 8601 in UTC, "" where there is none."""
        value = self._fixed.get(key)
        ticks = struct.unpack("<Q", value)[0] if value else 0
        try:
            moment = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
        except OverflowError:
            return ""
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if ticks else ""

    def folder(self, key: int) -> Item | None:
        """A property that is a folder: a message or an object inside."""
        node = self.node.children.get(f"__substg1.0_{key:04X}000D")
        if node is None or node.stream:
            return None
        return Item(self.ole, node, 24, self.page, self.names, self.notes)

    def inside(self, prefix: str) -> Iterator[Item]:
        """Recipients or attachments, in the order of their numbers."""
        for name in sorted(self.node.children):
            node = self.node.children[name]
            if name.startswith(prefix) and not node.stream:
                yield Item(self.ole, node, 8, self.page, self.names, self.notes)

    def _stream(self, key: int, kind: str) -> bytes | None:
        node = self.node.children.get(f"__substg1.0_{key:04X}{kind}")
        return self.ole.read(node) if node is not None and node.stream else None


def open_message(content: bytes) -> Item:
    """The message of a file.

    Raises:
        Unreadable: ``corrupt`` or ``truncated``.
    """
    ole = Ole(content)
    names = ole.root.children.get(_NAMES)
    return Item(ole, ole.root, 32, names=names, notes=ole.notes)


def as_file(item: Item, names: Node | None) -> bytes:
    """A folder as a file of its own; with ``names``, as a message that mail programs open."""
    tree = dict(_tree(item, item.node, 0))
    head = tree.get(_PROPERTIES)
    if names is not None or isinstance(head, bytes):
        # A message at the top has eight more reserved bytes in its header (MS-OXMSG 2.4.1.1).
        if isinstance(head, bytes):
            tree[_PROPERTIES] = head[:24] + bytes(8) + head[24:]
        if names is not None:
            tree.setdefault(_NAMES, _tree(item, names, 0))
    return write_ole(tree)


def _tree(item: Item, node: Node, depth: int) -> Tree:
    if depth > MAX_NESTED:
        return {}
    return {
        name: item.ole.read(child) if child.stream else _tree(item, child, depth + 1)
        for name, child in node.children.items()
        if not re.search(r"[/\\:!]", name)
    }


def _page(number: int | None) -> str:
    """Python's name of a Windows code page, "" where there is none."""
    known = {65001: "utf-8", 20127: "ascii", 20866: "koi8-r", 28591: "latin-1", 28595: "iso8859_5"}
    name = known.get(number or 0, f"cp{number}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
