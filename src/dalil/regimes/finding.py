"""From claims on two sides to a finding: grades, origins, gaps and a note in plain words.

The note counts and names; it concludes nothing. Whether grounds exist is a named person's signed
judgement, which no function here makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dalil.evidence import Claim, Contrary, Finding, Support
from dalil.regimes.material import (
    Material,
    contrary_of,
    most_contrary,
    most_support,
    support_of,
)
from dalil.regimes.values import Criterion


@dataclass(slots=True)
class Draft:
    """A finding in the making.

    Attributes:
        supporting: Claims for the element.
        contrary: Claims against it.
        present: Needs of the criterion that the file holds.
        remarks: Sentences for the note.
        cap: Claims whose grade is capped: id to the most that they can carry for this target.
        in_scope: False where the facts on file lie outside the regime.
    """

    supporting: list[Claim] = field(default_factory=list)
    contrary: list[Claim] = field(default_factory=list)
    present: set[str] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    cap: dict[str, Support] = field(default_factory=dict)
    in_scope: bool = True

    def grade(self, claim: Claim) -> Support:
        """The grade of a supporting claim for this target."""
        own = support_of(claim)
        most = self.cap.get(claim.id, own)
        order = list(Support)
        return min(own, most, key=order.index)


def unique(claims: Iterable[Claim]) -> list[Claim]:
    """Claims in their order, each once."""
    return list({claim.id: claim for claim in claims}.values())


def finish(draft: Draft, criterion: Criterion, material: Material) -> Finding:
    """Turn a draft into a finding.

    Args:
        draft: The claims and what they hold.
        criterion: The element.
        material: The case.

    Returns:
        The finding, with the needs that are not on file as gaps.
    """
    supporting, contrary = unique(draft.supporting), unique(draft.contrary)
    against = [c for c in contrary if c.id not in {s.id for s in supporting}]
    support = most_support(draft.grade(claim) for claim in supporting)
    opposed = most_contrary(contrary_of(claim) for claim in against)
    ids = tuple(claim.id for claim in supporting)
    origins = material.origins(material.view, ids) if ids else ()
    gaps = [
        (need, close)
        for need, close in zip(criterion.needs, criterion.close, strict=True)
        if need not in draft.present
    ]
    return Finding(
        element=criterion.id,
        support=support,
        contrary=opposed,
        claims_for=ids,
        claims_against=tuple(claim.id for claim in against),
        origins_for=origins,
        missing=tuple(need for need, _ in gaps) if draft.in_scope else (),
        would_close=tuple(close for _, close in gaps) if draft.in_scope else (),
        in_scope=draft.in_scope,
        note=_note(draft, support, opposed, (len(supporting), len(origins), len(against))),
    )


def _note(draft: Draft, support: Support, opposed: Contrary, counts: tuple[int, int, int]) -> str:
    number, groups, against = counts
    if support == Support.NONE:
        parts = ["No support on file."]
    else:
        origins = f" of {_count(groups, 'origin')}" if groups else ""
        parts = [f"Support on file: {support.value}, {_count(number, 'claim')}{origins}."]
    if opposed == Contrary.NONE:
        parts.append("Nothing contrary was read; the reader misses denials.")
    else:
        parts.append(f"Contrary on file: {opposed.value}, {_count(against, 'claim')}.")
    return " ".join([*parts, *dict.fromkeys(draft.remarks)])


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def not_assessed(criterion: Criterion, remark: str) -> Finding:
    """A finding for an element that no rule assesses: said openly."""
    return Finding(
        element=criterion.id,
        support=Support.NONE,
        contrary=Contrary.NONE,
        missing=criterion.needs,
        would_close=criterion.close,
        note=f"Not assessed by rule: {remark}",
    )


def names_of(material: Material, entities: Sequence[str]) -> str:
    """Names joined for a sentence."""
    return ", ".join(dict.fromkeys(material.name(entity) for entity in entities))
