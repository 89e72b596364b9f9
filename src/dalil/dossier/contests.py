"""Contested questions that touch the target: every side in its own words, in equal width.

No side is called right; the label of a side is what it says.
"""

from __future__ import annotations

from dalil.dossier.draft import Draft
from dalil.dossier.facts import relevant
from dalil.dossier.values import Block, Column, Columns, Plain, Section, Sentence
from dalil.evidence import Question


def section(draft: Draft) -> Section:
    """Questions about the target, or on which a fact of this dossier takes a side."""
    shown = {claim.id for claim in relevant(draft)}
    found = [
        question for question in draft.view.questions.values() if _touches(draft, question, shown)
    ]
    blocks: list[Block] = [_columns(draft, question) for question in found]
    if not blocks:
        text = "No question on file has claims on both sides."
        blocks.append(Plain((Sentence(text),)))
    return Section("contests", "Contested questions", tuple(blocks), notes=draft.take_notes())


def _touches(draft: Draft, question: Question, shown: set[str]) -> bool:
    sides = [any(draft.usable(claim) for claim in side.claims) for side in question.sides]
    if sum(sides) < 2 and draft.withheld:
        return False  # what is left would tell of claims that are not shown
    if draft.target in question.about:
        return True
    return any(claim in shown for side in question.sides for claim in side.claims)


def _columns(draft: Draft, question: Question) -> Columns:
    columns = tuple(
        Column(
            side.label,
            tuple(
                draft.fact(claim)
                for claim_id in side.claims
                if (claim := draft.usable(claim_id)) is not None
            )
            or (Sentence("The claims of this side are not shown to this audience."),),
        )
        for side in question.sides
    )
    lead = Sentence(f"Why these stand together: {question.why}") if question.why else None
    return Columns(question.matter, columns, lead)
