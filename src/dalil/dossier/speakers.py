"""Who says it, and what ties them to the people of the case.

Speakers are not profiled (product.md, principle 12): a row holds the name, how many claims of this
dossier the speaker holds, and the interests that documents state. Nothing else is known of them here.
"""

from __future__ import annotations

from dataclasses import replace

from dalil.dossier import wording
from dalil.dossier.draft import Draft
from dalil.dossier.facts import contrary_kind, relevant
from dalil.dossier.values import Block, Cell, Plain, Section, Sentence, Table
from dalil.evidence import Claim
from dalil.sources.independence import OriginGroup, find_groups


def section(draft: Draft) -> Section:
    """The speakers of the facts, most claims first, with their stated interests and origins."""
    speakers: dict[tuple[str | None, str], list[Claim]] = {}
    for claim in relevant(draft):
        entities = draft.speakers(claim)
        name = draft.voice.holder_name(claim.holders[0], claim.exhibit)
        keys: list[tuple[str | None, str]] = [(key, draft.entity_name(key)) for key in entities]
        for key in keys or [(None, name)]:
            speakers.setdefault(key, []).append(claim)
    ordered = sorted(speakers.items(), key=lambda item: (-len(item[1]), item[0][1]))
    shown = replace(draft.view, claims={claim.id: claim for claim in draft.claims})
    groups = find_groups(shown, [claim.id for claim in relevant(draft)])
    rows = tuple(_row(draft, key, claims, groups) for key, claims in ordered)
    columns = ("Speaker", "Facts held", "Interest stated on file", "Shared origin")
    blocks: list[Block] = [
        Table("Speakers of the facts above", columns, rows, "speakers")
        if rows
        else Plain((Sentence("No speaker is on file."),))
    ]
    return Section(
        id="speakers",
        title="Who says it, and what is their interest",
        lead=Sentence(
            "An interest does not make a statement false, nor its absence on file true. "
            "Speakers with a shared origin count once."
        ),
        blocks=tuple(blocks),
        notes=draft.take_notes(),
    )


def _row(
    draft: Draft, key: tuple[str | None, str], claims: list[Claim], groups: list[OriginGroup]
) -> tuple[Cell, ...]:
    entity, name = key
    against = [claim for claim in claims if contrary_kind(draft, claim)]
    said = [claim for claim in claims if claim not in against]
    counts: Cell = tuple(
        Sentence(
            label,
            claims=tuple(claim.id for claim in found),
            facts=tuple(sorted({draft.facts[claim.id] for claim in found})),
        )
        for label, found in (("said:", said), ("against:", against))
        if found
    )
    ties = tuple(
        Sentence(
            f"{draft.tie(tie)}, according to {draft.voice.holder(draft.view.claims[tie.claim]).rstrip(',')}",
            claims=(tie.claim,),
            notes=(draft.note(draft.view.claims[tie.claim]),),
        )
        for tie in draft.interests.get(entity or "", ())
    )
    return (
        (Sentence(name),),
        counts,
        ties or (Sentence("none stated on file"),),
        (_origin(draft, name, groups),),
    )


def _origin(draft: Draft, name: str, groups: list[OriginGroup]) -> Sentence:
    """With whom the speaker counts as one origin, with the claims that tie them."""
    for group in groups:
        others = tuple(label for label in group.labels if label != name)
        if name in group.labels and others:
            ties = tuple(draft.view.claims[tie] for tie in group.ties)
            return Sentence(
                f"one origin with {wording.listing(others)}",
                claims=tuple(claim.id for claim in ties),
                notes=tuple(draft.note(claim) for claim in ties),
            )
    return Sentence("none found")
