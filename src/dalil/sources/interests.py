"""Interests of speakers: their ties to those whom claims help or harm, where documents state them.

An interest is no judgement on truth: somebody paid may be right. A tie through a firm or office of
the speaker's own is followed one step, and the line says so. Nobody's interest is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dalil.claims.view import CaseView
from dalil.evidence import HolderRole, Interest, Stance
from dalil.sources.ties import Tie, find_ties, speakers

_WORDS = {
    "signed_for": "signed for",
    "paid_by": "is paid by",
    "works_for": "works for",
    "funded_by": "is funded by",
    "represents": "represents",
    "lobbies_for": "lobbies for",
    "related_to": "is related to",
    "member_of": "is a member of",
    "role_at": "holds an office at",
    "owner_of": "owns or controls",
}
_OWN = frozenset({"owner_of", "role_at", "works_for"})
_UNNAMED = frozenset({"paid_by", "works_for", "funded_by", "represents", "lobbies_for"})
_ONWARD = frozenset({"paid_by", "funded_by", "represents", "lobbies_for"})

_PROOFS = 3
"""Claims kept for one onward tie of a speaker's firm or office."""


def find_interests(view: CaseView) -> list[Interest]:
    """Find the stated interests of everybody who speaks in a case.

    Returns:
        One interest for each tie and claim that states it, in the order of the claims: the tie's
        holder speaks somewhere in the case, and the other party (where named) is somebody of whom
        claims speak.
    """
    ties = list(find_ties(view))
    voices, spoken_of = speakers(view), _spoken_of(view)
    found: dict[tuple[str, str | None, str, str], Interest] = {}
    for tie in ties:
        if tie.kind == "owner_of" or tie.holder not in voices:
            continue
        if tie.other in spoken_of or (tie.other is None and tie.kind in _UNNAMED):
            interest = Interest(tie.holder, tie.other, tie.kind, tie.claim.id, _line(view, tie))
            found.setdefault((tie.holder, tie.other, tie.kind, tie.claim.id), interest)
    for interest in _onward(view, ties, voices, spoken_of):
        key = (interest.holder, interest.other, interest.kind, interest.claim)
        found.setdefault(key, interest)
    return list(found.values())


def _spoken_of(view: CaseView) -> frozenset[str]:
    """Entities of which a claim speaks, and the targets."""
    about = {view.entity_of.get(ref.id) for claim in view.claims.values() for ref in claim.about}
    return frozenset(filter(None, about)) | frozenset(view.targets)


def _onward(
    view: CaseView, ties: list[Tie], voices: frozenset[str], spoken_of: frozenset[str]
) -> Iterator[Interest]:
    """Follow a speaker's own firm or office one step: who pays, funds or is served by it."""
    onward: dict[str, dict[tuple[str | None, str], list[Tie]]] = {}
    for tie in ties:
        if tie.kind in _ONWARD and tie.other in spoken_of:
            same = onward.setdefault(tie.holder, {}).setdefault((tie.other, tie.kind), [])
            # Many documents repeat one tie: the first few prove the step, and all of them with all
            # offices of a speaker would grow with a product.
            if len(same) < _PROOFS:
                same.append(tie)
    seen: set[tuple[str, str]] = set()
    for own in ties:
        if own.kind not in _OWN or own.holder not in voices or own.other is None:
            continue
        if (own.holder, own.other) in seen:
            continue
        seen.add((own.holder, own.other))
        for tie in (one for same in onward.get(own.other, {}).values() for one in same):
            if tie.other != own.holder:
                text = f"{_line(view, own)}; {_line(view, tie)}"
                yield Interest(own.holder, tie.other, tie.kind, tie.claim.id, text)


def _line(view: CaseView, tie: Tie) -> str:
    """The tie in one line, with who says so."""
    holder = _name(view.entities, tie.holder)
    other = (
        _name(view.entities, tie.other) if tie.other else tie.relation.value or "somebody unnamed"
    )
    detail = f" ({tie.relation.detail})" if tie.relation.detail else ""
    return f"{holder} {_WORDS[tie.kind]} {other}{detail}, {_says(view, tie)}"


def _says(view: CaseView, tie: Tie) -> str:
    first = tie.claim.holders[0]
    entity = view.entity_of.get(first.reference.id) if first.reference else None
    name = _name(view.entities, entity) if entity else first.text
    if first.role == HolderRole.REGISTER:
        return f"as the register states{f' ({name})' if name else ''}"
    verb = "alleges" if tie.claim.stance == Stance.ALLEGES else "says"
    return f"{verb} {name or 'the document'}"


def _name(entities: Mapping[str, object], entity: str | None) -> str:
    found = entities.get(entity or "")
    return str(getattr(found, "name", "somebody unnamed"))
