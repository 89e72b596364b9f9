"""Lines of the ledger: sealed, read back, erased; every changed byte is found."""

from __future__ import annotations

import hashlib
import json

import pytest

from dalil.custody.ports import Cover
from dalil.custody.seals import canonical, commit, erase_line, open_line, row_seal, seal_entry
from dalil.errors import BadInput, Tampered

AT = "2031-05-04T10:00:00Z"


def test_the_bytes_that_are_hashed_are_those_of_the_reference():
    """docs/reference/ledger-format.md, computed here by hand."""
    line = seal_entry("mark", AT, {"b": 1, "a": "ә"}, Cover(3, 2, "00" * 32))
    held = json.loads(line.raw)
    body = '{"a":"ә","b":1}'.encode()
    salt = bytes.fromhex(held["salt"])
    commitment = hashlib.sha256(b"\x00\x00\x00\x10" + salt + body).hexdigest()
    assert held["commitment"] == commitment
    envelope = (
        '{"at":"2031-05-04T10:00:00Z","commitment":"'
        + commitment
        + '","covers":{"batch":3,"root":"'
        + "00" * 32
        + '","rows":2},"kind":"mark"}'
    )
    assert line.leaf == hashlib.sha256(b"\x00" + envelope.encode()).digest()


def test_every_flipped_bit_of_a_line_is_found():
    """Whatever bit of the line changes, it is no longer the line of this leaf."""
    line = seal_entry("claims", AT, {"name": "Orla", "n": [1, None, True]}, Cover(1, 2, "ab" * 32))
    for place in range(len(line.raw)):
        for bit in range(8):
            changed = bytearray(line.raw)
            changed[place] ^= 1 << bit
            try:
                entry = open_line(bytes(changed), 0)
            except Tampered:
                continue
            assert entry.leaf != line.leaf.hex(), (place, bit)


def test_an_erased_line_keeps_the_leaf_and_reveals_nothing():
    """No body, no salt; what it covers stays."""
    line = seal_entry("mark", AT, {"name": "Orla Venn"}, Cover(1, 2, "ab" * 32))
    erased = erase_line(line.raw)
    assert b"Orla" not in erased
    assert b"salt" not in erased
    entry = open_line(erased, 4)
    assert entry.leaf == line.leaf.hex()
    assert entry.body is None
    assert entry.covers == Cover(1, 2, "ab" * 32)
    assert erase_line(erased) == erased


@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b"[]", b"null", b"\xff", b'{"at":1}', b"[" * 100_000, b'{"at":"x","kind":"mark"}'],
)
def test_what_is_no_line_is_refused(raw: bytes):
    """In our words, with the entry's number."""
    with pytest.raises(Tampered, match="Entry 7"):
        open_line(raw, 7)


def test_what_json_cannot_hold_is_refused():
    """Lone surrogates, huge integers, bytes, not-a-number."""
    for bad in ("\ud800", 2**60, b"x", float("nan"), {1: 2}):
        with pytest.raises(BadInput):
            canonical({"value": bad})


def test_seals_of_rows_are_length_prefixed():
    """Characters that move between columns, tables, or kinds of value change the seal."""
    salt = bytes(16)
    seals = [
        row_seal(salt, "claims", ["ab", "c"]),
        row_seal(salt, "claims", ["a", "bc"]),
        row_seal(salt, "claims", ["abc"]),
        row_seal(salt, "claim", ["sab", "c"]),
        row_seal(salt, "claims", ["ab", None, "c"]),
        row_seal(salt, "claims", ["ab", b"c"]),
        row_seal(salt, "claims", [1]),
        row_seal(salt, "claims", ["1"]),
        row_seal(salt + b"c", "laims", ["ab", "c"]),
        commit(salt, b""),
        commit(b"", salt),
    ]
    assert len(set(seals)) == len(seals)
