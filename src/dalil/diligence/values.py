"""What a due-diligence file holds: steps in the order in which they were recorded, and views of them.

A step is never changed; a later one of the same kind speaks for the present, and the earlier stays as
what was known then. Nothing here knows suspicion reports: those never become steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dalil.diligence.days import or_as_it_stands

ROLES = ("client", "owner", "controller", "representative", "counterparty")
"""Who is on the file: only these are screened, never people who merely occur in evidence."""

BODIES = ("company", "trust", "partnership", "foundation", "public body")
"""Types of clients that have owners and controllers."""

TYPES = ("person", *BODIES)

FIELDS: Mapping[str, str] = {
    "identity": "identity data and how they were verified",
    "purpose": "purpose and intended nature of the relationship",
    "structure": "ownership and control: each link with its source",
    "difficulties": "what was tried where no beneficial owner could be found (record of difficulties)",
    "register": "the company or trust register: excerpt, differences, decision",
    "funds": "source of funds: where the money of this matter comes from",
    "wealth": "source of wealth: how the person came to what they have",
    "media": "adverse media: query, date, findings with their sources, the client's answer",
    "background": "background and purpose of what is unusual or risky, examined",
    "monitoring": "how the relationship is watched: schedule, what is looked at",
    "reliance": "reliance on a third party: who, regulated by whom, agreement, copies",
    "training": "training of those who handle the file: person, course, date",
}
"""Statements on a file, each with the evidence that it cites."""

EVENTS = (
    "relationship began",
    "money moved",
    "transaction completed",
    "relationship ended",
    "change of circumstances",
    "hold placed",
    "hold lifted",
)
"""Later events; the first ones start clocks that inspection and retention read."""

RATINGS = ("low", "medium", "high", "prohibited")
OUTCOMES = ("accept", "decline", "exit")
VERDICTS = ("same", "different", "unsure")


CLOCK = "clock"
"""In the body of a step: the machine's time, where the ledger's lay well ahead of it."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was recorded, and its place in the ledger.

    Attributes:
        number: From 1, in the order of recording.
        kind: ``party``, ``evidence``, ``statement``, ``trigger``, ``check``, ``decision``, ``rating``,
            ``approval``, ``event``, ``review``, ``conclusion``.
        at: UTC of its ledger entry, ISO 8601.
        by: Who recorded it.
        body: JSON-ready content.
        entry: Index of its ledger entry.
        dated: What the ledger says, where that lies ahead of the machine's clock; ``at`` is then the latest
            time of which the step can be. "" elsewhere.
    """

    number: int
    kind: str
    at: str
    by: str
    body: Mapping[str, Any]
    entry: int
    dated: str = ""

    def text(self, name: str) -> str:
        """A text of the body, "" where it has none."""
        return str(self.body.get(name) or "")

    def texts(self, name: str) -> tuple[str, ...]:
        """Texts of the body, empty where it has none."""
        found = self.body.get(name)
        return tuple(str(one) for one in found) if isinstance(found, list | tuple) else ()

    @property
    def on(self) -> str:
        """When an event happened, in a form that compares as text; "" where it says nothing."""
        return or_as_it_stands(self.text("on"))


@dataclass(frozen=True, slots=True)
class Hit:
    """A party beside an entry of a list, as a check brought it up.

    Attributes:
        id: Names the pair: it changes when either side changes.
        party: Who was screened.
        list: Short id of the list, or the vendor's name.
        version: Version of the list.
        entry_id: The publisher's own reference.
        name: The name that fits best.
        score: 0 to 1, as the matcher or the vendor gave it; None where the vendor gave none.
        why: One line a feature.
        subject: Digest of the party's side.
        entry: Digest of the entry's side.
        content: The entry's content as it was then.
        topics: What the list says of it, such as ``sanction`` or ``role.pep``.
    """

    id: str
    party: str
    list: str
    version: str
    entry_id: str
    name: str
    score: float | None
    why: tuple[str, ...]
    subject: str
    entry: str
    content: Mapping[str, Any] = field(repr=False)
    topics: tuple[str, ...] = ()


def hit_from(body: Mapping[str, Any]) -> Hit:
    """A hit from its JSON."""
    score = body.get("score")
    return Hit(
        id=str(body["id"]),
        party=str(body["party"]),
        list=str(body["list"]),
        version=str(body["version"]),
        entry_id=str(body["entry_id"]),
        name=str(body["name"]),
        score=None if score is None else float(score),
        why=tuple(body.get("why", ())),
        subject=str(body["subject"]),
        entry=str(body["entry"]),
        content=body.get("content", {}),
        topics=tuple(body.get("topics", ())),
    )


@dataclass(frozen=True, slots=True)
class ClientFile:
    """A due-diligence file, read from its records.

    Attributes:
        name: Name of the client.
        type: One of :data:`TYPES`, as the newest step on the client says.
        steps: All, oldest first.
        opened_at: UTC when the file was opened.
    """

    name: str
    type: str
    steps: tuple[Step, ...]
    opened_at: str = ""

    @staticmethod
    def of_steps(steps: tuple[Step, ...]) -> ClientFile | None:
        """The file that steps make; None where none of them names a client."""
        clients = [s for s in steps if s.kind == "party" and s.text("role") == "client"]
        if not clients:
            return None
        first = clients[0]
        said = [step for step in clients if step.text("name") == first.text("name")]
        return ClientFile(first.text("name"), said[-1].text("type"), steps, first.at)

    def of(self, kind: str) -> tuple[Step, ...]:
        """Steps of a kind, oldest first."""
        return tuple(step for step in self.steps if step.kind == kind)

    def last(self, kind: str) -> Step | None:
        """The newest step of a kind."""
        found = self.of(kind)
        return found[-1] if found else None

    @property
    def is_body(self) -> bool:
        """Whether the client is somebody else than a natural person."""
        return self.type in BODIES

    @property
    def parties(self) -> Mapping[str, Step]:
        """The newest step of each party, by name; a party that was taken off is left out."""
        found = {step.text("name"): step for step in self.of("party")}
        return {name: step for name, step in found.items() if not step.body.get("removed")}

    @property
    def evidence(self) -> Mapping[str, Step]:
        """Evidence by sha256, as it was described last."""
        return {step.text("sha256"): step for step in self.of("evidence")}

    def statements(self, name: str, party: str | None = None) -> tuple[Step, ...]:
        """Statements on a field, oldest first; of one party where it is named."""
        return tuple(
            step
            for step in self.of("statement")
            if step.text("field") == name and (party is None or step.text("party") == party)
        )

    @property
    def triggers(self) -> Mapping[str, Step]:
        """What was last said of each trigger."""
        return {step.text("trigger"): step for step in self.of("trigger")}

    @property
    def present(self) -> tuple[str, ...]:
        """Triggers that were last said to be present."""
        return tuple(name for name, step in self.triggers.items() if step.body.get("present"))

    def hits(self, check: Step) -> Iterator[Hit]:
        """The hits of a check."""
        for body in check.body.get("hits", ()):
            yield hit_from(body)

    @property
    def current_hits(self) -> Mapping[str, Hit]:
        """Every pair that any check brought up, by its id, the newest content."""
        return {hit.id: hit for check in self.of("check") for hit in self.hits(check)}

    @property
    def decisions(self) -> Mapping[str, Step]:
        """The newest decision on each pair."""
        return {step.text("hit"): step for step in self.of("decision")}

    def events(self, kind: str) -> tuple[Step, ...]:
        """Events of a kind, by their date and then by their recording."""
        found = [step for step in self.of("event") if step.text("event") == kind]
        return tuple(sorted(found, key=lambda step: (step.on, step.number)))
