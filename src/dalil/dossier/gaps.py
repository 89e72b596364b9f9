"""Open gaps: what the file does not hold, and what would close each gap."""

from __future__ import annotations

from itertools import zip_longest

from dalil.dossier import wording
from dalil.dossier.draft import Draft
from dalil.dossier.facts import contrary_kind, relevant
from dalil.dossier.values import Block, Cell, Plain, Section, Sentence, Table


def section(draft: Draft) -> Section:
    """Gaps of the findings, of the reading and of the review."""
    rows = [*_of_findings(draft), *_of_reading(draft)]
    blocks: list[Block] = [
        Table("Gaps", ("Where", "What is missing", "What would close it"), tuple(rows), "gaps")
        if rows
        else Plain((Sentence("No gap was found; nobody has claimed that the file is complete."),))
    ]
    return Section("gaps", "Open gaps", tuple(blocks), notes=draft.take_notes())


def _of_findings(draft: Draft) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for assessment in draft.material.assessments:
        for finding in assessment.findings:
            for gap, close in zip_longest(finding.missing, finding.would_close):
                where = Sentence(
                    f"{assessment.regime} {finding.element}",
                    findings=(f"{assessment.regime}/{finding.element}",),
                )
                rows.append(((where,), (Sentence(gap or "–"),), (Sentence(close or "not stated"),)))
    return rows


def _of_reading(draft: Draft) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []

    def add(where: str, gap: str, close: str) -> None:
        rows.append(((Sentence(where),), (Sentence(gap),), (Sentence(close),)))

    claims = relevant(draft)
    unread = [claim for claim in claims if claim.id not in draft.view.reviewed]
    if unread:
        verb = "has" if len(unread) == 1 else "have"
        counted = wording.plural(len(unread), "claim")
        add("review", f"{counted} {verb} not been looked at by a person", "a person's review")
    if claims and not any(contrary_kind(draft, claim) for claim in claims):
        add(
            "fairness",
            f"no answer of the person is {draft.shown}",
            "asking the person, or a search for denials",
        )
    if not draft.material.screenings:
        add("lists", "the names were not held against any list", "importing lists and screening")
    for sha, refusal in draft.view.refusals.items():
        if draft.allowed(draft.view.exhibits.get(sha)):
            where = f"Exhibit {draft.voice.numbers.get(sha, 0)}"
            add(where, f"could not be read: {refusal.reason}", "a readable copy")
    for sha, notes in draft.view.notes.items():
        if draft.allowed(draft.view.exhibits.get(sha)):
            for note in notes:
                where = f"Exhibit {draft.voice.numbers.get(sha, 0)}"
                add(where, f"read in part: {note}", "reading that part by eye")
    return rows
