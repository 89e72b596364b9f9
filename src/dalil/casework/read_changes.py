"""What a newer reader changes: claims added, gone and changed field by field, and decisions that it touches.

Documents are held against each other by hash. Claims of one id are the same; of the others those are taken
for one claim, changed, that are mostly of the same words and alike in stance or speaker. Nothing is
written, and which reading is right is not said.
"""

from __future__ import annotations

import bisect
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dalil.casework.casefolder import Case
from dalil.claims.readjson import to_json
from dalil.claims.reviews import adds, in_effect, standing
from dalil.errors import BadInput
from dalil.evidence import Verdict

Json = Mapping[str, Any]
_SAME_PLACE = 0.5
_OUTSIDE = frozenset({"id", "method", "place"})
_BECOMES = {
    Verdict.ACCEPT: "the claim stays as it was accepted; the newer reading of its words is shown beside it",
    Verdict.REJECT: "stays on record; it decides nothing about the newer reading",
    Verdict.CORRECT: "the corrected claim stays",
    Verdict.ADD: "the added claim stays",
}


def changes(old: Mapping[str, Json], new: Sequence[Json]) -> Iterator[dict[str, Any]]:
    """What differs from earlier readings, one object a document.

    Args:
        old: Earlier readings by sha256, as :func:`earlier` or :func:`of_case` gives them.
        new: Newer ones, as ``dalil read`` writes them.
    """
    for row in new:
        before = old.get(row["sha256"], {})
        was = {claim["id"]: claim for claim in before.get("claims", [])}
        now = {claim["id"]: claim for claim in row.get("claims", [])}
        gone = {key: claim for key, claim in was.items() if key not in now}
        added = {key: claim for key, claim in now.items() if key not in was}
        pairs = _pairs(gone, added)
        changed = [
            {"before": one, "after": other, "changed": _fields(one, other)} for one, other in pairs
        ]
        touched = {one["id"] for one in gone.values()}
        yield {
            "document": row["document"],
            "sha256": row["sha256"],
            "known": row["sha256"] in old,
            "refused": row.get("refused"),
            "claims_added": [
                c for key, c in added.items() if key not in {o["id"] for _, o in pairs}
            ],
            "claims_removed": [
                c for key, c in gone.items() if key not in {o["id"] for o, _ in pairs}
            ],
            "claims_changed": changed,
            "claims_kept": len(was.keys() & now.keys()),
            "mentions_before": len(before.get("mentions", [])),
            "mentions_now": len(row.get("mentions", [])),
            "decisions_affected": [
                one for one in before.get("decisions", []) if one["claim"] in touched
            ],
        }


def earlier(old: Path) -> dict[str, Json]:
    """Readings of an earlier output, by sha256.

    Raises:
        BadInput: It is none.
    """
    rows: dict[str, Json] = {}
    try:
        lines = old.read_text(encoding="utf-8").rstrip("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"The earlier output {old} cannot be read: {error}.") from error
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            rows[str(row["sha256"])] = row
            if "claims" not in row and row.get("refused") is None:
                raise ValueError("it holds no claims")
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(
                f"Line {number} of {old} is no reading: {error}.",
                "Give a file written by: dalil read --out FILE, or a case folder.",
            ) from error
    return rows


def of_case(case: Case, documents: Sequence[str]) -> dict[str, Json]:
    """The newest readings of a case, with the decisions of persons on their claims, by sha256."""
    reviews = {key: one for key, one in standing(case.store.judgements()).items() if one.by_person}
    made = [one for one in in_effect(case.store.judgements()) if adds(one)]
    reviews |= {one.left: one for one in made if one.left not in reviews}
    found: dict[str, Json] = {}
    for sha in documents:
        layer, reading = case.store.layer(sha), case.store.reading(sha)
        if layer is None or reading is None:
            continue
        row = to_json(layer, reading)
        claims = {claim.id: claim for claim in reading.claims}
        row["decisions"] = [
            {
                "claim": key,
                "verdict": str(one.verdict),
                "by": one.author.removeprefix("person:"),
                "at": one.made_at,
                "why": one.reason or None,
                "quote": claims[key].quote,
                "becomes": _BECOMES[one.verdict],
            }
            for key, one in reviews.items()
            if key in claims
        ]
        found[sha] = row
    return found


def _pairs(gone: Mapping[str, Json], added: Mapping[str, Json]) -> list[tuple[Json, Json]]:
    """Claims that are gone, each with the one that seems to be it; the best fit first, each once."""
    others = sorted(added.values(), key=lambda claim: claim["start"])
    starts = [claim["start"] for claim in others]
    fits = []
    for one in gone.values():
        # Of claims that share half of their words neither begins farther off than the other is long.
        length = one["end"] - one["start"]
        first = bisect.bisect_left(starts, one["start"] - length)
        last = bisect.bisect_left(starts, one["end"])
        fits += [
            (-_shared(one, other), one["start"], one["id"], other["id"])
            for other in others[first:last]
            if _alike(one, other)
        ]
    fits.sort()
    left, right = set(gone), set(added)
    found = []
    for _, _, one, other in fits:
        if one in left and other in right:
            left.remove(one)
            right.remove(other)
            found.append((gone[one], added[other]))
    return sorted(found, key=lambda pair: (pair[0]["start"], pair[0]["id"]))


def _shared(one: Json, other: Json) -> float:
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return float(shared / (max(one["end"], other["end"]) - min(one["start"], other["start"])))


def _alike(one: Json, other: Json) -> bool:
    if _shared(one, other) < _SAME_PLACE:
        return False
    speaker = _speaker(one) == _speaker(other)
    return speaker or one.get("stance") == other.get("stance")


def _speaker(claim: Json) -> str:
    holders = claim.get("holders") or [{}]
    return str(holders[0].get("text", ""))


def _fields(one: Json, other: Json) -> dict[str, dict[str, Any]]:
    """Fields that differ, each with what it was and what it is; entity ids of two runs are no difference."""
    found = {}
    for name in dict.fromkeys((*one, *other)):
        if name in _OUTSIDE:
            continue
        before, after = _plain(name, one.get(name)), _plain(name, other.get(name))
        if before != after:
            found[name] = {"before": before, "after": after}
    return found or {"identity": {"before": one["id"], "after": other["id"]}}


def _plain(name: str, value: Any) -> Any:  # noqa: ANN401 - a value of JSON
    if name == "holders":
        return [holder.get("text", "") for holder in value or []]
    if name == "about":
        return len(value or [])
    return value
