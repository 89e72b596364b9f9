"""Who is this: names in all scripts, offices with dates, family, companies; each with its source.

Only what somebody asserts without negation enters; what is disputed stands among the facts too.
Children and relatives are named only as the documents tie them to the target, and are masked in
public exports where the case protects them.
"""

from __future__ import annotations

from dalil.claims.overruled import tied_by_rules
from dalil.dossier import wording
from dalil.dossier.draft import Draft
from dalil.dossier.facts import relevant
from dalil.dossier.values import Block, Cell, Plain, Section, Sentence, Table
from dalil.dossier.visible import scripts
from dalil.dossier.voice import period
from dalil.evidence import Claim, Predicate, Relation, Stance

_GROUPS: tuple[tuple[str, tuple[Predicate, ...]], ...] = (
    (
        "Offices and roles",
        (
            Predicate.ROLE_AT,
            Predicate.EMPLOYED_BY,
            Predicate.MEMBER_OF,
            Predicate.DISMISSED_FROM,
            Predicate.RESIGNED_FROM,
        ),
    ),
    ("Family", (Predicate.FAMILY,)),
    ("Companies and nominees", (Predicate.OWNS, Predicate.CONTROLS, Predicate.NOMINEE_FOR)),
)
_SCRIPT_NAMES = {
    "Latn": "Latin",
    "Cyrl": "Cyrillic",
    "Arab": "Arabic",
    "Hebr": "Hebrew",
    "Hani": "Chinese",
    "Kana": "Japanese",
    "Hang": "Korean",
    "Grek": "Greek",
    "Armn": "Armenian",
    "Geor": "Georgian",
    "Deva": "Devanagari",
    "Thai": "Thai",
}


def section(draft: Draft) -> Section:
    """Names, offices, family, companies."""
    blocks: list[Block] = [_names(draft)]
    found = relevant(draft)
    for caption, predicates in _GROUPS:
        rows = _rows(draft, found, predicates)
        if rows:
            columns = ("What", "With or at", "When", "Who says so")
            blocks.append(Table(caption, columns, rows, "who"))
        else:
            blocks.append(Plain((Sentence(f"{caption}: {draft.nothing}."),)))
    return Section("who", "Who is this", tuple(blocks), notes=draft.take_notes())


def _names(draft: Draft) -> Table:
    entity = draft.view.entities[draft.target]
    exhibits: dict[str, set[int]] = {}
    for member in entity.members:
        mention = draft.view.mentions.get(member)
        if mention is not None and draft.allowed(draft.view.exhibits.get(mention.exhibit)):
            number = draft.voice.numbers.get(mention.exhibit, 0)
            exhibits.setdefault(mention.text, set()).add(number)
    rows: list[tuple[Cell, ...]] = []
    for name in entity.names:
        codes = scripts(name)
        script = " and ".join(_SCRIPT_NAMES.get(code, code) for code in codes) or "none"
        if draft.withheld and name not in exhibits:
            continue  # written so only where this audience may not look
        where = ", ".join(str(number) for number in sorted(exhibits.get(name, ())))
        rows.append(
            (
                (Sentence(name),),
                (Sentence(script),),
                (Sentence(f"Exhibit {where}" if where else "–"),),
            )
        )
    return Table("Names as written on file", ("Name", "Script", "Where"), tuple(rows), "names")


def _rows(
    draft: Draft, claims: tuple[Claim, ...], predicates: tuple[Predicate, ...]
) -> tuple[tuple[Cell, ...], ...]:
    """One row for each distinct tie; the claims that state it share the last cell."""
    grouped: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        if claim.stance not in (Stance.ASSERTS, Stance.REPORTS_COURT_HELD) or claim.negated:
            continue
        for relation in tied_by_rules(claim):
            if relation.predicate in predicates and _is_party(draft, relation):
                grouped.setdefault(_key(draft, relation), []).append(claim)
    return tuple(
        (
            (Sentence(what),),
            (Sentence(other or "not stated"),),
            (Sentence(when or "not stated"),),
            tuple(_source(draft, claim) for claim in dict.fromkeys(found)),
        )
        for (what, other, when), found in grouped.items()
    )


def _is_party(draft: Draft, relation: Relation) -> bool:
    entities = {
        draft.view.entity_of.get(reference.id)
        for reference in (relation.subject, relation.object)
        if reference is not None
    }
    return draft.target in entities


def _key(draft: Draft, relation: Relation) -> tuple[str, str, str]:
    is_subject = draft.view.entity_of.get(relation.subject.id) == draft.target
    other = relation.object if is_subject else relation.subject
    name = draft.voice.name(other) if other is not None else relation.value or ""
    what = relation.detail or relation.value or wording.NOUNS.get(relation.predicate, "")
    if relation.predicate in (Predicate.DISMISSED_FROM, Predicate.RESIGNED_FROM):
        office = relation.detail or relation.value
        what = ": ".join(part for part in (wording.NOUNS[relation.predicate], office) if part)
    if relation.share is not None:
        what = f"{wording.NOUNS.get(relation.predicate, what)}, {wording.share(relation.share)}"
    if not is_subject:
        what = f"{what} (as stated of {name})"
    return what, name if name != what else "", period(relation)


def _source(draft: Draft, claim: Claim) -> Sentence:
    return Sentence(
        draft.voice.holder(claim).rstrip(","),
        claims=(claim.id,),
        notes=(draft.note(claim),),
        marks=(draft.review(claim), *(("hedged",) if claim.hedged else ())),
    )
