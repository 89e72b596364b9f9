"""What of a case may leave for an audience, before it takes the form of a file.

Every export goes through here: tiers and privilege, what a person rejected, names that the public may
not see. Only those leave whom a claim that leaves names; whoever merely occurs in a text does not.
Beside each claim stand the contests in which it is disputed, and whether a person has reviewed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from dalil.claims.view import Entity
from dalil.dossier.contests import shown
from dalil.dossier.draft import Draft, references
from dalil.dossier.mask import Masking, masking
from dalil.dossier.values import Material
from dalil.evidence import Claim, Exhibit, Question, Reference


class Leaving:
    """The part of a case that one audience may have.

    Args:
        material: The case and the audience.
    """

    def __init__(self, material: Material) -> None:
        self.material = material
        self.view = material.view
        self.draft = Draft(material, "")

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Claims that leave, in the order of the case."""
        return self.draft.claims

    @cached_property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """Exhibits that the audience may see, in the order of ingest."""
        return tuple(one for one in self.view.exhibits.values() if self.draft.allowed(one))

    @cached_property
    def masking(self) -> Masking:
        """Whose names are replaced."""
        return masking(self.material, self.view.targets)

    def words(self, text: str) -> str:
        """Any text as this audience may read it."""
        return self.masking.words(text)

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Entities that a leaving claim names, with the spellings of exhibits that leave alone."""
        named = dict.fromkeys(
            entity for claim in self.claims for entity in self.named(claim) if entity
        )
        return {key: found for key in named if (found := self._entity(key)) is not None}

    def named(self, claim: Claim) -> tuple[str, ...]:
        """Entity ids that a claim names: of whom it speaks, then who holds it."""
        held = [holder.reference for holder in claim.holders if holder.reference is not None]
        ids = (self.entity_of(reference) for reference in (*references(claim), *held))
        return tuple(dict.fromkeys(entity for entity in ids if entity))

    def entity_of(self, reference: Reference | None) -> str | None:
        """The id of the entity that a reference names, under the judgements of the case."""
        return self.view.entity_of.get(reference.id) if reference is not None else None

    def _entity(self, key: str) -> Entity | None:
        found = self.view.entities.get(key)
        if found is None:
            return None
        seen = {exhibit.sha256 for exhibit in self.exhibits}
        spelt = {
            " ".join(mention.text.split())
            for one in found.members
            if (mention := self.view.mentions[one]).exhibit in seen
        }
        names = tuple(name for name in found.names if " ".join(name.split()) in spelt)
        if not names:
            names = (found.name,) if found.name in spelt else tuple(sorted(spelt))
        if key in self.masking.signs:
            names = (self.masking.signs[key],)
        if not names:
            return None
        name = found.name if found.name in names else names[0]
        return Entity(key, found.type, name, names, found.members, found.reasons)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Contested questions, told from the claims that leave alone."""
        return shown(self.draft)

    @cached_property
    def contests(self) -> Mapping[str, tuple[str, ...]]:
        """Questions with claims on both sides in which a claim stands, by claim id."""
        found: dict[str, list[str]] = {}
        for question in self.questions:
            for side in question.sides:
                for claim in side.claims:
                    found.setdefault(claim, []).append(question.id)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def state(self) -> Mapping[str, object]:
        """What stands on every export: for whom, how much is reviewed, what is left out, where it ends."""
        checkpoint = self.material.checkpoint
        reviewed = sum(claim.id in self.view.reviewed for claim in self.claims)
        return {
            "case": self.words(self.view.name),
            "audience": str(self.material.audience),
            "reviewed": f"{reviewed} of {len(self.claims)} claims reviewed",
            "claims": len(self.claims),
            "claims_withheld": self.draft.withheld,
            "claims_rejected": len(self.draft.rejected & self.view.claims.keys()),
            "exhibits": len(self.exhibits),
            "exhibits_withheld": self.draft.exhibits_withheld,
            "exhibits_unmarked": self.draft.unmarked,
            "persons_masked": len(self.masking.signs),
            "checkpoint": None
            if checkpoint is None
            else {"size": checkpoint.size, "root": checkpoint.root, "at": checkpoint.at},
        }

    def row(self, claim: Claim) -> dict[str, object]:
        """A claim with all that must not be parted from it, as plain values."""
        proceedings = claim.proceedings
        exhibit = self.view.exhibits[claim.exhibit]
        return {
            "claim": claim.id,
            "quote": self.words(claim.quote),
            "holders": [
                self.words(self._held(claim, index)) for index in range(len(claim.holders))
            ],
            "holder_line": self.words(self.draft.voice.holder(claim, whole=True).rstrip(",")),
            "stance": str(claim.stance),
            "kind": str(claim.kind),
            "negated": claim.negated,
            "hedged": claim.hedged,
            "stage": str(proceedings.stage) if proceedings and proceedings.stage else None,
            "forum": str(proceedings.forum) if proceedings and proceedings.forum else None,
            "finality": str(proceedings.finality) if proceedings and proceedings.finality else None,
            "court": self.words(proceedings.court) if proceedings and proceedings.court else None,
            "about": [
                entity for ref in references(claim) if (entity := self.entity_of(ref)) is not None
            ],
            "exhibit": claim.exhibit,
            "title": self.words(self.draft.voice.title(claim.exhibit)),
            "file": self.words(exhibit.name),
            "address": self.words(self.draft.voice.address(claim.exhibit)),
            "place": self.words(claim.locator.place),
            "start": claim.locator.start,
            "end": claim.locator.end,
            "reviewed": claim.id in self.view.reviewed,
            "correction": self.words(self.draft.corrections.get(claim.id, "")) or None,
            "contested_in": list(self.contests.get(claim.id, ())),
            "method": claim.method,
        }

    def _held(self, claim: Claim, index: int) -> str:
        return self.draft.voice.holder_name(claim.holders[index], claim.exhibit)
