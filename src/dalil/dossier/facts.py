"""Facts: which claims concern the target, on which matter, on which side.

The sides are said and against. A claim stands against where its holder denies or disputes, where it
reports an acquittal, a dismissal, a delisting or a quashed decision, where it negates an accusation,
where the target or somebody tied to the target speaks, or where a finding lists it on the contrary
side. What the own side says that contradicts nothing stands below the contrary words, under a heading
that names both. The two sides do not cancel; this module weighs nothing.
"""

from __future__ import annotations

from dataclasses import replace

from dalil.claims.questions.sides import (
    HARD_STAGES,
    OFFICE,
    OTHER,
    TOPICS,
    contrary_words,
    stands_against,
    topic,
)
from dalil.dossier.draft import Draft
from dalil.dossier.values import Block, Column, Columns, Plain, Section, Sentence
from dalil.evidence import Claim

OWN_SIDE = frozenset({"represents", "works_for", "paid_by", "lobbies_for", "related_to"})
"""Ties that make a speaker the own side of the person concerned."""
SAID = "What is said"
AGAINST = "What is said against it, and by the own side"


def contrary_kind(draft: Draft, claim: Claim) -> str:
    """Why a claim stands against: a plural noun for the summary; "" where it does not."""
    if words := contrary_words(claim):
        return words
    if own_side(draft, claim) and claim.stage not in HARD_STAGES:
        return "statements by the target or by somebody tied to the target"
    listed = claim.id in draft.listed_against
    if claim.negated and (listed or topic(claim) not in (OFFICE, OTHER)):
        return "statements in the negative"
    if listed:
        return "other contrary statements"
    return ""


def own_side(draft: Draft, claim: Claim) -> bool:
    """Whether the innermost holder is the target or somebody tied to the target."""
    for speaker in draft.speakers(claim):
        ties = draft.interests.get(speaker, ())
        if speaker == draft.target:
            return True
        if any(tie.other == draft.target and tie.kind in OWN_SIDE for tie in ties):
            return True
    return False


def relevant(draft: Draft) -> tuple[Claim, ...]:
    """Claims that concern the target or that a finding rests on, in the order of the case."""
    return draft.relevant


def by_topic(draft: Draft) -> dict[str, tuple[tuple[Claim, ...], tuple[Claim, ...]]]:
    """Relevant claims by matter: those said; those said against, then what else the own side says."""
    found: dict[str, tuple[list[Claim], list[Claim]]] = {name: ([], []) for name in TOPICS}
    for claim in relevant(draft):
        side = 1 if contrary_kind(draft, claim) else 0
        found[topic(claim)][side].append(claim)
    for _, against in found.values():
        against.sort(key=lambda claim: not stands_against(claim))
    return {
        name: (tuple(said), tuple(against))
        for name, (said, against) in found.items()
        if said or against
    }


def alike(draft: Draft, claims: tuple[Claim, ...]) -> list[list[Claim]]:
    """Claims whose sentences are the same, as the rows of one register are: one fact, several places."""
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        key = (claim.exhibit, draft.lead(claim), claim.quote, draft.marks(claim))
        found.setdefault(key, []).append(claim)
    return list(found.values())


def number_facts(draft: Draft) -> None:
    """Give every fact its number, in the order of reading."""
    number = 0
    for said, against in by_topic(draft).values():
        for group in (*alike(draft, said), *alike(draft, against)):
            number += 1
            draft.facts |= dict.fromkeys((claim.id for claim in group), number)


def elements_of(draft: Draft) -> dict[str, tuple[str, ...]]:
    """Which elements rest on a claim, by claim id."""
    found: dict[str, list[str]] = {}
    for assessment in draft.material.assessments:
        for finding in assessment.findings:
            for claim in (*finding.claims_for, *finding.claims_against):
                found.setdefault(claim, []).append(f"{assessment.regime}/{finding.element}")
    return {key: tuple(dict.fromkeys(value)) for key, value in found.items()}


def _fact(draft: Draft, group: list[Claim], elements: dict[str, tuple[str, ...]]) -> Sentence:
    findings = dict.fromkeys(key for claim in group for key in elements.get(claim.id, ()))
    fact = draft.fact(group[0], tuple(findings))
    return replace(
        fact,
        claims=tuple(claim.id for claim in group),
        notes=tuple(draft.note(claim) for claim in group),
    )


def _unopposed(draft: Draft) -> str:
    if not draft.is_whole:
        return (
            "Nothing that may be shown here was read against this; what is left out may speak against "
            "it, and the reader misses denials."
        )
    return "Nothing was read against this; the reader misses denials, so look at the documents."


def section(draft: Draft) -> Section:
    """What is said, and beside it what is said against it, by matter."""
    elements = elements_of(draft)
    blocks: list[Block] = []
    for name, (said, against) in by_topic(draft).items():
        sides = [
            Column(
                label,
                tuple(_fact(draft, group, elements) for group in alike(draft, claims))
                or (Sentence(empty),),
            )
            for label, claims, empty in (
                (SAID, said, f"{draft.nothing.capitalize()}."),
                (
                    AGAINST,
                    against,
                    _unopposed(draft),
                ),
            )
        ]
        blocks.append(Columns(name, tuple(sides)))
    if not blocks:
        blocks.append(Plain((Sentence("The file holds no claim about this person."),)))
    return Section(
        id="said",
        title="What is said, and what is said against it",
        lead=Sentence(
            "Each fact is that somebody says something: the holder is named, the words are theirs. "
            "Speech is not proof. Denials, outcomes and counter-narratives stand beside the accusation, "
            "and below them all else that the person or somebody tied to the person says; where nobody "
            "is on file as denying, that proves nothing."
        ),
        blocks=tuple(blocks),
        notes=draft.take_notes(),
    )
