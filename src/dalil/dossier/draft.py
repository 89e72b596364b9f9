"""The draft: which claims a dossier may show, their numbers and footnotes, while it is written.

Leaves out what the audience may not see (tier, privilege) and what a person rejected, and counts
both. Numbers are given in the order of reading, so the same case gives the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from dalil.claims.reviews import standing
from dalil.dossier import wording
from dalil.dossier.sight import Sight, unmarked
from dalil.dossier.values import Footnote, Material, Sentence
from dalil.dossier.voice import Voice
from dalil.evidence import (
    Claim,
    Exhibit,
    Finding,
    HolderRole,
    Interest,
    Judgement,
    Kind,
    Reference,
    Stance,
    Verdict,
)

# The most telling first.
_TIES = {
    "paid_by": "paid by",
    "lobbies_for": "lobbies for",
    "works_for": "works for",
    "represents": "represents",
    "funded_by": "funded by",
    "related_to": "related to",
    "signed_for": "signed for",
    "role_at": "holds or held an office at",
    "member_of": "member of",
}
TELLING = tuple(_TIES)
"""Kinds of ties, the most telling first."""
INTERESTS_SHOWN = 3
"""Interests printed under one sentence; the table of speakers holds all."""
BY_MODEL = "proposed by a language model"
_FIELD = re.compile(r"(?:^|; )([a-z_]+): (?=.* became )", re.DOTALL)
"""A field in the words of a correction: ``stance: asserts became denies; about: ...``."""


class Draft:
    """A dossier in the making.

    Args:
        material: What it is made from.
        target: Entity id.
    """

    def __init__(self, material: Material, target: str) -> None:
        self.material = material
        self.view = material.view
        self.target = target
        self.voice = Voice(material.view, self.allowed)
        self.facts: dict[str, int] = {}
        self._notes: dict[str, int] = {}
        self._fresh: list[Footnote] = []

    # -- what may be shown ------------------------------------------------------------------

    def allowed(self, exhibit: Exhibit | None, claim: Claim | None = None) -> bool:
        """Whether the audience may see an exhibit, or a claim on it."""
        return self._sight.allows(exhibit, claim)

    @cached_property
    def _sight(self) -> Sight:
        return Sight(self.material.whole, self.material.audience)

    @property
    def closed(self) -> Mapping[str, frozenset[int]]:
        """Places of claims that this audience may not see though it may see the exhibit, by exhibit."""
        return self._sight.shut

    @property
    def inner(self) -> bool:
        """Whether the audience is the submitter's own side, who may know who worked on the case."""
        return self._sight.inner

    def worker(self, author: str) -> str:
        """Who worked on the case: by name for the submitter's side, else ``reviewer 1``."""
        if self.inner:
            return author.removeprefix("person:")
        return f"reviewer {self._workers[author]}"

    @cached_property
    def _workers(self) -> Mapping[str, int]:
        exhibits = (exhibit.received_by for exhibit in self.view.exhibits.values())
        persons = (one.author for one in self.view.judgements if one.by_person)
        known = dict.fromkeys((*exhibits, *persons))
        return {author: number for number, author in enumerate(known, 1)}

    @cached_property
    def rejected(self) -> frozenset[str]:
        """Claims whose newest judgement by a person rejects them."""
        return frozenset(key for key, found in self._newest.items() if found is Verdict.REJECT)

    @cached_property
    def accepted(self) -> frozenset[str]:
        """Claims whose newest judgement by a person accepts them as they stand."""
        return frozenset(key for key, found in self._newest.items() if found is Verdict.ACCEPT)

    @cached_property
    def _newest(self) -> Mapping[str, Verdict]:
        return {key: one.verdict for key, one in self._reviews.items()}

    @cached_property
    def _reviews(self) -> Mapping[str, Judgement]:
        found = standing(self.view.judgements)
        return {key: one for key, one in found.items() if one.by_person}

    @cached_property
    def corrections(self) -> Mapping[str, str]:
        """What the correction in force says and who made it, by the claim that is shown for it."""
        return {
            key: f"{words} ({self.worker(author)})"
            for key, (words, author) in self._corrected.items()
        }

    @cached_property
    def _corrected(self) -> Mapping[str, tuple[str, str]]:
        """What a correction says and who made it, by the claim that is shown for it."""
        found: dict[str, tuple[str, str]] = {}
        for key, one in self._reviews.items():
            if one.verdict is Verdict.CORRECT:
                reason = one.reason if self.inner else "in words that are not shown here"
                says = one.value or reason
                found[one.right or key] = (self._changed(says) if one.right else says), one.author
        return found

    def _changed(self, says: str) -> str:
        """What a correction changed; where something is left out, the fields without their words.

        The words name people as the whole case knows them: a name, or that two are one, may stand in
        closed documents alone.
        """
        if self.is_whole:
            return says
        fields = dict.fromkeys(found.group(1) for found in _FIELD.finditer(says))
        return f"{', '.join(fields)} changed" if fields else "changed"

    def usable(self, claim_id: str) -> Claim | None:
        """The claim where it may be shown, else None."""
        claim = self.view.claims.get(claim_id)
        if claim is None or claim_id in self.rejected:
            return None
        return claim if self.allowed(self.view.exhibits.get(claim.exhibit), claim) else None

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims that may be shown, in the order of the case."""
        return tuple(claim for key in self.view.claims if (claim := self.usable(key)))

    @cached_property
    def withheld(self) -> int:
        """How many claims the audience may not see."""
        shown = len(self.claims) + len(self.rejected & self.view.claims.keys())
        return self.material.left_out.claims + len(self.view.claims) - shown

    @cached_property
    def exhibits_withheld(self) -> int:
        """How many exhibits the audience may not see."""
        closed = sum(not self.allowed(one) for one in self.view.exhibits.values())
        return self.material.left_out.exhibits + closed

    @cached_property
    def unmarked(self) -> int:
        """How many exhibits the public does not get because nobody said that they are public."""
        return unmarked(self.material.whole, self.material.audience)

    @property
    def nothing(self) -> str:
        """How to say that there is nothing: of what is not shown, nothing is said."""
        return "nothing on file" if self.is_whole else "nothing that may be shown here"

    @property
    def shown(self) -> str:
        """Where was looked: ``on file``, or where something is left out, among what is not."""
        return "on file" if self.is_whole else "among what may be shown here"

    @cached_property
    def is_whole(self) -> bool:
        """Whether the audience sees all exhibits and claims of the case."""
        return not (self.withheld or self.exhibits_withheld)

    # -- entities ----------------------------------------------------------------------------

    def entities(self, claim: Claim) -> frozenset[str]:
        """Entity ids that a claim speaks of."""
        return frozenset(
            entity
            for reference in references(claim)
            if (entity := self.view.entity_of.get(reference.id))
        )

    def entity_name(self, entity: str) -> str:
        """An entity's name, its id where it is unknown; retired ids are followed."""
        entity = self.view.redirects.get(entity, entity)
        found = self.view.entities.get(entity)
        return found.name if found else entity

    def speakers(self, claim: Claim) -> tuple[str, ...]:
        """Entity ids of the innermost holder; of all signatories where they hold it together."""
        inner = claim.holders[0]
        together = [
            one
            for one in claim.holders
            if one is inner or (one.role is inner.role is HolderRole.SIGNATORY)
        ]
        ids = (self.view.entity_of.get(one.reference.id) for one in together if one.reference)
        return tuple(dict.fromkeys(entity for entity in ids if entity))

    @cached_property
    def interests(self) -> Mapping[str, Sequence[Interest]]:
        """Interests by speaker; only those whose claim may be shown."""
        found: dict[str, list[Interest]] = {}
        for interest in self.view.interests:
            if self.usable(interest.claim):
                found.setdefault(interest.holder, []).append(interest)
        return {key: tuple(value) for key, value in found.items()}

    def hidden(self, finding: Finding) -> int:
        """How many claims of a finding are not shown; what was told of them must not be shown either."""
        listed = {*finding.claims_for, *finding.claims_against}
        return sum(self.usable(claim) is None for claim in listed)

    @cached_property
    def listed_against(self) -> frozenset[str]:
        """Claims that a finding lists on the contrary side."""
        return frozenset(
            claim
            for assessment in self.material.assessments
            for finding in assessment.findings
            for claim in finding.claims_against
        )

    @cached_property
    def relevant(self) -> tuple[Claim, ...]:
        """Claims that concern the target, are held by them, or that a finding rests on."""
        listed = self.listed_against | {
            claim
            for assessment in self.material.assessments
            for finding in assessment.findings
            for claim in finding.claims_for
        }
        return tuple(
            claim
            for claim in self.claims
            if claim.id in listed
            or self.target in self.entities(claim)
            or self.target in self.speakers(claim)
        )

    def tie(self, interest: Interest) -> str:
        """An interest in words: ``paid by Inner Sea Dialogue Foundation``."""
        verb = _TIES.get(interest.kind)
        if verb is None or interest.other is None:
            return interest.text
        return f"{verb} {self.entity_name(interest.other)}"

    # -- sentences ---------------------------------------------------------------------------

    def note(self, claim: Claim) -> int:
        """The number of a claim's footnote, made on first use."""
        if claim.id not in self._notes:
            self._notes[claim.id] = len(self._notes) + 1
            self._fresh.append(self._footnote(claim, self._notes[claim.id]))
        return self._notes[claim.id]

    def take_notes(self) -> tuple[Footnote, ...]:
        """The footnotes made since the last call: those of the section that ends here."""
        taken, self._fresh = tuple(self._fresh), []
        return taken

    def fact(self, claim: Claim, findings: tuple[str, ...] = ()) -> Sentence:
        """A claim as a numbered fact with its footnote, labels and the speaker's interest."""
        sentence = self.sentence(claim)
        return Sentence(
            text=sentence.text,
            claims=sentence.claims,
            findings=findings,
            notes=sentence.notes,
            number=self.facts.get(claim.id),
            marks=sentence.marks,
            beside=sentence.beside,
            language=sentence.language,
        )

    def sentence(self, claim: Claim) -> Sentence:
        """A claim as a sentence: holder, stance, state of proceedings, and the words themselves."""
        note = self.note(claim)
        return Sentence(
            text=f"{self.lead(claim)} {wording.quoted(claim.quote)}",
            claims=(claim.id,),
            notes=(note,),
            marks=self.marks(claim),
            beside=self._beside(claim),
            language=self.language(claim.exhibit),
        )

    def lead(self, claim: Claim, *, short: bool = False) -> str:
        """What stands before the quote; ``short`` leaves outlet and date out."""
        voice, said = self.voice, ""
        if claim.kind is Kind.REGISTER and claim.relations:
            said = "; ".join(voice.relation(relation) for relation in claim.relations)
        about = voice.about(claim, self.target) if self.target else ""
        return wording.lead(claim, voice.holder(claim, short=short), about, said)

    def marks(self, claim: Claim) -> tuple[str, ...]:
        """The labels of a claim: stance where it is no assertion, stage, negation, hedging, review."""
        proceedings = claim.proceedings
        stage = (
            wording.label(proceedings.stage, proceedings.forum, proceedings.finality)
            if proceedings and proceedings.stage
            else ""
        )
        found = [
            "" if claim.stance is Stance.ASSERTS else wording.stance_label(claim.stance),
            stage,
            "negated" if claim.negated else "",
            "hedged" if claim.hedged else "",
            self.review(claim),
        ]
        return tuple(part for part in found if part)

    def review(self, claim: Claim) -> str:
        """``reviewed`` or ``not reviewed``; what a language model proposed says so in either case."""
        word = "reviewed" if claim.id in self.view.reviewed else "not reviewed"
        return f"{word}, {BY_MODEL}" if claim.method.startswith("llm:") else word

    def language(self, sha256: str) -> str | None:
        """The language of an exhibit's text."""
        layer = self.material.layer(sha256)
        return layer.language if layer else None

    def telling(self, claim: Claim) -> tuple[tuple[str, Interest], ...]:
        """The most telling interests of a claim's speakers, each in words: money before membership."""
        found: dict[str, Interest] = {}
        for speaker in self.speakers(claim):
            for tie in self.interests.get(speaker, ()) if speaker != self.target else ():
                words = f"{self.entity_name(speaker)}, as stated on file: {self.tie(tie)}"
                found.setdefault(words, tie)
        order = list(_TIES)
        rank = {kind: index for index, kind in enumerate(order)}
        ranked = sorted(found.items(), key=lambda item: rank.get(item[1].kind, len(order)))
        return tuple(ranked[:INTERESTS_SHOWN])

    def _beside(self, claim: Claim) -> tuple[Sentence, ...]:
        found: list[Sentence] = []
        if claim.id in self.corrections:
            found.append(Sentence(f"Corrected by a person: {self.corrections[claim.id]}."))
        for words, tie in self.telling(claim):
            found.append(
                Sentence(
                    f"Interest of {words}.",
                    claims=(tie.claim,),
                    notes=(self.note(self.view.claims[tie.claim]),),
                )
            )
        if self.target in self.speakers(claim):
            found.append(Sentence("The speaker is the person concerned."))
        return tuple(found)

    def _footnote(self, claim: Claim, number: int) -> Footnote:
        voice, locator = self.voice, claim.locator
        return Footnote(
            number=number,
            claim=claim.id,
            quote=claim.quote,
            holder=voice.holder(claim, whole=True).rstrip(","),
            place=locator.place,
            start=locator.start,
            end=locator.end,
            exhibit=voice.numbers.get(claim.exhibit, 0),
            title=voice.title(claim.exhibit),
            sha256=claim.exhibit,
            address=voice.address(claim.exhibit),
            status="; ".join(self.marks(claim)).capitalize(),
            language=self.language(claim.exhibit),
        )

    @property
    def cited(self) -> Iterable[str]:
        """Ids of the claims cited so far, by footnote number."""
        return self._notes.keys()


def references(claim: Claim) -> tuple[Reference, ...]:
    """Everybody and everything that a claim speaks of: about, subjects, objects."""
    found = list(claim.about)
    for relation in claim.relations:
        found.append(relation.subject)
        if relation.object is not None:
            found.append(relation.object)
    return tuple(found)
