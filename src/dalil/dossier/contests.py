"""Contested questions that touch the target: every side in its own words, in equal width.

No side is called right; the label of a side is what it says. Matter, reason and labels were written
from all claims of a question: where one of them is not shown, they are composed anew from those that are
and say less, and with fewer than two sides left there is no question.
"""

from __future__ import annotations

from dalil.dossier.draft import Draft
from dalil.dossier.facts import relevant
from dalil.dossier.values import Block, Column, Columns, Plain, Section, Sentence
from dalil.evidence import Claim, Question, Side


def shown(draft: Draft) -> tuple[Question, ...]:
    """The questions of the case as the audience may have them, each with two usable sides or more."""
    found = (_as_shown(draft, question) for question in draft.view.questions.values())
    return tuple(question for question in found if question is not None)


def _as_shown(draft: Draft, question: Question) -> Question | None:
    sides = [
        [claim for key in side.claims if (claim := draft.usable(key)) is not None]
        for side in question.sides
    ]
    if sum(map(bool, sides)) < 2:
        return None
    if [[claim.id for claim in side] for side in sides] == [[*s.claims] for s in question.sides]:
        return question
    left = [side for side in sides if side]
    about = {entity for side in left for claim in side for entity in draft.entities(claim)}
    concerned = tuple(entity for entity in question.about if entity in about)
    names = ", ".join(draft.entity_name(entity) for entity in concerned)
    return Question(
        matter=f"What is said differently{f' of {names}' if names else ''}?",
        about=concerned,
        sides=tuple(
            Side(_label(draft, number, side), tuple(claim.id for claim in side))
            for number, side in enumerate(left, 1)
        ),
        why="",
        method=question.method,
    )


def _label(draft: Draft, number: int, claims: list[Claim]) -> str:
    names = dict.fromkeys(draft.voice.holder(claim, short=True).rstrip(",") for claim in claims)
    return f"Side {number} ({'; '.join(names)})"


def section(draft: Draft) -> Section:
    """Questions about the target, or on which a fact of this dossier takes a side."""
    facts = {claim.id for claim in relevant(draft)}
    found = [question for question in shown(draft) if _touches(draft, question, facts)]
    blocks: list[Block] = [_columns(draft, question) for question in found]
    if not blocks:
        text = f"No question {draft.shown} has claims on both sides."
        blocks.append(Plain((Sentence(text),)))
    return Section("contests", "Contested questions", tuple(blocks), notes=draft.take_notes())


def _touches(draft: Draft, question: Question, facts: set[str]) -> bool:
    if draft.target in question.about:
        return True
    return any(claim in facts for side in question.sides for claim in side.claims)


def _columns(draft: Draft, question: Question) -> Columns:
    columns = tuple(
        Column(
            side.label,
            tuple(
                draft.fact(claim)
                for claim_id in side.claims
                if (claim := draft.usable(claim_id)) is not None
            ),
        )
        for side in question.sides
    )
    lead = Sentence(f"Why these stand together: {question.why}") if question.why else None
    return Columns(question.matter, columns, lead)
