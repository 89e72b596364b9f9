"""All that entries state: registers of companies, lists of sanctions, land registers, declarations, ledgers.

What an entry tells is told there once: a row, a label or a line of a list over the same words is not read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dalil.claims.frames.basis.context import Context
from dalil.claims.frames.basis.frame import Frame
from dalil.claims.frames.records.declared import declared
from dalil.claims.frames.records.entries import entries
from dalil.claims.frames.records.extracts import extracts
from dalil.claims.frames.records.land import land
from dalil.claims.frames.records.ledgers import ledgers
from dalil.claims.frames.records.list_entries import list_entries
from dalil.evidence import Mention, Relation


def entered(context: Context, form: Mention | None) -> list[Frame]:
    """The frames of all entries of a document.

    Args:
        context: The document.
        form: The body that the form is about, where its labels say so.
    """
    found = list(entries(context.document))
    return [
        *extracts(context, form, found),
        *list_entries(context, found),
        *land(context),
        *declared(context),
        *ledgers(context),
    ]


def beside_entries(context: Context, frames: Iterable[Frame], told: list[Frame]) -> Iterator[Frame]:
    """Frames without the ties that an entry over the same words tells; one that told nothing else is left out."""
    for frame in frames:
        over = [one for one in told if frame.start < one.end and one.start < frame.end]
        known = {_key(context, relation) for one in over for relation in one.relations}
        kept = tuple(r for r in frame.relations if _key(context, r) not in known)
        if kept == frame.relations and not (over and frame.listed):
            yield frame
        elif kept and not frame.listed:
            yield replace(frame, relations=kept)


def _key(context: Context, relation: Relation) -> tuple[str, str, str]:
    entity_of = context.document.entity_of
    ends = (end.id if end is not None else "" for end in (relation.subject, relation.object))
    one, other = (entity_of.get(end, end) for end in ends)
    return str(relation.predicate), one, other
