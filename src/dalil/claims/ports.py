"""What this room asks of the machinery: a store of claims, and a parser.

Ports speak domain words, never a vendor's query language. Implementations: ``store/`` and ``text/``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from dalil.claims.parse import Parse
from dalil.claims.reading import Reading
from dalil.claims.told import Found, HeldBy, Name, Told
from dalil.evidence import (
    Claim,
    Exhibit,
    Interest,
    Judgement,
    Mention,
    Question,
    Refusal,
    Roster,
    TextLayer,
)


class Parser(Protocol):
    """Turns a text layer into tokens, heads, labels and spans."""

    @property
    def method(self) -> str:
        """Name and version of the model, as recorded with every claim."""
        ...

    def parse(self, layer: TextLayer) -> Parse:
        """Parse the main passages of one text layer; offsets are those of the layer."""
        ...


Settle = Callable[[int, HeldBy], Told]


class StanceModel(Protocol):
    """Weighs who holds contents, how holders stand to them, which stages these report, and how names are tied."""

    @property
    def method(self) -> str:
        """Name and version of the weights, as recorded with every reading."""
        ...

    def weigh(
        self, text: str, claims: Sequence[Told], names: Sequence[Name], settle: Settle
    ) -> Found:
        """Probabilities of stances and stages of the claims of one text, and of ties between its names.

        Args:
            text: The text that the claims stand in.
            claims: Its claims.
            names: Its names, in order of place.
            settle: Told of each claim's number who holds it as far as the model can tell; gives what is shown of it
                then, before its stance and stage are weighed.
        """
        ...


@dataclass(frozen=True, slots=True)
class Record:
    """A result of a use case kept as it was: a screening, an assessment, an export, a mark.

    Attributes:
        kind: ``screen``, ``assess``, ``trace``, ``export``, ``mark``, ``conclusion``.
        key: What it concerns, such as an entity id, or entity id and regime.
        made_at: UTC, ISO 8601.
        body: JSON-ready content.
    """

    kind: str
    key: str
    made_at: str
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records that are written together or not at all.

    Attributes:
        resolved: Questions and interests are a whole new resolution, even where both are empty; a
            batch that holds any of them is one in any case.
    """

    exhibits: tuple[Exhibit, ...] = ()
    layers: tuple[TextLayer, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    readings: tuple[Reading, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    questions: tuple[Question, ...] = ()
    interests: tuple[Interest, ...] = ()
    records: tuple[Record, ...] = ()
    resolved: bool = False


class ClaimStore(Protocol):
    """Immutable rows of a case. One writer, many readers; a batch is written whole or not at all.

    Adding what is there already (same id) changes nothing. Everything comes back in the order in
    which it was first added.
    """

    def exhibits(self) -> Sequence[Exhibit]:
        """All exhibits."""
        ...

    def exhibits_of(self, hashes: Collection[str]) -> Sequence[Exhibit]:
        """The exhibits among some sha256; what the case does not hold is left out."""
        ...

    def layer(self, exhibit: str) -> TextLayer | None:
        """The newest text layer of an exhibit, or None where it was not read or was refused."""
        ...

    def layer_heads(self) -> Iterator[TextLayer]:
        """All text layers without text and passages (``text`` is empty), for listings."""
        ...

    def refusals(self) -> Sequence[Refusal]:
        """All refusals to read."""
        ...

    def readings_done(self) -> Mapping[str, str]:
        """Method of the program's newest reading by exhibit."""
        ...

    def reading(self, exhibit: str) -> Reading | None:
        """The program's newest reading of an exhibit."""
        ...

    def mentions(self, exhibit: str | None = None) -> Iterator[Mention]:
        """Mentions of the newest readings and of persons', of one exhibit or of all, each once."""
        ...

    def claims(self, exhibit: str | None = None) -> Iterator[Claim]:
        """Claims of the newest readings and of persons', of one exhibit or of all, each once."""
        ...

    def claims_by_id(self, ids: Iterable[str]) -> Sequence[Claim]:
        """Claims in the order of the ids; unknown ids are left out."""
        ...

    def rosters(self) -> Iterator[Roster]:
        """Rosters of the newest readings."""
        ...

    def judgements(self) -> Iterator[Judgement]:
        """All judgements, oldest first."""
        ...

    def questions(self) -> Sequence[Question]:
        """The questions of the newest resolution."""
        ...

    def interests(self) -> Sequence[Interest]:
        """The interests of the newest resolution."""
        ...

    def records(self, kind: str, key: str | None = None, begins: str = "") -> Sequence[Record]:
        """Records of a kind, oldest first: all, those of a key, or those whose key begins so."""
        ...


__all__ = ["Batch", "ClaimStore", "Parser", "Record"]
