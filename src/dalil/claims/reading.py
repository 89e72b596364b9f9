"""What a reading of one document gives: mentions, claims, rosters, amounts, dates, links.

This module holds the value only; :mod:`dalil.claims.read` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dalil.evidence import Amount, Claim, Judgement, Mention, PartialDate, Roster

BY_PERSON = "person:"
"""What the method of a person's reading begins with: it stands beside the program's newest one."""


@dataclass(frozen=True, slots=True)
class RefusedClaim:
    """A claim that the gate refused: its quote did not stand in the text. Counted, never shown as a claim."""

    quote: str
    start: int
    end: int
    reason: str
    method: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one reading took from one text layer.

    Attributes:
        exhibit: sha256 of the exhibit.
        method: Names and versions of the rules and models that read; ``person:<name>`` where a person
            added to what these read.
        language: ISO 639-1 code of most of the text, or None.
        coverage: ``full`` or ``low`` (a language read by rules and gazetteers only).
        mentions: In order of place; the author or publisher, where named, is one of them.
        claims: In order of place.
        rosters: Lists of people.
        amounts: Every sum of money.
        dates: Every date with its precision (offsets set).
        links: Judgements ``same`` (and, from identifiers in tables, ``different``) between mentions of
            this document, by named rules.
        refused: What the gate refused.
        notes: What was not taken from the document, in plain words: columns without a reading,
            rows that are no records.
    """

    exhibit: str
    method: str
    language: str | None
    coverage: str = "full"
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    rosters: tuple[Roster, ...] = ()
    amounts: tuple[Amount, ...] = ()
    dates: tuple[PartialDate, ...] = ()
    links: tuple[Judgement, ...] = ()
    refused: tuple[RefusedClaim, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def by_person(self) -> bool:
        """Whether a person made it: what they added or keep. No later reading takes its place."""
        return self.method.startswith(BY_PERSON)
