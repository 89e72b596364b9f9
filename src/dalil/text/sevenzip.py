"""7z archives, from the format's own description (7zFormat.txt of the LZMA SDK, public domain).

Unpacked with Python's own decoders: LZMA, LZMA2, bzip2, Deflate, stored, with the branch filters
(x86, ARM and others) and Delta. Archives with a password, and the methods PPMd, Deflate64, BCJ2,
Zstandard and the like, are named and left out. No program is called and nothing is written.
"""

from __future__ import annotations

import bz2
import lzma
import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from dalil.errors import Unreadable
from dalil.text.limits import ArchiveBounds
from dalil.text.sevenzip_header import Folder, Header, Packed, parse_header, parse_packed
from dalil.text.unpack import Damaged, Entry

MAGIC = b"7z\xbc\xaf\x27\x1c"
_MOST_HEADER = 64 * 1024 * 1024
_AES = b"\x06\xf1\x07\x01"
_FILTERS = {
    b"\x03\x03\x01\x03": lzma.FILTER_X86,
    b"\x04": lzma.FILTER_X86,
    b"\x03\x03\x02\x05": lzma.FILTER_POWERPC,
    b"\x05": lzma.FILTER_POWERPC,
    b"\x03\x03\x04\x01": lzma.FILTER_IA64,
    b"\x06": lzma.FILTER_IA64,
    b"\x03\x03\x05\x01": lzma.FILTER_ARM,
    b"\x07": lzma.FILTER_ARM,
    b"\x03\x03\x07\x01": lzma.FILTER_ARMTHUMB,
    b"\x08": lzma.FILTER_ARMTHUMB,
    b"\x03\x03\x08\x05": lzma.FILTER_SPARC,
    b"\x09": lzma.FILTER_SPARC,
}
_NAMES = {
    b"\x03\x04\x01": "PPMd",
    b"\x04\x01\x09": "Deflate64",
    b"\x03\x03\x01\x1b": "BCJ2",
    b"\x04\xf7\x11\x01": "Zstandard",
    b"\x04\xf7\x11\x02": "Brotli",
    b"\x04\xf7\x11\x04": "LZ4",
    b"\x0a": "ARM64 filter",
}
_SLACK = 65536
"""Bytes decoded beyond what is wanted: branch filters look a little ahead."""


class SevenZip:
    """One 7z archive.

    Args:
        content: The bytes.
        bounds: How much is unpacked at most.

    Raises:
        Unreadable: ``corrupt``, ``truncated``, ``encrypted``, ``empty`` or ``unsupported``.
    """

    def __init__(self, content: bytes, bounds: ArchiveBounds) -> None:
        self._content = content
        self._bounds = bounds
        try:
            self._header = self._read_header()
        except Damaged as damage:
            code = {"encrypted": "encrypted", "method": "unsupported"}.get(damage.fault, "corrupt")
            hint = "Unpack it with the password and take in the folder." * (code == "encrypted")
            words = f"The 7z archive's list of files cannot be read: {damage.words}."
            raise Unreadable(words, hint, reason_code=code) from damage
        except (struct.error, IndexError, ValueError, OverflowError) as error:
            raise Unreadable(
                f"The 7z archive's list of files is broken: {error}.", reason_code="corrupt"
            ) from error

    def _read_header(self) -> Header:
        content = self._content
        if len(content) < 32:
            raise Unreadable("The 7z archive ends in its first bytes.", reason_code="truncated")
        start_crc, offset, size, header_crc = struct.unpack_from("<IQQI", content, 8)
        if zlib.crc32(content[12:32]) != start_crc:
            raise Unreadable("The 7z archive's first bytes are damaged.", reason_code="corrupt")
        if not size:
            raise Unreadable("The 7z archive holds no file.", reason_code="empty")
        raw = content[32 + offset : 32 + offset + size]
        if len(raw) < size:
            raise Unreadable(
                f"The 7z archive ends too early: {32 + offset + size:,} bytes are stated, "
                f"{len(content):,} are there.",
                "It may be the first of several volumes: join them and take in the whole archive.",
                reason_code="truncated",
            )
        if zlib.crc32(raw) != header_crc:
            raise Unreadable("The 7z archive's list of files is damaged.", reason_code="corrupt")
        for _ in range(4):
            if raw[:1] != b"\x17":
                break
            packed = parse_packed(raw)
            folder = packed.folders[0]
            if folder.size > _MOST_HEADER:
                raise Damaged(f"it would unpack to {folder.size:,} bytes", "bound")
            raw = self._decode(packed, 0, folder.size)[: folder.size]
        return parse_header(raw)

    def entries(self) -> Iterator[Entry]:
        """The files in order; a folder of the archive is unpacked once, when its first file comes."""
        header = self._header
        cache: dict[int, bytes | Damaged] = {}
        for item in header.files:
            if item.folder_like:
                continue
            yield Entry(
                stored=item.name,
                size=item.size,
                load=self._loader(item.folder, item.start, item.size, item.crc, cache),
                modified=_filetime(item.modified),
                link="a symbolic link" if item.link else "",
            )

    def _loader(
        self, folder: int | None, start: int, size: int, crc: int | None,
        cache: dict[int, bytes | Damaged],
    ) -> Callable[[int], bytes]:  # fmt: skip
        def load(_most: int) -> bytes:
            if folder is None:
                return b""
            if folder not in cache:
                cache.clear()
                cache[folder] = self._unpacked(folder)
            data = cache[folder]
            if isinstance(data, Damaged):
                raise data
            part = data[start : start + size]
            if len(part) < size:
                whole = self._header.packed.folders[folder].size
                if whole > self._bounds.total_bytes:
                    words = f"lies beyond the first {self._bounds.total_bytes:,} bytes of its block"
                    raise Damaged(words, "bound")
                raise Damaged("the archive ends before its end")
            if crc is not None and zlib.crc32(part) != crc:
                raise Damaged("damaged (its checksum does not fit)")
            return part

        return load

    def _unpacked(self, folder: int) -> bytes | Damaged:
        packed = self._header.packed
        try:
            return self._decode(packed, folder, packed.folders[folder].size)
        except Damaged as damage:
            return damage

    def _decode(self, packed: Packed, number: int, size: int) -> bytes:
        """A folder's bytes: from the packed stream through the coders, the last one first.

        Raises:
            Damaged: The bytes or the method cannot be decoded.
        """
        folder = packed.folders[number]
        chain = _chain(folder)
        start = 32 + packed.position + sum(packed.sizes[: folder.first_stream])
        data = self._content[start : start + packed.sizes[folder.first_stream]]
        wanted = min(size, self._bounds.total_bytes) + _SLACK
        for coder in chain:
            method, settings = folder.coders[coder]
            data = _step(method, settings, data, min(folder.sizes[coder], wanted))
        return data


