"""Trees of containers are bounded in depth, number and bytes."""

from __future__ import annotations

from dalil.casework.containers import TreeBounds, Trees
from dalil.evidence import Exhibit, Member, TextLayer


def exhibit(name: str, parent: str | None = None, size: int = 10) -> Exhibit:
    return Exhibit(name, size, "text/plain", name, "", "", "", parent)


def test_depth_and_root_follow_the_parents():
    trees = Trees.of([exhibit("a"), exhibit("b", "a"), exhibit("c", "b")])
    assert [trees.depth(name) for name in "abc"] == [0, 1, 2]
    assert trees.root("c") == "a"


def test_a_circle_of_parents_ends():
    trees = Trees.of([exhibit("a", "b"), exhibit("b", "a")])
    assert trees.depth("a") == 1


def test_what_passes_the_bounds_of_a_tree_is_left_out():
    trees = Trees.of([exhibit("a"), exhibit("b", "a", 60)], TreeBounds(files=3, total_bytes=100))
    taken, left = trees.admit(
        "b", [Member("x", b"1" * 30), Member("y", b"2" * 30), Member("z", b"")]
    )
    assert [member.path for member in taken] == ["x", "z"]
    assert left == 1
    assert trees.admit("a", [Member("w", b"")]) == ([], 1)


def test_another_tree_has_its_own_bounds():
    trees = Trees.of(
        [exhibit("a"), exhibit("b", "a", 60), exhibit("q")], TreeBounds(total_bytes=70)
    )
    assert trees.admit("q", [Member("x", b"1" * 50)])[1] == 0


def test_the_container_says_what_was_left_out():
    trees = Trees()
    layer = TextLayer("a", "", (), "archive/1", "application/zip")
    assert trees.say(layer, 0) is layer
    said = trees.say(layer, 3)
    assert said is not None
    assert said.notes[0].startswith("3 of its files were not kept")
    assert trees.say(None, 3) is None
