"""Packed RTF of Outlook: the examples of the specification, and cut ones."""

from __future__ import annotations

from dalil.text.msg_rtf import unpack_rtf

HELLO = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c090020627705b06c647d0a800fa0"
)
"""MS-OXRTFCP 4.1.1."""
CROSSING = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
"""MS-OXRTFCP 4.1.2: a reference that reads what it writes."""


def test_the_examples_of_the_specification():
    notes: list[str] = []
    assert unpack_rtf(HELLO, notes) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert unpack_rtf(CROSSING, notes) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    assert notes == []


def test_cut_and_strange_bodies_are_noted():
    notes: list[str] = []
    assert unpack_rtf(HELLO[:30], notes).startswith(b"{\\rtf1\\ansi")
    assert unpack_rtf(HELLO[:10], notes) == b""
    assert unpack_rtf(HELLO[:8] + b"ABCD" + HELLO[12:], notes) == b""
    assert [note.split(" body ")[1] for note in notes] == [
        "breaks off.", "is cut off.", "is packed in an unknown way.",
    ]  # fmt: skip