def _chain(folder: Folder) -> list[int]:
    """The coders in the order in which they unpack."""
    for method, _ in folder.coders:
        if method == _AES:
            raise Damaged("it is encrypted", "encrypted")
    for method, _ in folder.coders:
        if method in _NAMES:
            raise Damaged(f"packed by {_NAMES[method]}", "method")
    if not folder.simple:
        raise Damaged("packed by a method with several streams", "method")
    order = [folder.main]
    while len(order) <= len(folder.coders) and (before := folder.bonds.get(order[-1])) is not None:
        order.append(before)
    if len(order) != len(folder.coders):
        raise Damaged("the description of its packing is broken")
    return order[::-1]


def _step(method: bytes, settings: bytes, data: bytes, most: int) -> bytes:
    """One decoder, at most ``most`` bytes.

    Raises:
        Damaged: It cannot be decoded, or the method is not known.
    """
    try:
        if method == b"\x00":
            return data[:most]
        if method == b"\x03\x01\x01":
            return _lzma([_lzma1(settings, most)], data, most)
        if method == b"\x21":
            return _lzma(
                [{"id": lzma.FILTER_LZMA2, "dict_size": _lzma2(settings, most)}], data, most
            )
        if method == b"\x03":
            return _filter({"id": lzma.FILTER_DELTA, "dist": settings[0] + 1}, data)
        if method in _FILTERS:
            return _filter({"id": _FILTERS[method]}, data)
        if method == b"\x04\x01\x08":
            return zlib.decompressobj(-15).decompress(data, most)
        if method == b"\x04\x02\x02":
            return bz2.BZ2Decompressor().decompress(data, most)
    except (lzma.LZMAError, zlib.error, OSError, EOFError, ValueError, IndexError) as error:
        raise Damaged(f"damaged ({error})") from error
    raise Damaged(f"packed by the method {method.hex()}", "method")


def _lzma(filters: list[dict[str, int]], data: bytes, most: int) -> bytes:
    decoder = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
    return decoder.decompress(data, most)


def _lzma1(settings: bytes, most: int) -> dict[str, int]:
    first = settings[0]
    if first > 224 or len(settings) < 5:
        raise ValueError("wrong LZMA settings")
    (window,) = struct.unpack_from("<I", settings, 1)
    return {
        "id": lzma.FILTER_LZMA1,
        "lc": first % 9,
        "lp": first // 9 % 5,
        "pb": first // 45,
        "dict_size": max(min(window, most), 4096),
    }


def _lzma2(settings: bytes, most: int) -> int:
    bits = settings[0]
    if bits > 40:
        raise ValueError("wrong LZMA2 settings")
    window = 0xFFFFFFFF if bits == 40 else (2 | bits & 1) << (bits // 2 + 11)
    return max(min(window, most), 4096)


def _filter(setting: dict[str, int], data: bytes) -> bytes:
    """A branch filter alone: liblzma applies one only before LZMA2, so the data is wrapped as such.

    With LZMA1 behind it, liblzma would keep back the last bytes, since raw LZMA1 has no end mark.
    """
    chunks = [
        (b"\x02" if place else b"\x01")
        + struct.pack(">H", min(len(data) - place, 65536) - 1)
        + data[place : place + 65536]
        for place in range(0, len(data), 65536)
    ]
    window = {"id": lzma.FILTER_LZMA2, "dict_size": 65536}
    return _lzma([setting, window], b"".join([*chunks, b"\x00"]), len(data))


def _filetime(value: int | None) -> str:
    """ISO 8601 in UTC from 100 ns since 1601 (Windows FILETIME)."""
    try:
        moment = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=(value or 0) // 10)
    except OverflowError:
        return ""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if value else ""
