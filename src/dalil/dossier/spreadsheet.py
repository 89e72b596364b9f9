"""Tables of a case as CSV files (RFC 4180) that no spreadsheet takes for a program.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line end could be run as a formula when a
spreadsheet opens the file (OWASP, "CSV Injection"); an apostrophe before it makes it text. Plain numbers
stay numbers. Nothing else is changed: the words of a quote are the exhibit's.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from dalil.claims.overruled import told_ties
from dalil.dossier import wording
from dalil.dossier.leaving import Leaving
from dalil.evidence import Claim, Relation

_RUNS = re.compile(r"[\s\x00-\x1f\u00a0\ufeff\u200b-\u200f\u2028-\u202e]*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?\Z")
RELATIONS = (
    "claim",
    "subject",
    "subject_name",
    "predicate",
    "object",
    "object_name",
    "value",
    "detail",
    "start_date",
    "end_date",
    "share",
    "amount",
    "currency",
    "holder",
    "stance",
    "negated",
    "hedged",
    "stage",
    "reviewed",
    "contested_in",
    "weighed",
)


def cell(value: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    text = text.replace("\x00", "\u2400")
    return f"'{text}" if _RUNS.match(text) and not _NUMBER.match(text) else text


def table(header: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Rows as UTF-8 CSV with a header; lists are joined by ``; ``."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        writer.writerow([cell(_joined(row.get(name))) for name in header])
    return out.getvalue().encode("utf-8", "backslashreplace")


def tables(leaving: Leaving) -> dict[str, bytes]:
    """The tables of a case by file name: claims, relations, entities, contests, exhibits, and their state."""
    rows = [leaving.row(claim) for claim in leaving.claims]
    header = tuple(rows[0]) if rows else ("claim", "quote")
    return {
        "claims.csv": table(header, rows),
        "relations.csv": table(
            RELATIONS,
            (
                _relation(leaving, claim, relation) | {"weighed": weighed}
                for claim in leaving.claims
                for relation, weighed in told_ties(claim)
            ),
        ),
        "entities.csv": table(("entity", "type", "name", "names", "marked"), _entities(leaving)),
        "contests.csv": table(
            ("contest", "matter", "why", "side", "claim", "holder", "quote"),
            _contests(leaving),
        ),
        "exhibits.csv": table(
            ("number", "exhibit", "file", "title", "address", "media_type", "size", "state"),
            _exhibits(leaving),
        ),
        "about.csv": table(("what", "value"), _state(leaving)),
    }


def _relation(leaving: Leaving, claim: Claim, relation: Relation) -> dict[str, object]:
    row = leaving.row(claim)
    voice, amount = leaving.draft.voice, relation.amount
    return {
        **{
            name: row[name]
            for name in ("claim", "stance", "negated", "hedged", "stage", "reviewed")
        },
        "contested_in": row["contested_in"],
        "holder": row["holder_line"],
        "subject": leaving.entity_of(relation.subject),
        "subject_name": leaving.words(voice.name(relation.subject)),
        "predicate": str(relation.predicate),
        "object": leaving.entity_of(relation.object),
        "object_name": leaving.words(voice.name(relation.object)) if relation.object else None,
        "value": leaving.words(relation.value or ""),
        "detail": leaving.words(relation.detail or ""),
        "start_date": relation.start_date.value if relation.start_date else None,
        "end_date": relation.end_date.value if relation.end_date else None,
        "share": wording.share(relation.share) if relation.share else None,
        "amount": amount.value if amount else None,
        "currency": amount.currency if amount else None,
    }


def _entities(leaving: Leaving) -> Iterable[dict[str, object]]:
    for entity in leaving.entities.values():
        yield {
            "entity": entity.id,
            "type": entity.type,
            "name": leaving.words(entity.name),
            "names": [leaving.words(name) for name in entity.names],
            "marked": "target" if entity.id in leaving.view.targets else None,
        }


def _contests(leaving: Leaving) -> Iterable[dict[str, object]]:
    claims = {claim.id: claim for claim in leaving.claims}
    for question in leaving.questions:
        for side in question.sides:
            for key in side.claims:
                row = leaving.row(claims[key])
                yield {
                    "contest": question.id,
                    "matter": leaving.words(question.matter),
                    "why": leaving.words(question.why),
                    "side": leaving.words(side.label),
                    "claim": key,
                    "holder": row["holder_line"],
                    "quote": row["quote"],
                }


def _exhibits(leaving: Leaving) -> Iterable[dict[str, object]]:
    voice, view = leaving.draft.voice, leaving.view
    for exhibit in leaving.exhibits:
        state = "read" if exhibit.sha256 in view.infos else "not read"
        if view.notes.get(exhibit.sha256):
            state = "read in part: " + " ".join(view.notes[exhibit.sha256])
        if exhibit.sha256 in view.refusals:
            state = f"refused: {view.refusals[exhibit.sha256].reason}"
        yield {
            "number": voice.numbers[exhibit.sha256],
            "exhibit": exhibit.sha256,
            "file": leaving.words(exhibit.name),
            "title": leaving.words(voice.title(exhibit.sha256)),
            "address": leaving.words(voice.address(exhibit.sha256)),
            "media_type": exhibit.media_type,
            "size": exhibit.size,
            "state": leaving.words(state),
        }


def _state(leaving: Leaving) -> Iterable[dict[str, object]]:
    for name, value in leaving.state.items():
        if isinstance(value, Mapping):
            yield from ({"what": f"{name}_{part}", "value": one} for part, one in value.items())
        else:
            yield {"what": name, "value": value}


def _joined(value: object) -> object:
    return "; ".join(str(part) for part in value) if isinstance(value, list | tuple) else value
