"""Labels that are places -> labels with the words that stand there.

The labels of real documents are in the repository without a word of them. With the text at hand the words
are put back, so that these labels pass through the same loader as all others.
"""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


def filled(row: Row, text: str) -> Row:
    """The labels of one document in the layout of the other sets."""

    def words(place: list[int] | None) -> str | None:
        return None if place is None else text[slice(*place)]

    def holder(one: Row) -> Row:
        return one | {"text": " ".join((words(one["place"]) or "").split())}

    def quoted(one: Row) -> Row:
        return one | {"quote": text[one["start"] : one["end"]]}

    def claim(one: Row) -> Row:
        out = quoted(one) | {"holders": [holder(h) for h in one["holders"]]}
        if "holders" in one.get("also", {}):
            chains = [[holder(h) for h in chain] for chain in one["also"]["holders"]]
            out["also"] = one["also"] | {"holders": chains}
        return out

    forms: dict[str, set[str]] = {}
    for mention in row["mentions"]:
        if mention["entity"]:
            said = " ".join(text[mention["start"] : mention["end"]].split())
            forms.setdefault(mention["entity"], set()).add(said)
    entities = [
        e | {"names": sorted(forms[e["id"]]), "name": max(forms[e["id"]], key=len)}
        for e in row["entities"]
        if e["id"] in forms
    ]
    return row | {
        "entities": entities,
        "claims": [claim(c) for c in row["claims"]],
        "relations": [quoted(r) | {"value": words(r["value"])} for r in row["relations"]],
        "amounts": [quoted(a) for a in row["amounts"]],
        "dates": [quoted(d) for d in row["dates"]],
        "rosters": [
            {"rows": [{k: words(v) for k, v in cells.items()} for cells in roster["rows"]]}
            for roster in row["rosters"]
        ],
    }
