"""Sets of row numbers as bits, so that a million claims are counted and cut into pages in milliseconds.

A set is held in segments of 65,536 numbers. A stored segment with few numbers lists them as 16-bit
words, low byte first; a fuller one is a bitmap (Chambi, Lemire, Kaser and Godin 2016, "Better bitmap
performance with Roaring bitmaps", in its plainest form). The same set has one stored form. Nothing
here knows what the numbers mean.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from dalil.errors import Tampered

WIDTH = 1 << 16
"""Numbers of one segment."""
_BYTES = WIDTH // 8
_LISTED = _BYTES // 2
_STEP = 64
_PLACES = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


class Bits:
    """A set of numbers from 0; a value, never changed.

    Args:
        segments: Bits by segment; empty segments may be left out.
    """

    __slots__ = ("segments",)

    def __init__(self, segments: Mapping[int, int]) -> None:
        self.segments = {key: bits for key, bits in segments.items() if bits}

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Bits:
        """The set of some numbers."""
        found: defaultdict[int, bytearray] = defaultdict(blank)
        for number in numbers:
            put(found[number // WIDTH], number)
        return cls({key: int.from_bytes(held, "little") for key, held in found.items()})

    def __and__(self, other: Bits) -> Bits:
        there = other.segments
        return Bits({key: bits & there[key] for key, bits in self.segments.items() if key in there})

    def __or__(self, other: Bits) -> Bits:
        here, there = self.segments, other.segments
        return Bits(
            {key: here.get(key, 0) | there.get(key, 0) for key in here.keys() | there.keys()}
        )

    def __sub__(self, other: Bits) -> Bits:
        there = other.segments
        return Bits({key: bits & ~there.get(key, 0) for key, bits in self.segments.items()})

    def __len__(self) -> int:
        return sum(bits.bit_count() for bits in self.segments.values())

    def __iter__(self) -> Iterator[int]:
        for key in sorted(self.segments):
            held = self.segments[key].to_bytes(_BYTES, "little")
            yield from (key * WIDTH + place for place in _places(held, 0))

    def part(self, first: int, count: int) -> list[int]:
        """Some numbers from a place, in order; what lies before is passed over, not walked through."""
        found: list[int] = []
        for key in sorted(self.segments):
            bits = self.segments[key]
            inside = bits.bit_count()
            if first < inside:
                held = bits.to_bytes(_BYTES, "little")
                start, first = _passed(held, first)
                for place in _places(held, start):
                    if first:
                        first -= 1
                        continue
                    if len(found) == count:
                        return found
                    found.append(key * WIDTH + place)
            else:
                first -= inside
            if len(found) == count:
                break
        return found


def gathered(rows: Iterable[tuple[int, bytes]]) -> Bits:
    """What any of some stored segments holds: rows of segment and stored form.

    Raises:
        Tampered: One is no such form.
    """
    full: defaultdict[int, int] = defaultdict(int)
    listed: defaultdict[int, bytearray] = defaultdict(blank)
    for key, stored in rows:
        if len(stored) == _BYTES:
            full[key] |= int.from_bytes(stored, "little")
        else:
            _list_into(listed[key], stored)
    few = Bits({key: int.from_bytes(held, "little") for key, held in listed.items()})
    return Bits(full) | few if few.segments else Bits(full)


def blank() -> bytearray:
    """An empty segment, to be filled."""
    return bytearray(_BYTES)


def put(segment: bytearray, number: int) -> None:
    """Put a number into its segment."""
    place = number % WIDTH
    segment[place >> 3] |= 1 << (place & 7)


def take(segment: bytearray, number: int) -> None:
    """Take a number out of its segment."""
    place = number % WIDTH
    segment[place >> 3] &= ~(1 << (place & 7))


def pack(segment: bytes | bytearray) -> bytes:
    """The stored form of a segment; nothing for an empty one."""
    if int.from_bytes(segment, "little").bit_count() >= _LISTED:
        return bytes(segment)
    return pack_listed(list(_places(segment, 0)))


def pack_listed(places: list[int]) -> bytes:
    """The stored form of a segment that is given as places in it, ascending, each once."""
    if len(places) < _LISTED:
        return struct.pack(f"<{len(places)}H", *places)
    held = blank()
    for place in places:
        put(held, place)
    return bytes(held)


def unpack(stored: bytes) -> bytearray:
    """A segment from its stored form.

    Raises:
        Tampered: It is no such form.
    """
    return bytearray(stored) if len(stored) == _BYTES else _list_into(blank(), stored)


def _list_into(segment: bytearray, stored: bytes) -> bytearray:
    if len(stored) % 2 or len(stored) > _BYTES:
        raise Tampered(f"A derived set of claims holds {len(stored)} bytes, which is no segment.")
    for place in struct.unpack(f"<{len(stored) // 2}H", stored):
        segment[place >> 3] |= 1 << (place & 7)
    return segment


def _passed(held: bytes, first: int) -> tuple[int, int]:
    """The byte from which to look for the number at a place, and how many are still to be passed."""
    for start in range(0, _BYTES, _STEP):
        inside = int.from_bytes(held[start : start + _STEP], "little").bit_count()
        if first < inside:
            return start, first
        first -= inside
    return _BYTES, first


def _places(held: bytes | bytearray, start: int) -> Iterator[int]:
    for at in range(start, _BYTES):
        if byte := held[at]:
            for bit in _PLACES[byte]:
                yield at * 8 + bit
