"""What rules of contested questions share: who speaks, whom a claim is about, how a question is made.

It finds no contest itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dalil.claims.questions.matters import Said
from dalil.claims.view import CaseView
from dalil.evidence import Claim, Question, Side

_MOST_NAMES = 3


def by_party(said: Iterable[Said]) -> Iterator[tuple[str, list[Said]]]:
    """Claims by each party that they name, in the order of the claims."""
    found: dict[str, list[Said]] = {}
    for one in said:
        for party in sorted(one.parties):
            found.setdefault(party, []).append(one)
    yield from found.items()


def is_about(one: Said, subject: str) -> bool:
    """Whether a party is the one that a claim about proceedings concerns, not just named in it."""
    return (
        subject in one.accused
        or one.parties - {one.holder} == {subject}
        or one.parties == {subject}
    )


def fits(one: Said, event: Sequence[Said]) -> bool:
    """Whether a claim's years do not contradict those of an event."""
    years = {year for other in event for year in other.years}
    return not one.years or not years or bool(one.years & years)


def speaker(one: Said) -> str:
    """Who holds a claim: the entity, else the words, else the document."""
    return one.holder or one.claim.holders[0].text or one.claim.exhibit


def make(
    view: CaseView,
    matter: str,
    subject: str | None,
    sides: Sequence[tuple[str, Sequence[Said]]],
    why: str,
    method: str,
) -> Question:
    """A question with its sides labelled by who holds them; the method names the rule."""
    about = (
        (subject,)
        if subject
        else tuple(sorted({p for _, own in sides for o in own for p in o.parties}))
    )
    return Question(
        matter=matter,
        about=about,
        sides=tuple(
            Side(
                f"{label} ({_names(view, own)})", tuple(dict.fromkeys(one.claim.id for one in own))
            )
            for label, own in sides
        ),
        why=why,
        method=f"rule:{method}",
    )


def _names(view: CaseView, own: Sequence[Said]) -> str:
    """Who holds a side: the innermost holders by name; an unnamed one by who tells of it."""
    names = list(dict.fromkeys(_holder(view, one.claim) for one in own))
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more


def _holder(view: CaseView, claim: Claim) -> str:
    unnamed = ""
    for holder in claim.holders:
        entity = view.entity_of.get(holder.reference.id) if holder.reference else None
        known = view.entities.get(entity or "")
        name = known.name if known else holder.text
        if name:
            return f"{unnamed}, says {name}" if unnamed else " ".join(name.split())
        unnamed = unnamed or f"unnamed {holder.role}"
    info = view.infos.get(claim.exhibit)
    teller = info.publisher or info.title if info else None
    return f"{unnamed}, in {teller}" if teller else unnamed


def same_years(*sides: Sequence[Said]) -> bool:
    """Whether no two sides are dated to years that exclude each other."""
    dated = [{year for one in side for year in one.years} for side in sides]
    return all(
        not left or not right or bool(left & right)
        for place, left in enumerate(dated)
        for right in dated[place + 1 :]
    )
