"""What is taken out of a container, within bounds, and the list that says so line by line.

The list is the container's text layer: path, size, date, sha256 and what became of each file. A
file that passes a bound, is encrypted, broken, a link or a device is left out and its line says
why; the layer's notes count them. Nothing is written to a disk.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from dalil.errors import Unreadable
from dalil.evidence import Member
from dalil.text.limits import ArchiveBounds
from dalil.text.member_names import apart, safe_path

TAKEN = "taken in"
HEAD = ("path", "bytes", "modified", "sha256", "what became of it")


class Damaged(Exception):
    """A member that cannot be unpacked.

    Args:
        words: Why, for a person.
        fault: ``encrypted``, ``damaged``, ``method``.
    """

    def __init__(self, words: str, fault: str = "damaged") -> None:
        super().__init__(words)
        self.words = words
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Entry:
    """A member as its container describes it.

    Attributes:
        stored: Its path as stored.
        size: Its size unpacked, as stated; None where nothing is stated.
        packed: Its size packed, where it has one of its own.
        modified: ISO 8601, or "".
        link: What it points to, where it is a link; "a device" and the like for special files.
        load: Gives at most so many bytes of it; raises :class:`Damaged`.
    """

    stored: str
    size: int | None
    load: Callable[[int], bytes]
    packed: int | None = None
    modified: str = ""
    link: str = ""


@dataclass
class Tray:
    """Takes members until a bound is reached; remembers what became of every one."""

    bounds: ArchiveBounds
    members: list[Member] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    total: int = 0
    seen: int = 0
    changed: int = 0
    twice: int = 0
    _paths: dict[str, int] = field(default_factory=dict)

    def offer(self, entry: Entry) -> None:
        """Take a member in, or leave it out and say why."""
        self.seen += 1
        path = safe_path(entry.stored)
        self.changed += _led_astray(entry.stored)
        alone = apart(path, self._paths)
        self.twice += alone != path
        self._paths[alone] = self.seen
        try:
            content = self._content(entry)
        except Damaged as damage:
            self.faults[damage.fault] += 1
            size = "" if entry.size is None else str(entry.size)
            self._row(alone, size, entry.modified, "", f"left out: {damage.words}", entry.stored)
            return
        self.total += len(content)
        self.members.append(Member(alone, content))
        digest = hashlib.sha256(content).hexdigest()
        self._row(alone, str(len(content)), entry.modified, digest, TAKEN, entry.stored)

    @property
    def full(self) -> bool:
        """No line is left for a further member: looking on would show nothing."""
        return self.seen >= self.bounds.listed

    def _content(self, entry: Entry) -> bytes:
        bounds = self.bounds
        if entry.link:
            raise Damaged(f"it is {entry.link}, which is not followed", "link")
        if len(self.members) >= bounds.members:
            raise Damaged(f"more than {bounds.members:,} files", "bound")
        room = min(bounds.member_bytes, bounds.total_bytes - self.total)
        if entry.size is not None and entry.size > room:
            raise Damaged(self._too_large(entry.size), "bound")
        self._check_growth(entry)
        content = entry.load(room)
        if len(content) > room:
            raise Damaged(self._too_large(len(content)), "bound")
        return content

    def _check_growth(self, entry: Entry) -> None:
        size, packed = entry.size, entry.packed
        if not size or packed is None or size <= self.bounds.ratio_from:
            return
        if size > self.bounds.ratio * max(packed, 1):
            raise Damaged(f"it would grow {size // max(packed, 1):,} times: a bomb", "bound")

    def _too_large(self, size: int) -> str:
        if size > self.bounds.member_bytes:
            return f"larger than {self.bounds.member_bytes:,} bytes"
        return f"all files together pass {self.bounds.total_bytes:,} bytes"

    def _row(
        self, path: str, size: str, modified: str, digest: str, fate: str, stored: str
    ) -> None:
        if _led_astray(stored):
            fate += f"; stored as {stored[:300]!r}"
        self.rows.append((path, size, modified, digest, fate))

    def remarks(self) -> list[str]:
        """What was left out or changed, counted, in words."""
        words = {
            "bound": "{} files pass the bounds of what is unpacked and were left out. "
            "Unpack the archive by hand and take in the folder.",
            "encrypted": "{} files are encrypted and were left out. "
            "Unpack them with the password and take in the folder.",
            "method": "{} files are packed by a method that is not read and were left out. "
            "Unpack the archive by hand and take in the folder.",
            "damaged": "{} files are damaged and were left out.",
            "link": "{} links or special files were not followed.",
        }
        notes = [words[fault].format(f"{count:,}") for fault, count in sorted(self.faults.items())]
        if self.changed:
            notes.append(
                f"{self.changed:,} stored paths are absolute, lead upwards or hold control signs; "
                "the list shows them beside the paths used."
            )
        if self.twice:
            notes.append(f"{self.twice:,} paths are stored more than once; each file has a number.")
        if self.full:
            notes.append(f"Only the first {self.bounds.listed:,} members were looked at.")
        return [*self.notes, *notes]

    def settle(self, what: str) -> None:
        """Refuse a container of which nothing could be taken.

        Raises:
            Unreadable: ``empty``, ``encrypted``, ``too_large``, ``corrupt`` or ``unsupported``.
        """
        if self.members:
            return
        reasons = " ".join(self.remarks())
        if not self.seen:
            raise Unreadable(f"{what} holds no file. {reasons}".strip(), reason_code="empty")
        codes = {
            "encrypted": "encrypted",
            "bound": "too_large",
            "method": "unsupported",
            "link": "empty",
        }
        fault = self.faults.most_common(1)[0][0]
        lines = "; ".join(f"{row[0]}: {row[4]}" for row in self.rows[:5])
        raise Unreadable(
            f"None of the {self.seen:,} members of {what} could be taken out ({lines}). {reasons}",
            reason_code=codes.get(fault, "corrupt"),
        )


def _led_astray(stored: str) -> bool:
    """The stored path is not the one used; ``./`` and Windows' strokes are plain writing."""
    plain = stored.replace("\\", "/")
    while plain.startswith("./"):
        plain = plain[2:]
    return safe_path(stored) != plain
