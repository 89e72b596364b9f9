"""The JSON of ``dalil read``: one object per document, with entity ids shared by all documents.

The keys are a contract with other programs: they may be added to, never renamed or removed.
``text[start:end] == quote`` holds for every claim, since what does not stand was refused before.
This module reads nothing and decides nothing; it writes values out.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from dalil.claims.entities import Entities, assemble
from dalil.claims.figures_check import check_figures
from dalil.claims.mentions.roster_reading import proposed
from dalil.claims.overruled import told_ties
from dalil.claims.reading import Reading
from dalil.claims.view import Entity
from dalil.evidence import (
    Amount,
    Claim,
    Holder,
    Mention,
    MentionType,
    PartialDate,
    Reference,
    Relation,
    Roster,
    Share,
    TextLayer,
)

Json = dict[str, object]


def to_json(layer: TextLayer, reading: Reading, entities: Entities | None = None) -> Json:
    """Write one reading as JSON-ready values.

    Args:
        layer: The text layer that was read.
        reading: What was read from it.
        entities: The entities of all documents of the call; by default those of this one alone.

    Returns:
        The object of ``dalil read`` without the file's name: ``sha256`` first, then the parts.
    """
    known = entities or assemble(reading.mentions, reading.links, {reading.exhibit: 0})
    here = dict.fromkeys(known.entity_of[m.id] for m in reading.mentions if m.id in known.entity_of)
    return {
        "sha256": layer.exhibit,
        "language": reading.language,
        "text": layer.text,
        "mentions": [_mention(m, known) for m in reading.mentions],
        "entities": [_entity(known.by_id[key]) for key in here],
        "claims": [_claim(c, known) for c in reading.claims],
        "relations": [
            _relation(relation, claim, known) | {"weighed": weighed}
            for claim in reading.claims
            for relation, weighed in told_ties(claim)
        ],
        "amounts": [_amount(a) for a in reading.amounts],
        "dates": [_date(d) for d in reading.dates],
        "rosters": [_roster(r, known, _elsewhere(reading)) for r in reading.rosters],
        "figure_questions": [
            {
                "kind": one.kind,
                "question": one.question,
                "places": [{"start": start, "end": end} for start, end in one.places],
            }
            for one in ([] if layer.table else check_figures(layer, reading.amounts, reading.dates))
        ],
        "coverage": reading.coverage,
        "method": reading.method,
        "notes": [*layer.notes, *reading.notes],
        "refused_claims": len(reading.refused),
    }


def _mention(mention: Mention, known: Entities) -> Json:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "type": mention.type,
        "entity": known.entity_of.get(mention.id),
        "method": mention.method,
    }


def _entity(entity: Entity) -> Json:
    return {"id": entity.id, "type": entity.type, "name": entity.name, "names": list(entity.names)}


def _id(reference: Reference | None, known: Entities) -> str | None:
    return known.entity_of.get(reference.id) if reference else None


def _holder(holder: Holder, known: Entities) -> Json:
    return {
        "text": holder.text,
        "entity": _id(holder.reference, known),
        "role": str(holder.role),
        "capacity": holder.capacity,
        "start": holder.start,
        "end": holder.end,
    }


def _claim(claim: Claim, known: Entities) -> Json:
    proceedings = claim.proceedings
    about = (_id(reference, known) for reference in claim.about)
    return {
        "id": claim.id,
        "start": claim.locator.start,
        "end": claim.locator.end,
        "quote": claim.quote,
        "holders": [_holder(holder, known) for holder in claim.holders],
        "about": list(dict.fromkeys(key for key in about if key)),
        "stance": str(claim.stance),
        "stage": _word(proceedings.stage if proceedings else None),
        "forum": _word(proceedings.forum if proceedings else None),
        "finality": _word(proceedings.finality if proceedings else None),
        "negated": claim.negated,
        "hedged": claim.hedged,
        "kind": str(claim.kind),
        "method": claim.method,
        "calls_for": claim.calls_for,
        "place": claim.locator.place,
        "court": proceedings.court if proceedings else None,
        "jurisdiction": proceedings.jurisdiction if proceedings else None,
        "offence": proceedings.offence if proceedings else None,
        "sentence": proceedings.sentence if proceedings else None,
        "in_absentia": proceedings.in_absentia if proceedings else None,
    }


def _word(value: object) -> str | None:
    return str(value) if value is not None else None


def _relation(relation: Relation, claim: Claim, known: Entities) -> Json:
    return {
        "subject": _id(relation.subject, known),
        "predicate": str(relation.predicate),
        "object": _id(relation.object, known),
        "claim": claim.id,
        "start_date": relation.start_date.value if relation.start_date else None,
        "end_date": relation.end_date.value if relation.end_date else None,
        "value": relation.value,
        "detail": relation.detail,
        "share": _share(relation.share) if relation.share else None,
        "amount": _amount(relation.amount) if relation.amount else None,
    }


def _share(share: Share) -> Json:
    return {"low": _number(share.low), "high": _number(share.high), "open_low": share.open_low}


def _number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole where it is whole."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _amount(amount: Amount) -> Json:
    return {
        "start": amount.start,
        "end": amount.end,
        "value": _number(amount.value),
        "currency": amount.currency,
        "period": amount.period,
        "qualifier": amount.qualifier,
        "text": amount.text,
        "high": _number(amount.high),
    }


def _date(date: PartialDate) -> Json:
    return {
        "start": date.start,
        "end": date.end,
        "value": date.value,
        "precision": str(date.precision),
        "text": date.text,
    }


def _elsewhere(reading: Reading) -> dict[str, set[int]]:
    """Full names of people with the places where the document prints them."""
    found: dict[str, set[int]] = {}
    for mention in reading.mentions:
        if mention.type == MentionType.PERSON and len(mention.text.split()) > 1:
            found.setdefault(mention.text, set()).add(mention.start)
    return found


def _roster(roster: Roster, known: Entities, elsewhere: dict[str, set[int]]) -> Json:
    own = {row.start for row in roster.rows}
    others = [name for name, places in elsewhere.items() if places - own]
    rows: Iterable[Json] = (
        {
            "name": row.name,
            "reading": proposed(row.name, others),
            "role": row.role,
            "organisation": row.organisation,
            "country": row.country,
            "capacity": row.capacity,
            "start": row.start,
            "end": row.end,
            "entity": _id(row.reference, known),
        }
        for row in roster.rows
    )
    return {"title": roster.title, "rows": list(rows)}
