"""Compose a dossier: findings and claims to a tree of sentences in the order of reading.

Pure: the same material gives the same tree. Asks no clock, reads no file, decides nothing.
"""

from __future__ import annotations

from dalil.dossier import (
    annex,
    assets,
    contests,
    elements,
    exhibits,
    facts,
    front,
    gaps,
    lists,
    owned,
    speakers,
    who,
)
from dalil.dossier.draft import Draft
from dalil.dossier.mask import mask
from dalil.dossier.values import Dossier, Material
from dalil.dossier.wording import date
from dalil.errors import NotFound

_SECTIONS = (front, who, elements, facts, contests, assets, lists, owned, speakers, gaps)


def compose(material: Material, target: str) -> Dossier:
    """The dossier on one target.

    Args:
        material: What it is made from.
        target: Entity id; a retired id is followed.

    Raises:
        NotFound: No such entity.
    """
    view = material.view
    target = view.redirects.get(target, target)
    if target not in view.entities:
        raise NotFound(f"The case {view.name!r} has no entity {target}.")
    draft = Draft(material, target)
    facts.number_facts(draft)
    sections = [module.section(draft) for module in _SECTIONS]
    notes = tuple(note for section in sections for note in section.notes)
    sections += [exhibits.section(draft, notes), annex.section(draft)]
    dossier = Dossier(
        title=f"Dossier: {view.entities[target].name}",
        subtitle=_subtitle(material),
        target=target,
        case=view.name,
        audience=str(material.audience),
        sections=tuple(sections),
        checkpoint=material.checkpoint,
    )
    return mask(dossier, material, target)


def _subtitle(material: Material) -> str:
    parts = [f"Case: {material.view.name}"]
    parts += [f"{one.title}, as of {date(one.as_of)}" for one in material.assessments if one.title]
    return "; ".join(parts)
