"""Decide by rule which mentions are one entity, and what the claims disagree about.

Every decision is a judgement with its reason, reversible by a person. Doubtful pairs are recorded
as unsure: asked, not made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dalil.casework.carrying import carry_over
from dalil.casework.casefolder import Case
from dalil.casework.protection import mark_again
from dalil.casework.record import record
from dalil.casework.versions import link_versions
from dalil.casework.view import load_view
from dalil.claims.ports import Batch
from dalil.claims.questions.asked import find_questions
from dalil.claims.resolve.births import births_told
from dalil.claims.resolve.judging import resolve
from dalil.claims.view import CaseView
from dalil.matching.compare import judge, prepared, reads_the_same, score_names
from dalil.sources.interests import find_interests


@dataclass(frozen=True, slots=True)
class ResolveReport:
    """What was decided now.

    Attributes:
        judgements: New ones.
        questions: All of the case.
        interests: Likewise.
        lost: Names on marks that fit nobody, or several, since an erasure: a person has to mark them.
    """

    judgements: int
    questions: int
    interests: int
    lost: tuple[str, ...] = ()


def by_matching(left: str, right: str, kind: str) -> tuple[float, Sequence[str], bool]:
    """Two names held against each other by the matcher: score, reasons, whether all words read the same."""
    one, other = prepared(left, right, kind)
    if not (one.words and other.words):
        return 0.0, (), False
    scored = score_names(one, other)
    found = judge(scored, ())
    return found.score, found.why, reads_the_same(scored)


def resolve_case(case: Case) -> tuple[CaseView, ResolveReport]:
    """Link mentions across documents, then find questions and interests; returns the view.

    First, what persons had said of the places of a redacted copy is put on the claims read from it; then
    marks on persons whose entity has another id since an erasure are put again.
    """
    carry_over(case)
    exhibits = [exhibit.sha256 for exhibit in case.store.exhibits()]
    order = {sha256: index for index, sha256 in enumerate(exhibits)}
    known = list(case.store.judgements())
    have = {judgement.id for judgement in known}
    now = case.clock.now()
    births = births_told(case.store.claims())
    fresh = tuple(
        replace(judgement, made_at=now)
        for judgement in resolve(list(case.store.mentions()), known, order, by_matching, births)
        if judgement.id not in have
    )
    if fresh:
        body: dict[str, object] = {"judgements": [j.id for j in fresh], "by": "rule"}
        record(case, Batch(judgements=fresh), "judgement", body)
    link_versions(case)
    lost = mark_again(case)
    view = load_view(case)
    questions, interests = tuple(find_questions(view)), tuple(find_interests(view))
    if set(questions) != set(case.store.questions()) or interests != tuple(case.store.interests()):
        body = {"questions": [question.id for question in questions], "interests": len(interests)}
        record(
            case, Batch(questions=questions, interests=interests, resolved=True), "judgement", body
        )
        view = load_view(case)
    return view, ResolveReport(len(fresh), len(questions), len(interests), lost)
