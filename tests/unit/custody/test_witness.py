"""Co-signatures: the C2SP format, byte for byte, and everything that is not one."""

from __future__ import annotations

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from dalil.custody.signing import new_key, sign_checkpoint
from dalil.custody.witness import (
    cosign,
    cosignature_holds,
    read_cosigned,
    read_witness_key,
    witness_key,
)
from dalil.errors import BadInput

AT = "2031-05-04T10:00:00Z"
PRIVATE = bytes(range(32))
POINT = sign_checkpoint(bytes(32), 42, hashlib.sha256(b"root").digest(), AT)


def test_the_format_is_that_of_c2sp():
    """tlog-cosignature: key id over name, 0x0A, 0x04, key; the message begins with cosignature/v1."""
    key = witness_key("bar.example/w1", PRIVATE)
    raw = bytes.fromhex(key.key)
    assert key.id == hashlib.sha256(b"bar.example/w1\n\x04" + raw).digest()[:4]
    note = cosign(PRIVATE, "bar.example/w1", POINT, AT).decode()
    body, line = note.split("\n\n")
    root = base64.b64encode(bytes.fromhex(POINT.root)).decode()
    assert body == f"dalil/{POINT.key}\n42\n{root}"
    dash, name, packed = line.strip().split(" ")
    assert (dash, name) == ("\u2014", "bar.example/w1")
    content = base64.b64decode(packed)
    assert content[:4] == key.id
    assert int.from_bytes(content[4:12], "big") == 1935655200
    message = f"cosignature/v1\ntime 1935655200\n{body}\n".encode()
    Ed25519PublicKey.from_public_bytes(raw).verify(content[12:], message)


def test_it_comes_back_and_holds():
    """Only with the key and the name that signed."""
    signed = read_cosigned(cosign(PRIVATE, "w1", POINT, AT), "note")
    assert (signed.size, signed.root, signed.at, signed.name) == (42, POINT.root, AT, "w1")
    key = witness_key("w1", PRIVATE)
    assert cosignature_holds(signed, key)
    assert read_witness_key(key.text) == key
    assert not cosignature_holds(signed, witness_key("w2", PRIVATE))
    assert not cosignature_holds(signed, witness_key("w1", new_key()))


def test_any_changed_byte_is_refused_or_does_not_hold():
    """Of the whole note."""
    note, key = cosign(PRIVATE, "w1", POINT, AT), witness_key("w1", PRIVATE)
    for place in range(len(note)):
        changed = note[:place] + bytes([note[place] ^ 1]) + note[place + 1 :]
        try:
            signed = read_cosigned(changed, "note")
        except BadInput:
            continue
        assert not cosignature_holds(signed, key), place


@pytest.mark.parametrize("text", ["", "w1", "w1+00000000+AAAA", "w1+zz+BA==", "a b+1+2"])
def test_what_is_no_key(text: str):
    """Refused, with what one looks like."""
    with pytest.raises(BadInput, match="no witness's key"):
        read_witness_key(text)


@pytest.mark.parametrize("content", [b"", b"\xff", b"dalil/x\n1\nAA==\n\nno line\n", b"{}"])
def test_what_is_no_note(content: bytes):
    """Refused by name of the file."""
    with pytest.raises(BadInput, match="a note"):
        read_cosigned(content, "a note")


@pytest.mark.parametrize("name", ["", "two words", "a+b", "x" * 101])
def test_names_that_cannot_stand_in_a_note(name: str):
    """Blanks and plus signs part the fields."""
    with pytest.raises(BadInput, match="no name of a witness"):
        witness_key(name, PRIVATE)
