"""Labels as plain values, whatever file they came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from dalil.evidence import TextLayer

Span = tuple[int, int]


@dataclass(frozen=True)
class GoldMention:
    """A labelled span; an optional one is neither missed nor wrong."""

    start: int
    end: int
    type: str
    entity: str
    optional: bool = False


@dataclass(frozen=True)
class GoldClaim:
    """A labelled claim or attribution.

    Attributes:
        spans: Places of the content, more than one where it is interrupted.
        holders: Names of each holder from the innermost outwards; any of a set is right. An empty
            set is a holder whom the text does not name.
        sources: Places of the words that stand for the innermost holder.
        roles: ``author``, ``court`` or ``speaker`` of each holder.
        depth: Number of holders before the document's author, 0 for the author's own claims.
    """

    spans: tuple[Span, ...]
    holders: tuple[frozenset[str], ...] = ()
    roles: tuple[str, ...] = ()
    sources: tuple[Span, ...] = ()
    stance: str | None = None
    stage: str | None = None
    kind: str | None = None
    depth: int = 1
    optional: bool = False
    about: tuple[str, ...] = ()
    quoted: bool = False


@dataclass(frozen=True)
class GoldFigure:
    """A labelled sum or date: its place and what it says."""

    start: int
    end: int
    value: str | None
    unit: str | None
    optional: bool = False


@dataclass
class GoldDocument:
    """One document with its labels; a part that was not labelled is None."""

    name: str
    layer: TextLayer
    mentions: list[GoldMention] | None = None
    types: frozenset[str] = frozenset()
    names: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    claims: list[GoldClaim] | None = None
    attributions_only: bool = False
    amounts: list[GoldFigure] | None = None
    dates: list[GoldFigure] | None = None
    rosters: list[list[str]] | None = None
