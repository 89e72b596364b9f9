"""7z archives: the common methods out, the others named."""

from __future__ import annotations

import struct
import zlib

import pytest
from text_samples import code, layer, read, sevenzipped

LETTER = b"The fee was paid." * 40


@pytest.mark.parametrize("method", [b"\x00", b"\x21"])
def test_stored_and_lzma2(method: bytes):
    content = sevenzipped({"a/b.txt": LETTER, "c.txt": b"two"}, method)
    outcome = read(content, "x.7z")
    assert {m.path: m.content for m in outcome.members} == {"a/b.txt": LETTER, "c.txt": b"two"}


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (b"\x06\xf1\x07\x01", "encrypted"),
        (b"\x03\x04\x01", "unsupported"),
        (b"\x7f\x01", "unsupported"),
    ],
)
def test_methods_that_are_not_read_are_named(method: bytes, expected: str):
    assert code(sevenzipped({"a": LETTER}, method, b"\x00"), "x.7z") == expected


def test_a_wrong_checksum_leaves_the_file_out():
    content = bytearray(sevenzipped({"a.txt": LETTER, "b.txt": b"two"}))
    content[40] ^= 1
    outcome = read(bytes(content), "x.7z")
    assert [m.path for m in outcome.members] == ["b.txt"]
    assert "checksum" in layer(bytes(content)).text


def test_cut_archives_and_damaged_heads():
    content = sevenzipped({"a.txt": LETTER})
    assert code(content[:-5]) == "truncated"
    assert code(content[:20]) == "truncated"
    assert code(content[:14] + b"\x01" + content[15:]) == "corrupt"
    assert code(content[:-3] + b"\x55\x55\x55") == "corrupt"


@pytest.mark.parametrize(
    "head",
    [b"\x01\x05\xff" + b"\xff" * 8, b"\x01\x04\x06\x00\xff" + b"\x7f" * 8, b"\x17\x00", b"\x01"],
)
def test_headers_that_state_nonsense_are_refused(head: bytes):
    start = struct.pack("<QQI", 0, len(head), zlib.crc32(head))
    content = b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<I", zlib.crc32(start)) + start + head
    assert code(content) == "corrupt"
