"""The claim: an exhibit, at a place, says, in these words, held by these speakers.

A claim's id is the hash of everything that makes it: exhibit, place, holders, content. Method,
recorded time and review state stay outside, so reading again gives the same id. Speech is not
fact: nothing here says whether a claim is true.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dalil.errors import RefusedQuote
from dalil.evidence.document import Locator
from dalil.evidence.identity import OUTSIDE, identity
from dalil.evidence.terms import (
    Finality,
    Forum,
    HolderRole,
    Kind,
    Precision,
    Predicate,
    Stage,
    Stance,
    Tier,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody or something that a claim speaks of, as the words name it.

    Attributes:
        id: Id of the mention (``m_...``) that names it; which entity that is, is a judgement.
        text: The words of the mention.
    """

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody committed to a claim.

    Attributes:
        role: speaker, court, signatory, register, author or publisher.
        reference: The mention that names the holder; None when unnamed.
        text: The words that name the holder ("" when unnamed): "Mr Sadyr's lawyer", "sources".
        capacity: As stated, such as "in a personal capacity".
        start: First code point of the words that stand for the holder at this claim, which may be a
            pronoun ("he"), where there are any (outside the identity).
        end: One past the last.
    """

    role: HolderRole
    reference: Reference | None = None
    text: str = ""
    capacity: str | None = None
    start: int | None = field(default=None, metadata=OUTSIDE)
    end: int | None = field(default=None, metadata=OUTSIDE)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as exactly as it is known: ``2019``, ``2019-03`` or ``2019-03-07``; a decade is ``199X``.

    ``199X`` is ISO 8601-2's way of writing it (a digit that is not stated). A decade is a date of the
    text; as the beginning or end of a tie it is not used, since no year may be read from it.
    """

    value: str
    precision: Precision
    start: int | None = None
    end: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money as stated.

    Attributes:
        start: First code point in the text layer.
        end: One past the last.
        text: The words, verbatim.
        value: The number in units of the currency; None when only a magnitude is named.
        currency: ISO 4217 code; the printed word where the currency has none, or where the words do
            not tell whose it is ("crowns"); None where no word stands.
        period: ``hour``, ``day``, ``week``, ``month``, ``quarter``, ``year`` or None.
        qualifier: ``more than``, ``up to``, ``about``, ``less than``, ``at least``, ``tens of`` ... or None.
        high: Upper end of a stated range.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    currency: str | None = None
    period: str | None = None
    qualifier: str | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A stake in per cent, from ``low`` to ``high``; ``open_low`` means more than ``low``.

    The bands of the UK register of persons with significant control are open-closed intervals:
    25-to-50 is (25, 50].
    """

    low: Decimal
    high: Decimal
    open_low: bool = False


@dataclass(frozen=True, slots=True)
class Proceedings:
    """The state of the proceedings that the words report; a field is None where they are silent."""

    stage: Stage | None = None
    forum: Forum | None = None
    finality: Finality | None = None
    in_absentia: bool | None = None
    sentence: str | None = None
    offence: str | None = None
    court: str | None = None
    jurisdiction: str | None = None
    date: PartialDate | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """The structured part of a claim: subject, predicate, object.

    Attributes:
        predicate: What is said of the subject.
        subject: Of whom or what.
        object: The other entity, where there is one.
        value: The object in words, where it is no entity (an offence, an office).
        detail: What kind exactly: "son-in-law", "Minister of Energy", "freehold".
        share: Stake, for ownership and control.
        amount: Price, fee or sum.
    """

    predicate: Predicate
    subject: Reference
    object: Reference | None = None
    value: str | None = None
    detail: str | None = None
    start_date: PartialDate | None = None
    end_date: PartialDate | None = None
    share: Share | None = None
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Exhibit at locator says, in these words: holders - stance - content.

    Attributes:
        exhibit: sha256 of the exhibit.
        locator: The place and the exact words (the content only, without the cue "X said that").
        holders: From the innermost speaker outwards; the last is the author or publisher.
        stance: How the innermost holder stands to the content.
        kind: How the words reached the page.
        about: Those of whom the claim speaks.
        relations: The structured part.
        proceedings: State of proceedings, or None where the words report none.
        negated: The content is negated.
        hedged: The content is qualified, asked or insinuated.
        calls_for: What is demanded, where the stance is calls_for.
        tier: Own disclosure tier; None takes the exhibit's. A later change is a recorded mark.
        privileged: Own privilege flag; None takes the exhibit's.
        method: Rule or model that made it (outside the identity).
        id: ``c_`` and the hash of all that makes the claim.

    Raises:
        RefusedQuote: No quote, no holder, or a chain that does not end with an author, publisher or register.
    """

    exhibit: str
    locator: Locator
    holders: tuple[Holder, ...]
    stance: Stance
    kind: Kind
    about: tuple[Reference, ...] = ()
    relations: tuple[Relation, ...] = ()
    proceedings: Proceedings | None = None
    negated: bool = False
    hedged: bool = False
    amounts: tuple[Amount, ...] = ()
    dates: tuple[PartialDate, ...] = ()
    calls_for: str | None = None
    tier: Tier | None = None
    privileged: bool | None = None
    method: str = field(default="", metadata=OUTSIDE)
    id: str = field(init=False, default="", metadata=OUTSIDE)

    def __post_init__(self) -> None:
        if not self.locator.exact.strip():
            raise RefusedQuote(f"A claim on exhibit {self.exhibit[:12]} has no quote.")
        last = self.holders[-1].role if self.holders else None
        if last not in (HolderRole.AUTHOR, HolderRole.PUBLISHER, HolderRole.REGISTER):
            raise RefusedQuote(
                f"The claim {self.locator.exact[:60]!r} on exhibit {self.exhibit[:12]} names no "
                "author, publisher or register at the end of its holders."
            )
        object.__setattr__(self, "id", identity("c", self))

    @property
    def quote(self) -> str:
        """The words of the claim, verbatim."""
        return self.locator.exact

    @property
    def stage(self) -> Stage | None:
        """The legal stage that the words report, if any."""
        return self.proceedings.stage if self.proceedings else None


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One line of a list of people, as printed."""

    name: str
    start: int
    end: int
    reference: Reference | None = None
    role: str | None = None
    organisation: str | None = None
    country: str | None = None
    capacity: str | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """A list of people in a document: signatories, members, co-defendants."""

    exhibit: str
    title: str
    rows: tuple[RosterRow, ...]
    id: str = field(init=False, default="", metadata=OUTSIDE)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", identity("r", self))
