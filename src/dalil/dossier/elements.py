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
            f"The two sides do not cancel, and no result is drawn from them.{_scope(draft)}"
        ),
        blocks=tuple(blocks),
        notes=draft.take_notes(),
    )


def _scope(draft: Draft) -> str:
    """That the whole file may say otherwise, where something of it is not shown."""
    if draft.is_whole:
        return ""
    return (
        " Only what may be shown here was looked at: for what is left out, no state and no count is "
        "given, on either side."
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
        note = () if draft.hidden(finding) else _note(draft, finding)
        out = (Sentence("Out of scope", findings=key), *note)
        return ((Sentence(criterion.id),), (question, law), out, (Sentence("–"),), (Sentence("–"),))
    hidden = draft.hidden(finding)
    support: Cell
    contrary: Cell
    if hidden:  # made for others than these readers: its states would tell of what they may not see
        support = contrary = (Sentence("not told here", findings=key),)
    else:
        support = _side(draft, finding.support.value, finding.claims_for, key)
        contrary = _side(draft, finding.contrary.value, finding.claims_against, key)
        if finding.support is not Support.NONE:
            support = (*support, *_origins(finding))
        if finding.contrary is Contrary.NONE and not finding.claims_against:
            contrary = (*contrary, Sentence(f"{draft.nothing.capitalize()}."))
    missing = tuple(Sentence(f"{text}") for text in finding.missing) or (Sentence("–"),)
    note = () if hidden else _note(draft, finding)
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


def _note(draft: Draft, finding: Finding) -> tuple[Sentence, ...]:
    """The note of a finding; where the audience does not see all, it says of what it speaks."""
    note = finding.note
    if not draft.is_whole:
        note = note.replace("Nothing contrary was read", "Nothing contrary that is shown was read")
        note = note.replace(" on file", f" {draft.shown}")
    return (Sentence(note),) if note else ()
