"""What an inspection says of one thing that it looked at: kept, lacking, or to be looked at by a person.

A point to be looked at is no lack: no rule that stands in the rules asks for more, but whoever relies on
the file should know it. Nothing here decides.
"""

from __future__ import annotations

from dataclasses import dataclass

TESTS = ("completeness", "order", "reasoning", "retrieval")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was looked at.

    Attributes:
        test: One of :data:`TESTS`.
        id: Id of the requirement, trigger or kind of thing.
        title: What was asked.
        holds: Whether it stands.
        found: What is on file, or what lacks and how to mend it.
        party: Whom it concerns, or "".
        citation: Rule.
        state: How far the citation was verified.
        steps: Numbers of the steps that it rests on.
        look: Whether a person should look at it although it stands.
    """

    test: str
    id: str
    title: str
    holds: bool
    found: str
    party: str = ""
    citation: str = ""
    state: str = ""
    steps: tuple[int, ...] = ()
    look: bool = False
