"""The desk: a case view with the indexes that the pages ask, built once for each view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from dalil.claims.view import CaseView, Entity
from dalil.dossier import wording
from dalil.dossier.draft import Draft, references
from dalil.dossier.facts import contrary_kind
from dalil.dossier.values import Material
from dalil.evidence import Claim, Judgement, Mention, Question, TextLayer, Tier
from dalil.web.ports import CaseSource

LAYERS_KEPT = 32


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as the pages show it; all texts are still to be escaped."""

    id: str
    lead: str
    short: str
    quote: str
    place: str
    exhibit: str
    number: int
    title: str
    marks: tuple[str, ...]
    ties: tuple[str, ...]
    language: str | None


class Desk:
    """Indexes over one view.

    Args:
        source: Where text layers come from.
        view: The case.
    """

    def __init__(self, source: CaseSource, view: CaseView) -> None:
        self.view = view
        self.layer = lru_cache(maxsize=LAYERS_KEPT)(source.layer)
        self._material = Material(view=view, layer=self.layer, audience=Tier.SEALED)
        self._drafts = lru_cache(maxsize=LAYERS_KEPT)(lambda who: Draft(self._material, who))
        self._draft = self._drafts("")
        self.sides = lru_cache(maxsize=LAYERS_KEPT)(self._sides)
        self.voice = self._draft.voice

    @cached_property
    def by_exhibit(self) -> dict[str, tuple[Claim, ...]]:
        """Claims of an exhibit, in order of place."""
        found: dict[str, list[Claim]] = {}
        for claim in self.view.claims.values():
            found.setdefault(claim.exhibit, []).append(claim)
        return {
            sha: tuple(sorted(claims, key=lambda c: (c.locator.start, -c.locator.end)))
            for sha, claims in found.items()
        }

    @cached_property
    def mentions(self) -> dict[str, tuple[Mention, ...]]:
        """Mentions of an exhibit, in order of place."""
        found: dict[str, list[Mention]] = {}
        for mention in self.view.mentions.values():
            found.setdefault(mention.exhibit, []).append(mention)
        return {
            sha: tuple(sorted(ms, key=lambda m: (m.start, -m.end))) for sha, ms in found.items()
        }

    @cached_property
    def about(self) -> dict[str, tuple[Claim, ...]]:
        """Claims that speak of an entity."""
        return self._grouped(lambda claim: {ref.id for ref in references(claim)})

    @cached_property
    def held(self) -> dict[str, tuple[Claim, ...]]:
        """Claims whose innermost holder is an entity."""
        return self._grouped(
            lambda claim: {ref.id} if (ref := claim.holders[0].reference) is not None else set()
        )

    def _grouped(self, of: Callable[[Claim], set[str]]) -> dict[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.view.claims.values():
            for entity in {self.view.entity_of.get(key) for key in of(claim)}:
                if entity is not None:
                    found.setdefault(entity, []).append(claim)
        return {key: tuple(claims) for key, claims in found.items()}

    @cached_property
    def ranked(self) -> tuple[Entity, ...]:
        """People, organisations and assets; targets first, then by number of claims, then by name."""
        wanted = [e for e in self.view.entities.values() if e.type in ("PER", "ORG", "ASSET")]
        return tuple(
            sorted(
                wanted,
                key=lambda e: (
                    e.id not in self.view.targets,
                    -len(self.about.get(e.id, ())) - len(self.held.get(e.id, ())),
                    -len(e.members),
                    e.name,
                ),
            )
        )

    @cached_property
    def contested(self) -> dict[str, tuple[Question, ...]]:
        """Questions on which a claim takes a side, by claim id."""
        found: dict[str, list[Question]] = {}
        for question in self.view.questions.values():
            for side in question.sides:
                for claim in side.claims:
                    found.setdefault(claim, []).append(question)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def reasons(self) -> dict[str, Judgement]:
        """Judgements by id."""
        return {judgement.id: judgement for judgement in self.view.judgements}

    def _sides(self, entity: str) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
        """Claims about an entity: those said, those said against."""
        draft = self._drafts(entity)
        said: list[Claim] = []
        against: list[Claim] = []
        for claim in self.about.get(entity, ()):
            (against if contrary_kind(draft, claim) else said).append(claim)
        return tuple(said), tuple(against)

    def ties(self, entity: str | None) -> tuple[tuple[str, str], ...]:
        """Stated interests of a speaker: the tie in words, and the claim that states it."""
        found = self._draft.interests.get(entity or "", ())
        return tuple({self._draft.tie(tie): tie.claim for tie in reversed(found)}.items())[::-1]

    def card(self, claim: Claim, about: str = "") -> Card:
        """A claim as the pages show it."""
        draft, voice = self._drafts(about), self.voice
        return Card(
            id=claim.id,
            lead=draft.lead(claim),
            short=draft.lead(claim, short=True),
            quote=wording.quoted(claim.quote),
            place=claim.locator.place,
            exhibit=claim.exhibit,
            number=voice.numbers.get(claim.exhibit, 0),
            title=voice.title(claim.exhibit),
            marks=draft.marks(claim),
            ties=tuple(words for words, _ in draft.telling(claim)),
            language=draft.language(claim.exhibit),
        )

    def cards(self, claims: Sequence[Claim], about: str = "") -> tuple[Card, ...]:
        """Several claims as the pages show them."""
        return tuple(self.card(claim, about) for claim in claims)

    def text(self, sha256: str) -> TextLayer | None:
        """The text layer of an exhibit."""
        return self.layer(sha256)
