"""Assets named on file: what a register records, kept apart from what somebody says.

A register proves what was entered, not who stands behind it. Nothing is valued here.
"""

from __future__ import annotations

from dalil.claims.overruled import tied_by_rules
from dalil.dossier import wording
from dalil.dossier.draft import Draft
from dalil.dossier.facts import contrary_kind
from dalil.dossier.values import Block, Cell, Plain, Section, Sentence, Table
from dalil.evidence import Claim, HolderRole, Kind, Predicate, Relation

_STAKES = frozenset({Predicate.OWNS, Predicate.CONTROLS, Predicate.NOMINEE_FOR})


def section(draft: Draft) -> Section:
    """Assets tied to the target or to a company that a claim ties to the target."""
    circle = _circle(draft)
    rows: list[tuple[Cell, ...]] = [
        _row(draft, claim, relation)
        for claim in draft.claims
        for relation in tied_by_rules(claim)
        if _is_asset_tie(draft, relation, circle)
    ]
    blocks: list[Block] = [
        Table(
            "Assets and stakes named on file",
            ("Asset or company", "Tied to", "Basis", "What is said"),
            tuple(dict.fromkeys(rows)),
            "assets",
        )
        if rows
        else Plain((Sentence(f"No asset is named {draft.shown} in connection with this person."),))
    ]
    return Section(
        id="assets",
        title="Assets named",
        lead=Sentence(
            "“Register” means that an official or commercial register records it; “said” means that "
            "somebody says so. A company's asset is not the target's own, whatever the stake."
        ),
        blocks=tuple(blocks),
        notes=draft.take_notes(),
    )


def _circle(draft: Draft) -> frozenset[str]:
    """The target and whatever a shown claim says that they own, control or stand behind."""
    found = {draft.target}
    for claim in draft.claims:
        for relation in tied_by_rules(claim):
            if relation.predicate in _STAKES and relation.object is not None:
                subject = draft.view.entity_of.get(relation.subject.id)
                other = draft.view.entity_of.get(relation.object.id)
                if subject == draft.target and other:
                    found.add(other)
                elif (
                    other == draft.target
                    and relation.predicate is Predicate.NOMINEE_FOR
                    and subject
                ):
                    found.add(subject)
    return frozenset(found)


def _is_asset_tie(draft: Draft, relation: Relation, circle: frozenset[str]) -> bool:
    if relation.predicate not in _STAKES:
        return False
    return draft.view.entity_of.get(relation.subject.id) in circle


def _row(draft: Draft, claim: Claim, relation: Relation) -> tuple[Cell, ...]:
    voice = draft.voice
    thing = voice.name(relation.object) if relation.object else relation.value or "not stated"
    register = claim.kind is Kind.REGISTER or claim.holders[0].role is HolderRole.REGISTER
    basis = (
        "register" if register else "said, and contested" if contrary_kind(draft, claim) else "said"
    )
    words = voice.relation(relation) if register else wording.quoted(claim.quote)
    said = Sentence(
        f"{voice.holder(claim).rstrip(',')}: {words}",
        claims=(claim.id,),
        notes=(draft.note(claim),),
        marks=draft.marks(claim),
        language=draft.language(claim.exhibit),
    )
    tie = f"{voice.name(relation.subject)} ({wording.NOUNS.get(relation.predicate, '')}"
    tie += f", {wording.share(relation.share)})" if relation.share else ")"
    price = (Sentence(f"Sum named: {wording.money(relation.amount)}"),) if relation.amount else ()
    return (
        (Sentence(thing), *price),
        (Sentence(tie),),
        (Sentence(basis, marks=(basis,)),),
        (said,),
    )
