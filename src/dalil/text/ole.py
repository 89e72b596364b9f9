"""OLE compound files (MS-CFB): the folders and streams inside one file.

Old Office documents, Outlook messages and encrypted new Office documents are such files. This module
finds streams and hands over their bytes; it gives them no meaning. Chains of sectors that run in a
circle or leave the file end where they break, and the break is noted.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from dalil.errors import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES = 200_000
"""Most directory entries that are looked at (a mail with 1,000 attachments has some 20,000)."""
_LAST = 0xFFFFFFFA
"""Greatest number of a sector; greater ones are marks (free, end of chain)."""
_NONE = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(slots=True)
class Node:
    """A folder (storage) or a stream.

    Attributes:
        name: As stored.
        stream: A stream, else a folder.
        start: First sector.
        size: Bytes of a stream.
        children: By name, for a folder; of two with one name the first.
    """

    name: str
    stream: bool
    start: int
    size: int
    children: dict[str, Node] = field(default_factory=dict)


class Ole:
    """One compound file.

    Args:
        content: The bytes.
        deep: Find everything; without it only what lies at the top.

    Raises:
        Unreadable: ``corrupt`` or ``truncated``, where no directory can be found.
    """

    def __init__(self, content: bytes, *, deep: bool = True) -> None:
        self.notes: list[str] = []
        self._content = content
        if len(content) < 512 or not content.startswith(MAGIC):
            raise Unreadable("The OLE file has no whole header.", reason_code="truncated")
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Unreadable("The OLE file's header is broken.", reason_code="corrupt")
        self._sector = 1 << shift
        directory, _, self._cutoff, mini_fat, _, difat, _ = struct.unpack_from("<7I", content, 48)
        self._fat = self._table(self._fat_sectors(difat))
        self._mini_fat = self._table(self._chain(mini_fat))
        self.root = self._directory(b"".join(map(self._raw, self._chain(directory))), deep=deep)
        self._mini: bytes | None = None

    def read(self, node: Node) -> bytes:
        """The bytes of a stream, as far as the file holds them."""
        if node.size < self._cutoff:
            if self._mini is None:
                self._mini = self._long(self.root.start, self.root.size)
            data = b"".join(
                self._mini[number * 64 : number * 64 + 64]
                for number in self._chain(node.start, self._mini_fat, -(-node.size // 64))
            )[: node.size]
        else:
            data = self._long(node.start, node.size)
        if len(data) < node.size:
            self.notes.append(f"The stream {node.name!r} ends too early.")
        return data

    def _long(self, start: int, size: int) -> bytes:
        count = -(-min(size, len(self._content)) // self._sector)
        return b"".join(map(self._raw, self._chain(start, most=count)))[:size]

    def _raw(self, number: int) -> bytes:
        place = (number + 1) * self._sector
        return self._content[place : place + self._sector]

    def _chain(self, start: int, fat: array[int] | None = None, most: int = _LAST) -> Iterator[int]:
        """Sector numbers from ``start``; ends at a mark, outside the file, or in a circle."""
        table = self._fat if fat is None else fat
        seen = 0
        while start <= _LAST and start < len(table) and seen < min(most, len(table)):
            yield start
            start = table[start]
            seen += 1

    def _fat_sectors(self, difat: int) -> list[int]:
        content = self._content
        numbers = [n for n in struct.unpack_from("<109I", content, 76) if n <= _LAST]
        most = len(content) // self._sector
        while difat <= _LAST and len(numbers) <= most:
            row = self._raw(difat)
            if len(row) < self._sector:
                break
            entries = struct.unpack(f"<{self._sector // 4}I", row)
            numbers += [n for n in entries[:-1] if n <= _LAST]
            difat = entries[-1]
        return numbers[:most]

    def _table(self, sectors: Iterator[int] | list[int]) -> array[int]:
        table = array("I")
        data = b"".join(map(self._raw, sectors))
        table.frombytes(data[: len(data) // 4 * 4])
        if struct.pack("=I", 1) != struct.pack("<I", 1):
            table.byteswap()
        return table

    def _directory(self, data: bytes, *, deep: bool) -> Node:
        if len(data) < 128 or data[66] != _ROOT:
            raise Unreadable("The OLE file has no directory.", reason_code="truncated")
        seen = {0}
        root, top = self._entry(data, 0)
        waiting = [(root, top)]
        while waiting and len(seen) < MAX_ENTRIES:
            parent, number = waiting.pop()
            if number in seen or number * 128 + 128 > len(data):
                continue
            seen.add(number)
            node, child = self._entry(data, number)
            left, right = struct.unpack_from("<II", data, number * 128 + 68)
            waiting += [(parent, side) for side in (right, left) if side != _NONE]
            parent.children.setdefault(node.name, node)
            if deep and not node.stream and child != _NONE:
                waiting.append((node, child))
        if waiting:
            self.notes.append(f"It has more than {MAX_ENTRIES:,} entries; the rest was not read.")
        return root

    def _entry(self, data: bytes, number: int) -> tuple[Node, int]:
        at = number * 128
        length, kind = struct.unpack_from("<HB", data, at + 64)
        name = data[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        child, start, low, high = struct.unpack_from("<I36xIII", data, at + 76)
        size = low | (high << 32 if self._sector == 4096 else 0)
        return Node(name, kind == _STREAM, start, size), child


def top_names(content: bytes) -> frozenset[str]:
    """Names at the top of a compound file; empty where it has no readable directory."""
    try:
        return frozenset(Ole(content, deep=False).root.children)
    except (Unreadable, struct.error, ValueError, MemoryError):
        return frozenset()
