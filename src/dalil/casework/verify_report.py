"""What verification finds, and what its parts tell each other. Nothing is checked here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from dalil.custody.ports import Cover

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not fit.

    Attributes:
        where: ``ledger``, ``checkpoint``, ``database``, ``settings``, ``vault``, ``claims``,
            ``sealed``, ``exports``, ``witness``, ``timestamp``.
        what: One sentence that names it.
        expected: What the record says, where that can be told.
        found: What is there instead.
    """

    where: str
    what: str
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was checked and what does not fit, in the order in which it was found.

    Attributes:
        checks: Number of things checked, by kind.
        problems: Empty where all fits; at most a thousand.
        notes: What the check cannot show.
        shown: What outsiders attest: co-signatures and times.
    """

    checks: dict[str, int]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether all fits."""
        return not self.problems


@dataclass(slots=True)
class Found:
    """What one pass over the ledger leaves for the other checks.

    Attributes:
        size: Entries read.
        key: Public key that the first entry names.
        covers: Batch to (entry, what it covers, its time).
        roots: Tree heads at the sizes that somebody signed.
        told: Size to root of the checkpoints of which the ledger tells.
        erased: Entries without body.
        said_erased: Entries of which an erasure tells.
        tombstones: Rows of which an erasure tells.
        settings: Entry, its time and the text of ``dalil.toml`` that it fixed, the newest.
        attached: File to hash of the attestations of which the ledger tells.
        shown: What outsiders attest.
        timed: A timestamp was checked against the authority's certificates and holds.
        notes: What could not be shown on the way.
    """

    size: int = 0
    key: str = ""
    covers: dict[int, tuple[int, Cover, str]] = field(default_factory=dict)
    roots: dict[int, str] = field(default_factory=dict)
    told: dict[int, object] = field(default_factory=dict)
    erased: set[int] = field(default_factory=set)
    said_erased: set[int] = field(default_factory=set)
    tombstones: set[tuple[str, int]] = field(default_factory=set)
    settings: tuple[int, str, str] | None = None
    attached: dict[str, str] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    timed: bool = False
    notes: list[str] = field(default_factory=list)
