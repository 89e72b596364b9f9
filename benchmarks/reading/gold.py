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
        stances: All stances that a careful reader may choose, the first value included.
        stages: The same of stages; None stands for no stage.
        either_stance: First values of both annotators, where two labelled the document.
        either_stage: The same of stages.
        first_holders: The innermost holder of every chain that is as right: names and role.
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
    stances: frozenset[str | None] = frozenset()
    stages: frozenset[str | None] = frozenset()
    either_stance: frozenset[str | None] = frozenset()
    either_stage: frozenset[str | None] = frozenset()
    first_holders: tuple[tuple[frozenset[str], str], ...] = ()


@dataclass(frozen=True)
class GoldFigure:
    """A labelled sum or date: its place and what it says.

    Attributes:
        units: Other currencies that are as right.
    """

    start: int
    end: int
    value: str | None
    unit: str | None
    optional: bool = False
    units: frozenset[str | None] = frozenset()


@dataclass(frozen=True)
class GoldRelation:
    """A labelled relation.

    Attributes:
        forms: Subject, predicate and object as entities of the document, in every way that is right:
            both ways round where the relation is symmetric, and with predicates that are as right.
        predicate: The label's own, for counting by predicate.
        value: The object in words, where it is no entity; the object of `forms` is "" then.
    """

    forms: frozenset[tuple[str, str, str]]
    predicate: str
    value: str | None = None
    optional: bool = False


@dataclass
class GoldDocument:
    """One document with its labels; a part that was not labelled is None.

    `predicates` are those that the labels of relations cover; None for all. `across` names entities that
    other documents of the set name too, by a key of the whole set; "" where the texts leave it open.
    """

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
    relations: list[GoldRelation] | None = None
    predicates: frozenset[str] | None = None
    across: dict[str, str] | None = None
