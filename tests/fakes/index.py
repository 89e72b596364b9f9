"""The index by brute force over a whole view: what every other index must answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dalil.claims.index import REASONS, Counts, Named, Shelved, Tied, Wanted
from dalil.claims.questions.sides import HARD_STAGES, stands_against
from dalil.claims.reviews import reviewed
from dalil.claims.searching import Asked, places
from dalil.claims.view import CaseView, Entity
from dalil.dossier.draft import Draft, references
from dalil.dossier.values import Material
from dalil.evidence import Claim, Interest, Judgement, Mention, Question, TextLayer
from dalil.names.fold import fold, words


@dataclass
class ViewIndex:
    """Answers from plain values, each by walking through all of them."""

    view: CaseView
    layers: Mapping[str, TextLayer] = field(default_factory=dict)
    times: Sequence[str] = ()
    unread: set[str] = field(default_factory=set)
    records: Sequence[str] = ()

    def counts(self) -> Counts:
        view = self.view
        kinds = Counter(entity.type for entity in view.entities.values())
        return Counts(
            documents=len(view.exhibits),
            refused=sum(sha in view.refusals and sha not in self.layers for sha in view.exhibits),
            searchable=len(self.layers),
            read=len(self._read()),
            claims=len(view.claims),
            reviewed=len(view.reviewed & view.claims.keys()),
            questions=len(view.questions),
            people=kinds["PER"],
            organisations=kinds["ORG"],
            assets=kinds["ASSET"],
        )

    def _read(self) -> set[str]:
        return set(self.layers) - self.unread

    def documents(self, first: int, count: int) -> list[Shelved]:
        names = list(self.view.exhibits)[first : first + count]
        return list(self.shelved(names).values())

    def waiting(self) -> list[str]:
        settled = self.layers.keys() | self.view.refusals.keys()
        return [sha for sha in self.view.exhibits if sha not in settled]

    def readable(self) -> list[str]:
        return [sha for sha in self.view.exhibits if sha in self.layers]

    def shelved(self, exhibits: Iterable[str]) -> dict[str, Shelved]:
        numbers = {sha: index for index, sha in enumerate(self.view.exhibits, 1)}
        found = {}
        for sha in exhibits:
            if sha not in self.view.exhibits:
                continue
            layer = self.layers.get(sha)
            found[sha] = Shelved(
                exhibit=self.view.exhibits[sha],
                number=numbers[sha],
                info=layer.info if layer else None,
                language=layer.language if layer else None,
                notes=layer.notes if layer else (),
                refusal=self.view.refusals.get(sha),
                claims=sum(claim.exhibit == sha for claim in self.view.claims.values()),
                read=sha in self._read(),
            )
        return found

    def _about(self, claim: Claim) -> set[str | None]:
        return {self.view.entity_of.get(ref.id) for ref in references(claim)}

    def _holds(self, claim: Claim) -> str | None:
        ref = claim.holders[0].reference
        return self.view.entity_of.get(ref.id) if ref else None

    def _fits(self, claim: Claim, wanted: Wanted) -> bool:
        draft = Draft(Material(view=self.view), wanted.about)
        soft = claim.stage not in HARD_STAGES
        own = soft and bool(set(draft.speakers(claim)) & set(wanted.tied))
        against = stands_against(claim) or own
        return (
            (not wanted.stance or claim.stance == wanted.stance)
            and (not wanted.stage or (claim.stage or "none") == wanted.stage)
            and (wanted.reviewed in (None, claim.id in self.view.reviewed))
            and (not wanted.about or wanted.about in self._about(claim))
            and (not wanted.held or wanted.held == self._holds(claim))
            and (wanted.against in (None, against))
            and (not wanted.related or bool(claim.relations))
            and wanted.exhibit in ("", claim.exhibit)
            and (wanted.among is None or claim.id in wanted.among)
        )

    def claims(self, wanted: Wanted, first: int, count: int) -> list[Claim]:
        found = [claim for claim in self.view.claims.values() if self._fits(claim, wanted)]
        return found[first : first + count]

    def count_claims(self, wanted: Wanted) -> int:
        return len(self.claims(wanted, 0, 1 << 60))

    def counted_claims(self, wanted: Wanted, first: int, count: int) -> tuple[int, list[Claim]]:
        return self.count_claims(wanted), self.claims(wanted, first, count)

    def claims_by_id(self, ids: Iterable[str]) -> list[Claim]:
        return [self.view.claims[i] for i in dict.fromkeys(ids) if i in self.view.claims]

    def claims_at(self, exhibit: str, start: int, end: int) -> list[Claim]:
        found = [
            claim
            for claim in self.view.claims.values()
            if claim.exhibit == exhibit and claim.locator.start < end and claim.locator.end > start
        ]
        return sorted(found, key=lambda claim: (claim.locator.start, -claim.locator.end))

    def mentions_at(self, exhibit: str, start: int, end: int) -> list[Mention]:
        found = [
            one
            for one in self.view.mentions.values()
            if one.exhibit == exhibit and one.start < end and one.end > start
        ]
        return sorted(found, key=lambda one: (one.start, -one.end))

    def mentions_of(self, entity: str, first: int = 0, count: int = -1) -> list[Mention]:
        held = self.view.entities.get(entity)
        members = held.members if held else ()
        part = members[first:] if count < 0 else members[first : first + count]
        return [self.view.mentions[one] for one in part]

    def links_on(self, mentions: Iterable[str]) -> list[Judgement]:
        wanted = set(mentions)
        known = [one for one in self.view.judgements if not one.left.startswith("c_")]
        return [
            one
            for one in known
            if {f"m_{end[2:]}" for end in (one.left, one.right) if end} & wanted
        ]

    def _named(self, entity: Entity) -> Named:
        judgements = {one.id: one for one in self.view.judgements}
        counted = Counter(
            (judgements[key].reason, judgements[key].author)
            for key in entity.reasons
            if key in judgements
        )
        return Named(
            id=entity.id,
            type=entity.type,
            name=entity.name,
            names=entity.names,
            mentions=len(entity.members),
            about=sum(entity.id in self._about(claim) for claim in self.view.claims.values()),
            held=sum(entity.id == self._holds(claim) for claim in self.view.claims.values()),
            reasons=tuple((*key, count) for key, count in counted.most_common(REASONS)),
        )

    def entities(
        self, type_: str, first: int, count: int, leave: Sequence[str] = ()
    ) -> list[Named]:
        found = [
            self._named(entity)
            for entity in self.view.entities.values()
            if entity.type == type_ and entity.id not in leave
        ]
        found.sort(key=lambda one: (-one.about - one.held, -one.mentions, one.name))
        return found[first : first + count]

    def named(self, entities: Iterable[str]) -> dict[str, Named]:
        view, found = self.view, {}
        for key in entities:
            now = key if key in view.entities else view.redirects.get(key, "")
            if now in view.entities:
                found[key] = self._named(view.entities[now])
        return found

    def entities_of(self, mentions: Iterable[str]) -> dict[str, str]:
        return {key: self.view.entity_of[key] for key in mentions if key in self.view.entity_of}

    def questions(self, first: int, count: int) -> list[Question]:
        return list(self.view.questions.values())[first : first + count]

    def questions_by_id(self, ids: Iterable[str]) -> list[Question]:
        return [self.view.questions[key] for key in ids if key in self.view.questions]

    def questions_about(self, entity: str, first: int, count: int) -> list[Question]:
        found = [one for one in self.view.questions.values() if entity in one.about]
        return found[first : first + count]

    def count_questions_about(self, entity: str) -> int:
        return len(self.questions_about(entity, 0, 1 << 60))

    def questions_on(self, claims: Iterable[str]) -> dict[str, list[Question]]:
        found: dict[str, list[Question]] = {}
        for key in claims:
            for one in self.view.questions.values():
                if any(key in side.claims for side in one.sides):
                    found.setdefault(key, []).append(one)
        return found

    def _ties(self) -> list[Tied]:
        return [
            Tied(place, one.holder, one.other, one.kind, one.claim)
            for place, one in enumerate(self.view.interests, 1)
            if one.claim in self.view.claims
        ]

    def ties_of(self, holders: Iterable[str]) -> list[Tied]:
        wanted = set(holders)
        return [one for one in self._ties() if one.holder in wanted]

    def ties_to(self, other: str) -> list[Tied]:
        return [one for one in self._ties() if one.other == other]

    def interests_at(self, places: Iterable[int]) -> dict[int, Interest]:
        return {place: self.view.interests[place - 1] for place in places}

    def reviews(self) -> list[Judgement]:
        seen = {key for key in reviewed(self.view.judgements) if key.startswith("c_")}
        return [one for one in self.view.judgements if one.by_person and one.left in seen]

    def judgements_on(self, references: Iterable[str]) -> list[Judgement]:
        wanted = set(references)
        return [one for one in self.view.judgements if one.left in wanted]

    def judgements_saying(self, value: str) -> list[Judgement]:
        return [j for j in self.view.judgements if j.left.startswith("c_") and j.value == value]

    def corrections_to(self, claims: Iterable[str]) -> list[Judgement]:
        wanted = set(claims)
        return [one for one in self.view.judgements if one.right in wanted]

    def targets(self) -> tuple[str, ...]:
        return self.view.targets

    def find_names(self, words_: str, count: int) -> list[Named]:
        keys = [key for key in map(fold, words(words_)) if key]
        found = []
        for kind in ("PER", "ORG", "ASSET"):
            for one in self.entities(kind, 0, 1 << 60):
                own = [fold(word) for name in one.names for word in words(name)]
                if keys and all(any(word.startswith(key) for word in own) for key in keys):
                    found.append(one)
        found.sort(key=lambda one: (-one.about - one.held, -one.mentions, one.name))
        return found[:count]

    @staticmethod
    def _holds_all(text: str, asked: Asked) -> bool:
        return bool(asked) and all(
            places(text, Asked((part,), (opened,)), 1)
            for part, opened in zip(asked.parts, asked.open, strict=True)
        )

    def find_texts(self, asked: Asked, first: int, count: int) -> list[str]:
        found = [
            sha
            for sha in self.view.exhibits
            if sha in self.layers and self._holds_all(self.layers[sha].text, asked)
        ]
        return found[first : first + count]

    def count_texts(self, asked: Asked) -> int:
        return len(self.find_texts(asked, 0, 1 << 60))

    def find_quotes(self, asked: Asked, first: int, count: int) -> list[Claim]:
        found = [one for one in self.view.claims.values() if self._holds_all(one.quote, asked)]
        return found[first : first + count]

    def count_quotes(self, asked: Asked) -> int:
        return len(self.find_quotes(asked, 0, 1 << 60))

    def record_ids(self, kind: str) -> list[str]:
        return [key for key in self.records if key.startswith(kind)]

    def pace(self, count: int) -> list[str]:
        return list(self.times[:count])
