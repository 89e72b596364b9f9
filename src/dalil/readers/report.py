"""What a reader tells of its reading beside the entries: rows, refusals, unknown columns, notes.

Every row or record that a reader takes from a file is counted once when it is read and once when
it became part of an entry or was refused; :meth:`Report.check` refuses a reading in which the two
differ. This module reads nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from dalil.errors import BadList
from dalil.matching.values import ListSummary, RowRefusal
from dalil.readers.publishers import Publisher

MOST_REFUSALS = 200
"""Refusals that are told one by one; the others are only counted."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class Report:
    """Filled while a list is read.

    Attributes:
        format: Name of the format.
        received: ISO date that names the version where no date stands inside.
        publisher: Whose list it is.
        version: The date that stands inside; "" where none was found.
        rows: Rows or records read.
        placed: Rows that became part of an entry, or that a format keeps for its own ends.
        recover: The user allowed repairs.
        mapping: Path of a mapping file, for a user's own CSV.
        encoding: Of a user's own CSV, as the user told it; "" where it is to be found.
    """

    format: str
    received: str
    publisher: Publisher
    version: str = ""
    rows: int = 0
    placed: int = 0
    recover: bool = False
    mapping: str | None = None
    encoding: str = ""
    unknown: Counter[str] = field(default_factory=Counter)
    _notes: dict[str, int] = field(default_factory=dict)
    _refused: list[RowRefusal] = field(default_factory=list)
    refused_count: int = 0
    short_last: str = ""

    def row(self) -> None:
        """One more row or record was read."""
        self.rows += 1

    def place(self, rows: int = 1) -> None:
        """Rows became part of an entry."""
        self.placed += rows

    def refuse(self, place: str, reason: str, *, short: bool = False) -> None:
        """A row cannot become part of an entry; it is told, and stays in the file on the shelf.

        Args:
            place: Where it stands.
            reason: Why.
            short: It has fewer cells than it should: as the last of a file, a sign that the file is cut.
        """
        self.refused_count += 1
        self.short_last = place if short else self.short_last
        if len(self._refused) < MOST_REFUSALS:
            self._refused.append(RowRefusal(place, reason))

    def note(self, text: str, count: int = 1) -> None:
        """Something that a person should know; the same text is told once, with a number."""
        self._notes[text] = self._notes.get(text, 0) + count

    def dated(self, date: str | None) -> None:
        """A date that stands inside; the latest one names the version."""
        if date and _DATE.match(date) and date[:10] > self.version:
            self.version = date[:10]

    def check(self) -> None:
        """Hold the account of rows.

        Raises:
            BadList: Rows were read that neither became part of an entry nor were refused.
        """
        if self.rows != self.placed + self.refused_count:
            raise BadList(
                f"Of {self.rows} rows {self.placed} became part of an entry and "
                f"{self.refused_count} were refused; the others are unaccounted for. "
                "Nothing was imported.",
                "This is a fault of the reader: please report it with the file.",
            )

    def summary(self, entries: int) -> ListSummary:
        """The summary of a reading that has ended.

        Raises:
            BadList: No entries, or rows unaccounted for.
        """
        self.check()
        if not entries:
            first = _first(self._refused)
            raise BadList(
                f"The list file holds no entry that can be read.{first} Nothing was imported."
            )
        notes = [text if n == 1 else f"{text} ({n} times)" for text, n in self._notes.items()]
        if not self.version:
            notes.append("no date stands in the file: the version is called by the day of import")
        held = self.publisher
        return ListSummary(
            list=held.id,
            version=self.version or self.received[:10],
            publisher=held.publisher,
            licence=held.licence,
            format=self.format,
            kind=held.kind,
            restrictions=held.restrictions,
            entries=entries,
            rows=self.rows,
            refused=tuple(self._refused),
            refused_count=self.refused_count,
            unknown=tuple(sorted(self.unknown.items())),
            notes=tuple(notes),
        )


def _first(refused: list[RowRefusal]) -> str:
    return f" The first: {refused[0].place}: {refused[0].reason}." if refused else ""
