"""The packed RTF of Outlook messages (MS-OXRTFCP): a window of 4096 bytes, begun with common words."""

from __future__ import annotations

import struct

MAX_UNPACKED = 64 * 1024 * 1024
_WORDS = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def unpack_rtf(packed: bytes, notes: list[str]) -> bytes:
    """The RTF source; what is damaged gives what comes before the damage, and a note."""
    if len(packed) < 16:
        notes.append("The message's RTF body is cut off.")
        return b""
    _, size, kind = struct.unpack_from("<III", packed)
    if kind == 0x414C454D:  # "MELA": stored
        return packed[16 : 16 + size]
    if kind != 0x75465A4C:  # "LZFu"
        notes.append("The message's RTF body is packed in an unknown way.")
        return b""
    out = _expand(packed, min(size, MAX_UNPACKED))
    if len(out) < size:
        notes.append("The message's RTF body breaks off.")
    return bytes(out[:size])


def _expand(packed: bytes, size: int) -> bytearray:
    window = bytearray(_WORDS.ljust(4096, b"\x00"))
    write, place, out = len(_WORDS), 16, bytearray()
    while place < len(packed) and len(out) < size:
        control = packed[place]
        place += 1
        for bit in range(8):
            if control >> bit & 1:
                if place + 2 > len(packed):
                    return out
                pair = packed[place] << 8 | packed[place + 1]
                place += 2
                start, length = pair >> 4, (pair & 15) + 2
                if start == write:
                    return out  # the sign of the end
                run = bytearray()
                for step in range(length):
                    letter = window[(start + step) & 4095]
                    window[(write + step) & 4095] = letter
                    run.append(letter)
                out += run
                write = (write + length) & 4095
            else:
                if place >= len(packed):
                    return out
                out.append(packed[place])
                window[write] = packed[place]
                write = (write + 1) & 4095
                place += 1
    return out
