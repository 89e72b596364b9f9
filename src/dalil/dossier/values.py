"""The dossier as a frozen tree of sentences; every sentence carries the claims it rests on.

All visible text stands in this tree, so every rendering says the same. The tree has no place for a
verdict, a truth score or a probability; a conclusion enters only as the record of a named person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dalil.claims.ports import Record
from dalil.claims.view import CaseView
from dalil.custody.ports import Checkpoint
from dalil.dossier.sight import NOTHING_LEFT_OUT, LeftOut
from dalil.evidence import TextLayer, Tier
from dalil.matching.values import Screening
from dalil.ownership.values import TestOutcome
from dalil.regimes.values import Assessment


def _no_layer(_exhibit: str) -> TextLayer | None:
    return None


@dataclass(frozen=True)
class Material:
    """Everything that a dossier is composed from; composing asks nothing else.

    Attributes:
        view: The case.
        layer: The text layer of an exhibit, or None where it was not read.
        assessments: Of the target, one for each regime.
        screenings: Of the target's names.
        outcomes: Ownership tests in which the target is taken as listed.
        checkpoint: The ledger's head before the export; None where the case has none.
        conclusions: Records of kind ``conclusion`` on the target.
        protected: Entity id to the reason why it is masked in public exports (child, victim, witness).
        audience: The widest tier that the dossier is made for.
        case: The whole case where ``view`` is the part of it that the audience sees: for what has to
            be hidden, never for what is shown.
        left_out: How much of the case is not in ``view``.
        veiled: Names of protected persons that stand only where the audience may not look.
    """

    view: CaseView
    layer: Callable[[str], TextLayer | None] = _no_layer
    assessments: tuple[Assessment, ...] = ()
    screenings: tuple[Screening, ...] = ()
    outcomes: tuple[TestOutcome, ...] = ()
    checkpoint: Checkpoint | None = None
    conclusions: tuple[Record, ...] = ()
    protected: Mapping[str, str] = field(default_factory=dict)
    audience: Tier = Tier.RECIPIENT
    case: CaseView | None = None
    left_out: LeftOut = NOTHING_LEFT_OUT
    veiled: tuple[str, ...] = ()

    @property
    def whole(self) -> CaseView:
        """All that the case holds, to tell what must not be shown."""
        return self.case or self.view


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what it rests on.

    Attributes:
        text: The words as shown; quotes verbatim.
        claims: Ids of the claims that it renders.
        findings: Elements of the findings that it renders, such as ``uk-gac/E2``.
        notes: Numbers of its footnotes.
        facts: Numbers of the facts that it points to.
        number: Its own number, where it is a numbered fact.
        marks: Short labels shown beside it (stance, stage, review state).
        beside: Sentences that must stand directly under it, such as the speaker's interest.
        language: ISO 639-1 code of the quoted text.
    """

    text: str
    claims: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()
    facts: tuple[int, ...] = ()
    number: int | None = None
    marks: tuple[str, ...] = ()
    beside: tuple[Sentence, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A framed list of sentences: the status of the file, the contrary evidence."""

    kind: str
    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One side, under its label."""

    label: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Sides of one matter, set beside each other in equal widths."""

    title: str
    columns: tuple[Column, ...]
    lead: Sentence | None = None


Cell = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row names it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Plain:
    """Sentences in a row, as paragraphs."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a surrounding passage; with note numbers it is the quote of those footnotes."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage of an exhibit around one or more quotes."""

    place: str
    segments: tuple[Segment, ...]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Excerpts:
    """The quoted passages of one exhibit."""

    title: str
    exhibit: int
    excerpts: tuple[Excerpt, ...]


Block = Box | Columns | Table | Plain | Excerpts


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where the words stand.

    Attributes:
        number: Running number in the dossier.
        claim: Id of the claim.
        quote: The words, verbatim.
        holder: Who holds the claim, chain included, in one line.
        place: Page, paragraph, row.
        start: First code point in the text layer.
        end: One past the last.
        exhibit: Number of the exhibit.
        title: The exhibit's title, else its file name.
        sha256: Hash of the exhibit's bytes.
        address: Where the exhibit came from.
        status: Stance, stage and review state in one line.
        language: ISO 639-1 code of the text.
    """

    number: int
    claim: str
    quote: str
    holder: str
    place: str
    start: int
    end: int
    exhibit: int
    title: str
    sha256: str
    address: str
    status: str
    language: str | None = None

    @property
    def source(self) -> str:
        """The source as printed after the quote."""
        return f"{self.holder}. Exhibit {self.exhibit}, {self.title}, {self.place}. {self.status}."

    @property
    def trail(self) -> str:
        """The machine-checkable trail."""
        address = f"; from {self.address}" if self.address else ""
        return f"Exhibit sha256 {self.sha256}; characters {self.start}–{self.end}{address}; claim {self.claim}"


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its footnotes at its end."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    lead: Sentence | None = None
    notes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier on one target.

    Attributes:
        title: "Dossier: " and the name.
        subtitle: Case, regimes, date of law and facts.
        target: Entity id.
        case: Name of the case.
        audience: For whom it was made.
        sections: In the order of reading; the first is the front page.
        checkpoint: The ledger's head that it cites.
    """

    title: str
    subtitle: str
    target: str
    case: str
    audience: str
    sections: tuple[Section, ...]
    checkpoint: Checkpoint | None = None
    format: str = "dalil-dossier/1"
