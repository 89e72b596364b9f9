"""The main job: a folder of documents to an overview, and a dossier for each target.

Every step is kept before the next begins, and does nothing where it was done before: killed or
stopped at any moment, the same command goes on. Without a target nobody is written about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dalil.casework.casefolder import Case
from dalil.casework.ingest import IngestReport, ingest
from dalil.casework.ports import ClaimReaders, Description, DocumentReaders, Progress, silent
from dalil.casework.read import ReadReport, read_claims
from dalil.casework.resolve import ResolveReport, resolve_case
from dalil.casework.targets import TargetWork, work_targets
from dalil.claims.view import CaseView
from dalil.matching.ports import ListSearch


@dataclass(frozen=True, slots=True)
class Tools:
    """The machinery that the main job needs.

    Attributes:
        documents: Readers of documents.
        claims: Readers of claims.
        lists: Gives the lists to screen against, those among the case's own exhibits with them.
    """

    documents: DocumentReaders
    claims: ClaimReaders
    lists: Callable[[Case], Sequence[ListSearch]]


@dataclass(frozen=True, slots=True)
class Job:
    """What the user asked for."""

    files: Sequence[Path]
    targets: Sequence[str] = ()
    descriptions: Mapping[str, Description] | None = None


@dataclass(frozen=True, slots=True)
class Investigation:
    """What the main job did and found."""

    view: CaseView
    ingested: IngestReport
    read: ReadReport
    resolved: ResolveReport
    targets: tuple[TargetWork, ...]


def investigate(case: Case, job: Job, tools: Tools, progress: Progress = silent) -> Investigation:
    """Ingest, read, resolve; then a dossier for each target.

    Args:
        case: Open for writing.
        job: Files and targets.
        tools: The machinery.
        progress: Told of every stage.

    Raises:
        NotFound: A target that nobody in the case is named; all that was read is kept.
        AmbiguousName: A target's name that fits several.
    """
    came = ingest(
        case, job.files, tools.documents, descriptions=job.descriptions, progress=progress
    )
    read = read_claims(case, tools.claims, progress=progress)
    view, resolved = resolve_case(case)
    done = work_targets(case, view, job.targets, tools.lists(case)) if job.targets else []
    return Investigation(view, came, read, resolved, tuple(done))


def overview(view: CaseView) -> dict[str, int]:
    """What a case holds, in numbers."""
    kinds = [entity.type for entity in view.entities.values()]
    return {
        "documents": len(view.infos),
        "refused": len(view.refusals),
        "people": kinds.count("PER"),
        "organisations": kinds.count("ORG"),
        "entities": len(kinds),
        "claims": len(view.claims),
        "claims_reviewed": len(view.reviewed & view.claims.keys()),
        "contests": len(view.questions),
        "interests": len(view.interests),
    }
