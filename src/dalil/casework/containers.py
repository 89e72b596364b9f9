"""How deep and how wide a container may unfold: archives in archives, mails in mails.

Each reader bounds what one container gives. This bounds the whole tree that grows out of one file
as it came in, so that archives nested in archives cannot fill a disk. What passes a bound is left
out and said in the notes of the container that held it; the container's bytes are in the vault.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from dalil.evidence import Exhibit, Member, TextLayer

MAX_DEPTH = 8
"""How deep containers inside containers are followed; deeper ones are refused by name."""


@dataclass(frozen=True, slots=True)
class TreeBounds:
    """What may come out of one file that was received, through all levels."""

    files: int = 100_000
    total_bytes: int = 4 * 1024 * 1024 * 1024


@dataclass
class Trees:
    """Where each exhibit hangs, and what came out of each received file so far."""

    bounds: TreeBounds = field(default_factory=TreeBounds)
    _parents: dict[str, str] = field(default_factory=dict)
    _files: dict[str, int] = field(default_factory=dict)
    _bytes: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, exhibits: Iterable[Exhibit], bounds: TreeBounds | None = None) -> Trees:
        """The trees of what a case holds already."""
        trees = cls(bounds or TreeBounds())
        held = [exhibit for exhibit in exhibits if exhibit.parent]
        for exhibit in held:
            trees._parents[exhibit.sha256] = exhibit.parent or ""
        for exhibit in held:
            trees._count(trees.root(exhibit.sha256), exhibit.size)
        return trees

    def depth(self, sha256: str) -> int:
        """How many containers lie around an exhibit."""
        return self._climb(sha256)[1]

    def root(self, sha256: str) -> str:
        """The received file that an exhibit came out of; itself, where it came alone."""
        return self._climb(sha256)[0]

    def admit(self, container: str, members: Iterable[Member]) -> tuple[list[Member], int]:
        """The members that fit the bounds of the tree, and how many do not."""
        root = self.root(container)
        taken: list[Member] = []
        left = 0
        for member in members:
            full = self._files.get(root, 0) >= self.bounds.files
            size = len(member.content)
            if full or self._bytes.get(root, 0) + size > self.bounds.total_bytes:
                left += 1
                continue
            self._count(root, size)
            taken.append(member)
        return taken, left

    def join(self, sha256: str, container: str) -> None:
        """Remember that an exhibit came out of a container."""
        self._parents.setdefault(sha256, container)

    def say(self, layer: TextLayer | None, left: int) -> TextLayer | None:
        """The layer with a note on what was left out of its container."""
        if layer is None or not left:
            return layer
        note = (
            f"{left:,} of its files were not kept, though they could be unpacked: all that comes out "
            f"of one received file may be {self.bounds.files:,} files of "
            f"{self.bounds.total_bytes:,} bytes. Unpack it by hand and take in the folder."
        )
        return replace(layer, notes=(*layer.notes, note))

    def _climb(self, sha256: str) -> tuple[str, int]:
        steps, seen = 0, {sha256}
        while (parent := self._parents.get(sha256)) and parent not in seen:
            seen.add(parent)
            sha256, steps = parent, steps + 1
        return sha256, steps

    def _count(self, root: str, size: int) -> None:
        self._files[root] = self._files.get(root, 0) + 1
        self._bytes[root] = self._bytes.get(root, 0) + size
