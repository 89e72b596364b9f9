"""RFC 6962 Merkle trees: roots, inclusion and consistency proofs, and their verification.

Leaves are hashed as SHA-256(0x00 || leaf), nodes as SHA-256(0x01 || left || right) (RFC 6962,
section 2.1). All hashes here are 32 bytes. This module keeps no files and knows no entry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

EMPTY = hashlib.sha256(b"").digest()
"""Root of the empty tree (RFC 6962, section 2.1)."""


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf's data."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class CompactRange:
    """The right edge of a growing tree: appends and roots in O(log n) time and memory.

    Args:
        leaves: Leaf hashes to begin with.
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._peaks: list[bytes] = []
        for leaf in leaves:
            self.append(leaf)

    def append(self, leaf: bytes, level: int = 0) -> None:
        """Add a leaf hash at the right, or the hash of a whole subtree of ``2 ** level`` leaves.

        Raises:
            ValueError: A subtree that does not begin at a multiple of its size.
        """
        if self.size & ((1 << level) - 1):
            raise ValueError(f"a subtree of level {level} cannot begin at leaf {self.size}")
        node, index = leaf, self.size >> level
        while index & 1:
            node = node_hash(self._peaks.pop(), node)
            index >>= 1
        self._peaks.append(node)
        self.size += 1 << level

    def root(self) -> bytes:
        """The Merkle tree hash of what was appended."""
        if not self._peaks:
            return EMPTY
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = node_hash(peak, node)
        return node


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The Merkle tree hash over leaf hashes."""
    return CompactRange(leaves).root()


def inclusion_nodes(index: int, size: int) -> list[tuple[int, int]]:
    """Which subtrees make the audit path of a leaf, as spans of leaves (RFC 6962, section 2.1.1).

    Raises:
        IndexError: No such leaf.
    """
    if not 0 <= index < size:
        raise IndexError(f"leaf {index} of a tree of {size}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def consistency_nodes(old: int, size: int) -> list[tuple[int, int]]:
    """Which subtrees prove that ``old`` leaves are a prefix of ``size`` (RFC 6962, section 2.1.2).

    Raises:
        IndexError: ``old`` is not between 1 and ``size``.
    """
    if not 1 <= old <= size:
        raise IndexError(f"prefix of {old} in a tree of {size}")
    start, end, whole, path = 0, size, True, []
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start, whole = middle, False
    return path[::-1] if whole else [(start, end), *path[::-1]]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of a leaf, from the leaf upwards.

    Raises:
        IndexError: No such leaf.
    """
    return [root_of(leaves[start:end]) for start, end in inclusion_nodes(index, len(leaves))]


def consistency_proof(leaves: Sequence[bytes], old: int) -> list[bytes]:
    """Proof that the tree of the first ``old`` leaves is a prefix of this one.

    Raises:
        IndexError: ``old`` is not between 1 and the number of leaves.
    """
    return [root_of(leaves[start:end]) for start, end in consistency_nodes(old, len(leaves))]


def check_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether a leaf hash stands at an index of the tree with this size and root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    here, last, node = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            node = node_hash(step, node)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            node = node_hash(node, step)
        here, last = here >> 1, last >> 1
    return last == 0 and node == root


def check_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the tree of size ``new`` begins with the tree of size ``old`` (RFC 9162, 2.1.4.2)."""
    if not 1 <= old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    steps = list(proof) if old & (old - 1) else [old_root, *proof]
    if not steps:
        return False
    here, last = old - 1, new - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if here & 1 or here == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            second = node_hash(second, step)
        here, last = here >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``."""
    return 1 << (size - 1).bit_length() - 1
