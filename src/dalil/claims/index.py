"""What pages and searches ask of a case a page at a time, so that nobody loads a million claims.

The answers are those of the whole view (:mod:`dalil.claims.view`): an index is derived from sealed
rows and judgements, may be made anew from them at any time, and is never the record. Nothing here
is a new decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dalil.claims.searching import Asked
from dalil.evidence import (
    Claim,
    DocumentInfo,
    Exhibit,
    Interest,
    Judgement,
    Mention,
    Question,
    Refusal,
)


@dataclass(frozen=True, slots=True)
class Counts:
    """A case in numbers.

    Attributes:
        documents: Exhibits.
        refused: Exhibits that could not be read.
        searchable: Exhibits whose text was read: found by the search.
        read: Exhibits whose claims were read.
        claims: Claims of the newest readings.
        reviewed: Those of them that a person has accepted, rejected or corrected.
        questions: Contested questions.
        people: Entities of type PER; ``organisations`` and ``assets`` likewise.
    """

    documents: int = 0
    refused: int = 0
    searchable: int = 0
    read: int = 0
    claims: int = 0
    reviewed: int = 0
    questions: int = 0
    people: int = 0
    organisations: int = 0
    assets: int = 0


@dataclass(frozen=True, slots=True)
class Shelved:
    """An exhibit as a list of documents shows it.

    Attributes:
        number: 1-based, in the order of arrival.
        info: What it says of itself; None where no text was read.
        language: Of its text.
        notes: What could not be read of it.
        refusal: Why it could not be read.
        claims: Claims of its newest reading.
        read: Its claims were read.
    """

    exhibit: Exhibit
    number: int
    info: DocumentInfo | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    refusal: Refusal | None = None
    claims: int = 0
    read: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as pages show it; its mentions are counted, not listed.

    Attributes:
        id: ``e_...``.
        type: A :class:`~dalil.evidence.MentionType` value.
        name: The main name.
        names: All spellings, fullest first.
        mentions: How many are joined in it.
        about: Claims that speak of it.
        held: Claims whose innermost holder it is.
        reasons: Why its mentions were joined: reason, author, how often; the most frequent first.
    """

    id: str
    type: str
    name: str
    names: tuple[str, ...]
    mentions: int = 1
    about: int = 0
    held: int = 0
    reasons: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Tied:
    """A stated interest, by what tells it from others: a page loads those that it shows.

    Attributes:
        place: Its place among the interests of the case.
        holder: Entity id.
        other: To whom; None where that is nobody known.
        kind: Of the tie.
        claim: The claim that states it.
    """

    place: int
    holder: str
    other: str | None
    kind: str
    claim: str


REASONS = 50
"""Reasons that a :class:`Named` lists."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims are asked for; what is None or empty does not narrow.

    Attributes:
        stance: A stance.
        stage: A stage; ``none`` for claims without proceedings.
        reviewed: Looked at by a person, or not.
        about: Entity id of whom they speak.
        held: Entity id of their innermost holder.
        against: They stand against (with ``about``), or they do not.
        tied: With ``against``: entity ids whose speech counts as the own side of ``about``.
        related: They hold a relation.
        exhibit: sha256 of the document that they stand in.
        among: Only these ids.
    """

    stance: str = ""
    stage: str = ""
    reviewed: bool | None = None
    about: str = ""
    held: str = ""
    against: bool | None = None
    tied: tuple[str, ...] = ()
    related: bool = False
    exhibit: str = ""
    among: frozenset[str] | None = None


