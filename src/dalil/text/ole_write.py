"""Write an OLE compound file (MS-CFB): folders and streams to bytes, always the same for the same.

Needed because a message inside a message is a folder of its parent's file: as an exhibit of its own
it has to be a file again. Only version 3 (512-byte sectors) is written.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import TypeAlias

from dalil.text.ole import MAGIC

Tree: TypeAlias = "Mapping[str, bytes | Tree]"
"""Names to streams, or to folders of the same kind."""
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_CUTOFF = 4096


def write_ole(tree: Tree) -> bytes:
    """The compound file that holds a tree."""
    entries: list[list[int | str]] = [["Root Entry", 5, _NONE, _NONE, _NONE, _END, 0]]
    streams: dict[int, bytes] = {}
    _add(tree, 0, entries, streams)
    mini = b""
    mini_fat: list[int] = []
    data: list[bytes] = []
    fat: list[int] = []
    for number, content in streams.items():
        entries[number][6] = len(content)
        if 0 < len(content) < _CUTOFF:
            count = -(-len(content) // 64)
            entries[number][5] = len(mini_fat)
            mini_fat += [len(mini_fat) + step + 1 for step in range(count - 1)] + [_END]
            mini += content.ljust(count * 64, b"\x00")
        elif content:
            entries[number][5] = _chain(content, data, fat)
    if mini:
        entries[0][5], entries[0][6] = _chain(mini, data, fat), len(mini)
    while len(entries) % 4:
        entries.append(["", 0, _NONE, _NONE, _NONE, 0, 0])
    directory = _chain(b"".join(map(_entry, entries)), data, fat)
    packed = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    packed = packed.ljust(-(-len(packed) // 512) * 512, b"\xff")
    mini_start = _chain(packed, data, fat) if packed else _END
    return _file(directory, (mini_start, len(packed) // 512), data, fat)


def _add(
    tree: Tree, parent: int, entries: list[list[int | str]], streams: dict[int, bytes]
) -> None:
    """Entries of a folder as a balanced tree of siblings, in the order that the format asks for."""
    names = sorted(tree, key=lambda name: (len(name), name.upper()))
    first = len(entries)
    for name in names:
        item = tree[name]
        entries.append([name, 2 if isinstance(item, bytes) else 1, _NONE, _NONE, _NONE, 0, 0])
        if isinstance(item, bytes):
            streams[len(entries) - 1] = item
            entries[-1][5] = _END
    entries[parent][4] = _balance(first, first + len(names), entries)
    for number, name in enumerate(names, start=first):
        item = tree[name]
        if not isinstance(item, bytes):
            _add(item, number, entries, streams)


def _balance(start: int, end: int, entries: list[list[int | str]]) -> int:
    if start >= end:
        return _NONE
    middle = (start + end) // 2
    entries[middle][2] = _balance(start, middle, entries)
    entries[middle][3] = _balance(middle + 1, end, entries)
    return middle


def _entry(entry: list[int | str]) -> bytes:
    name, kind, left, right, child, start, size = entry
    raw = str(name)[:31].encode("utf-16-le") + b"\x00\x00" if name else b""
    return (
        raw.ljust(64, b"\x00")
        + struct.pack("<HBB", len(raw), kind, 1)
        + struct.pack("<III", left, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _chain(content: bytes, data: list[bytes], fat: list[int]) -> int:
    """Append sectors and link them; returns the first one's number."""
    start = len(data)
    count = -(-len(content) // 512)
    data += [content[step * 512 : step * 512 + 512].ljust(512, b"\x00") for step in range(count)]
    fat += [start + step + 1 for step in range(count - 1)] + [_END]
    return start


def _file(directory: int, mini: tuple[int, int], data: list[bytes], fat: list[int]) -> bytes:
    used = len(data)
    sectors = difat = 0
    while sectors * 128 < used + sectors + difat:
        sectors += 1
        difat = max(-(-(sectors - 109) // 127), 0)
    numbers = list(range(used, used + sectors))
    table = fat + [_FAT] * sectors + [0xFFFFFFFC] * difat
    table += [_FREE] * (sectors * 128 - len(table))
    head = numbers[:109] + [_FREE] * (109 - len(numbers[:109]))
    first_difat = used + sectors if difat else _END
    header = (
        MAGIC
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, sectors, directory, 0, _CUTOFF, *mini, first_difat, difat)
        + struct.pack("<109I", *head)
    )
    extra = b""
    for step in range(difat):
        row = numbers[109 + step * 127 : 109 + step * 127 + 127]
        row += [_FREE] * (127 - len(row))
        after = first_difat + step + 1 if step + 1 < difat else _END
        extra += struct.pack("<128I", *row, after)
    return header + b"".join(data) + struct.pack(f"<{len(table)}I", *table) + extra
