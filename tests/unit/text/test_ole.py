"""OLE files: what is written is found again, and broken chains end."""

from __future__ import annotations

import random

import pytest

from dalil.errors import Unreadable
from dalil.text.ole import Ole, top_names
from dalil.text.ole_write import write_ole

TREE = {
    "small": b"x" * 100,
    "large": b"y" * 5000,
    "none": b"",
    "folder": {"inner": {"leaf": b"z"}, **{f"n{i}": bytes([i]) * i for i in range(200)}},
}


def test_streams_and_folders_are_found_again():
    ole = Ole(write_ole(TREE))
    top = ole.root.children
    assert set(top) == set(TREE)
    assert [ole.read(top[name]) for name in ("small", "large", "none")] == [
        TREE["small"], TREE["large"], b"",
    ]  # fmt: skip
    folder = top["folder"].children
    assert len(folder) == 201
    assert ole.read(folder["n77"]) == b"M" * 77
    assert ole.read(folder["inner"].children["leaf"]) == b"z"
    assert ole.notes == []


def test_a_large_stream_needs_many_tables():
    content = bytes(range(256)) * 32_000
    ole = Ole(write_ole({"a": content}))
    assert ole.read(ole.root.children["a"]) == content


def test_writing_again_gives_the_same_bytes():
    assert write_ole(TREE) == write_ole(dict(reversed(TREE.items())))


def test_names_at_the_top_only():
    assert top_names(write_ole(TREE)) == frozenset(TREE)
    assert top_names(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == frozenset()


def test_a_cut_stream_is_noted():
    content = write_ole({"a": b"y" * 50_000})
    ole = Ole(content)
    ole._content = content[:9000]
    assert len(ole.read(ole.root.children["a"])) < 50_000
    assert "ends too early" in ole.notes[0]


@pytest.mark.parametrize("seed", range(30))
def test_damaged_files_end(seed: int):
    dice = random.Random(seed)
    content = bytearray(write_ole(TREE))
    for _ in range(40):
        content[dice.randrange(len(content))] = dice.choice((0, 1, 255, dice.randrange(256)))
    try:
        ole = Ole(bytes(content))
    except Unreadable:
        return
    stack = [ole.root]
    while stack:
        node = stack.pop()
        stack += node.children.values()
        if node.stream:
            ole.read(node)
