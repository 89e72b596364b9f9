"""The desk: what the pages need of one state of a case, fetched as pages ask and kept while it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import cast

from dalil.casework.closings import Closing
from dalil.claims.index import Counts, Named, Shelved, Tied, Wanted
from dalil.claims.reviews import rejected, reviewed
from dalil.claims.view import CaseView, Entity
from dalil.dossier import wording
from dalil.dossier.draft import INTERESTS_SHOWN, TELLING, Draft, references
from dalil.dossier.facts import OWN_SIDE
from dalil.dossier.values import Material
from dalil.evidence import Claim, DocumentInfo, Interest, Judgement, TextLayer, Tier
from dalil.web.asking import Asking, Part, Those
from dalil.web.paging import ROWS, Page, page_asked, page_of
from dalil.web.ports import CaseSource

LAYERS_KEPT = 16
TIES = 4 * INTERESTS_SHOWN
"""Ties of a speaker that are loaded at first, to show the most telling."""


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
    closing: tuple[str, ...] = ()


class Desk:
    """What the pages ask of one state of a case.

    Args:
        source: The case.
    """

    def __init__(self, source: CaseSource) -> None:
        self.source, self.index = source, source.index
        self.versions = source.versions()
        self.layer = lru_cache(maxsize=LAYERS_KEPT)(source.layer)
        self.shelf: Asking[Shelved] = Asking(self._shelved)
        self.claims: Asking[Claim] = Asking(
            lambda keys: {claim.id: claim for claim in self.index.claims_by_id(keys)}
        )
        self.entity_of: Asking[str] = Asking(self.index.entities_of)
        self.named: Asking[Named] = Asking(self.index.named)
        self.closings: Asking[Closing] = Asking(source.closings)
        self.judged: Asking[Sequence[Judgement]] = Asking(self._judged)
        self.interests: Asking[Sequence[Interest]] = Asking(self._interests)
        self._drafts = lru_cache(maxsize=LAYERS_KEPT)(self._make_draft)
        self._draft = self._drafts("")
        self.voice = self._draft.voice

    @cached_property
    def view(self) -> CaseView:
        """The case as sentences are worded from it: asked by key, never walked through."""
        shelf = self.shelf
        return CaseView(
            name=self.source.name,
            exhibits=Part(shelf, lambda one: one.exhibit),
            infos=Part(shelf, lambda one: one.info),
            claims=self.claims,
            entities=Part(self.named, _entity),
            entity_of=self.entity_of,
            redirects={},
            reviewed=cast(frozenset[str], Those(self.is_reviewed)),
            targets=tuple(self.index.targets()),
        )

    @cached_property
    def counts(self) -> Counts:
        """The case in numbers."""
        return self.index.counts()

    @cached_property
    def treated(self) -> Mapping[str, str]:
        """How persons and bodies are to be treated, by entity id."""
        return self.source.treated()

    def closing(self, key: str, *, told: bool = True) -> tuple[str, ...]:
        """Who may see an exhibit or a claim, in words; the usual is said where ``told`` asks for it."""
        found = self.closings.get(key, Closing())
        return found.labels if told or found != Closing() else ()

    @cached_property
    def targets(self) -> tuple[Named, ...]:
        """Entities that the user marked."""
        found = self.index.named(self.view.targets)
        return tuple(
            {found[key].id: found[key] for key in self.view.targets if key in found}.values()
        )

    def ranked(self, type_: str, first: int, count: int) -> tuple[Named, ...]:
        """Entities of a type, targets first, then those most spoken of."""
        own = sorted(
            (one for one in self.targets if one.type == type_),
            key=lambda one: (-one.about - one.held, -one.mentions, one.name),
        )
        head = own[first : first + count]
        rest = max(first - len(own), 0)
        leave = [one.id for one in own]
        more = (
            self.index.entities(type_, rest, count - len(head), leave) if len(head) < count else ()
        )
        return (*head, *more)

    def documents(self, first: int, count: int) -> tuple[Shelved, ...]:
        """Exhibits in the order of arrival."""
        return tuple(map(self._described, self.index.documents(first, count)))

    def sides(self, entity: str) -> tuple[Wanted, Wanted]:
        """What to ask for: claims about an entity that are said, and those said against."""
        ties = [tie for tie in self.index.ties_to(entity) if tie.kind in OWN_SIDE]
        own = (entity, *sorted({tie.holder for tie in self._usable(ties)}))
        said, against = (Wanted(about=entity, against=side, tied=own) for side in (False, True))
        return said, against

    def claims_page(self, wanted: Wanted, number: int, size: int = ROWS) -> Page[Claim]:
        """One page of the claims that are asked for; a number out of range gives the nearest."""
        total, items = self.index.counted_claims(wanted, (max(number, 1) - 1) * size, size)
        if items or not total:
            return page_asked(total, number, lambda first, count: items, size)
        return page_asked(
            total, number, lambda first, count: self.index.claims(wanted, first, count), size
        )

    def ties(self, entity: str, number: int, size: int) -> Page[tuple[str, str]]:
        """Stated interests of a speaker: the tie in words, and the claim that states it."""
        page = page_of(self._usable(self.index.ties_of([entity])), number, size)
        found = self.index.interests_at(one.place for one in page.items)
        self.named.prime(tie.other for tie in found.values() if tie.other)
        words = tuple((self._draft.tie(found[one.place]), one.claim) for one in page.items)
        return Page(words, page.number, page.pages, page.total, page.size)

    def is_reviewed(self, claim: str) -> bool:
        """Whether a person has looked at a claim."""
        return claim in reviewed(self.judged.get(claim, ()))

    def is_rejected(self, claim: str) -> bool:
        """Whether a person's rejection of a claim is in force."""
        return claim in rejected(self.judged.get(claim, ()))

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
            closing=self.closing(claim.id, told=False),
        )

    def marks(self, claim: Claim) -> tuple[str, ...]:
        """The labels of a claim alone, for a row of a table."""
        return self._draft.marks(claim)

    def cards(self, claims: Sequence[Claim], about: str = "") -> tuple[Card, ...]:
        """Several claims as the pages show them."""
        self.prime(claims)
        return tuple(self.card(claim, about) for claim in claims)

    def prime(self, claims: Sequence[Claim]) -> None:
        """Fetch together what the cards of these claims will ask for."""
        self.shelf.prime(claim.exhibit for claim in claims)
        held = (one.reference for claim in claims for one in claim.holders)
        spoken = (ref for claim in claims for ref in references(claim))
        mentions = {ref.id for ref in (*held, *spoken) if ref is not None}
        self.entity_of.prime(mentions)
        entities = {self.entity_of[key] for key in mentions if key in self.entity_of}
        self.named.prime(entities)
        speakers = {who for claim in claims for who in self._draft.speakers(claim)}
        self.interests.prime(speakers)
        self.judged.prime(claim.id for claim in claims)
        self.closings.prime(claim.id for claim in claims)

    def text(self, sha256: str) -> TextLayer | None:
        """The text layer of an exhibit."""
        return self.layer(sha256)

    # -- inside ------------------------------------------------------------------------------

    def _make_draft(self, who: str) -> Draft:
        draft = Draft(Material(view=self.view, layer=self._head, audience=Tier.SEALED), who)
        draft.interests = self.interests
        draft.rejected = cast(frozenset[str], Those(self.is_rejected))
        draft.voice.numbers = Part(self.shelf, lambda one: one.number)
        return draft

    def _head(self, sha256: str) -> TextLayer | None:
        """What wording asks of a text layer is its language; the text itself stays where it is."""
        one = self.shelf.get(sha256)
        if one is None or one.info is None:
            return None
        return TextLayer(sha256, "", (), "", "", one.language, one.info)

    def _usable(self, ties: Sequence[Tied]) -> list[Tied]:
        """Ties whose claim nobody rejected."""
        self.judged.prime(tie.claim for tie in ties)
        return [tie for tie in ties if not self.is_rejected(tie.claim)]

    def _judged(self, claims: Iterable[str]) -> Mapping[str, Sequence[Judgement]]:
        found: dict[str, list[Judgement]] = {}
        for one in self.index.judgements_on(claims):
            found.setdefault(one.left, []).append(one)
        return found

    def _interests(self, holders: Iterable[str]) -> Mapping[str, Sequence[Interest]]:
        """The ties of speakers that a claim of theirs may be shown with: the most telling of each."""
        ranked = _ranked(self._usable(self.index.ties_of(holders)))
        found = {holder: self._loaded(ties[:TIES]) for holder, ties in ranked.items()}
        for holder, ties in ranked.items():
            words = {self._draft.tie(one) for one in found[holder]}
            if len(words) < INTERESTS_SHOWN and len(ties) > TIES:
                found[holder] = self._loaded(ties)
        return found

    def _loaded(self, ties: Sequence[Tied]) -> Sequence[Interest]:
        found = self.index.interests_at(one.place for one in ties)
        self.named.prime(one.other for one in ties if one.other)
        return tuple(found[one.place] for one in ties)

    def _shelved(self, exhibits: Iterable[str]) -> Mapping[str, Shelved]:
        return {sha: self._described(one) for sha, one in self.index.shelved(exhibits).items()}

    def _described(self, one: Shelved) -> Shelved:
        info = one.info
        told = self.source.described(one.exhibit.sha256, info or DocumentInfo())
        return one if info is None or told == info else _with(one, told)


def _with(one: Shelved, info: DocumentInfo) -> Shelved:
    return Shelved(
        one.exhibit, one.number, info, one.language, one.notes, one.refusal, one.claims, one.read
    )


def _ranked(ties: Iterable[Tied]) -> Mapping[str, list[Tied]]:
    """Ties by speaker, the most telling first, each kind to each other end once."""
    rank = {kind: place for place, kind in enumerate(TELLING)}
    found: dict[str, dict[tuple[object, ...], Tied]] = {}
    for one in sorted(ties, key=lambda tie: (rank.get(tie.kind, len(rank)), tie.place)):
        told_by_ends = one.other is not None and one.kind in rank
        same = (one.kind, one.other) if told_by_ends else (one.place,)
        found.setdefault(one.holder, {}).setdefault(same, one)
    return {holder: list(those.values()) for holder, those in found.items()}


def _entity(one: Named) -> Entity:
    """An entity for wording: by name; its mentions are not listed."""
    return Entity(one.id, one.type, one.name, one.names, ())
