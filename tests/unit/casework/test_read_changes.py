"""What a newer reader changes: each claim is added, gone, changed or kept, once; decisions are named."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dalil.casework import review
from dalil.casework.read_changes import changes, earlier, of_case
from dalil.claims.readjson import to_json
from dalil.errors import BadInput
from dalil.evidence import Stance, Verdict, locate
from review_samples import load, make, opened, readings


@pytest.fixture
def room(tmp_path):
    builder = make(tmp_path / "case")
    with opened(tmp_path / "case") as case:
        yield case, builder


def rows(builder, change=lambda claim: claim):
    """Readings of all documents as ``dalil read`` writes them, each claim as ``change`` says."""
    found = []
    for one in readings(builder):
        claims = tuple(new for claim in one.claims if (new := change(claim)) is not None)
        layer = builder.layers[one.exhibit]
        told = to_json(layer, replace(one, claims=claims))
        found.append({"document": builder.exhibits[one.exhibit].name, **told})
    return found


def test_the_same_again_changes_nothing(room, tmp_path):
    _, builder = room
    old = tmp_path / "old.jsonl"
    old.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows(builder)), "utf-8")
    for one in changes(earlier(old), rows(builder)):
        assert one["claims_added"] == one["claims_removed"] == one["claims_changed"] == []
        assert one["known"]
        assert one["decisions_affected"] == []


def test_what_changed_is_no_earlier_reading(room, tmp_path):
    _, builder = room
    made = tmp_path / "changes.jsonl"
    told = changes({}, rows(builder))
    made.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in told), "utf-8")
    with pytest.raises(BadInput, match=r"Line 1 of .* is no reading: it holds no claims"):
        earlier(made)


def test_added_gone_and_changed_with_the_decisions_they_touch(room):
    case, builder = room
    find = load("case").find
    stance, span, gone = (
        find(builder, "son-in-law"),
        find(builder, "inquiry in 2019"),
        find(builder, "her client"),
    )
    review.decide(case, stance.id, Verdict.ACCEPT, "checked")
    review.decide(case, gone.id, Verdict.REJECT, "noise")

    def change(claim):
        if claim.id == stance.id:
            return replace(claim, stance=Stance.ASSERTS)
        if claim.id == span.id:
            place = claim.locator
            layer = builder.layers[claim.exhibit]
            return replace(claim, locator=locate(layer, place.start, place.end - 4))
        return None if claim.id == gone.id else claim

    documents = list(builder.layers)
    found = {one["sha256"]: one for one in changes(of_case(case, documents), rows(builder, change))}
    here = found[stance.exhibit]
    assert [one["before"]["id"] for one in here["claims_changed"]] == [stance.id, span.id]
    first, second = here["claims_changed"]
    assert first["changed"] == {"stance": {"before": "alleges", "after": "asserts"}}
    assert set(second["changed"]) == {"end", "quote"}
    assert [one["id"] for one in here["claims_removed"]] == [gone.id]
    assert here["claims_added"] == []
    told = {one["claim"]: (one["verdict"], one["by"]) for one in here["decisions_affected"]}
    assert told == {stance.id: ("accept", "Aida"), gone.id: ("reject", "Aida")}
    back = {one["sha256"]: one for one in changes(
        {row["sha256"]: row for row in rows(builder, change)}, rows(builder)
    )}  # fmt: skip
    assert [one["id"] for one in back[stance.exhibit]["claims_added"]] == [gone.id]


def test_what_is_no_earlier_output_is_refused(tmp_path):
    for content in (b"no json", b"[]", b'{"a": 1}', b"\xff"):
        file = tmp_path / "old.jsonl"
        file.write_bytes(content)
        with pytest.raises(BadInput):
            earlier(file)
