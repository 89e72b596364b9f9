"""From rows of labels in the layout of `dalil read` to plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from benchmarks.reading.gold import (
    GoldClaim,
    GoldDocument,
    GoldFigure,
    GoldMention,
    GoldRelation,
    Span,
)
from dalil.evidence import TextLayer

SYMMETRIC = frozenset({"family", "met_with"})
"""Predicates that say the same both ways round; party_to does between two entities."""


def plain(text: str) -> str:
    """A text with plain spaces, quotes and case, for comparing names."""
    text = re.sub(r"\s+", " ", text.replace("\u2019", "'")).strip().lower()
    return text.removesuffix("'s").removeprefix("the ")


def number_of(value: object) -> str | None:
    """A number as the measures compare it: without a tail of zeros; None for none."""
    return None if value is None else format(Decimal(str(value)).normalize(), "f")


def document_of(row: dict[str, Any], layer: TextLayer) -> GoldDocument:
    """A labelled document with its text."""
    names = {
        e["id"]: (e["type"], frozenset(plain(n) for n in [e["name"], *e["names"]]))
        for e in row["entities"]
    }
    mentions = None
    if "mentions" in row:
        mentions = [
            GoldMention(
                m["start"], m["end"], m["type"], m.get("entity") or "", bool(m.get("optional"))
            )
            for m in row["mentions"]
        ]
    return GoldDocument(
        name=row["document"],
        layer=layer,
        mentions=mentions,
        types=frozenset({"PER", "ORG", "LOC", "NORP", "MONEY", "DATE", "LAW", "ASSET"}),
        names=names,
        claims=[c for r in row["claims"] for c in _labelled_claim(r, row, layer, names)],
        amounts=[_figure(r, layer, number_of(r["value"]), r["currency"]) for r in row["amounts"]],
        dates=[_figure(r, layer, r["value"], r["precision"]) for r in row["dates"]],
        rosters=[[r["name"] for r in roster["rows"]] for roster in row["rosters"]],
        relations=[_relation(r) for r in row["relations"]],
    )


def _relation(row: dict[str, Any]) -> GoldRelation:
    """What is denied is optional: a reader may give it as denied, or not at all."""
    subject, target = row["subject"], row.get("object") or ""
    forms = set()
    for predicate in [row["predicate"], *row.get("also", {}).get("predicate", [])]:
        forms.add((subject, predicate, target))
        if predicate in SYMMETRIC or (predicate == "party_to" and target):
            forms.add((target, predicate, subject))
    return GoldRelation(
        frozenset(forms),
        predicate=row["predicate"],
        value=row.get("value") or row.get("object_text"),
        optional=bool(row.get("optional") or row.get("negated") or row.get("doubt")),
    )


def _labelled_claim(
    row: dict[str, Any], document: dict[str, Any], layer: TextLayer, names: dict[str, Any]
) -> Iterator[GoldClaim]:
    span = place(layer.text, row)
    if span is None:
        print(f"  label without a place in {document['document']}")
        return
    chain = [_holder(holder, names) for holder in row["holders"]]
    chain[-1] = (chain[-1][0], "author")
    also = row.get("also", {})
    chains = [chain, *([_holder(h, names) for h in c] for c in also.get("holders", []))]
    first = [c[0] if len(c) > 1 else (c[0][0], "author") for c in chains]
    if len(chain) == 1:
        voices = document.get("author_also", [])
        first += [
            (names.get(v, ("", frozenset()))[1], "court" if "court" in v else "speaker")
            for v in voices
        ]
    yield GoldClaim(
        spans=(span,),
        holders=tuple(known for known, _ in chain),
        roles=tuple(role for _, role in chain),
        stance=row["stance"],
        stage=row["stage"],
        kind=row["kind"],
        depth=len(chain) - 1,
        optional=bool(row.get("optional")),
        quoted=row["kind"] == "direct",
        stances=frozenset([row["stance"], *also.get("stance", [])]),
        stages=frozenset([row["stage"], *also.get("stage", [])]),
        either_stance=_either(row, document, "stance"),
        either_stage=_either(row, document, "stage"),
        first_holders=tuple(first),
    )


def _either(row: dict[str, Any], document: dict[str, Any], field: str) -> frozenset[str | None]:
    """The first values of both annotators; none where one alone labelled the document."""
    if document.get("annotators", 1) < 2:
        return frozenset()
    return frozenset([row[field], row.get("second", {}).get(field, row[field])])


def _holder(row: dict[str, Any], names: dict[str, Any]) -> tuple[frozenset[str], str]:
    """The names of a holder, and the role."""
    known = {plain(row["text"])} if row["text"] else set()
    more = row.get("also")
    for key in [row["entity"], *(more if isinstance(more, list) else [])]:
        known |= names.get(key, ("", frozenset()))[1] if key else set()
    return frozenset(known), row.get("role") or "speaker"


def place(text: str, row: dict[str, Any]) -> Span | None:
    """Where a labelled quote stands: its offsets, else its words with any white space between."""
    quote = row.get("quote", "")
    if row.get("start") is not None and text[row["start"] : row["end"]] == quote:
        return row["start"], row["end"]
    pattern = r"\s+".join(re.escape(part) for part in quote.split())
    found = list(re.finditer(pattern, text)) if pattern else []
    which = min(int(row.get("occurrence", 1)), len(found)) - 1
    return found[which].span() if found else None


def _figure(
    row: dict[str, Any], layer: TextLayer, value: str | None, unit: str | None
) -> GoldFigure:
    span = place(layer.text, row) or (0, 0)
    optional = bool(row.get("optional") or row.get("doubt")) or span == (0, 0)
    units = frozenset(row.get("also", {}).get("currency", []))
    return GoldFigure(span[0], span[1], value, unit, optional, units)
