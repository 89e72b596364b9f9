"""The header of a 7z archive: packed streams, how they were packed, and the files in them.

Follows 7zFormat.txt of the LZMA SDK (public domain). Broken headers raise ``ValueError`` or
``IndexError``; numbers that the header states are bounded before anything is made of them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

MAX_ITEMS = 1_000_000
"""Most files, folders or streams that a header may state."""
_END, _MAIN, _FILES, _PACK, _UNPACK, _SUB = 0x00, 0x04, 0x05, 0x06, 0x07, 0x08
_SIZE, _CRC, _FOLDER, _CODER_SIZES, _COUNTS = 0x09, 0x0A, 0x0B, 0x0C, 0x0D
_EMPTY_STREAM, _EMPTY_FILE, _NAMES, _MTIME, _ATTRIBUTES = 0x0E, 0x0F, 0x11, 0x14, 0x15


@dataclass(slots=True)
class Folder:
    """How one block was packed.

    Attributes:
        coders: Method and settings of each.
        simple: Every coder has one stream in and one out.
        bonds: The coder whose output is a coder's input.
        main: The coder that gives the block's bytes.
        sizes: Bytes that each coder gives.
        first_stream: Number of its first packed stream.
        streams: How many packed streams it takes.
    """

    coders: list[tuple[bytes, bytes]]
    simple: bool
    bonds: dict[int, int]
    main: int
    streams: int
    first_stream: int = 0
    sizes: list[int] = field(default_factory=list)
    crc: int | None = None

    @property
    def size(self) -> int:
        """Bytes of the block, unpacked."""
        return self.sizes[self.main]


@dataclass(slots=True)
class Packed:
    """The packed streams and their folders; ``parts`` holds size and checksum of each file in one."""

    position: int = 0
    sizes: list[int] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)
    parts: list[list[tuple[int, int | None]]] = field(default_factory=list)


@dataclass(slots=True)
class File:
    """One file: its name, and where its bytes lie in which folder's output."""

    name: str = ""
    folder: int | None = None
    start: int = 0
    size: int = 0
    crc: int | None = None
    modified: int | None = None
    folder_like: bool = False
    link: bool = False


@dataclass(slots=True)
class Header:
    """All that the archive says of itself."""

    packed: Packed
    files: list[File]


