"""Masks: names that a public export may not show are replaced everywhere in the tree.

Masked are the people whom the case protects (children, victims, witnesses, as marked) and persons
whom the file names as under investigation but not as charged, tried or listed (product.md, principle
12). The target, whom the user marked, is not masked. A quote with a mask in it is no longer verbatim
there; the brackets say so. Every string of the tree passes through here, but a name in a spelling
that the case does not know is not found.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import TypeVar, cast

from dalil.claims.view import Entity
from dalil.dossier.draft import references
from dalil.dossier.values import Box, Dossier, Material, Sentence
from dalil.evidence import Claim, MentionType, Predicate, Stage, Tier

WORD = 4
"""Code points from which one word of a masked name is masked on its own."""

T = TypeVar("T")
_UNTOUCHED = frozenset(
    {"sha256", "claim", "claims", "id", "target", "kind", "checkpoint", "format"}
)
_AFTER = frozenset(
    {
        Stage.CHARGE,
        Stage.CONVICTION,
        Stage.ACQUITTAL,
        Stage.JUDGMENT,
        Stage.PENALTY,
        Stage.SETTLEMENT,
        Stage.DESIGNATION,
        Stage.DELISTING,
    }
)


def mask(dossier: Dossier, material: Material, target: str) -> Dossier:
    """The dossier with protected names replaced, where it is made for the public; else itself."""
    if material.audience is not Tier.PUBLIC:
        return dossier
    reasons = dict(material.protected)
    for entity in investigated_only(material):
        reasons.setdefault(entity, "under investigation but not charged")
    reasons.pop(target, None)
    found = [key for key in material.view.entities if key in reasons]
    if not found:
        return dossier
    signs = {key: f"[person {_letters(index)}]" for index, key in enumerate(found)}
    own = _spellings(material.view.entities[target])
    names = {
        name: signs[key]
        for key in reversed(found)
        for name in _spellings(material.view.entities[key])
        if name not in own
    }
    if not names:
        return dossier
    masked = _walk(dossier, names, _pattern(names))
    return _say(masked, sorted({reasons[key] for key in found}), len(found))


def investigated_only(material: Material) -> tuple[str, ...]:
    """Persons named as under investigation, and nowhere as charged, tried or listed."""
    view = material.view
    seen: dict[str, set[Stage]] = {}
    for claim in view.claims.values():
        if claim.stage is not None:
            for entity in _subjects(claim, view.entity_of):
                seen.setdefault(entity, set()).add(claim.stage)
    return tuple(
        key
        for key, stages in seen.items()
        if Stage.INVESTIGATION in stages
        and not stages & _AFTER
        and key in view.entities
        and view.entities[key].type == MentionType.PERSON
    )


def _subjects(claim: Claim, entity_of: Mapping[str, str]) -> set[str]:
    """Of whom a stage is reported: the relation's subject, else everybody the claim speaks of."""
    under = [
        relation.subject
        for relation in claim.relations
        if relation.predicate in (Predicate.INVESTIGATED_FOR, Predicate.CHARGED_WITH)
    ]
    return {entity_of[ref.id] for ref in (under or references(claim)) if ref.id in entity_of}


def _spellings(entity: Entity) -> set[str]:
    """Whole names and their longer words: a quote may begin in the middle of a name."""
    words = {word for name in entity.names for word in name.split() if len(word) >= WORD}
    return {name for name in entity.names if len(name) > 1} | words


def _letters(index: int) -> str:
    letters = ""
    while True:
        letters = chr(ord("A") + index % 26) + letters
        index = index // 26 - 1
        if index < 0:
            return letters


def _pattern(names: Mapping[str, str]) -> re.Pattern[str]:
    longest = sorted(names, key=lambda name: (-len(name), name))
    parts = (r"\s+".join(re.escape(word) for word in name.split()) for name in longest)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def _walk(value: T, names: Mapping[str, str], pattern: re.Pattern[str]) -> T:
    folded = {" ".join(name.split()).casefold(): sign for name, sign in names.items()}

    def replace(match: re.Match[str]) -> str:
        return folded.get(" ".join(match.group().split()).casefold(), "[person]")

    def walk(part: object) -> object:
        if isinstance(part, str):
            return pattern.sub(replace, part)
        if isinstance(part, tuple):
            return tuple(walk(one) for one in part)
        if dataclasses.is_dataclass(part) and not isinstance(part, type):
            changes = {
                field.name: walk(getattr(part, field.name))
                for field in dataclasses.fields(part)
                if field.name not in _UNTOUCHED
            }
            return dataclasses.replace(part, **changes)
        return part

    return cast(T, walk(value))


def _say(dossier: Dossier, reasons: list[str], count: int) -> Dossier:
    """State on the front page that names are masked, and why."""
    sentence = Sentence(
        f"Names of {count} {'person' if count == 1 else 'persons'} are masked "
        f"({'; '.join(reasons)}); a quote is not verbatim where a mask stands in it."
    )
    first = dossier.sections[0]
    blocks = tuple(
        dataclasses.replace(block, sentences=(*block.sentences, sentence))
        if isinstance(block, Box) and block.kind == "status"
        else block
        for block in first.blocks
    )
    return dataclasses.replace(
        dossier, sections=(dataclasses.replace(first, blocks=blocks), *dossier.sections[1:])
    )
