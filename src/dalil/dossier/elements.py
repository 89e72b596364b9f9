"""The elements of a legal regime, with support and contrary on file side by side.

The two sides do not cancel, and nothing is added up to a result. Law whose citation no named person
checked is shown as "citation unverified".
"""

from __future__ import annotations

from collections.abc import Iterable

from dalil.dossier import wording
from dalil.dossier.draft import Draft
from dalil.dossier.values import Block, Cell, Plain, Section, Sentence, Table
from dalil.evidence import Contrary, Finding, Support
from dalil.regimes.values import Assessment, Criterion

UNVERIFIED = "citation unverified"


def section(draft: Draft) -> Section:
    """One table for each regime."""
    blocks: list[Block] = [_table(draft, one) for one in draft.material.assessments]
    if not blocks:
        blocks.append(Plain((Sentence("No legal regime was applied to this person."),)))
    return Section(
        id="elements",
        title="Elements of the legal test",
        lead=Sentence(
            "For each element: what supports it on file, and what is contrary on file. "
            "The two sides do not cancel, and no result is drawn from them."
        ),
        blocks=tuple(blocks),
        notes=draft.take_notes(),
    )


def _table(draft: Draft, assessment: Assessment) -> Table:
    rows = tuple(
        _row(draft, assessment.regime, criterion, finding)
        for criterion, finding in zip(assessment.criteria, assessment.findings, strict=True)
    )
    caption = f"{assessment.title} ({assessment.regime}), law and facts as of {wording.date(assessment.as_of)}"
    columns = ("Element", "What has to be shown", "Support on file", "Contrary on file", "Missing")
    return Table(caption, columns, rows, "elements")


def _row(draft: Draft, regime: str, criterion: Criterion, finding: Finding) -> tuple[Cell, ...]:
    key = (f"{regime}/{finding.element}",)
    question = Sentence(f"{criterion.question}", findings=key)
    law = Sentence(_citation(criterion), marks=() if criterion.verified else (UNVERIFIED,))
    if not finding.in_scope:
        note = () if draft.hidden(finding) else _note(finding)
        out = (Sentence("Out of scope", findings=key), *note)
        return ((Sentence(criterion.id),), (question, law), out, (Sentence("–"),), (Sentence("–"),))
    support = _side(draft, finding.support.value, finding.claims_for, key)
    contrary = _side(draft, finding.contrary.value, finding.claims_against, key)
    hidden = draft.hidden(finding)
    if hidden:
        text = f"{wording.plural(hidden, 'claim')} counted here {'is' if hidden == 1 else 'are'} not shown."
        support = (*support, Sentence(text))
    elif finding.support is not Support.NONE:
        support = (*support, *_origins(finding))
    if finding.contrary is Contrary.NONE and not finding.claims_against:
        contrary = (*contrary, Sentence("Nothing on file."))
    missing = tuple(Sentence(f"{text}") for text in finding.missing) or (Sentence("–"),)
    note = () if hidden else _note(finding)
    return ((Sentence(criterion.id),), (question, law, *note), support, contrary, missing)


def _citation(criterion: Criterion) -> str:
    dates = f"in force from {wording.date(criterion.valid_from)}" if criterion.valid_from else ""
    dates += f" to {wording.date(criterion.valid_to)}" if criterion.valid_to else ""
    return "; ".join(part for part in (criterion.ground, dates) if part)


def _side(
    draft: Draft, word: str, claim_ids: Iterable[str], findings: tuple[str, ...]
) -> tuple[Sentence, ...]:
    shown = [claim for claim in claim_ids if claim in draft.facts]
    facts = tuple(sorted({draft.facts[claim] for claim in shown}))
    return (Sentence(word, claims=tuple(shown), findings=findings, facts=facts, marks=(word,)),)


def _origins(finding: Finding) -> tuple[Sentence, ...]:
    if not finding.origins_for:
        return ()
    count = len(finding.origins_for)
    groups = "; ".join(" with ".join(group) for group in finding.origins_for)
    return (Sentence(f"{wording.plural(count, 'independent origin')}: {groups}."),)


def _note(finding: Finding) -> tuple[Sentence, ...]:
    return (Sentence(finding.note),) if finding.note else ()
