"""Compose the dossier on one target and render it: the use case that gathers the parts.

The dossier cites the checkpoint that it is given, which is the one before its own export entry, so
composing again gives the same bytes. Writing files and the ledger's export entry is the caller's part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dalil.casework.audience import Seen
from dalil.casework.protection import Protection, protected_in
from dalil.claims.ports import ClaimStore
from dalil.custody.ports import Checkpoint
from dalil.dossier.compose import compose as compose_tree
from dalil.dossier.mask import RESTRICTED
from dalil.dossier.values import Dossier, Material
from dalil.errors import BadInput
from dalil.evidence import Tier
from dalil.matching.values import Screening
from dalil.ownership.values import TestOutcome
from dalil.regimes.values import Assessment

FORMATS = ("html", "json", "docx")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the question rooms and the regimes gave for the target.

    Attributes:
        assessments: One for each regime asked.
        screenings: Of the target's names.
        outcomes: Ownership tests with the target taken as listed.
        checkpoint: The ledger's head before the export.
    """

    assessments: tuple[Assessment, ...] = ()
    screenings: tuple[Screening, ...] = ()
    outcomes: tuple[TestOutcome, ...] = ()
    checkpoint: Checkpoint | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """A dossier and its bytes by format."""

    dossier: Dossier
    files: Mapping[str, bytes]


def compose_dossier(
    seen: Seen,
    store: ClaimStore,
    target: str,
    parts: Parts,
    formats: tuple[str, ...] = FORMATS,
) -> Composed:
    """The dossier on one target, rendered.

    Args:
        seen: The case as the audience sees it.
        store: For text layers and for the records of conclusions and marks.
        target: Id of an entity that is seen; a retired one is followed.
        parts: What was asked of the question rooms and regimes, of the same view.
        formats: Some of :data:`FORMATS`.

    Raises:
        NotFound: No such entity.
        BadInput: A format that is not known.
    """
    target = seen.view.redirects.get(target, target)
    material = replace(
        material_for(seen, store),
        assessments=parts.assessments,
        screenings=parts.screenings,
        outcomes=parts.outcomes,
        checkpoint=parts.checkpoint,
        conclusions=tuple(store.records("conclusion", seen.origin(target))),
    )
    dossier = compose_tree(material, target)
    return Composed(dossier, {name: render_dossier(dossier, name) for name in formats})


def material_for(seen: Seen, store: ClaimStore) -> Material:
    """What an audience sees of a case, as exports ask it: view, texts, whose names are masked."""
    protected = protected_in(seen.case, store.records("mark"))
    return Material(
        view=seen.view,
        layer=store.layer,
        protected=seen.told(protected.words),
        audience=seen.audience,
        case=seen.case,
        left_out=seen.left_out,
        veiled=veiled(seen, protected),
    )


def veiled(seen: Seen, protected: Protection) -> tuple[str, ...]:
    """Names of the masked that no entity bears which the audience may see."""
    public = seen.audience is Tier.PUBLIC
    lost = {name for name, word in protected.names.items() if public or word == RESTRICTED}
    if seen.whole:
        return tuple(sorted(lost))
    masked = (one for one, word in protected.words.items() if public or word == RESTRICTED)
    return tuple(sorted({*seen.veiled(masked), *lost}))


def render_dossier(dossier: Dossier, name: str) -> bytes:
    """The bytes in one format; renderers are loaded when they are asked for."""
    if name == "html":
        from dalil.dossier import html

        return html.render(dossier)
    if name == "json":
        from dalil.dossier import json

        return json.render(dossier)
    if name == "docx":
        from dalil.dossier import word

        return word.render(dossier)
    raise BadInput(f"{name!r} is no format of a dossier.", f"Choose one of: {', '.join(FORMATS)}.")