class CaseIndex(Protocol):
    """A case, asked a page at a time. Unknown ids are left out; orders are those of the whole view."""

    def counts(self) -> Counts:
        """The case in numbers."""
        ...

    def documents(self, first: int, count: int) -> Sequence[Shelved]:
        """Exhibits in the order of arrival."""
        ...

    def waiting(self) -> Sequence[str]:
        """Exhibits that have neither text nor refusal, in the order of arrival."""
        ...

    def readable(self) -> Sequence[str]:
        """Exhibits that have a text, in the order of arrival."""
        ...

    def shelved(self, exhibits: Iterable[str]) -> Mapping[str, Shelved]:
        """Exhibits by sha256."""
        ...

    def claims(self, wanted: Wanted, first: int, count: int) -> Sequence[Claim]:
        """Claims in the order of the case."""
        ...

    def count_claims(self, wanted: Wanted) -> int:
        """How many there are."""
        ...

    def counted_claims(self, wanted: Wanted, first: int, count: int) -> tuple[int, Sequence[Claim]]:
        """How many there are, and some of them: both asked at once."""
        ...

    def claims_by_id(self, ids: Iterable[str]) -> Sequence[Claim]:
        """Claims of the newest readings, in the order of the ids."""
        ...

    def claims_at(self, exhibit: str, start: int, end: int) -> Sequence[Claim]:
        """Claims that share a code point with ``start:end``, in order of place, longer first."""
        ...

    def mentions_at(self, exhibit: str, start: int, end: int) -> Sequence[Mention]:
        """Mentions likewise."""
        ...

    def mentions_of(self, entity: str, first: int = 0, count: int = -1) -> Sequence[Mention]:
        """Mentions of an entity, the oldest first; with ``count`` those of so many members alone."""
        ...

    def links_on(self, mentions: Iterable[str]) -> Sequence[Judgement]:
        """Judgements on entities that speak of some mentions on either side, oldest first."""
        ...

    def entities(
        self, type_: str, first: int, count: int, leave: Sequence[str] = ()
    ) -> Sequence[Named]:
        """Entities of a type without some: most spoken of, then most mentions first, then by name."""
        ...

    def named(self, entities: Iterable[str]) -> Mapping[str, Named]:
        """Entities by id; a retired id gives the entity that took its mentions in."""
        ...

    def entities_of(self, mentions: Iterable[str]) -> Mapping[str, str]:
        """Entity id by mention id."""
        ...

    def questions(self, first: int, count: int) -> Sequence[Question]:
        """Contested questions."""
        ...

    def questions_by_id(self, ids: Iterable[str]) -> Sequence[Question]:
        """Questions in the order of the ids."""
        ...

    def questions_about(self, entity: str, first: int, count: int) -> Sequence[Question]:
        """Questions that concern an entity."""
        ...

    def count_questions_about(self, entity: str) -> int:
        """How many there are."""
        ...

    def questions_on(self, claims: Iterable[str]) -> Mapping[str, Sequence[Question]]:
        """Questions on which claims take a side, by claim id."""
        ...

    def ties_of(self, holders: Iterable[str]) -> Sequence[Tied]:
        """Stated interests of speakers whose claim is one of the case, in their order."""
        ...

    def ties_to(self, other: str) -> Sequence[Tied]:
        """Likewise those in an entity."""
        ...

    def interests_at(self, places: Iterable[int]) -> Mapping[int, Interest]:
        """Interests by their place."""
        ...

    def reviews(self) -> Sequence[Judgement]:
        """Judgements by persons on claims that persons have reviewed, oldest first."""
        ...

    def judgements_on(self, references: Iterable[str]) -> Sequence[Judgement]:
        """Judgements whose left side is one of some claims or mentions, oldest first."""
        ...

    def judgements_saying(self, value: str) -> Sequence[Judgement]:
        """Judgements on claims that carry a value, such as an element of a test, oldest first."""
        ...

    def corrections_to(self, claims: Iterable[str]) -> Sequence[Judgement]:
        """Judgements, withdrawals among them, that name one of some claims on their right side."""
        ...

    def targets(self) -> Sequence[str]:
        """Entity ids that the user marked, as they stand now; none whose data are restricted."""
        ...

    def find_names(self, words: str, count: int) -> Sequence[Named]:
        """People, organisations and assets whose names hold words that begin so, in any script."""
        ...

    def find_texts(self, asked: Asked, first: int, count: int) -> Sequence[str]:
        """Exhibits whose text holds what is asked, in the order of arrival."""
        ...

    def count_texts(self, asked: Asked) -> int:
        """How many there are."""
        ...

    def find_quotes(self, asked: Asked, first: int, count: int) -> Sequence[Claim]:
        """Claims whose quote holds what is asked."""
        ...

    def count_quotes(self, asked: Asked) -> int:
        """How many there are."""
        ...

    def record_ids(self, kind: str) -> Sequence[str]:
        """Ids of the records of a kind, oldest first: they tell whether any came or went."""
        ...

    def pace(self, count: int) -> Sequence[str]:
        """UTC times at which the newest readings were recorded, newest first."""
        ...