class _Bytes:
    """Reads the format's numbers one after another."""

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.place = 0

    def take(self, count: int) -> bytes:
        part = self.raw[self.place : self.place + count]
        if count < 0 or len(part) < count:
            raise ValueError("it ends too early")
        self.place += count
        return part

    def byte(self) -> int:
        return self.take(1)[0]

    def number(self) -> int:
        first = self.byte()
        mask, value = 0x80, 0
        for index in range(8):
            if not first & mask:
                return value | (first & (mask - 1)) << (8 * index)
            value |= self.byte() << (8 * index)
            mask >>= 1
        return value

    def count(self) -> int:
        value = self.number()
        if value > MAX_ITEMS:
            raise ValueError(f"it states {value:,} items")
        return value

    def bits(self, count: int) -> list[bool]:
        data = self.take((count + 7) // 8)
        return [bool(data[i // 8] & 0x80 >> i % 8) for i in range(count)]

    def defined(self, count: int) -> list[bool]:
        return [True] * count if self.byte() else self.bits(count)

    def checksums(self, count: int) -> list[int | None]:
        return [
            struct.unpack("<I", self.take(4))[0] if known else None for known in self.defined(count)
        ]

    def expect(self, kind: int) -> None:
        found = self.byte()
        if found != kind:
            raise ValueError(f"part {found} where {kind} was expected")


def parse_packed(raw: bytes) -> Packed:
    """The description of a packed header."""
    source = _Bytes(raw)
    source.expect(0x17)
    packed = _streams(source)
    if not packed.folders:
        raise ValueError("the packed header has no folder")
    return packed


def parse_header(raw: bytes) -> Header:
    """The header proper."""
    source = _Bytes(raw)
    source.expect(0x01)
    packed, files = Packed(), []
    while (kind := source.byte()) != _END:
        if kind == _MAIN:
            packed = _streams(source)
        elif kind == _FILES:
            files = _files(source, packed)
        elif kind == 0x02:
            while source.byte() != _END:
                source.take(source.number())
        else:
            raise ValueError(f"unknown part {kind}")
    return Header(packed, files)


def _streams(source: _Bytes) -> Packed:
    packed = Packed()
    while (kind := source.byte()) != _END:
        if kind == _PACK:
            _pack_info(source, packed)
        elif kind == _UNPACK:
            _unpack_info(source, packed)
        elif kind == _SUB:
            _sub_streams(source, packed)
        else:
            raise ValueError(f"unknown part {kind}")
    if not packed.parts:
        packed.parts = [[(folder.size, folder.crc)] for folder in packed.folders]
    _share_streams(packed)
    return packed


def _share_streams(packed: Packed) -> None:
    first = 0
    for folder in packed.folders:
        folder.first_stream = first
        first += folder.streams
    if first > len(packed.sizes):
        raise ValueError("more streams are used than stated")


def _pack_info(source: _Bytes, packed: Packed) -> None:
    packed.position = source.number()
    count = source.count()
    while (kind := source.byte()) != _END:
        if kind == _SIZE:
            packed.sizes = [source.number() for _ in range(count)]
        elif kind == _CRC:
            source.checksums(count)
        else:
            raise ValueError(f"unknown part {kind}")


def _unpack_info(source: _Bytes, packed: Packed) -> None:
    source.expect(_FOLDER)
    count = source.count()
    if source.byte():
        raise ValueError("its folders are described elsewhere")
    packed.folders = [_folder(source) for _ in range(count)]
    source.expect(_CODER_SIZES)
    for folder in packed.folders:
        folder.sizes = [source.number() for _ in folder.coders]
    while (kind := source.byte()) != _END:
        if kind != _CRC:
            raise ValueError(f"unknown part {kind}")
        for folder, crc in zip(packed.folders, source.checksums(count), strict=True):
            folder.crc = crc


def _folder(source: _Bytes) -> Folder:
    coders, inputs, outputs = [], 0, 0
    number = source.count()
    if not 0 < number <= 32:
        raise ValueError(f"a folder has {number} coders")
    for _ in range(number):
        flags = source.byte()
        method = source.take(flags & 0x0F)
        ins, outs = (source.count(), source.count()) if flags & 0x10 else (1, 1)
        inputs, outputs = inputs + ins, outputs + outs
        coders.append((method, source.take(source.count()) if flags & 0x20 else b""))
    bonds = {}
    if outputs < 1 or inputs > 128 or outputs > 128:
        raise ValueError("a folder has too many streams")
    for _ in range(outputs - 1):
        into = source.number()
        bonds[into] = source.number()
    streams = inputs - len(bonds)
    if streams > 1:
        for _ in range(streams):
            source.number()
    simple = inputs == outputs == number and streams == 1
    main = next((index for index in range(number) if index not in bonds.values()), 0)
    return Folder(coders, simple, bonds, main, streams)


def _sub_streams(source: _Bytes, packed: Packed) -> None:
    counts = [1] * len(packed.folders)
    kind = source.byte()
    if kind == _COUNTS:
        counts = [source.count() for _ in packed.folders]
        if sum(counts) > MAX_ITEMS:
            raise ValueError("it states too many files")
        kind = source.byte()
    sizes: list[list[int]] = []
    for folder, count in zip(packed.folders, counts, strict=True):
        row = [source.number() for _ in range(max(count - 1, 0))] if kind == _SIZE else []
        if count:
            row.append(max(folder.size - sum(row), 0))
        sizes.append(row)
    if kind == _SIZE:
        kind = source.byte()
    sums: list[list[int | None]] = [
        [folder.crc] if count == 1 and folder.crc is not None else [None] * count
        for folder, count in zip(packed.folders, counts, strict=True)
    ]
    if kind == _CRC:
        wanting = [(f, i) for f, row in enumerate(sums) for i, crc in enumerate(row) if crc is None]
        for (f, i), crc in zip(wanting, source.checksums(len(wanting)), strict=True):
            sums[f][i] = crc
        kind = source.byte()
    if kind != _END:
        raise ValueError(f"unknown part {kind}")
    packed.parts = [list(zip(s, c, strict=False)) for s, c in zip(sizes, sums, strict=True)]


def _files(source: _Bytes, packed: Packed) -> list[File]:
    count = source.count()
    files = [File() for _ in range(count)]
    empty = [False] * count
    empty_files: list[bool] = []
    while (kind := source.byte()) != _END:
        part = _Bytes(source.take(source.number()))
        if kind == _EMPTY_STREAM:
            empty = part.bits(count)
        elif kind == _EMPTY_FILE:
            empty_files = part.bits(sum(empty))
        elif kind == _NAMES:
            _names(part, files)
        elif kind == _MTIME:
            _times(part, files)
        elif kind == _ATTRIBUTES:
            _attributes(part, files)
    _place(files, empty, empty_files, packed)
    return files


def _names(part: _Bytes, files: list[File]) -> None:
    if part.byte():
        raise ValueError("its names stand elsewhere")
    names = part.raw[1:].decode("utf-16-le", "replace").split("\x00")
    for file, name in zip(files, names, strict=False):
        file.name = name


def _times(part: _Bytes, files: list[File]) -> None:
    known = part.defined(len(files))
    if part.byte():
        return
    for file, stated in zip(files, known, strict=True):
        if stated:
            file.modified = struct.unpack("<Q", part.take(8))[0]


def _attributes(part: _Bytes, files: list[File]) -> None:
    known = part.defined(len(files))
    if part.byte():
        return
    for file, stated in zip(files, known, strict=True):
        if stated:
            bits = struct.unpack("<I", part.take(4))[0]
            unix = bits >> 16 if bits & 0x8000 else 0
            file.link = unix & 0o170000 == 0o120000 or bool(bits & 0x400)
            file.folder_like = bool(bits & 0x10)


def _place(files: list[File], empty: list[bool], empty_files: list[bool], packed: Packed) -> None:
    """Give every file its bytes: files with a stream take the parts in order."""
    parts = (
        (number, start, size, crc)
        for number, row in enumerate(packed.parts)
        for start, size, crc in _running(row)
    )
    hollow = 0
    for file, bare in zip(files, empty, strict=True):
        if bare:
            is_file = hollow < len(empty_files) and empty_files[hollow]
            file.folder_like = not is_file
            hollow += 1
            continue
        found = next(parts, None)
        if found is None:
            raise ValueError("a file has no bytes")
        file.folder, file.start, file.size, file.crc = found


def _running(row: list[tuple[int, int | None]]) -> list[tuple[int, int, int | None]]:
    placed, start = [], 0
    for size, crc in row:
        placed.append((start, size, crc))
        start += size
    return placed
